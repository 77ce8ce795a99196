"""The language in which the interview is held."""

from __future__ import annotations

import os

from babel import default_locale

from analyysi.languages.language_table import LANGUAGES, RECORD_LANGUAGE, check_language

VARIABLE = "ANALYYSI_LANGUAGE"


def conversation_language(option: str = "") -> str:
    """Return the language of an option, else of the environment, else of the locale; English where
    none of them says one that there is.

    Raises
    ------
    ParameterError
        If the option or the environment names a language that there is not.
    """
    asked = option or os.environ.get(VARIABLE, "")
    if asked:
        check_language(asked)
        return asked
    of_locale = (default_locale("LC_MESSAGES") or "").partition("_")[0]
    return of_locale if of_locale in LANGUAGES else RECORD_LANGUAGE
