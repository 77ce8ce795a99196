"""The program's own code as one file, so that years later the same program can recompute a year."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from importlib.resources import files
from pathlib import Path

from analyysi.archive.bounds import paths_fault
from analyysi.errors import ReproductionError
from analyysi.file_system.program_files import PACKED

_PACKAGE = "analyysi/"

_MOST_FILES = 5_000
_MOST_BYTES = 64 * 1024 * 1024
"""Of a program, unpacked: ten times what the present one has."""


class CodeArchiveError(ReproductionError):
    """A zip file of code cannot be used; the message says why, as the end of a sentence."""


def code_files(root: Path | None = None) -> dict[str, bytes]:
    """Return every file of a package's folder (this program's own if None), path to bytes.

    Compiled code is left out, and what an installed program packs for new projects: so the same
    program is the same code, whether it is installed or a clone.
    """
    folder = Path(str(files("analyysi"))) if root is None else root
    paths = (path for path in folder.rglob("*") if path.is_file())
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if "__pycache__" not in path.parts and not path.is_relative_to(folder / PACKED)
    }
    return {f"{_PACKAGE}{name}": contents[name] for name in sorted(contents)}


def unpack(packed: bytes) -> dict[str, bytes]:
    """Return what a zip file of code holds, path to bytes. Nothing is written.

    Raises
    ------
    CodeArchiveError
        If it is no zip file, if it holds anything but files below `analyysi/` (a path that leads
        elsewhere, a link, a module beside the package that would stand in for a library), or if it
        is far larger than any program.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            _check(entries)
            return _contents(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise CodeArchiveError("it is no whole zip file") from error
    except (RuntimeError, NotImplementedError) as error:
        raise CodeArchiveError("it is locked or packed in a way that is not read here") from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_FILES:
        raise CodeArchiveError(
            "it holds {count} files, and at most {most} are read",
            count=len(entries),
            most=_MOST_FILES,
        )
    # The name as it stands in the file: the library turns backslashes round and cuts at a NUL.
    fault = paths_fault(entry.orig_filename for entry in entries)
    if fault:
        raise CodeArchiveError("it holds {fault}", fault=fault)
    for entry in entries:
        if not entry.filename.startswith(_PACKAGE):
            raise CodeArchiveError(
                "it holds {file}: the program lies below {package} alone, and what "
                "lies beside it could stand in for a library",
                file=f"{entry.filename!r}",
                package=_PACKAGE,
            )
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            raise CodeArchiveError(
                "it holds {file}: a link or a device, and no file",
                file=f"{entry.filename!r}",
            )


def _contents(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    contents = {}
    room = _MOST_BYTES
    for entry in entries:
        with archive.open(entry) as file:
            contents[entry.filename] = file.read(room + 1)
        room -= len(contents[entry.filename])
        if room < 0:
            raise CodeArchiveError(
                "it unpacks to more than {size} MiB, which no program is",
                size=_MOST_BYTES // 1024**2,
            )
    return contents
