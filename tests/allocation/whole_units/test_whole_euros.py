"""Shares as papers show them: whole euros and per cents that make the total as it is printed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.whole_units.whole_euros import in_whole_euros, parts_of_total, whole_euros
from analyysi.comparison.compare import Comparison
from analyysi.money import round_half_up
from support.quick import at_most

FEW = 60

# Few different cents, so that ties do happen; money may come back to a payer.
SHARES = st.dictionaries(
    st.sampled_from(["005", "020", "091", "105", "20", "B", "a", "z_2"]),
    st.one_of(st.sampled_from([0, 1, 49, 50, 51, 33_33, 7_325_24, -50]), st.integers(0, 10**7)),
)


@at_most(FEW)
@given(shares=SHARES)
def test_whole_euros_make_the_total_and_lie_beside_the_exact_sum(shares: dict[str, int]) -> None:
    shown = whole_euros(shares)
    assert list(shown) == list(shares)
    assert sum(shown.values()) == round_half_up(Fraction(sum(shares.values()), 100))
    assert all(abs(100 * shown[code] - cents) < 100 for code, cents in shares.items())
    assert whole_euros(dict(reversed(shares.items()))) == shown
    cents = in_whole_euros(shares)
    assert cents == {code: 100 * euros for code, euros in shown.items()}
    assert in_whole_euros(cents) == cents


@at_most(FEW)
@given(shares=SHARES, decimals=st.integers(0, 2))
def test_per_cents_make_a_hundred_with_the_decimals_shown(
    shares: dict[str, int], decimals: int
) -> None:
    parts, total = parts_of_total(shares, decimals), sum(shares.values())
    assert sum(parts.values()) == (total > 0)
    for code, part in parts.items():
        assert (part * 100 * 10**decimals).denominator == 1
        exact = Fraction(shares[code], total) if total > 0 else 0
        assert abs(part - exact) < Fraction(1, 100 * 10**decimals)


def test_the_largest_remainders_go_up_and_ties_by_ascending_code() -> None:
    assert whole_euros({"z": 50, "a": 50, "b": 1_00}) == {"z": 0, "a": 1, "b": 1}
    assert parts_of_total({"b": 1, "a": 1, "c": 1}, 1)["a"] == Fraction(334, 1000)


@pytest.mark.parametrize(
    ("payer", "euros", "per_cent"), [("765", 23_814, "29.8"), ("578", 7_325, "9.2")]
)
def test_kainuu_by_hand(kainuu_2023: Comparison, payer: str, euros: int, per_cent: str) -> None:
    # One by one the seven make 80 001: Sotkamo's 23 814,51 has the smallest remainder of those that
    # would go up.
    chosen = kainuu_2023.chosen
    assert sum(round_half_up(Fraction(cents, 100)) for cents in chosen.cents.values()) == 80_001
    assert whole_euros(chosen.cents)[payer] == euros == chosen.shown[payer] // 100
    assert parts_of_total(chosen.shown, 1)[payer] * 100 == Fraction(per_cent)
