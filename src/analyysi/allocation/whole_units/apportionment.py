"""More ways to make whole units of exact shares: the divisor methods and the quota method.

They come from sharing seats among states and parties; here a payer's exact share is its votes and
the units to be given are the seats. All of it is done in whole numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from heapq import heapify, heappop, heappush, heapreplace
from itertools import accumulate

from analyysi.allocation.whole_units.quotas import Quotas, Rounded, RoundingRule, quotas
from analyysi.allocation.whole_units.signposts import (
    ADAMS,
    DEAN,
    HUNTINGTON_HILL,
    JEFFERSON,
    WEBSTER,
    Signposts,
)
from analyysi.messages import Message

NEAR = 32
"""From so few units off the total on, giving them by a heap costs less than a better divisor."""


def divisor_method(signposts: Signposts, amounts: Mapping[str, Fraction], unit: int = 1) -> Rounded:
    """Round exact amounts to whole units by a divisor method.

    All shares are multiplied by one common number and rounded at the signposts, the number being
    such that the units sum to the total. Equal claims to the last unit are settled by ascending
    code. A payer whose amount is zero gets nothing. The result may lie more than one unit from the
    exact share.

    The common number is sought by two or three proportional corrections; the few units still too
    many or too few are taken or given in the order of the claims. The time depends on the payers,
    not on the units.

    Raises
    ------
    AllocationError
        If an amount is negative, the amounts do not sum to a whole number of units, or the method
        gives every payer with a positive amount a unit and there are fewer units than such payers.

    References
    ----------
    Balinski & Young (1982), *Fair Representation*, appendix A.
    """
    due = quotas(amounts, unit)
    paying = [
        (code, numerator)
        for code, numerator in zip(due.codes, due.numerators, strict=True)
        if numerator
    ]
    if signposts.first_is_free and due.units < len(paying):
        raise due.too_few(signposts.name, len(paying), unit)
    codes = [code for code, _ in paying]
    numerators = [numerator for _, numerator in paying]
    units = _near_the_total(signposts, numerators, due)
    settle(signposts, codes, numerators, units, due.units)
    given = dict.fromkeys(due.codes, 0) | dict(zip(codes, units, strict=True))
    tied = edge(signposts, codes, numerators, units)
    if tied is None:
        raise AssertionError("a common number gave units that are not those of the method")
    return _rounded(due, given, unit, tied)


def _near_the_total(signposts: Signposts, numerators: Sequence[int], due: Quotas) -> list[int]:
    """Return the units by a common number that makes them sum to the total or nearly so."""
    if not due.units:
        return [0] * len(numerators)
    best: list[int] = []
    off = None
    aim = due.units
    for _ in range(4):
        denominator = due.denominator * due.units
        units = [signposts.count(numerator * aim, denominator) for numerator in numerators]
        lacking = due.units - sum(units)
        if off is None or abs(lacking) < off:
            best, off = units, abs(lacking)
        if abs(lacking) <= NEAR or aim + lacking < 1:
            break
        aim += lacking
    return best


def settle(
    signposts: Signposts,
    codes: Sequence[str],
    numerators: Sequence[int],
    units: list[int],
    total: int,
) -> None:
    """Give the units lacking to the strongest claims, or take those too many from the weakest."""
    lacking = total - sum(units)
    if lacking > 0:
        claims = [
            (-signposts.claim(numerators[i], units[i]), codes[i], i) for i in range(len(numerators))
        ]
        heapify(claims)
        for _ in range(lacking):
            _, code, i = claims[0]
            units[i] += 1
            heapreplace(claims, (-signposts.claim(numerators[i], units[i]), code, i))
    elif lacking < 0:
        least = signposts.least
        # Of equal claims the highest code gives way, so that the lowest keeps its unit.
        by_code = {
            i: -place for place, i in enumerate(sorted(range(len(codes)), key=codes.__getitem__))
        }
        held = [
            (signposts.claim(numerators[i], units[i] - 1), by_code[i], i)
            for i in range(len(numerators))
            if units[i] > least
        ]
        heapify(held)
        for _ in range(-lacking):
            _, place, i = heappop(held)
            units[i] -= 1
            if units[i] > least:
                heappush(held, (signposts.claim(numerators[i], units[i] - 1), place, i))


def edge(
    signposts: Signposts, codes: Sequence[str], numerators: Sequence[int], units: Sequence[int]
) -> tuple[str, ...] | None:
    """Name the payers whose claims to the last unit are equal, if one of them went without; None if
    the units are not those of the method.
    """
    least = signposts.least
    weakest: Fraction | None = None
    holding: list[str] = []
    for code, numerator, count in zip(codes, numerators, units, strict=True):
        if count > least:
            order = _compare(signposts, numerator, count - 1, weakest)
            if order < 0:
                weakest, holding = signposts.claim(numerator, count - 1), []
            if order <= 0:
                holding.append(code)
    without: list[str] = []
    for code, numerator, count in zip(codes, numerators, units, strict=True):
        if weakest is not None and count >= least:
            order = _compare(signposts, numerator, count, weakest)
            if order > 0:
                return None
            if order == 0:
                without.append(code)
    if without and max(holding) > min(without):
        return None
    return tuple(sorted(holding + without)) if without else ()


def _compare(signposts: Signposts, numerator: int, units: int, claim: Fraction | None) -> int:
    """Return less than, equal to or more than zero as a payer's claim is weaker than, as strong as,
    stronger than.
    """
    if claim is None:
        return -1
    above, below = signposts.at(units)
    return signposts.scale(numerator) * below * claim.denominator - claim.numerator * above


def _rounded(due: Quotas, given: Mapping[str, int], unit: int, tied: tuple[str, ...]) -> Rounded:
    above, below = [], []
    for code, numerator in zip(due.codes, due.numerators, strict=True):
        whole = numerator // due.denominator
        if given[code] > whole:
            above.append(code)
        elif given[code] < whole:
            below.append(code)
    cents = {code: given[code] * unit for code in due.codes}
    return Rounded(cents, tuple(sorted(above)), tied, tuple(sorted(below)))


def quota_method(amounts: Mapping[str, Fraction], unit: int = 1) -> Rounded:
    """Round exact amounts to whole units by the quota method: within one unit, and never less of a
    larger sum.

    Units are given one after another. The next goes to the payer with the largest share for each
    unit it would then have, among those that it does not bring above their exact share, at the
    number of units given so far, rounded up. Equal claims are settled by ascending code; there may
    be several ties, and `tied` names all between whom the codes decided.

    Only the last unit of each payer is open: with n units given in all, everybody has its quota
    rounded down or up. The order above serves first what must be served first (the earliest
    deadline in the language of scheduling), so the units over are free at the steps where fewer
    whole quotas are due than units given. Those steps are counted, from the first one at which
    there can be any; when shares are of many units each, that is shortly before the end. Where many
    payers have less than a few units each, the time grows with the number of units.

    Raises
    ------
    AllocationError
        If an amount is negative, or the amounts do not sum to a whole number of units.

    References
    ----------
    Balinski & Young (1975), The quota method of apportionment, American Mathematical Monthly 82
    (7), 701-730. The order of deadlines: Tijdeman (1980), The chairman assignment problem, Discrete
    Mathematics 32, 323-330.
    """
    due = quotas(amounts, unit)
    given = {
        code: numerator // due.denominator
        for code, numerator in zip(due.codes, due.numerators, strict=True)
    }
    left = due.units - sum(given.values())
    if not left:
        return _rounded(due, given, unit, ())
    total = due.denominator * due.units
    # The open unit of a payer: the step from which it may be given, and the strength of the claim
    # to it.
    opened = sorted(
        (given[code] * total // numerator + 1, Fraction(-numerator, given[code] + 1), code)
        for code, numerator in zip(due.codes, due.numerators, strict=True)
        if numerator % due.denominator
    )
    waiting: list[tuple[Fraction, str]] = []
    served: list[tuple[int, Fraction, str]] = []
    following = 0
    for step in _free_steps(due, given, opened[0][0], left):
        while following < len(opened) and opened[following][0] <= step:
            heappush(waiting, opened[following][1:])
            following += 1
        claim, code = heappop(waiting)
        served.append((step, claim, code))
    for _, _, code in served:
        given[code] += 1
    without = waiting + [(claim, code) for _, claim, code in opened[following:]]
    openings = {code: opening for opening, _, code in opened}
    return _rounded(due, given, unit, _contested(openings, served, without))


def _contested(
    openings: Mapping[str, int],
    served: Sequence[tuple[int, Fraction, str]],
    without: Sequence[tuple[Fraction, str]],
) -> tuple[str, ...]:
    """Name the payers between whom the codes decided who has the open unit and who has not.

    Of equal claims, one that goes without might have had the place of any that was served while it
    waited; and one of these, that of another which was served before it but while it waited too.
    """
    groups: dict[Fraction, list[tuple[int, str]]] = {}
    for step, claim, code in served:
        groups.setdefault(claim, []).append((step, code))
    tied: set[str] = set()
    waited: dict[Fraction, int] = {}
    for claim, code in without:
        if claim in groups and groups[claim][-1][0] >= openings[code]:
            tied.add(code)
            waited[claim] = min(openings[code], waited.get(claim, openings[code]))
    for claim, since in waited.items():
        for step, code in reversed(groups[claim]):
            if step < since:
                break
            tied.add(code)
            since = min(since, openings[code])
    return tuple(sorted(tied))


_STRETCH = 1 << 15
"""So many steps are walked through at a time, if it cannot be shown that none of them is free."""


def _free_steps(due: Quotas, whole: Mapping[str, int], first: int, left: int) -> Iterable[int]:
    """Yield the steps at which a unit beyond the whole quotas is given, `left` of them, none before
    `first`.

    After `step` units have been given, a payer is entitled to no more than its share of so many
    units rounded up, and of its whole quota of the end. What all of them are entitled to lags
    behind the step by the number of free units; each new high of the lag is a free step.
    """
    total = due.denominator * due.units
    paying = [
        (numerator, whole[code])
        for code, numerator in zip(due.codes, due.numerators, strict=True)
        if numerator
    ]
    freed, start, stretch = 0, first, _STRETCH
    while True:
        stop = min(start + stretch, due.units + 1)
        if _lag_at_most(paying, total, start, stop - 1) <= freed:
            start, stretch = stop, 2 * stretch
            continue
        if stretch > _STRETCH:
            stretch //= 4
            continue
        entitled = sum(
            min(most, -(-numerator * (start - 1) // total)) for numerator, most in paying
        )
        more = [0] * (stop - start)
        for numerator, most in paying:
            for units in range(
                -(-numerator * (start - 1) // total), min(most, -(-numerator * (stop - 1) // total))
            ):
                more[units * total // numerator + 1 - start] += 1
        for step, added in enumerate(accumulate(more), start):
            if step - entitled - added > freed:
                freed += 1
                yield step
                if freed == left:
                    return
        start, stretch = stop, _STRETCH


def _lag_at_most(paying: Sequence[tuple[int, int]], total: int, start: int, last: int) -> int:
    """Return a bound on the lag at the steps from `start` to `last`.

    A payer's exact share never exceeds its entitlement until it is entitled to its whole quota of
    the end; and until the share reaches the entitlement it has at `start`, it lies below by what is
    wanting at `last`.
    """
    beyond = 0
    for numerator, most in paying:
        entitled = min(most, -(-numerator * start // total))
        share = numerator * last
        if entitled == most or share <= entitled * total:
            beyond += share - entitled * total
        elif share > most * total:
            beyond += share - most * total
    return beyond // total


jefferson = partial(divisor_method, JEFFERSON)
webster = partial(divisor_method, WEBSTER)
huntington_hill = partial(divisor_method, HUNTINGTON_HILL)
dean = partial(divisor_method, DEAN)
adams = partial(divisor_method, ADAMS)

APPORTIONMENT_RULES: dict[str, RoundingRule] = {
    row.name: row
    for row in (
        RoundingRule(
            "quota",
            quota_method,
            Message("quota method"),
            Message(
                "The units are given one after another to the payer with the largest share for "
                "each unit it would then have, but nobody gets more than its exact share rounded "
                "up."
            ),
            "Balinski & Young (1975), The quota method of apportionment, American Mathematical "
            "Monthly 82 (7)",
            house_monotone=True,
        ),
        RoundingRule(
            "jefferson",
            jefferson,
            Message("Jefferson's method (D'Hondt)"),
            Message(
                "All shares are multiplied by the same number and rounded down; the number is "
                "chosen so that the sum is right. Large payers may pay more than one unit above "
                "their exact share."
            ),
            "Balinski & Young (1982), Fair Representation (Jefferson's method)",
            within_quota=False,
            house_monotone=True,
        ),
        RoundingRule(
            "webster",
            webster,
            Message("Webster's method (Sainte-Laguë)"),
            Message(
                "All shares are multiplied by the same number and rounded to the nearest unit; "
                "the number is chosen "
                "so that the sum is right."
            ),
            "Balinski & Young (1982), Fair Representation (Webster's method)",
            within_quota=False,
            house_monotone=True,
        ),
        RoundingRule(
            "huntington_hill",
            huntington_hill,
            Message("Huntington and Hill's method"),
            Message(
                "All shares are multiplied by the same number and rounded at the geometric mean "
                "of the units below and above; the number is chosen so that the sum is right. "
                "Everyone pays at least one unit."
            ),
            "Balinski & Young (1982), Fair Representation (Hill's method)",
            within_quota=False,
            house_monotone=True,
        ),
        RoundingRule(
            "dean",
            dean,
            Message("Dean's method"),
            Message(
                "All shares are multiplied by the same number and rounded at the harmonic mean of "
                "the units below "
                "and above; the number is chosen so that the sum is right. Everyone pays at least "
                "one unit."
            ),
            "Balinski & Young (1982), Fair Representation (Dean's method)",
            within_quota=False,
            house_monotone=True,
        ),
        RoundingRule(
            "adams",
            adams,
            Message("Adams' method"),
            Message(
                "All shares are multiplied by the same number and rounded up; the number is "
                "chosen so that the sum is right. Everyone pays at least one unit; large payers "
                "may pay more than one unit below their exact share."
            ),
            "Balinski & Young (1982), Fair Representation (Adams' method)",
            within_quota=False,
            house_monotone=True,
        ),
    )
}
"""More rounding rules by name, in the form of the rows of `ROUNDING_RULES`."""
