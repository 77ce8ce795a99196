"""The language in which the interview is held."""

from __future__ import annotations

import os

from analyysi.languages.language_table import LANGUAGES, RECORD_LANGUAGE, check_language

VARIABLE = "ANALYYSI_LANGUAGE"
_OF_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The settings of the machine's language; the first that is set counts."""


def conversation_language(option: str = "") -> str:
    """Return the language of an option, else of the environment, else of the locale; English where
    none of them says one that there is.

    Raises
    ------
    ParameterError
        If the option or the environment names a language that there is not.
    """
    asked = option or os.environ.get(VARIABLE, "").strip()
    if asked:
        check_language(asked)
        return asked
    settings = (os.environ.get(name, "") for name in _OF_LOCALE)
    of_locale = next(filter(None, settings), "").partition("_")[0].partition(".")[0]
    return of_locale if of_locale in LANGUAGES else RECORD_LANGUAGE
