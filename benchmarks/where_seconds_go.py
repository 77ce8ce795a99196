"""Where the seconds of one report go: on the clock from the shell to the file, and by what they are
spent on.

python benchmarks/where_seconds_go.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bare_imports import beside_imports
from table import machine, rows, write


def on_the_clock(root: str) -> None:
    """Make a report as the command does and print, as JSON, when it got how far; run in a process
    of its own.
    """
    began = time.perf_counter()
    moments: dict[str, float] = {}

    def at(what: str) -> None:
        moments[what] = time.perf_counter() - began

    from analyysi.run.engine.process import FreshProcess

    cells = FreshProcess()
    at("the process of the cells is started")
    from analyysi.agreement.parameters import check_parameters
    from analyysi.project import find_project
    from analyysi.run import papers, report
    from analyysi.run.execute import import_ahead
    from analyysi.run.folder import replace_folder

    parameters = check_parameters({"agreement": "kainuu-ict", "year": 2023})
    plan = report.plan_report(find_project(root), parameters, ["html"])
    at("parameters and terms are checked")
    import_ahead()
    at("papermill is imported here")
    run, make_papers = cells.run, papers.make_papers

    def first(source: str) -> Any:
        answer = run(source)
        moments.setdefault(
            "the first cell is done: all is imported there", time.perf_counter() - began
        )
        return answer

    def after(*given: Any) -> Any:
        at("the last cell is done")
        made = make_papers(*given)
        at("the page is made")
        return made

    cells.run = first  # type: ignore[method-assign]
    papers.make_papers = after
    contents = report.make_contents(plan, cells)
    cells.close()
    replace_folder(plan.folder, contents)
    at("the files are in their place")
    print(json.dumps(moments))  # noqa: T201 - the answer


def by_subject(root: str) -> None:
    """Do the work of the cells in this process and print, as JSON, what it was spent on."""
    spent: dict[str, float] = defaultdict(float)

    def timed(owner: Any, name: str, what: str) -> None:
        function: Callable[..., Any] = getattr(owner, name)

        def wrapper(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                spent[what] += time.perf_counter() - began

        setattr(owner, name, wrapper)

    began = time.perf_counter()
    from analyysi.comparison import case, compare, report_context
    from analyysi.project import Project
    from analyysi.report import page
    from analyysi.report.pictures import (
        changes_chart,
        share_charts,
        share_map,
        withdrawal_chart,
        years_chart,
    )
    from analyysi.report.pieces import evenness
    from analyysi.report.sections import head

    spent["imports"] = time.perf_counter() - began
    pictures = (
        changes_chart,
        share_charts,
        share_map,
        withdrawal_chart,
        years_chart,
        evenness,
    )
    for module in pictures:
        for name in [name for name in vars(module) if name.startswith("draw_")]:
            timed(module, name, "drawing")
    timed(head, "explorer", "the explorer's data")
    project = Project(Path(root))
    began = time.perf_counter()
    loaded = case.load_year(project, "kainuu-ict", 2023)
    spent["reading and checking figures"] = time.perf_counter() - began
    began = time.perf_counter()
    compared = compare.compare_methods(loaded)
    spent["every split"] = time.perf_counter() - began
    began = time.perf_counter()
    context = report_context.report_context(project, loaded)
    spent["surroundings: search for the rule, later figures, boundaries"] = (
        time.perf_counter() - began
    )
    began = time.perf_counter()
    shown = page.Page(compared, "fi", "", context)
    from plain_report import calls_of, page_part  # here: what it imports is measured above

    for name in calls_of(project):
        page_part(shown, name)
    inner = ("drawing", "the explorer's data")
    spent["the rest of the page: properties, sentences, tables"] = (
        time.perf_counter() - began - sum(spent[name] for name in inner)
    )
    print(json.dumps(spent))  # noqa: T201 - the answer


def asked_of_itself(part: str, root: Path, rounds: int) -> dict[str, float]:
    """Run a part of this file in fresh processes and return the median of each figure."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        command = [sys.executable, __file__, "--part", part, "--root", str(root)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=os.environ)
        for name, taken in json.loads(done.stdout).items():
            seconds[name].append(taken)
    return {name: median(values) for name, values in seconds.items()}


def main() -> None:
    """Measure, and write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--part", choices=["clock", "subject"])
    parser.add_argument("--root")
    asked = parser.parse_args()
    if asked.part:
        (on_the_clock if asked.part == "clock" else by_subject)(asked.root)
        return
    from reports import copy_of_the_project

    with TemporaryDirectory() as folder:
        root = copy_of_the_project(Path(folder) / "project")
        (clock, subject), imports = beside_imports(
            lambda: (
                asked_of_itself("clock", root, asked.rounds),
                asked_of_itself("subject", root, asked.rounds),
            )
        )
    whole = sum(subject.values())
    write("where the seconds go", [
        "On the clock, from the start of Python:", "",
        *rows(["When", "s", "× imports"], [
            [name, f"{taken:.2f}", f"{taken / imports:.2f}"] for name, taken in clock.items()
        ]), "",
        "What the cells do, in one plain process:", "",
        *rows(["On what", "s", "%", "× imports"], [
            [name, f"{taken:.2f}", f"{taken / whole * 100:.0f}", f"{taken / imports:.2f}"]
            for name, taken in sorted(subject.items(), key=lambda pair: -pair[1])
        ]), "", machine("papermill", "nbconvert", "matplotlib", "pandas")])  # fmt: skip


if __name__ == "__main__":
    main()
