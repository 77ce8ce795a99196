"""Figures that terms change are formulas that come to what the program makes of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analyysi.agreement.key import (
    Above,
    Classes,
    Maximum,
    Minimum,
    PayerFactors,
    Plus,
    Transformation,
)
from analyysi.allocation.keys import KEY_CHANGES, transformed
from analyysi.comparison.compare import Comparison
from analyysi.report.papers.workbook.changed_figures import (
    FORMULAS,
    _can_be_read,
    changed_figure,
    published_column,
    whole_by,
)
from analyysi.report.papers.workbook.live_plan import plan_workbook
from support.paijat_hame import LAHTI
from support.workbooks import INPUTS, made, opened

STEPS: tuple[Transformation, ...] = (
    Plus(kind="plus", value="1.5"),
    Minimum(kind="minimum", value="2000"),
    Maximum(kind="maximum", value="5000"),
    Classes(kind="classes", limits=("1000", "3000"), weights=("1", "2.5", "4")),
    PayerFactors(kind="payer_factors", factors={"398": "0.9"}),
    Above(kind="above", limit="3000", factor="0.5", of="whole"),
    Above(kind="above", limit="3000", factor="0.5", of="excess"),
    Above(kind="above", limit="2999.5", factor="0.5", of="excess"),
)


def worked_out(formula: str, figure: int) -> float:
    """Work a formula out in Python, whose functions stand for those of a spreadsheet."""
    names = {
        "ROUND": round,
        "MAX": max,
        "MIN": min,
        "IF": lambda test, yes, no: yes if test else no,
    }
    return float(eval(formula.removeprefix("=").replace("D5", str(figure)), names))


def test_every_change_has_a_formula() -> None:
    assert set(FORMULAS) == set(KEY_CHANGES) == {step.kind for step in STEPS}


@pytest.mark.parametrize("figure", [900, 1000, 2999, 3000, 3001, 121_832])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.kind)
def test_a_formula_comes_to_what_the_program_makes(step: Transformation, figure: int) -> None:
    for code in ("398", "098"):
        exact = transformed({code: Fraction(figure)}, [step])[code]
        assert worked_out(changed_figure("D5", code, [step]), figure) == float(exact)
        assert (exact * whole_by([step])).denominator == 1


def test_steps_after_one_another_come_to_what_the_program_makes() -> None:
    steps = (STEPS[4], STEPS[7], STEPS[0])
    for figure in (900, 3001, 121_833):
        exact = transformed({"398": Fraction(figure)}, steps)["398"]
        assert worked_out(changed_figure("D5", "398", steps), figure) == float(exact)
        assert (exact * whole_by(steps)).denominator == 1


@pytest.mark.parametrize(
    ("steps", "read"),
    [
        (STEPS, True),
        ([STEPS[5]] * 30, False),
        ([Classes(kind="classes", limits=range(1, 59), weights=range(1, 60))], True),
        ([Classes(kind="classes", limits=range(1, 80), weights=range(1, 81))], False),
    ],
)
def test_a_formula_that_no_spreadsheet_reads_is_not_written(
    steps: list[Transformation], read: bool
) -> None:
    assert _can_be_read(steps) is read


@pytest.mark.slow
def test_another_population_of_lahti_changes_its_weighted_figure(paijat_hame: Comparison) -> None:
    """The weight and the link to the population are in the cell, not only what they came to."""
    assert published_column(paijat_hame.case, "weighted_population_2025") == "population_2025"
    sheet = opened(made(paijat_hame)).worksheets[INPUTS]
    plan = plan_workbook(paijat_hame)
    names = [column.name for column in plan.columns]
    places = {name: 4 + names.index(name) for name in names}
    (row,) = [
        line
        for line in sheet.iter_rows()
        if line[1].value == LAHTI and line[3].protection.locked is False
    ][:1]
    plain, weighted = (
        row[places[name] - 1] for name in ("population_2025", "weighted_population_2025")
    )
    factor = paijat_hame.case.terms.keys["weighted_population_2025"].transform[0]
    assert isinstance(factor, PayerFactors)
    assert str(weighted.value).startswith("=ROUND(")
    assert plain.coordinate in str(weighted.value).replace("$", "")
    assert str(float(factor.factors[LAHTI])) in str(weighted.value)
