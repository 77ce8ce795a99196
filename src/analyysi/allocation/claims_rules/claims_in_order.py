"""Rules for claims that look at every order or every group: random arrival, minimal overlap, and
their kin.

Their exact work grows faster than that of the rules in `claims`; each says how many claims it is
worked out for.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import factorial, lcm

from analyysi.allocation.claims_rules.claims import checked_claims
from analyysi.allocation.ratios import Ratios
from analyysi.errors import AllocationError, Sentence

RANDOM_ARRIVAL_LARGEST = 20
AVERAGE_OF_AWARDS_LARGEST = 18
DOMINGUEZ_THOMSON_ROUNDS = 3000
"""The exact awards have about as many digits as there are rounds, times the digits of the number of
claimants.
"""


def random_arrival(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
    """Serve the claimants one after another while the endowment lasts, and average over every
    order.

    The Shapley value of the bankruptcy game. Computed over groups, not orders: work and memory
    double with each claimant.

    Raises
    ------
    AllocationError
        Also if there are more than `RANDOM_ARRIVAL_LARGEST` claims above zero.

    References
    ----------
    O'Neill (1982), A problem of rights arbitration from the Talmud, *Mathematical Social Sciences*
    2 (as "recursive completion").

    Examples
    --------
    >>> random_arrival(Fraction(170), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(50, 1), '091': Fraction(120, 1)}
    """
    amount, claims = checked_claims(endowment, claims)
    positive = _positive(claims, Sentence("The random arrival rule"), RANDOM_ARRIVAL_LARGEST)
    if not positive:
        return claims
    whole, sizes = int(amount * claims.denominator), tuple(positive.values())
    count = len(sizes)
    # An award is the sum over the groups G without i of |G|! (n - 1 - |G|)! / n! times left(G) -
    # left(G and i), left(G) being what G leaves. Gathered by left(G), a group with i counts n (|G|
    # - 1)! (n - 1 - |G|)! / n! less.
    first = [factorial(k) * factorial(count - 1 - k) for k in range(count)]
    less = [0] + [count * factorial(k - 1) * factorial(count - 1 - k) for k in range(1, count)]
    common = 0
    of_group = []
    for group, left in enumerate(_left_by_group(whole, sizes)):
        size = group.bit_count()
        counts = left > 0 and size < count
        common += first[size] * left if counts else 0
        of_group.append(less[size] * left if counts else 0)
    totals = _totals_with_each(of_group)
    awards = {code: common - total for code, total in zip(positive, totals, strict=True)}
    return Ratios(dict.fromkeys(claims, 0) | awards, factorial(count) * claims.denominator)


def minimal_overlap(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
    """Lay the claims over the endowment with the least overlap; share each part equally among its
    claimants.

    When a claim covers the endowment, all claims lie inside one another. Otherwise they do so up to
    a level, and above it no two overlap.

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
    order = sorted(claims.numerators.values())
    whole, count = int(amount * claims.denominator), len(order)
    level = Fraction(order[-1])
    if whole > level:
        above = sum(order)
        for rank, claim in enumerate(order):
            if above - claim * (count - rank - 1) <= whole:
                level = Fraction(above - whole, count - rank - 1)
                break
            above -= claim
    # A part of the sum is shared by as many as claims cover it: in units of `finer` all their
    # shares are whole.
    finer = level.denominator * lcm(*range(1, count + 1))
    top = int(level * finer)
    inside = min(top, whole * finer)
    nested: dict[int, int] = {}
    share = reached = 0
    for rank, claim in enumerate(order):
        end = min(claim * finer, inside)
        share += (end - reached) // (count - rank)
        reached = end
        nested[claim] = share
    numerators = {
        code: nested[claim] + max(claim * finer - top, 0)
        for code, claim in claims.numerators.items()
    }
    return Ratios(numerators, claims.denominator * finer)


# Long: the rounds are one recurrence, whose figures mean nothing outside it.
def dominguez_thomson(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
    """In round after round give each claimant its claim, cut to the endowment, divided by their
    number.

    Endowment and claims fall by what is given. When every claim covers what is left, all rounds
    still to come give it away in equal parts. A claimant with a claim of zero counts in the number.

    Raises
    ------
    AllocationError
        Also if the exact figures would take more than `DOMINGUEZ_THOMSON_ROUNDS` rounds: there are
        hundreds of claimants and the claims hardly exceed the endowment, or all claims but one are
        tiny.

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
    if count == 1 or amount in (0, claims.total):
        return claims.at_most(amount)
    # After k rounds, over n^k: a claim below the endowment is `claim * kept`, the endowment `left`,
    # and `given` is what a claimant has got whose claim has covered it from the first. Claims that
    # cover it go on doing so.
    waiting = sorted(claim for claim in claims.numerators.values() if claim)
    under, covering = sum(waiting), 0
    left, kept, given, rounds = int(amount * claims.denominator), 1, 0, 0
    covers_from: dict[int, tuple[int, int, int]] = {}
    while waiting:
        while waiting and waiting[-1] * kept >= left:
            claim = waiting.pop()
            covers_from[claim] = rounds, kept, given
            under -= claim
            covering += 1
        if not waiting:
            break
        if rounds == DOMINGUEZ_THOMSON_ROUNDS:
            raise AllocationError(
                "The Domínguez–Thomson rule is worked out exactly for up to {rounds} "
                "rounds, and here it needs more, because a claim is very small beside "
                "the sum or the claims hardly exceed it. Choose another claims rule, or "
                "leave the smallest claims outside.",
                rounds=rounds,
            )
        given = count * given + left
        left = (count - covering) * left - under * kept
        kept *= count - 1
        rounds += 1
    # Awards over n^k and the number covering at last: claim * factor + fixed, alike for all who
    # cover since the same round.
    over = count**rounds
    since = {}
    for begun, kept_then, given_then in set(covers_from.values()):
        grown = count ** (rounds - begun)
        since[begun] = (
            covering * (over - kept_then * grown),
            covering * (given - given_then * grown) + left,
        )
    awards = dict.fromkeys(claims, 0)
    for code, claim in claims.numerators.items():
        if claim:
            factor, fixed = since[covers_from[claim][0]]
            awards[code] = claim * factor + fixed
    return Ratios(awards, over * covering * claims.denominator)


def average_of_awards(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
    """Average all divisions in which nobody gets less than zero or more than the claim.

    The centre of gravity of that set, a slice through a box, and so the core-centre of the
    bankruptcy game. Volume and moments are exact, by inclusion and exclusion of the groups that
    exceed their claims: work and memory double with each claimant.

    Raises
    ------
    AllocationError
        Also if there are more than `AVERAGE_OF_AWARDS_LARGEST` claims above zero.

    References
    ----------
    Mirás Calvo, Quinteiro Sandomingo & Sánchez-Rodríguez (2022), The average-of-awards rule for
    claims problems, *Social Choice and Welfare* 59.

    Examples
    --------
    >>> average_of_awards(Fraction(170), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(50, 1), '091': Fraction(120, 1)}
    """
    amount, claims = checked_claims(endowment, claims)
    positive = _positive(claims, Sentence("The average-of-awards rule"), AVERAGE_OF_AWARDS_LARGEST)
    if len(positive) < 2 or amount in (0, claims.total):
        return claims.at_most(amount)
    whole, sizes = int(amount * claims.denominator), tuple(positive.values())
    count = len(sizes)
    # With r(G) what group G leaves of the endowment, zero if nothing, and s(G) = (-1)^|G|, the
    # slice has the volume sum of s r^(n-1) / (n-1)!, and its first moment along i is, by parts, sum
    # over all G of s r^n / n!  +  claim of i * sum over the G with i of s r^(n-1) / (n-1)!.
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
    awards = {
        code: moment + count * size * total
        for (code, size), total in zip(positive.items(), totals, strict=True)
    }
    return Ratios(dict.fromkeys(claims, 0) | awards, count * volume * claims.denominator)


def _left_by_group(whole: int, sizes: Sequence[int]) -> list[int]:
    """Return what each group leaves of `whole` (below zero where it claims more); bit i of the
    index is member i.
    """
    left = [whole]
    for size in sizes:
        left += [remainder - size for remainder in left]
    return left


def _totals_with_each(of_group: list[int]) -> list[int]:
    """Return for each member the sum of the values of the groups it is in."""
    totals = []
    while len(of_group) > 1:
        half = len(of_group) // 2
        without, with_last = of_group[:half], of_group[half:]
        totals.append(sum(with_last))
        of_group = [apart + joined for apart, joined in zip(without, with_last, strict=True)]
    return totals[::-1]


def _positive(claims: Ratios, rule: Sentence, largest: int) -> dict[str, int]:
    """Return the parts of the claims above zero."""
    positive = {code: claim for code, claim in claims.numerators.items() if claim}
    if len(positive) > largest:
        raise AllocationError(
            "{rule} is worked out exactly for up to {largest} payers with a claim, and here are "
            "{count}. Choose another claims rule or share in two steps, first among groups of "
            "payers.",
            rule=rule,
            largest=largest,
            count=len(positive),
        )
    return positive
