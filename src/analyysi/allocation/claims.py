"""Claims rules: a sum is shared among payers of whom each has a claim, the most that it would pay.

In the literature (O'Neill 1982; surveys Thomson 2003, 2015, 2019) an endowment is divided among
claimants whose claims together are at least as large. In cost sharing the endowment is the cost and
a claim is what the payer would pay at most, its stand-alone cost for instance.

Every rule is exact: it takes and returns cents as fractions, keeps each award between zero and the
claim, and the awards sum to the endowment. Nothing depends on the order or the names of the
claimants, and equal claims get equal awards, so there are no ties to settle. The result is in the
order of `claims`.

The definitions were checked against the documentation of the R package ClaimsProblems 1.0.0; the
code is our own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, lcm
from typing import NamedTuple

from analyysi.errors import AllocationError
from analyysi.messages import Message

Awards = dict[str, Fraction]
Rule = Callable[[Fraction, Mapping[str, Fraction]], Awards]

RANDOM_ARRIVAL_LARGEST = 20
AVERAGE_OF_AWARDS_LARGEST = 18
DOMINGUEZ_THOMSON_ROUNDS = 3000
"""The exact awards have about as many digits as there are rounds, times the digits of the number of claimants."""


@dataclass(frozen=True)
class ClaimsRule:
    """A row of `CLAIMS_RULES`.

    `weighted` tells that `function` takes the keyword `weights`; `self_dual` that sharing what is paid
    and sharing what is spared come to the same. `largest` is the number of claims above zero that the
    rule is worked out for, since its work doubles with each, and None where there is no such limit.
    """

    name: str
    function: Callable[..., Awards]
    title: Message
    rule: Message
    reference: str
    weighted: bool = False
    self_dual: bool = False
    largest: int | None = None


def minimal_rights(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Return what is left for each claimant when all others have their whole claim, or zero.

    References
    ----------
    Curiel, Maschler & Tijs (1987), Bankruptcy games; Thomson (2019).

    Examples
    --------
    >>> minimal_rights(Fraction(150), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(0, 1), '091': Fraction(50, 1)}
    """
    amount, claims = _checked(endowment, claims)
    spared = sum(claims.values()) - amount
    return {code: max(claim - spared, Fraction(0)) for code, claim in claims.items()}


def truncated(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Return the claims with whatever exceeds the endowment cut off.

    References
    ----------
    Aumann & Maschler (1985); Thomson (2019), claims truncation.

    Examples
    --------
    >>> truncated(Fraction(150), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(100, 1), '091': Fraction(150, 1)}
    """
    amount, claims = _checked(endowment, claims)
    return {code: min(claim, amount) for code, claim in claims.items()}


def dual(rule: Rule) -> Rule:
    """Return the rule that shares what is spared (claims less endowment) as `rule` shares what is paid.

    CEA and CEL are each other's duals, also with weights (`dual(partial(rule, weights=...))`). A rule
    that is its own dual says so in `CLAIMS_RULES`.

    References
    ----------
    Aumann & Maschler (1985), section 2; Thomson (2003).

    Examples
    --------
    >>> dual(constrained_equal_awards)(Fraction(150), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(25, 1), '091': Fraction(125, 1)}
    """

    def of_losses(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
        amount, claims = _checked(endowment, claims)
        losses = rule(sum(claims.values()) - amount, claims)
        return {code: claim - losses[code] for code, claim in claims.items()}

    return of_losses


def proportional(
    endowment: Fraction, claims: Mapping[str, Fraction], *, weights: Mapping[str, Fraction] | None = None
) -> Awards:
    """Share in proportion to the claims.

    With weights, in proportion to weight times claim; who would so pay more than its claim pays the
    claim, and the rest goes on in the same proportion.

    References
    ----------
    Aristotle, *Nicomachean Ethics*, book 5; O'Neill (1982). Bounded weighted form: the weighted gains
    method of Moulin (2000), Priority rules and other asymmetric rationing methods, *Econometrica* 68.

    Examples
    --------
    >>> proportional(Fraction(150), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(50, 1), '091': Fraction(100, 1)}
    """
    amount, claims = _checked(endowment, claims)
    factors = _weights(weights, claims)
    return _level(amount, claims, {code: factors[code] * claim for code, claim in claims.items()})


def constrained_equal_awards(
    endowment: Fraction, claims: Mapping[str, Fraction], *, weights: Mapping[str, Fraction] | None = None
) -> Awards:
    """Share equally, nobody getting more than the claim (CEA).

    With weights, in proportion to the weights, nobody getting more than the claim.

    References
    ----------
    Maimonides, 12th century; Aumann & Maschler (1985). Weighted gains: Moulin (2000).

    Examples
    --------
    >>> constrained_equal_awards(Fraction(150), {"020": Fraction(50), "091": Fraction(200)})
    {'020': Fraction(50, 1), '091': Fraction(100, 1)}
    """
    amount, claims = _checked(endowment, claims)
    return _level(amount, claims, _weights(weights, claims))


def constrained_equal_losses(
    endowment: Fraction, claims: Mapping[str, Fraction], *, weights: Mapping[str, Fraction] | None = None
) -> Awards:
    """Deduct the same amount from every claim, nobody getting less than zero (CEL). Dual of CEA.

    With weights, the deductions are in proportion to the weights: a large weight spares much.

    References
    ----------
    Maimonides, 12th century; Aumann & Maschler (1985). Weighted losses: Moulin (2000).

    Examples
    --------
    >>> constrained_equal_losses(Fraction(150), {"020": Fraction(50), "091": Fraction(200)})
    {'020': Fraction(0, 1), '091': Fraction(150, 1)}
    """
    amount, claims = _checked(endowment, claims)
    losses = _level(sum(claims.values()) - amount, claims, _weights(weights, claims))
    return {code: claim - losses[code] for code, claim in claims.items()}


def constrained_egalitarian(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Make awards as equal as they can be while half of the claims is the turning point.

    Up to half of the claims together it is CEA on the half-claims. Beyond, nobody gets less than
    half, and the lowest awards rise first: max(claim / 2, min(claim, level)).

    References
    ----------
    Chun, Schummer & Thomson (2001), Constrained egalitarianism: a new solution for claims problems,
    *Seoul Journal of Economics* 14.

    Examples
    --------
    >>> constrained_egalitarian(Fraction(170), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(70, 1), '091': Fraction(100, 1)}
    """
    amount, claims = _checked(endowment, claims)
    halves, rest = _halves(amount, claims)
    if rest <= 0:
        return _level(amount, halves)
    above = _raised(rest, {code: _Rise(half, 2 * half, Fraction(1)) for code, half in halves.items()})
    return {code: half + above[code] for code, half in halves.items()}


def piniles(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Apply CEA to the half-claims, and once more to the other halves with what is left.

    References
    ----------
    Piniles (1861), *Darkah shel Torah*; Thomson (2003).

    Examples
    --------
    >>> piniles(Fraction(170), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(60, 1), '091': Fraction(110, 1)}
    """
    amount, claims = _checked(endowment, claims)
    halves, rest = _halves(amount, claims)
    if rest <= 0:
        return _level(amount, halves)
    above = _level(rest, halves)
    return {code: half + above[code] for code, half in halves.items()}


def talmud(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Apply CEA to the half-claims; beyond half of the claims, CEL to the other halves.

    The only rule that divides between any two claimants as the contested garment is divided, and the
    nucleolus of the bankruptcy game.

    References
    ----------
    Aumann & Maschler (1985), Game theoretic analysis of a bankruptcy problem from the Talmud,
    *Journal of Economic Theory* 36.

    Examples
    --------
    >>> talmud(Fraction(170), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(50, 1), '091': Fraction(120, 1)}
    """
    amount, claims = _checked(endowment, claims)
    halves, rest = _halves(amount, claims)
    if rest <= 0:
        return _level(amount, halves)
    losses = _level(sum(claims.values()) - amount, halves)
    return {code: claim - losses[code] for code, claim in claims.items()}


def reverse_talmud(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Apply CEL to the half-claims; beyond half of the claims, CEA to the other halves.

    References
    ----------
    Chun, Schummer & Thomson (2001); Thomson (2019).

    Examples
    --------
    >>> reverse_talmud(Fraction(170), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(60, 1), '091': Fraction(110, 1)}
    """
    amount, claims = _checked(endowment, claims)
    halves, rest = _halves(amount, claims)
    if rest <= 0:
        losses = _level(-rest, halves)
        return {code: half - losses[code] for code, half in halves.items()}
    above = _level(rest, halves)
    return {code: half + above[code] for code, half in halves.items()}


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
    amount, claims = _checked(endowment, claims)
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
    amount, claims = _checked(endowment, claims)
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


def adjusted_proportional(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Give the minimal rights, and share the rest in proportion to what is left of the claims.

    What is left of a claim counts for no more than the rest. The tau-value of the bankruptcy game.

    References
    ----------
    Curiel, Maschler & Tijs (1987), Bankruptcy games, *Zeitschrift für Operations Research* 31.

    Examples
    --------
    >>> adjusted_proportional(Fraction(170), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(50, 1), '091': Fraction(120, 1)}
    """
    amount, claims = _checked(endowment, claims)
    rights = minimal_rights(amount, claims)
    rest = amount - sum(rights.values())
    left = {code: min(claim - rights[code], rest) for code, claim in claims.items()}
    more = proportional(rest, left)
    return {code: right + more[code] for code, right in rights.items()}


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
    amount, claims = _checked(endowment, claims)
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
    amount, claims = _checked(endowment, claims)
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


def average_of_equal_awards_and_losses(endowment: Fraction, claims: Mapping[str, Fraction]) -> Awards:
    """Go halfway between CEA and CEL.

    References
    ----------
    Thomson (2019), *How to Divide When There Isn't Enough*; ClaimsProblems, `AV`.

    Examples
    --------
    >>> average_of_equal_awards_and_losses(Fraction(150), {"020": Fraction(50), "091": Fraction(200)})
    {'020': Fraction(25, 1), '091': Fraction(125, 1)}
    """
    awards = constrained_equal_awards(endowment, claims)
    losses = constrained_equal_losses(endowment, claims)
    return {code: (award + losses[code]) / 2 for code, award in awards.items()}


class _Rise(NamedTuple):
    """A part that grows at `rate` while the common level goes from `start` to `end`."""

    start: Fraction
    end: Fraction
    rate: Fraction


def _raised(amount: Fraction, rises: Mapping[str, _Rise]) -> Awards:
    """Return the parts at the level where they sum to `amount`, which they must be able to."""
    turns = sorted(
        [(rise.start, rise.rate) for rise in rises.values()] + [(rise.end, -rise.rate) for rise in rises.values()]
    )
    level = reached = rate = Fraction(0)
    for turn, change in turns:
        gain = rate * (turn - level)
        if reached + gain >= amount:
            break
        level, reached, rate = turn, reached + gain, rate + change
    if rate:
        level += (amount - reached) / rate
    return {code: rise.rate * (max(min(level, rise.end), rise.start) - rise.start) for code, rise in rises.items()}


def _level(amount: Fraction, caps: Mapping[str, Fraction], rates: Mapping[str, Fraction] | None = None) -> Awards:
    """Return min(cap, rate * level) for each, at the level where they sum to `amount`."""
    zero, one = Fraction(0), Fraction(1)
    rises = {}
    for code, cap in caps.items():
        rate = rates[code] if rates else one
        rises[code] = _Rise(zero, cap / rate if rate else zero, rate)
    return _raised(amount, rises)


def _halves(amount: Fraction, claims: Mapping[str, Fraction]) -> tuple[Awards, Fraction]:
    halves = {code: claim / 2 for code, claim in claims.items()}
    return halves, amount - sum(halves.values())


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


def _checked(endowment: Fraction, claims: Mapping[str, Fraction]) -> tuple[Fraction, Awards]:
    if not claims:
        raise AllocationError("There is nobody to share the sum: at least one payer with a claim was expected.")
    negative = [code for code, claim in claims.items() if claim < 0]
    if negative:
        raise AllocationError(
            f"The claim of {', '.join(negative)} is negative: a claim is the most that a payer would pay, "
            "zero or more. Correct it."
        )
    if endowment < 0:
        raise AllocationError(
            f"The sum to be shared by claims is {endowment} cents: zero or more was expected. Correct the sum."
        )
    total = sum(claims.values())
    if endowment > total:
        raise AllocationError(
            f"The sum to be shared is {endowment} cents, but the claims together are only {total} cents: by a claims "
            "rule nobody pays more than its claim. Raise the claims or choose a method without them."
        )
    return Fraction(endowment), {code: Fraction(claim) for code, claim in claims.items()}


def _weights(weights: Mapping[str, Fraction] | None, claims: Mapping[str, Fraction]) -> Awards:
    if weights is None:
        return dict.fromkeys(claims, Fraction(1))
    missing = [code for code in claims if code not in weights]
    if missing:
        raise AllocationError(
            f"There is no weight for {', '.join(missing)}: in a weighted claims rule every payer needs one. "
            "Complete the weights."
        )
    unfit = [code for code in claims if weights[code] <= 0]
    if unfit:
        raise AllocationError(
            f"The weight of {', '.join(unfit)} is not above zero: a weighted claims rule needs positive weights. "
            "Correct it, or leave the payer out."
        )
    return {code: Fraction(weights[code]) for code in claims}


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


CLAIMS_RULES: dict[str, ClaimsRule] = {
    row.name: row
    for row in (
        ClaimsRule(
            "proportional",
            proportional,
            Message("In proportion to claims"),
            Message("Each payer pays the same percentage of its claim."),
            "Aristotle, Nicomachean Ethics, book 5; O'Neill 1982, Mathematical Social Sciences 2",
            weighted=True,
            self_dual=True,
        ),
        ClaimsRule(
            "constrained_equal_awards",
            constrained_equal_awards,
            Message("Equal payments up to the claim"),
            Message("Every payer pays the same sum, but nobody pays more than its claim."),
            "Maimonides, 12th century; Aumann & Maschler 1985, J. of Economic Theory 36 (constrained equal awards)",
            weighted=True,
        ),
        ClaimsRule(
            "constrained_equal_losses",
            constrained_equal_losses,
            Message("Equal deductions from the claims"),
            Message("The same sum is deducted from every claim, but nobody pays less than nothing."),
            "Maimonides, 12th century; Aumann & Maschler 1985, J. of Economic Theory 36 (constrained equal losses)",
            weighted=True,
        ),
        ClaimsRule(
            "constrained_egalitarian",
            constrained_egalitarian,
            Message("Constrained egalitarian rule"),
            Message(
                "Every payer first pays the same sum, up to half of its claim. When the halves do not suffice, the "
                "smallest payments are raised first, up to the claim."
            ),
            "Chun, Schummer & Thomson 2001, Seoul Journal of Economics 14",
        ),
        ClaimsRule(
            "piniles",
            piniles,
            Message("Piniles' rule"),
            Message(
                "Every payer first pays the same sum, up to half of its claim. When the halves do not suffice, the "
                "rest is shared in the same way from the other halves."
            ),
            "Piniles 1861, Darkah shel Torah; Thomson 2003, Mathematical Social Sciences 45",
        ),
        ClaimsRule(
            "talmud",
            talmud,
            Message("Talmud rule"),
            Message(
                "Every payer first pays the same sum, up to half of its claim. When the halves do not suffice, every "
                "payer is spared the same sum, up to half of its claim."
            ),
            "Aumann & Maschler 1985, Journal of Economic Theory 36",
            self_dual=True,
        ),
        ClaimsRule(
            "reverse_talmud",
            reverse_talmud,
            Message("Reverse Talmud rule"),
            Message(
                "Every payer pays half of its claim, less the same deduction for all. When the halves do not suffice, "
                "every payer pays the same sum more, up to its claim."
            ),
            "Chun, Schummer & Thomson 2001, Seoul Journal of Economics 14",
            self_dual=True,
        ),
        ClaimsRule(
            "random_arrival",
            random_arrival,
            Message("Random arrival rule"),
            Message(
                "The payers come to pay one after another, each up to its claim, until the sum is full. The share is "
                "the average over every possible order."
            ),
            "O'Neill 1982, Mathematical Social Sciences 2",
            self_dual=True,
            largest=RANDOM_ARRIVAL_LARGEST,
        ),
        ClaimsRule(
            "minimal_overlap",
            minimal_overlap,
            Message("Minimal overlap rule"),
            Message(
                "The claims are placed on the sum so that they overlap as little as possible. Each part of the sum is "
                "shared equally by those whose claims cover it."
            ),
            "O'Neill 1982, Mathematical Social Sciences 2",
        ),
        ClaimsRule(
            "adjusted_proportional",
            adjusted_proportional,
            Message("Adjusted proportional rule"),
            Message(
                "Each payer first pays what would be left if all others paid their whole claims. The rest is shared in "
                "proportion to what is left of the claims, and no claim counts for more than the rest."
            ),
            "Curiel, Maschler & Tijs 1987, Zeitschrift für Operations Research 31",
            self_dual=True,
        ),
        ClaimsRule(
            "dominguez_thomson",
            dominguez_thomson,
            Message("Domínguez–Thomson rule"),
            Message(
                "In each round every payer pays its claim divided by the number of payers, and no claim counts for "
                "more than what is still unpaid. Rounds are repeated until the whole sum is paid."
            ),
            "Domínguez & Thomson 2006, Economic Theory 28",
        ),
        ClaimsRule(
            "average_of_awards",
            average_of_awards,
            Message("Average of all possible divisions"),
            Message("The share is the average of all divisions in which nobody pays more than its claim."),
            "Mirás Calvo, Quinteiro Sandomingo & Sánchez-Rodríguez 2022, Social Choice and Welfare 59 "
            "(average of awards)",
            self_dual=True,
            largest=AVERAGE_OF_AWARDS_LARGEST,
        ),
        ClaimsRule(
            "average_of_equal_awards_and_losses",
            average_of_equal_awards_and_losses,
            Message("Average of equal payments and equal deductions"),
            Message(
                "The share is halfway between two rules: equal payments up to the claim, and equal deductions from the "
                "claims."
            ),
            "Thomson 2019, How to Divide When There Isn't Enough (average of CEA and CEL)",
            self_dual=True,
        ),
    )
}
"""Every claims rule by name. All treat equal claims equally; the limits are of exactness in reasonable time."""
