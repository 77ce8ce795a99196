"""Where a benchmark's table goes: between two marks of docs/performance.md, with the machine and
the day.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"


def machine(*packages: str) -> str:
    """Return in a sentence what was measured on, and when."""
    model = "an unnamed processor"
    if Path("/proc/cpuinfo").is_file():
        match = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
        model = match[1].strip() if match else model
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    libraries = "".join(f", {name} {version(name)}" for name in packages)
    day = datetime.now(UTC).date().isoformat()
    return f"{day}, {cores} cores of {model}, Python {platform.python_version()}{libraries}."


def write(
    name: str, lines: Sequence[str], document: Path = DOCUMENT, command: str = "make benchmark"
) -> None:
    """Put the lines between the marks of `name` in the document, and show them."""
    text = "\n".join(lines)
    sys.stdout.write(f"\n{text}\n")
    begin, end = f"<!-- {name}: written by {command} -->", f"<!-- end of {name} -->"
    old = document.read_text(encoding="utf-8")
    if begin not in old or end not in old:
        sys.exit(
            f"{document.name} has no place for the table '{name}': it needs the "
            f"lines\n{begin}\n{end}"
        )
    before, _, onwards = old.partition(begin)
    after = onwards.partition(end)[2]
    document.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def spaced(number: float) -> str:
    """Write a whole number in groups of three: "12 000"."""
    return f"{round(number):,}".replace(",", " ")


def rows(
    header: Sequence[str], body: Sequence[Sequence[str]], right: int | Collection[int] = 1
) -> list[str]:
    """Return a table in Markdown; the columns from `right` on, or those numbered in it, stand to
    the right.
    """
    figures = range(right, len(header)) if isinstance(right, int) else right
    rule = ["---:" if number in figures else "---" for number in range(len(header))]
    return ["| " + " | ".join(row) + " |" for row in (header, rule, *body)]
