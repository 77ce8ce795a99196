"""How the shares move with the population and the budget."""

from dataclasses import replace

import pytest

from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.outlook import outlook
from analyysi.report.blocks import Paragraph
from analyysi.report.sections.movement import annex_blocks, section
from analyysi.report.sections.section import Shown
from support.readers import number, reader_of, tables_in


@pytest.mark.slow
def test_other_totals_are_paid_in_full(kainuu_2023: Comparison) -> None:
    tables = tables_in(annex_blocks(reader_of(kainuu_2023)))
    table = next(table for table in tables if table.id == "totals")
    total = kainuu_2023.case.terms.total.value / 100
    for place, column in enumerate(table.columns):
        change = float(sum(number(row.cells[place]) for row in table.rows))
        assert abs(total + change - float(number(column.label.replace("€", "")))) <= len(table.rows)


@pytest.mark.slow
def test_the_heading_is_of_the_last_year_to_come(kainuu_2023: Comparison) -> None:
    years = outlook(kainuu_2023)
    shown = section(reader_of(kainuu_2023, focus="578"))
    assert isinstance(shown, Shown)
    assert years
    assert str(years[-1].year) in shown.heading
    assert "Paltamo" in shown.heading


@pytest.mark.slow
def test_without_years_to_come_the_section_itself_shows_other_totals(
    kainuu_2023: Comparison,
) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"outlook": None})
    reader = reader_of(replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms)))
    shown = section(reader)
    assert isinstance(shown, Shown)
    assert [table.id for table in tables_in(shown.blocks)] == ["totals"]
    assert annex_blocks(reader) == []


@pytest.mark.slow
def test_the_projection_is_shown_beside_the_last_count(kainuu_2027: Comparison) -> None:
    table = next(
        table
        for table in tables_in(annex_blocks(reader_of(kainuu_2027)))
        if table.id == "projection-start-population-2025"
    )
    rows = {row.header: [number(cell) for cell in row.cells] for row in table.rows}
    # 31.12.2025 (Tilastokeskus): 10 161 counted (11ra), 10 250 in Väestöennuste 2024 (14wx).
    assert rows["Sotkamo"][:3] == [10161, 10250, 89]
    assert round(rows["Sotkamo"][3]) == 273
    assert round(sum(row[3] for row in rows.values()), 2) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("focus", "words"),
    [
        (None, "Sotkamon osuuteen: ennusteessa 10 250, todellisuudessa 10 161"),
        ("697", "Ristijärvi: ennusteen luku 31.12.2025 on 1 128 ja todellinen 1 158"),
    ],
)
def test_a_reader_is_told_how_far_the_projection_is_off(
    kainuu_2027: Comparison, focus: str | None, words: str
) -> None:
    shown = section(reader_of(kainuu_2027, focus=focus))
    assert isinstance(shown, Shown)
    texts = [block.text for block in shown.blocks if isinstance(block, Paragraph)]
    section_text = " ".join(texts).replace("\u00a0", " ")
    assert "yhtä monta prosenttia kuin ennusteessa" in section_text
    assert words in section_text
    euros = "+273 €" if focus is None else "−67 €"
    assert euros in section_text


@pytest.mark.slow
def test_a_total_that_the_terms_do_not_fit_is_named(kainuu_2023: Comparison) -> None:
    """A floor of 10 500 euros for each of seven is more than 72 000: no column, and it is said."""
    floor = (STEPS["floor"], Floor(amount="10500"))
    comparison = compare_methods(replace(kainuu_2023.case, steps=(floor,)))
    terms = comparison.case.terms.model_copy(update={"outlook": None})
    shown = section(reader_of(replace(comparison, case=replace(comparison.case, terms=terms))))
    assert isinstance(shown, Shown)
    (table,) = tables_in(shown.blocks)
    note = str(table.note).replace("\xa0", " ")
    assert len(table.columns) == 2
    assert note.endswith("tällaiseen kokonaiskustannukseen: 64 000 € ja 72 000 €.")
