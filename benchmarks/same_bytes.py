"""Every report and paper made by two versions of the program, and the files that differ.

`make same-bytes OLD=<revision>` makes all papers of both agreements, every year, seat and language,
by the code of that revision and by the code of this checkout, on the same libraries, and compares
them byte for byte. `run.json` and the executed notebook are left out: they carry the checksums of
the code.

Exit code 0 if no file differs, 1 otherwise.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from two_versions import ROOT, check_out, command_of, say

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
formats = ["html", "pdf", "docx", "xlsx"]
"""


def make_reports(checkout: Path, run_file: Path, folder: Path) -> None:
    """Make the reports of a run file by the code, the notebook and the figures of a checkout."""
    command, environment = command_of(checkout, "batch", run_file, "--project", checkout)
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


def of_same_reports(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """Return the old files of the reports that were made new: kept folders may hold more reports.

    A report is a folder. The batch has failed before this if it could not make one of them.
    """
    made = {Path(path).parent for path in new}
    return {path: checksum for path, checksum in old.items() if Path(path).parent in made}


def differing(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """Return the paths that stand in one folder only, or whose bytes are not the same."""
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def compare(revision: str, run_text: str, old_reports: Path, new_reports: Path) -> int:
    """Make the new reports, the old ones unless they are there, and print which files differ.

    Returns the exit code.
    """
    with TemporaryDirectory(prefix="analyysi-bytes-") as name:
        run_file = Path(name) / "reports.toml"
        run_file.write_text(run_text, encoding="utf-8")
        if not old_reports.is_dir():
            make_reports(check_out(revision, Path(name) / "checkout"), run_file, old_reports)
        make_reports(ROOT, run_file, new_reports)
    new = checksums(new_reports)
    paths = differing(of_same_reports(checksums(old_reports), new), new)
    for path in paths:
        say(f"differs: {path}")
    say(f"{len(new)} files, {len(paths)} differ.")
    return 1 if paths or not new else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and compare; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("revision", help="the revision whose papers are the measure")
    parser.add_argument("--few", action="store_true", help="only a few reports, in under a minute")
    parser.add_argument(
        "--old-reports", type=Path, help="a folder with the old papers: made there once, then kept"
    )
    parser.add_argument("--keep", type=Path, help="a folder in which the new papers stay")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="analyysi-papers-") as name:
        return compare(
            options.revision,
            A_FEW if options.few else EVERYTHING,
            options.old_reports or Path(name) / "old",
            options.keep or Path(name) / "new",
        )


if __name__ == "__main__":
    sys.exit(main())
