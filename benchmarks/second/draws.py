"""Random cases as plain data: a function for each method, step and transformation that draws its
parameters, as text, the way a file of terms has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from itertools import combinations
from random import Random
from typing import Any

from second.claims import RULES, WEIGHTED_RULES
from second.games import SOLUTIONS
from second.methods import SAMPLED
from second.question import Parameters
from second.rounding import ROUNDING_RULES

CODES = ("005", "020", "075", "091", "105", "205", "578", "765", "kainuun-liitto")
OUTSIDER = "outsider"
KEYS = ("people", "revenue", "area")
MONEY_KEYS = ("costs", "income")
"""Keys in euros, which only steps on own costs name."""
UNITS = (1, 100, 1_000, 10_000, 100_000)
"""Of 0.01, 1, 10, 100 and 1000 euros."""
SOURCE = {"source": "a draw"}


@dataclass(frozen=True)
class KeyRows:
    """A key: the text of each payer's figures, and what is made of them."""

    rows: Mapping[str, Sequence[str]]
    combine: str | None
    transform: Sequence[Parameters]


@dataclass(frozen=True)
class Case:
    """A whole question of terms: total and unit in cents, and the costs of the game that is
    declared, of which `kind` says what they are of.
    """

    payers: tuple[str, ...]
    total: int
    keys: Mapping[str, KeyRows]
    claims: Mapping[str, str]
    kind: str
    costs: Mapping[str, str]
    method: str
    parameters: Parameters
    steps: Sequence[tuple[str, Parameters]]
    rule: str
    unit: int


@dataclass
class Drawn:
    """What has been drawn so far of a case, and the payers and the total that steps leave."""

    random: Random
    payers: list[str]
    total: Fraction
    steps: list[tuple[str, Parameters]] = field(default_factory=list)
    money: dict[str, KeyRows] = field(default_factory=dict)

    def chance(self, of_hundred: int) -> bool:
        """Say yes so often of a hundred times."""
        return self.random.randrange(100) < of_hundred

    def payer(self) -> str:
        """Draw a payer."""
        return self.random.choice(self.payers)

    def some(self, least: int = 1) -> list[str]:
        """Draw some of the payers, seldom all of them."""
        most = len(self.payers) if self.chance(5) else max(least, len(self.payers) - 1)
        return sorted(self.random.sample(self.payers, self.random.randint(least, most)))

    def amount(self, low: float, high: float) -> str:
        """Draw an amount, in parts of what everybody would pay equally."""
        equal = self.total / len(self.payers)
        cents = int(equal * Fraction(self.random.uniform(low, high)).limit_denominator(1000))
        return euros(cents - cents % 1000 if self.chance(30) else cents)

    def ratio(self, low: int = 0, high: int = 100) -> str:
        """Draw a ratio in hundredths: as a decimal, or a fraction with another denominator."""
        hundredths = self.random.randint(low, high)
        if self.chance(20):
            return str(Fraction(hundredths, 100).limit_denominator(self.random.choice((3, 7, 12))))
        return f"{hundredths // 100}.{hundredths % 100:02d}"


def euros(cents: int) -> str:
    """Write cents as the terms do."""
    sign, whole = "-" if cents < 0 else "", abs(cents)
    return f"{sign}{whole // 100}.{whole % 100:02d}"


def parts(drawn: Drawn, count: int) -> list[Fraction]:
    """Draw parts that sum to one; some may be zero."""
    numbers = [drawn.random.choice((0, 1, 1, 2, 3, 5, 10)) for _ in range(count)]
    numbers[drawn.random.randrange(count)] += 1
    return [Fraction(number, sum(numbers)) for number in numbers]


def cut(drawn: Drawn, count: int, total: int) -> list[int]:
    """Cut a total of whole cents at random."""
    cuts = sorted(drawn.random.randint(0, total) for _ in range(count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


# Figures.


def figure(random: Random, style: str) -> str:
    """Draw a figure: few values that tie, inhabitants, decimals, huge or tiny ones."""
    match style:
        case "ties":
            return random.choice(("0", "1", "1", "2", "3"))
        case "inhabitants":
            return str(random.randint(1_000, 200_000))
        case "decimals":
            return f"{random.randint(0, 99_999)}.{random.randint(0, 9999):04d}"
        case "huge":
            return str(random.choice((0, 1, 10**12, random.randint(1, 10**15))))
    return f"0.{random.randint(0, 99):08d}"


STYLES = ("ties", "inhabitants", "decimals", "huge", "tiny")


def change_of_figures(
    random: Random, kind: str, rows: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Draw a transformation whose numbers lie among the figures."""
    figures = [Fraction(text) for texts in rows.values() for text in texts]
    near = [number for number in figures if number] or [Fraction(1)]
    return TRANSFORMATIONS[kind](random, near, list(rows))


def one_value(
    kind: str, random: Random, near: Sequence[Fraction], _: Sequence[str]
) -> dict[str, Any]:
    """Draw a least or greatest figure, or a base: a figure that is there, or another."""
    return {
        "kind": kind,
        "value": decimal(random.choice([*near, sum(near, Fraction(0)) / len(near)])),
    }


def classes(random: Random, near: Sequence[Fraction], _: Sequence[str]) -> dict[str, Any]:
    """Draw limits, some of which are figures that are there, and a weight more."""
    numbers = {Fraction(decimal(random.choice(near))) for _ in range(random.randint(1, 3))}
    limits = sorted(numbers)
    weights = [str(random.choice((0, 1, 1, 2, 3, 9, 18))) for _ in range(len(limits) + 1)]
    if random.randrange(100) < 3:
        weights.pop()
    return {"kind": "classes", "limits": [decimal(limit) for limit in limits], "weights": weights}


def payer_factors(random: Random, _: Sequence[Fraction], payers: Sequence[str]) -> dict[str, Any]:
    """Draw factors of some payers."""
    named = random.sample(payers, random.randint(1, len(payers)))
    factors = {code: random.choice(("0.5", "0.9", "1", "2", "18", "1/3")) for code in named}
    return {"kind": "payer_factors", "factors": factors}


def above(random: Random, near: Sequence[Fraction], _: Sequence[str]) -> dict[str, Any]:
    """Draw a limit, often a figure that is there, and what is done above it; seldom nothing."""
    return {
        "kind": "above",
        "limit": decimal(random.choice([*near, sum(near, Fraction(0)) / len(near)])),
        "factor": "1" if random.randrange(100) < 3 else random.choice(("0", "0.5", "0.75", "2")),
        "of": random.choice(("excess", "whole")),
    }


def decimal(number: Fraction) -> str:
    """Write a number above zero with eight decimals."""
    units = max(1, round(number * 10**8))
    return f"{units // 10**8}.{units % 10**8:08d}"


TRANSFORMATIONS: dict[
    str, Callable[[Random, Sequence[Fraction], Sequence[str]], dict[str, Any]]
] = {
    "plus": partial(one_value, "plus"),
    "minimum": partial(one_value, "minimum"),
    "maximum": partial(one_value, "maximum"),
    "classes": classes,
    "payer_factors": payer_factors,
    "above": above,
}


def key_rows(random: Random, payers: Sequence[str]) -> KeyRows:
    """Draw a key: one to three rows for each payer, added or averaged, and changes."""
    style, combine = random.choice(STYLES), random.choice((None, None, None, "sum", "mean"))
    count = random.randint(2, 3) if combine else 1
    rows = {code: [figure(random, style) for _ in range(count)] for code in payers}
    if random.randrange(100) < 1:
        rows.pop(random.choice(payers))
    kinds = random.choices(list(TRANSFORMATIONS), k=random.choice((0, 0, 0, 1, 2)))
    transform = [change_of_figures(random, kind, rows) for kind in kinds]
    return KeyRows(rows, combine, transform)


def claims(drawn: Drawn, payers: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Draw claims in euros that cover the total, but for a few; larger where there are steps."""
    cents = int(drawn.total)
    scale = drawn.random.choice((1.2, 2.0, 3.0, 10.0) if names else (1.0, 1.0, 1.2, 1.5, 3.0))
    if drawn.chance(30):
        each = max(1, int(scale * cents / len(payers)))
        numbers = [each * drawn.random.choice((0, 1, 1, 2, 3)) for _ in payers]
    else:
        numbers = cut(drawn, len(payers), int(scale * cents))
    lacking = cents - sum(numbers)
    if lacking > 0 and not drawn.chance(5):
        numbers[drawn.random.randrange(len(numbers))] += lacking
    return {code: euros(number) for code, number in zip(payers, numbers, strict=True)}


def game(drawn: Drawn, payers: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Draw the costs of a game: those of each alone, needs, or a table of all groups.

    A group's codes are joined by plus signs. The total is the cost of all.
    """
    cents, random = int(drawn.total), drawn.random
    kind = random.choice(("stand_alone", "airport", "table", "table"))
    if kind == "airport":
        needs = [random.choice((0, cents, random.randint(0, cents))) for _ in payers]
        needs[random.randrange(len(payers))] = cents
        return kind, dict(zip(payers, map(euros, needs), strict=True))
    apart = cents * random.randint(100, 160) // 100 + 1
    alone = dict(zip(payers, cut(drawn, len(payers), apart), strict=True))
    if drawn.chance(20):
        alone = dict.fromkeys(payers, apart // len(payers) + 1)
    if kind == "stand_alone":
        return kind, {code: euros(cost) for code, cost in alone.items()}
    costs = {}
    for size in range(1, len(payers) + 1):
        for group in combinations(payers, size):
            together = sum(alone[code] for code in group)
            saved = Fraction(random.randint(0, 4 * size), 100) if size > 1 else 0
            costs["+".join(group)] = euros(int(together * (1 - saved)))
    costs["+".join(payers)] = euros(cents)
    return kind, costs


# Parameters of methods.


def nothing(_: Drawn) -> dict[str, Any]:
    """Draw nothing."""
    return {}


def by_key(drawn: Drawn) -> dict[str, Any]:
    """Draw a key."""
    return {"key": drawn.random.choice(KEYS)}


def mix(drawn: Drawn) -> dict[str, Any]:
    """Draw the parts of a mix, of which one may be all."""
    equal, *others = parts(drawn, drawn.random.randint(2, 4))
    return {"equal": str(equal), "keys": dict(zip(KEYS, map(str, others), strict=False))}


def fixed(drawn: Drawn) -> dict[str, Any]:
    """Draw agreed shares."""
    shares = map(str, parts(drawn, len(drawn.payers)))
    return {"shares": dict(zip(drawn.payers, shares, strict=True))}


def as_published(drawn: Drawn) -> dict[str, Any]:
    """Draw sums that make the total, a cent too much now and then."""
    amounts = cut(drawn, len(drawn.payers), int(drawn.total))
    amounts[0] += drawn.chance(3)
    return {"amounts": dict(zip(drawn.payers, map(euros, amounts), strict=True))}


def agreed_weights(drawn: Drawn) -> dict[str, Any]:
    """Draw agreed weights, of some who do not pay too; seldom a payer has none."""
    named = [*drawn.payers[drawn.chance(3) :], *([OUTSIDER] if drawn.chance(30) else [])]
    weights = {code: drawn.random.choice(("1", "1.5", "3", "5", "25", "1/3")) for code in named}
    if drawn.chance(2):
        weights[drawn.payer()] = "0"
    return {"weights": weights}


def pools(drawn: Drawn) -> dict[str, Any]:
    """Draw pools of shares that sum to one, or one that is what the others leave."""
    sizes = parts(drawn, drawn.random.randint(2, 4))
    leaving = drawn.chance(50)
    drawn_pools = []
    for number, size in enumerate(sizes):
        equal, *others = parts(drawn, drawn.random.randint(1, 3))
        pool: dict[str, Any] = {"label": {"fi": f"osa {number}"}, "equal": str(equal)}
        pool["keys"] = dict(zip(KEYS, map(str, others), strict=False))
        if number or not leaving:
            pool["share"] = str(size)
        if leaving and number and drawn.chance(50):
            del pool["share"]
            pool["amount"] = drawn.amount(0, 1.2)
        if drawn.chance(50):
            pool["payers"] = drawn.some()
        drawn_pools.append(pool)
    return {"pools": drawn_pools}


def by_claims(_: Drawn) -> dict[str, Any]:
    """Name the claims."""
    return {"claims": "claims"}


def by_weighted_claims(drawn: Drawn) -> dict[str, Any]:
    """Name the claims, and a key of weights."""
    weights = {"weights": drawn.random.choice(KEYS)} if drawn.chance(50) else {}
    return {"claims": "claims", **weights}


def unions(drawn: Drawn) -> dict[str, Any]:
    """Draw unions; seldom one lacks a payer."""
    groups: list[list[str]] = [[] for _ in range(drawn.random.randint(1, 4))]
    for code in drawn.payers[drawn.chance(3) :]:
        drawn.random.choice(groups).append(code)
    return {"unions": [group for group in groups if group]}


def sample(drawn: Drawn) -> dict[str, Any]:
    """Draw how many orders are drawn, and the seed."""
    return {"draws": drawn.random.randint(2, 60), "seed": drawn.random.randint(0, 10**6)}


METHODS: dict[str, Callable[[Drawn], dict[str, Any]]] = {
    "equal": nothing,
    "proportional": by_key,
    "mix": mix,
    "fixed": fixed,
    "as_published": as_published,
    "agreed_weights": agreed_weights,
    "pools": pools,
    **dict.fromkeys(WEIGHTED_RULES, by_weighted_claims),
    **dict.fromkeys(RULES, by_claims),
    **dict.fromkeys(SOLUTIONS, nothing),
    "game_owen": unions,
    SAMPLED: sample,
}

MOST_PAYERS = {
    "claims_average_of_awards": 6,
    "game_nucleolus": 5,
    "game_per_capita_nucleolus": 5,
    "game_owen": 6,
    SAMPLED: 6,
}
"""For how many payers a method is tried whose plain algorithm takes long; nine for the others."""


# Parameters of steps. Each says what it leaves to the steps and the method inside it.


def either(drawn: Drawn, share: str, ratio: str, amount: str, sum_of_money: str) -> dict[str, Any]:
    """Draw a share or an amount."""
    return {share: ratio} if drawn.chance(50) else {amount: sum_of_money}


def leave(drawn: Drawn, payers: Sequence[str], amount: Fraction = Fraction(0)) -> None:
    """Take payers and their amount out of what is drawn further, nearly always."""
    if not drawn.chance(5):
        left = [code for code in drawn.payers if code not in payers]
        drawn.payers = left or drawn.payers
        drawn.total = max(Fraction(0), drawn.total - amount)


def off_the_top(drawn: Drawn) -> dict[str, Any]:
    """Draw a part for a payer or somebody from outside."""
    payer = OUTSIDER if drawn.chance(20) else drawn.payer()
    most = 120 if drawn.chance(5) else 40
    chosen = either(
        drawn, "share", drawn.ratio(0, min(most, 100)), "amount", drawn.amount(0, most / 50)
    )
    amount = drawn.total * Fraction(chosen.get("share", 0)) + 100 * Fraction(
        chosen.get("amount", 0)
    )
    leave(drawn, [payer], amount)
    return {"payer": payer, **chosen}


def outside_base(drawn: Drawn) -> dict[str, Any]:
    """Draw who pays nothing."""
    payers = [OUTSIDER] if drawn.chance(3) else drawn.some()
    leave(drawn, payers)
    return {"payers": payers}


def bound(drawn: Drawn, low: float, high: float) -> dict[str, Any]:
    """Draw bounds, in parts of what everybody would pay equally."""
    count = len(drawn.payers)
    limits = (int(100 * low / count), min(100, int(100 * high / count) + 1))
    chosen: dict[str, Any] = {}
    if drawn.chance(70):
        chosen |= either(drawn, "share", drawn.ratio(*limits), "amount", drawn.amount(low, high))
    if not chosen or drawn.chance(30):
        named = [*drawn.some(), *([OUTSIDER] if drawn.chance(2) else [])]
        first = drawn.random.randint(0, len(named))
        chosen["amounts"] = {code: drawn.amount(low, high) for code in named[:first]}
        chosen["shares"] = {code: drawn.ratio(*limits) for code in named[first:]}
    return chosen


def floor(drawn: Drawn) -> dict[str, Any]:
    """Draw floors, which sum to more than the total now and then."""
    return bound(drawn, 0.0, 1.3 if drawn.chance(10) else 0.8)


def cap(drawn: Drawn) -> dict[str, Any]:
    """Draw caps, which sum to less than the total now and then."""
    return bound(drawn, 0.7 if drawn.chance(10) else 1.0, 2.5)


def floor_and_cap(drawn: Drawn) -> dict[str, Any]:
    """Draw both."""
    return {"floor": bound(drawn, 0.0, 0.8), "cap": bound(drawn, 1.0, 2.5)}


def last_year(drawn: Drawn) -> dict[str, str]:
    """Draw last year's amounts near this year's total; seldom one lacks or one is too many."""
    total = int(drawn.total * drawn.random.choice((90, 95, 100, 105)) / 100)
    payers = list(drawn.payers)
    if drawn.chance(3) and len(payers) > 1:
        payers.pop()
    if drawn.chance(3):
        payers.append(OUTSIDER)
    if drawn.chance(30):
        return {code: euros(total // len(payers)) for code in payers}
    amounts = [(total // len(payers) + amount) // 2 for amount in cut(drawn, len(payers), total)]
    return dict(zip(payers, map(euros, amounts), strict=True))


def limit_change(drawn: Drawn) -> dict[str, Any]:
    """Draw how far shares may rise or fall, and who is new."""
    amounts = last_year(drawn)
    chosen: dict[str, Any] = {"last_year": amounts, **SOURCE}
    if drawn.chance(20) and len(amounts) > 1:
        chosen["new"] = [amounts.popitem()[0]]
    for limit in drawn.random.choice((["increase"], ["decrease"], ["increase", "decrease"])):
        chosen[limit] = either(drawn, "share", drawn.ratio(0, 60), "amount", drawn.amount(0, 1.0))
    return chosen


def phase_in(drawn: Drawn) -> dict[str, Any]:
    """Draw last year's amounts, and the year of the transition, seldom after its end."""
    years = drawn.random.randint(1, 6)
    year = drawn.random.randint(1, years + drawn.chance(3))
    return {"last_year": last_year(drawn), "year": year, "years": years, **SOURCE}


def true_up(drawn: Drawn) -> dict[str, Any]:
    """Draw differences, below and above the tolerance; seldom they are not those of the totals."""
    most = int(drawn.total / (10 * len(drawn.payers)))
    named = [OUTSIDER] if drawn.chance(2) else drawn.some()
    amounts = [drawn.random.randint(-most, most) for _ in named]
    if drawn.chance(30) and len(amounts) > 1:
        amounts[0] -= sum(amounts)
    paid = int(drawn.total)
    tolerance = drawn.random.choice((0, 0, most // 2, abs(amounts[0])))
    small = sum(amount for amount in amounts if abs(amount) < tolerance)
    leave(drawn, [], Fraction(sum(amounts) - small))
    actual = paid + sum(amounts) + drawn.chance(2)
    return {
        "differences": dict(zip(named, map(euros, amounts), strict=True)),
        "paid_total": euros(paid),
        "actual_total": euros(max(0, actual)),
        "tolerance": euros(tolerance),
        **SOURCE,
    }


def withdrawal_fade_out(drawn: Drawn) -> dict[str, Any]:
    """Draw who has withdrawn, its last share and the schedule; seldom the schedule is over."""
    payer = OUTSIDER if drawn.chance(60) else drawn.payer()
    schedule = sorted(
        (Fraction(drawn.ratio()) for _ in range(drawn.random.randint(1, 4))), reverse=True
    )
    if drawn.chance(2):
        schedule.reverse()
    year = drawn.random.randint(1, len(schedule) + drawn.chance(3))
    last = either(drawn, "last_share", drawn.ratio(0, 60), "last_amount", drawn.amount(0, 2.0))
    due = schedule[min(year, len(schedule)) - 1]
    amount = drawn.total * Fraction(last.get("last_share", 0)) + 100 * Fraction(
        last.get("last_amount", 0)
    )
    leave(drawn, [payer], due * amount)
    return {
        "payer": payer,
        "schedule": [str(part) for part in schedule],
        "year": year,
        **last,
        **SOURCE,
    }


def some_amounts(drawn: Drawn, most: float) -> dict[str, str]:
    """Draw amounts of some, seldom of somebody from outside."""
    named = [*drawn.some(), *([OUTSIDER] if drawn.chance(2) else [])]
    return {code: drawn.amount(0, most) for code in named}


def each_pays(drawn: Drawn, most: float) -> dict[str, Any]:
    """Draw an amount for all, amounts of some, or both."""
    chosen: dict[str, Any] = {"amount": drawn.amount(0, most)} if drawn.chance(80) else {}
    if not chosen or drawn.chance(30):
        chosen["amounts"] = some_amounts(drawn, most)
    return chosen


def in_all(drawn: Drawn, chosen: Mapping[str, Any]) -> Fraction:
    """Return what drawn amounts come to, in cents."""
    named, for_all = chosen.get("amounts", {}), chosen.get("amount", "0")
    return sum((100 * Fraction(named.get(code, for_all)) for code in drawn.payers), Fraction(0))


def sum_each(drawn: Drawn) -> dict[str, Any]:
    """Draw a sum each, too much now and then."""
    chosen = each_pays(drawn, 1.5 if drawn.chance(5) else 0.6)
    leave(drawn, [], in_all(drawn, chosen))
    return chosen


def credit(drawn: Drawn) -> dict[str, Any]:
    """Draw credits, some of them larger than a share."""
    amounts = some_amounts(drawn, 0.6)
    leave(drawn, [], -in_all(drawn, {"amounts": amounts}))
    return {"amounts": amounts, **SOURCE}


def euros_of(drawn: Drawn, name: str, most: float) -> dict[str, Fraction]:
    """Return a key in euros, which is drawn the first time."""
    if name not in drawn.money:
        drawn.money[name] = KeyRows({code: [drawn.amount(0, most)] for code in CODES}, None, ())
    return {code: Fraction(text) for code, (text,) in drawn.money[name].rows.items()}


def own_deductible(drawn: Drawn) -> dict[str, Any]:
    """Draw own costs and deductibles on both sides of them."""
    chosen, costs = each_pays(drawn, 0.8), euros_of(drawn, "costs", 1.0)
    borne = sum(
        (min(costs[code] * 100, in_all_of(chosen, code)) for code in drawn.payers), Fraction(0)
    )
    leave(drawn, [], borne)
    return {"own_costs": "costs", **chosen}


def in_all_of(chosen: Mapping[str, Any], code: str) -> Fraction:
    """Return one payer's amount in cents."""
    return 100 * Fraction(chosen.get("amounts", {}).get(code, chosen.get("amount", "0")))


def own_cost_less_income(drawn: Drawn) -> dict[str, Any]:
    """Draw own costs, and income that seldom is more than they are."""
    net = euros_of(drawn, "costs", 1.0)
    chosen = {"own_costs": "costs"}
    if drawn.chance(60):
        income = euros_of(drawn, "income", 0.4)
        net = {code: cost - income[code] for code, cost in net.items()}
        chosen["own_income"] = "income"
    leave(drawn, [], sum((100 * net[code] for code in drawn.payers), Fraction(0)))
    return chosen


def band(drawn: Drawn) -> dict[str, Any]:
    """Draw one edge or two."""
    edges = drawn.random.choice((["below"], ["above"], ["below", "above"]))
    return {"key": drawn.random.choice(KEYS), **{edge: drawn.ratio(0, 60) for edge in edges}}


STEPS: dict[str, Callable[[Drawn], dict[str, Any]]] = {
    "off_the_top": off_the_top,
    "outside_base": outside_base,
    "floor": floor,
    "cap": cap,
    "floor_and_cap": floor_and_cap,
    "limit_change": limit_change,
    "phase_in": phase_in,
    "true_up": true_up,
    "withdrawal_fade_out": withdrawal_fade_out,
    "sum_each": sum_each,
    "credit": credit,
    "own_deductible": own_deductible,
    "own_cost_less_income": own_cost_less_income,
    "band": band,
    "quota_floor": floor,
}


# Whole cases.


def units_to_share(random: Random, rule: str) -> int:
    """Draw how many units are shared: few, so that ties and single units count, or many.

    The quota method goes from one unit to the next, so it has few.
    """
    most = random.choice((3, 30, 300, 300)) if rule == "quota" else 10 ** random.randint(1, 8)
    return 0 if random.randrange(100) < 1 else random.randint(1, most)


KEEPING_THE_TOTAL = (
    "floor",
    "cap",
    "floor_and_cap",
    "limit_change",
    "phase_in",
    "band",
    "quota_floor",
)
"""Steps that may leave total and payers as they are, so that a game can be played inside them."""


def step_names(random: Random, method: str) -> list[str]:
    """Draw no step, one, or two nested, the first outermost.

    The estimate of the Shapley value is compared without steps: it is not computed a second time.
    """
    if method == SAMPLED:
        return []
    if method.startswith("game_") and random.randrange(100) < 90:
        return random.choices(KEEPING_THE_TOTAL, k=random.choice((0, 0, 0, 0, 1, 2)))
    return random.choices(list(STEPS), k=random.choice((0, 0, 1, 1, 2, 2)))


def case(random: Random, number: int) -> Case:
    """Draw a case. Methods, steps and rounding rules take turns, so that each comes as often."""
    methods, rules = list(METHODS), list(ROUNDING_RULES)
    method = methods[number % len(methods)]
    rule = rules[(number // len(methods)) % len(rules)]
    unit = random.choice(UNITS)
    total = units_to_share(random, rule) * unit
    if random.randrange(100) < 2:
        total += random.randint(0, unit)
    most = MOST_PAYERS.get(method, len(CODES))
    payers = tuple(random.sample(CODES, random.randint(2, most)))
    drawn = Drawn(random, list(payers), Fraction(total))
    names = step_names(random, method)
    declared = claims(drawn, payers, names) if method.startswith("claims_") else {}
    kind, costs = game(drawn, payers) if method.startswith("game_") else ("", {})
    for name in names:
        drawn.steps.append((name, STEPS[name](drawn)))
    return Case(
        payers,
        total,
        {name: key_rows(random, payers) for name in KEYS} | drawn.money,
        declared,
        kind,
        costs,
        method,
        METHODS[method](drawn),
        drawn.steps,
        rule,
        unit,
    )
