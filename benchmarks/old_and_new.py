"""How long an older version of the program and this checkout take, run in turns.

`make old-and-new OLD=<revision>` runs each job by the code of that revision and by the code of this
checkout, one after the other, round by round, so that a machine that gets slower does so for both.
Each runs in a copy with its own project. The first round is not counted.

A job is marked where the new median lies outside the spread of the old times, or is more than five
in a hundred above the old median.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from table import machine, rows
from two_versions import ROOT, check_out, command_of, say

COPIED = ("src", "data", "notebooks", "templates", "reports")
SLOWER = 1.05
JOBS: dict[str, tuple[str, ...]] = {
    "report": ("report", "kainuu-ict", "2023", "--quiet"),
    "report, all papers": (
        *("report", "kainuu-ict", "2023", "--quiet"),
        *("--format", "html,pdf,docx,xlsx"),
    ),
    "compare": ("compare", "kainuu-ict", "2023"),
    "explain": ("explain", "kainuu-ict", "2023"),
    "check": ("check",),
    "new-year": ("new-year", "kainuu-ict", "2028"),
    "batch of 8": (
        *("batch", "--agreements", "kainuu-ict", "--years", "2023", "--municipalities", "all"),
        *("--workers", "2", "--again", "--quiet"),
    ),
}
WRITTEN = Path("data") / "agreements" / "kainuu-ict" / "2028.toml"
"""What `new-year` writes, and would not write over."""


@dataclass
class Version:
    """One version: a folder with its code and its project, and its seconds by job."""

    folder: Path
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def time(self, job: str) -> float:
        """Run a job once and return its seconds."""
        (self.folder / WRITTEN).unlink(missing_ok=True)
        command, environment = command_of(self.folder, *JOBS[job], "--project", self.folder)
        started = time.perf_counter()
        done = subprocess.run(
            command, env=environment, cwd=self.folder, capture_output=True, check=False
        )
        seconds = time.perf_counter() - started
        if done.returncode:
            sys.exit(f"{' '.join(command)}\n{done.stderr.decode('utf-8', 'replace')}")
        return seconds


def copy_of_this_checkout(folder: Path) -> Path:
    """Copy what runs and what it works on, so that work on the code can go on meanwhile."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)
    return folder


def measure(old: Version, new: Version, jobs: Sequence[str], rounds: int) -> None:
    """Run every job by both versions in turns, so often and once before."""
    for number in range(rounds + 1):
        say(f"round {number} of {rounds}")
        for job in jobs:
            # Who is first changes, so that neither always finds the files in memory.
            for side in (old, new) if number % 2 else (new, old):
                seconds = side.time(job)
                if number:
                    side.seconds.setdefault(job, []).append(seconds)


def remark(old: Sequence[float], new: Sequence[float]) -> str:
    """Return what is to be said of the new times beside the old ones; nothing if all is well."""
    remarks = []
    if not min(old) <= median(new) <= max(old):
        remarks.append("faster" if median(new) < min(old) else "outside the old spread")
    if median(new) > SLOWER * median(old):
        remarks.append("more than 5 % up")
    return ", ".join(remarks)


def lines_of(old: Version, new: Version) -> list[str]:
    """Return the table in Markdown: a row for each job."""
    body = []
    for job, before in old.seconds.items():
        after = new.seconds[job]
        spreads = [f"{min(times):.2f}–{max(times):.2f}" for times in (before, after)]
        change = f"{(median(after) / median(before) - 1) * 100:+.1f} %".replace("-", "−")
        body.append(
            [
                job,
                f"{median(before):.2f}",
                spreads[0],
                f"{median(after):.2f}",
                spreads[1],
                change,
                remark(before, after),
            ]
        )
    header = ["Job", "old s", "from–to", "new s", "from–to", "change", "remark"]
    return rows(header, body, right=range(1, 6))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, measure, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("revision", help="the older version")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds are counted")
    parser.add_argument(
        "--jobs", nargs="+", choices=JOBS, default=list(JOBS), help="some of the jobs only"
    )
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="analyysi-versions-") as name:
        folder = Path(name)
        old = Version(check_out(options.revision, folder / "old"))
        new = Version(copy_of_this_checkout(folder / "new"))
        measure(old, new, options.jobs, options.rounds)
        for line in [*lines_of(old, new), "", machine("papermill", "matplotlib", "pandas")]:
            say(line)


if __name__ == "__main__":
    main()
