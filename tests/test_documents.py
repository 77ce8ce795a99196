"""Files of the program that documents name are there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.places import ROOT
from website.documents import DOCUMENTS as TABLE

DOCUMENTS = [
    *(document.source for document in TABLE),
    ROOT / "tests" / "fixtures" / "SOURCES.md",
]
_NAMED = re.compile(r"\b(?:src|tests|benchmarks|docs)/[\w./-]*\w\.(?:py|md|lock|mjs)\b")
HISTORY = "CHANGELOG.md"
"""Names what was there when it was written."""


def lacking_files(text: str, root: Path = ROOT) -> Iterator[str]:
    """Yield the files of the program that a text names and that are not there."""
    for name in _NAMED.findall(text):
        if not (root / name).exists():
            yield name


@pytest.mark.parametrize(
    "path", [path for path in DOCUMENTS if path.name != HISTORY], ids=lambda path: path.name
)
def test_named_files_are_there(path: Path) -> None:
    assert list(lacking_files(path.read_text(encoding="utf-8"))) == []


def test_lacking_file_is_found() -> None:
    text = "See `tests/test_floors.py`, [costs](docs/performance.md) and tests/attic/test_hall.py."
    assert list(lacking_files(text)) == ["tests/attic/test_hall.py"]


def test_english_says_again_by_one_word() -> None:
    """As docs/glossary.md has it, which alone names the other word."""
    package, docs = ROOT / "src" / "analyysi", ROOT / "docs"
    texts = [*package.rglob("*.py"), *package.rglob("*.po"), *docs.glob("*.md")]
    assert len(texts) > 600
    saying = [
        path.relative_to(ROOT).as_posix()
        for path in texts
        if re.search(r"\banew\b", path.read_text(encoding="utf-8"))
    ]
    assert saying == ["docs/glossary.md"]


ROOM = re.compile(r"^\| `([a-z_/]+)/` \| .* \| ((?:`\w+`(?:, )?)+) \|$", re.MULTILINE)


def listed_rooms(text: str) -> dict[str, list[str]]:
    """Return the modules that docs/architecture.md lists, by the folder of the package."""
    return {room: re.findall(r"`(\w+)`", names) for room, names in ROOM.findall(text)}


def test_every_room_and_its_modules_are_listed() -> None:
    listed = listed_rooms((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    source = ROOT / "src" / "analyysi"
    present = {}
    for folder in sorted(path.parent for path in source.rglob("__init__.py")):
        modules = sorted(path.stem for path in folder.glob("*.py") if "__" not in path.stem)
        if folder != source and modules:
            present[folder.relative_to(source).as_posix()] = modules
    assert listed == present


def test_listed_modules_are_read_from_the_table() -> None:
    row = "| `tables/` | what people send | how it is read | `cells`, `payers` |"
    assert listed_rooms(row) == {"tables": ["cells", "payers"]}
