"""Every writing command killed, and with a full and a protected disk, at each of its operations.

    make kills                      all of them
    make kills OPTIONS="--step 20"  each twentieth operation

Prints two tables in Markdown and ends with 1 if anything was torn, wrong after the next run, left
for ever, or told otherwise than in one sentence. What is tried is the table of
`tests/support/writing_commands.py`; `tests/support/disk_driver.py` says how.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
sys.path.insert(0, str(TESTS))

from support.watched_os import TROUBLES  # noqa: E402 - from the tests' folder
from support.writing_commands import WRITING  # noqa: E402

COLUMNS = {
    "operations": "operations",
    "tries": "kill points",
    "states": "next runs",
    "torn": "torn",
    "untold": "no sentence",
    "next_wrong": "next run wrong",
    "left": "left for ever",
    "absent": "absent until the next run",
}
"""What is counted, and its heading."""


def tried(name: str, trouble: str, step: int, work: Path) -> dict[str, object]:
    """Try a command on copies of the project; return what came of it."""
    template = work / "template"
    for part in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / part, template / part)
    shutil.copy2(ROOT / "requirements.lock", template)
    (work / "work").mkdir()
    asked = f"{name}:{trouble}:{step}"
    driver = TESTS / "support" / "disk_driver.py"
    done = subprocess.run(
        [sys.executable, str(driver), str(template), str(work / "work"), asked],
        env={**os.environ, "PYTHONPATH": str(TESTS), "SOURCE_DATE_EPOCH": "1700000000"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        return {"faults": [done.stderr[-2000:]]}
    outcome: dict[str, object] = json.loads(done.stdout)[asked]
    return outcome


def main() -> int:
    """Try all, and print a row for each command and trouble, killed ones first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--only", default="", help="a row's name")
    parser.add_argument("--trouble", default="", help=", ".join(TROUBLES))
    options = parser.parse_args()
    faults: list[str] = []
    for trouble in [options.trouble] if options.trouble else TROUBLES:
        headings = ["command", *COLUMNS.values()]
        if trouble != "killed":
            headings[2] = "tries"
        sys.stdout.write(f"\n{trouble}:\n\n| {' | '.join(headings)} |\n")
        sys.stdout.write(f"|{' --- |' * len(headings)}\n")
        for name in [options.only] if options.only else [row.name for row in WRITING]:
            with TemporaryDirectory() as work:
                outcome = tried(name, trouble, options.step, Path(work))
            listed = outcome["faults"]
            assert isinstance(listed, list)
            faults += [f"{name}: {fault}" for fault in listed]
            cells = [name, *(str(outcome.get(column, "failed")) for column in COLUMNS)]
            sys.stdout.write(f"| {' | '.join(cells)} |\n")
            sys.stdout.flush()
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
