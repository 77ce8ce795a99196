"""Whether an edition's files are still those that were published."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from analyysi.agreement.strict_data import read_json
from analyysi.archive.bounds import (
    MOST_BYTES,
    MOST_RECORD_BYTES,
    path_fault,
    paths_fault,
    read_plain,
)
from analyysi.archive.code_archive import unpack
from analyysi.archive.edition import CODE, CRATE, RECORD, SIGNATURE, SUMS, Edition
from analyysi.errors import ReproductionError, Sentence, joined
from analyysi.run.record import sha256

Harm = Literal["missing", "changed", "strange", "link", "path"]
"""Not there; not the bytes that were published; not a file of the edition; a link, a device or a
file larger than any, which is not read; or it names a place outside of the edition."""

HARM_IN_WORDS: dict[Harm, Sentence] = {
    "missing": Sentence("is missing"),
    "changed": Sentence("was edited after publication"),
    "strange": Sentence("is no file of the edition"),
    "link": Sentence(
        "is a link, a device or far too large, and no file that was published: it is not read"
    ),
    "path": Sentence("names what may not be there, and is not used"),
}

_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")


@dataclass(frozen=True)
class Damage:
    """A file of an edition that is not as it was published, by its path within the edition."""

    path: str
    harm: Harm
    remark: str = ""
    """Of a file that names what may not be there: what, and why not."""


def sums_bytes(contents: Mapping[str, bytes]) -> bytes:
    """Write the checksums of files, path to bytes, in the form that `sha256sum --check` reads."""
    return "".join(f"{sha256(contents[path])}  {path}\n" for path in sorted(contents)).encode()


def damages(edition: Edition) -> tuple[Damage, ...]:
    """Check an edition's files against its record, and the record and the RO-Crate metadata against
    the list of checksums. Every path is bounded in the edition's folder before anything is read.

    Raises
    ------
    ReproductionError
        If the record cannot be read: then nothing can be checked.
    """
    record = edition.record
    checksums = {file.path: file.sha256 for file in record.files}
    damaged = [
        damage
        for path, checksum in checksums.items()
        if (damage := _against(edition, path, checksum)) is not None
    ]
    damaged += _against_the_list(edition, checksums)
    damaged += _names_within(edition, {damage.path for damage in damaged})
    known = {RECORD, CRATE, SUMS, SIGNATURE, *checksums}
    return (*damaged, *_strangers(edition, known))


def _against(
    edition: Edition, path: str, checksum: str | None, most: int = MOST_BYTES
) -> Damage | None:
    """Check one file against a checksum; None where it is that file."""
    place = edition.folder / path
    if not os.path.lexists(place):
        return Damage(path, "missing")
    try:
        content = read_plain(edition.folder, path, most)
    except (FileNotFoundError, ReproductionError):
        return Damage(path, "link")
    return None if sha256(content) == checksum else Damage(path, "changed")


def _strangers(edition: Edition, known: set[str]) -> Iterator[Damage]:
    """Yield what lies in the folder beside the edition's files; links are not followed."""
    strange = []
    for folder, folders, names in os.walk(edition.folder):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]  # noqa: PTH118, PTH114
        for name in [*names, *links]:
            place = os.path.relpath(os.path.join(folder, name), edition.folder)  # noqa: PTH118
            strange.append(place.replace(os.sep, "/"))
    yield from (Damage(path, "strange") for path in sorted(set(strange) - known))


def faults(edition: Edition) -> list[str]:
    """Return what is wrong with an edition's files, in words; none if all are as published."""
    try:
        damaged = damages(edition)
    except ReproductionError as error:
        return [error.sentence]
    return [_in_words(edition, damage) for damage in damaged]


def _in_words(edition: Edition, damage: Damage) -> Sentence:
    harm: Sentence = HARM_IN_WORDS[damage.harm]
    if damage.remark:
        harm = joined((harm, damage.remark), ": ")
    return Sentence(
        "{edition}: {file} {harm}. Restore the published folder.",
        edition=edition.name,
        file=damage.path,
        harm=harm,
    )


def _against_the_list(edition: Edition, checksums: Mapping[str, str]) -> list[Damage]:
    """Check the record, the metadata and the list itself: a file edited alone disagrees with the
    list.
    """
    if not os.path.lexists(edition.folder / SUMS):
        return [Damage(SUMS, "missing")]
    if edition.sums is None:
        return [Damage(SUMS, "link")]
    listed = _listed(edition.sums)
    fault = paths_fault(listed)
    if fault:
        return [Damage(SUMS, "path", fault)]
    damaged = []
    for path in (RECORD, CRATE):
        damage = _against(edition, path, listed.get(path), MOST_RECORD_BYTES)
        if damage is not None:
            damaged.append(damage)
    listed_files = {
        path: checksum for path, checksum in listed.items() if path not in (RECORD, CRATE)
    }
    if listed_files != dict(checksums) and Damage(RECORD, "changed") not in damaged:
        damaged.append(Damage(SUMS, "changed"))
    return damaged


def _listed(sums: bytes) -> dict[str, str]:
    text = sums.decode("utf-8", "replace")
    return {match[2]: match[1] for line in text.splitlines() if (match := _SUM.fullmatch(line))}


def _names_within(edition: Edition, harmed: set[str]) -> list[Damage]:
    """Check the paths that the program's zip file and the metadata name, of those that are not
    harmed already.
    """
    damaged = []
    if CODE not in harmed:
        try:
            unpack(edition.published(CODE))
        except ReproductionError as error:
            damaged.append(Damage(CODE, "path", error.sentence))
    if CRATE not in harmed:
        fault = _crate_fault(read_plain(edition.folder, CRATE, MOST_RECORD_BYTES))
        if fault:
            damaged.append(Damage(CRATE, "path", fault))
    return damaged


def _crate_fault(content: bytes) -> Sentence:
    """Return the first fault of the files that the RO-Crate metadata names; empty if there is none.
    Other tools open what it names.
    """
    try:
        graph = read_json(content)["@graph"]
        files = [str(entity["@id"]) for entity in graph if entity.get("@type") == "File"]
    except (ValueError, LookupError, TypeError, AttributeError):
        return Sentence("it is no RO-Crate metadata")
    for path in files:
        fault = path_fault(path)
        if fault:
            return Sentence("{path}: {fault}", path=f"{path!r}", fault=fault)
    return Sentence()
