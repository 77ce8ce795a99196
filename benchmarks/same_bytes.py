"""Every report and paper made by two versions of the program, and the files that differ.

`make same-bytes OLD=<revision>` makes all papers of both agreements, every year, seat and language,
by the code of that revision and by the code of this checkout, on the same libraries, and compares
them byte for byte. `run.json` and the executed notebook are left out: they carry the checksums of
the code.

Exit code 0 if no file differs, 1 otherwise.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
COMPARED = {".html", ".pdf", ".docx", ".xlsx", ".csv"}
OF_THE_BATCH = {"index.html", "runs.csv"}
"""What a batch writes about itself, with times in it."""

EVERYTHING = """
[[reports]]
municipalities = "all"
languages = ["fi", "sv", "en"]
formats = ["html", "pdf", "docx", "xlsx"]
"""
A_FEW = """
[[reports]]
municipalities = ["joint"]
languages = ["fi"]
formats = ["html", "pdf", "docx", "xlsx"]

[[reports]]
agreements = ["kainuu-ict"]
years = [2027]
municipalities = ["Sotkamo"]
languages = ["sv", "en"]
"""


def say(text: str) -> None:
    """Write a line of progress."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def make_reports(checkout: Path, run_file: Path, folder: Path) -> None:
    """Make the reports of a run file by the code, the notebook and the figures of a checkout."""
    command = [sys.executable, "-m", "analyysi", "batch", str(run_file), "--project", str(checkout)]
    environment = os.environ | {"PYTHONPATH": str(checkout / "src"), "SOURCE_DATE_EPOCH": "0"}
    say(f"Making reports by {checkout} ...")
    subprocess.run(
        [*command, "--output", str(folder), "--again"],
        env=environment,
        cwd=checkout,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def checksums(folder: Path) -> dict[str, str]:
    """Return the checksum of each compared file, by its path in the folder."""
    sums = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in COMPARED and path.name not in OF_THE_BATCH:
            sums[path.relative_to(folder).as_posix()] = sha256(path.read_bytes()).hexdigest()
    return sums


def differing(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """Return the paths that stand in one folder only, or whose bytes are not the same."""
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def compare(old_checkout: Path, folder: Path, run_text: str, old_reports: Path | None) -> int:
    """Make both sets of reports in `folder` and print what differs; the exit code."""
    run_file = folder / "reports.toml"
    run_file.write_text(run_text, encoding="utf-8")
    if old_reports is None:
        old_reports = folder / "old"
    if not old_reports.is_dir():
        make_reports(old_checkout, run_file, old_reports)
    make_reports(ROOT, run_file, folder / "new")
    old, new = checksums(old_reports), checksums(folder / "new")
    if run_text == A_FEW:  # the kept folder may hold all of them
        old = {path: checksum for path, checksum in old.items() if path in new}
    paths = differing(old, new)
    for path in paths:
        say(f"differs: {path}")
    say(f"{len(new)} files, {len(paths)} differ.")
    return 1 if paths or not new else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, check out the old revision, and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "revision", help="the revision whose papers are the measure, such as a tag or a commit"
    )
    parser.add_argument("--few", action="store_true", help="only a few reports, in under a minute")
    parser.add_argument(
        "--old-reports", type=Path, help="a folder with the old papers: made there once, then kept"
    )
    parser.add_argument("--keep", type=Path, help="a folder in which the new papers stay")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="analyysi-bytes-") as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        old_checkout = Path(name) / "checkout"
        subprocess.run(
            ["git", "clone", "--quiet", "--no-checkout", str(ROOT), str(old_checkout)], check=True
        )
        subprocess.run(
            ["git", "-C", str(old_checkout), "checkout", "--quiet", "--detach", options.revision],
            check=True,
        )
        return compare(
            old_checkout, folder, A_FEW if options.few else EVERYTHING, options.old_reports
        )


if __name__ == "__main__":
    sys.exit(main())
