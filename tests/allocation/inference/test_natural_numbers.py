"""Natural numbers: which there are, and their order."""

from fractions import Fraction

from analyysi.allocation.inference.natural_numbers import (
    NATURAL_DENOMINATORS,
    NATURAL_NUMBERS,
    ROUND_NUMBERS,
    naturalness,
)


def test_natural_numbers_are_per_cents_thirds_sixths_and_eighths() -> None:
    per_cents = {Fraction(number, 100) for number in range(1, 100)}
    parts = (("1/3", "2/3"), ("1/6", "5/6"), ("1/8", "3/8", "5/8", "7/8"))
    others = {Fraction(part) for of_one_kind in parts for part in of_one_kind}
    assert set(NATURAL_NUMBERS) == per_cents | others
    assert list(NATURAL_NUMBERS) == sorted(NATURAL_NUMBERS)
    assert set(NATURAL_NUMBERS) - set(ROUND_NUMBERS) == {
        number for number in per_cents if (number * 20).denominator > 1
    } - {Fraction(1, 4), Fraction(3, 4)}


def test_rounder_numbers_come_first() -> None:
    order = ["1/2", "1/3", "1/4", "1/5", "1/10", "1/6", "1/8", "1/20", "1/100", "1/7"]
    ranks = [naturalness(Fraction(number)) for number in order]
    assert ranks == list(range(len(NATURAL_DENOMINATORS) + 1))
    assert naturalness(Fraction(1)) == naturalness(Fraction(0)) == 0
