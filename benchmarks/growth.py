"""How the computation grows: with payers, with years, and over all municipalities of the country.
No report is made.

    python benchmarks/growth.py [--quick]

Municipalities and their populations are real; the agreements are made for measuring
(`made_agreements`). Payers by the thousand are made up from a fixed seed and stand for nobody, and
so do the claims and the costs that give every method something to work out. `--quick` leaves out
the 10 000 payers and the 50 years, and writes no document.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

from made_agreements import FIRST_FIGURE, NATIONAL, YEARS, write_project
from table import machine, spaced, write
from table import rows as markdown

from analyysi.agreement.agreement import Party
from analyysi.agreement.values import LocalText
from analyysi.allocation.cost_games.declared_games import airport
from analyysi.allocation.problem import Problem
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.change import change
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.explain import explanation_for_report
from analyysi.comparison.history import earlier_years, shared_year
from analyysi.comparison.robustness import robustness
from analyysi.comparison.split_properties import split_findings
from analyysi.comparison.verdicts import assess_split
from analyysi.project import Project

PAYERS = (10, 100, 308, 1_000, 10_000)
SPANS = (1, 5, 10, 22, 50)
REGION = "maakunta-kainuu"
_DRAWS = 1000
Row = tuple[str, str, str]
"""What was measured, how large it was, and the seconds."""
Answer = TypeVar("Answer")


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """Return what a piece of work returns, and the seconds that it takes."""
    started = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - started


def seconds(taken: float) -> str:
    """Write seconds to two digits that count."""
    decimals = 3 if taken < 0.1 else 2 if taken < 10 else 0
    return f"{taken:.{decimals}f}"


def counted(count: int, what: str) -> str:
    """Write how many there are: "1 000 payers", "1 year"."""
    return f"{spaced(count)} {what}" if count > 1 else f"1 {what.removesuffix('s')}"


def made_case(case: Case, payers: int, draw: Random) -> Case:
    """Put made-up payers in the place of a case's own, each with a figure, a claim and a cost of
    its own.
    """
    codes = [f"{number:06d}" for number in range(payers)]
    parties = tuple(
        Party(code=code, kind="organisation", name=LocalText(fi=f"Maksaja {code}"))
        for code in codes
    )
    made = replace(case, agreement=case.agreement.model_copy(update={"parties": parties}))
    return with_every_family(
        made, {code: Fraction(draw.randint(100, 200_000)) for code in codes}, draw
    )


def with_every_family(case: Case, people: dict[str, Fraction], draw: Random) -> Case:
    """Invent claims and costs, so that the rules for claims and for games have something to work
    out too.

    The claims cover the total one and a half to four times; the costs are those of an airport, the
    only game that can be worked out for hundreds.
    """
    total, key = 10_000_00 * len(people), case.terms.per_head or ""
    claims = {code: Fraction(draw.randint(15_000_00, 40_000_00)) for code in people}
    needs = {code: draw.randint(1_00, total - 1) for code in people}
    needs[next(iter(needs))] = total
    problem = Problem(Fraction(total), tuple(people), {key: people}, {key: claims}, airport(needs))
    return replace(case, problem=problem)


def every_rounding(comparison: Comparison) -> None:
    """Round the chosen split by every rule."""
    for rule in ROUNDING_RULES.values():
        rule.function(comparison.chosen.exact.amounts, 1)


def assess_every_split(comparison: Comparison) -> None:
    """Weigh every split, with all its properties."""
    for split in comparison.splits:
        assess_split(comparison, split)


def by_payers(case: Case, counts: Sequence[int] = PAYERS) -> list[Row]:
    """Compare every method that applies, round, and look for properties, for
    more and more payers.
    """
    measured: list[Row] = []
    for count in counts:
        made = made_case(case, count, Random(2023))
        payers = counted(count, "payers")
        comparison, taken = timed(partial(compare_methods, made))
        size = f"{payers}, {len(comparison.splits)} ways"
        measured.append(("Every way that applies, worked out and rounded", size, seconds(taken)))
        _, taken = timed(partial(every_rounding, comparison))
        rules = f"{payers}, {len(ROUNDING_RULES)} rules"
        measured.append(("One way, rounded by every rule", rules, seconds(taken)))
        _, taken = timed(partial(split_findings, comparison, comparison.chosen))
        measured.append(("Every property of the chosen way", payers, seconds(taken)))
        _, taken = timed(partial(assess_every_split, comparison))
        measured.append(("Every way weighed, with all its properties", size, seconds(taken)))
        if count <= 1_000:
            _, taken = timed(partial(robustness, comparison, _DRAWS))
            draws = f"{payers}, {_DRAWS} draws"
            measured.append(("Figures revised and keys weighted at random", draws, seconds(taken)))
    return measured


def by_years(folder: Path, spans: Sequence[int] = SPANS) -> list[Row]:
    """Work out the last of ever more years, with all earlier ones and why the shares changed since
    the year before.
    """
    measured: list[Row] = []
    for span in spans:
        years = range(FIRST_FIGURE + 1, FIRST_FIGURE + 1 + span)
        project = write_project(folder / f"{span}", regions=True, years=years)
        # Libraries are imported and the table is checked once in a process.
        load_year(project, REGION, years[0])

        def last(project: Project = project, year: int = years[-1]) -> None:
            case = load_year(project, REGION, year)
            compare_methods(case)
            before, now = earlier_years(project, case), shared_year(case)
            if before:
                change(before[-1], now)

        _, taken = timed(last)
        measured.append(
            (
                "The last year, all earlier ones, and the change from the year before",
                counted(span, "years"),
                seconds(taken),
            )
        )
    return measured


def nation(project: Project, years: Sequence[int] = YEARS) -> list[Row]:
    """Share a sum among all municipalities by their real populations, year by year."""
    cases, reading = timed(lambda: [load_year(project, NATIONAL, year) for year in years])
    size = f"{len(cases[0].problem.payers)} municipalities, {len(cases)} years"
    compared, comparing = timed(lambda: [compare_methods(case) for case in cases])
    _, weighing = timed(lambda: [assess_every_split(comparison) for comparison in compared])
    full = [
        with_every_family(case, dict(case.problem.keys[case.terms.per_head or ""]), Random(2023))
        for case in cases
    ]
    every, comparing_all = timed(lambda: [compare_methods(case) for case in full])
    _, weighing_all = timed(lambda: [assess_every_split(comparison) for comparison in every])
    changes, changing = timed(lambda: [change(shared_year(cases[-2]), shared_year(cases[-1]))])
    return [
        ("Terms and figures read and checked", size, seconds(reading)),
        (
            f"The {len(compared[0].splits)} ways that the terms name, worked out and rounded",
            size,
            seconds(comparing),
        ),
        (
            f"The same {len(compared[0].splits)} ways weighed, with all their properties",
            size,
            seconds(weighing),
        ),
        (
            f"{len(every[0].splits)} ways, with rules for claims and games",
            size,
            seconds(comparing_all),
        ),
        (
            f"The same {len(every[0].splits)} ways weighed, with all their properties",
            size,
            seconds(weighing_all),
        ),
        (
            "Why the shares changed, payer by payer",
            f"{len(changes[0].cents)} municipalities, 2 years",
            seconds(changing),
        ),
    ]


def search_for_the_rule(project: Project) -> Row:
    """Look for the rule behind the published shares of a real year, as its report does."""
    case = load_year(project, "kainuu-ict", 2023)
    explanation, taken = timed(partial(explanation_for_report, project, case))
    tried = sum(family.tried for family in explanation.inference.families)
    return "The rule behind published shares looked for", f"{spaced(tried)} rules", seconds(taken)


def rows(payers: Sequence[int] = PAYERS, spans: Sequence[int] = SPANS) -> list[Row]:
    """Measure everything: what, how large, and the seconds."""
    with TemporaryDirectory() as folder:
        project = write_project(Path(folder) / "nation", regions=False, national=True)
        case = load_year(project, NATIONAL, YEARS[-1])
        grown = [*by_payers(case, payers), *by_years(Path(folder), spans), *nation(project)]
    return [*grown, search_for_the_rule(Project(Path(__file__).parent.parent))]


def main() -> None:
    """Measure, show and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="leave out the largest, and write no document"
    )
    quick = parser.parse_args().quick
    measured = rows(PAYERS[:-1], SPANS[:-1]) if quick else rows()
    job_width = max(len(job) for job, _, _ in measured)
    size_width = max(len(size) for _, size, _ in measured)
    for job, size, taken in measured:
        sys.stdout.write(f"{job:<{job_width}}  {size:<{size_width}}  {taken:>8} s\n")
    if not quick:
        write(
            "growth", [*markdown(("What", "How much", "Seconds"), measured, right=2), "", machine()]
        )


if __name__ == "__main__":
    main()
