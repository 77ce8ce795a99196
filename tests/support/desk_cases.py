"""Agreements and changes drawn at random from a seed: what the program shares, and what the page of
a desk in one file asks for it. Every figure is made up; no payer is anybody.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, cycle, islice
from pathlib import Path
from typing import Any

import tomlkit

from analyysi.allocation.methods import METHODS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.compare import work_out
from analyysi.desk.trial import Trial
from analyysi.desk_file.engine.choices import typed_of
from analyysi.desk_file.engine.opened import Opened, open_year
from analyysi.errors import AnalyysiError
from analyysi.money import euros
from analyysi.project import Project

ID = "random-cases"
FIRST_YEAR = 2001
SIZES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20)
"""Payers of the years: each once, the large one last, since every year looks back at those before
it.
"""
UNITS = (1, 1, 1, 5, 50, 100, 1000)
CLAIM, COSTS, INCOME = "claims", "own_costs", "own_income"
MOST_OF_GAMES = 8
"""Payers of a game of a table of coalitions, and of methods that look at every order of payers."""

Draw = random.Random
Settings = dict[str, Any]


@dataclass(frozen=True)
class Base:
    """A year as it is drawn: its payers, their keys, and the game of a third of the years."""

    year: int
    payers: tuple[str, ...]
    total: int
    keys: Mapping[str, Mapping[str, int]]
    game: Settings | None

    @property
    def shares(self) -> list[str]:
        """The keys that a cost can be shared by."""
        return [name for name in self.keys if name.startswith("key")]


@dataclass(frozen=True)
class DeskCase:
    """A change of a year: what the terms would say, and what the page asks."""

    base: Base
    settings: Settings
    asked: Settings
    """The choices as they are typed in Finnish."""
    cents: Mapping[str, int]
    """What the program shares by these terms, read from their text."""

    @property
    def year(self) -> int:
        """The year that is changed."""
        return self.base.year

    @property
    def line(self) -> str:
        """The shares in one line, of which the checksum is made."""
        return line_of(self.cents)


def line_of(cents: Mapping[str, int]) -> str:
    """Return shares as a line: "p01=12 p02=13"."""
    return " ".join(f"{code}={cents[code]}" for code in sorted(cents))


# The project


def write_project(folder: Path, seed: int) -> tuple[Project, tuple[Base, ...]]:
    """Write the agreement with a year of each size of `SIZES`."""
    draw = random.Random(seed)
    bases = tuple(_base(draw, number) for number in range(len(SIZES)))
    project = Project(folder)
    place = project.agreements / ID
    place.mkdir(parents=True)
    (project.root / "analyysi.toml").touch()
    (place / "agreement.toml").write_text(tomlkit.dumps(_agreement()), encoding="utf-8")
    for base in bases:
        (place / f"{base.year}.csv").write_text(_survey(base), encoding="utf-8")
        text = tomlkit.dumps(terms(base, as_it_stands(base)))
        (place / f"{base.year}.toml").write_text(text, encoding="utf-8")
    return project, bases


def _survey(base: Base) -> str:
    rows = [["municipality_code", *base.keys, "source"]]
    for code in base.payers:
        rows.append([code, *(str(figures[code]) for figures in base.keys.values()), "made up"])
    return "".join(",".join(row) + "\n" for row in rows)


def _words(text: str) -> Settings:
    return dict.fromkeys(("fi", "sv", "en"), text)


def _agreement() -> Settings:
    parties = [
        {"code": code, "kind": "organisation", "name": _words(f"Maksaja {code}")}
        for code in _codes(max(SIZES))
    ]
    what = _words("Keksittyjä lukuja kokeita varten, ei kenenkään sopimus")
    return {
        "id": ID,
        "currency": "EUR",
        "organiser": "p01",
        "subject": what,
        "purpose": what,
        "parties": parties,
    }


def _codes(number: int) -> tuple[str, ...]:
    return tuple(f"p{place:02}" for place in range(1, number + 1))


def _base(draw: Draw, number: int) -> Base:
    payers = _codes(SIZES[number])
    total = draw.randrange(10_000, 5_000_000) * 1000
    keys = {f"key_{place}": _figures(draw, payers) for place in range(draw.randint(1, 4))}
    sums = {code: draw.randrange(total // len(payers), total) for code in payers}
    keys |= {CLAIM: {code: sums[code] // 100 for code in payers}}
    keys |= {COSTS: {code: draw.randrange(1, total // 400) for code in payers}}
    keys |= {INCOME: {code: draw.randrange(keys[COSTS][code]) for code in payers}}
    games = [None, _alone, _airport, _table]
    game = games[number % len(games)]
    if len(payers) > MOST_OF_GAMES and game is _table:
        game = _airport
    return Base(
        FIRST_YEAR + number,
        payers,
        total,
        keys,
        None if game is None else game(draw, payers, total),
    )


def _figures(draw: Draw, payers: Sequence[str]) -> dict[str, int]:
    """Draw a key: of small or large numbers, some alike, some zero."""
    most = draw.choice((9, 400, 40_000))
    figures = {code: draw.randrange(0 if draw.random() < 0.2 else 1, most) for code in payers}
    return {**figures, payers[0]: figures[payers[0]] or 1}


def _amount(cents: int) -> Settings:
    return {"value": euros(cents), "source": _words("keksitty")}


def _alone(draw: Draw, payers: Sequence[str], total: int) -> Settings:
    alone = {code: _amount(draw.randrange(total // len(payers), total)) for code in payers}
    return {"kind": "stand_alone", "alone": alone}


def _airport(draw: Draw, payers: Sequence[str], total: int) -> Settings:
    needs = {code: _amount(draw.randrange(1000, total)) for code in payers}
    return {"kind": "airport", "needs": {**needs, draw.choice(payers): _amount(total)}}


def _table(draw: Draw, payers: Sequence[str], total: int) -> Settings:
    """Draw costs that grow by each who joins, by less and less, so that the core is not empty."""
    weights = {code: draw.randrange(1, 100) for code in payers}
    together = sum(weights.values())
    rows = []
    for size in range(1, len(payers) + 1):
        for coalition in combinations(payers, size):
            part = Fraction(sum(weights[code] for code in coalition), together)
            cost = total if size == len(payers) else int(total * part * (2 - part))
            rows.append({"payers": list(coalition), "value": euros(min(cost, total))})
    return {"kind": "table", "source": _words("keksitty"), "coalitions": rows}


# Terms of a change


def as_it_stands(base: Base) -> Settings:
    """Return what is chosen in a year's own terms."""
    return {
        "total": base.total,
        "participants": base.payers,
        "method": "proportional",
        "parameters": {"key": base.shares[0]},
        "steps": [],
        "rounding": "largest_remainder",
        "unit": 1,
    }


def terms(base: Base, settings: Settings) -> Settings:
    """Return the terms of a year with other choices, as its file has them."""
    text = _words("keksitty")
    method = {"name": settings["method"], "parameters": settings["parameters"]}
    content: Settings = {
        "agreement": ID,
        "year": base.year,
        "status": "analysis",
        "participants": list(settings["participants"]),
        "per_head": base.shares[0],
        "total": {"value": euros(settings["total"]), "unit": "EUR", "source": text},
        "keys": {name: _key(base, name) for name in base.keys},
        "method": {**method, "chosen_by": "analyst", "reason": text, "source": text},
        "rounding": {
            "unit": euros(settings["unit"]),
            "rule": settings["rounding"],
            "tie_rule": "ascending_code",
        },
        "steps": settings["steps"],
    }
    same = (settings["total"], set(settings["participants"])) == (base.total, set(base.payers))
    if base.game is not None and same:
        content["game"] = base.game
    return content


def terms_text(case: DeskCase) -> str:
    """Return the terms of a change as the text of a file."""
    return tomlkit.dumps(terms(case.base, case.settings))


def _key(base: Base, name: str) -> Settings:
    money = name in (CLAIM, COSTS, INCOME)
    key = {
        "survey": f"{base.year}.csv",
        "column": name,
        "unit": "euros" if money else "inhabitants",
        "label": _words(f"luku {name}"),
        "by": _words(f"luvun {name} mukaan"),
    }
    if name == CLAIM:
        key["claim"] = True
    return {**key, "reference_date": tomlkit.date(f"{base.year - 1}-12-31")}


# Parameters of each method and each step


def _parts(draw: Draw, names: Sequence[str]) -> dict[str, str]:
    """Draw parts of one: exact ratios such as "3/7"."""
    weights = {name: draw.randint(1, 9) for name in names}
    together = sum(weights.values())
    return {name: str(Fraction(weight, together)) for name, weight in weights.items()}


def _some(draw: Draw, names: Sequence[str], least: int = 1) -> list[str]:
    chosen = draw.sample(list(names), draw.randint(least, max(least, len(names) - 1)))
    return [name for name in names if name in chosen]


def _by_key(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"key": draw.choice(base.shares)}


def _mix(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    parts = _parts(draw, ["", *draw.sample(base.shares, draw.randint(1, len(base.shares)))])
    return {"equal": parts.pop(""), "keys": parts}


def _fixed(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"shares": _parts(draw, payers)}


def _agreed(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"weights": {code: f"{draw.randint(1, 900) / 100:.2f}" for code in payers}}


def _pools(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    key = draw.choice(base.shares)
    first = {"label": _words("A"), "share": f"1/{draw.randint(2, 5)}", "equal": "1"}
    rest = {"label": _words("B"), "equal": "1/4", "keys": {key: "3/4"}}
    return {"pools": [{**first, "payers": _some(draw, payers)}, rest]}


def _published(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    # Whoever draws the total sees to it that these sums make it.
    return {"amounts": {}}


def _claims(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"claims": CLAIM}


def _weighted_claims(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"claims": CLAIM} | ({"weights": COSTS} if draw.random() < 0.5 else {})


def _none(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {}


def _unions(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    cut = draw.randint(1, len(payers) - 1)
    return {"unions": [list(payers[:cut]), list(payers[cut:])]}


def _sampled(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"draws": draw.randint(5, 40), "seed": draw.randint(0, 99)}


Make = Callable[[Draw, Base, Sequence[str]], Settings]
_PLAIN: dict[str, Make] = {
    "equal": _none,
    "proportional": _by_key,
    "mix": _mix,
    "fixed": _fixed,
    "agreed_weights": _agreed,
    "pools": _pools,
    "as_published": _published,
    "game_owen": _unions,
    "game_shapley_sampled": _sampled,
}


def _maker(name: str) -> Make:
    if name in _PLAIN:
        return _PLAIN[name]
    if name.startswith("game_"):
        return _none
    weighted = "weights" in METHODS[name].parameters.model_fields
    return _weighted_claims if weighted else _claims


def _sums(draw: Draw, base: Base, payers: Sequence[str], most: int) -> dict[str, str]:
    return {code: euros(draw.randrange(1, most)) for code in _some(draw, payers)}


def _bound(draw: Draw, base: Base, payers: Sequence[str], low: bool) -> Settings:
    mean = base.total // len(payers)
    least, most = (1, mean) if low else (mean, 3 * mean)
    whole = Fraction(1, len(payers))
    shares = whole * Fraction(draw.randint(1, 9), 10) if low else whole * draw.randint(2, 4)
    match draw.randint(0, 3):
        case 0:
            return {"amount": euros(draw.randrange(least, most))}
        case 1:
            return {"share": str(min(shares, Fraction(1)))}
        case 2:
            return {
                "amounts": {
                    code: euros(draw.randrange(least, most)) for code in _some(draw, payers)
                }
            }
        case _:
            return {"shares": {code: str(min(shares, 1)) for code in _some(draw, payers)}}


def _floor(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return _bound(draw, base, payers, low=True)


def _cap(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return _bound(draw, base, payers, low=False)


def _both(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"floor": _floor(draw, base, payers), "cap": _cap(draw, base, payers)}


def _first(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    part = {"share": f"0.{draw.randint(1, 30):02}"}
    amount = {"amount": euros(draw.randrange(1, base.total // 4))}
    return {"payer": draw.choice(payers), **draw.choice((part, amount))}


def _outside(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"payers": [draw.choice(payers)]}


def _last_year(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    mean = base.total // len(payers)
    sums = {code: euros(draw.randrange(mean // 2, 2 * mean)) for code in payers}
    return {"last_year": sums, "source": "keksitty"}


def _change(draw: Draw) -> Settings:
    return {"share": f"0.{draw.randint(5, 95):02}"}


def _limits(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    ends = draw.choice((("increase",), ("decrease",), ("increase", "decrease")))
    return _last_year(draw, base, payers) | {end: _change(draw) for end in ends}


def _phase(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    years = draw.randint(2, 6)
    return _last_year(draw, base, payers) | {"year": draw.randint(1, years), "years": years}


def _true_up(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    pair = draw.sample(list(payers), 2)
    moved = draw.randrange(1, base.total // (4 * len(payers)))
    return {
        "differences": {pair[0]: euros(moved), pair[1]: euros(-moved)},
        "paid_total": euros(base.total),
        "actual_total": euros(base.total),
        "source": "keksitty",
    }


def _fade(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    part = {"last_share": f"0.{draw.randint(1, 30):02}"}
    amount = {"last_amount": euros(draw.randrange(1, base.total // 4))}
    schedule = ["1", "0.6", "1/3"][: draw.randint(1, 3)]
    return {
        "payer": draw.choice(_codes(max(SIZES))),
        **draw.choice((part, amount)),
        "schedule": schedule,
        "year": draw.randint(1, len(schedule)),
        "source": "keksitty",
    }


def _each(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    most = base.total // (3 * len(payers))
    some = {"amounts": _sums(draw, base, payers, most)}
    return draw.choice((some, {"amount": euros(draw.randrange(1, most))}))


def _credit(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    most = max(2, base.total // (20 * len(payers)))
    return {"amounts": _sums(draw, base, payers, most), "source": "keksitty"}


def _deductible(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"own_costs": COSTS, "amount": euros(draw.randrange(1, base.total // 400))}


def _own(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    return {"own_costs": COSTS} | ({"own_income": INCOME} if draw.random() < 0.5 else {})


def _band(draw: Draw, base: Base, payers: Sequence[str]) -> Settings:
    ends = draw.choice((("below",), ("above",), ("below", "above")))
    return {"key": draw.choice(base.shares)} | {end: f"0.{draw.randint(30, 90)}" for end in ends}


STEP_MAKERS: Mapping[str, Make] = {
    "off_the_top": _first,
    "outside_base": _outside,
    "floor": _floor,
    "cap": _cap,
    "floor_and_cap": _both,
    "limit_change": _limits,
    "phase_in": _phase,
    "true_up": _true_up,
    "withdrawal_fade_out": _fade,
    "sum_each": _each,
    "credit": _credit,
    "own_deductible": _deductible,
    "own_cost_less_income": _own,
    "band": _band,
    "quota_floor": _floor,
}


# Changes


@dataclass(frozen=True)
class _Wanted:
    """What the next change has in any case, so that every row of each table occurs."""

    method: str
    step: str | None
    rounding: str


def _wanted() -> list[_Wanted]:
    """Return the rows that are drawn for in turn: methods, with and without steps, and rounding."""
    steps = cycle([None, *STEP_MAKERS])
    rules = cycle(ROUNDING_RULES)
    return [_Wanted(name, None, next(rules)) for name in METHODS] + [
        _Wanted(name, step, next(rules))
        for name, step in zip(islice(cycle(METHODS), 7 * len(STEP_MAKERS)), steps, strict=False)
    ]


def draw_cases(
    project: Project, bases: Sequence[Base], number: int, seed: int
) -> tuple[DeskCase, ...]:
    """Draw changes that the program can compute; they come year by year, as a page opens them."""
    draw = random.Random(seed)
    opened = {base.year: open_year(project, ID, base.year, "fi") for base in bases}
    wanted = cycle(_wanted())
    cases: list[DeskCase] = []
    while len(cases) < number:
        row = next(wanted)
        cases += _drawn(project, draw, bases, opened, row)
    return tuple(sorted(cases, key=lambda case: case.year))


def _drawn(
    project: Project,
    draw: Draw,
    bases: Sequence[Base],
    opened: Mapping[int, Opened],
    wanted: _Wanted,
) -> list[DeskCase]:
    """Draw a change with what is wanted until the program can compute one: it refuses bounds that
    cannot be kept, and so on. A method without one under a step is left for the next step.
    """
    kind = METHODS[wanted.method].kind
    fit = [base for base in bases if kind != "game" or base.game is not None]
    for attempt in range(40):
        base = draw.choice(fit)
        if _takes_long(wanted.method, base):
            continue
        settings = _settings(draw, base, wanted, alone=attempt >= 20)
        try:
            case = _case(project, base, settings)
            cents = work_out(case, case.chosen).cents
        except AnalyysiError:
            continue
        asked = _as_asked(opened[base.year], case)
        return [DeskCase(base, settings, asked, dict(cents))]
    return []


def _takes_long(method: str, base: Base) -> bool:
    """Return whether a method would take seconds for so many payers, each time again."""
    slow = ("game_nucleolus", "game_per_capita_nucleolus", "game_tau", "claims_random_arrival")
    slow += ("claims_average_of_awards", "game_shapley", "game_owen")
    return len(base.payers) > 12 and method in slow


def _settings(draw: Draw, base: Base, wanted: _Wanted, *, alone: bool) -> Settings:
    kind = METHODS[wanted.method].kind
    payers: Sequence[str] = base.payers
    total, unit = base.total, draw.choice(UNITS)
    if kind == "plain" and draw.random() < 0.5:
        payers = _some(draw, base.payers, least=min(2, len(base.payers)))
        total = draw.randrange(1000, 5_000_000) * 1000
    parameters = _maker(wanted.method)(draw, base, payers)
    if wanted.method == "as_published":
        parameters, total = _whole(draw, payers)
        unit = 1
    steps = [wanted.step] if wanted.step else []
    if steps and not alone and draw.random() < 0.4:
        steps.append(draw.choice(list(STEP_MAKERS)))
    return {
        "total": total,
        "participants": payers,
        "method": wanted.method,
        "parameters": parameters,
        "steps": [
            {"name": name, "parameters": STEP_MAKERS[name](draw, base, payers)}
            for name in dict.fromkeys(steps)
        ],
        "rounding": wanted.rounding,
        "unit": unit,
    }


def _whole(draw: Draw, payers: Sequence[str]) -> tuple[Settings, int]:
    sums = {code: draw.randrange(1, 10_000_000) for code in payers}
    return {"amounts": {code: euros(cents) for code, cents in sums.items()}}, sum(sums.values())


def _case(project: Project, base: Base, settings: Settings) -> Case:
    """Read the terms of a change as the program reads a file, and join them with the figures."""
    text = tomlkit.dumps(terms(base, settings))
    return load_year(project, ID, base.year, terms_text=text)


def _as_asked(opened: Opened, case: Case) -> Settings:
    """Return a change as a person types it in Finnish."""
    chosen, named = case.chosen, case.terms
    trial = Trial(
        named.total.value,
        chosen.method.name,
        chosen.parameters,
        named.participants,
        named.rounding.unit,
        case.steps,
        named.rounding.rule,
    )
    return typed_of(opened, trial).model_dump(mode="json")


def requests_of(cases: Sequence[DeskCase]) -> list[Settings]:
    """Return what a page asks: each year is opened before its changes."""
    asked: list[Settings] = []
    year = None
    for case in cases:
        if case.year != year:
            year = case.year
            opening = {"agreement": ID, "year": year, "language": "fi", "front": False}
            asked.append({"kind": "open", **opening})
        asked.append({"kind": "change", "choices": case.asked})
    return asked


def names_of(cases: Sequence[DeskCase]) -> dict[str, set[str]]:
    """Return which rows of the tables occur."""
    return {
        "methods": {case.settings["method"] for case in cases},
        "steps": {step["name"] for case in cases for step in case.settings["steps"]},
        "rounding": {case.settings["rounding"] for case in cases},
    }
