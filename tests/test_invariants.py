"""What holds of every method, with every step and every rounding rule, whatever the figures.

The cases draw from few distinct weights, so that ties do happen. Each method is tried with steps
and rounding rules drawn at random, and once with each of them on a plain case. A new row needs a
strategy here and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from analyysi.agreement.values import Frozen
from analyysi.allocation.agreed_weights import AgreedWeights
from analyysi.allocation.as_published import PublishedAmounts
from analyysi.allocation.claims_rules.claims_methods import (
    CLAIMS_METHODS,
    ByClaims,
    ByWeightedClaims,
)
from analyysi.allocation.cost_games.declared_games import stand_alone_and_joint
from analyysi.allocation.cost_games.game_methods import GAME_METHODS, Sample, Unions
from analyysi.allocation.cost_games.games import CostGame
from analyysi.allocation.methods import METHODS, ByKey, FixedShares, Mix, NoParameters
from analyysi.allocation.pools import Pools
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.amounts_first import Credit, SumEach
from analyysi.allocation.steps.band import Band, QuotaFloor
from analyysi.allocation.steps.bounds import Cap, Floor, FloorAndCap
from analyysi.allocation.steps.change_limits import Change, LimitChange
from analyysi.allocation.steps.own_costs import OwnCostLessIncome, OwnDeductible
from analyysi.allocation.steps.step_table import STEPS, OffTheTop, OutsideBase, with_steps
from analyysi.allocation.steps.transitions import PhaseIn, TrueUp, WithdrawalFadeOut
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.errors import AllocationError
from analyysi.money import euros
from support.quick import at_most

CODES = ("005", "020", "091", "105", "578", "kainuun-liitto")
KEYS = ("people", "revenue")
UNIT_CENTS = dict.fromkeys(KEYS, 7)
"""Taken as sums of money where a step asks for them."""
WEIGHTS = st.sampled_from([Fraction(n) for n in (0, 1, 1, 2, 3)] + [Fraction(1, 3)])
UNITS = (1, 100)
SETTINGS = at_most(10)


def _mixes() -> st.SearchStrategy[Mix]:
    parts = st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(
        lambda p: sum(1 for n in p if n) > 1
    )

    def made(numbers: list[int]) -> Mix:
        equal, *others = (Fraction(n, sum(numbers)) for n in numbers)
        return Mix(equal=equal, keys=dict(zip(KEYS, others, strict=True)))

    return parts.map(made)


def _fixed(payers: tuple[str, ...]) -> st.SearchStrategy[FixedShares]:
    parts = st.lists(st.integers(0, 3), min_size=len(payers), max_size=len(payers)).filter(any)
    return parts.map(
        lambda p: FixedShares(
            shares={code: Fraction(n, sum(p)) for code, n in zip(payers, p, strict=True)}
        )
    )


def _agreed_weights(payers: tuple[str, ...]) -> st.SearchStrategy[AgreedWeights]:
    """Weights of the payers, and of one more who need not pay."""
    figures = st.sampled_from(["18", "12", "9", "3", "1", "0.5", "1/3"])
    named = sorted({*payers, CODES[0]})
    return st.fixed_dictionaries(dict.fromkeys(named, figures)).map(
        lambda weights: AgreedWeights(weights=weights)
    )


def _pools(problem: Problem) -> st.SearchStrategy[Pools]:
    """One pool by a key for some of the payers who have figures of it, and the rest in parts."""
    known = [code for code in problem.payers if problem.keys["people"][code]]
    sizes = st.sampled_from([{"share": "1/3"}, {"share": "0"}, {"amount": "0.01"}])

    def made(size: dict[str, str], payers: list[str]) -> Pools:
        fire = {"label": {"fi": "palo"}, "keys": {"people": "1"}, "payers": payers, **size}
        ambulance = {"label": {"fi": "hoito"}, "equal": "2/5", "keys": {"revenue": "3/5"}}
        return Pools(pools=(fire, ambulance))

    return st.builds(made, sizes, st.lists(st.sampled_from(known), max_size=3, unique=True))


def _published(problem: Problem) -> st.SearchStrategy[PublishedAmounts]:
    """Whole units of a whole sum; of the part of a cent that a step may leave, nothing is
    published.
    """
    units = int(problem.total) // 100
    cuts = st.lists(
        st.integers(0, units), min_size=len(problem.payers) - 1, max_size=len(problem.payers) - 1
    )

    def made(places: list[int]) -> PublishedAmounts:
        edges = [0, *(100 * place for place in sorted(places)), int(problem.total)]
        parts = zip(problem.payers, pairwise(edges), strict=True)
        return PublishedAmounts(amounts={code: euros(high - low) for code, (low, high) in parts})

    return cuts.map(made)


def _unions(payers: tuple[str, ...], first: set[str]) -> Unions:
    groups = (
        [code for code in payers if code in first],
        [code for code in payers if code not in first],
    )
    return Unions(unions=tuple(tuple(group) for group in groups if group))


PARAMETERS: dict[str, Callable[[Problem], st.SearchStrategy[Any]]] = {
    "equal": lambda problem: st.just(NoParameters()),
    "proportional": lambda problem: st.sampled_from(KEYS).map(lambda key: ByKey(key=key)),
    "mix": lambda problem: _mixes(),
    "fixed": lambda problem: _fixed(problem.payers),
    "agreed_weights": lambda problem: _agreed_weights(problem.payers),
    "pools": lambda problem: _pools(problem),
    "as_published": _published,
    **{row.name: lambda problem: st.just(ByClaims(claims="people")) for row in CLAIMS_METHODS},
    **{row.name: lambda problem: st.just(NoParameters()) for row in GAME_METHODS},
    **{
        row.name: lambda problem: st.builds(
            ByWeightedClaims, claims=st.just("people"), weights=st.sampled_from(["revenue", None])
        )
        for row in CLAIMS_METHODS
        if row.parameters is ByWeightedClaims
    },
    "game_owen": lambda problem: st.sets(st.sampled_from(problem.payers)).map(
        lambda first: _unions(problem.payers, first)
    ),
    "game_shapley_sampled": lambda problem: st.builds(
        Sample, draws=st.integers(2, 5), seed=st.integers(0, 9)
    ),
}
"""Method name to a strategy for its parameters, given the problem that the method will see."""


def _tops(problem: Problem) -> st.SearchStrategy[OffTheTop]:
    payers = [*problem.payers, "organiser"] if len(problem.payers) > 1 else ["organiser"]
    shares = st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 3), Fraction(1)])
    by_share = st.builds(
        lambda payer, share: OffTheTop(payer=payer, share=share), st.sampled_from(payers), shares
    )
    whole_euros = st.integers(0, int(problem.total) // 100).map(str)
    by_amount = st.builds(
        lambda payer, amount: OffTheTop(payer=payer, amount=amount),
        st.sampled_from(payers),
        whole_euros,
    )
    return st.one_of(by_share, by_amount)


def _outside(problem: Problem) -> st.SearchStrategy[OutsideBase]:
    most = len(problem.payers) - 1
    return st.lists(st.sampled_from(problem.payers), min_size=1, max_size=most, unique=True).map(
        lambda payers: OutsideBase(payers=tuple(payers))
    )


LOW, HIGH = st.sampled_from(["0", "1/20", "1/10"]), st.sampled_from(["1/2", "3/4", "1"])


def _last_year(problem: Problem) -> st.SearchStrategy[dict[str, str]]:
    even = int(problem.total) // len(problem.payers)
    one = st.integers(even // 2, even + even // 2 + 1).map(euros)
    return st.fixed_dictionaries(dict.fromkeys(problem.payers, one))


def _limits(problem: Problem) -> st.SearchStrategy[LimitChange]:
    change = st.sampled_from([Change(share="1"), Change(amount=euros(int(problem.total)))])
    return st.builds(
        lambda last, up, down: LimitChange(
            last_year=last, source="made up", increase=up, decrease=down
        ),
        _last_year(problem),
        change,
        change,
    )


def _phases(problem: Problem) -> st.SearchStrategy[PhaseIn]:
    last = _last_year(problem).filter(
        lambda amounts: any(amount != "0.00" for amount in amounts.values())
    )
    return st.builds(
        lambda amounts, year: PhaseIn(last_year=amounts, source="made up", year=year, years=3),
        last,
        st.integers(1, 3),
    )


def _true_ups(problem: Problem) -> st.SearchStrategy[TrueUp]:
    first, *_, last = problem.payers

    def made(cents: int, more: int) -> TrueUp:
        differences = {first: euros(cents + more), last: euros(-cents)}
        return TrueUp(
            differences=differences,
            paid_total="50.00",
            actual_total=euros(50_00 + more),
            source="made up",
        )

    return st.builds(made, st.integers(0, 10), st.integers(0, 10))


def _fade_outs(problem: Problem) -> st.SearchStrategy[WithdrawalFadeOut]:
    return st.builds(
        lambda payer, year: WithdrawalFadeOut(
            payer=payer, last_share="1/5", schedule=("1", "1/2", "0"), year=year, source="made up"
        ),
        st.sampled_from([*problem.payers, "gone"]),
        st.integers(1, 3),
    )


CENTS = st.integers(0, 30).map(euros)


def _some(problem: Problem, fewest: int = 0) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(problem.payers), CENTS, min_size=fewest, max_size=2)


STEP_PARAMETERS: dict[str, Callable[[Problem], st.SearchStrategy[Any]]] = {
    "off_the_top": _tops,
    "outside_base": _outside,
    "floor": lambda problem: st.builds(lambda share: Floor(share=share), LOW),
    "cap": lambda problem: st.builds(lambda share: Cap(share=share), HIGH),
    "floor_and_cap": lambda problem: st.builds(
        lambda low, high: FloorAndCap(floor=Floor(share=low), cap=Cap(share=high)), LOW, HIGH
    ),
    "limit_change": _limits,
    "phase_in": _phases,
    "true_up": _true_ups,
    "withdrawal_fade_out": _fade_outs,
    "sum_each": lambda problem: st.builds(SumEach, amount=CENTS, amounts=_some(problem)),
    "credit": lambda problem: st.builds(
        Credit, amounts=_some(problem, 1), source=st.just("made up")
    ),
    "own_deductible": lambda problem: st.builds(
        OwnDeductible, own_costs=st.just("people"), amount=CENTS, amounts=_some(problem)
    ),
    "own_cost_less_income": lambda problem: st.sampled_from(
        [
            OwnCostLessIncome(own_costs="people", own_income="revenue"),
            OwnCostLessIncome(own_costs="revenue"),
        ]
    ),
    "band": lambda problem: st.builds(
        lambda key, low, high: Band(key=key, below=low, above=high),
        st.sampled_from(KEYS),
        st.sampled_from(["0", "1/10", "1/2", None]),
        st.sampled_from(["0", "1/5", "1"]),
    ),
    "quota_floor": lambda problem: st.builds(lambda share: QuotaFloor(share=share), LOW),
}
"""Step name to a strategy for its parameters, given the problem it stands around."""

every_method = pytest.mark.parametrize("method", METHODS)


@dataclass(frozen=True)
class Drawn:
    problem: Problem
    method: str
    parameters: Frozen
    steps: tuple[Any, ...]
    rule: str
    unit: int

    def exact(self, problem: Problem | None = None) -> ExactSplit:
        function = METHODS[self.method].function
        return with_steps(lambda inner: function(inner, self.parameters), self.steps)(
            problem or self.problem
        )

    def cents(self, problem: Problem | None = None) -> dict[str, int]:
        return dict(
            ROUNDING_RULES[self.rule].function(self.exact(problem).amounts, self.unit).cents
        )


def _costs(
    keys: dict[str, dict[str, Fraction]], payers: tuple[str, ...], total: Fraction
) -> dict[str, Fraction]:
    """What each would pay alone: together never less than the total."""
    return {code: total * (keys["people"][code] + 1) / len(payers) for code in payers}


def _game(alone: dict[str, Fraction], total: Fraction) -> CostGame | None:
    return stand_alone_and_joint(alone, total) if len(alone) > 1 else None


NOT_ROUND_A_GAME = {
    "off_the_top",
    "outside_base",
    "withdrawal_fade_out",
    "sum_each",
    "credit",
    "own_deductible",
    "own_cost_less_income",
}
"""Steps that leave the method another sum or other payers, of which a game says nothing."""


def _draw(data: st.DataObject, method: str, rules: list[str] | None = None) -> Drawn:
    game = METHODS[method] in GAME_METHODS
    names = [name for name in STEPS if not game or name not in NOT_ROUND_A_GAME]
    step = data.draw(st.sampled_from([None, *names]), "step")
    rule = data.draw(st.sampled_from(rules or list(ROUNDING_RULES)), "rule")
    unit = data.draw(st.sampled_from(UNITS), "unit")
    fewest = 2 if step is not None or game else 1
    payers = tuple(
        data.draw(st.lists(st.sampled_from(CODES), min_size=fewest, max_size=5, unique=True))
    )
    total = Fraction(data.draw(st.integers(0, 20_000)) * unit)
    keys = {key: {code: data.draw(WEIGHTS) for code in payers} for key in KEYS}
    alone = _costs(keys, payers, total)
    claims = {"people": {code: cost * len(payers) for code, cost in alone.items()}}
    problem = Problem(total, payers, keys, claims, _game(alone, total), UNIT_CENTS)
    steps: tuple[Any, ...] = ()
    if step is not None:
        steps = (
            (STEPS[step], data.draw(STEP_PARAMETERS[step](problem), "parameters of the step")),
        )
    inside = _seen_inside(problem, steps)
    assume(inside is not None)
    assert inside is not None
    for key in KEYS:
        assume(any(inside.keys[key][code] for code in inside.payers))
    drawn = Drawn(
        problem, method, data.draw(PARAMETERS[method](inside), "parameters"), steps, rule, unit
    )
    event(f"step {step}, rule {rule}")
    try:
        drawn.cents()
    except AllocationError:
        # Bounds that cannot be kept, fewer units than payers, a game of another sum: refused, and
        # told so.
        assume(False)
    return drawn


def _seen_inside(problem: Problem, steps: tuple[Any, ...]) -> Problem | None:
    seen: list[Problem] = []

    def method(inner: Problem) -> ExactSplit:
        seen.append(inner)
        return ExactSplit({code: inner.total / len(inner.payers) for code in inner.payers})

    try:
        with_steps(method, steps)(problem)
    except AllocationError:
        return None
    return seen[0]


def test_every_row_has_a_strategy() -> None:
    assert set(PARAMETERS) == set(METHODS), "write a strategy for the new method's parameters"
    assert set(STEP_PARAMETERS) == set(STEPS), "write a strategy for the new step's parameters"


PLAIN_KEYS = {key: {"005": Fraction(1), "020": Fraction(2), "091": Fraction(3)} for key in KEYS}
PLAIN_ALONE = {"005": Fraction(30_000), "020": Fraction(40_000), "091": Fraction(50_000)}
PLAIN = Problem(
    Fraction(60_000),
    tuple(PLAIN_ALONE),
    PLAIN_KEYS,
    {"people": PLAIN_ALONE},
    _game(PLAIN_ALONE, Fraction(60_000)),
    UNIT_CENTS,
)
PLAIN_PARAMETERS: dict[str, Any] = {
    "proportional": ByKey(key="people"),
    "mix": Mix(equal="1/2", keys={"people": "1/2"}),
    "fixed": FixedShares(shares={"005": "1/2", "020": "1/4", "091": "1/4"}),
    "agreed_weights": AgreedWeights(weights={"005": "18", "020": "3", "091": "1"}),
    "pools": Pools(
        pools=(
            {"label": {"fi": "palo"}, "amount": "100", "keys": {"people": "1"}},
            {"label": {"fi": "hoito"}, "equal": "1", "payers": ["005", "091"]},
        )
    ),
    "as_published": PublishedAmounts(amounts={"005": "100", "020": "199", "091": "301"}),
    **{row.name: ByClaims(claims="people") for row in CLAIMS_METHODS},
    "game_owen": Unions(unions=(("005", "091"), ("020",))),
    "game_shapley_sampled": Sample(draws=5),
}
LAST = {"005": "100.00", "020": "200.00", "091": "300.00"}
PLAIN_STEPS: dict[str, Frozen] = {
    "off_the_top": OffTheTop(payer="organiser", share="0"),
    "floor": Floor(share="0"),
    "cap": Cap(share="1"),
    "floor_and_cap": FloorAndCap(floor=Floor(share="0"), cap=Cap(share="1")),
    "limit_change": LimitChange(last_year=LAST, source="made up", increase=Change(amount="600")),
    "phase_in": PhaseIn(last_year=LAST, source="made up", year=1, years=2),
    "sum_each": SumEach(amount="0"),
    "credit": Credit(amounts={"005": "0"}, source="made up"),
    "own_deductible": OwnDeductible(own_costs="people", amount="0"),
    "band": Band(key="people", below="1"),
    "quota_floor": QuotaFloor(share="0"),
    "true_up": TrueUp(differences={"005": "0"}, paid_total="1", actual_total="1", source="made up"),
}
"""Steps that leave the plain problem whole, so that every method, a game's too, is defined within
them.
"""


@every_method
@pytest.mark.parametrize("rule", ROUNDING_RULES)
def test_every_method_is_defined_with_every_rule_and_every_step(method: str, rule: str) -> None:
    parameters = PLAIN_PARAMETERS.get(method, NoParameters())
    for name in (None, *PLAIN_STEPS):
        steps = () if name is None else ((STEPS[name], PLAIN_STEPS[name]),)
        drawn = Drawn(PLAIN, method, parameters, steps, rule, 100)
        assert sum(drawn.cents().values()) == 60_000


@pytest.mark.slow
@every_method
@SETTINGS
@given(data=st.data())
def test_exact_shares_and_whole_cents_sum_to_the_total(data: st.DataObject, method: str) -> None:
    drawn = _draw(data, method)
    assert sum(drawn.exact().amounts.values()) == drawn.problem.total
    cents = drawn.cents()
    assert sum(cents.values()) == drawn.problem.total
    assert all(type(amount) is int and amount % drawn.unit == 0 for amount in cents.values())
    assert set(cents) >= set(drawn.problem.payers)
    assert min(drawn.exact().amounts.values()) >= 0
    assert min(cents.values()) >= 0


@pytest.mark.slow
@every_method
@SETTINGS
@given(data=st.data())
def test_order_of_payers_has_no_effect(data: st.DataObject, method: str) -> None:
    drawn = _draw(data, method)
    order = tuple(data.draw(st.permutations(drawn.problem.payers), "order"))
    keys = {
        key: {code: weights[code] for code in order}
        for key, weights in reversed(drawn.problem.keys.items())
    }
    alone = _costs(keys, order, drawn.problem.total)
    claims = {"people": {code: drawn.problem.claims["people"][code] for code in order}}
    other = Problem(
        drawn.problem.total, order, keys, claims, _game(alone, drawn.problem.total), UNIT_CENTS
    )
    assert dict(drawn.exact(other).amounts) == dict(drawn.exact().amounts)
    assert drawn.cents(other) == drawn.cents()


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """Rename payers wherever they stand: as a value, in a list, as a name of a table."""
    if isinstance(value, Frozen):
        return value.model_copy(update={name: _renamed(part, names) for name, part in value})
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(part, names) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_renamed(part, names) for part in value)
    return names.get(value, value) if isinstance(value, str) else value


def _relabelled(drawn: Drawn, names: dict[str, str]) -> Drawn:
    problem = drawn.problem
    payers = tuple(names[code] for code in problem.payers)
    keys = {
        key: {names[code]: weight for code, weight in figures.items()}
        for key, figures in problem.keys.items()
    }
    claims = {
        key: {names[code]: claim for code, claim in figures.items()}
        for key, figures in problem.claims.items()
    }
    alone = {
        names[code]: cost
        for code, cost in _costs(problem.keys, problem.payers, problem.total).items()
    }

    return replace(
        drawn,
        problem=Problem(
            problem.total, payers, keys, claims, _game(alone, problem.total), UNIT_CENTS
        ),
        parameters=_renamed(drawn.parameters, names),
        steps=tuple((step, _renamed(chosen, names)) for step, chosen in drawn.steps),
    )


ORDER_KEPT = {code: f"x{code}" for code in (*CODES, "organiser", "gone")}


@pytest.mark.slow
@every_method
@SETTINGS
@given(data=st.data())
def test_names_of_payers_have_no_effect(data: st.DataObject, method: str) -> None:
    drawn = _draw(data, method)
    # Ties go by code, so that names in the same order leave every cent where it is.
    kept = _relabelled(drawn, ORDER_KEPT)
    assert kept.cents() == {ORDER_KEPT[code]: amount for code, amount in drawn.cents().items()}
    if method == "game_shapley_sampled":
        return  # its random orders are drawn by code
    names = dict(zip(CODES, data.draw(st.permutations(CODES), "names"), strict=True))
    other = _relabelled(drawn, names)
    assert dict(other.exact().amounts) == {
        names.get(code, code): part for code, part in drawn.exact().amounts.items()
    }


@pytest.mark.slow
@every_method
@SETTINGS
@given(data=st.data())
def test_scale_of_keys_has_no_effect(data: st.DataObject, method: str) -> None:
    drawn = _draw(data, method)
    factor = data.draw(st.sampled_from([Fraction(1, 7), Fraction(1000), Fraction(3)]), "factor")
    scaled = {
        key: {code: w * factor for code, w in weights.items()}
        for key, weights in drawn.problem.keys.items()
    }
    units = {key: cents / factor for key, cents in drawn.problem.unit_cents.items()}
    other = replace(drawn.problem, keys=scaled, unit_cents=units)
    assert dict(drawn.exact(other).amounts) == dict(drawn.exact().amounts)
    assert drawn.cents(other) == drawn.cents()


@pytest.mark.slow
@every_method
@SETTINGS
@given(data=st.data())
def test_a_rounded_share_is_within_one_unit_where_the_rule_says_so(
    data: st.DataObject, method: str
) -> None:
    drawn = _draw(
        data, method, [name for name, rule in ROUNDING_RULES.items() if rule.within_quota]
    )
    cents = drawn.cents()
    for code, exact in drawn.exact().amounts.items():
        assert abs(cents[code] - exact) < drawn.unit


PER_KEY = {
    "proportional": ByKey(key="people"),
    "mix": Mix(equal="1/2", keys={"people": "1/2"}),
    "pools": Pools(
        pools=(
            {"label": {"fi": "palo"}, "share": "1/2", "keys": {"people": "1"}},
            {"label": {"fi": "hoito"}, "equal": "1"},
        )
    ),
}
"""The methods that use a key, with parameters that do."""


@pytest.mark.parametrize("name", PER_KEY)
@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"005": 0, "020": 0}, "zero for every payer"),
        ({"005": 1}, "no weight for 020"),
        ({"005": 2, "020": -1}, "negative for 020"),
        (None, "no allocation key 'people'"),
    ],
)
def test_weights_that_define_no_share_are_refused(
    name: str, weights: dict[str, int] | None, words: str
) -> None:
    keys = {} if weights is None else {"people": {code: Fraction(n) for code, n in weights.items()}}
    with pytest.raises(AllocationError, match=words):
        METHODS[name].function(Problem(Fraction(100), ("005", "020"), keys), PER_KEY[name])


def test_every_method_that_uses_a_key_is_tried_without_one() -> None:
    takes_keys = {
        name
        for name, row in METHODS.items()
        if {"key", "keys", "pools"} & set(row.parameters.model_fields)
    }
    assert takes_keys == set(PER_KEY)


@pytest.mark.parametrize("row", CLAIMS_METHODS, ids=lambda row: row.name)
def test_claims_that_do_not_cover_or_are_not_there_are_refused(row: Any) -> None:
    few = replace(
        PLAIN, claims={"people": {"005": Fraction(1), "020": Fraction(2), "091": Fraction(3)}}
    )
    with pytest.raises(AllocationError, match="The claims of 'people' sum to less than the total"):
        row.function(few, ByClaims(claims="people"))
    with pytest.raises(
        AllocationError, match="'peopel' is not a key of claims: .* Did you mean 'people'"
    ):
        row.function(PLAIN, ByClaims(claims="peopel"))


@pytest.mark.parametrize("row", GAME_METHODS, ids=lambda row: row.name)
def test_no_game_is_made_up(row: Any) -> None:
    parameters = PLAIN_PARAMETERS.get(row.name, NoParameters())
    with pytest.raises(
        AllocationError, match=r"declare it in the terms under \[game\]. No cost is made up here"
    ):
        row.function(replace(PLAIN, game=None), parameters)
    with pytest.raises(AllocationError, match="Declare them for this sum and these payers"):
        row.function(replace(PLAIN, total=Fraction(50_000)), parameters)
