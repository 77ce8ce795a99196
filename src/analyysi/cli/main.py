"""The command line: its commands, its exit codes, and one sentence for every fault."""

import atexit
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, NoReturn

import typer
import typer.exceptions
from typer.main import get_command

from analyysi import __version__
from analyysi.cli import answers
from analyysi.cli.figures import decisions, difference, pull, rehearse, survey
from analyysi.cli.help_pages import Command, asked_page, command_group
from analyysi.cli.options import LanguageOption
from analyysi.cli.projects import check, doctor, listing, new_project
from analyysi.cli.reports import archive, batch, compare, desk_file, explain, lab, preview, report
from analyysi.cli.screen import tell
from analyysi.cli.speech import in_words, speak
from analyysi.cli.spoken_language import asked_language, named_project
from analyysi.cli.terms import drafting, import_decision, new_agreement, use
from analyysi.cli.usage_errors import usage_error
from analyysi.errors import AnalyysiError, ParameterError, Sentence, StorageError, within_bounds
from analyysi.file_system import disk_faults
from analyysi.file_system.places import write_temporary
from analyysi.languages.user_language import language_here
from analyysi.run.garbage_collection import collect_less_often, keep_what_is_there

EXAMPLES = """
Examples:

\b
  analyysi init my-project            a project of your own, with an example
  analyysi report kainuu-ict 2023     makes reports/kainuu-ict/2023/report.html
  analyysi report kainuu-ict 2023 --municipality Paltamo --format html,pdf
  analyysi report kainuu-ict 2027 --language sv --format html,pdf,docx,xlsx
  analyysi preview kainuu-ict 2027    the page in the browser, anew at each save
  analyysi lab                        JupyterLab on your own copies of the notebooks
  analyysi compare kainuu-ict 2023    what every method would charge
  analyysi compare kainuu-ict 2027 --format csv > shares.csv
  analyysi desk-file kainuu-ict 2027 --output laskuri.html    calculates in a browser
  analyysi report kainuu-ict 2023 --publish
  analyysi batch --all --languages fi,sv      many reports at once
  analyysi reproduce                  every published year once more, to the cent
  analyysi explain kainuu-ict 2023    which rule could be behind the published shares
  analyysi import-decision kainuu-ict 2022 shares.xlsx --dry-run
  analyysi new-year kainuu-ict 2028   next year's terms, and what changes
  analyysi new-agreement              asks, and writes the files of a new agreement
  analyysi survey send kainuu-ict 2028      a form that asks the payers for figures
  analyysi pull                       new figures from the official services, frozen
  analyysi rehearse                   ask the services for what is stored, store nothing
  analyysi use kainuu-ict 2027        the newest stored figures into a year's terms
  analyysi check                      all figures and all agreements
  analyysi decisions                  who pays by what elsewhere, recomputed where it can be
  analyysi schema terms > terms.schema.json
"""

app = command_group(
    "Share a joint cost on official figures, compare the ways of sharing it, report it to a board.",
    EXAMPLES,
    completion=True,
)

_INTERRUPTED = 130


def _show_version(wanted: bool) -> None:
    if wanted:
        tell(f"analyysi {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
    language: LanguageOption = "",
) -> None:
    pass


# In the order in which --help lists them.
_COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (new_project.init, new_project.INIT_EXAMPLES),
    (new_project.update, new_project.UPDATE_EXAMPLES),
    (report.report, report.EXAMPLES),
    (preview.preview, preview.EXAMPLES),
    (lab.lab, lab.EXAMPLES),
    (compare.compare, compare.EXAMPLES),
    (desk_file.desk_file, desk_file.EXAMPLES),
    (batch.batch, batch.BATCH_EXAMPLES),
    (archive.reproduce, archive.REPRODUCE_EXAMPLES),
    (explain.explain, explain.EXAMPLES),
    (import_decision.import_decision, import_decision.EXAMPLES),
    (new_agreement.new_agreement, new_agreement.EXAMPLES),
    (drafting.new_year, drafting.NEW_YEAR_EXAMPLES),
    (use.use, use.EXAMPLES),
    (pull.pull, pull.PULL_EXAMPLES),
    (difference.diff, difference.DIFF_EXAMPLE),
    (pull.tables, pull.TABLES_EXAMPLES),
    (rehearse.rehearse, rehearse.REHEARSE_EXAMPLES),
    (decisions.decisions, decisions.EXAMPLES),
    (listing.list_all, listing.LIST_EXAMPLES),
    (listing.show, listing.SHOW_EXAMPLES),
    (check.check, check.CHECK_EXAMPLE),
    (doctor.doctor, doctor.DOCTOR_EXAMPLES),
    (check.schema, check.SCHEMA_EXAMPLE),
)
for _command, _examples in _COMMANDS:
    _name = "list" if _command is listing.list_all else None
    app.command(_name, cls=Command, epilog=_examples)(_command)
app.add_typer(survey.app, name="survey")


@cache
def _program() -> Any:
    """Return the commands as the library runs them: to put them together takes a moment."""
    return get_command(app)


def main() -> NoReturn:
    """Run the command line: one sentence on stderr and a non-zero exit for a fault, never a
    traceback.
    """
    collect_less_often()
    atexit.register(
        keep_what_is_there
    )  # else the end of the process looks through all of it, twice
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # What is repeated of an argument or a file name may be no text in any encoding.
            reconfigure(encoding="utf-8", errors="backslashreplace")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    # Our own sentence replaces what these log of a kernel that died; after an interruption it
    # would stand before it.
    for name in ("asyncio", "nbclient", "papermill", "traitlets"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        _speak(sys.argv[1:])
        code = _run(sys.argv[1:])
    except ParameterError as error:
        _stop(error, 2)
    except AnalyysiError as error:
        _stop(error, 1)
    except typer.exceptions.TyperException as error:
        _stop(usage_error(error), getattr(error, "exit_code", 2))
    except (KeyboardInterrupt, typer.Abort):
        _stop(Sentence("interrupted; nothing was changed."), _INTERRUPTED)
    # The last resort: the user gets a sentence, the log the traceback.
    except Exception as error:  # noqa: BLE001
        _stop(disk_faults.in_words(error) or _unexpected(error), 1)
    if code == _INTERRUPTED:  # typer takes Ctrl-C itself and returns the code without a word
        _stop(Sentence("interrupted; nothing was changed."), _INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _run(arguments: Sequence[str]) -> Any:
    """Show the page that is asked for, or run the command; return its exit code."""
    page = asked_page(_program(), arguments)
    if page is None:
        return _program()(list(arguments), standalone_mode=False)
    tell(page)
    return 0


def _speak(arguments: Sequence[str]) -> None:
    """Choose the language before anything is said, even of a fault in the arguments."""
    answers.forget()
    project = named_project(arguments)
    with suppress(ParameterError):  # in which it is told that a language asked for is none
        speak(language_here("", project))
    speak(language_here(asked_language(arguments, _program()), project))


def _unexpected(error: BaseException) -> Sentence:
    """Return the sentence of a fault that nobody foresaw, with where its traceback is kept."""
    import traceback

    trace = "".join(traceback.format_exception(error))
    fault = f"{type(error).__name__}: {error}"
    try:
        log = write_temporary(".log", trace.encode())
    except StorageError as unkept:
        return Sentence(
            "unexpected fault ({fault}). Its traceback could not be kept: {cause}",
            fault=fault,
            cause=unkept,
        )
    return Sentence("unexpected fault ({fault}). The traceback is in {log}.", fault=fault, log=log)


def _stop(message: str | BaseException, code: int) -> NoReturn:
    tell(f"analyysi: {within_bounds(in_words(message))}", err=True)
    if answers.is_asked():
        answers.print_answer(None, [message])
    sys.exit(code)
