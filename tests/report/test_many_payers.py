"""Of many payers tables and pictures name the reader's own and those at the ends, and say so."""

import re
from dataclasses import replace
from fractions import Fraction
from html import unescape
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.history import SharedYear
from analyysi.comparison.report_context import ReportContext
from analyysi.project import Project
from analyysi.report import many_payers
from analyysi.report.front.answer import background
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import (
    IN_RESULTS,
    MOST_ROWS,
    Naming,
    PayerColumn,
    are_many,
    named,
    names_or_count,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from analyysi.report.papers.paper_table import PaperTemplate
from analyysi.report.papers.word import agreement_paper
from analyysi.report.tables import NOTHING
from support.changed_cases import with_method
from support.many_payers import made_agreements
from support.pages import notebook_of
from support.places import ROOT
from support.readers import number, reader_of

CODES = tuple(f"{number:03}" for number in range(MOST_ROWS + 10))
NO_WORDS: Wording = None  # type: ignore[assignment] - nothing is said
SEAT = "578"
MOST_KIB = 500


@pytest.fixture
def seven_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_payers, "MOST_ROWS", 6)
    monkeypatch.setattr(many_payers, "_ENDS", 1)


def test_as_many_as_have_a_row_each_are_all_named() -> None:
    few, many = CODES[:MOST_ROWS], CODES[: MOST_ROWS + 1]
    figures = dict.fromkeys(many, 1)
    assert not are_many(few)
    assert named(Naming(NO_WORDS), [figures], few) == few
    assert are_many(many)
    assert len(named(Naming(NO_WORDS), [figures], many)) < MOST_ROWS


@given(st.integers(1, 20), st.integers(1, 60), st.sampled_from([None, *CODES]), st.randoms())
def test_the_ends_of_every_column_and_the_own_are_named(
    columns: int, most: int, focus: str | None, chance: Random
) -> None:
    figures = [
        {code: Fraction(chance.randint(-most, most), 7) for code in CODES} for _ in range(columns)
    ]
    shown = named(Naming(NO_WORDS, focus), figures, CODES)
    assert list(shown) == sorted(shown)
    assert focus is None or focus in shown
    # Of more than fifteen columns both ends of each are named.
    assert len(shown) <= max(MOST_ROWS, 2 * columns) + 1
    for column in figures:
        left_out = [column[code] for code in CODES if code not in shown]
        ends = [column[code] for code in shown]
        assert min(ends) <= min(left_out)
        assert max(ends) >= max(left_out)


@pytest.mark.usefixtures("seven_are_many")
def test_quarters_are_figures_that_somebody_has(kainuu_2023: Comparison) -> None:
    cents = kainuu_2023.chosen.cents
    reader = reader_of(kainuu_2023, focus=SEAT)
    columns = [
        PayerColumn(cents, reader.words.numbers.amount),
        PayerColumn({SEAT: Fraction(5)}, reader.words.numbers.plain),
        PayerColumn({}, reader.words.numbers.plain),
    ]
    rows = payer_rows(reader, columns, kainuu_2023.payers)
    *payers, quarter, half, three_quarters = rows
    assert [row.header for row in payers] == ["Sotkamo", "Paltamo", "Ristijärvi"]
    assert [row.marked for row in payers] == [False, True, False]
    # Of seven: the second, the fourth and the sixth from below.
    ordered = sorted(cents.values())
    shown = [row.cells[0] for row in (quarter, half, three_quarters)]
    assert [int(100 * number(cell)) for cell in shown] == [ordered[1], ordered[3], ordered[5]]
    assert [row.cells[1] for row in rows] == [NOTHING, "5", NOTHING, "5", "5", "5"]
    assert {row.cells[2] for row in rows} == {NOTHING}
    # A column that reads alike for all has no ends: it names nobody.
    alike = PayerColumn(dict.fromkeys(cents, 5), reader.words.numbers.plain)
    assert not alike.differs
    assert payer_rows(reader, [alike, *columns], kainuu_2023.payers)[0].cells[0] == "5"
    assert len(payer_rows(reader, [alike, *columns], kainuu_2023.payers)) == len(rows)
    every = payer_rows(replace(reader, every_row=True), columns, kainuu_2023.payers)
    assert len(every) == len(kainuu_2023.payers)


@pytest.mark.usefixtures("seven_are_many")
def test_a_table_says_whom_it_names_and_where_all_are(kainuu_2023: Comparison) -> None:
    payers = kainuu_2023.payers
    joint, seat = reader_of(kainuu_2023), reader_of(kainuu_2023, focus=SEAT)
    for reader, whom in ((joint, "7 maksajasta ne,"), (seat, "7 maksajasta oma ja ne,")):
        note = where_others_stand(reader, IN_RESULTS, payers)
        assert note == (
            f"Taulukossa ovat {whom} jotka ovat ääripäissä. Kaikki ovat tiedostossa results.csv."
        )
    assert where_others_stand(joint, IN_RESULTS, payers[:6]) == ""
    assert where_others_stand(replace(joint, every_row=True), IN_RESULTS, payers) == ""
    assert noted("A.", "", "B.") == "A. B."
    assert names_or_count(joint.words, payers) == "seitsemän kuntaa"
    assert joint.words.of(names_or_count(joint.words, payers[:2])) == "Sotkamo ja Kuhmo"


@pytest.mark.slow
@pytest.mark.parametrize(("language", "seat"), [("fi", ""), ("sv", "005"), ("en", "")])
def test_the_page_of_all_municipalities_is_light_and_has_them_all(
    tmp_path: Path, language: str, seat: str
) -> None:
    made = made_agreements()
    project = made.write_project(tmp_path, regions=False, national=True, years=(2021, 2022))
    before, case = (load_year(project, made.NATIONAL, year) for year in (2021, 2022))
    comparison = compare_methods(case)
    earlier = SharedYear(before, compare_methods(before).chosen.cents)
    page = Page(comparison, language, seat, ReportContext(history=(earlier,)))
    html = export_html(notebook_of(page))
    assert len(html.encode()) <= MOST_KIB * 1024
    without_script = re.sub(r"<script.*?</script>|<template.*?</template>", "", html, flags=re.S)
    tables = re.findall(r'<table id="([^"]+)"(.*?)</table>', without_script, flags=re.S)
    long = [table for table, text in tables if text.count("<tr") > MOST_ROWS + 10]
    assert len(tables) > 10
    assert long == ["all-payers"]
    body = re.search(r'<table id="all-payers".*?</table>', without_script, flags=re.S)
    assert body is not None
    names = re.findall(r'<th scope="row">([^<]+)</th>', body[0])
    assert list(map(unescape, names)) == list(map(page.reader.words.payer, comparison.payers))
    assert body[0].count('class="marked"') == bool(seat)


def test_a_front_page_has_the_ends_of_agreed_weights_and_the_draft_agreement_all(
    kainuu_2023: Comparison, seven_are_many: None
) -> None:
    payers = kainuu_2023.case.problem.payers
    weights = {code: str(number) for number, code in enumerate(payers, start=11)}
    case = with_method(kainuu_2023.case, "agreed_weights", weights=weights)
    reader = reader_of(compare_methods(case))
    front = " ".join(background(reader))
    assert "pienin on 11" in front
    assert "suurin 17" in front
    assert "13" not in front
    template = PaperTemplate("sopimus", ".docx").path(Project(ROOT), "fi")
    draft = Document(BytesIO(agreement_paper(reader, template)))
    clauses = "\n".join(paragraph.text for paragraph in draft.paragraphs)
    for name, weight in zip(("Hyrynsalmi", "Paltamo", "Suomussalmi"), (11, 13, 17), strict=True):
        assert f"{name} {weight}" in clauses.replace("\xa0", " ")
