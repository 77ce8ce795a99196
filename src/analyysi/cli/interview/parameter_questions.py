"""The parameters of a method, a step or a change of figures, asked one by one as their types say.

A row that is added to METHODS, STEPS or KEY_CHANGES needs nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from analyysi.agreement.agreement import Party
from analyysi.agreement.values import Frozen
from analyysi.cli.interview.dialogue import Choice, Dialogue
from analyysi.cli.interview.tables import (
    StoredYear,
    again,
    last_year_of,
    looks_like_file,
    stored_year,
    table_path,
)
from analyysi.desk.entries import content_of, fault_in_words, written
from analyysi.desk.fields import (
    Chosen,
    Field,
    Groups,
    Kind,
    Nested,
    Options,
    PerName,
    Repeated,
    Series,
    Single,
    fields_of,
)
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answers import check_party
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.messages import Message
from analyysi.money import euros
from analyysi.project import Project
from analyysi.report.language.words import Words

Model = TypeVar("Model", bound=Frozen)

NOTHING = None
"""The answer that leaves a parameter out."""

_NAME_AND_NUMBER = re.compile(r"(.+?)\s*[=:\s]\s*([-−]?\d[\d\s.,/]*[%€]?)")
_NONE = "-"


@dataclass
class Around:
    """What parameters may name."""

    dialogue: Dialogue
    project: Project
    parties: tuple[Party, ...]
    keys: Mapping[str, LocalText]
    """Keys by their names in the terms, with what they are called."""
    claims: Mapping[str, LocalText] = field(default_factory=dict)
    """Keys of claims."""
    read_from: str = ""
    """Where the amounts came from that were read last."""

    def name_of(self, party: Party) -> str:
        """Return what a party is called."""
        return party.name.or_main(self.dialogue.words.language)

    def text_in_languages(self, text: str) -> dict[str, str]:
        """Return a text as one that is written in the language of the interview, and stands in for
        the main one.
        """
        return {MAIN_LANGUAGE: text, self.dialogue.words.language: text}


def ask_parameters(
    around: Around, model: type[Model], fixed: Mapping[str, Any] | None = None
) -> Model:
    """Ask for the parameters of a model, and again where they do not fit together; those that are
    `fixed` are not asked.
    """
    fields = fields_of(model)

    def ask() -> Model:
        around.read_from = ""
        contents = {**_contents(around, fields), **(fixed or {})}
        try:
            return model.model_validate(contents)
        except ValidationError as error:
            raise AnswerError(fault_in_words(dict(error.errors()[0]))) from error

    return again(around.dialogue, ask)


def ask_field(around: Around, described: Field) -> Any:
    """Ask for one parameter; `NOTHING` where it is left out."""
    return _ASKED[type(described.shape)](around, described)


def _contents(around: Around, fields: Sequence[Field]) -> dict[str, Any]:
    contents = {}
    for described in fields:
        content = ask_field(around, described)
        if content is not NOTHING:
            contents[described.name] = content
    return contents


def _question(described: Field, kind: Kind | None = None) -> Message:
    """Return the question for a parameter: what it is called, its unit, and that it may be left
    out.
    """
    units = {Kind.SHARE: "%", Kind.AMOUNT: "€"}
    question: Message = described.words
    if kind in units:
        question = Message("{label}, {unit}", {"label": question, "unit": units[kind]})
    if described.required or described.default:
        return question
    return Message("{question} (Enter: none)", {"question": question})


def _typed(around: Around, kind: Kind, text: str) -> Any:
    """Return a typed value as the models read it."""
    if kind is Kind.PAYER:
        return check_party(text, around.parties).code
    if kind is Kind.LOCAL_TEXT:
        return around.text_in_languages(text)
    content = content_of(kind, text, around.dialogue.words)
    if isinstance(content, Message):
        raise AnswerError(content)
    return content


def _is_left_out(described: Field, text: str) -> bool:
    if text.strip():
        return False
    if described.required:
        raise AnswerError(Message("This is needed: fill it in."))
    return True


def _single(around: Around, described: Field) -> Any:
    shape: Any = described.shape
    if shape.kind in (Kind.KEY, Kind.CLAIM):
        return _key(around, described, shape.kind)
    words = around.dialogue.words
    default = written(shape.kind, described.default, words) if described.default else ""
    if shape.kind is Kind.TEXT:
        default = around.read_from

    def check(text: str) -> Any:
        return NOTHING if _is_left_out(described, text) else _typed(around, shape.kind, text)

    return around.dialogue.ask(_question(described, shape.kind), check, default)


def _key(around: Around, described: Field, kind: Kind) -> str | None:
    """Return the name of a key: the only one without asking, where one is needed."""
    named = around.claims if kind is Kind.CLAIM else around.keys
    if not named:
        if described.required:
            raise AnswerError(
                Message("There are no figures for this yet: add them first, under {topic}."),
                topic=Message("more figures"),
            )
        return NOTHING
    if described.required and len(named) == 1:
        return next(iter(named))
    language = around.dialogue.words.language
    choices = [
        Choice(name, Message("{key}", {"key": label.or_main(language)}))
        for name, label in named.items()
    ]
    if not described.required:
        choices.append(Choice(_NONE, Message("none")))
    default = "" if described.required else str(len(choices))
    name = around.dialogue.choose(described.words, choices, default)
    return NOTHING if name == _NONE else name


def _series(around: Around, described: Field) -> Any:
    shape: Any = described.shape
    question = Message(
        "{question} (separated by semicolons)", {"question": _question(described, shape.kind)}
    )

    def check(text: str) -> Any:
        if _is_left_out(described, text):
            return NOTHING
        return tuple(_typed(around, shape.kind, each) for each in _parts(text))

    return around.dialogue.ask(question, check)


def _parts(text: str) -> list[str]:
    return [part for part in text.split(";") if part.strip()]


def _per_name(around: Around, described: Field) -> Any:
    shape: Any = described.shape
    if shape.of is Kind.KEY:
        return _per_key(around, described, shape.kind)
    words = around.dialogue.words
    samples = {Kind.AMOUNT: "1 000", Kind.SHARE: "10"}
    sample = samples.get(shape.kind, _decimal_sample(words))
    example = f"{around.name_of(around.parties[0])} {sample}; …"
    question = _question(described, shape.kind)
    if shape.kind is Kind.AMOUNT:
        question = Message(
            "{question}: each payer and its sum, such as {example}, or a table's file, or an "
            "agreement and its year",
            {"question": question, "example": example},
        )
    else:
        question = Message(
            "{question}: each payer and its number, such as {example}",
            {"question": question, "example": example},
        )

    def check(text: str) -> Any:
        if _is_left_out(described, text):
            return NOTHING
        if shape.kind is Kind.AMOUNT:
            place = _place(around, text)
            if place is not None:
                return place
        return _each_once(
            around, [_named_number(around, shape.kind, part) for part in _parts(text)]
        )

    def ask() -> Any:
        given = around.dialogue.ask(question, check)
        if not isinstance(given, Path | StoredYear):
            return given
        last = last_year_of(around.dialogue, around.project, around.parties, given)
        around.read_from = last.source
        return {
            party.code: euros(last.cents[party.code])
            for party in around.parties
            if party.code in last.cents
        }

    return again(around.dialogue, ask)


def _each_once(around: Around, numbers: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return what each payer's number is; refuse a payer that has two."""
    times = Counter(code for code, _ in numbers)
    for party in around.parties:
        if times[party.code] > 1:
            two = Message("{payer} is given two numbers: give one.")
            raise AnswerError(two, payer=around.name_of(party))
    return dict(numbers)


def _decimal_sample(words: Words) -> str:
    """Return a number that shows how decimals are written in a language: "0,9"."""
    return words.numbers.plain(Fraction(9, 10), 1)


def _place(around: Around, text: str) -> Path | StoredYear | None:
    """Return the table or the stored year that an answer names, None if it names neither."""
    if looks_like_file(text):
        return table_path(text)
    return stored_year(around.project, text)


def _named_number(around: Around, kind: Kind, part: str) -> tuple[str, Any]:
    match = _NAME_AND_NUMBER.fullmatch(part.strip())
    if match is None:
        example = f"{around.name_of(around.parties[0])} {_decimal_sample(around.dialogue.words)}"
        raise AnswerError(
            Message("'{answer}' is not a payer and a number, such as {example}."),
            answer=part.strip(),
            example=example,
        )
    return check_party(match[1], around.parties).code, _typed(around, kind, match[2])


def _per_key(around: Around, described: Field, kind: Kind) -> Any:
    contents = {}
    around.dialogue.tell(described.words)
    for name, label in around.keys.items():
        called = label.or_main(around.dialogue.words.language)
        of_key = Field(name, Message("{key}", {"key": called}), Single(kind), required=False)
        content = _single(around, of_key)
        if content is not NOTHING:
            contents[name] = content
    return contents or NOTHING


def _names(around: Around, text: str) -> tuple[str, ...]:
    names = [name for name in text.split(",") if name.strip()]
    return tuple(check_party(name, around.parties).code for name in names)


def _chosen(around: Around, described: Field) -> Any:
    question = Message(
        "{question} (names, separated by commas)", {"question": _question(described)}
    )

    def check(text: str) -> Any:
        return NOTHING if _is_left_out(described, text) else _names(around, text)

    return around.dialogue.ask(question, check)


def _groups(around: Around, described: Field) -> Any:
    question = Message(
        "{question} (names separated by commas, groups by semicolons)",
        {"question": _question(described)},
    )

    def check(text: str) -> Any:
        if _is_left_out(described, text):
            return NOTHING
        return tuple(_names(around, part) for part in _parts(text))

    return around.dialogue.ask(question, check)


def _nested(around: Around, described: Field) -> Any:
    shape: Any = described.shape
    around.dialogue.tell(described.words)
    contents = _contents(around, shape.fields)
    return contents if contents or described.required else NOTHING


def _repeated(around: Around, described: Field) -> Any:
    shape: Any = described.shape
    several: list[dict[str, Any]] = []
    while True:
        number = str(len(several) + 1)
        around.dialogue.tell(Message("{label}, {number}", _numbered(described, number)))
        several.append(_contents(around, shape.fields))
        if not around.dialogue.agree(Message("One more?"), default=len(several) < 2):
            return tuple(several)


def _numbered(described: Field, number: str) -> Mapping[str, Any]:
    return {"label": described.words, "number": number}


def _options(around: Around, described: Field) -> str:
    shape: Any = described.shape
    choices = [Choice(name, words) for name, words in shape.words.items()]
    return around.dialogue.choose(described.words, choices)


_ASKED: Mapping[type, Callable[[Around, Field], Any]] = {
    Single: _single,
    Series: _series,
    PerName: _per_name,
    Chosen: _chosen,
    Groups: _groups,
    Nested: _nested,
    Repeated: _repeated,
    Options: _options,
}
"""How each shape of a parameter is asked for."""
