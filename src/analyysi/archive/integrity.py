"""Whether an edition's files are still those that were published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analyysi.archive.edition import CRATE, RECORD, SUMS, Edition
from analyysi.errors import ReproductionError
from analyysi.run.record import sha256

Harm = Literal["missing", "changed", "strange"]
"""Not there, not the bytes that were published, or not a file of the edition."""

_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")


@dataclass(frozen=True)
class Damage:
    """A file of an edition that is not as it was published, by its path within the edition."""

    path: str
    harm: Harm


def sums_bytes(contents: Mapping[str, bytes]) -> bytes:
    """Write the checksums of files, path to bytes, in the form that `sha256sum --check` reads."""
    return "".join(f"{sha256(contents[path])}  {path}\n" for path in sorted(contents)).encode()


def damages(edition: Edition) -> tuple[Damage, ...]:
    """Check an edition's files against its record, and the record and the RO-Crate metadata against
    the list of checksums.

    Raises
    ------
    ReproductionError
        If the record cannot be read: then nothing can be checked.
    """
    record = edition.record
    checksums = {file.path: file.sha256 for file in record.files}
    damaged = []
    for path, checksum in checksums.items():
        place = edition.folder / path
        if not place.is_file():
            damaged.append(Damage(path, "missing"))
        elif sha256(place.read_bytes()) != checksum:
            damaged.append(Damage(path, "changed"))
    damaged += _against_the_list(edition, checksums)
    known = {RECORD, CRATE, SUMS, *checksums}
    present = (path for path in edition.folder.rglob("*") if path.is_file())
    strange = sorted({path.relative_to(edition.folder).as_posix() for path in present} - known)
    return (*damaged, *(Damage(path, "strange") for path in strange))


def faults(edition: Edition) -> list[str]:
    """Return what is wrong with an edition's files, in words; none if all are as published."""
    words_of_harm = {
        "missing": "is missing",
        "changed": "was edited after publication",
        "strange": "is no file of the edition",
    }
    try:
        damaged = damages(edition)
    except ReproductionError as error:
        return [str(error)]
    return [
        f"{edition.name}: {damage.path} {words_of_harm[damage.harm]}. Restore the published folder."
        for damage in damaged
    ]


def _against_the_list(edition: Edition, checksums: Mapping[str, str]) -> list[Damage]:
    """Check the record, the metadata and the list itself: a file edited alone disagrees with the
    list.
    """
    place = edition.folder / SUMS
    if not place.is_file():
        return [Damage(SUMS, "missing")]
    lines = place.read_text(encoding="utf-8", errors="replace").splitlines()
    listed = {match[2]: match[1] for line in lines if (match := _SUM.fullmatch(line))}
    damaged = []
    for path in (RECORD, CRATE):
        file = edition.folder / path
        if not file.is_file():
            damaged.append(Damage(path, "missing"))
        elif listed.get(path) != sha256(file.read_bytes()):
            damaged.append(Damage(path, "changed"))
    listed_files = {
        path: checksum for path, checksum in listed.items() if path not in (RECORD, CRATE)
    }
    if listed_files != dict(checksums) and Damage(RECORD, "changed") not in damaged:
        damaged.append(Damage(SUMS, "changed"))
    return damaged
