"""What rounding gives and takes: shares in whole units, and exact shares counted in units."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.ratios import Ratios
from analyysi.errors import AllocationError, Sentence
from analyysi.messages import Message


@dataclass(frozen=True)
class Rounded:
    """Shares in whole cents.

    `cents` sums to the total. The quota is the exact share counted in units. `rounded_up` are the
    payers that got more than their quota rounded down; a divisor method may give more than one unit
    above it. `tied` are those whose claims to the last unit given were equal, so that the tie rule
    decided between them; empty when it decided nothing. `below_quota` are the payers that got less
    than their quota rounded down, which only a rule without `within_quota` can do.
    """

    cents: Mapping[str, int]
    rounded_up: tuple[str, ...]
    tied: tuple[str, ...]
    below_quota: tuple[str, ...] = ()


@dataclass(frozen=True)
class TieWords:
    """The sentence that says how ties are settled, in general and where every payer is a
    municipality, whose code is its number.
    """

    general: Message
    municipal: Message


ORDINARY_TIES = TieWords(
    Message("Ties go by ascending code."), Message("Ties go by ascending municipality number.")
)
"""The words of a rule in which payers compete for the next unit."""


@dataclass(frozen=True)
class RoundingRule:
    """A row of `ROUNDING_RULES`.

    `within_quota`: a rounded share always stays within one unit of the exact one. `by_remainder`:
    shares are rounded down and the largest remainders get what is left over, which the page's
    script and the workbook can repeat exactly. `house_monotone`: it is proved that nobody gets
    fewer units of a larger total whose exact shares are in the same proportion, whatever they are
    (divisor methods: Balinski & Young 1982, *Fair Representation*, appendix A; the quota method:
    Balinski & Young 1975). The largest remainder lacks it: the Alabama paradox.
    """

    name: str
    function: Callable[[Mapping[str, Fraction], int], Rounded]
    title: Message
    rule: Message
    reference: str
    within_quota: bool = True
    by_remainder: bool = False
    house_monotone: bool = False
    tie_words: TieWords = ORDINARY_TIES


@dataclass(frozen=True)
class Quotas:
    """Exact shares counted in units, as whole numbers over one common denominator.

    Payer `codes[i]` is due `numerators[i] / denominator` units; `units` is their sum, a whole
    number.
    """

    codes: tuple[str, ...]
    numerators: tuple[int, ...]
    denominator: int
    units: int

    def too_few(self, method: Sentence, payers: int, unit: int) -> AllocationError:
        """Return the fault that a method gives every payer a unit, and there are fewer.

        Parameters
        ----------
        method
            The method's name, as before the word "method".
        unit
            The size of a unit, in cents.
        """
        return AllocationError(
            "{method} method gives each of the {payers} payers with a positive share at least one "
            "unit, but there are only {units} units of {unit} cents. Choose a finer unit or "
            "another rule.",
            method=method,
            payers=payers,
            units=self.units,
            unit=unit,
        )


def quotas(amounts: Mapping[str, Fraction], unit: int) -> Quotas:
    """Count exact cents in units of `unit` cents.

    Raises
    ------
    AllocationError
        If the unit or an amount is negative, or the amounts do not sum to a whole number of units.
    """
    if unit < 1:
        raise AllocationError(
            "The rounding unit is {unit} cents: one or more was expected.", unit=unit
        )
    exact = Ratios.of(amounts)
    if min(exact.numerators.values(), default=0) < 0:
        negative = [code for code, numerator in exact.numerators.items() if numerator < 0]
        raise AllocationError(
            "The share of {payers} is negative: it cannot be rounded.",
            payers=", ".join(negative),
        )
    units, left = divmod(sum(exact.numerators.values()), exact.denominator * unit)
    if left:
        raise AllocationError(
            "The shares sum to {sum} cents, which is not a multiple of the "
            "rounding unit of {unit} cents. Choose a finer unit.",
            sum=exact.total,
            unit=unit,
        )
    return Quotas(
        tuple(exact.numerators), tuple(exact.numerators.values()), exact.denominator * unit, units
    )
