"""Rules for claims that look at every order or every group: random arrival, minimal overlap, and their kin.

Their exact work grows faster than that of the rules in `claims`; each says how many claims it is worked out for.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import factorial, lcm

from analyysi.allocation.claims import Awards, checked_claims
from analyysi.errors import AllocationError

RANDOM_ARRIVAL_LARGEST = 20
AVERAGE_OF_AWARDS_LARGEST = 18
DOMINGUEZ_THOMSON_ROUNDS = 3000
"""The exact awards have about as many digits as there are rounds, times the digits of the number of claimants."""


def random_arrival(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Serve the claimants one after another while the endowment lasts, and average over every order.

    The Shapley value of the bankruptcy game. Computed over groups, not orders: work and memory double
    with each claimant.

    Raises
    ------
    AllocationError
        Also if there are more than `RANDOM_ARRIVAL_LARGEST` claims above zero.

    References
    ----------
    O'Neill (1982), A problem of rights arbitration from the Talmud, *Mathematical Social Sciences* 2
    (as "recursive completion").

    Examples
    --------
    >>> random_arrival(Fraction(170), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(50, 1), '091': Fraction(120, 1)}
    """
    amount, claims = checked_claims(endowment, claims)
    positive = _positive(claims, "The random arrival rule", RANDOM_ARRIVAL_LARGEST)
    if not positive:
        return claims
    sizes, (whole,), unit = _integers(list(positive.values()), [amount])
    count = len(sizes)
    # An award is the sum over the groups G without i of |G|! (n - 1 - |G|)! / n! times left(G) - left(G and i),
    # left(G) being what G leaves. Gathered by left(G), a group with i counts n (|G| - 1)! (n - 1 - |G|)! / n! less.
    first = [factorial(k) * factorial(count - 1 - k) for k in range(count)]
    less = [0] + [count * factorial(k - 1) * factorial(count - 1 - k) for k in range(1, count)]
    common = 0
    of_group = []
    for group, left in enumerate(_left_by_group(whole, sizes)):
        size = group.bit_count()
        counts = left > 0 and size < count
        common += first[size] * left if counts else 0
        of_group.append(less[size] * left if counts else 0)
    scale = factorial(count) * unit
    totals = _totals_with_each(of_group)
    return dict.fromkeys(claims, Fraction(0)) | {
        code: Fraction(common - total, scale) for code, total in zip(positive, totals, strict=True)
    }


def minimal_overlap(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Lay the claims over the endowment with the least overlap; share each part equally among its claimants.

    When a claim covers the endowment, all claims lie inside one another. Otherwise they do so up to a
    level, and above it no two overlap.

    References
    ----------
    O'Neill (1982), after Rabbi Abraham ibn Ezra (12th century); Chun & Thomson (2005), Convergence
    under replication of rules to adjudicate conflicting claims, *Games and Economic Behavior* 50.

    Examples
    --------
    >>> minimal_overlap(Fraction(120), {"a": Fraction(60), "b": Fraction(120)})
    {'a': Fraction(30, 1), 'b': Fraction(90, 1)}
    """
    amount, claims = checked_claims(endowment, claims)
    order = sorted(claims.values())
    level = order[-1]
    if amount > level:
        above = sum(order, Fraction(0))
        for rank, claim in enumerate(order[:-1]):
            level = (above - amount) / (len(order) - rank - 1)
            if level <= claim:
                break
            above -= claim
    nested: dict[Fraction, Fraction] = {}
    share = reached = Fraction(0)
    for rank, claim in enumerate(order):
        inside = min(claim, level, amount)
        share += (inside - reached) / (len(order) - rank)
        reached = inside
        nested[claim] = share
    return {code: nested[claim] + max(claim - level, Fraction(0)) for code, claim in claims.items()}


def dominguez_thomson(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """In round after round give each claimant its claim, cut to the endowment, divided by their number.

    Endowment and claims fall by what is given. Claims below the endowment all shrink by the same
    factor, so runs of rounds are summed in closed form, and the limit is reached when every claim
    covers what is left. A claimant with a claim of zero counts in the number.

    Raises
    ------
    AllocationError
        Also if the exact figures would take more than `DOMINGUEZ_THOMSON_ROUNDS` rounds: there are
        hundreds of claimants and the claims hardly exceed the endowment, or all claims but one are tiny.

    References
    ----------
    Domínguez & Thomson (2006), A new solution to the problem of adjudicating conflicting claims,
    *Economic Theory* 28.

    Examples
    --------
    >>> dominguez_thomson(Fraction(150), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(125, 2), '091': Fraction(175, 2)}
    """
    amount, claims = checked_claims(endowment, claims)
    count = len(claims)
    total = sum(claims.values())
    if count == 1 or amount in (0, total):
        return dict(claims) if amount == total else {code: min(claim, amount) for code, claim in claims.items()}
    # After k rounds a claim below the endowment is `claim * shrunk`, shrunk = (1 - 1/n)^k, and the endowment is
    # `left * shrunk`. Claims that cover it go on doing so, and all of them get the same from then on, `given`.
    shrink = Fraction(count - 1, count)
    below = sorted((claim for claim in claims.values() if claim), reverse=True)
    under = sum(below, Fraction(0))
    awards: dict[Fraction, Fraction] = {Fraction(0): Fraction(0)}
    left, shrunk, given = amount, Fraction(1), Fraction(0)
    rounds = covering = 0
    for claim in below:
        if left > claim:
            run = _rounds_until(claim, left, under, covering, count, DOMINGUEZ_THOMSON_ROUNDS - rounds)
            rounds += run
            after = _left_after(run, left, under, covering, count)
            now = shrunk * shrink**run
            if covering:
                given += (left * shrunk - after * now - under * (shrunk - now)) / covering
            left, shrunk = after, now
        # The award of this claimant is what it has got, claim * (1 - shrunk), and what `given` will still grow by.
        awards.setdefault(claim, claim * (1 - shrunk) - given)
        under -= claim
        covering += 1
    given += left * shrunk / covering
    return {code: awards[claim] + given if claim else Fraction(0) for code, claim in claims.items()}


def average_of_awards(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Average all divisions in which nobody gets less than zero or more than the claim.

    The centre of gravity of that set, a slice through a box, and so the core-centre of the bankruptcy
    game. Volume and moments are exact, by inclusion and exclusion of the groups that exceed their
    claims: work and memory double with each claimant.

    Raises
    ------
    AllocationError
        Also if there are more than `AVERAGE_OF_AWARDS_LARGEST` claims above zero.

    References
    ----------
    Mirás Calvo, Quinteiro Sandomingo & Sánchez-Rodríguez (2022), The average-of-awards rule for claims
    problems, *Social Choice and Welfare* 59.

    Examples
    --------
    >>> average_of_awards(Fraction(170), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(50, 1), '091': Fraction(120, 1)}
    """
    amount, claims = checked_claims(endowment, claims)
    positive = _positive(claims, "The average-of-awards rule", AVERAGE_OF_AWARDS_LARGEST)
    if len(positive) < 2 or amount in (0, sum(claims.values())):
        return {code: min(claim, amount) for code, claim in claims.items()}
    sizes, (whole,), unit = _integers(list(positive.values()), [amount])
    count = len(sizes)
    # With r(G) what group G leaves of the endowment, zero if nothing, and s(G) = (-1)^|G|, the slice has the volume
    # sum of s r^(n-1) / (n-1)!, and its first moment along i is, by parts,
    # sum over all G of s r^n / n!  +  claim of i * sum over the G with i of s r^(n-1) / (n-1)!.
    moment = volume = 0
    of_group = []
    for group, left in enumerate(_left_by_group(whole, sizes)):
        term = 0
        if left > 0:
            term = left ** (count - 1) * (-1 if group.bit_count() % 2 else 1)
            volume += term
            moment += term * left
        of_group.append(term)
    totals = _totals_with_each(of_group)
    return dict.fromkeys(claims, Fraction(0)) | {
        code: Fraction(moment + count * size * total, count * volume * unit)
        for code, size, total in zip(positive, sizes, totals, strict=True)
    }


def _integers(claims: Sequence[Fraction], amounts: Sequence[Fraction]) -> tuple[Sequence[int], Sequence[int], int]:
    """Return claims and amounts as whole numbers of a common part of a cent, and the parts in a cent."""
    unit = lcm(*(value.denominator for value in (*claims, *amounts)))
    return [int(claim * unit) for claim in claims], [int(amount * unit) for amount in amounts], unit


def _left_by_group(whole: int, sizes: Sequence[int]) -> list[int]:
    """Return what each group leaves of `whole` (below zero where it claims more); bit i of the index is member i."""
    left = [whole]
    for size in sizes:
        left += [rest - size for rest in left]
    return left


def _totals_with_each(of_group: list[int]) -> list[int]:
    """Return for each member the sum of the values of the groups it is in."""
    totals = []
    while len(of_group) > 1:
        half = len(of_group) // 2
        without, with_last = of_group[:half], of_group[half:]
        totals.append(sum(with_last))
        of_group = [a + b for a, b in zip(without, with_last, strict=True)]
    return totals[::-1]


def _left_after(rounds: int, left: Fraction, under: Fraction, covering: int, count: int) -> Fraction:
    """Return the endowment of the Domínguez–Thomson rule after some rounds, in units of the shrinking claims.

    In each round it goes from `left` to `(left * (count - covering) - under) / (count - 1)`: `under` is the sum
    of the claims below it and `covering` the number of claims that are not.
    """
    if covering == 1:
        return left - rounds * under / (count - 1)
    fixed = under / (1 - covering)
    return fixed + (left - fixed) * Fraction(count - covering, count - 1) ** rounds


def _rounds_until(claim: Fraction, left: Fraction, under: Fraction, covering: int, count: int, most: int) -> int:
    """Return after how many rounds `claim`, the largest that does not, covers the endowment."""
    if covering == 1:
        rounds = -((claim - left) * (count - 1) // under)
    else:
        lower, rounds = 0, 1
        while rounds <= most and _left_after(rounds, left, under, covering, count) > claim:
            lower, rounds = rounds, 2 * rounds
        while rounds - lower > 1:
            middle = (lower + rounds) // 2
            if _left_after(middle, left, under, covering, count) > claim:
                lower = middle
            else:
                rounds = middle
    if rounds > most:
        raise AllocationError(
            f"The Domínguez–Thomson rule is worked out exactly for up to {DOMINGUEZ_THOMSON_ROUNDS} rounds, and here "
            "it needs more, because a claim is very small beside the sum or the claims hardly exceed it. "
            "Choose another claims rule, or leave the smallest claims outside."
        )
    return rounds


def _positive(claims: Mapping[str, Fraction], rule: str, largest: int) -> Awards:
    positive = {code: claim for code, claim in claims.items() if claim}
    if len(positive) > largest:
        raise AllocationError(_too_many(rule, largest, len(positive)))
    return positive


def _too_many(rule: str, largest: int, count: int) -> str:
    return (
        f"{rule} is worked out exactly for up to {largest} payers with a claim, and here are {count}. "
        "Choose another claims rule or share in two steps, first among groups of payers."
    )
