"""The language in which the command line speaks to its user: what is asked for, else what the
project says, else what the machine is set to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from analyysi.errors import ParameterError, SourceError
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE, RECORD_LANGUAGE
from analyysi.suggestions import did_you_mean

LANGUAGE_VARIABLE = "ANALYYSI_LANGUAGE"
SETTINGS = Path(".analyysi") / "settings.toml"
"""The settings of a project, as seen from its root: `language = "fi"`."""

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The settings of the machine's language on Linux and macOS; the first that is set counts."""


def user_language(asked: str, environment: Mapping[str, str], folder: Path) -> str:
    """Return the code of the language to speak.

    Parameters
    ----------
    asked
        What `--language` says; empty if it is not given.
    folder
        A folder whose project, if it lies in one, may have a language of its own.

    Raises
    ------
    ParameterError
        If `asked`, or else ``$ANALYYSI_LANGUAGE``, is no language that there is.
    """
    for place, code in (("--language", asked), (LANGUAGE_VARIABLE, _of(environment))):
        if code:
            return checked_language(code, place)
    return _of_project(folder) or _of_machine(environment)


def language_of_project(folder: Path) -> str:
    """Return the language that a project was made in, which its files speak to those who edit
    them; English where it says none.
    """
    return _of_project(folder) or RECORD_LANGUAGE


def language_of_readers(folder: Path) -> str:
    """Return the language of a project's papers where none is asked for: that which the project was
    made in, else Finnish.
    """
    return _of_project(folder) or MAIN_LANGUAGE


def _of(environment: Mapping[str, str]) -> str:
    return environment.get(LANGUAGE_VARIABLE, "").strip()


def checked_language(code: str, place: str) -> str:
    """Return a language's code; raise `ParameterError` if there is no such language."""
    if code not in LANGUAGES:
        raise ParameterError(
            "{place}: there is no language '{code}'.{near}",
            place=place,
            code=code,
            near=did_you_mean(code, LANGUAGES),
        )
    return code


def _of_project(folder: Path) -> str:
    """Return the language of the project that a folder lies in; empty if there is none, or none
    that can be read: a fault there is no reason to say nothing at all.
    """
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS).is_file():
            # Not above: a project without settings, and most commands, need not wait for it.
            import tomllib

            from analyysi.file_system.reading import read_file

            try:
                settings = tomllib.loads(read_file(candidate / SETTINGS).decode())
            except (OSError, ValueError, SourceError):
                return ""
            language = str(settings.get("language"))
            return language if language in LANGUAGES else ""
    return ""


def _of_machine(environment: Mapping[str, str]) -> str:
    """Return the machine's language, or English if that is unknown or none of ours."""
    for setting in _settings(environment):
        code = setting.replace("-", "_").partition("_")[0].lower()
        if code in LANGUAGES:
            return code
    return RECORD_LANGUAGE


def _settings(environment: Mapping[str, str]) -> Iterator[str]:
    for variable in _LOCALE_VARIABLES:
        if environment.get(variable):
            yield environment[variable]
            return
    if sys.platform == "win32":
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        yield locale.windows_locale.get(number, "")


def language_here(asked: str = "", project: str = "") -> str:
    """Return the language to speak in this process, for a project's folder or the working one."""
    given = project or os.environ.get("ANALYYSI_PROJECT", "")
    folder = Path(given)
    with suppress(RuntimeError):  # the home of a user whom this computer does not know
        folder = folder.expanduser()
    return user_language(asked, os.environ, folder.absolute())
