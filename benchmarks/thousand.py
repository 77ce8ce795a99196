"""A thousand reports in one batch: is memory flat, does it survive three kills, are the bytes those
of one-by-one runs?

    python benchmarks/thousand.py [--reports 1000] [--compare 1000]

Real populations of all municipalities of Finland, 2001-2022; an agreement for every region, made
for measuring and marked so: nobody has concluded it. The batch is stopped three times by SIGKILL
and run again. Then reports are made one by one, by `analyysi report`, and every file is compared.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from bare_imports import bare_imports
from made_agreements import write_project
from table import machine, rows, write

from analyysi.agreement.reading import agreement_ids
from analyysi.project import Project

BIN = Path(sys.executable).parent
YEARS = range(2001, 2023)
KILLS = 3
_MIB = 1 << 20
_SAME_HOUR = {"SOURCE_DATE_EPOCH": "1700000000"}


def run_file(project: Project, reports: int) -> Path:
    """Write a run file of so many reports into the project: regions by years, in Finnish, Swedish
    and English.
    """
    left, groups = reports, []
    agreements = agreement_ids(project)
    for language in ("fi", "sv", "en"):
        whole, years = divmod(left, len(YEARS))
        picked = agreements[:whole]
        if picked:
            names = ", ".join(f'"{name}"' for name in picked)
            groups.append(f'[[reports]]\nagreements = [{names}]\nlanguages = ["{language}"]\n')
            left -= len(picked) * len(YEARS)
        if years and whole < len(agreements):
            last = (
                f'agreements = ["{agreements[whole]}"]\nyears = ["{YEARS[0]}-{YEARS[years - 1]}"]'
            )
            groups.append(f'[[reports]]\n{last}\nlanguages = ["{language}"]\n')
            left -= years
        if not left:
            break
    if left:
        sys.exit(f"There are not so many reports: {left} too many were asked for.")
    path = project.root / "batch.toml"
    path.write_text("\n".join(groups), encoding="utf-8")
    return path


def held(process: psutil.Process) -> tuple[float, float]:
    """Return how many MiB the batch itself and all its processes hold; shared pages are counted
    once (PSS).
    """
    alone = float(process.memory_full_info().pss) / _MIB
    total = alone
    for child in process.children(recursive=True):
        with suppress(psutil.Error):
            total += child.memory_full_info().pss / _MIB
    return alone, total


def batch(project: Project, until: int | None) -> Iterator[tuple[str, float, float]]:
    """Run the batch, and give every line that it tells with the memory then; kill it after so many
    reports made.
    """
    command = [
        BIN / "analyysi",
        "batch",
        project.root / "batch.toml",
        "--workers",
        "2",
        "--project",
        project.root,
    ]
    environment = {**os.environ, **_SAME_HOUR}
    run = subprocess.Popen(
        list(map(str, command)),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # where each report is told
        encoding="utf-8",
    )
    process, made = psutil.Process(run.pid), 0
    assert run.stdout is not None
    for line in run.stdout:
        memory = (0.0, 0.0)
        with suppress(psutil.Error):
            memory = held(process)
        if line.startswith("FAILED"):
            sys.stderr.write(line)
        yield line.rstrip(), *memory
        made += line.startswith("made")
        if until is not None and made >= until:
            os.kill(run.pid, signal.SIGKILL)
            break
    code = run.wait()
    if code != (0 if until is None else -signal.SIGKILL):
        sys.exit(f"The batch ended with {code}.")


def files_of(project: Project) -> dict[str, bytes]:
    """Return every file of every report."""
    paths = (path for path in project.reports.glob("*/*/*") if path.is_file())
    return {path.relative_to(project.reports).as_posix(): path.read_bytes() for path in paths}


def one_by_one(project: Project, names: list[str]) -> None:
    """Make reports by `analyysi report`, two commands at a time."""

    def make(name: str) -> None:
        agreement, _, folder = name.partition("/")
        year, _, language = folder.partition("-")
        command = [
            BIN / "analyysi",
            "report",
            agreement,
            year,
            "--language",
            language or "fi",
            "--quiet",
        ]
        done = subprocess.run(
            [*map(str, command), "--project", str(project.root)],
            env={**os.environ, **_SAME_HOUR},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            sys.exit(done.stderr.decode())

    with ThreadPoolExecutor(2) as pool:
        for number, _ in enumerate(pool.map(make, names), start=1):
            if number % 50 == 0:
                sys.stderr.write(f"{number} of {len(names)} one by one\n")


def memory_table(lines: Sequence[tuple[str, float, float]]) -> list[str]:
    """Return what a batch's processes held in the first, middle and last tenth of its reports."""
    memory = [(alone, total) for line, alone, total in lines if line.startswith("made")]
    tenth = max(1, len(memory) // 10)
    tenths = {
        "first tenth": memory[:tenth],
        "middle": memory[len(memory) // 2 : len(memory) // 2 + tenth],
        "last tenth": memory[-tenth:],
    }
    body = []
    for name, held_then in tenths.items():
        alone, total = (median(column) for column in zip(*held_then, strict=True))
        body.append([name, f"{alone:.0f}", f"{total:.0f}"])
    header = ["Of the last run", "the batch itself, MiB", "with all its processes, MiB"]
    return rows(header, body)


def main() -> None:
    """Measure, compare and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument(
        "--compare", type=int, default=1000, help="how many are made one by one, evenly picked"
    )
    asked = parser.parse_args()
    with TemporaryDirectory() as here, TemporaryDirectory() as there:
        project = write_project(Path(here), regions=True, national=False, years=YEARS)
        run_file(project, asked.reports)
        imports = bare_imports()
        started, whole, lines = time.perf_counter(), 0, []
        for number in range(KILLS):
            made = sum(line.startswith("made") for line, _, _ in batch(project, asked.reports // 8))
            now = len(list(project.reports.glob("*/*/run.json")))
            sys.stderr.write(f"kill {number + 1}: {made} told as made, {now} there\n")
            if now < whole + made:
                sys.exit("A report that was told as made is not there.")
            whole = now
        lines = list(batch(project, None))
        seconds = time.perf_counter() - started
        ratio = seconds / asked.reports / median([*imports, *bare_imports()])
        sys.stderr.write(f"{lines[-2][0]}\n")
        unchanged = sum(line.startswith("unchanged") for line, _, _ in lines)
        if unchanged < whole:
            sys.exit(f"{whole} reports were there, and only {unchanged} were left as they were.")
        by_batch = files_of(project)
        if len({name.rpartition("/")[0] for name in by_batch}) != asked.reports:
            sys.exit("Not every report is there.")
        plain = write_project(Path(there), regions=True, national=False, years=YEARS)
        names = sorted({name.rpartition("/")[0] for name in by_batch})
        picked = names[:: max(1, len(names) // asked.compare)][: asked.compare]
        one_by_one(plain, picked)
        single = files_of(plain)
        differing = [name for name, content in single.items() if by_batch.get(name) != content]
        if differing:
            sys.exit(f"{len(differing)} files differ, the first {differing[0]}.")
        text = [
            f"{asked.reports} reports in {seconds:.0f} s, killed three times: "
            f"{seconds / asked.reports:.2f} s each, {ratio:.2f} × the bare imports.",
            f"{unchanged} were there at the last start and left as they were.",
            f"{len(single)} files of {len(picked)} reports were made one by one too: the same to "
            "the byte.",
            "",
            *memory_table(lines),
            "",
            machine("papermill", "nbconvert", "matplotlib", "pandas"),
        ]
        write("a thousand reports", text)


if __name__ == "__main__":
    main()
