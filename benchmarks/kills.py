"""Every writing command killed, and with a full and a protected disk, at each of its operations.

    make kills                      all of them (an hour or more)
    make kills OPTIONS="--step 20"  each twentieth operation

Prints a table in Markdown and ends with 1 if anything was torn, missing, left over after the next
run, or told as a traceback. See `tests/support/disk_driver.py` for how it is done.
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
COMMANDS = (
    *("new-year", "new-agreement", "import-decision", "desk", "lab", "compare to Excel", "pull"),
    *("init", "init in an empty folder", "update"),
    *("report in place", "failed report in place", "batch in place", "edition in place"),
    *("report", "batch", "publish"),
)
TROUBLES = ("killed", "full", "no right")
WHOLE_COMMANDS = {"report": 2, "batch": 4, "publish": 400}
"""Steps of those that take seconds for each try, where all their placing is tried beside them."""
HEADER = "| command | trouble | operations | tried | stopped | left over | absent | wrong |"


def tried(name: str, trouble: str, step: int, work: Path) -> dict[str, object]:
    """Try a command in a copy of the project; return what came of it."""
    template = work / "template"
    for part in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / part, template / part)
    if name == "pull":
        shutil.rmtree(template / "data" / "snapshots")
    shutil.copy2(ROOT / "requirements.lock", template)
    (work / "work").mkdir()
    asked = f"{name}:{trouble}:{step}"
    driver = ROOT / "tests" / "support" / "disk_driver.py"
    done = subprocess.run(
        [sys.executable, str(driver), str(template), str(work / "work"), asked],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "tests"),
            "SOURCE_DATE_EPOCH": "1700000000",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        return {"operations": 0, "tries": 0, "struck": 0, "wrong": [done.stderr[-2000:]]}
    outcome: dict[str, object] = json.loads(done.stdout)[asked]
    return outcome


def main() -> int:
    """Try all, and print a row for each command and trouble."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--only", default="", help="a command's name")
    options = parser.parse_args()
    sys.stdout.write(f"{HEADER}\n|{' --- |' * 8}\n")
    faults: list[str] = []
    for name in [options.only] if options.only else COMMANDS:
        for trouble in TROUBLES:
            step = max(options.step, WHOLE_COMMANDS.get(name, 1))
            with TemporaryDirectory() as work:
                outcome = tried(name, trouble, step, Path(work))
            wrong = outcome["wrong"]
            assert isinstance(wrong, list)
            faults += [f"{name}: {fault}" for fault in wrong]
            counts = [outcome.get(key, 0) for key in ("operations", "tries", "struck")]
            counts += [outcome.get(key, 0) for key in ("left_over", "absent")]
            cells = (name, trouble, *counts, len(wrong))
            sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
            sys.stdout.flush()
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
