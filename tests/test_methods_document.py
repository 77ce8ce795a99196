"""docs/methods.md: every name in it exists, none is missing, and every example comes out from the
figures printed.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest

from analyysi.agreement.total import Capped, Indexed, Total
from analyysi.allocation.claims_rules.claims_in_order import (
    AVERAGE_OF_AWARDS_LARGEST,
    DOMINGUEZ_THOMSON_ROUNDS,
    RANDOM_ARRIVAL_LARGEST,
)
from analyysi.allocation.cost_games.declared_games import stand_alone_and_joint
from analyysi.allocation.keys import KEY_CHANGES, transformed
from analyysi.allocation.methods import METHODS, ByKey
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.step_table import STEPS, with_steps
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.money import euros
from website.documents import OF_PATH
from website.made_parts import made_parts
from website.worked_examples import CODES, OF_STEPS, Example, chosen, examples

DOCUMENT = (Path(__file__).parent.parent / "docs" / "methods.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| `(\w+)` \|(.*)\|$", re.MULTILINE)
_CENTS = 100
STEP_KEYS = {
    name: dict(zip(CODES, map(Fraction, figures), strict=True))
    for name, figures in OF_STEPS.items()
}


def number(text: str) -> Fraction:
    """Read "33 1/3"."""
    return sum((Fraction(part) for part in text.split()), Fraction(0))


EXAMPLES = examples()


def in_euros(amounts: Any) -> list[Fraction]:
    return [Fraction(amounts.get(code, 0)) / _CENTS for code in CODES]


def worked_out(example: Example) -> list[Fraction]:
    kind, total, figures, name, _, _ = example
    cents = Fraction(total * _CENTS)
    money = {code: figure * _CENTS for code, figure in figures.items()}
    if kind == "rounding":
        whole = sum(figures.values())
        shares = {code: total * figure / whole for code, figure in figures.items()}
        return [Fraction(ROUNDING_RULES[name].function(shares, 1).cents[code]) for code in CODES]
    if kind == "steps":

        def by_figures(problem: Problem) -> ExactSplit:
            return METHODS["proportional"].function(problem, ByKey(key="figures"))

        step = (STEPS[name], chosen(example))
        keys = {"figures": figures, **STEP_KEYS}
        problem = Problem(cents, CODES, keys, unit_cents={"costs": _CENTS, "income": _CENTS})
        return in_euros(with_steps(by_figures, [step])(problem).amounts)
    if kind == "keys":
        changed = Problem(cents, CODES, {"figures": transformed(figures, [chosen(example)])})
        return in_euros(METHODS["proportional"].function(changed, ByKey(key="figures")).amounts)
    problem = Problem(cents, CODES, {"figures": figures})
    if kind == "claims":
        problem = Problem(cents, CODES, {}, {"claims": money})
    elif kind == "game":
        problem = Problem(cents, CODES, {}, {}, stand_alone_and_joint(money, cents))
    return in_euros(METHODS[name].function(problem, chosen(example)).amounts)


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
    printed = [number(cell) for cell in example.printed]
    assert sum(printed) == example.total
    assert worked_out(example) == printed


@pytest.mark.parametrize("path", ["docs/fi/jakotavat.md", "docs/sv/fordelningssatt.md"])
def test_pages_of_the_site_show_every_row_with_its_example(path: str, tmp_path: Path) -> None:
    document = OF_PATH[path]
    parts = made_parts(tmp_path, reports=False)
    asked = re.findall(r"^<!-- site: (\w+) -->$", document.text(), re.MULTILINE)
    page = "".join(parts[name](document) for name in asked).replace("<wbr>", "")
    for row in (*METHODS, *STEPS, *ROUNDING_RULES, *KEY_CHANGES):
        assert f"<code>{row}</code>" in page, row
    for example in EXAMPLES:
        cells = "".join(f'<td class="right">{cell}</td>' for cell in example.printed)
        other_claims = example.kind == "claims" and example.total != 200
        assert cells in page or other_claims or example.total == 11, example


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
    assert OF_STEPS["costs"] == (120, 150, 210)
    assert OF_STEPS["income"] == (20, 0, 60)
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
