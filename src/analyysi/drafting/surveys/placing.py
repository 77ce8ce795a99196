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
            _place(path, content)
            placed.append(path)
    except OSError as error:
        for path in placed:
            path.unlink(missing_ok=True)
        raise ParameterError(
            f"{error.filename or path} cannot be written: {error.strerror}. Choose another folder "
            "with --output."
        ) from error
    return placed


def _place(path: Path, content: bytes) -> None:
    # Written beside its place first, so that no half file is left.
    handle, name = mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
