"""Texts and values in the language of any reader, for what needs no agreement and no figures."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from analyysi.errors import ReportError
from analyysi.languages.catalogue import (
    catalogue,
    check_translated,
    of_currency,
    translated,
    translated_count,
)
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE, check_language
from analyysi.languages.local_text import LocalText
from analyysi.languages.saying import said
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
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.numbers import Numbers
from analyysi.suggestions import did_you_mean

_Case = TypeVar("_Case")


def ready_languages(languages: Iterable[str]) -> None:
    """Read the catalogues of the languages, so that nobody waits for them later."""
    for language in languages:
        catalogue(language)


class _Filling:
    """A value in a sentence. The sentence's catalogue may ask for it in a case, as
    "{payer:genitive}" or, with a capital letter, "{payer:Genitive}".
    """

    def __init__(self, words: "Words", filled: Value) -> None:
        self._words = words
        self._filled = filled

    def __format__(self, case: str) -> str:
        if not case:
            return self._words.of(self._filled)
        text = self._words.in_case(self._filled, case.lower())
        return text[:1].upper() + text[1:] if case[0].isupper() else text


class Words:
    """The words and numbers of a language. Names of keys and payers are known to
    `report.language.wording.Wording` only.

    Raises
    ------
    ParameterError
        If there is no catalogue of that language; names those there are.
    """

    def __init__(self, language: str, currency: str) -> None:
        check_language(language)
        self.language = language
        self.numbers = Numbers(language, currency)

    def say(self, text: str, **values: Value) -> str:
        """Translate a text and fill its placeholders, each in the case that the catalogue asks for.

        Raises
        ------
        ReportError
            If the text has no translation, or a placeholder has no value.
        """
        check_translated(text, self.language)
        if self.numbers.currency != MAIN_CURRENCY:
            other = of_currency(text, self.language)
            if other is not None:
                name = self.numbers.currency_name
                known = {"currency": name, "Currency": name[:1].upper() + name[1:]}
                return self._filled(other, {**known, "sign": self.sign, **values})
        return self._filled(translated(text, self.language) or text, values)

    @property
    def sign(self) -> str:
        """The sign of the currency, as a table's heading has it: "€"."""
        return self.numbers.sign

    def plural(self, singular: str, plural: str, count: int, **values: Value) -> str:
        """Translate a text that depends on a count; `{count}` is the count."""
        check_translated(singular, self.language)
        return self._filled(
            translated_count(singular, count, self.language), {"count": Number(count), **values}
        )

    def of(self, value: Value) -> str:
        """Write any value or message in the reader's language; `ReportError` for a name that only a
        case knows.
        """
        match value:
            case str():
                return said(value, self.language)  # a sentence, or a text as it is
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
                return self.numbers.listing([self.of(listed) for listed in value.items])
            case LocalText():
                return value.in_language(self.language)
            case KeyName() | PayerName():
                raise ReportError(
                    "{payer} has no name here: it is known only where there is a case.", payer=value
                )

    def in_case(self, value: Value, case: str) -> str:
        """Write a value in a case of the language: small numbers as words, lists of what has cases.

        Parameters
        ----------
        value
            A whole `Number`, or a `Listing` of values that have cases. Names of payers are known to
            `report.language.wording.Wording` only.
        case
            Of a number, one that the language's `number_words` has: every language has "word".

        Raises
        ------
        ReportError
            If the language has no such case of it; names those it has.

        Examples
        --------
        >>> finnish = Words("fi", "EUR")
        >>> finnish.in_case(Number(7), "adessive"), finnish.in_case(Number(13), "adessive")
        ('seitsemällä', '13')
        """
        match value:
            case Number():
                spelled = self.case_of(LANGUAGES[self.language].number_words, case, value)
                if value.decimals == 0 and value.value in range(len(spelled)):
                    return spelled[int(value.value)]
                return self.of(value)
            case Listing():
                return self.numbers.listing([self.in_case(listed, case) for listed in value.items])
            case _:
                raise ReportError(
                    "'{case}' of {value}: only whole numbers, names of payers and lists of "
                    "them have cases. Write the placeholder in the catalogue of '{language}' "
                    "without it.",
                    case=case,
                    value=value,
                    language=self.language,
                )

    def case_of(self, cases: Mapping[str, _Case], case: str, value: Value) -> _Case:
        """Return what a language has for a case, or raise `ReportError` with the nearest."""
        if case not in cases:
            raise ReportError(
                "'{language}' has no case '{case}' of {value}.{near}",
                language=self.language,
                case=case,
                value=value,
                near=did_you_mean(case, cases),
            )
        return cases[case]

    def frozen(self, text: LocalText) -> str:
        """Write a text of a frozen record, which nobody translates any more: in the main language
        where it lacks the reader's.
        """
        return text.or_main(self.language)

    def foreign(self, text: LocalText) -> str:
        """Return the language that `frozen` writes a text in, or "" if it is the reader's own, for
        a `lang` attribute.
        """
        return self.unless_own(self.language if self.language in text.texts else MAIN_LANGUAGE)

    def unless_own(self, language: str) -> str:
        """Return a language for a `lang` attribute, or "" if it is the reader's own."""
        return "" if language == self.language else language

    def quoted(self, text: str) -> str:
        """Put a text in the quotation marks of the language."""
        opening, closing = LANGUAGES[self.language].quotation_marks
        return f"{opening}{text}{closing}"

    def title(self, message: Message) -> str:
        """Write a title with a capital first letter."""
        text = self.of(message)
        return text[:1].upper() + text[1:]

    def _filled(self, text: str, values: dict[str, Value]) -> str:
        try:
            return text.format(
                **{name: _Filling(self, filling) for name, filling in values.items()}
            )
        except KeyError as error:
            raise ReportError(
                "The sentence '{sentence}' lacks its value {placeholder}.",
                sentence=text,
                placeholder=error,
            ) from error


def message_in_every_language(message: Message, currency: str = MAIN_CURRENCY) -> LocalText:
    """Write a message in every language, its values in the forms of each.

    Raises
    ------
    ReportError
        If a language has no translation.
    """
    return LocalText.of({language: Words(language, currency).of(message) for language in LANGUAGES})
