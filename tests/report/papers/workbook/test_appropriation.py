"""What each payer reserves: decided shares first, the years of the plan, what is left open."""

from dataclasses import replace

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.allocation.whole_units.whole_euros import whole_euros
from analyysi.comparison.case import with_terms
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.outlook import outlook
from support.workbooks import BUDGETS, PALTAMO, made, opened

pytestmark = pytest.mark.slow


def budgets(comparison: Comparison, focus: str | None = None, values: bool = True) -> Worksheet:
    return opened(made(comparison, "fi", focus), values).worksheets[BUDGETS]


def rows(sheet: Worksheet) -> dict[object, tuple[object, ...]]:
    """Return the first row of each name: those of the appropriations come first on the sheet."""
    by_name: dict[object, tuple[object, ...]] = {}
    for row in sheet.iter_rows(min_row=6, max_col=8, values_only=True):
        by_name.setdefault(row[0], row)
    return by_name


def test_a_decided_share_goes_before_the_computed_one(kainuu_2023: Comparison) -> None:
    sheet = budgets(kainuu_2023)
    table = rows(sheet)
    assert table["Kunta"][2:5] == ("TA 2023, €", "TS 2024, €", "TS 2025, €")
    decided = "päätetty osuus: Paltamon kunnanhallitus"
    assert table["Paltamo"][2:] == (7079, 7289, 7252, 7325.24, -246.24, decided)
    assert table["Kuhmo"][2] == table["Kuhmo"][5] == 18245.21
    assert table["Yhteensä"][2:7] == (79753.76, 80000, 80000, 80000, -246.24)
    assert any(str(name).startswith("Talousarvioluvut ovat yhteensä vähemmän") for name in table)
    for ahead, year in enumerate(outlook(kainuu_2023)[:2], start=3):
        shown = whole_euros(year.cents)
        for code in kainuu_2023.payers:
            name = kainuu_2023.case.agreement.party(code).name.fi
            assert table[name][ahead] == shown[code]


def test_the_rest_is_a_formula(kainuu_2023: Comparison) -> None:
    table = rows(budgets(kainuu_2023, values=False))
    assert table["Paltamo"][2] == 7079
    assert str(table["Kuhmo"][2]).startswith("=Maksuosuudet!")


def test_without_a_decided_share_the_budgets_make_the_total(kainuu_2027: Comparison) -> None:
    table = rows(budgets(kainuu_2027))
    assert table["Yhteensä"][2] == table["Yhteensä"][5] == 80000
    assert "Talousarvioluvut ovat yhteensä kokonaiskustannus." in table


def test_what_is_not_known_is_left_open_to_the_payer(kainuu_2023: Comparison) -> None:
    def unlocked(focus: str | None) -> dict[str, object]:
        sheet = budgets(kainuu_2023, focus)
        return {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }

    everyone, seat = unlocked(None), unlocked(PALTAMO)
    assert sorted(map(str, everyone.values())) == sorted(
        ["[täydennä]"] * 7 + ["[täydennä sopimuksesta]"] * 2
    )
    assert sorted(map(str, seat.values())) == ["[täydennä sopimuksesta]"] * 2 + ["[täydennä]"]


def test_years_that_nobody_has_looked_ahead_to_are_open(kainuu_2023: Comparison) -> None:
    terms = kainuu_2023.case.terms
    assert terms.outlook is not None
    one_year = terms.model_copy(update={"outlook": terms.outlook.model_copy(update={"years": 1})})
    table = rows(budgets(replace(kainuu_2023, case=with_terms(kainuu_2023.case, one_year))))
    assert table["Kuhmo"][3:5] == (18178, "[täydennä]")
    assert table["Yhteensä"][3:5] == (80000, "–")
    none = compare_methods(with_terms(kainuu_2023.case, terms.model_copy(update={"outlook": None})))
    assert rows(budgets(none))["Kuhmo"][3:5] == ("[täydennä]", "[täydennä]")
