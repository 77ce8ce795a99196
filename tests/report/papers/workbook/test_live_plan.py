"""What the workbook can hold as live formulas, and what only as values."""

import pytest

from analyysi.comparison.case import load_year, with_terms
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.project import Project
from analyysi.report.papers.workbook.live_plan import plan_workbook
from support.own_rules import half_on_paltamo, with_rule
from support.workbooks import (
    INPUTS,
    PAYERS,
    SHARES,
    changeable,
    formulas,
    made,
    opened,
    overview,
    with_figures,
)


@pytest.mark.slow
def test_steps_make_it_values_only(project_copy: Project) -> None:
    terms = project_copy.agreements / "kainuu-ict" / "2027.toml"
    text = terms.read_text(encoding="utf-8")
    step = (
        '\n[[steps]]\nname = "off_the_top"\nparameters = { payer = "kainuun-liitto", share = '
        '"0.10" }\n'
    )
    terms.write_text(text + step, encoding="utf-8")
    comparison = compare_methods(load_year(project_copy, "kainuu-ict", 2027))
    book = opened(made(comparison))
    assert len(book.worksheets) == 5
    assert not list(formulas(book))
    assert not changeable(book.worksheets[INPUTS])
    assert "arvoina" in str(book.worksheets[SHARES]["A3"].value)
    found = overview(book.worksheets[SHARES])
    assert round(float(str(found["578"][0])) * 100) == comparison.chosen.cents["578"]
    said = [str(cell.value) for (cell,) in book.worksheets[SHARES]["A1:A81"]]
    assert sum("maksaa ensin 10" in text for text in said) == len(comparison.splits)


@pytest.mark.slow
def test_agreed_shares_stand_as_values_beside_live_ways(project_copy: Project) -> None:
    terms = project_copy.agreements / "kainuu-ict" / "2027.toml"
    shares = ", ".join(
        f'{code} = "{share}"'
        for code, share in zip(PAYERS, ("0.2", "0.2", *["0.12"] * 5), strict=True)
    )
    text = terms.read_text(encoding="utf-8").replace(
        'name = "proportional"\nparameters = { key = "population_2025" }',
        f'name = "fixed"\nparameters = {{ shares = {{ {shares} }} }}',
    )
    terms.write_text(text, encoding="utf-8")
    comparison = compare_methods(load_year(project_copy, "kainuu-ict", 2027))
    found = plan_workbook(comparison)
    assert [split.weights is None for split in found.splits] == [True, False, False, False, False]
    assert (
        found.splits[-1].weights == found.splits[1].weights
    )  # the trial starts from the first live way
    book = opened(made(comparison))
    row = overview(book.worksheets[SHARES])["578"]
    assert row[0] == 9600
    assert all(str(value).startswith("=") for value in row[1:])


@pytest.mark.slow
def test_a_key_of_huge_figures_stands_as_values(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    huge = {
        code: figure * 10**9 + 1 for code, figure in case.problem.keys["tax_revenue_2020"].items()
    }
    comparison = with_figures(case, {"tax_revenue_2020": huge})
    ways = {
        split.reported.id: split.weights is None
        for split in plan_workbook(comparison).splits
        if split.reported is not None
    }
    assert ways["proportional-tax_revenue_2020"]
    assert not ways["proportional-population_2021"]
    sheet = opened(made(comparison)).worksheets[SHARES]
    texts = [str(cell.value) for cell in sheet["A"]]
    assert sum("raportin arvot" in text for text in texts) == 1


OWN = "square_root-population_2021"


def test_an_own_way_is_live_by_whole_weights(kainuu_2023: Comparison) -> None:
    comparison = compare_methods(with_rule(kainuu_2023.case))
    plan = plan_workbook(comparison)
    basis = next(basis for basis in plan.bases if basis.key == OWN)
    assert basis.fits(10 * plan.units)
    live = {split.reported.id: split for split in plan.splits if split.reported is not None}
    assert live[OWN].only_basis == plan.bases.index(basis)
    units = plan.basis_shares[plan.bases.index(basis)].units
    assert dict(zip(plan.payers, units, strict=True)) == comparison.splits[1].cents
    (column,) = [column for column in plan.columns if column.of_rule]
    assert column.name == OWN
    assert sum(column.figures.values()) >= plan.units


@pytest.mark.slow
def test_weights_are_as_fine_as_formulas_can_hold(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    rounding = case.terms.rounding.model_copy(update={"unit": 100})
    in_euros = with_terms(case, case.terms.model_copy(update={"rounding": rounding}))
    plan = plan_workbook(compare_methods(with_rule(in_euros)))
    basis = next(basis for basis in plan.bases if basis.key == OWN)
    assert plan.units == 80_000
    assert basis.sum in range(10**4 * 80_000 - 9, 10**5 * 80_000)
    # So large a total leaves no room for whole cents: the way stands as values.
    total = case.terms.total.model_copy(update={"value": 10**13})
    huge = with_terms(case, case.terms.model_copy(update={"total": total, "published": ()}))
    ways = plan_workbook(compare_methods(with_rule(huge))).splits
    values = [split.reported.id for split in ways if split.reported and split.weights is None]
    assert OWN in values


def test_a_way_that_depends_on_others_stands_as_values(kainuu_2023: Comparison) -> None:
    case = with_rule(kainuu_2023.case, half_on_paltamo, key=None)
    comparison = compare_methods(case)
    plan = plan_workbook(comparison)
    own = next(split for split in plan.splits if split.reported is comparison.splits[1])
    assert own.weights is None
    assert not [column for column in plan.columns if column.of_rule]
