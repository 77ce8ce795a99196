"""An analyst's own copies of the project's notebooks, in a folder that git ignores.

What is run, written or saved in a copy leaves the notebooks of the project as they are. A copy is
never overwritten once something has been changed in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from analyysi.errors import ParameterError, Sentence
from analyysi.file_system.files import replace_file
from analyysi.file_system.locks import alone_in
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.suggestions import did_you_mean

NOTEBOOK_METADATA = "analyysi"
"""The key of a notebook's metadata under which its name and version stand."""
COPIED = "copied"
"""Within it, in a copy: the checksum of the cells that were copied."""


@dataclass(frozen=True)
class OwnCopy:
    """A copy that was made, renewed or kept: its path, and a sentence where the analyst has to
    know something.
    """

    path: Path
    sentence: str = ""


def prepare_own_notebooks(project: Project) -> list[OwnCopy]:
    """Make the copies that are not there yet, and renew those in which nothing was changed.

    A copy with changes stays as it is. Where the project's notebook is of a newer version, with
    which a report is made only from a copy of that version, it is put beside it under a name with
    the version.

    Returns
    -------
    One `OwnCopy` for each notebook of the project, in the order of their names.

    Raises
    ------
    ParameterError
        If the project has no notebooks.
    """
    shipped = _all_shipped(project)
    with alone_in(project.own_notebooks):
        return [_prepared(path, project.own_notebooks / path.name) for path in shipped]


def _all_shipped(project: Project) -> list[Path]:
    shipped = sorted(project.notebooks.glob("*.ipynb"))
    if not shipped:
        raise ParameterError(
            "There are no notebooks in {folder}: a project has "
            "kustannustenjako.ipynb there. Bring them back: analyysi update "
            "--restore (in the program's own clone: git checkout notebooks).",
            folder=str(project.notebooks),
        )
    return shipped


def own_notebook(project: Project, name: str) -> Path:
    """Return where the copy of a notebook is or will be, by its name with or without ``.ipynb``;
    nothing is written.

    Raises
    ------
    ParameterError
        If there is no such notebook; names the nearest.
    """
    names = [path.stem for path in _all_shipped(project)]
    stem = name.removesuffix(".ipynb")
    if stem not in names:
        raise ParameterError(
            "There is no notebook '{name}'.{near}", name=name, near=did_you_mean(stem, names)
        )
    return project.own_notebooks / f"{stem}.ipynb"


def _prepared(shipped: Path, copy: Path) -> OwnCopy:
    notebook = _shipped(shipped)
    if not copy.exists():
        _write_copy(notebook, copy)
        return OwnCopy(copy)
    try:
        kept = _read(copy)
        version, copied = _version(kept), kept["metadata"][NOTEBOOK_METADATA][COPIED]
        unchanged = copied == _checksum(kept)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The analyst's own file, whatever it is.
        return OwnCopy(copy)
    if copied == _checksum(notebook):
        return OwnCopy(copy)
    if unchanged:
        _write_copy(notebook, copy)
        return OwnCopy(
            copy,
            Sentence(
                "{notebook}: renewed, as the project's notebook has changed.", notebook=copy.name
            ),
        )
    if version == _version(notebook):
        return OwnCopy(copy)
    newer = copy.with_name(f"{copy.stem}-versio-{_version(notebook)}.ipynb")
    if not newer.exists():
        _write_copy(notebook, newer)
    return OwnCopy(
        copy,
        Sentence(
            "{notebook} is of version {version} and has changes of yours, so it was left as it "
            "is. The project's version {newer} is beside it as {file}: copy your own cells there.",
            notebook=copy.name,
            version=version,
            newer=_version(notebook),
            file=newer.name,
        ),
    )


def _shipped(path: Path) -> dict[str, Any]:
    """Return a notebook of the project, which may be another's project."""
    try:
        notebook = _read(path)
        _version(notebook), _checksum(notebook)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ParameterError(
            "{notebook} cannot be read as a notebook: {fault}. Restore it.",
            notebook=f"notebooks/{path.name}",
            fault=str(error),
        ) from error
    return notebook


def _read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(read_file(path))
    return notebook


def _version(notebook: dict[str, Any]) -> int:
    """Return the version that a notebook states; 0 where it states none."""
    return int(notebook["metadata"].get(NOTEBOOK_METADATA, {}).get("version", 0))


def _checksum(notebook: dict[str, Any]) -> str:
    """Return the checksum of what an analyst may change in the cells; running them changes none."""
    cells = [
        [
            cell["cell_type"],
            "".join(cell["source"]),  # text, or a list of lines
            cell["metadata"].get("tags", []),
            sorted(cell.get("attachments", {})),
        ]
        for cell in notebook["cells"]
    ]
    return sha256(json.dumps(cells).encode("utf-8")).hexdigest()


def _write_copy(notebook: dict[str, Any], path: Path) -> None:
    stated = notebook["metadata"].get(NOTEBOOK_METADATA, {})
    metadata = {NOTEBOOK_METADATA: {**stated, COPIED: _checksum(notebook)}}
    copy = {**notebook, "metadata": {**notebook["metadata"], **metadata}}
    text = json.dumps(copy, ensure_ascii=False, indent=1) + "\n"
    replace_file(path, text.encode())
