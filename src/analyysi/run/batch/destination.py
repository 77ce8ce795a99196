"""Where a batch puts its reports: a folder of this machine, or any address that fsspec knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import ParameterError, ReportError, Sentence
from analyysi.file_system.files import check_closed, replace_file
from analyysi.file_system.locks import alone_in, held
from analyysi.file_system.places import REPORT_ROOM, check_place
from analyysi.file_system.reading import read_file
from analyysi.project import absolute, from_home
from analyysi.run.earlier_papers import (
    CHANGED,
    PREVIOUS,
    RECORD,
    Arranged,
    arrange,
    arrange_failure,
)
from analyysi.run.folder import keep_failure, recover, replace_folder, run_files
from analyysi.run.record import sha256
from analyysi.run.unchanged import is_up_to_date

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


class Destination(Protocol):
    """Holds reports, each in a folder of its own: there as a whole, or not there."""

    def lock(self, *files: str) -> AbstractContextManager[None]:
        """Keep other batches out; raise `ReportError` if one is at work here, and `StorageError` if
        one of the files that are to be written beside the reports is open elsewhere.
        """
        ...

    def read_record(self, name: str) -> dict[str, Any] | None:
        """Return the run.json of a report, or None if there is none that can be read."""
        ...

    def up_to_date_record(
        self, name: str, key: str, formats: Sequence[str]
    ) -> dict[str, Any] | None:
        """Return the run.json of a report, if it is whole, has these formats and the key `key`."""
        ...

    def replace_report(self, name: str, files: Mapping[str, bytes]) -> tuple[Sentence, ...]:
        """Write a report's files, and remove those of an earlier report but for what
        `earlier_papers.arrange` keeps; return what was moved, a sentence each.
        """
        ...

    def keep_failure(self, name: str, files: Mapping[str, bytes]) -> tuple[Sentence, ...]:
        """Write the notebook and log of a failed run; move an earlier report into `previous/`, and
        return what became of papers that were in it, a sentence each.
        """
        ...

    def write_file(self, name: str, content: bytes) -> None:
        """Write a file beside the reports' folders, or replace it."""
        ...

    def address_of(self, name: str) -> str:
        """Return the path or address of a file beside the reports' folders."""
        ...


def destination_at(address: str, reports: Path) -> Destination:
    """Return the destination of an address: a folder, or what fsspec makes of it; empty means
    `reports`.

    Raises
    ------
    ParameterError
        If the address is of a kind that fsspec does not know, or a library for it is missing.
    """
    if "\0" in address:
        raise ParameterError(
            "The output holds a sign that no path may have (NUL, \\u0000): name a folder."
        )
    if "://" not in address and "::" not in address:
        return FolderDestination(absolute(from_home(address)) if address else reports)
    if address.startswith("file://"):
        # Imported here: few addresses are written so, and it imports much.
        from urllib.request import url2pathname

        # Not fsspec's: a folder is moved to its place in one step. "file:///C:/reports" is a folder
        # of Windows.
        return FolderDestination(absolute(Path(url2pathname(address.removeprefix("file://")))))
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ParameterError(
            "The output '{address}' is no folder of this machine, and for that "
            "fsspec is needed, which is not installed. Install analyysi[cluster], or "
            "name a folder.",
            address=address,
        ) from error
    try:
        filesystem, root = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise ParameterError(
            "The output '{address}' cannot be written to: {fault}.",
            address=address,
            fault=str(error),
        ) from error
    return AddressDestination(filesystem, root, address)


class FolderDestination:
    """Reports in a folder of this machine; each is moved to its place in one step."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def lock(self, *files: str) -> Iterator[None]:
        """Keep other batches out; raise `ReportError` if one is at work here, and `StorageError` if
        one of the files that are to be written beside the reports is open elsewhere.
        """
        check_place(self.root, REPORT_ROOM)
        check_closed(self.root / file for file in files)
        busy = ReportError(
            "Another batch is at work in {folder}. Wait until it is done.", folder=str(self.root)
        )
        with held(self.root / ".batch.lock", 0, busy):
            yield

    def read_record(self, name: str) -> dict[str, Any] | None:
        """Return the run.json of a report, or None if there is none that can be read."""
        recover(self.root / name)
        try:
            return _parsed(read_file(self.root / name / RECORD))
        except OSError:
            return None

    def up_to_date_record(
        self, name: str, key: str, formats: Sequence[str]
    ) -> dict[str, Any] | None:
        """Return the run.json of a report, if it is whole, has these formats and the key `key`."""
        record = self.read_record(name)
        if record is None or record.get("key") != key:
            return None
        files = (path for path in (self.root / name).iterdir() if path.is_file())
        checksums = {path.name: sha256(read_file(path)) for path in files}
        return record if is_up_to_date(record, key, formats, checksums) else None

    def replace_report(self, name: str, files: Mapping[str, bytes]) -> tuple[Sentence, ...]:
        """Write a report's files, and remove those of an earlier report but for what
        `earlier_papers.arrange` keeps; return what was moved, a sentence each.
        """
        return replace_folder(self.root / name, files)

    def keep_failure(self, name: str, files: Mapping[str, bytes]) -> tuple[Sentence, ...]:
        """Write the notebook and log of a failed run; move an earlier report into `previous/`, and
        return what became of papers that were in it, a sentence each.
        """
        return keep_failure(self.root / name, files)

    def write_file(self, name: str, content: bytes) -> None:
        """Write a file beside the reports' folders, or replace it."""
        with alone_in(self.root):
            replace_file(self.root / name, content)

    def address_of(self, name: str) -> str:
        """Return the path of a file beside the reports' folders."""
        return str(self.root / name)


class AddressDestination:
    """Reports at an address that fsspec knows.

    Few stores can move a folder in one step, so the record, run.json, is what makes a report whole:
    it is taken away before anything else is written, and written after everything else.
    """

    def __init__(self, filesystem: AbstractFileSystem, root: str, address: str) -> None:
        self._files, self._root, self._address = filesystem, root.rstrip("/"), address.rstrip("/")

    @contextmanager
    def lock(self, *files: str) -> Iterator[None]:
        """Keep nobody out: stores at addresses know no locks. Two batches would write the same
        bytes twice.
        """
        yield

    def read_record(self, name: str) -> dict[str, Any] | None:
        """Return the run.json of a report, or None if there is none that can be read."""
        try:
            return _parsed(self._files.cat_file(f"{self._root}/{name}/{RECORD}"))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._fault(error) from error

    def up_to_date_record(
        self, name: str, key: str, formats: Sequence[str]
    ) -> dict[str, Any] | None:
        """Return the run.json of a report, if it is whole, has these formats and the key `key`."""
        record = self.read_record(name)
        if record is None or record.get("key") != key:
            return None
        with self._faults_in_words():
            present = set(self._present(name))
            outputs = [file for file in record.get("outputs", {}) if file in present]
            contents = self._contents(name, outputs)
        checksums = {file: sha256(content) for file, content in contents.items()}
        return record if is_up_to_date(record, key, formats, checksums) else None

    def replace_report(self, name: str, files: Mapping[str, bytes]) -> tuple[Sentence, ...]:
        """Write a report's files, and remove those of an earlier report but for what
        `earlier_papers.arrange` keeps; return what was moved, a sentence each.
        """
        with self._faults_in_words():
            present = self._stored(name)
            arranged = arrange(present, files, self._names_in(f"{name}/{CHANGED}"))
            self._place(name, present, arranged)
        # There are stores that refuse without a word.
        if self.read_record(name) != _parsed(arranged.files[RECORD]):
            raise ReportError(
                "{address} has not kept {file}. Check the address and the right to it.",
                address=self._address,
                file=f"{name}/{RECORD}",
            )
        return arranged.notes

    def keep_failure(self, name: str, files: Mapping[str, bytes]) -> tuple[Sentence, ...]:
        """Write the notebook and log of a failed run; move an earlier report into `previous/`, and
        return what became of papers that were in it, a sentence each.
        """
        with self._faults_in_words():
            present, taken = self._stored(name), self._names_in(f"{name}/{CHANGED}")
            arranged = arrange_failure(present, files, taken)
            self._place(name, present, arranged)
        return arranged.notes

    def _stored(self, name: str) -> dict[str, bytes]:
        """Return the files of runs that a report's folder has, path in it to bytes."""
        before = self._present(f"{name}/{PREVIOUS}")
        paths = [*self._present(name), *(f"{PREVIOUS}/{file}" for file in before)]
        return self._contents(name, paths)

    def _place(self, name: str, present: Mapping[str, bytes], arranged: Arranged) -> None:
        """Make a report's folder hold what is arranged: what is moved is there first, and the
        record comes last.
        """
        files = arranged.files
        moved = {path for path in files if "/" in path}
        self._upload(name, {path: files[path] for path in moved})
        kept = moved | arranged.staying
        self._remove(name, [path for path in present if path not in kept])
        self._upload(name, {path: files[path] for path in files if path not in {*moved, RECORD}})
        if RECORD in files:
            self._upload(name, {RECORD: files[RECORD]})

    def write_file(self, name: str, content: bytes) -> None:
        """Write a file beside the reports' folders, or replace it."""
        with self._faults_in_words():
            self._files.makedirs(self._root, exist_ok=True)
            self._files.pipe_file(f"{self._root}/{name}", content)

    def address_of(self, name: str) -> str:
        """Return the address of a file beside the reports' folders."""
        return f"{self._address}/{name}"

    def _present(self, name: str) -> list[str]:
        # What is not ours stays: somebody may keep notes beside a report.
        return sorted(run_files().intersection(self._names_in(name)))

    def _names_in(self, folder: str) -> set[str]:
        try:
            listed = self._files.ls(f"{self._root}/{folder}", detail=False, refresh=True)
        except FileNotFoundError:
            return set()
        except TypeError:  # a store that keeps no list, and so has none to refresh
            listed = self._files.ls(f"{self._root}/{folder}", detail=False)
        return {str(path).rstrip("/").rpartition("/")[2] for path in listed}

    def _contents(self, name: str, files: Sequence[str]) -> dict[str, bytes]:
        """Return the contents of some files of a report, by path in its folder."""
        paths = {f"{self._root}/{name}/{file}": file for file in files}
        contents = self._files.cat(list(paths)) if paths else {}
        return {self._file_of(path, paths): content for path, content in contents.items()}

    @staticmethod
    def _file_of(path: str, paths: Mapping[str, str]) -> str:
        """Return the file of a path as a store writes it, perhaps without the first slash."""
        return next(file for asked, file in paths.items() if asked.lstrip("/") == path.lstrip("/"))

    def _upload(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Write files of a report, path in its folder to bytes."""
        for part in sorted({path.rpartition("/")[0] for path in files}):
            self._files.makedirs(f"{self._root}/{folder}/{part}".rstrip("/"), exist_ok=True)
        if files:
            self._files.pipe({f"{self._root}/{folder}/{path}": files[path] for path in files})

    def _remove(self, name: str, files: Sequence[str]) -> None:
        """Remove files of a report, its record before the others."""
        for file in sorted(files, key=lambda file: file != RECORD):
            self._files.rm_file(f"{self._root}/{name}/{file}")

    @contextmanager
    def _faults_in_words(self) -> Iterator[None]:
        """Raise every fault of the store's library as a `ReportError` in one sentence."""
        try:
            yield
        except Exception as error:
            raise self._fault(error) from error

    def _fault(self, error: Exception) -> ReportError:
        # A library's own fault may say little without its name: KeyError('x') says 'x'.
        named = str(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        cause = named.rstrip(".")
        return ReportError(
            "{address} cannot be read or written: {cause}. Check the address and the right to it.",
            address=self._address,
            cause=cause,
        )


def _parsed(content: bytes) -> dict[str, Any] | None:
    try:
        record = read_json(content)
    except UnreadableError:
        return None
    return record if isinstance(record, dict) else None
