"""Files of the program that documents name are there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.places import ROOT

DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").glob("*.md"),
    ROOT / "tests" / "fixtures" / "SOURCES.md",
]
_NAMED = re.compile(r"\b(?:src|tests|benchmarks|docs)/[\w./-]*\w\.(?:py|md|lock|mjs)\b")
HISTORY = "CHANGELOG.md"
"""Names what was there when it was written."""


PROMISED = {"docs/extending.md"}
"""Is written when the tables are all there."""


def lacking_files(text: str, root: Path = ROOT) -> Iterator[str]:
    """Yield the files of the program that a text names and that are not there."""
    for name in _NAMED.findall(text):
        if name not in PROMISED and not (root / name).exists():
            yield name


@pytest.mark.parametrize(
    "path", [path for path in DOCUMENTS if path.name != HISTORY], ids=lambda path: path.name
)
def test_named_files_are_there(path: Path) -> None:
    assert list(lacking_files(path.read_text(encoding="utf-8"))) == []


def test_lacking_file_is_found() -> None:
    text = "See `tests/test_floors.py`, [costs](docs/performance.md) and tests/attic/test_hall.py."
    assert list(lacking_files(text)) == ["tests/attic/test_hall.py"]
