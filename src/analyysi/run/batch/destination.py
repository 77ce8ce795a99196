"""Where a batch puts its reports: a folder of this machine, or any address that fsspec knows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from filelock import FileLock, Timeout

from analyysi.errors import ParameterError, ReportError
from analyysi.run.folder import PREVIOUS, keep_failure, recover, replace_folder, run_files
from analyysi.run.record import sha256
from analyysi.run.report import RECORD
from analyysi.run.unchanged import is_whole

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


class Destination(Protocol):
    """Holds reports, each in a folder of its own: there as a whole, or not there."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep other batches out; raise `ReportError` if one is at work here."""
        ...

    def record(self, name: str) -> dict[str, Any] | None:
        """Return the run.json of a report, or None if there is none that can be read."""
        ...

    def whole(self, name: str, key: str, formats: Sequence[str]) -> dict[str, Any] | None:
        """Return the run.json of the report that `key` stands for, if it is there whole and with
        these formats.
        """
        ...

    def put(self, name: str, files: Mapping[str, bytes]) -> None:
        """Put a report in its place, in the place of an earlier one."""
        ...

    def keep_failure(self, name: str, files: Mapping[str, bytes]) -> None:
        """Put what tells of a failure in the report's place, and an earlier report into its folder
        `previous`.
        """
        ...

    def write(self, name: str, content: bytes) -> None:
        """Write a file beside the reports' folders, in the place of an earlier one."""
        ...

    def where(self, name: str) -> str:
        """Return the path or address of what is called so."""
        ...


def destination(address: str, reports: Path) -> Destination:
    """Return the destination of an address: a folder, or what fsspec makes of it; empty means
    `reports`.

    Raises
    ------
    ParameterError
        If the address is of a kind that fsspec does not know, or a library for it is missing.
    """
    if "://" not in address and "::" not in address:
        return Folder(Path(address).expanduser().resolve() if address else reports)
    if address.startswith("file://"):
        from urllib.request import (
            url2pathname,
        )  # here: few addresses are written so, and it imports much

        # Not fsspec's: a folder is moved to its place in one step. "file:///C:/reports" is a folder
        # of Windows.
        return Folder(Path(url2pathname(address.removeprefix("file://"))).resolve())
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ParameterError(
            f"The output '{address}' is no folder of this machine, and for that fsspec is needed, "
            "which is not "
            "installed. Install analyysi[cluster], or name a folder."
        ) from error
    try:
        filesystem, root = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise ParameterError(f"The output '{address}' cannot be written to: {error}.") from error
    return Address(filesystem, root, address)


class Folder:
    """Reports in a folder of this machine; each is moved to its place in one step."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other batches out; raise `ReportError` if one is at work here."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.root / ".batch.lock")
            lock.acquire(timeout=0)
        except Timeout as error:
            raise ReportError(
                f"Another batch is at work in {self.root}. Wait until it is done."
            ) from error
        except OSError as error:
            raise self._fault(error) from error
        try:
            yield
        finally:
            lock.release()

    def record(self, name: str) -> dict[str, Any] | None:
        """Return the run.json of a report, or None if there is none that can be read."""
        recover(self.root / name)
        try:
            return _parsed((self.root / name / RECORD).read_bytes())
        except OSError:
            return None

    def whole(self, name: str, key: str, formats: Sequence[str]) -> dict[str, Any] | None:
        """Return the run.json of the report that `key` stands for, if it is there whole and with
        these formats.
        """
        record = self.record(name)
        if record is None or record.get("key") != key:
            return None
        present = (path for path in (self.root / name).iterdir() if path.is_file())
        found = {path.name: sha256(path.read_bytes()) for path in present}
        return record if is_whole(record, key, formats, found) else None

    def put(self, name: str, files: Mapping[str, bytes]) -> None:
        """Put a report in its place, in the place of an earlier one."""
        try:
            replace_folder(self.root / name, files)
        except OSError as error:
            raise self._fault(error) from error

    def keep_failure(self, name: str, files: Mapping[str, bytes]) -> None:
        """Put what tells of a failure in the report's place, and an earlier report into its folder
        `previous`.
        """
        try:
            keep_failure(self.root / name, files)
        except OSError as error:
            raise self._fault(error) from error

    def write(self, name: str, content: bytes) -> None:
        """Write a file beside the reports' folders, in the place of an earlier one."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            new = self.root / f".new-{name}"
            new.write_bytes(content)
            new.replace(self.root / name)
        except OSError as error:
            raise self._fault(error) from error

    def where(self, name: str) -> str:
        """Return the path of what is called so."""
        return str(self.root / name)

    def _fault(self, error: OSError) -> ReportError:
        return ReportError(
            f"{self.root} cannot be written to: {error}. Is there room, and the right to write?"
        )


class Address:
    """Reports at an address that fsspec knows.

    Few stores can move a folder in one step, so the record, run.json, is what makes a report whole:
    it is taken away before anything else is written, and written after everything else.
    """

    def __init__(self, filesystem: AbstractFileSystem, root: str, address: str) -> None:
        self._files, self._root, self._address = filesystem, root.rstrip("/"), address.rstrip("/")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep nobody out: stores at addresses know no locks. Two batches would write the same
        bytes twice.
        """
        yield

    def record(self, name: str) -> dict[str, Any] | None:
        """Return the run.json of a report, or None if there is none that can be read."""
        try:
            return _parsed(self._files.cat_file(f"{self._root}/{name}/{RECORD}"))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._fault(error) from error

    def whole(self, name: str, key: str, formats: Sequence[str]) -> dict[str, Any] | None:
        """Return the run.json of the report that `key` stands for, if it is there whole and with
        these formats.
        """
        record = self.record(name)
        if record is None or record.get("key") != key:
            return None
        with self._told():
            folder, present = f"{self._root}/{name}", set(self._present(name))
            listed = [one for one in record.get("outputs", {}) if one in present]
            contents = self._files.cat([f"{folder}/{one}" for one in listed]) if listed else {}
        found = {path.rpartition("/")[2]: sha256(content) for path, content in contents.items()}
        return record if is_whole(record, key, formats, found) else None

    def put(self, name: str, files: Mapping[str, bytes]) -> None:
        """Put a report in its place, in the place of an earlier one."""
        with self._told():
            self._take_away(name, self._present(name))
            self._pipe(name, {one: content for one, content in files.items() if one != RECORD})
            self._pipe(name, {RECORD: files[RECORD]})
        if self.record(name) != _parsed(
            files[RECORD]
        ):  # there are stores that refuse without a word
            raise ReportError(
                f"{self._address} has not kept {name}/{RECORD}. Check the address and the right "
                "to it."
            )

    def keep_failure(self, name: str, files: Mapping[str, bytes]) -> None:
        """Put what tells of a failure in the report's place, and an earlier report into its folder
        `previous`.
        """
        with self._told():
            present = self._present(name)
            earlier = [one for one in present if not one.startswith("failed.")]
            folder = f"{self._root}/{name}"
            contents = self._files.cat([f"{folder}/{one}" for one in earlier]) if earlier else {}
            self._pipe(
                f"{name}/{PREVIOUS}", {path.rpartition("/")[2]: c for path, c in contents.items()}
            )
            self._take_away(name, present)
            self._pipe(name, files)

    def write(self, name: str, content: bytes) -> None:
        """Write a file beside the reports' folders, in the place of an earlier one."""
        with self._told():
            self._files.makedirs(self._root, exist_ok=True)
            self._files.pipe_file(f"{self._root}/{name}", content)

    def where(self, name: str) -> str:
        """Return the address of what is called so."""
        return f"{self._address}/{name}"

    def _present(self, name: str) -> list[str]:
        try:
            listed = self._files.ls(f"{self._root}/{name}", detail=False, refresh=True)
        except FileNotFoundError:
            return []
        except TypeError:  # a store that keeps no list, and so has none to refresh
            listed = self._files.ls(f"{self._root}/{name}", detail=False)
        found = (str(path).rstrip("/").rpartition("/")[2] for path in listed)
        # What is not ours stays: somebody may keep notes beside a report.
        return sorted((run_files() - {PREVIOUS}).intersection(found))

    def _take_away(self, name: str, present: Sequence[str]) -> None:
        for one in sorted(present, key=lambda file: file != RECORD):
            self._files.rm_file(f"{self._root}/{name}/{one}")

    def _pipe(self, folder: str, files: Mapping[str, bytes]) -> None:
        if files:
            self._files.makedirs(f"{self._root}/{folder}", exist_ok=True)
            self._files.pipe(
                {f"{self._root}/{folder}/{one}": content for one, content in files.items()}
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what the store refuses in a sentence; its library may have faults that are no
        `OSError`.
        """
        try:
            yield
        except Exception as error:
            raise self._fault(error) from error

    def _fault(self, error: Exception) -> ReportError:
        # A library's own fault may say little without its name: KeyError('x') says 'x'.
        said = (
            str(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        ).rstrip(".")
        return ReportError(
            f"{self._address} cannot be read or written: {said}. Check the address and the right "
            "to it."
        )


def _parsed(content: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(content)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None
