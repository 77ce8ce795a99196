"""The command line: its commands, its exit codes, and one sentence for every fault."""

import atexit
import logging
import sys
from typing import Annotated, Any, NoReturn

import typer
import typer.exceptions

from analyysi import __version__
from analyysi.cli.figures import decisions, pull, rehearse, survey
from analyysi.cli.projects import check
from analyysi.cli.reports import archive, batch, compare, explain, lab, report
from analyysi.cli.screen import tell
from analyysi.cli.terms import drafting, import_decision, use
from analyysi.errors import AnalyysiError, ParameterError, StorageError
from analyysi.file_system.disk_faults import in_words
from analyysi.file_system.places import write_temporary
from analyysi.plain_text import shortened
from analyysi.run.garbage_collection import collect_less_often, keep_what_is_there

EXAMPLES = """
Examples:

\b
  analyysi report kainuu-ict 2023     makes reports/kainuu-ict/2023/report.html
  analyysi report kainuu-ict 2023 --municipality Paltamo --format html,pdf
  analyysi report kainuu-ict 2027 --language sv --format html,pdf,docx,xlsx
  analyysi lab                        JupyterLab on your own copies of the notebooks
  analyysi compare kainuu-ict 2023    what every method would charge
  analyysi compare kainuu-ict 2027 --format csv > shares.csv
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

app = typer.Typer(
    help="Share a joint cost on official figures, compare the ways of sharing it, report it to a "
    "board.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_INTERRUPTED = 130
_LONGEST_MESSAGE = 10_000
"""Characters: a message may list many faults, and nobody reads on for ever."""


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
) -> None:
    pass


# In the order in which --help lists them.
app.command(epilog=report.EXAMPLES)(report.report)
app.command(epilog=lab.EXAMPLES)(lab.lab)
app.command(epilog=compare.EXAMPLES)(compare.compare)
app.command(epilog=batch.BATCH_EXAMPLES)(batch.batch)
app.command(epilog=archive.REPRODUCE_EXAMPLES)(archive.reproduce)
app.command(epilog=explain.EXAMPLES)(explain.explain)
app.command(epilog=import_decision.EXAMPLES)(import_decision.import_decision)
app.command(epilog=drafting.NEW_AGREEMENT_EXAMPLES)(drafting.new_agreement)
app.command(epilog=drafting.NEW_YEAR_EXAMPLES)(drafting.new_year)
app.command(epilog=use.EXAMPLES)(use.use)
app.add_typer(survey.app, name="survey")
app.command(epilog=pull.PULL_EXAMPLES)(pull.pull)
app.command(epilog=pull.DIFF_EXAMPLE)(pull.diff)
app.command(epilog=pull.TABLES_EXAMPLES)(pull.tables)
app.command(epilog=rehearse.REHEARSE_EXAMPLES)(rehearse.rehearse)
app.command(epilog=decisions.EXAMPLES)(decisions.decisions)
app.command(epilog=check.CHECK_EXAMPLE)(check.check)
app.command(epilog=check.SCHEMA_EXAMPLE)(check.schema)


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
        code = app(standalone_mode=False)
    except ParameterError as error:
        _stop(str(error), 2)
    except AnalyysiError as error:
        _stop(str(error), 1)
    except typer.exceptions.TyperException as error:
        _stop(_usage(error), getattr(error, "exit_code", 2))
    except (KeyboardInterrupt, typer.Abort):
        _stop("interrupted; nothing was changed.", _INTERRUPTED)
    # The last resort: the user gets a sentence, the log the traceback.
    except Exception as error:  # noqa: BLE001
        _stop(in_words(error) or _unexpected(error), 1)
    if code == _INTERRUPTED:  # typer takes Ctrl-C itself and returns the code without a word
        _stop("interrupted; nothing was changed.", _INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _usage(error: Any) -> str:
    if error.__class__.__name__ == "NoArgsIsHelpError":
        return f"a command is missing.\n\n{error.format_message()}"
    message = str(error.format_message()).replace("Value error, ", "")
    return f"{message} See 'analyysi --help'."


def _unexpected(error: BaseException) -> str:
    """Return the sentence of a fault that nobody foresaw, with where its traceback is kept."""
    import traceback

    trace = "".join(traceback.format_exception(error))
    fault = f"unexpected fault ({type(error).__name__}: {error})."
    try:
        return f"{fault} The traceback is in {write_temporary('.log', trace.encode())}."
    except StorageError as unkept:
        return f"{fault} Its traceback could not be kept: {unkept}"


def _stop(message: str, code: int) -> NoReturn:
    tell(f"analyysi: {shortened(message, _LONGEST_MESSAGE)}", err=True)
    sys.exit(code)
