"""Files for people put in place: all or none, each whole, and never over another's work."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from analyysi.errors import ParameterError, StorageError
from analyysi.file_system.files import clear, create_file
from analyysi.file_system.locks import alone_in, tidy
from analyysi.file_system.reading import read_file
from analyysi.file_system.together import replace_files


def place_files(contents: Mapping[Path, bytes]) -> list[Path]:
    """Write files, and return those that were not there with the same content already.

    Raises
    ------
    ParameterError
        If one is there and holds something else, or cannot be written. Then none is written.
    """
    new: dict[Path, bytes] = {}
    for path, content in contents.items():
        if not os.path.lexists(path):
            new[path] = content
        elif not path.exists() or read_file(path) != content:
            raise _occupied(path)
    for folder in dict.fromkeys(path.parent for path in contents if path not in new):
        tidy(folder)
    placed: list[Path] = []
    try:
        for path, content in new.items():
            with alone_in(path.parent):
                create_file(path, content)
            placed.append(path)
    except BaseException as error:
        for path in placed:
            clear(path)
        if isinstance(error, FileExistsError):
            raise _occupied(path) from error
        if isinstance(error, StorageError):
            raise ParameterError(
                "{fault} Or choose another folder with --output.", fault=error
            ) from error
        raise
    return placed


def _occupied(path: Path) -> ParameterError:
    return ParameterError(
        "{path} is there already and holds something else, maybe answers: it is "
        "not written over. Move it away, or choose another folder with --output.",
        path=path,
    )


def place_over(contents: Mapping[Path, bytes]) -> None:
    """Write files over those that are there, together: see `together.replace_files`.

    Raises
    ------
    ParameterError
        If one cannot be written. It says what became of them: nearly always, that all stay as they
        were.
    """
    targets = {path.resolve(): content for path, content in contents.items()}
    for target in targets:
        # Root may write whatever the mode says, and would do so against its owner's will.
        if target.exists() and not target.stat().st_mode & 0o222:
            raise ParameterError(
                "{file} is write-protected, so it stays as it is. Allow writing to it, "
                "then try again.",
                file=target.name,
            )
    try:
        with ExitStack() as alone:
            for folder in sorted({target.parent for target in targets}):
                alone.enter_context(alone_in(folder))
            replace_files(targets)
    except StorageError as error:
        raise ParameterError(error.sentence) from error
