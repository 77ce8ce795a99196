"""One agreement that all municipalities of Finland share, made up for measuring: its report for
each of them, in Finnish and Swedish, in one batch.

    make nation
    python benchmarks/nation.py [--seats 309]

The municipalities and their populations are real; nobody has concluded the agreement, and its
reports say so.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bare_imports import beside_imports
from made_agreements import NATIONAL, YEARS, write_project
from table import machine, spaced, write
from thousand import batch, memory_table

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.project import Project

YEAR = YEARS[-1]
LANGUAGES = ("fi", "sv")
GOAL = 150
"""Seconds, for every municipality in both languages."""


def run_file(project: Project, seats: list[str]) -> None:
    """Write what the batch makes: the year's report for each seat, in each language."""
    lines = [
        "[[reports]]",
        f'agreements = ["{NATIONAL}"]',
        f"years = [{YEAR}]",
        f"municipalities = {json.dumps(seats)}",
        f"languages = {json.dumps(LANGUAGES)}",
    ]
    (project.root / "batch.toml").write_text("\n".join([*lines, ""]), encoding="utf-8")


def measured_batch(project: Project) -> tuple[list[tuple[str, float, float]], float]:
    """Run the batch; return its lines with the memory then, and the seconds."""
    began = time.perf_counter()
    lines = list(batch(project, None))
    return lines, time.perf_counter() - began


def main() -> None:
    """Measure, and write the numbers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seats", type=int, help="how many of them; all, if it is not said")
    few = parser.parse_args().seats
    with TemporaryDirectory() as folder:
        project = write_project(Path(folder), regions=False, national=True, years=(YEAR,))
        terms = read_terms(project, read_agreement(project, NATIONAL), YEAR)
        seats = list(terms.participants)[:few]
        run_file(project, seats)
        (lines, seconds), imports = beside_imports(lambda: measured_batch(project))
        reports = len(list(project.reports.glob("*/*/run.json")))
    expected = len(seats) * len(LANGUAGES)
    if reports != expected:
        sys.exit(f"{expected} reports were asked for, {reports} are there.")
    each = seconds / reports
    text = [
        f"{len(seats)} seats of {len(terms.participants)} payers in {len(LANGUAGES)} languages: "
        f"{spaced(reports)} reports in {seconds:.0f} s, {each:.2f} s each, {each / imports:.2f} × "
        f"the bare imports ({imports:.2f} s). The goal: at most {GOAL} s for all.",
        "",
        *memory_table(lines),
        "",
        machine("papermill", "nbconvert", "matplotlib", "pandas"),
    ]
    write("nation", text, command="make nation")


if __name__ == "__main__":
    main()
