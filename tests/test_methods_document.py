"""docs/methods.md: every name in it exists, none is missing, and every example comes out from the
figures printed.
"""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest

from analyysi.agreement.total import Capped, Indexed, Total
from analyysi.agreement.values import Frozen
from analyysi.allocation.claims_rules.claims_in_order import (
    AVERAGE_OF_AWARDS_LARGEST,
    DOMINGUEZ_THOMSON_ROUNDS,
    RANDOM_ARRIVAL_LARGEST,
)
from analyysi.allocation.claims_rules.claims_methods import ByClaims
from analyysi.allocation.cost_games.declared_games import stand_alone_and_joint
from analyysi.allocation.keys import KEY_CHANGES, transformed
from analyysi.allocation.methods import METHODS, ByKey, NoParameters
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.step_table import STEPS, with_steps
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.money import euros

DOCUMENT = (Path(__file__).parent.parent / "docs" / "methods.md").read_text(encoding="utf-8")
CODES = ("a", "b", "c")
_ROW = re.compile(r"^\| `(\w+)` \|(.*)\|$", re.MULTILINE)
_EXAMPLE = re.compile(
    r"<!-- example: (\w+) total=(\d+) figures=([\d,]+) -->\n(.*?)(?=\n\n|\Z)", re.DOTALL
)
_CENTS = 100
OF_STEPS = {
    "heads": dict.fromkeys(CODES, Fraction(1)),
    "costs": dict(zip(CODES, map(Fraction, (120, 150, 210)), strict=True)),
    "income": dict(zip(CODES, map(Fraction, (20, 0, 60)), strict=True)),
}
"""The keys that examples of steps name besides their figures; costs and income in euros."""


class Example(NamedTuple):
    """A row of an example: its kind, the total and the figures in euros, the parameters and the
    shares as printed.
    """

    kind: str
    total: int
    figures: dict[str, Fraction]
    name: str
    parameters: dict[str, Any]
    printed: list[Fraction]


def number(text: str) -> Fraction:
    """Read "33 1/3"."""
    return sum((Fraction(part) for part in text.split()), Fraction(0))


def examples() -> list[Example]:
    found = []
    for kind, total, figures, table in _EXAMPLE.findall(DOCUMENT):
        of_payer = dict(zip(CODES, map(Fraction, figures.split(",")), strict=True))
        for name, row in _ROW.findall(table):
            cells = [cell.strip() for cell in row.split("|")]
            written = cells.pop(0).strip("`") if len(cells) > len(CODES) else ""
            parameters = tomllib.loads(f"found = {written}")["found"] if written else {}
            found.append(
                Example(
                    kind, int(total), of_payer, name, parameters, [number(cell) for cell in cells]
                )
            )
    return found


EXAMPLES = examples()


def in_euros(amounts: Any) -> list[Fraction]:
    return [Fraction(amounts.get(code, 0)) / _CENTS for code in CODES]


def worked_out(example: Example) -> list[Fraction]:
    kind, total, figures, name, parameters, _ = example
    cents = Fraction(total * _CENTS)
    money = {code: figure * _CENTS for code, figure in figures.items()}
    if kind == "rounding":
        whole = sum(figures.values())
        shares = {code: total * figure / whole for code, figure in figures.items()}
        return [Fraction(ROUNDING_RULES[name].function(shares, 1).cents[code]) for code in CODES]
    if kind == "steps":

        def by_figures(problem: Problem) -> ExactSplit:
            return METHODS["proportional"].function(problem, ByKey(key="figures"))

        step = (STEPS[name], STEPS[name].parameters(**parameters))
        keys = {"figures": figures, **OF_STEPS}
        problem = Problem(cents, CODES, keys, unit_cents={"costs": _CENTS, "income": _CENTS})
        return in_euros(with_steps(by_figures, [step])(problem).amounts)
    if kind == "keys":
        change = KEY_CHANGES[name].model.model_validate({"kind": name, **parameters})
        figures = transformed(figures, [change])
        name, parameters = "proportional", {"key": "figures"}
    problem = Problem(cents, CODES, {"figures": figures})
    chosen: Frozen = METHODS[name].parameters(**parameters) if parameters else NoParameters()
    if kind == "claims":
        problem, chosen = Problem(cents, CODES, {}, {"claims": money}), ByClaims(claims="claims")
    elif kind == "game":
        problem = Problem(cents, CODES, {}, {}, stand_alone_and_joint(money, cents))
    return in_euros(METHODS[name].function(problem, chosen).amounts)


def test_every_row_is_described_and_nothing_else() -> None:
    named = {name for name, _ in _ROW.findall(DOCUMENT)}
    assert named == {*METHODS, *STEPS, *ROUNDING_RULES, *KEY_CHANGES}


def test_every_row_has_a_formula_and_an_example() -> None:
    named = {example.name for example in EXAMPLES}
    assert named == {*METHODS, *STEPS, *ROUNDING_RULES, *KEY_CHANGES}
    assert len(EXAMPLES) == 7 + 3 * 13 + 10 + 15 + 2 * 7 + 7
    described = {name: row.split("|") for name, row in reversed(_ROW.findall(DOCUMENT))}
    for name, cells in described.items():
        assert len(cells) >= 2, name
        assert all(cell.strip() for cell in cells[:2]), f"{name}: words and a formula were expected"


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example.kind}-{example.total}-{example.name}"
)
def test_the_example_comes_out_as_printed(example: Example) -> None:
    assert sum(example.printed) == example.total
    assert worked_out(example) == example.printed


_ORDER = re.compile(
    r"^\| (`\w+` of \d+), (`\w+` of \d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE
)


@pytest.mark.parametrize("row", _ORDER.findall(DOCUMENT), ids=lambda row: row[0])
def test_the_order_of_two_steps_matters_as_printed(row: tuple[str, ...]) -> None:
    figures = dict(zip(CODES, map(Fraction, (1, 2, 3)), strict=True))

    def by_figures(problem: Problem) -> ExactSplit:
        return METHODS["proportional"].function(problem, ByKey(key="figures"))

    steps = []
    for written in row[:2]:
        name, amount = written.replace("`", "").split(" of ")
        steps.append((STEPS[name], STEPS[name].parameters(amount=amount)))
    problem = Problem(Fraction(600 * _CENTS), CODES, {"figures": figures})
    printed = [Fraction(cell) for cell in row[2:]]
    assert in_euros(with_steps(by_figures, steps)(problem).amounts) == printed


def test_both_orders_are_printed() -> None:
    assert len(_ORDER.findall(DOCUMENT)) == 2


def totals() -> list[list[str]]:
    part = DOCUMENT[DOCUMENT.index("<!-- totals -->") :].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines()]
    return [row for row in rows if row[0] in ("indexed", "capped")]


@pytest.mark.parametrize(("kind", "last", "change", "asked", "printed"), totals())
def test_the_total_comes_out_as_printed(
    kind: str, last: str, change: str, asked: str, printed: str
) -> None:
    rule = {"kind": kind, "last_year": last, "change": change, "source": {"fi": "example"}}
    entries = {"value": printed, "unit": "EUR", "source": {"fi": "example"}}
    more = {"asked": asked} if asked else {}
    total = Total.model_validate({**entries, "from_last_year": {**rule, **more}})
    assert total.from_last_year is not None
    assert euros(total.from_last_year.total) == printed


def test_every_kind_of_total_has_an_example() -> None:
    kinds = get_args(Indexed.model_fields["kind"].annotation)
    kinds += get_args(Capped.model_fields["kind"].annotation)
    assert {row[0] for row in totals()} == set(kinds)


def test_sources_are_those_of_the_rows() -> None:
    for row in (*METHODS.values(), *ROUNDING_RULES.values()):
        assert f"| {row.reference} |" in DOCUMENT, row.name


def test_the_limits_of_rules_for_claims_are_those_of_the_code() -> None:
    words = " ".join(DOCUMENT.split())
    assert f"Random arrival is exact to {RANDOM_ARRIVAL_LARGEST} claims" in words
    assert f"the average of awards to {AVERAGE_OF_AWARDS_LARGEST}," in words
    assert f"Domínguez–Thomson to {DOMINGUEZ_THOMSON_ROUNDS} rounds" in words


def test_the_keys_of_examples_are_those_printed() -> None:
    words = " ".join(DOCUMENT.split())
    assert "Own costs (`costs`) are 120, 150 and 210 euros, own income (`income`) 20, 0 and 60" in (
        words
    )
    assert [int(cost) for cost in OF_STEPS["costs"].values()] == [120, 150, 210]
    assert [int(cost) for cost in OF_STEPS["income"].values()] == [20, 0, 60]
    assert "`heads` counts each payer as one" in words


def test_every_new_step_names_a_source() -> None:
    """The steps that agreements were the reason for cite one that uses them."""
    cited = DOCUMENT.partition("Sources of steps that")[2].partition("## Rounding")[0]
    for name in (
        "sum_each",
        "credit",
        "own_deductible",
        "own_cost_less_income",
        "band",
        "quota_floor",
    ):
        assert f"- `{name}`:" in cited, name
