"""Agreement files out: new files put in place together, and never over one that is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from analyysi.errors import ParameterError
from analyysi.project import Project


def write_new(project: Project, contents: Mapping[Path, str]) -> None:
    """Write new files of an agreement, each whole or not at all; an existing file is never touched.

    The texts are taken as they are: check them first with `reading.agreement_of` and
    `reading.terms_of`.

    Parameters
    ----------
    contents
        Path to text. Folders are made where they are missing. The last file is put in place last.

    Raises
    ------
    ParameterError
        If one of the files is there already. Then none is written.
    """
    for path in contents:
        if path.exists():
            raise ParameterError(
                f"{project.relative(path)} is there already, and it is never overwritten. Edit "
                "that file, or move it "
                "away first."
            )
    placed: list[Path] = []
    try:
        for path, text in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _place(path, text)
            placed.append(path)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise


def write_over(project: Project, path: Path, text: str, before: str) -> None:
    """Write a file of an agreement anew, whole or not at all, if it still holds what it held.

    Raises
    ------
    ParameterError
        If it holds something else than `before`. Then it stays as it is.
    """
    if path.read_bytes() != before.encode():
        raise ParameterError(
            f"{project.relative(path)} was changed meanwhile, so it was not written over. Look at "
            "the file, then save again under another year."
        )
    _place(path, text)


def _place(path: Path, text: str) -> None:
    # Written beside its place first: a kill on the way leaves no half file that looks like a year's
    # terms.
    handle, name = mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
