"""One report of seven payers and one of all municipalities, and what each further seat of a batch
adds, beside the bare imports of pandas and matplotlib.

    python benchmarks/payers_and_seats.py [--rounds 5]

Every way is run in turn, round by round. The report of all municipalities is of an agreement that
was made up for it and says so.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bare_imports import BARE, IMPORTS
from made_agreements import NATIONAL, YEARS, write_project
from reports import BIN, SEATS, Measured, copy_of_the_project, environment_of, measure, run
from table import machine, rows, write

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.project import Project

AGREEMENT, YEAR = "kainuu-ict", 2023
FIGURES = ("s", "from–to", "× imports")
_KIB = 1 << 10


def figures(times: Measured, imports: Measured) -> list[str]:
    """Return a way's median seconds, their range and their ratio to the bare imports."""
    spread = f"{min(times.seconds):.2f}–{max(times.seconds):.2f}"
    return [f"{times.middle:.2f}", spread, f"{times.middle / imports.middle:.2f}"]


def of_payers(rounds: int, seven: Project, nation: Project) -> list[str]:
    """Measure one report of few payers and one of many, cold from the shell."""
    bare = partial(run, sys.executable, *BARE, environment=environment_of(seven.root))
    ways, pages = {IMPORTS: bare}, {}
    for project, agreement, year in ((seven, AGREEMENT, YEAR), (nation, NATIONAL, YEARS[-1])):
        terms = read_terms(project, read_agreement(project, agreement), year)
        name = f"one report, {len(terms.participants)} payers"
        command = [BIN / "analyysi", "report", agreement, str(year), "--quiet"]
        ways[name] = partial(run, *command, environment=environment_of(project.root))
        pages[name] = project.reports / agreement / str(year) / "report.html"
    measured = measure(ways, rounds)
    body = []
    for name, times in measured.items():
        size = f"{pages[name].stat().st_size / _KIB:.0f}" if name in pages else ""
        memory = f"{max(times.memory):.0f}"
        body.append([name, *figures(times, measured[IMPORTS]), size, memory])
    return rows(["What", *FIGURES, "page, KiB", "MiB"], body)


def of_seats(rounds: int, project: Project) -> list[str]:
    """Measure a batch of one report and one from all seats, and what each further seat adds."""
    environment = environment_of(project.root)
    ways = {IMPORTS: partial(run, sys.executable, *BARE, environment=environment)}
    joint, every = "a batch of one report", f"a batch of {len(SEATS)}: that, and one of each seat"
    for name, seats in ((joint, "joint"), (every, "all")):
        command = [BIN / "analyysi", "batch", "--agreements", AGREEMENT, "--years", str(YEAR)]
        options = ["--municipalities", seats, "--workers", "2", "--again", "--quiet"]
        ways[name] = partial(run, *command, *options, environment=environment)
    measured = measure(ways, rounds)
    body = [
        [name, *figures(times, measured[IMPORTS]), f"{max(times.memory):.0f}"]
        for name, times in measured.items()
    ]
    pairs = zip(measured[joint].seconds, measured[every].seconds, strict=True)
    added = Measured([(whole - one) / (len(SEATS) - 1) for one, whole in pairs])
    return rows(
        ["What", *FIGURES, "MiB"],
        [*body, ["**each further seat**", *figures(added, measured[IMPORTS]), ""]],
    )


def main() -> None:
    """Measure, and write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as here, TemporaryDirectory() as there:
        seven = Project(copy_of_the_project(Path(here) / "project"))
        nation = write_project(Path(there), regions=False, national=True, years=YEARS[-1:])
        payers = of_payers(rounds, seven, nation)
        seats = of_seats(rounds, seven)
    versions = machine("papermill", "nbconvert", "matplotlib", "pandas")
    write("few and many payers", [*payers, "", versions])
    write("further seats", [*seats, "", versions])


if __name__ == "__main__":
    main()
