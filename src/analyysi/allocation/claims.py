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

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from analyysi.errors import AllocationError

Awards = dict[str, Fraction]
Rule = Callable[[Fraction, Mapping[str, Fraction]], Awards]


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
    amount, claims = checked_claims(endowment, claims)
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
    amount, claims = checked_claims(endowment, claims)
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
        amount, claims = checked_claims(endowment, claims)
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
    amount, claims = checked_claims(endowment, claims)
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
    amount, claims = checked_claims(endowment, claims)
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
    amount, claims = checked_claims(endowment, claims)
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
    amount, claims = checked_claims(endowment, claims)
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
    amount, claims = checked_claims(endowment, claims)
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
    amount, claims = checked_claims(endowment, claims)
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
    amount, claims = checked_claims(endowment, claims)
    halves, rest = _halves(amount, claims)
    if rest <= 0:
        losses = _level(-rest, halves)
        return {code: half - losses[code] for code, half in halves.items()}
    above = _level(rest, halves)
    return {code: half + above[code] for code, half in halves.items()}


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
    amount, claims = checked_claims(endowment, claims)
    rights = minimal_rights(amount, claims)
    rest = amount - sum(rights.values())
    left = {code: min(claim - rights[code], rest) for code, claim in claims.items()}
    more = proportional(rest, left)
    return {code: right + more[code] for code, right in rights.items()}


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


def checked_claims(endowment: Fraction, claims: Mapping[str, Fraction]) -> tuple[Fraction, Awards]:
    """Return endowment and claims as fractions; raise `AllocationError` if they are no problem of claims."""
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
