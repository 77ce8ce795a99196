"""Sentences as data: every placeholder has its value, and every kind of value can be written."""

import ast
import string
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import date
from fractions import Fraction
from typing import get_args

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.languages.local_text import LocalText
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
    beside_payers,
    plain_number,
)
from analyysi.report.language.wording import Wording
from support.house import SOURCE

SPACE = "\u00a0"
WRITTEN: list[tuple[Value, str]] = [
    ("as it is", "as it is"),
    (Money(7079_12, decimals=2), f"7{SPACE}079,12{SPACE}€"),
    (Money(Fraction(1, 3) * 100_00), f"33{SPACE}€"),
    (Money(-5_00, signed=True), f"−5{SPACE}€"),
    (Money(5_00, signed=True), f"+5{SPACE}€"),
    (Percent(Fraction(12, 100)), f"12,0{SPACE}%"),
    (Percent(Fraction(1, 8), decimals=None), f"12,5{SPACE}%"),
    (Number(Fraction(7, 2), decimals=1), "3,5"),
    (Day(date(2021, 12, 31)), "31.12.2021"),
    (PayerName("578"), "Paltamo"),
    (LocalText(fi="palokunta", sv="brandkåren"), "palokunta"),
    (Listing(["a", Number(2), PayerName("105")]), "a, 2 ja Hyrynsalmi"),
]


def fields_of(text: str) -> set[str]:
    """Return the names of a text's placeholders."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


FILLED_LATER = {
    "cli/interview/": "an answer's fault is filled by `AnswerError`, a question by the dialogue",
    "cli/projects/new_project.py": "with each file that an update concerns",
    "drafting/agreements/": "an answer's fault is filled by `AnswerError`",
    "desk_file/build/begin_words.py": "the page's scripts fill the gaps",
    "desk_file/build/door_words.py": "the page's scripts fill the gaps",
    "desk_file/build/page_words.py": "the page's scripts fill the gaps",
    "report/pieces/rule_search.py": "a stage of a budget is filled with its year",
}
"""Where a message written without values gets them in another place."""


def unfilled(source: str, filled_later: bool = False) -> Iterator[str]:
    """Yield the messages whose written-out values are not those of their placeholders.

    The sentences of `Moods` are filled when the mood is known, and those that have no values if
    `filled_later`.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    moods = [call for call in calls if ast.unparse(call.func) == "Moods"]
    of_moods = {id(sentence) for call in moods for sentence in call.args}
    for node in calls:
        if id(node) in of_moods or ast.unparse(node.func) != "Message" or not node.args:
            continue
        text, *values = node.args
        names: set[object] = set()
        if values and isinstance(values[0], ast.Dict):
            names = {key.value for key in values[0].keys if isinstance(key, ast.Constant)}
            if len(names) < len(values[0].keys):
                continue  # a part of the values comes from elsewhere
        elif values or node.keywords or filled_later:
            continue
        if isinstance(text, ast.Constant) and fields_of(text.value) != names:
            yield text.value


@pytest.mark.slow
def test_every_placeholder_has_its_value() -> None:
    faults = {}
    for path in SOURCE.rglob("*.py"):
        place = path.relative_to(SOURCE).as_posix()
        source = path.read_text(encoding="utf-8")
        faults[place] = list(unfilled(source, place.startswith(tuple(FILLED_LATER))))
    assert len(faults) > 100
    assert {name: texts for name, texts in faults.items() if texts} == {}


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("Message('{payer} pays', {'payer': name})", 0),
        ("Message('Nobody pays')", 0),
        ("Message('{payer} pays', values)", 0),
        ("Message('{payer} pays')", 1),
        ("Message('{payer} pays', {'share': share})", 1),
        ("Message('Nobody pays', {'share': share})", 1),
    ],
)
def test_placeholder_without_its_value_is_found(source: str, count: int) -> None:
    assert len(list(unfilled(source))) == count


@pytest.mark.parametrize(("value", "text"), WRITTEN)
def test_every_kind_of_value_is_written(kainuu_2023: Comparison, value: Value, text: str) -> None:
    assert Wording("fi", kainuu_2023.case).of(value) == text


def test_no_kind_of_value_is_left_out() -> None:
    tried = {type(value) for value, _ in WRITTEN}
    assert tried | {Message, KeyName} == set(get_args(Value))


def test_key_is_written_by_its_label_and_in_the_form_of_by(kainuu_2023: Comparison) -> None:
    words = Wording("fi", kainuu_2023.case)
    key = kainuu_2023.case.terms.keys["population_2021"]
    assert words.of(KeyName("population_2021")) == key.label.fi
    assert words.of(KeyName("population_2021", by=True)) == key.by.fi
    assert key.label.fi != key.by.fi


def test_messages_are_compared_by_what_they_say_and_never_changed() -> None:
    message = Message("{payer} pays", {"payer": PayerName("578")})
    assert message == Message("{payer} pays", {"payer": PayerName("578")})
    assert message != Message("{payer} pays", {"payer": PayerName("105")})
    with pytest.raises(FrozenInstanceError):
        message.text = "{payer} does not pay"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("number", "text"), [("0.9", "0,9"), ("2000", f"2{SPACE}000"), ("1/3", "1/3"), ("1/8", "0,125")]
)
def test_a_number_is_written_with_the_decimals_that_it_needs(
    kainuu_2023: Comparison, number: str, text: str
) -> None:
    assert Wording("fi", kainuu_2023.case).of(plain_number(Fraction(number))) == text


def test_payers_stand_beside_their_values_in_the_order_given(kainuu_2023: Comparison) -> None:
    listing = beside_payers({"578": Money(500, 2), "105": Money(-7, 2, signed=True)})
    words = Wording("fi", kainuu_2023.case)
    assert words.of(listing) == f"Paltamo 5,00{SPACE}€ ja Hyrynsalmi −0,07{SPACE}€"
