"""Every split for Excel: what results.csv says, in the reader's language."""

import csv
import io
from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import results_csv
from analyysi.languages.language_table import LANGUAGES
from analyysi.report.language.wording import Wording
from analyysi.report.papers.excel.results_table import results_table
from analyysi.report.papers.excel.table_files import ExcelTable, excel_csv

YES = {"fi": "kyllä", "sv": "ja", "en": "yes"}


def made(comparison: Comparison, language: str = "fi") -> ExcelTable:
    return results_table(comparison, Wording(language, comparison.case))


def as_in_results_csv(table: ExcelTable, yes: str) -> list[list[str]]:
    """Return the rows of the CSV for Excel as results.csv writes them, without the titles."""
    text = excel_csv(table).decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    plain = []
    for agreement, year, _, split, chosen, code, payer, share, part, *amounts in rows:
        decided = "yes" if chosen == yes else "no"
        cells = [share, part, *amounts]
        numbers = [cell.removeprefix('="').removesuffix('"').replace(",", ".") for cell in cells]
        plain.append([agreement, year, split, decided, code[2:-1], payer, *numbers])
    return plain


@pytest.mark.parametrize("name", ["kainuu_2023", "kainuu_2027", "paijat_hame"])
def test_nothing_of_results_csv_is_lost(name: str, request: pytest.FixtureRequest) -> None:
    comparison: Comparison = request.getfixturevalue(name)
    _, *expected = csv.reader(io.StringIO(results_csv(comparison)))
    assert as_in_results_csv(made(comparison), YES["fi"]) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_titles_are_in_the_readers_language(
    kainuu_2023: Comparison, language: str
) -> None:
    table = made(kainuu_2023, language)
    words = Wording(language, kainuu_2023.case)
    headings = [column.heading for column in table.columns]
    assert len(set(headings)) == len(headings)
    assert headings[2] == words.say("Way of sharing")
    assert headings[7] == f"{words.say('Share')}, €"
    assert {row[4] for row in table.rows} == {YES[language], words.say("no")}
    assert len({row[2] for row in table.rows}) == len(kainuu_2023.splits)


def test_without_inhabitants_there_is_no_column_for_them(kainuu_2023: Comparison) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"per_head": None})
    uncounted = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    assert len(made(uncounted).columns) == len(made(kainuu_2023).columns) - 1


def test_a_draft_says_so_in_title_and_foot(kainuu_2027: Comparison) -> None:
    table = made(kainuu_2027, "sv")
    assert table.title.startswith("UTKAST: ")
    assert table.foot.startswith("UTKAST · kainuu-ict 2027 · ")
