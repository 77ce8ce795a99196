"""The command that looks at the surroundings: versions, fonts, programs, project, rights."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from shutil import which

import typer

from analyysi import __version__
from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.options import ProjectOption
from analyysi.cli.screen import tell
from analyysi.cli.speech import in_words, spoken
from analyysi.errors import AnalyysiError, Sentence
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import find_project

DOCTOR_EXAMPLES = "Example: analyysi doctor"
LIBRARIES = ("pandas", "numpy", "matplotlib", "typst", "papermill", "nbconvert")
"""What a report cannot be made without."""


@dataclass(frozen=True)
class Finding:
    """What was looked at, what was found, and whether something must be done about it."""

    name: str
    what: Sentence
    found: str
    fine: bool = True


def doctor(project: ProjectOption = "", as_json: JsonOption = False) -> None:
    """Look whether all is here that a report needs, and say what lacks."""
    findings = [*_program(), *_fonts(), *_programs(), *_project(project)]
    faults = [finding.found for finding in findings if not finding.fine]
    if as_json:
        answers = {finding.name: finding.found for finding in findings}
        print_answer(answers, faults)
    else:
        for finding in findings:
            mark = in_words(Sentence("ok") if finding.fine else Sentence("FAULT"))
            tell(f"{mark:<10}{in_words(finding.what)}: {in_words(finding.found)}")
    if faults:
        raise typer.Exit(1)


def _program() -> Iterator[Finding]:
    # Not above: it would bring a module for temporary files into every start of the command line.
    from importlib.metadata import PackageNotFoundError, version

    yield Finding("analyysi", Sentence("program"), f"analyysi {__version__}")
    python = f"{platform.python_version()} ({sys.executable})"
    yield Finding("python", Sentence("Python"), python)
    yield Finding("system", Sentence("system"), platform.platform())
    yield Finding("language", Sentence("language"), LANGUAGES[spoken()].code)
    for name in LIBRARIES:
        try:
            yield Finding(name, Sentence("library {name}", name=name), version(name))
        except PackageNotFoundError:
            lack = Sentence("not installed: install analyysi again, with pip")
            yield Finding(name, Sentence("library {name}", name=name), lack, fine=False)


def _fonts() -> Iterator[Finding]:
    what = Sentence("fonts of the papers")
    try:
        from analyysi.report.papers.typeset.paper_fonts import FALLBACK, SANS, paper_fonts

        there = set(paper_fonts().families())
    except ImportError as error:
        yield Finding("fonts", what, str(error), fine=False)
        return
    lacking = [name for name in (SANS, FALLBACK) if name not in there]
    if lacking:
        lack = Sentence("{fonts} lacks: install analyysi again, with pip", fonts=", ".join(lacking))
        yield Finding("fonts", what, lack, fine=False)
    else:
        yield Finding("fonts", what, f"{SANS}, {FALLBACK}")


def _programs() -> Iterator[Finding]:
    """Yield the programs that make some things better; none is needed for a report."""
    for name, use in (
        ("git", Sentence("says what was published first")),
        ("ssh-keygen", Sentence("signs editions")),
        ("bwrap", Sentence("keeps archived programs apart")),
    ):
        place = which(name) or Sentence("not here, and not needed: {use}", use=use)
        yield Finding(name, Sentence("program {name}", name=name), place)


def _project(given: str) -> Iterator[Finding]:
    what = Sentence("project")
    try:
        here = find_project(given)
    except AnalyysiError as error:
        yield Finding("project", what, error.sentence, fine=False)
        return
    yield Finding("project", what, str(here.root))
    for name, folder in (("agreements", here.agreements), ("reports", here.reports)):
        place = folder if folder.exists() else here.root
        may_write = os.access(place, os.W_OK)
        lack = Sentence("{folder} cannot be written to: ask for the right", folder=place)
        yield Finding(
            f"write {name}",
            Sentence("right to write into {folder}", folder=here.relative(folder)),
            Sentence("yes") if may_write else lack,
            fine=may_write,
        )
