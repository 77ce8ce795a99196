"""What a row of READERS is, and what its readers have in common."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from analyysi.errors import SourceError
from fuzz.mutations import Mutation
from support.places import ROOT

DATA = ROOT / "data"
FIXTURES = ROOT / "tests" / "fixtures"
EDITION = ROOT / "reports" / "kainuu-ict" / "published" / "2023" / "edition-1"

Read = Callable[[bytes], object]


@dataclass(frozen=True)
class Reader:
    """One reader of what comes from outside."""

    name: str
    seeds: Callable[[], tuple[bytes, ...]]
    mutations: tuple[Mutation, ...]
    prepare: Callable[[Path], Read]
    """Lays out what is needed in an empty folder, once, and returns what reads an input."""
    portion: int = 12
    """How many of the inputs it gets beside the others: slow ones get fewer."""


class WrongError(Exception):
    """An input was accepted, and what was read of it cannot be right."""


def require(right: bool, fault: str) -> None:
    """Raise `WrongError` if something that was accepted is not as it must be."""
    if not right:
        raise WrongError(fault)


def tell(faults: Sequence[str]) -> None:
    """Raise the longest of the faults that a check has listed, if it has listed any."""
    if faults:
        raise SourceError(max(faults, key=len))


def plain(read: Read) -> Callable[[Path], Read]:
    return lambda folder: read


def files(*paths: Path) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple(path.read_bytes() for path in paths)


def arguments(*given: Any) -> Callable[[], tuple[bytes, ...]]:
    """Return seeds of what a person or a scheduler passes, each as JSON."""
    return lambda: tuple(json.dumps(one).encode() for one in given)


def passed(raw: bytes) -> Any:
    """Return what is passed; what is no JSON any more is passed as the text that it is."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return raw.decode("utf-8", "surrogateescape")


def texts(content: Any) -> list[str]:
    """Return what is passed as texts, as a command line passes everything."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        return [str(one) for one in content]
    return [str(content)]


def text_of(content: Any, name: str) -> str:
    """Return one named text of what is passed, empty where it is not there."""
    return str(content.get(name, "")) if isinstance(content, dict) else str(content)


# What a file holds, read by other means than the program's
# ------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_BETWEEN_DIGITS = re.compile(
    "[\\s.,'’`_\u00a0\u202f\u2009\"\u00ad\u200b-\u200f\u202a-\u202e\ufeff]"
)
_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850")


def numbers_in(raw: bytes) -> frozenset[Decimal]:
    """Return every number that stands in an answer in JSON."""
    return frozenset(map(Decimal, _NUMBER.findall(raw.decode("utf-8", "replace"))))


def require_numbers(values: Iterable[str | None], raw: bytes) -> None:
    """Require that every figure that was read stands in the answer."""
    there = numbers_in(raw)
    for value in values:
        require(value is None or Decimal(value) in there, "a figure that is not in the answer")


def digits_in(raw: bytes) -> str:
    """Return the text of a file in every encoding that it may be in, without what may stand between
    the digits of a number.
    """
    written = [raw]
    if raw[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            written = [archive.read(name) for name in archive.namelist()]
    decoded = [one.decode(name, "replace") for one in written for name in _ENCODINGS]
    return _BETWEEN_DIGITS.sub("", "\n".join(decoded))


def digits_of(number: Decimal) -> str:
    """Return the digits of a number as they stand in a file that it was read from."""
    return f"{number:f}".lstrip("-").replace(".", "").strip("0") or "0"
