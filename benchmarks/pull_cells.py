"""How long a pull takes and how much memory it needs, as the number of cells grows: 1, 6 and 54
years of table 11re.

The server of the tests runs beside it, with Statistics Finland's limit of 120 000 cells and a limit
of 40 calls in two seconds in place of sixty (so that waiting does not hide the work). Run by `make
benchmark`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from table import machine, rows, spaced, write

ROOT = Path(__file__).parent.parent
YEARS = ("2025", "2020-2025", "all")


def measure(root: str, years: str) -> tuple[int, int, float, float]:
    """Pull in a fresh process and project; return cells, requests, seconds and the peak of memory
    in MiB.
    """
    with tempfile.TemporaryDirectory(prefix="analyysi-") as folder:
        for place in ("agreements", "sources", "municipalities"):
            shutil.copytree(ROOT / "data" / place, Path(folder) / "data" / place)
        command = [sys.executable, "-m", "analyysi", "pull", "population-by-age", "--years", years]
        command += ["--select", "sex=all", "--project", folder, "--pxweb", root]
        started = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - started
        if status != 0:
            raise SystemExit(f"The pull of {years} failed.")
        table = next(Path(folder, "data", "snapshots").rglob("data.csv"))
        with table.open("rb") as file:
            cells = sum(1 for _ in file) - 1
        return (
            cells,
            len(list(table.parent.glob("raw/data-*.query.json"))),
            seconds,
            usage.ru_maxrss / 1024,
        )


def main() -> None:
    """Measure every size, and write the table."""
    server = [
        sys.executable,
        str(ROOT / "tests" / "support" / "services"),
        "--port",
        "0",
        "--treasury-port",
        "0",
        "--time-window",
        "2",
    ]
    with subprocess.Popen(server, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        root = running.stdout.readline().strip()
        try:
            body = []
            for years in YEARS:
                cells, requests, seconds, memory = measure(root, years)
                body.append(
                    [years, spaced(cells), str(requests), f"{seconds:.1f}", f"{memory:.0f}"]
                )
                sys.stderr.write(f"{cells} cells: {seconds:.1f} s, {memory:.0f} MiB\n")
            header = ["Years", "Cells", "Requests", "s", "Peak of memory, MiB"]
            write("a pull", [*rows(header, body), "", machine("pandas")])
        finally:
            running.terminate()


if __name__ == "__main__":
    main()
