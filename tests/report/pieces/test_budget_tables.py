"""Stages of budgets in the annex: the documents' own amounts, what is said, what is doubted."""

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.blocks import Bullets, Facts
from analyysi.report.pieces.budget_tables import annex_blocks, remarks
from analyysi.report.tables import NOTHING
from support.budget_documents import amount, net_expenses
from support.readers import number, reader_of, tables_in

pytestmark = pytest.mark.slow


def test_decided_and_amended_stand_side_by_side(kainuu_2023: Comparison) -> None:
    net, margin = tables_in(annex_blocks(reader_of(kainuu_2023)))
    rows = {row.header: row.cells for row in margin.rows}
    names = [kainuu_2023.case.agreement.party(code).name.main for code in kainuu_2023.payers]
    assert list(rows) == [f"{name} 2023" for name in names]
    decided, amended = amount("777", 2023, "margin"), amount("777", 2024, "margin", "prior_amended")
    assert [number(cell) for cell in rows["Suomussalmi 2023"]] == [
        round(decided),
        round(amended),
        round(amended) - round(decided),
    ]
    assert [row.header for row in net.rows] == list(rows)


def test_other_years_are_for_specialists(kainuu_2027: Comparison) -> None:
    net, margin = tables_in(remarks(reader_of(kainuu_2027)))
    rows = {row.header: row.cells for row in margin.rows}
    cells = rows["Sotkamo 2024"]
    assert number(cells[2]) == round(amount("765", 2024, "margin")) == 463_123
    assert number(cells[3]) == round(amount("765", 2025, "margin", "prior_amended")) == -2_596_159
    assert number(cells[4]) == -2_596_159 - 463_123
    assert cells[0] == NOTHING  # planned two years before: in no stored document
    assert {row.header for row in net.rows} == set(rows)
    assert len(rows) == 7 * 5  # 2023-2025 as decided, 2027 and 2028 as planned; 2026 is the year's
    for year in (2023, 2024, 2025):
        row = next(row for row in net.rows if row.header == f"Paltamo {year}")
        assert number(row.cells[2]) == round(net_expenses("578", year))


def test_a_stage_that_no_document_has_takes_no_column(kainuu_2023: Comparison) -> None:
    book = kainuu_2023.case.budgets
    assert book is not None
    lines = tuple(line for line in book.lines if line.document_year == 2023)
    case = replace(kainuu_2023.case, budgets=replace(book, lines=lines))
    for table in tables_in(annex_blocks(reader_of(replace(kainuu_2023, case=case)))):
        assert [column.label for column in table.columns] == ["Päätetty"]


def test_net_expenses_are_the_documents_own(kainuu_2027: Comparison) -> None:
    net, _ = tables_in(annex_blocks(reader_of(kainuu_2027)))
    place = [column.label for column in net.columns].index("Päätetty")
    (row,) = [row for row in net.rows if row.header == "Paltamo 2026"]
    assert number(row.cells[place]) == round(net_expenses("578", 2026))


def test_a_seat_has_every_measure_of_its_own_and_nobody_elses(kainuu_2027: Comparison) -> None:
    reader = reader_of(kainuu_2027, focus="578")
    (table,) = tables_in(annex_blocks(reader))
    assert len(table.rows) == 9  # eight reported and net expenses; taxes and transfers nowhere
    tables = tables_in(remarks(reader))
    assert len(tables) == 9
    assert all(row.header.startswith("Paltamo ") for table in tables for row in table.rows)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_comments_and_findings_are_kept_in_their_own_language(
    kainuu_2027: Comparison, language: str
) -> None:
    blocks = remarks(reader_of(kainuu_2027, language, "697"))
    (facts,) = (block for block in blocks if isinstance(block, Facts))
    texts = [fact.text for fact in facts.facts]
    assert any(text.startswith("Edellisvuonna oli varauduttu pitkäaikaisen") for text in texts)
    assert any("2 525 000,00" in text for text in texts)
    assert {fact.lang for fact in facts.facts} == ({""} if language == "fi" else {"fi"})


def test_odd_figures_are_told_with_place_and_reason(kainuu_2027: Comparison) -> None:
    (doubts,) = (b for b in remarks(reader_of(kainuu_2027)) if isinstance(b, Bullets))
    assert any(sentence.startswith("Suomussalmi, ") for sentence in doubts.items)
    assert any("Vuosikatteen etumerkki" in sentence for sentence in doubts.items)


def test_without_budgets_there_is_nothing(kainuu_2027: Comparison) -> None:
    bare = replace(kainuu_2027, case=replace(kainuu_2027.case, budgets=None))
    assert annex_blocks(reader_of(bare)) == remarks(reader_of(bare)) == []
