"""How long the commands that draw nothing take, beside the bare imports of pandas and matplotlib.

    python benchmarks/commands.py [--rounds 20]

Every command is run in turn, round by round, in a copy of the project and as from the shell, so
that a machine that gets slower does so for all. Run by `make benchmark`.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bare_imports import BARE, IMPORTS
from table import machine, rows, write

ROOT = Path(__file__).parent.parent
PARTS = ("data", "notebooks", "templates", "reports")
DRAFT = Path("data", "agreements", "kainuu-ict", "2028.toml")
TABLE = "kunta;osuus €\nHyrynsalmi;10000\nKuhmo;20000\nPaltamo;5000\nSotkamo;45000\n"
COMMANDS = {
    "compare kainuu-ict 2023": 0.6,
    "compare kainuu-ict 2027 --format csv": 0.6,
    "explain kainuu-ict 2023": 0.7,
    "check": 0.6,
    "list": 0.6,
    "show kainuu-ict 2027": 0.6,
    "new-year kainuu-ict 2028": 0.6,
    "use kainuu-ict 2027 --dry-run": 0.6,
    "diff tilastokeskus/11ra/2026-11-24 tilastokeskus/11ra/2026-11-24": 0.6,
    "import-decision kainuu-ict 2022 shares.csv --total 80000 --dry-run": 0.6,
    "decisions": 0.6,
    "doctor": 0.6,
    "schema terms": 0.6,
    "--help": 0.6,
    "--version": 0.6,
}
"""Commands as they are typed, and how many times the bare imports each may take."""


@dataclass
class Runs:
    """What the runs of one command took, in seconds: on the clock, and of the processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def run(arguments: tuple[str, ...], folder: Path, runs: Runs) -> None:
    """Run Python once with some arguments, and keep how long it took.

    Raises
    ------
    SystemExit
        If it fails.
    """
    (folder / DRAFT).unlink(missing_ok=True)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    ended, after = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)} failed: {done.stderr.decode()[-500:]}")
    runs.clock.append(ended - began)
    runs.processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(rounds: int) -> dict[str, Runs]:
    """Run every command in so many rounds; the bare imports have the name ""."""
    measured = {name: Runs() for name in ("", *COMMANDS)}
    with TemporaryDirectory(prefix="analyysi-") as name:
        folder = Path(name)
        for part in PARTS:
            shutil.copytree(ROOT / part, folder / part)
        (folder / "shares.csv").write_text(TABLE, encoding="utf-8")
        for number in range(rounds + 1):  # the first one warms up
            for typed, runs in measured.items():
                arguments = ("-m", "analyysi", *typed.split()) if typed else BARE
                run(arguments, folder, runs if number else Runs())
            sys.stderr.write(f"round {number} of {rounds}\n")
    return measured


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=20)
    measured = measure(parser.parse_args().rounds)
    clock, processor = median(measured[""].clock), median(measured[""].processor)
    body = []
    for typed, runs in measured.items():
        seconds, work = median(runs.clock), median(runs.processor)
        name = f"`analyysi {typed}`" if typed else IMPORTS
        limit = f"{COMMANDS[typed]:.1f}" if typed else ""
        times = [f"{seconds:.2f}", f"{seconds / clock:.2f}", limit]
        body.append([name, *times, f"{work:.2f}", f"{work / processor:.2f}"])
    header = ["Command", "s", "× imports", "at most", "s of the processor", "× theirs"]
    write("commands", [*rows(header, body), "", machine("pandas", "matplotlib")])


if __name__ == "__main__":
    main()
