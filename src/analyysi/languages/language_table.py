"""The languages of reports: a row for each."""

from collections.abc import Mapping
from dataclasses import dataclass

from analyysi.errors import ParameterError
from analyysi.languages.name_cases import (
    ENGLISH_NAMES,
    FINNISH_NAMES,
    SWEDISH_NAMES,
    NameCase,
)
from analyysi.languages.small_numbers import (
    ENGLISH_NUMBERS,
    FINNISH_NUMBERS,
    SWEDISH_NUMBERS,
    NumberWords,
)
from analyysi.suggestions import did_you_mean


@dataclass(frozen=True)
class Language:
    """A language that reports can be made in. Its texts are in `locale/<code>`."""

    code: str
    """As reports, files and commands have it: ISO 639-1."""
    english_name: str
    """For messages to analysts, which are in English."""
    own_name: str
    """For readers who choose it."""
    locale: str
    """The locale of the CLDR: the forms of numbers, lists and money."""
    day: str
    """The form of a date, as a CLDR pattern."""
    year_end: str
    """How statistics write the last day of a year where they leave the year out."""
    quotation_marks: tuple[str, str]
    office_tag: str
    """The language of a workbook's texts, as spreadsheet programs name it."""
    name_cases: Mapping[str, NameCase]
    """How names are written in the cases that its catalogue asks for: "{payer:genitive}"."""
    number_words: NumberWords
    """Small numbers in words, by the cases that its catalogue asks for: "{count:word}"."""


_ROWS = (
    Language(
        "fi",
        "Finnish",
        "suomi",
        "fi_FI",
        "d.M.yyyy",
        "31.12.",
        ("”", "”"),
        "fi-FI",
        FINNISH_NAMES,
        FINNISH_NUMBERS,
    ),
    # As it is written in Finland.
    Language(
        "sv",
        "Swedish",
        "svenska",
        "sv_FI",
        "d.M.yyyy",
        "31.12",
        ("”", "”"),
        "sv-FI",
        SWEDISH_NAMES,
        SWEDISH_NUMBERS,
    ),
    # As it is written where the euro is.
    Language(
        "en",
        "English",
        "English",
        "en_IE",
        "d MMMM yyyy",
        "31 December",
        ("“", "”"),
        "en-GB",
        ENGLISH_NAMES,
        ENGLISH_NUMBERS,
    ),
)
LANGUAGES: Mapping[str, Language] = {language.code: language for language in _ROWS}
"""The languages a report can be made in, by code, the main language first."""

MAIN_LANGUAGE = _ROWS[0].code
"""Finnish: every text has it, and it stands in where a frozen record lacks another."""

FURTHER_LANGUAGES = tuple(LANGUAGES)[1:]
"""The languages that a text may lack."""

RECORD_LANGUAGE = "en"
"""The language of what the program records for analysts, such as how a file was obtained."""


def check_language(language: str) -> None:
    """Refuse a language that a report cannot be made in with a `ParameterError` that names those it
    can.
    """
    if language not in LANGUAGES:
        raise ParameterError(
            "No report in language '{language}'.{near}",
            language=language,
            near=did_you_mean(language, LANGUAGES),
        )


def place_of(language: str) -> int:
    """Return a language's place in the order in which readers are shown languages; unknown ones
    come last.
    """
    return list(LANGUAGES).index(language) if language in LANGUAGES else len(LANGUAGES)


def listed_languages() -> str:
    """Name the languages' codes in an English sentence: "fi, sv or en"."""
    *first, last = LANGUAGES
    return f"{', '.join(first)} or {last}"
