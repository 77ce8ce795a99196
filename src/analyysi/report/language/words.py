"""The catalogue's texts and the numbers of a language, for any reader: what needs no agreement and
no figures.

The texts are English in the code and translated by the gettext catalogues in `locale/<language>`;
the catalogue is read as text when needed, so there is no compiled copy that could be out of date.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from analyysi.errors import ReportError
from analyysi.languages import check_language
from analyysi.messages import (
    Day,
    KeyName,
    Listing,
    Message,
    Money,
    Number,
    PayerName,
    Percent,
    Value,
)
from analyysi.report.language.numbers import Numbers

_OPENING_QUOTE = {"fi": "”", "sv": "”", "en": "“"}

_PLACEHOLDER = re.compile(r"\{\w+\}")


@cache
def _catalogue(language: str) -> Catalog:
    source = files("analyysi").joinpath("locale", language, "LC_MESSAGES", "analyysi.po")
    return read_po(BytesIO(source.read_bytes()), locale=language)


@cache
def _translations(language: str) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, _catalogue(language))
    compiled.seek(0)
    return Translations(compiled)


def ready_languages(languages: Iterable[str]) -> None:
    """Read the catalogues of the languages, so that nobody waits for them later."""
    for language in languages:
        _translations(language)


def _has_words(text: str) -> bool:
    """Tell whether a text holds more than placeholders and punctuation, so that it needs a
    translation.
    """
    return any(letter.isalpha() for letter in _PLACEHOLDER.sub("", text))


class Words:
    """The words and numbers of a language. Names of keys and payers are known to
    `report.wording.Wording` only.

    Raises
    ------
    ParameterError
        If nothing is told in that language; names those it can be.
    """

    def __init__(self, language: str, currency: str) -> None:
        check_language(language)
        self.language = language
        self.numbers = Numbers(language, currency)
        self._translations = _translations(language)

    def say(self, text: str, **values: Value) -> str:
        """Translate a text and fill its placeholders.

        Raises
        ------
        ReportError
            If the text has no translation, or a placeholder has no value.
        """
        self._check_known(text)
        return self._filled(self._translations.gettext(text), values)

    def plural(self, singular: str, plural: str, count: int, **values: Value) -> str:
        """Translate a text that depends on a count; `{count}` is the count."""
        self._check_known(singular)
        return self._filled(
            self._translations.ngettext(singular, plural, count), {"count": Number(count), **values}
        )

    def _check_known(self, text: str) -> None:
        # A catalogue may say a text just as the code does, as the English one often will; but it
        # must say it.
        entry = _catalogue(self.language).get(text)
        if (entry is None or not entry.string) and _has_words(text):
            raise ReportError(
                f"The text '{text}' has no translation in '{self.language}': add it to analyysi.po."
            )

    def of(self, value: Value) -> str:
        """Write any value or message in the reader's language; `ReportError` for a name that only a
        case knows.
        """
        match value:
            case str():
                return value
            case Message():
                return self.say(value.text, **value.values)
            case Money():
                return self.numbers.money(value.cents, value.decimals, value.signed, value.words)
            case Percent():
                return self.numbers.percent(value.ratio, value.decimals)
            case Number():
                return self.numbers.plain(value.value, value.decimals)
            case Day():
                return self.numbers.day(value.day)
            case Listing():
                return self.numbers.listing([self.of(item) for item in value.items])
            case KeyName() | PayerName():
                raise ReportError(
                    f"{value} has no name here: it is known only where there is a case."
                )

    def quoted(self, text: str) -> str:
        """Put a text in the quotation marks of the language."""
        return f"{_OPENING_QUOTE[self.language]}{text}”"

    def title(self, message: Message) -> str:
        """Write a title with a capital first letter."""
        text = self.of(message)
        return text[:1].upper() + text[1:]

    def _filled(self, text: str, values: dict[str, Value]) -> str:
        try:
            return text.format(**{name: self.of(value) for name, value in values.items()})
        except KeyError as error:
            raise ReportError(f"The sentence '{text}' lacks its value {error}.") from error
