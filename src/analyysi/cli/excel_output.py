"""`--output FILE`: a new file of a command, and a table for a spreadsheet with `--format excel`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.speech import print_sentence
from analyysi.errors import ParameterError
from analyysi.file_system.files import create_file
from analyysi.file_system.locks import alone_in, tidy
from analyysi.file_system.places import MEGABYTE, check_place
from analyysi.report.papers.paper_table import EXCEL
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    from analyysi.report.papers.excel.table_files import ExcelTable

TABLE_ROOM = MEGABYTE
"""Free bytes without which nothing is worked out: many times what a table takes."""
ENDINGS = (".xlsx", ".csv")

OutputOption = Annotated[
    str,
    typer.Option(
        "--output",
        help="The file of --format excel: .xlsx, or .csv with semicolons and decimal commas. A "
        "file that is there is never written over.",
    ),
]


def excel_path(format_name: str, output: str) -> Path | None:
    """Return where a table for Excel is to be written; None where another format is asked for.

    Raises
    ------
    ParameterError
        If the file is missing or not wanted, has another ending, is there already, or has no
        folder.
    StorageError
        If its folder cannot be written to, or its disk is full.
    """
    if format_name != EXCEL:
        if output:
            raise ParameterError(
                "--output is the file of --format {excel}: give --format {excel} too, or "
                "leave it out.",
                excel=EXCEL,
            )
        return None
    if not output:
        raise ParameterError(
            "--format {excel} needs a file: add --output FILE{first} or FILE{second}.",
            excel=EXCEL,
            first=ENDINGS[0],
            second=ENDINGS[1],
        )
    path = Path(output)
    if path.suffix.lower() not in ENDINGS:
        raise ParameterError(
            "--output {output}: the ending of the file says what it is to be.{near}",
            output=output,
            near=did_you_mean(path.suffix, ENDINGS),
        )
    check_new_file(path, TABLE_ROOM)
    return path


def check_new_file(path: Path, room: int) -> None:
    """Refuse a place where no new file can be written, before anything is worked out for it.

    Parameters
    ----------
    room
        Free bytes that the file's disk must have.

    Raises
    ------
    ParameterError
        If the file is there already, or has no folder.
    StorageError
        If its folder cannot be written to, or its disk is full.
    """
    if os.path.lexists(path):
        tidy(path.parent)
        raise _occupied(path)
    if not path.parent.is_dir():
        raise ParameterError(
            "There is no folder {folder}: make it, or give another one.", folder=path.parent
        )
    check_place(path.parent, room)


def _occupied(path: Path) -> ParameterError:
    return ParameterError(
        "{path} is there already, and it is never overwritten. Give another "
        "name, or move the file away first.",
        path=path,
    )


def write_excel(path: Path, table: ExcelTable) -> None:
    """Write a table as its file's ending says, whole or not at all, and print where it is.

    Raises
    ------
    ParameterError
        If a file has come there since.
    StorageError
        If it cannot be written.
    """
    from analyysi.report.papers.excel.table_files import TABLE_FORMATS

    write_new_file(path, TABLE_FORMATS[path.suffix.lower()](table))


def write_new_file(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all, and print where it is.

    Raises
    ------
    ParameterError
        If a file has come there since.
    StorageError
        If it cannot be written.
    """
    try:
        with alone_in(path.parent):
            create_file(path, content)
    except FileExistsError as error:
        raise _occupied(path) from error
    print_sentence("Written: {path}", path=path)
