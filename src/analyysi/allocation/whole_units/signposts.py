"""Where each divisor method rounds."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from analyysi.errors import Sentence


@dataclass(frozen=True)
class Signposts:
    """Where a divisor method rounds: `at(k)` is the point between k and k + 1 units from which k +
    1 are given.

    The point is a numerator and a denominator. Huntington-Hill's is a square root: there the square
    is kept, and shares are `squared` to be compared with it.
    """

    name: Sentence
    at: Callable[[int], tuple[int, int]]
    squared: bool = False

    @property
    def first_is_free(self) -> bool:
        """Return whether the least positive share already gives one unit."""
        return self.at(0)[0] == 0

    @property
    def least(self) -> int:
        """Return the units that a payer with a share above zero cannot lose."""
        return 1 if self.first_is_free else 0

    def count(self, share: int, denominator: int) -> int:
        """Return how many units a share of `share / denominator` gives."""
        whole = share // denominator
        above, below = self.at(whole)
        return whole + (above * self.scale(denominator) <= self.scale(share) * below)

    def claim(self, share: int, units: int) -> Fraction:
        """Return the strength of a payer's claim to one unit more than `units`; the strongest is
        served first.
        """
        above, below = self.at(units)
        return Fraction(self.scale(share) * below, above)

    def scale(self, number: int) -> int:
        """Return a number in the scale of the points: its square, or itself."""
        return number * number if self.squared else number


JEFFERSON = Signposts(Sentence("Jefferson's"), lambda k: (k + 1, 1))
WEBSTER = Signposts(Sentence("Webster's"), lambda k: (2 * k + 1, 2))
HUNTINGTON_HILL = Signposts(
    Sentence("Huntington and Hill's"), lambda k: (k * (k + 1), 1), squared=True
)
DEAN = Signposts(Sentence("Dean's"), lambda k: (2 * k * (k + 1), 2 * k + 1))
ADAMS = Signposts(Sentence("Adams'"), lambda k: (k, 1))

DIVISOR_METHODS = {
    "jefferson": JEFFERSON,
    "webster": WEBSTER,
    "huntington_hill": HUNTINGTON_HILL,
    "dean": DEAN,
    "adams": ADAMS,
}
"""Where the divisor methods among the rules round, by the rule's name."""
