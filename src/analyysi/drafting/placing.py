"""Files for people put in place: all or none, each whole, and never over another's work."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from analyysi.errors import ParameterError


def place_files(contents: Mapping[Path, bytes]) -> list[Path]:
    """Write files, and return those that were not there with the same content already.

    Raises
    ------
    ParameterError
        If one is there and holds something else, or cannot be written. Then none is written.
    """
    for path, content in contents.items():
        if path.exists() and path.read_bytes() != content:
            raise ParameterError(
                f"{path} is there already and holds something else, maybe answers: it is not "
                "written over. Move it away, or choose another folder with --output."
            )
    new = {path: content for path, content in contents.items() if not path.exists()}
    placed: list[Path] = []
    try:
        for path, content in new.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            put_in_place(path, content)
            placed.append(path)
    except OSError as error:
        for path in placed:
            path.unlink(missing_ok=True)
        raise ParameterError(
            f"{error.filename or path} cannot be written: {error.strerror}. Choose another folder "
            "with --output."
        ) from error
    return placed


def place_over(contents: Mapping[Path, bytes]) -> None:
    """Write files over those that are there. What can fail is done before the first is put in its
    place.

    Raises
    ------
    ParameterError
        If one cannot be written. Then all stay as they were.
    """
    beside: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            target = path.resolve()
            # Root may write whatever the mode says, and would do so against its owner's will.
            if target.exists() and not target.stat().st_mode & 0o222:
                raise ParameterError(
                    f"{path.name} is write-protected, so it stays as it is. Allow writing to it, "
                    "then try again."
                )
            beside[target] = _beside(target, content)
        for target, written in beside.items():
            written.replace(target)
    except OSError as error:
        raise ParameterError(
            f"{path.name} cannot be written ({error.strerror}): nothing was changed."
        ) from error
    finally:
        for written in beside.values():
            written.unlink(missing_ok=True)


def put_in_place(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file over what is there, so that a kill on the way leaves no half file in its place.

    Raises
    ------
    OSError
        If its folder may not be written in. Then nothing is changed.
    """
    written = _beside(path, content, mode)
    try:
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def _beside(path: Path, content: bytes, mode: int = 0o644) -> Path:
    """Write a file beside its place."""
    handle, name = mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    return Path(name)
