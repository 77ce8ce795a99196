"""The desk in one file: how large it is, how soon each browser has it ready, and how long a change
takes there.

    make desk
    PYTHONPATH=tests python benchmarks/desk_file.py [--runs 5]

Each browser opens the file from the disk, without a network; the browsers take turns, so that what
else the machine does falls on all. The page itself marks the steps of its start
(`performance.mark`), from the moment at which it was opened. A browser that is not here is left
out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from made_agreements import write_project
from table import machine, write
from table import rows as markdown

from analyysi.comparison.case import load_year
from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.packing import as_text, packed
from analyysi.desk_file.build.parts import Parts, read_parts
from analyysi.desk_file.build.project_files import project_files
from analyysi.project import Project
from support.browser_tools import browser_missing, one_file
from support.other_engines import engine_missing, seen_in

ROOT = Path(__file__).parent.parent
COMMAND = "make desk-benchmark"
OWN = "kainuu-ict", 2027
LARGER = "maakunta-lappi", 2022
"""About twenty payers; the agreement is made for measuring."""
BROWSERS = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKitGTK"}
MARKS = {
    "unpack": "the page is read",
    "python": "the runtime's scripts are unpacked",
    "program": "Python runs",
    "figures": "the program is imported",
    "ready": "the year is worked out: ready",
}
"""What the page marks, and what has been done by then."""
PARTS = {
    "site": "the libraries, the program and most of the standard library (xz)",
    "wasm": "Python itself (gzip)",
    "stdlib": "what Python starts with of the standard library (gzip)",
    "runtime": "the runtime's scripts (gzip)",
    "unxz": "what unpacks the xz (gzip)",
    "project": "the agreement's files (xz)",
}
SEEN = """(async () => {
  const took = async (request) => {
    const began = performance.now();
    await desk.ask(request);
    return performance.now() - began;
  };
  const repeated = async (kind, number) => {
    const times = [];
    for (let turn = 0; turn < number; turn++) {
      const total = String(100000 + 100 * Math.floor(1000 * Math.random()));
      const choices = { ...desk.state.choices, total };
      if (kind !== 'change') await desk.ask({ kind: 'change', choices });
      times.push(await took({ kind, choices }));
    }
    return times.sort((one, other) => one - other)[number >> 1];
  };
  const marks = performance.getEntriesByType('mark').map((mark) => [mark.name, mark.startTime]);
  return {
    marks: Object.fromEntries(marks),
    change: await repeated('change', 9),
    others: await repeated('others', 3),
    front: await repeated('front', 3),
  };
})()"""
"""Worked out in the page: its marks, and milliseconds for a change that was not asked before, for
all other ways and for the front page.
"""


def pages(folder: Path, parts: Parts) -> dict[int, Path]:
    """Write the file of the founding case and that of a larger one, by the number of payers."""
    made = write_project(folder / "made", years=(LARGER[1],))
    written = {}
    for project, agreement, year in ((Project(ROOT), *OWN), (made, *LARGER)):
        page = folder / f"{agreement}.html"
        page.write_text(desk_file(project, parts, agreement, year, "fi"), encoding="utf-8")
        written[len(load_year(project, agreement, year).terms.participants)] = page
    return written


def seen(browser: str, page: Path) -> dict[str, Any]:
    """Return what the page says of itself in a browser, once it is ready."""
    if browser == "chromium":
        work = page.with_suffix(".json")
        work.write_text(
            json.dumps({"page": str(page), "requests": [], "expressions": [SEEN]}), "utf-8"
        )
        told = one_file(work)
    else:
        told = seen_in(browser, page, [], "", SEEN)
    if not told["ready"]:
        sys.exit(f"{browser}: {told['progress']}")
    measured: dict[str, Any] = told["values"][0]
    return measured


def sizes(page: Path, parts: Parts) -> list[str]:
    """Return what the file is made of, in letters."""
    project = as_text(packed(project_files(Project(ROOT), OWN[0])))
    letters = {name: len(text) for name, text in parts.letters.items()} | {"project": len(project)}
    whole = page.stat().st_size
    letters["page"] = whole - sum(letters.values())
    titles = PARTS | {"page": "the page: shares, front page, texts, style, scripts, licences"}
    body = [(titles[name], f"{letters[name] / 1e6:.2f}") for name in titles]
    return markdown(("Part", "MB"), [*body, ("**the file**", f"**{whole / 1e6:.2f}**")])


def starts(by_browser: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    """Return when each step of the start is over: the median, and all runs of the last."""
    body = []
    for browser, runs in by_browser.items():
        steps = [median(run["marks"][name] for run in runs) / 1000 for name in MARKS]
        ready = sorted(run["marks"]["ready"] / 1000 for run in runs)
        listed = ", ".join(f"{seconds:.1f}" for seconds in ready)
        body.append((BROWSERS[browser], *(f"{seconds:.2f}" for seconds in steps), listed))
    return markdown(("Seconds until", *MARKS.values(), "each run"), body)


def changes(by_payers: Mapping[int, Mapping[str, list[dict[str, Any]]]]) -> list[str]:
    """Return milliseconds, the worker's answer and the way there and back included."""
    body = []
    for payers, by_browser in by_payers.items():
        for browser, runs in by_browser.items():
            times = [median(run[kind] for run in runs) for kind in ("change", "others", "front")]
            body.append((BROWSERS[browser], str(payers), *(f"{time:.0f}" for time in times)))
    header = ("Milliseconds", "payers", "a change", "all other ways", "the front page")
    return markdown(header, body)


def here() -> list[str]:
    """Return the browsers that can be driven here."""
    lacking = {name: engine_missing(name) for name in ("firefox", "webkit")}
    lacking["chromium"] = browser_missing()
    for reason in filter(None, lacking.values()):
        sys.stderr.write(f"{reason}\n")
    return [name for name in BROWSERS if lacking[name] is None]


def main() -> None:
    """Measure, and write the tables into docs/performance.md."""
    parser = argparse.ArgumentParser(description="The desk in one file, measured in each browser.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="one run, and no document")
    options = parser.parse_args()
    parts = read_parts()
    browsers = here()
    by_payers: dict[int, dict[str, list[dict[str, Any]]]] = {}
    with TemporaryDirectory() as folder:
        written = pages(Path(folder), parts)
        for _ in range(1 if options.quick else options.runs):
            for payers, page in written.items():
                for browser in browsers:
                    runs = by_payers.setdefault(payers, {}).setdefault(browser, [])
                    runs.append(seen(browser, page))
        own = next(iter(written))
        of_own = [*sizes(written[own], parts), "", *starts(by_payers[own])]
        tables = [*of_own, "", *changes(by_payers)]
    runtime = f"Pyodide {parts.record['runtime']} (CPython {parts.record['python']})"
    lines = [*tables, "", f"{machine()[:-1]}, {runtime}, pydantic {version('pydantic')}."]
    if options.quick:
        sys.stdout.write("\n".join(lines) + "\n")
    else:
        write("the desk in one file", lines, command=COMMAND)


if __name__ == "__main__":
    main()
