"""How the shares move with the population and the budget."""

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.outlook import outlook
from analyysi.report.blocks import Folded
from analyysi.report.sections.movement import folded_titles, section
from analyysi.report.sections.section import Shown
from support.readers import number, reader_of, tables_in, unfolded


@pytest.mark.slow
def test_other_totals_are_paid_in_full(kainuu_2023: Comparison) -> None:
    shown = section(reader_of(kainuu_2023))
    assert isinstance(shown, Shown)
    tables = tables_in(unfolded(shown.blocks))
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
def test_what_is_folded_has_its_titles(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    shown = section(reader)
    assert isinstance(shown, Shown)
    folds = [block for block in shown.blocks if isinstance(block, Folded)]
    assert [fold.summary for fold in folds] == folded_titles(reader)
    assert len(folds) == 2


@pytest.mark.slow
def test_without_years_to_come_the_section_does_not_stand_empty_on_paper(
    kainuu_2023: Comparison,
) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"outlook": None})
    reader = reader_of(replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms)))
    shown = section(reader)
    assert isinstance(shown, Shown)
    (fold,) = shown.blocks
    assert isinstance(fold, Folded)
    assert not fold.for_specialists
    assert folded_titles(reader) == []
