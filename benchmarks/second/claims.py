"""The rules for claims: a function each, from the total, the claims and weights."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from second.question import Figures, Parameters, Question, Refused, in_proportion, known, level_at

Rule = Callable[[Fraction, Figures], dict[str, Fraction]]
WeightedRule = Callable[[Fraction, Figures, Figures], dict[str, Fraction]]


def halves(claims: Figures) -> dict[str, Fraction]:
    """Return half of each claim."""
    return {code: claim / 2 for code, claim in claims.items()}


def proportional(total: Fraction, claims: Figures, weights: Figures) -> dict[str, Fraction]:
    """min(c, λ · weight · c), which is λ · c where all weights are one and the claims suffice."""
    return level_at(
        total,
        lambda level: {
            code: min(claims[code], level * weights[code] * claims[code]) for code in claims
        },
        [1 / weight for weight in weights.values()],
    )


def equal_awards(total: Fraction, claims: Figures, weights: Figures) -> dict[str, Fraction]:
    """min(c, λ · weight)."""
    return level_at(
        total,
        lambda level: {code: min(claims[code], level * weights[code]) for code in claims},
        [claims[code] / weights[code] for code in claims],
    )


def equal_losses(total: Fraction, claims: Figures, weights: Figures) -> dict[str, Fraction]:
    """max(0, c - λ · weight): the deductions are in proportion to the weights."""
    return level_at(
        total,
        lambda level: {
            code: max(Fraction(0), claims[code] - level * weights[code]) for code in claims
        },
        [claims[code] / weights[code] for code in claims],
    )


def alike(rule: WeightedRule, total: Fraction, claims: Figures) -> dict[str, Fraction]:
    """Apply a rule with the same weight for all."""
    return rule(total, claims, dict.fromkeys(claims, Fraction(1)))


def constrained_egalitarian(total: Fraction, claims: Figures) -> dict[str, Fraction]:
    """min(c/2, λ) up to half of all claims; else max(c/2, min(c, λ))."""
    half = halves(claims)
    if total <= sum(half.values()):
        return alike(equal_awards, total, half)
    return level_at(
        total,
        lambda level: {code: max(half[code], min(claims[code], level)) for code in claims},
        [*half.values(), *claims.values()],
    )


def in_two_halves(
    first: WeightedRule, second: WeightedRule, total: Fraction, claims: Figures
) -> dict[str, Fraction]:
    """Apply a rule to the half-claims; when they are paid, another to the other halves."""
    half = halves(claims)
    paid = sum(half.values())
    if total <= paid:
        return alike(first, total, half)
    more = alike(second, total - paid, half)
    return {code: half[code] + more[code] for code in claims}


def random_arrival(total: Fraction, claims: Figures) -> dict[str, Fraction]:
    """O'Neill's recursive completion: one comes first and is paid what it claims or what there is;
    those left share what is left in the same way; the mean over who comes first.
    """
    answers: dict[frozenset[str], dict[str, Fraction]] = {frozenset(): {}}

    def among(coming: frozenset[str]) -> dict[str, Fraction]:
        if coming not in answers:
            gone = sum((claims[code] for code in claims if code not in coming), Fraction(0))
            there = max(Fraction(0), total - gone)
            sums = dict.fromkeys(coming, Fraction(0))
            for first in coming:
                sums[first] += min(claims[first], there)
                for code, share in among(coming - {first}).items():
                    sums[code] += share
            answers[coming] = {code: amount / len(coming) for code, amount in sums.items()}
        return answers[coming]

    return among(frozenset(claims))


def nested(total: Fraction, claims: Figures) -> dict[str, Fraction]:
    """Lay all claims from the same end: each piece is shared equally by those who claim it."""
    shares = dict.fromkeys(claims, Fraction(0))
    ends = sorted({min(claim, total) for claim in claims.values()})
    start = Fraction(0)
    for end in ends:
        on_it = [code for code in claims if min(claims[code], total) >= end]
        for code in on_it:
            shares[code] += (end - start) / len(on_it)
        start = end
    return shares


def minimal_overlap(total: Fraction, claims: Figures) -> dict[str, Fraction]:
    """Nested if a claim covers the total; else nested up to a level, and apart above it.

    The level t is where t and what the claims have above it fill the total: O'Neill (1982).
    """
    if max(claims.values()) >= total:
        return nested(total, claims)
    levels = level_at(
        total,
        lambda level: {
            "": level,
            **{code: max(Fraction(0), claims[code] - level) for code in claims},
        },
        claims.values(),
    )
    level = levels.pop("")
    within = nested(level, {code: min(claims[code], level) for code in claims})
    return {code: within[code] + levels[code] for code in claims}


def adjusted_proportional(total: Fraction, claims: Figures) -> dict[str, Fraction]:
    """m = max(0, C - the others' claims); the rest in proportion to min(c - m, C - Σm)."""
    together = sum(claims.values())
    least = {code: max(Fraction(0), total - (together - claims[code])) for code in claims}
    left = total - sum(least.values())
    if not left:
        return least
    more = in_proportion(left, {code: min(claims[code] - least[code], left) for code in claims})
    return {code: least[code] + more[code] for code in claims}


ROUNDS = 3000


def dominguez_thomson(total: Fraction, claims: Figures) -> dict[str, Fraction]:
    """min(c, rest) / n, again and again; both fall by what is given.

    When every claim above zero covers the rest, each further round gives these the same: they
    share the rest equally. When the claims are just the total, nobody can have less than its claim.
    """
    if total == sum(claims.values()):
        return dict(claims)
    shares = dict.fromkeys(claims, Fraction(0))
    for _ in range(ROUNDS):
        left = {code: claims[code] - shares[code] for code in claims}
        there = total - sum(shares.values())
        claiming = [code for code in claims if left[code]]
        if all(left[code] >= there for code in claiming):
            return {
                code: shares[code] + (there / len(claiming) if code in claiming else 0)
                for code in claims
            }
        for code in claims:
            shares[code] += min(left[code], there) / len(claims)
    raise Refused("more rounds than are worked out")


def average_of_awards(total: Fraction, claims: Figures) -> dict[str, Fraction]:
    """Return the centroid of {0 <= x <= c, Σx = C}.

    The body is cut into pyramids: an apex inside it over each of its faces, on which one payer pays
    nothing or its claim. A face is a body of the same kind with one payer less. Volumes are of the
    projection along any one axis, which is the same along each.
    """
    claiming = tuple(code for code in claims if claims[code])
    if total in (0, sum(claims.values())):
        return dict(claims) if total else dict.fromkeys(claims, Fraction(0))
    bodies: dict[tuple[tuple[str, ...], Fraction], tuple[Fraction, dict[str, Fraction]]] = {}

    def body(codes: tuple[str, ...], amount: Fraction) -> tuple[Fraction, dict[str, Fraction]]:
        """Return the volume and the centroid times the volume."""
        if len(codes) == 1:
            # Closed below and open above, so that a corner of two faces counts once.
            inside = Fraction(0 <= amount < claims[codes[0]])
            return inside, {codes[0]: inside * amount}
        if (codes, amount) not in bodies:
            bodies[codes, amount] = pyramids(codes, amount)
        return bodies[codes, amount]

    def pyramids(codes: tuple[str, ...], amount: Fraction) -> tuple[Fraction, dict[str, Fraction]]:
        volume, moments = Fraction(0), dict.fromkeys(codes, Fraction(0))
        together = sum(claims[code] for code in codes)
        if not 0 <= amount < together:
            return volume, moments
        apex = {code: amount * claims[code] / together for code in codes}
        size = len(codes)
        for face in codes:
            others = tuple(code for code in codes if code != face)
            for fixed, height in (
                (Fraction(0), apex[face]),
                (claims[face], claims[face] - apex[face]),
            ):
                base, base_moments = body(others, amount - fixed)
                pyramid = base * height / (size - 1)
                volume += pyramid
                base_moments = {**base_moments, face: fixed * base}
                for code in codes:
                    moments[code] += (base_moments[code] * height + apex[code] * pyramid) / size
        return volume, moments

    volume, moments = body(claiming, total)
    return {code: moments[code] / volume if code in moments else Fraction(0) for code in claims}


def halfway(total: Fraction, claims: Figures) -> dict[str, Fraction]:
    """(CEA + CEL) / 2."""
    awards, losses = alike(equal_awards, total, claims), alike(equal_losses, total, claims)
    return {code: (awards[code] + losses[code]) / 2 for code in claims}


WEIGHTED_RULES: dict[str, WeightedRule] = {
    "claims_proportional": proportional,
    "claims_constrained_equal_awards": equal_awards,
    "claims_constrained_equal_losses": equal_losses,
}
RULES: dict[str, Rule] = {
    "claims_constrained_egalitarian": constrained_egalitarian,
    "claims_piniles": lambda total, claims: in_two_halves(
        equal_awards, equal_awards, total, claims
    ),
    "claims_talmud": lambda total, claims: in_two_halves(equal_awards, equal_losses, total, claims),
    "claims_reverse_talmud": lambda total, claims: in_two_halves(
        equal_losses, equal_awards, total, claims
    ),
    "claims_random_arrival": random_arrival,
    "claims_minimal_overlap": minimal_overlap,
    "claims_adjusted_proportional": adjusted_proportional,
    "claims_dominguez_thomson": dominguez_thomson,
    "claims_average_of_awards": average_of_awards,
    "claims_average_of_equal_awards_and_losses": halfway,
}


def claims_of(question: Question, parameters: Parameters) -> Figures:
    """Return the claims, which must cover the total."""
    claims = known(question.claims, parameters["claims"], question.payers)
    if sum(claims.values()) < question.total:
        raise Refused("the claims do not cover the total")
    return claims


def by_rule(rule: Rule, question: Question, parameters: Parameters) -> dict[str, Fraction]:
    """Share by a rule without weights."""
    return rule(question.total, claims_of(question, parameters))


def by_weighted_rule(
    rule: WeightedRule, question: Question, parameters: Parameters
) -> dict[str, Fraction]:
    """Share by a rule with weights, each above zero, or with none."""
    claims = claims_of(question, parameters)
    if not parameters.get("weights"):
        return alike(rule, question.total, claims)
    weights = known(question.keys, parameters["weights"], question.payers)
    if not all(weights.values()):
        raise Refused("a weight is zero")
    return rule(question.total, claims, weights)
