"""Typst sets a document in a process of its own.

Typst keeps what it has worked out for the documents to come, hundreds of mebibytes for a report: an
analyst who makes ten reports in JupyterLab would be out of memory. A process gives all of it back.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

from analyysi.errors import ReportError
from analyysi.file_system.processes.apart import Ended, how_ended, run_apart
from analyysi.languages.plain_text import one_line, shortened
from analyysi.report.papers.typeset.paper_fonts import font_folders

_PROGRAM = Path(__file__).with_name("typesetting_program.py")
_REFUSED = 4
_LONGEST_FAULT = 1000
_MOST_SECONDS = 600
"""By the clock: the report of 309 payers takes a few."""


class TypesettingError(Exception):
    """Typst refuses a document; the text is what it says, in English."""


def typeset(template: str, inputs: Mapping[str, str], **options: object) -> bytes:
    """Return a document as the bytes of a file.

    Parameters
    ----------
    template
        The document in Typst's language.
    inputs
        What the template reads as `sys.inputs`.
    options
        What `typst.compile` takes besides: `format`, `ppi`, `pdf_standards`.

    Raises
    ------
    TypesettingError
        If Typst refuses the document.
    ReportError
        If the process cannot be started, breaks off or takes too long.
    """
    # Without `site` it starts in half the time; a folder that is no whole path may be anybody's.
    folders = [folder for folder in sys.path if Path(folder).is_absolute()]
    order = {
        "folders": folders,
        "fonts": [str(folder) for folder in font_folders()],
        "template": template,
        "inputs": dict(inputs),
        "options": options,
    }
    given = json.dumps(order).encode("ascii")
    command = [sys.executable, "-I", "-S", str(_PROGRAM)]
    try:
        ended = run_apart(command, {}, _MOST_SECONDS, given=given)
    except subprocess.TimeoutExpired:
        raise ReportError(
            "The paper takes more than {seconds} seconds to set, which is the most that is "
            "allowed. Leave out what is long, then try again.",
            seconds=_MOST_SECONDS,
        ) from None
    except OSError as error:
        raise ReportError(
            "The process that sets the paper could not be started ({cause}). Close other "
            "programs, then try again.",
            cause=error.strerror or str(error),
        ) from error
    if ended.code == _REFUSED:
        raise TypesettingError(ended.out.decode("utf-8"))
    if ended.code:
        raise _broken_off(ended)
    return ended.out


def _broken_off(ended: Ended) -> ReportError:
    """Return the fault of a process that broke off. One that Python ended says why below the
    traceback, whose lines are indented; one that the system ended, most often for its memory, says
    nothing.
    """
    lines = ended.err.decode("utf-8", "replace").strip().splitlines()
    below = list(takewhile(lambda line: not line.startswith(" "), reversed(lines)))
    last = one_line("; ".join(reversed(below)))
    if ended.code > 0 and last and not last.startswith(MemoryError.__name__):
        return ReportError(
            "The paper could not be set: the program that does so broke off ({how}). What it said "
            "last: {fault}",
            how=how_ended(ended.code),
            fault=shortened(last, _LONGEST_FAULT),
        )
    return ReportError(
        "The paper could not be set: the program that does so broke off ({how}). The computer "
        "may have no more memory: close other programs, then try again.",
        how=how_ended(ended.code),
    )
