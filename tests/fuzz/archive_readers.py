"""Readers of what lies in an edition that was handed over, or that its program says."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from analyysi.archive.bounds import path_fault
from analyysi.archive.code_archive import unpack
from analyysi.archive.edition import CRATE, RECORD, SUMS, Edition
from analyysi.archive.integrity import faults
from analyysi.archive.ledger import Cause, changed_results, is_results, with_effects
from analyysi.archive.own_environment import check_lock
from analyysi.archive.scratch_project import ScratchProject
from analyysi.archive.swaps import changed_inputs
from analyysi.errors import SourceError
from analyysi.file_system.zip_file import zipped
from analyysi.project import Project
from analyysi.run.earlier_papers import arrange
from fuzz.mutations import CSV, JSON, LINES, ZIPPED, Mutation
from fuzz.reader import EDITION, Read, Reader, files, plain, require, tell

_INPUTS = EDITION / "inputs"
_TERMS = "data/agreements/kainuu-ict/2023.toml"
_AGREEMENT = "data/agreements/kainuu-ict/agreement.toml"
_LOCKED = 3
"""Libraries of the lock file whose lines are changed: the whole is long and all alike."""


def _edition_reader(name: str, *, sealed: bool) -> Callable[[Path], Read]:
    """Checks an edition in which one file is changed; sealed: with its list of checksums made again."""

    def prepare(folder: Path) -> Read:
        place = folder / "edition-1"
        shutil.copytree(EDITION, place)
        lines = (place / SUMS).read_text(encoding="utf-8").splitlines()

        def read(raw: bytes) -> None:
            (place / name).write_bytes(raw)
            if sealed:
                checksum = hashlib.sha256(raw).hexdigest()
                listed = [line for line in lines if not line.endswith(f"  {name}")]
                listed.append(f"{checksum}  {name}")
                (place / SUMS).write_text("\n".join(listed) + "\n", encoding="utf-8")
            tell(faults(Edition(place, "kainuu-ict", 2023, 1)))

        return read

    return prepare


def _read_code(raw: bytes) -> object:
    contents = unpack(raw)
    for name in contents:
        require(
            not path_fault(name) and name.startswith("analyysi/"), "a path that leads elsewhere"
        )
    return contents


def _code() -> tuple[bytes, ...]:
    modules = {"analyysi/__init__.py": b"", "analyysi/__main__.py": b"print(1)\n" * 50}
    return (zipped(modules), zipped({**modules, "analyysi/locale/fi.po": b"msgid" * 900}))


def _lock() -> tuple[bytes, ...]:
    libraries = (_INPUTS / "requirements.lock").read_text(encoding="utf-8").split("\n\n")
    entries = "\n".join(libraries).split("\n")
    starts = [place for place, line in enumerate(entries) if "==" in line][: _LOCKED + 1]
    return ("\n".join(entries[: starts[-1]]).encode(),)


def _read_results(raw: bytes) -> object:
    """Holds a results.csv, as an archived program may print one, against the published."""
    published = (EDITION / "results.csv").read_text(encoding="utf-8")
    text = raw.decode("utf-8", "replace")
    if not is_results(text):
        raise SourceError("It is no table of results.")
    changed_results(published, text)
    cause = with_effects(Cause("method", "program", ()), published, text)
    require(cause.effect is not None, "a table of results without an effect")
    return cause


def _input_reader(name: str) -> Callable[[Path], Read]:
    """Recomputes an edition with one input changed, and says what the change does."""

    def prepare(folder: Path) -> Read:
        edition = Edition(EDITION, "kainuu-ict", 2023, 1)
        inputs = {path: (_INPUTS / path).read_bytes() for path in edition.record.inputs}
        shutil.copytree(_INPUTS, folder, dirs_exist_ok=True)
        scratch = ScratchProject(Project(folder), inputs, edition.record)
        base = scratch.results()
        require(base.results is not None, base.fault)

        def read(raw: bytes) -> None:
            causes = changed_inputs(scratch, {name: raw}, base)
            require(bool(causes) or raw == inputs[name], "a change that is not told")
            tell([" ".join(cause.what) for cause in causes])

        return read

    return prepare


def _inputs_of(ending: str) -> list[str]:
    names = sorted(Edition(EDITION, "kainuu-ict", 2023, 1).record.inputs)
    return [name for name in names if name.startswith("data/snapshots/") and name.endswith(ending)]


def _changed(name: str, mutations: tuple[Mutation, ...]) -> Reader:
    called = f"changed {name.rpartition('/')[2]}"
    return Reader(called, files(_INPUTS / name), mutations, _input_reader(name), 1)


def _read_earlier(raw: bytes) -> object:
    """Put a report where another lies, whose record is what was handed over."""
    record = (EDITION / RECORD).read_bytes()
    present = {RECORD: raw, "report.pdf": b"%PDF", "results.csv": b"a;1"}
    arranged = arrange(present, {RECORD: record, "results.csv": b"b;2"}, ())
    kept = {*arranged.files.values(), *(present[name] for name in arranged.staying)}
    require({b"%PDF", b"a;1"} <= kept, "a paper that lay there is lost")
    return arranged


ARCHIVE_READERS = (
    Reader("record of an earlier report", files(EDITION / RECORD), JSON, plain(_read_earlier)),
    Reader("run.json", files(EDITION / RECORD), JSON, _edition_reader(RECORD, sealed=False), 2),
    Reader(
        "run.json listed again",
        files(EDITION / RECORD),
        JSON,
        _edition_reader(RECORD, sealed=True),
        2,
    ),
    Reader(SUMS, files(EDITION / SUMS), LINES, _edition_reader(SUMS, sealed=False), 2),
    Reader(
        "RO-Crate listed again",
        files(EDITION / CRATE),
        JSON,
        _edition_reader(CRATE, sealed=True),
        2,
    ),
    Reader("program's zip file", _code, ZIPPED, plain(_read_code), 16),
    Reader("lock file", _lock, LINES, plain(lambda raw: check_lock(raw, "requirements.lock")), 12),
    Reader("results.csv", files(EDITION / "results.csv"), CSV, plain(_read_results), 6),
    _changed(_TERMS, LINES),
    _changed(_AGREEMENT, LINES),
    *(_changed(name, CSV) for name in _inputs_of("data.csv")[:1]),
    *(_changed(name, JSON) for name in _inputs_of("manifest.json")[:1]),
)
