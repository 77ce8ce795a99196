"""Agreement files out: new files put in place together, and never over one that is there."""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF8
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path

from analyysi.agreement.toml_text import toml_text
from analyysi.errors import ParameterError
from analyysi.file_system.files import clear, create_file, replace_file
from analyysi.file_system.folders import create_folder
from analyysi.file_system.locks import alone_in, tidy
from analyysi.file_system.reading import read_file
from analyysi.project import Project


def write_new(project: Project, contents: Mapping[Path, str]) -> None:
    """Write new files of an agreement, each whole or not at all; an existing file is never touched.

    Some that are there already with the very same text are what a stopped run has placed: the rest
    is then placed beside them.

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
    there = [path for path in contents if os.path.lexists(path)]
    for path in there:
        if len(there) == len(contents) or not _holds(path, contents[path]):
            tidy(path.parent)
            raise _occupied(project, path)
    contents = {path: text for path, text in contents.items() if path not in there}
    path = next(iter(contents))
    folder = path.parent
    placed: list[Path] = []
    try:
        if not os.path.lexists(folder) and all(path.parent == folder for path in contents):
            _write_folder(folder, contents)
            return
        for path, text in contents.items():
            with alone_in(path.parent):
                create_file(path, text.encode())
            placed.append(path)
    except BaseException as error:
        for path in placed:
            clear(path)
        if isinstance(error, FileExistsError):
            raise _occupied(project, path) from error
        raise


def write_missing(project: Project, contents: Mapping[Path, str]) -> None:
    """Write those files of an agreement that are not there yet, as `write_new` does.

    Raises
    ------
    ParameterError
        If one is there with another text. Then none is written.
    """
    missing = {
        path: text
        for path, text in contents.items()
        if not (os.path.lexists(path) and _holds(path, text))
    }
    if missing:
        write_new(project, missing)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and read_file(path) == text.encode()


def _write_folder(folder: Path, contents: Mapping[Path, str]) -> None:
    """Write all files of a new folder in one step: a kill between two of them leaves no half."""
    with alone_in(folder.parent):
        create_folder(folder, {path.name: text.encode() for path, text in contents.items()})


def _occupied(project: Project, path: Path) -> ParameterError:
    return ParameterError(
        "{path} is there already, and it is never overwritten. Edit that file, "
        "or move it away first.",
        path=project.relative(path),
    )


def write_over(project: Project, path: Path, text: str, before: str) -> None:
    """Replace a file of an agreement, whole or not at all, if it still holds what it held.

    Lines that stay keep their line ends, byte by byte, and new ones get those of the file. Its mode
    and its byte order mark stay too, and where it is a link, the file that the link leads to is
    written.

    Raises
    ------
    ParameterError
        If it holds something else than `before`, whatever its line ends, or is write-protected.
        Then it stays as it is.
    """
    target = path.resolve()
    with alone_in(target.parent):
        _write_over(project, path, target, text, before)


def _write_over(project: Project, path: Path, target: Path, text: str, before: str) -> None:
    content = read_file(target)
    if toml_text(content, project.relative(path)) != _plain_ends(before):
        raise ParameterError(
            "{path} was changed meanwhile, so it was not written over. Look at the "
            "file, then save again under another year.",
            path=project.relative(path),
        )
    mode = stat.S_IMODE(target.stat().st_mode)
    # Root may write whatever the mode says, and would do so against its owner's will.
    if not mode & 0o222 or not os.access(target, os.W_OK) or not os.access(target.parent, os.W_OK):
        raise ParameterError(
            "{path} is write-protected, so it stays as it is. Allow writing to it "
            "and its folder, then try again.",
            path=project.relative(path),
        )
    mark = "\ufeff" if content.startswith(BOM_UTF8) else ""
    written = mark + _with_ends_of(content.decode("utf-8-sig"), text)
    replace_file(target, written.encode(), mode)


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _with_ends_of(held: str, text: str) -> str:
    """Return a text whose lines end as those of the file that it is made from."""
    if "\r" not in held:
        return text
    before, after = held.splitlines(keepends=True), _plain_ends(text).splitlines(keepends=True)
    usual = "\r\n" if 2 * held.count("\r\n") > held.count("\n") else "\n"
    lines: list[str] = []
    matcher = SequenceMatcher(None, [_plain_ends(line) for line in before], after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind in ("replace", "insert", "delete"):
            lines += [line.replace("\n", usual) for line in after[new_start:new_end]]
        else:
            lines += before[start:end]
    return "".join(lines)
