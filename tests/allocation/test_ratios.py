"""Figures over one denominator are the fractions they stand for, whatever is done with them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.ratios import Ratios

CODES = ("005", "020", "091", "105", "578")
FRACTIONS = st.fractions(-50, 50, max_denominator=12)


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Fraction]:
    return {code: draw(FRACTIONS) for code in CODES}


@pytest.mark.slow
@given(plain=figures())
def test_it_is_the_mapping_it_was_made_of(plain: dict[str, Fraction]) -> None:
    ratios = Ratios.of(plain)
    assert ratios == plain
    assert plain == ratios
    assert list(ratios.items()) == list(plain.items())
    assert repr(ratios) == repr(plain)
    assert Ratios.of(ratios) is ratios
    assert "999" not in ratios
    assert ratios.total == sum(plain.values())
    assert ratios | {"999": Fraction(1)} == plain | {"999": Fraction(1)}


@pytest.mark.slow
@given(one=figures(), two=figures(), factor=FRACTIONS)
def test_sums_differences_and_products_are_taken_payer_by_payer(
    one: dict[str, Fraction], two: dict[str, Fraction], factor: Fraction
) -> None:
    assert dict(Ratios.of(one) + two) == {code: one[code] + two[code] for code in one}
    assert dict(Ratios.of(one) - two) == {code: one[code] - two[code] for code in one}
    assert dict(Ratios.of(one) * factor) == {code: one[code] * factor for code in one}
    assert dict(Ratios.of(one).at_most(factor)) == {code: min(one[code], factor) for code in one}


@given(plain=figures(), total=FRACTIONS)
def test_parts_in_proportion(plain: dict[str, Fraction], total: Fraction) -> None:
    weights = {code: abs(figure) + 1 for code, figure in plain.items()}
    wanted = {code: total * weight / sum(weights.values()) for code, weight in weights.items()}
    assert dict(Ratios.of(weights).in_proportion(total)) == wanted


def test_the_denominator_does_not_matter_and_the_payers_do() -> None:
    assert Ratios({"020": 1, "091": 2}, 2) == Ratios({"091": 6, "020": 3}, 6)
    assert Ratios({"020": 1}, 2) != Ratios({"020": 1}, 3)
    assert Ratios({"020": 1}, 2) != Ratios({"020": 1, "091": 0}, 2)
    assert Ratios({"020": 1}, 2) != "1/2"


def test_a_difference_is_of_the_payers_of_the_first() -> None:
    assert Ratios({"020": 5}, 1) - {"091": Fraction(1), "020": Fraction(2)} == {"020": Fraction(3)}
    with pytest.raises(KeyError):
        Ratios({"020": 5}, 1) - {"091": Fraction(1)}


@pytest.mark.slow
@given(plain=figures(), figure=FRACTIONS, code=st.sampled_from([*CODES, "999"]))
def test_one_figure_is_changed_and_payers_are_picked(
    plain: dict[str, Fraction], figure: Fraction, code: str
) -> None:
    ratios = Ratios.of(plain)
    assert list(ratios.changed(code, figure).items()) == list({**plain, code: figure}.items())
    assert dict(ratios.without(code)) == {
        other: known for other, known in plain.items() if other != code
    }
    assert list(ratios.among(CODES[::-2]).items()) == [
        (other, plain[other]) for other in CODES[::-2]
    ]
    assert ratios == plain  # nothing is changed in place
