"""Exact shares counted in units, and what rows of `ROUNDING_RULES` say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.whole_units.quotas import ORDINARY_TIES, RoundingRule, quotas
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES, USUAL_ROUNDING
from analyysi.errors import AllocationError
from analyysi.languages.language_table import LANGUAGES
from analyysi.report.language.words import Words


@given(
    amounts=st.dictionaries(
        st.sampled_from(["005", "020", "091"]), st.fractions(0, 500, max_denominator=9), min_size=1
    ),
    unit=st.sampled_from([1, 5, 100]),
)
def test_quotas_are_the_amounts_in_units(amounts: dict[str, Fraction], unit: int) -> None:
    missing = -sum(amounts.values()) % unit
    amounts["105"] = Fraction(missing)
    due = quotas(amounts, unit)
    assert due.codes == tuple(amounts)
    for code, part in zip(due.codes, due.numerators, strict=True):
        assert Fraction(part, due.denominator) * unit == amounts[code]
    assert due.units * unit == sum(amounts.values())


@pytest.mark.parametrize(
    ("amounts", "unit", "message"),
    [
        ({"005": Fraction(1)}, 0, "The rounding unit is 0 cents: one or more was expected"),
        ({"005": Fraction(2), "020": Fraction(-1)}, 1, "The share of 020 is negative"),
        (
            {"005": Fraction(150)},
            100,
            "sum to 150 cents, which is not a multiple of the rounding unit of 100 cents",
        ),
        ({"005": Fraction(1, 2)}, 1, "sum to 1/2 cents"),
    ],
)
def test_what_has_no_whole_units_is_refused(
    amounts: Mapping[str, Fraction], unit: int, message: str
) -> None:
    with pytest.raises(AllocationError, match=message):
        quotas(amounts, unit)


@pytest.mark.parametrize("row", ROUNDING_RULES.values(), ids=ROUNDING_RULES.keys())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_has_its_words_in_every_language(row: RoundingRule, language: str) -> None:
    words = Words(language, "EUR")
    said = [words.of(text) for text in (row.title, row.rule, row.tie_words.general)]
    assert all(said)
    assert words.of(row.tie_words.municipal) != said[-1]
    assert row.reference


def test_ties_of_remainders_are_told_as_such() -> None:
    by_remainder = [row for row in ROUNDING_RULES.values() if row.by_remainder]
    assert by_remainder == [USUAL_ROUNDING]
    assert "remainders" in USUAL_ROUNDING.tie_words.general.text
    assert all(
        row.tie_words == ORDINARY_TIES for row in ROUNDING_RULES.values() if not row.by_remainder
    )
