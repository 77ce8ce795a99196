"""How long it takes from saving a file to the new page on the screen, in a real Chromium.

    make preview-benchmark
    PYTHONPATH=tests python benchmarks/preview.py [--rounds 20]

A copy of the project is previewed as a user does it. Each round saves one file with a small change
and waits until the browser has painted the new page; the clock is the machine's, for both.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bare_imports import beside_imports
from table import machine, rows, write

from support.previews import PreviewBrowser, edited, preview_browser, running_preview

ROOT = Path(__file__).parent.parent
COMMAND = "make preview-benchmark"
AGREEMENT, YEAR = "kainuu-ict", "2027"
TERMS = Path("data/agreements") / AGREEMENT / f"{YEAR}.toml"
GOAL = 0.5
"""Seconds, of seven payers."""


def with_total(turn: int) -> Callable[[str], str]:
    """Return what changes the sum in a year's terms."""

    def change(text: str) -> str:
        before = next(line for line in text.splitlines() if line.startswith("value = "))
        return text.replace(before, f'value = "{80001 + turn}.00"', 1)

    return change


def with_reason(turn: int) -> Callable[[str], str]:
    """Return what changes a text in a year's terms."""
    return lambda text: text.replace('reason = { fi = "', f'reason = {{ fi = "{turn} ', 1)


def with_note(turn: int) -> Callable[[str], str]:
    """Return what changes a text of the notebook."""
    return lambda text: text.replace("# Kustannustenjako", f"# Kustannustenjako {turn}", 1)


EDITS = {
    "the sum in the terms": (TERMS, with_total),
    "a text in the terms": (TERMS, with_reason),
    "the notebook": (Path("notebooks/kustannustenjako.ipynb"), with_note),
}


def painted(browser: PreviewBrowser, file: Path, change: Callable[[str], str]) -> float:
    """Return the seconds from saving a file to the new page on the screen."""
    number = browser.evaluate("+document.documentElement.dataset.number")
    saved = time.time()
    edited(file, change)
    seen = browser.until(f"window.paints[{number + 1}]")
    time.sleep(0.4)  # the process of the next page makes ready meanwhile, as between two edits
    return float(seen) / 1000 - saved


def measure(rounds: int) -> dict[str, list[float]]:
    """Return the seconds of so many rounds of each edit, in a copy of the project."""
    with TemporaryDirectory() as folder:
        for name in ("data", "notebooks", "templates"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        with (
            running_preview(Path(folder), AGREEMENT, YEAR) as preview,
            preview_browser(preview.address) as browser,
        ):
            browser.until("document.documentElement.dataset.number")
            return {
                edit: [
                    painted(browser, Path(folder) / file, change(turn)) for turn in range(rounds)
                ]
                for edit, (file, change) in EDITS.items()
            }


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    measured, imports = beside_imports(partial(measure, rounds))
    body = []
    for edit, times in measured.items():
        middle, least, most = median(times), min(times), max(times)
        ratio = f"{middle / imports:.2f}"
        body.append((edit, f"{middle:.2f}", f"{least:.2f}–{most:.2f}", ratio))
    heading = ("What is saved", "s, median", "from–to", "× imports")
    note = f"{rounds} rounds each. The goal: at most {GOAL} s."
    write("preview", [*rows(heading, body), "", note, "", machine()], command=COMMAND)


if __name__ == "__main__":
    main()
