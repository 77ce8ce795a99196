"""The words: every text has its translation, and numbers are as a Finnish reader expects them."""

import ast
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from analyysi.comparison.compare import Comparison
from analyysi.comparison.verdicts import Verdict
from analyysi.errors import ParameterError, ReportError
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from analyysi.messages import Money, PayerName, Percent, payer_names
from analyysi.report.language.numbers import Numbers
from analyysi.report.language.wording import Wording
from support.places import ROOT
from support.said_texts import said_texts, texts_of_help

PACKAGE = ROOT / "src" / "analyysi"
_CASES = re.compile(r"\{\w+:(\w+)\}")
_PLACEHOLDERS = re.compile(r"\{(\w+)(?::\w+)?\}")


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_constants(node.body), *_constants(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def texts_in_code() -> set[str]:
    """Every text that the code says, from its calls of say, plural and Message."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = (
                    node.func.attr
                    if isinstance(node.func, ast.Attribute)
                    else getattr(node.func, "id", "")
                )
                if name in ("say", "Message", "plural", "in_every_language"):
                    found.update(_constants(node.args[0]))
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "text":
                found.update(_constants(node.value) if isinstance(node.value, ast.IfExp) else ())
    return {
        text for text in found if any(letter.isalpha() for letter in _PLACEHOLDERS.sub("", text))
    }


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_every_text_and_no_other(language: str) -> None:
    with (PACKAGE / "locale" / language / "LC_MESSAGES" / "analyysi.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    entries = {
        message.id[0] if isinstance(message.id, tuple) else message.id: message
        for message in catalogue
        if not message.context
    }
    entries.pop("")
    code = texts_in_code()
    assert len(code) > 80
    # `tests/test_said_sentences.py` holds that what is said in errors and on the command line is here.
    assert code - set(entries) == set()
    assert set(entries) - code - {said.text for said in said_texts()} - texts_of_help() == set()
    for key, message in entries.items():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert not message.fuzzy
        for form in forms:
            assert form, key
            assert set(_PLACEHOLDERS.findall(form)) <= {*_PLACEHOLDERS.findall(key), "count"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_twice_in_a_catalogue(language: str) -> None:
    """The reader of catalogues takes the last of two without a word."""
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "analyysi.po"
    entries = path.read_text(encoding="utf-8").split("\n\n")
    heads = [entry[entry.index("msg") : entry.index("\nmsgstr")] for entry in entries[1:]]
    assert len(heads) > 1000
    assert [head for head, count in Counter(heads).items() if count > 1] == []


EURO = re.compile(
    r"€|[Ee]uro|\b[Ss]ent(?:it|ti|tiä|in|teihin|teinä|tien|illeen)\b|(?<!per )\b[Cc]ent(?:en|s)?\b"
)
"""What names the euro or its cents in Finnish, Swedish or English."""
ALWAYS_IN_EUROS = re.compile(
    r"^(euros|thousand euros|per 1 000 €.*|.*budget.*|The cells by document, euros"
    r"|Changes are in euros only.*|.*cents \{yardstick\}.*|\{measure\}: .*thousands of euros.*)$"
)
"""Figures that are in euros whatever the agreement's currency, and what is measured by them: units
of keys, budgets and taxes, which a year in another currency cannot have.
"""


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_names_the_euro_is_said_otherwise_in_another_currency(language: str) -> None:
    with (PACKAGE / "locale" / language / "LC_MESSAGES" / "analyysi.po").open("rb") as file:
        messages = list(read_po(file, locale=language))
    others = {message.id: message.string for message in messages if message.context}
    plain = {
        message.id: message.string for message in messages if message.id and not message.context
    }
    # Command lines, errors and their tables show amounts as they are in the files.
    reports = texts_in_code()
    naming = {
        text
        for text, translated in plain.items()
        if text in reports and EURO.search(str(translated)) and not ALWAYS_IN_EUROS.match(str(text))
    }
    assert naming - set(others) == set()
    assert set(others) <= set(plain)
    for text, translated in others.items():
        assert not EURO.search(translated), text
        added = {"currency", "Currency", "sign"}
        assert set(_PLACEHOLDERS.findall(translated)) - added == set(_PLACEHOLDERS.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_asks_only_for_cases_that_its_language_has(language: str) -> None:
    cases = {*LANGUAGES[language].name_cases, *LANGUAGES[language].number_words}
    texts = (PACKAGE / "locale" / language / "LC_MESSAGES" / "analyysi.po").read_text("utf-8")
    # A text may be broken into lines anywhere in it.
    asked = _CASES.findall(texts.replace('"\n"', ""))
    assert asked
    assert {case.lower() for case in asked} <= cases


def test_missing_translation_and_missing_value_are_errors(kainuu_2023: Comparison) -> None:
    words = Wording("fi", kainuu_2023.case)
    with pytest.raises(ReportError, match="no translation"):
        words.say("A text that nobody has translated")
    with pytest.raises(ReportError, match="lacks its value 'share'"):
        words.say("{share} of the total")


def test_every_verdict_has_words_of_its_own(kainuu_2023: Comparison) -> None:
    for language in LANGUAGES:
        words = Wording(language, kainuu_2023.case)
        assert len({words.verdict(verdict) for verdict in get_args(Verdict)}) == 3


def test_unknown_language_names_those_there_are(kainuu_2023: Comparison) -> None:
    with pytest.raises(ParameterError, match="Valid: en, fi, sv"):
        Wording("fo", kainuu_2023.case)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Money(Fraction("12.5"), 2), "0,13\u00a0€"),
        (Money(-24624, 0, signed=True), "\u2212246\u00a0€"),
        (Money(24624, 0, signed=True), "+246\u00a0€"),
        (Money(800_000_000, 2), "8\u00a0000\u00a0000,00\u00a0€"),
        (Percent(Fraction("0.0345")), "3,5\u00a0%"),
        (Percent(Fraction(1, 3), None), "33,33\u00a0%"),
        (Percent(Fraction(3, 10), None), "30\u00a0%"),
    ],
)
def test_numbers_are_finnish_and_round_half_up(
    kainuu_2023: Comparison, value: Money | Percent, shown: str
) -> None:
    assert Wording("fi", kainuu_2023.case).of(value) == shown


@pytest.mark.parametrize(
    ("language", "genitive", "locative"),
    [
        ("fi", "Paltamon ja Puolangan", "Paltamossa ja Puolangalla"),
        ("sv", "Paltamos och Puolankas", "i Paltamo och i Puolanka"),
        ("en", "Paltamo's and Puolanka's", "in Paltamo and in Puolanka"),
    ],
)
def test_names_of_payers_have_cases(
    kainuu_2023: Comparison, language: str, genitive: str, locative: str
) -> None:
    words = Wording(language, kainuu_2023.case)
    names = {"names": payer_names(("578", "620"))}
    assert words.say("{names:genitive}", **names) == genitive
    assert words.say("{names:locative}", **names) == locative
    capital = locative[0].upper() + locative[1:]
    assert words.say("{names:Locative}", **names) == capital


def test_a_party_gives_its_own_forms_where_the_rules_would_not(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    parties = tuple(
        party.model_copy(update={"genitive": LocalText(fi="Paltamon kunnan")})
        if party.code == "578"
        else party
        for party in case.agreement.parties
    )
    case = replace(case, agreement=case.agreement.model_copy(update={"parties": parties}))
    payer = PayerName("578")
    assert Wording("fi", case).in_case(payer, "genitive") == "Paltamon kunnan"
    assert Wording("fi", case).in_case(payer, "locative") == "Paltamossa"
    assert Wording("sv", case).in_case(payer, "genitive") == "Paltamos"
    with pytest.raises(ReportError, match=r"no case 'genetive'.*Did you mean 'genitive'"):
        Wording("fi", case).in_case(payer, "genetive")


def test_dates_are_told_as_far_as_known() -> None:
    numbers = Numbers("fi", "EUR")
    assert [numbers.when(when) for when in ("2022-09-20", "2022-09", "2022")] == [
        "20.9.2022",
        "syyskuu 2022",
        "2022",
    ]


def test_a_named_payer_is_inflected_in_finnish() -> None:
    """ "maksajan Lahti luvut" is no Finnish: a name of a payer has cases of its own."""
    with (PACKAGE / "locale" / "fi" / "LC_MESSAGES" / "analyysi.po").open("rb") as file:
        texts = [str(message.string) for message in read_po(file, locale="fi")]
    stiff = re.compile(r"maksaja(?:n|lle|lla|lta|an|sta) \{(?:payer|one|other)\}")
    assert [text for text in texts if stiff.search(text)] == []
