"""Claims rules: a sum is shared among payers of whom each has a claim, the most that it would pay.

In the literature (O'Neill 1982; surveys Thomson 2003, 2015, 2019) an endowment is divided among
claimants whose claims together are at least as large. In cost sharing the endowment is the cost and
a claim is what the payer would pay at most, its stand-alone cost for instance.

Every rule is exact: it takes and returns cents as fractions (inside, whole numbers over one
denominator), keeps each award between zero and the claim, and the awards sum to the endowment.
Nothing depends on the order or the names of the claimants, and equal claims get equal awards, so
there are no ties to settle. The result is in the order of `claims`.

The definitions were checked against the documentation of the R package ClaimsProblems 1.0.0; the
code is our own.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, lcm

from analyysi.allocation.ratios import Ratios
from analyysi.errors import AllocationError

Rule = Callable[[Fraction, Mapping[str, Fraction]], Ratios]


def minimal_rights(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
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
    return claims - claims.at_most(claims.total - amount)


def truncated(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
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
    return claims.at_most(amount)


def dual(rule: Rule) -> Rule:
    """Return the rule that shares what is spared (claims less endowment) as `rule` shares what is
    paid.

    CEA and CEL are each other's duals, also with weights (`dual(partial(rule, weights=...))`). A
    rule that is its own dual says so in `CLAIMS_RULES`.

    References
    ----------
    Aumann & Maschler (1985), section 2; Thomson (2003).

    Examples
    --------
    >>> dual(constrained_equal_awards)(Fraction(150), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(25, 1), '091': Fraction(125, 1)}
    """

    def of_losses(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
        amount, claims = checked_claims(endowment, claims)
        return claims - rule(claims.total - amount, claims)

    return of_losses


def proportional(
    endowment: Fraction,
    claims: Mapping[str, Fraction],
    *,
    weights: Mapping[str, Fraction] | None = None,
) -> Ratios:
    """Share in proportion to the claims.

    With weights, in proportion to weight times claim; who would so pay more than its claim pays the
    claim, and the rest goes on in the same proportion.

    References
    ----------
    Aristotle, *Nicomachean Ethics*, book 5; O'Neill (1982). Bounded weighted form: the weighted
    gains method of Moulin (2000), Priority rules and other asymmetric rationing methods,
    *Econometrica* 68.

    Examples
    --------
    >>> proportional(Fraction(150), {"020": Fraction(100), "091": Fraction(200)})
    {'020': Fraction(50, 1), '091': Fraction(100, 1)}
    """
    amount, claims = checked_claims(endowment, claims)
    factors = _weights(weights, claims)
    if factors is None:
        return claims.in_proportion(amount) if amount else claims * amount
    return _level(amount, claims, {code: factors[code] * claim for code, claim in claims.items()})


def constrained_equal_awards(
    endowment: Fraction,
    claims: Mapping[str, Fraction],
    *,
    weights: Mapping[str, Fraction] | None = None,
) -> Ratios:
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
    endowment: Fraction,
    claims: Mapping[str, Fraction],
    *,
    weights: Mapping[str, Fraction] | None = None,
) -> Ratios:
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
    return claims - _level(claims.total - amount, claims, _weights(weights, claims))


def constrained_egalitarian(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
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
    halves, beyond_half = _halves(amount, claims)
    if beyond_half <= 0:
        return _level(amount, halves)
    return halves + _raised(beyond_half, halves, claims, Ratios(dict.fromkeys(claims, 1), 1))


def piniles(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
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
    halves, beyond_half = _halves(amount, claims)
    if beyond_half <= 0:
        return _level(amount, halves)
    return halves + _level(beyond_half, halves)


def talmud(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
    """Apply CEA to the half-claims; beyond half of the claims, CEL to the other halves.

    The only rule that divides between any two claimants as the contested garment is divided, and
    the nucleolus of the bankruptcy game.

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
    halves, beyond_half = _halves(amount, claims)
    if beyond_half <= 0:
        return _level(amount, halves)
    return claims - _level(claims.total - amount, halves)


def reverse_talmud(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
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
    halves, beyond_half = _halves(amount, claims)
    if beyond_half <= 0:
        return halves - _level(-beyond_half, halves)
    return halves + _level(beyond_half, halves)


def adjusted_proportional(endowment: Fraction, claims: Mapping[str, Fraction]) -> Ratios:
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
    remainder = amount - rights.total
    return rights + proportional(remainder, (claims - rights).at_most(remainder))


def average_of_equal_awards_and_losses(
    endowment: Fraction, claims: Mapping[str, Fraction]
) -> Ratios:
    """Go halfway between CEA and CEL.

    References
    ----------
    Thomson (2019), *How to Divide When There Isn't Enough*; ClaimsProblems, `AV`.

    Examples
    --------
    >>> claims = {"020": Fraction(50), "091": Fraction(200)}
    >>> average_of_equal_awards_and_losses(Fraction(150), claims)
    {'020': Fraction(25, 1), '091': Fraction(125, 1)}
    """
    both = constrained_equal_awards(endowment, claims) + constrained_equal_losses(endowment, claims)
    return both * Fraction(1, 2)


def _level(amount: Fraction, caps: Ratios, rates: Mapping[str, Fraction] | None = None) -> Ratios:
    """Return min(cap, level) for each, or min(cap, rate * level), at the level where they sum to
    `amount`.
    """
    if rates is not None:
        full = {
            code: cap / rates[code] if rates[code] else Fraction(0) for code, cap in caps.items()
        }
        return _raised(amount, caps * Fraction(0), Ratios.of(full), Ratios.of(rates))
    target = amount * caps.denominator
    # Whole numbers are compared ten times as fast as a whole number and a fraction.
    enough = ceil(target)
    filled, rising = 0, len(caps)
    for cap in sorted(caps.numerators.values()):
        if filled + cap * rising >= enough:
            break
        filled, rising = filled + cap, rising - 1
    return caps.at_most((target - filled) / (rising * caps.denominator))


def _raised(amount: Fraction, starts: Ratios, ends: Ratios, rates: Ratios) -> Ratios:
    """Return what each gets at the level where that sums to `amount`, which must be within reach.

    Each gets its rate times the way of the common level beyond its start, up to its end.
    """
    denominator = lcm(starts.denominator, ends.denominator, amount.denominator)
    starting, ending = starts.over(denominator), ends.over(denominator)
    turns = sorted(
        [(starting[code], rate) for code, rate in rates.numerators.items()]
        + [(ending[code], -rate) for code, rate in rates.numerators.items()]
    )
    target = amount.numerator * (denominator // amount.denominator) * rates.denominator
    level = reached = rising = 0
    for turn, change in turns:
        gain = rising * (turn - level)
        if reached + gain >= target:
            break
        level, reached, rising = turn, reached + gain, rising + change
    finer = rising or 1
    level = level * finer + (target - reached)
    numerators = {
        code: rate
        * (max(min(level, ending[code] * finer), starting[code] * finer) - starting[code] * finer)
        for code, rate in rates.numerators.items()
    }
    return Ratios(numerators, denominator * finer * rates.denominator)


def _halves(amount: Fraction, claims: Ratios) -> tuple[Ratios, Fraction]:
    return claims * Fraction(1, 2), amount - claims.total / 2


def checked_claims(endowment: Fraction, claims: Mapping[str, Fraction]) -> tuple[Fraction, Ratios]:
    """Return the endowment as a fraction, and the claims over a denominator that makes it a whole
    number too.

    Raises
    ------
    AllocationError
        If they are no problem of claims.
    """
    if not claims:
        raise AllocationError(
            "There is nobody to share the sum: at least one payer with a claim was expected."
        )
    exact = Ratios.of(claims)
    negative = [code for code, claim in exact.numerators.items() if claim < 0]
    if negative:
        raise AllocationError(
            "The claim of {payers} is negative: a claim is the most that a payer "
            "would pay, zero or more. Correct it.",
            payers=", ".join(negative),
        )
    if endowment < 0:
        raise AllocationError(
            "The sum to be shared by claims is {sum} cents: zero or more was "
            "expected. Correct the sum.",
            sum=endowment,
        )
    total = exact.total
    if endowment > total:
        raise AllocationError(
            "The sum to be shared is {sum} cents, but the claims together are "
            "only {total} cents: by a claims rule nobody pays more than its claim. "
            "Raise the claims or choose a method without them.",
            sum=endowment,
            total=total,
        )
    amount = Fraction(endowment)
    denominator = lcm(exact.denominator, amount.denominator)
    return amount, Ratios(exact.over(denominator), denominator)


def _weights(
    weights: Mapping[str, Fraction] | None, claims: Mapping[str, Fraction]
) -> Mapping[str, Fraction] | None:
    if weights is None:
        return None
    missing = [code for code in claims if code not in weights]
    if missing:
        raise AllocationError(
            "There is no weight for {payers}: in a weighted claims rule every payer "
            "needs one. Complete the weights.",
            payers=", ".join(missing),
        )
    unfit = [code for code in claims if weights[code] <= 0]
    if unfit:
        raise AllocationError(
            "The weight of {payers} is not above zero: a weighted claims rule needs "
            "positive weights. Correct it, or leave the payer out.",
            payers=", ".join(unfit),
        )
    return {code: Fraction(weights[code]) for code in claims}
