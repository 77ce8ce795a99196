"""Rows of `METHODS` are complete, and what lacks something is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.values import Frozen
from analyysi.allocation.method import OTHER_SHAPE, Method, MethodFormula, NoParameters, Outline
from analyysi.allocation.methods import METHODS, ByKey, Mix, in_parts
from analyysi.allocation.pools import Pools
from analyysi.allocation.problem import Problem
from analyysi.errors import ReportError
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Message
from analyysi.report.language.words import Words

CODES = ("005", "020", "091")
WEIGHTS = st.lists(st.integers(0, 9), min_size=3, max_size=3)
EXAMPLES: Mapping[str, Frozen] = {
    "equal": NoParameters(),
    "proportional": ByKey(key="people"),
    "mix": Mix(equal="0.3", keys={"people": "0.5", "area": "0.2"}),
    "pools": Pools(
        pools=(
            {"label": {"fi": "palo"}, "share": "0.4", "keys": {"area": "1"}},
            {"label": {"fi": "hoito"}, "equal": "0.1", "keys": {"people": "0.6", "area": "0.3"}},
        )
    ),
}
"""Parameters of each method that is made of parts."""

WITHOUT_FORMULA = {"fixed", "as_published"}
"""Plain methods that share by figures of the decision itself, so that there is nothing to compute."""


def said_in_general(row: Method) -> Iterator[Message]:
    """Yield the sentences of a row that do not depend on parameters."""
    yield row.family
    yield row.shape.legend
    if row.formula is not None:
        yield row.formula.words


def lacks(row: Method) -> list[str]:
    """Return what a row lacks, each in words."""
    lacking = []
    if not row.reference.strip():
        lacking.append("a reference")
    if row.kind == "plain" and row.formula is None and row.name not in WITHOUT_FORMULA:
        lacking.append("a formula")
    if row.formula is not None and not (row.formula.latex and row.formula.typst):
        lacking.append("a formula in LaTeX and in Typst")
    if row.shape.outline == OTHER_SHAPE.outline and row.shape != OTHER_SHAPE:
        lacking.append("an outline of its own")
    for language in LANGUAGES:
        words = Words(language, "EUR")
        for message in said_in_general(row):
            try:
                words.of(message)
            except ReportError as error:
                lacking.append(str(error))
    return lacking


@pytest.mark.parametrize("name", METHODS)
def test_a_row_lacks_nothing(name: str) -> None:
    assert METHODS[name].name == name
    assert lacks(METHODS[name]) == [], f"METHODS['{name}'] lacks {lacks(METHODS[name])}"


def test_what_a_row_lacks_is_named() -> None:
    row = replace(METHODS["equal"], formula=None, family=Message("A family that nobody knows"))
    assert lacks(row)[0] == "a formula"
    assert lacks(row)[1].startswith(
        "The text 'A family that nobody knows' has no translation in 'fi'"
    )
    bare = replace(
        METHODS["equal"], formula=MethodFormula("", "", METHODS["equal"].family), reference=" "
    )
    assert lacks(bare) == ["a reference", "a formula in LaTeX and in Typst"]


@pytest.mark.parametrize("field", ["kind", "formula", "shape", "parts", "family", "reference"])
def test_a_row_cannot_be_made_without(field: str) -> None:
    given_fields: dict[str, Any] = {
        each.name: getattr(METHODS["equal"], each.name) for each in fields(Method)
    }
    del given_fields[field]
    with pytest.raises(TypeError, match=f"'{field}'"):
        Method(**given_fields)


def test_two_rows_with_one_outline_say_the_same_of_it() -> None:
    legends: dict[Outline, Message] = {}
    for row in METHODS.values():
        assert legends.setdefault(row.shape.outline, row.shape.legend) == row.shape.legend, row.name
    assert set(legends) <= set(get_args(Outline))


def test_each_method_that_is_made_of_parts_has_an_example() -> None:
    made_of_parts = set()
    for name, parameters in EXAMPLES.items():
        if METHODS[name].parts(parameters) is not None:
            made_of_parts.add(name)
    assert made_of_parts == set(EXAMPLES)


def check_parts(row: Method, parameters: Frozen, problem: Problem) -> None:
    """Check that the parts that a method says it is made of give its shares exactly."""
    parts = row.parts(parameters)
    assert parts is not None
    assert all(parts.values())
    assert sum(parts.values()) == 1
    method, same = in_parts(parts)
    shares = row.function(problem, parameters).amounts
    assert dict(method.function(problem, same).amounts) == dict(shares)


@given(total=st.integers(1, 999), people=WEIGHTS, area=WEIGHTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_parts_of_a_method_give_its_shares(
    name: str, total: int, people: list[int], area: list[int]
) -> None:
    keys = {
        key: {code: Fraction(weight + 1) for code, weight in zip(CODES, weights, strict=True)}
        for key, weights in (("people", people), ("area", area))
    }
    check_parts(METHODS[name], EXAMPLES[name], Problem(Fraction(total), CODES, keys))


@pytest.mark.parametrize("name", sorted(METHODS.keys() - EXAMPLES.keys()))
def test_every_other_method_has_no_parts(name: str) -> None:
    assert METHODS[name].parts(NoParameters()) is None


@pytest.mark.parametrize(
    ("parts", "name", "parameters"),
    [
        ({None: "1"}, "equal", NoParameters()),
        ({"people": "1"}, "proportional", ByKey(key="people")),
        ({None: "0", "people": "1"}, "proportional", ByKey(key="people")),
        ({None: "1", "people": "0"}, "equal", NoParameters()),
        (
            {None: "1/4", "people": "3/4"},
            "mix",
            Mix(equal=Fraction(1, 4), keys={"people": Fraction(3, 4)}),
        ),
        (
            {"people": "1/2", "area": "1/2"},
            "mix",
            Mix(keys={"people": Fraction(1, 2), "area": Fraction(1, 2)}),
        ),
    ],
)
def test_parts_become_the_simplest_method(
    parts: dict[str | None, str], name: str, parameters: Frozen
) -> None:
    method, chosen = in_parts({key: Fraction(weight) for key, weight in parts.items()})
    assert (method.name, chosen) == (name, parameters)
    assert METHODS[name] is method


@pytest.mark.parametrize("name", ["nucleolus", "per_capita_nucleolus"])
def test_the_nucleolus_has_a_certificate(name: str) -> None:
    assert METHODS[f"game_{name}"].certificate is not None
    assert METHODS["game_shapley"].certificate is None
