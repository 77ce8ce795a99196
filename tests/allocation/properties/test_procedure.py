"""A present problem is shared once, whatever many searches ask of it."""

from fractions import Fraction

from analyysi.allocation.problem import Problem
from analyysi.allocation.properties.procedure import Present, Procedure
from analyysi.allocation.whole_units.rounding import largest_remainder


def test_exact_and_rounded_shares_are_worked_out_once() -> None:
    asked = []

    def halves(problem: Problem) -> dict[str, Fraction]:
        asked.append(problem.total)
        return dict.fromkeys(problem.payers, problem.total / 2)

    split = Procedure(halves, lambda amounts: largest_remainder(amounts).cents)
    present = Present(Problem(Fraction(5), ("005", "020"), {}), split)
    assert present.cents == {"005": 3, "020": 2}
    assert dict(present.exact) == {"005": Fraction(5, 2), "020": Fraction(5, 2)}
    assert present.cents is present.cents
    assert asked == [5]
    assert split.cents(present.problem) == present.cents
