"""The exact arithmetic beside that of other packages: the same inputs, one run, and whether the
answers are the same.

Run by `make benchmark` in an environment of its own (.benchmark-venv, from peers.lock); the
packages are no dependencies of the project. Every piece of work is done in a process of its own,
which may take so long and so much memory; what a package cannot do at one size it is not asked at
the next. The time is from the plain figures (weights and a total, or the cost of every coalition)
to the shares, so that making fractions of them counts; the payers' codes are there before. The
figures are made up from a fixed seed; they stand for nobody.

The lock file is made again, from the project's folder, by::

    uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate
    --no-emit-index-url \
        --no-emit-find-links --custom-compile-command "see benchmarks/peers.py" \
        --constraints requirements-dev.lock benchmarks/peers.in -o benchmarks/peers.lock
"""

from __future__ import annotations

import math
import multiprocessing
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing.connection import Connection
from random import Random

from table import machine, rows, spaced, write

from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from analyysi.allocation.cost_games.games import CostGame, TableOfCosts
from analyysi.allocation.cost_games.nucleolus import nucleolus
from analyysi.allocation.cost_games.shapley import shapley_value
from analyysi.allocation.ratios import Ratios
from analyysi.allocation.whole_units.array_rounding import in_arrays
from analyysi.allocation.whole_units.quotas import Rounded
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES

SECONDS, GIBIBYTES = 30, 8
PEERS = ("apportionment", "biprop", "coopgame-py", "largest-remainder", "tucoopy")

Shares = Sequence[Fraction | float | int]
Work = Callable[..., Shares]
"""Figures to shares, in the order of the payers."""


@dataclass(frozen=True)
class Peer:
    """One way of a package to do a job. `load` imports the package, which is not timed, and returns
    the work.
    """

    name: str
    load: Callable[[], Work]


@dataclass(frozen=True)
class Outcome:
    """The seconds that a piece of work took and its shares, or why there are none."""

    seconds: float = 0.0
    shares: Shares = ()
    fault: str = ""


# The packages, each imported only in the process that measures it.


def apportionment(rule: str, fractions: bool = False) -> Callable[[], Work]:
    """Return the work of `apportionment`, which works unit by unit or with a matrix of payers and
    units.
    """

    def load() -> Work:
        from apportionment.methods import compute

        def work(weights: Sequence[int], total: int) -> Shares:
            return compute(
                rule,
                weights,
                total,
                fractions=fractions,
                parties=[str(n) for n in range(len(weights))],
            )

        return work

    return load


def biprop(rounding: str) -> Callable[[], Work]:
    """Return the work of `biprop`, which looks for a divisor in floating point."""

    def load() -> Work:
        import numpy
        from biprop import Election

        rule = getattr(numpy, rounding)

        def work(weights: Sequence[int], total: int) -> Shares:
            return (
                Election([[w] for w in weights])
                .upper_apportionment(total, rounding_method=rule)
                .tolist()
            )

        return work

    return load


def largest_remainder() -> Work:
    """Return the work of `largest-remainder`, in floating point."""
    from largest_remainder import LargestRemainder

    return lambda weights, total: LargestRemainder.round(weights, total)


def coopgame_shapley() -> Work:
    """Return the Shapley value of `coopgame-py`, compiled and in floating point."""
    import coopgame

    return lambda costs: coopgame.shapley(coopgame.Game(costs[1:]))


def coopgame_nucleolus(certified: bool) -> Callable[[], Work]:
    """Return the nucleolus of `coopgame-py` in floating point, or the exact one that it certifies
    afterwards.
    """

    def load() -> Work:
        import coopgame

        def work(costs: Sequence[int]) -> Shares:
            game = coopgame.Game([-cost for cost in costs[1:]])
            gains = coopgame.nucleolus(game)["allocation"]
            if certified:
                verdict = coopgame.verify_solution(game, gains, "imputation")
                if verdict["check"] != "certified":
                    raise ArithmeticError(f"its own check: {verdict['check']}")
                gains = verdict["exact"]
            return [-gain for gain in gains]

        return work

    return load


def coopgame_nucleolus_in_fractions() -> Work:
    """Return the nucleolus of `coopgame-py` worked out in fractions from the start, for ten players
    at most.
    """
    import coopgame

    def work(costs: Sequence[int]) -> Shares:
        worths = [-cost for cost in costs[1:]]
        gains = coopgame.nucleolus_exact(worths, "imputation", "binary")["allocation"]
        return [-gain for gain in gains]

    return work


def coopgame_claims(rule: str) -> Callable[[], Work]:
    """Return a claims rule of `coopgame-py`, in fractions."""

    def load() -> Work:
        import coopgame

        return lambda claims, total: getattr(coopgame, rule)(total, claims, exact=True)

    return load


def tucoopy_shapley() -> Work:
    """Return the Shapley value of `tucoopy`, with NumPy."""
    from tucoopy.base.game import Game
    from tucoopy.solutions.shapley import shapley_value_fast

    return lambda costs: shapley_value_fast(
        Game(len(costs).bit_length() - 1, dict(enumerate(map(float, costs))))
    )


def tucoopy_nucleolus() -> Work:
    """Return the nucleolus of `tucoopy`, by the linear programmes of SciPy."""
    from tucoopy.base.game import Game
    from tucoopy.solutions.nucleolus import nucleolus as theirs

    def work(costs: Sequence[int]) -> Shares:
        worths = {mask: -float(cost) for mask, cost in enumerate(costs)}
        gains = theirs(Game(len(costs).bit_length() - 1, worths)).x
        return [-gain for gain in gains]

    return work


# The project's own work, from the same plain figures.


CODES = [f"{number:06d}" for number in range(10_000)]


def own_rounded(
    function: Callable[[Ratios, int], Rounded], weights: Sequence[int], total: int
) -> Rounded:
    """Share units by weights, as the project's methods do, and round by a rule."""
    shares = {code: weight * total for code, weight in zip(CODES, weights, strict=False)}
    return function(Ratios(shares, sum(weights)), 1)


def own_rounding(name: str) -> Callable[[], Work]:
    """Return a rounding rule of the project, for many payers by arrays as an analyst's case has
    it.
    """

    def load() -> Work:
        import numpy

        rule = ROUNDING_RULES[name]
        by_arrays = in_arrays(rule, numpy)

        def work(weights: Sequence[int], total: int) -> Shares:
            chosen = by_arrays if len(weights) > 100 else rule
            return list(own_rounded(chosen.function, weights, total).cents.values())

        return work

    return load


def own_game(solution: Callable[[CostGame], dict[str, Fraction]]) -> Callable[[], Work]:
    """Return a solution of the project to the game of a cost for every coalition."""

    def work(costs: Sequence[int]) -> Shares:
        players = tuple(f"{number:03d}" for number in range(len(costs).bit_length() - 1))
        return list(solution(CostGame(players, TableOfCosts(1, tuple(costs)))).values())

    return lambda: work


def own_claims(rule: str) -> Callable[[], Work]:
    """Return a claims rule of the project."""

    def work(claims: Sequence[int], total: int) -> Shares:
        named = {f"{number:06d}": Fraction(claim) for number, claim in enumerate(claims)}
        return list(CLAIMS_RULES[rule].function(Fraction(total), named).values())

    return lambda: work


# What is compared.

ROUNDING = {
    "largest_remainder": (
        Peer("apportionment", apportionment("hamilton")),
        Peer("apportionment, fractions", apportionment("hamilton", fractions=True)),
        Peer("largest-remainder", largest_remainder),
    ),
    "jefferson": (
        Peer("apportionment", apportionment("jefferson")),
        Peer("apportionment, fractions", apportionment("jefferson", fractions=True)),
        Peer("biprop", biprop("floor")),
    ),
    "webster": (
        Peer("apportionment", apportionment("webster")),
        Peer("apportionment, fractions", apportionment("webster", fractions=True)),
        Peer("biprop", biprop("round")),
    ),
    "huntington_hill": (Peer("apportionment", apportionment("huntington")),),
    "dean": (
        Peer("apportionment", apportionment("dean")),
        Peer("apportionment, fractions", apportionment("dean", fractions=True)),
    ),
    "adams": (
        Peer("apportionment", apportionment("adams")),
        Peer("apportionment, fractions", apportionment("adams", fractions=True)),
        Peer("biprop", biprop("ceil")),
    ),
    "quota": (
        Peer("apportionment", apportionment("quota")),
        Peer("apportionment, fractions", apportionment("quota", fractions=True)),
    ),
}
PROBLEMS = 500
SIZES = ((100, 10_000), (1_000, 100_000), (1_000, 100_000_000), (10_000, 10_000_000_000))
"""Payers and units; a unit is a cent, so the last ones are a million and a hundred million euros.
"""
SHAPLEY = (Peer("coopgame-py", coopgame_shapley), Peer("tucoopy", tucoopy_shapley))
NUCLEOLUS = (
    Peer("coopgame-py", coopgame_nucleolus(certified=False)),
    Peer("coopgame-py, certified", coopgame_nucleolus(certified=True)),
    Peer("coopgame-py, fractions", coopgame_nucleolus_in_fractions),
    Peer("tucoopy", tucoopy_nucleolus),
)
CLAIMS = ("constrained_equal_awards", "constrained_equal_losses", "talmud")
NAMES = {
    "largest_remainder": "Largest remainder",
    "jefferson": "Jefferson",
    "webster": "Webster",
    "huntington_hill": "Huntington–Hill",
    "dean": "Dean",
    "adams": "Adams",
    "quota": "Quota method",
    "constrained_equal_awards": "Equal awards",
    "constrained_equal_losses": "Equal losses",
    "talmud": "Talmud",
}
JUDGED = ("the same", "another way with a tie", "wrong", "no answer")


def sums_of_coalitions(figures: Sequence[int]) -> list[int]:
    """Return the sum of each coalition's figures; bit `n` of a place says that payer `n` is in."""
    sums = [0]
    for figure in figures:
        sums += [subtotal + figure for subtotal in sums]
    return sums


def drawn(draw: Random, count: int, least: int, most: int) -> list[int]:
    """Draw so many whole numbers."""
    return [draw.randint(least, most) for _ in range(count)]


def joint_costs(players: int, draw: Random) -> list[int]:
    """Return the costs of coalitions that pay what they do alone, or a joint
    cost if that is less.
    """
    alone = drawn(draw, players, 10_000_00, 60_000_00)
    joint = sum(alone) * 6 // 10
    sums = sums_of_coalitions(alone)
    return [min(cost, joint) if mask & mask - 1 else cost for mask, cost in enumerate(sums)]


def uneven_costs(players: int, draw: Random) -> list[int]:
    """Return costs that grow as the root of the coalition's size, each a little off: nothing about
    them is regular.
    """
    sizes = drawn(draw, players, 100, 9_000)
    return [
        math.isqrt(size * 10**10) * draw.randint(980, 1020) // 1000
        for size in sums_of_coalitions(sizes)
    ]


# The measuring.


def work_through(pipe: Connection, load: Callable[[], Work], inputs: tuple[object, ...]) -> None:
    """Do the work a few times, within the memory allowed, and send the median of the processor's
    seconds with the shares.
    """
    with suppress(OSError, ValueError):  # macOS does not set this limit
        resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTES << 30, GIBIBYTES << 30))
    try:
        work, times = load(), []
        while not times or (len(times) < 25 and sum(times) < 2):
            started = time.process_time()  # other work on the machine does not count
            shares = work(*inputs)
            times.append(time.process_time() - started)
        pipe.send(Outcome(statistics.median(times), shares))
    except MemoryError:
        pipe.send(Outcome(fault=f"over {GIBIBYTES} GiB"))
    except Exception as error:  # noqa: BLE001  (whatever a package does, the next one is measured)
        pipe.send(Outcome(fault=f"no answer: {type(error).__name__}"))


def measured(load: Callable[[], Work], inputs: tuple[object, ...]) -> Outcome:
    """Do the work in a process of its own, for so many seconds at most."""
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    child = context.Process(target=work_through, args=(send, load, inputs))
    child.start()
    send.close()
    try:
        return receive.recv() if receive.poll(SECONDS) else Outcome(fault=f"over {SECONDS} s")
    except EOFError:
        return Outcome(fault="its process died")
    finally:
        child.kill()
        child.join()


def agreement(ours: Shares, theirs: Shares) -> str:
    """Tell how far the shares of a package are from ours, in cents."""
    gaps = [
        abs(Fraction(our_share) - Fraction(their_share))
        for our_share, their_share in zip(ours, theirs, strict=True)
    ]
    if not any(gaps):
        return "the same"
    if max(gaps) < Fraction(1, 1000):
        return f"the same but for {float(max(gaps)):.0e} cents"
    return f"{sum(1 for gap in gaps if gap)} shares differ, by up to {spaced(max(gaps) / 100)} €"


def two_digits(number: float) -> str:
    """Write a number by its first two digits: "0.0017", "13", "2 500"."""
    if number >= 10:
        return spaced(round(number, 1 - math.floor(math.log10(number))))
    return f"{number:.{1 - math.floor(math.log10(number))}f}"


@dataclass(frozen=True)
class Measured:
    """A job of one size by ours and by a package, in seconds: `theirs` is None where the package
    has no answer.

    `answer` tells what the package's shares are beside ours, or why it has none.
    """

    job: str
    size: str
    ours: float
    peer: str
    theirs: float | None
    answer: str

    def cells(self) -> list[str]:
        """Return the cells after those of the job."""
        if self.theirs is None:
            return [self.peer, "", "", self.answer]
        ratio = two_digits(self.theirs / self.ours)
        return [
            self.peer,
            two_digits(self.theirs),
            ratio if self.theirs > self.ours else f"**{ratio}**",
            self.answer,
        ]


def told(line: Measured) -> Measured:
    """Tell of a job that was measured."""
    cells = (f"{line.job}, {line.size}", two_digits(line.ours), *line.cells())
    widths = (46, 8, 26, 8, 10, 0)
    sys.stderr.write(
        "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
        + "\n"
    )
    return line


def compare(
    job: str, own: Callable[[], Work], peers: Sequence[Peer], sizes: Sequence[tuple[str, tuple]]
) -> list[Measured]:
    """Measure one job at growing sizes: ours, then each package that has
    managed the sizes before.
    """
    failed: set[str] = set()
    lines = []
    for size, inputs in sizes:
        ours = measured(own, inputs)
        if ours.fault:
            sys.exit(f"{job}, {size}: ours has no answer ({ours.fault}).")
        for peer in peers:
            if peer.name in failed:
                continue
            theirs = measured(peer.load, inputs)
            if theirs.fault:
                failed.add(peer.name)
            answer = theirs.fault or agreement(ours.shares, theirs.shares)
            seconds = None if theirs.fault else theirs.seconds
            lines.append(told(Measured(job, size, ours.seconds, peer.name, seconds, answer)))
    return lines


def table(measured: Sequence[Measured]) -> list[str]:
    """Return the table of jobs, each job and size named once."""
    body, before = [], None
    for line in measured:
        this = line.job, line.size
        named = [f"{line.job}, {line.size}", two_digits(line.ours)] if this != before else ["", ""]
        body.append([*named, *line.cells()])
        before = this
    return rows(["Job", "Ours, s", "Peer", "Peer, s", "Ratio", "Its answer"], body, right=(1, 3, 4))


def with_ties(draw: Random) -> list[tuple[list[int], int]]:
    """Return small problems of few distinct weights, in which ties are frequent."""
    problems = []
    for _ in range(PROBLEMS):
        weights = [draw.choice((1, 2, 3, 6, 10, 15)) * 100 for _ in range(draw.randint(2, 12))]
        problems.append((weights, draw.randint(12, 300)))
    return problems


def answers(load: Callable[[], Work]) -> Callable[[], Callable[..., list[Shares]]]:
    """Return the work of many problems; one that stops with an error has no shares."""

    def loaded() -> Callable[..., list[Shares]]:
        work = load()

        def each(*problems: tuple[list[int], int]) -> list[Shares]:
            shares: list[Shares] = []
            for weights, total in problems:
                shares.append(())
                with suppress(Exception):
                    shares[-1] = work(weights, total)
            return shares

        return each

    return loaded


def differences(draw: Random) -> list[list[str]]:
    """Count in how many small problems with ties a package gives other units than ours.

    Ties may be settled in another way; what differs for a payer without a tie is a fault.
    """
    problems = with_ties(draw)
    body = []
    for rule, peers in ROUNDING.items():
        ours = [own_rounded(ROUNDING_RULES[rule].function, *problem) for problem in problems]
        for peer in peers:
            theirs = measured(answers(peer.load), tuple(problems)).shares
            counted = Counter(
                judged(rounded, units) for rounded, units in zip(ours, theirs, strict=True)
            )
            body.append([NAMES[rule], peer.name, *(str(counted[what]) for what in JUDGED)])
    return body


def judged(ours: Rounded, units: Shares) -> str:
    """Tell what the units of a package are, beside ours."""
    if sum(units) != sum(ours.cents.values()):
        return "no answer"
    differing = {
        code for (code, cents), unit in zip(ours.cents.items(), units, strict=True) if cents != unit
    }
    if not differing:
        return "the same"
    return "another way with a tie" if differing <= set(ours.tied) else "wrong"


def main() -> None:
    """Compare rounding, Shapley values, nucleoli and claims rules, then the units where there are
    ties.
    """
    sys.stderr.write(
        f"Each has {SECONDS} s and {GIBIBYTES} GiB at most. A ratio above 1: ours is faster.\n"
    )
    draw = Random(2023)
    weights = {payers: drawn(draw, payers, 100, 200_000) for payers, _ in SIZES}
    games = {players: joint_costs(players, draw) for players in (5, 7, 10, 12, 15, 20)}
    uneven = {players: uneven_costs(players, draw) for players in (5, 7, 10, 12)}
    claims = {payers: drawn(draw, payers, 10_000_00, 30_000_00) for payers in (1_000, 10_000)}

    lines = []
    sizes = [
        (f"{spaced(payers)} payers, {spaced(units)} units", (weights[payers], units))
        for payers, units in SIZES
    ]
    for rule, peers in ROUNDING.items():
        lines += compare(NAMES[rule], own_rounding(rule), peers, sizes)
    lines += compare(
        "Shapley value",
        own_game(shapley_value),
        SHAPLEY,
        [(f"{n} players", (games[n],)) for n in (10, 15, 20)],
    )
    for kind, tables in (("joint cost", games), ("no pattern in the costs", uneven)):
        chosen = [(f"{n} players", (tables[n],)) for n in (5, 7, 10, 12)]
        lines += compare(f"Nucleolus, {kind}", own_game(nucleolus), NUCLEOLUS, chosen)
    for rule in CLAIMS:
        chosen = [(f"{spaced(n)} claims", (claims[n], sum(claims[n]) * 6 // 10)) for n in claims]
        peers = (Peer("coopgame-py, fractions", coopgame_claims(rule)),)
        lines += compare(NAMES[rule], own_claims(rule), peers, chosen)
    write("beside the peers", [*table(lines), "", machine(*PEERS)])
    header = ["Rule", "Peer", *(what[:1].upper() + what[1:] for what in JUDGED)]
    write("where there are ties", [*rows(header, differences(draw), right=2), "", machine(*PEERS)])


if __name__ == "__main__":
    main()
