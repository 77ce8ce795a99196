"""Whole euros that sum to the total as it is shown."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.whole_units.whole_euros import whole_euros
from analyysi.comparison.compare import Comparison
from analyysi.money import round_half_up

shares = st.dictionaries(
    st.from_regex(r"[0-9]{3}", fullmatch=True), st.integers(-10_00, 10**9), min_size=1, max_size=12
)


@given(shares)
def test_parts_make_the_printed_total_and_none_is_a_euro_off(cents: dict[str, int]) -> None:
    shown = whole_euros(cents)
    assert list(shown) == list(cents)
    assert sum(shown.values()) == round_half_up(Fraction(sum(cents.values()), 100))
    assert all(abs(100 * shown[code] - cents[code]) < 100 for code in cents)


def test_the_shares_of_2023_make_80_000(kainuu_2023: Comparison) -> None:
    cents = kainuu_2023.chosen.cents
    one_by_one = sum(round_half_up(Fraction(amount, 100)) for amount in cents.values())
    assert one_by_one == 80_001
    assert sum(whole_euros(cents).values()) == 80_000
