"""The command that makes the desk in one file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.excel_output import check_new_file, write_new_file
from analyysi.cli.options import AgreementArgument, ProjectOption, YearArgument, year_of
from analyysi.cli.speech import print_sentence, spoken
from analyysi.errors import ParameterError
from analyysi.file_system.places import MEGABYTE
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.project import find_project
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    from analyysi.desk_file.build.parts import Parts

EXAMPLES = """
Examples:

\b
  analyysi desk-file kainuu-ict 2027 --output laskuri.html
  analyysi desk-file kainuu-ict 2027 --output kalkylator.html --language sv
  analyysi desk-file kainuu-ict 2027 --output laskuri.zip    the same, to send
  analyysi desk-file --blank --output laskuri.html

The file opens in a browser by a double click, without a network and without an installation, and
calculates the agreement's years by this program.

With --blank it holds no agreement: it begins with a table of payers that is pasted or dropped.
"""
_HTML, _ZIP = ".html", ".zip"
ENDINGS = (_HTML, _ZIP)
"""What the file may be: the page, or the page in an archive, which more mail systems let pass."""
ROOM = 40 * MEGABYTE
"""Free bytes without which nothing is worked out: a few times what the file takes."""


def desk_file(
    *,
    agreement: AgreementArgument = "",
    year: YearArgument = "",
    output: Annotated[
        str,
        typer.Option(
            "--output",
            help="The file, which ends in .html, or in .zip for mail. One that is there is never "
            "replaced.",
        ),
    ],
    blank: Annotated[
        bool,
        typer.Option("--blank", help="For anything: no agreement, it begins with a pasted table."),
    ] = False,
    project: ProjectOption = "",
) -> None:
    """Make one file that calculates an agreement's years in a browser, without an installation."""
    from analyysi.desk_file.build.parts import read_parts

    _check_named(agreement, year, blank=blank)
    path = _path(output)
    parts = read_parts()
    if blank:
        from analyysi.desk_file.build.blank_document import blank_file

        page = blank_file(parts, spoken())
    else:
        page = _of_agreement(parts, agreement, year, project)
    _write(path, page)


def _check_named(agreement: str, year: str, *, blank: bool) -> None:
    """Refuse a desk for anything that is to be of an agreement, and one that is of nothing."""
    if blank and (agreement or year):
        raise ParameterError(
            "--blank makes a file for anything, without an agreement: leave out {given}.",
            given=" ".join(filter(None, (agreement, year))),
        )
    if not blank and not (agreement and year):
        raise ParameterError(
            "Name the agreement and the year, such as {example}, or give --blank for a file "
            "without an agreement.",
            example="kainuu-ict 2027",
        )


def _of_agreement(parts: Parts, agreement: str, year: str, project: str) -> str:
    from analyysi.agreement.reading import read_year, year_files
    from analyysi.agreement.texts import has_texts
    from analyysi.desk_file.build.document import desk_file as document
    from analyysi.report.language.wording import ready_languages

    root, asked_year, language = find_project(project), year_of(year), spoken()
    ready_languages([language])
    if not has_texts(*read_year(*year_files(root, agreement, asked_year)), language):
        print_sentence(
            "The agreement has not all its texts in '{language}': they are shown in '{main}'.",
            language=language,
            main=MAIN_LANGUAGE,
            err=True,
        )
        language = MAIN_LANGUAGE
    return document(root, parts, agreement, asked_year, language)


def _write(path: Path, page: str) -> None:
    """Write the page, in a zip if the file is to be one, and print the page's checksum: by it
    whoever gets the file knows that it is whole.
    """
    from analyysi.file_system.zip_file import zipped

    content = page.encode()
    is_zip = path.suffix.lower() == _ZIP
    write_new_file(path, zipped({f"{path.stem}{_HTML}": content}) if is_zip else content)
    print_sentence(
        "SHA-256 of {file}: {checksum}",
        file=f"{path.stem}{_HTML}",
        checksum=sha256(content).hexdigest(),
    )


def _path(output: str) -> Path:
    """Return where the file is to be written, if it can be."""
    path = Path(output)
    if path.suffix.lower() not in ENDINGS:
        raise ParameterError(
            "--output {output}: the ending of the file says what it is to be.{near}",
            output=output,
            near=did_you_mean(path.suffix, ENDINGS),
        )
    check_new_file(path, ROOM)
    return path
