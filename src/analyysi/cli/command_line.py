"""The command line: its exit codes, and one sentence for every fault."""

import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

import typer
import typer.exceptions

from analyysi.cli import answers
from analyysi.cli.commands import named_command, program_of
from analyysi.cli.help_pages import asked_page
from analyysi.cli.screen import tell
from analyysi.cli.speech import in_words, speak
from analyysi.cli.spoken_language import asked_language, named_project
from analyysi.cli.usage_errors import usage_error
from analyysi.errors import AnalyysiError, ParameterError, Sentence, StorageError, within_bounds
from analyysi.file_system import disk_faults
from analyysi.file_system.places import write_temporary
from analyysi.languages.user_language import language_here

_INTERRUPTED = 130


def _program(arguments: Sequence[str]) -> Any:
    return program_of(named_command(arguments))


def main() -> NoReturn:
    """Run the command line: one sentence on stderr and a non-zero exit for a fault, never a
    traceback.
    """
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
    program = _program(arguments)
    page = asked_page(program, arguments)
    if page is None:
        return program(list(arguments), standalone_mode=False)
    tell(page)
    return 0


def _speak(arguments: Sequence[str]) -> None:
    """Choose the language before anything is said, even of a fault in the arguments."""
    answers.forget()
    project = named_project(arguments)
    with suppress(ParameterError):  # in which it is told that a language asked for is none
        speak(language_here("", project))
    speak(language_here(asked_language(arguments, _program(arguments)), project))


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
