"""Reports by this project beside other ways to make the same ones: seconds, memory, and whether the
bytes are the same.

    python benchmarks/reports.py [--rounds 5] [--reports 1,10,100]

Every way is run in turn, round by round, so that a machine that gets slower does so for all. The
reports are those of the founding case, on official figures; what grows (1 to 1 000 reports) is
measured on agreements that were made up for it and say so.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread

import psutil
from bare_imports import BARE, IMPORTS, beside_imports
from made_agreements import write_project
from report_peers import peers
from report_peers import versions as peer_versions
from table import machine, rows, spaced, write
from thousand import YEARS, run_file

REPOSITORY = Path(__file__).parent.parent
HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
NOTEBOOK = "kustannustenjako.ipynb"
SEATS = ("", "Hyrynsalmi", "Kuhmo", "Paltamo", "Puolanka", "Ristijärvi", "Sotkamo", "Suomussalmi")
SIXTEEN = [(year, seat) for year in (2023, 2027) for seat in SEATS]
_MIB = 1 << 20
_SAMPLE_SECONDS = 0.05


@dataclass
class Measured:
    """What the rounds of one way took, in seconds, and the most memory that its processes held, in
    MiB.
    """

    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The median of the seconds."""
        return median(self.seconds)


class Tree:
    """Watches how much memory a process and all that come of it hold; shared pages are counted once
    (PSS).
    """

    def __init__(self) -> None:
        self.peak = 0.0
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Tree:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._over.wait(_SAMPLE_SECONDS):
            held = 0
            for process in me.children(recursive=True):
                try:
                    held += process.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue
            self.peak = max(self.peak, held / _MIB)


def run(*command: str | Path, environment: dict[str, str]) -> None:
    """Run a command; what it says is shown only if it fails."""
    done = subprocess.run(
        list(map(str, command)), env=environment, capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr.decode('utf-8', 'replace')}")


def papermill_then_nbconvert(
    project: Path, out: Path, environment: dict[str, str], year: int, seat: str
) -> None:
    """Make a report by the two commands that come with papermill and nbconvert."""
    out.mkdir(parents=True, exist_ok=True)
    source, executed = project / "notebooks" / NOTEBOOK, out / "executed.ipynb"
    given = ["-y", f"{{year: {year}, municipality: '{seat}'}}"]
    run(
        BIN / "papermill",
        source,
        executed,
        *given,
        "-k",
        "python3",
        "--no-progress-bar",
        environment=environment,
    )
    convert = [
        BIN / "jupyter",
        "nbconvert",
        "--to",
        "analyysi",
        executed,
        "--output",
        out / "report.html",
    ]
    run(*convert, environment=environment)


def one_report(
    project: Path, out: Path, environment: dict[str, str]
) -> dict[str, Callable[[], None]]:
    """Return every way to make one report, cold from the shell."""
    source = project / "notebooks" / NOTEBOOK
    plain = [
        sys.executable,
        HERE / "plain_report.py",
        project,
        "kainuu-ict",
        "2023",
        "fi",
        "",
        out / "plain",
    ]
    api = [sys.executable, HERE / "by_api.py", "one", project, out / "api", "2023", ""]
    execute = [BIN / "jupyter", "nbconvert", "--execute", "--to", "analyysi", source]
    execute += ["--output", out / "execute" / "report.html"]
    ours = [BIN / "analyysi", "report", "kainuu-ict", "2023", "--project", project, "--quiet"]
    return {
        IMPORTS: lambda: run(sys.executable, *BARE, environment=environment),
        PLAIN: lambda: run(*plain, environment=environment),
        OURS: lambda: run(*ours, environment=environment),
        COMMANDS: partial(
            papermill_then_nbconvert, project, out / "commands", environment, 2023, ""
        ),
        "`jupyter nbconvert --execute`": lambda: run(*execute, environment=environment),
        "papermill and nbconvert as libraries, one process": lambda: run(
            *api, environment=environment
        ),
    }


PLAIN = "plain script (the floor)"
OURS = "**`analyysi report`**"
COMMANDS = "papermill, then `jupyter nbconvert`"
TWO_COMMANDS = "papermill, then `jupyter nbconvert`, two at once"
FORKED = "plain scripts in forked children (the floor)"
BATCH = "**`analyysi batch`**"


def sixteen_reports(
    project: Path, out: Path, environment: dict[str, str]
) -> dict[str, Callable[[], None]]:
    """Return every way to make sixteen reports on two cores."""

    def two_commands() -> None:
        with ThreadPoolExecutor(2) as pool:
            made = [
                pool.submit(
                    papermill_then_nbconvert, project, out / f"c{number}", environment, year, seat
                )
                for number, (year, seat) in enumerate(SIXTEEN)
            ]
            for report in made:
                report.result()

    ours = [
        BIN / "analyysi",
        "batch",
        "--agreements",
        "kainuu-ict",
        "--years",
        "2023,2027",
        "--municipalities",
        "all",
    ]
    ours += ["--workers", "2", "--again", "--quiet", "--project", project]
    by = [sys.executable, HERE / "by_api.py"]
    return {
        IMPORTS: lambda: run(sys.executable, *BARE, environment=environment),
        FORKED: lambda: run(*by, "forked", project, out / "forked", environment=environment),
        BATCH: lambda: run(*ours, environment=environment),
        TWO_COMMANDS: two_commands,
        "papermill and nbconvert as libraries, joblib": lambda: run(
            *by, "joblib", project, out / "joblib", environment=environment
        ),
        "papermill and nbconvert as libraries, Dask": lambda: run(
            *by, "dask", project, out / "dask", environment=environment
        ),
        "`analyysi batch --scheduler local` (Dask)": lambda: run(
            *ours, "--scheduler", "local", environment=environment
        ),
    }


def measure(ways: dict[str, Callable[[], None]], rounds: int) -> dict[str, Measured]:
    """Run every way in turn, so often."""
    measured = {name: Measured() for name in ways}
    for number in range(rounds):
        for name, make in ways.items():
            sys.stderr.write(f"round {number + 1} of {rounds}: {name}\n")
            with Tree() as tree:
                started = time.perf_counter()
                make()
                measured[name].seconds.append(time.perf_counter() - started)
            measured[name].memory.append(tree.peak)
    return measured


def lines_of(measured: dict[str, Measured], floor: str, other: str) -> list[str]:
    """Return the rows of a table: seconds, ratios to the bare imports, to the floor and to the
    plain commands, memory.
    """
    body = []
    for name, times in measured.items():
        spread = f"{min(times.seconds):.2f}–{max(times.seconds):.2f}"
        ratios = [f"{times.middle / measured[to].middle:.2f}" for to in (IMPORTS, floor, other)]
        body.append([name, f"{times.middle:.2f}", spread, *ratios, f"{max(times.memory):.0f}"])
    return rows(["Way", "s", "from–to", "× imports", "× floor", "× plain commands", "MiB"], body)


def environment_of(project: Path) -> dict[str, str]:
    """Return an environment in which every way finds the copy of the project."""
    return {**os.environ, "ANALYYSI_PROJECT": str(project)}


def lean(folder: Path) -> dict[str, str]:
    """Return what makes an environment without two libraries that some imports take along for
    nothing (see quick_imports).
    """
    folder.mkdir()
    text = "import sys\nsys.modules.update(rfc3987_syntax=None, hypothesis=None)\n"
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


def copy_of_the_project(folder: Path) -> Path:
    """Copy what reports are made from, so that nothing of the repository is written to."""
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return folder


def check_same_page(project: Path, out: Path) -> None:
    """Stop if the peers that end with our exporter did not make the same page."""
    ours = (project / "reports" / "kainuu-ict" / "2023" / "report.html").read_bytes()
    pages = [*out.glob("peers/*.html"), out / "commands" / "report.html"]
    differing = [page.name for page in pages if page.read_bytes() != ours]
    if differing:
        sys.exit(f"The page is another one: {', '.join(differing)}.")


def check_same(project: Path, out: Path) -> None:
    """Stop if the ways did not make the same page."""
    for number, (year, seat) in enumerate(SIXTEEN):
        name = f"{year}-{seat.lower().replace('ä', 'a')}".rstrip("-")
        ours = (project / "reports" / "kainuu-ict" / name / "report.html").read_bytes()
        if ours != (out / f"c{number}" / "report.html").read_bytes():
            sys.exit(f"{name}: the page of the batch is not the page of the plain commands.")


def timed(environment: dict[str, str], *command: str | Path) -> tuple[float, float]:
    """Run a command and return its seconds, and the most memory that its processes held, in MiB."""
    with Tree() as tree:
        started = time.perf_counter()
        run(*command, environment=environment)
        seconds = time.perf_counter() - started
    return seconds, tree.peak


def growth(counts: Sequence[int]) -> list[str]:
    """Measure batches of more and more reports, of agreements made up for it."""
    body = []
    for count in counts:
        with TemporaryDirectory() as folder:
            project = write_project(Path(folder), regions=True, national=False, years=YEARS)
            options = ["--workers", "2", "--quiet", "--project", project.root]
            command = [BIN / "analyysi", "batch", run_file(project, count), *options]
            (seconds, peak), imports = beside_imports(
                partial(timed, environment_of(project.root), *command)
            )
        each = seconds / count
        times = [f"{seconds:.1f}", f"{each:.2f}", f"{each / imports:.2f}", f"{peak:.0f}"]
        body.append([spaced(count), *times])
    return rows(["Reports", "s", "s a report", "a report × imports", "MiB"], body)


def main() -> None:
    """Measure, and write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sixteen-rounds", type=int, default=2)
    parser.add_argument(
        "--reports", default="1,10,100", help="how many reports the growing batches make"
    )
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        project = copy_of_the_project(root / "project")
        out = root / "out"
        (out / "execute").mkdir(parents=True)
        environment = environment_of(project)
        one = one_report(project, out, environment)
        others = peers(project, out, environment, run)
        full = measure({**one, **others}, asked.rounds)
        check_same_page(project, out)
        without = environment | lean(root / "lean")
        bare = measure(one_report(project, out, without), asked.rounds)
        many = measure(sixteen_reports(project, out, environment), asked.sixteen_rounds)
        check_same(project, out)
    versions = machine("papermill", "nbconvert", "ipykernel", "matplotlib", "pandas")
    beside = f"The peers: {', '.join(peer_versions())}."
    write("one report", ["As `make env` installs it:", "", *lines_of(full, PLAIN, COMMANDS), "",
        beside, "",
        "Without `rfc3987-syntax` (of JupyterLab) and `hypothesis` (of the tests), as an "
        "installation without them is:",
        "", *lines_of(bare, PLAIN, COMMANDS), "", versions])  # fmt: skip
    write("sixteen reports", [*lines_of(many, FORKED, TWO_COMMANDS), "", versions])
    counts = [int(count) for count in asked.reports.split(",") if count]
    if counts:
        write("more reports", [*growth(counts), "", versions])


if __name__ == "__main__":
    main()
