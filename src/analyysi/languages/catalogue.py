"""The program's texts in the languages of its readers.

The texts are English in the code and translated by the gettext catalogues in `locale/<language>`;
the catalogue is read as text when needed, so there is no compiled copy that could be out of date.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analyysi.errors import ReportError
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.po_file import forms_of, read_po

if TYPE_CHECKING:
    from analyysi.languages.local_text import LocalText

OTHER_CURRENCY = "other currency"
"""The context of a text as it is said where amounts are in another currency than the euro. Such a
text may ask for `{currency}`, its name after a number, for `{Currency}`, which begins a sentence,
and for `{sign}`.
"""

_LOCALE = Path(__file__).parent.parent / "locale"
_PLACEHOLDER = re.compile(r"\{\w+(?::\w+)?\}")


@cache
def catalogue(language: str) -> dict[tuple[str, str], str]:
    """Return the entries of a language's catalogue, by context and text, as they are written."""
    path = _LOCALE / language / "LC_MESSAGES" / "analyysi.po"
    return read_po(path.read_text(encoding="utf-8"))


def _forms(text: str, language: str, context: str = "") -> tuple[str, ...]:
    """Return the forms of a text; none of one that the catalogue lacks."""
    return forms_of(catalogue(language).get((context, text), ""))


def translated(text: str, language: str) -> str | None:
    """Return a text in a language; None if its catalogue has no translation."""
    return next(iter(_forms(text, language)), None) or None


def translated_count(single: str, count: int, language: str) -> str:
    """Return a text in the form that a count asks for, by its text for one.

    Every language of LANGUAGES has a form for one and a form for all other counts.
    """
    forms = _forms(single, language)
    return forms[0 if count == 1 else -1]


def check_translated(text: str, language: str) -> None:
    """Refuse a text that the catalogue of a language lacks with a `ReportError`.

    A catalogue may have a text just as the code does, as the English one often will; but it must
    have it. A text without words, such as "{share} ({sum})", needs no translation.
    """
    if translated(text, language) is None and has_words(text):
        raise ReportError(
            "The text '{text}' has no translation in '{language}': add it to analyysi.po.",
            text=text,
            language=language,
        )


def of_currency(text: str, language: str) -> str | None:
    """Return a text as it is said in another currency than the euro; None if it names none."""
    return next(iter(_forms(text, language, OTHER_CURRENCY)), None)


def in_every_language(text: str, **values: str) -> LocalText:
    """Translate a text into every language, and fill its placeholders with the same words in each.

    Raises
    ------
    ReportError
        If a language has no translation.
    """
    # Not above: its library takes longer to import than a help text to print.
    from analyysi.languages.local_text import LocalText

    texts = {}
    for language in LANGUAGES:
        check_translated(text, language)
        texts[language] = (translated(text, language) or text).format(**values)
    return LocalText.of(texts)


def has_words(text: str) -> bool:
    """Return whether a text says something besides its placeholders."""
    return any(letter.isalpha() for letter in _PLACEHOLDER.sub("", text))
