"""The program's texts in the languages of its readers.

The texts are English in the code and translated by the gettext catalogues in `locale/<language>`;
the catalogue is read as text when needed, so there is no compiled copy that could be out of date.
"""

import re
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from analyysi.errors import ReportError
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText

OTHER_CURRENCY = "other currency"
"""The context of a text as it is said where amounts are in another currency than the euro. Such a
text may ask for `{currency}`, its name after a number, for `{Currency}`, which begins a sentence,
and for `{sign}`.
"""

_PLACEHOLDER = re.compile(r"\{\w+(?::\w+)?\}")


@cache
def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it is written."""
    source = files("analyysi").joinpath("locale", language, "LC_MESSAGES", "analyysi.po")
    return read_po(BytesIO(source.read_bytes()), locale=language)


@cache
def translations(language: str) -> Translations:
    """Return the catalogue of a language, ready to translate."""
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return Translations(compiled)


def check_translated(text: str, language: str) -> None:
    """Refuse a text that the catalogue of a language lacks with a `ReportError`.

    A catalogue may have a text just as the code does, as the English one often will; but it must
    have it. A text without words, such as "{share} ({sum})", needs no translation.
    """
    entry = catalogue(language).get(text)
    if (entry is None or not entry.string) and _has_words(text):
        raise ReportError(
            f"The text '{text}' has no translation in '{language}': add it to analyysi.po."
        )


def of_currency(text: str, language: str) -> str | None:
    """Return a text as it is said in another currency than the euro; None if it names none."""
    entry = catalogue(language).get(text, OTHER_CURRENCY)
    return None if entry is None else str(entry.string)


def in_every_language(text: str, **values: str) -> LocalText:
    """Translate a text into every language, and fill its placeholders with the same words in each.

    Raises
    ------
    ReportError
        If a language has no translation.
    """
    texts = {}
    for language in LANGUAGES:
        check_translated(text, language)
        texts[language] = translations(language).gettext(text).format(**values)
    return LocalText.of(texts)


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in _PLACEHOLDER.sub("", text))
