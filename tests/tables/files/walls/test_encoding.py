"""Sheets come back from another process as they were, and nothing else does."""

import json
from decimal import Decimal

import pytest

from analyysi.errors import Sentence, sentence_of
from analyysi.languages.saying import said
from analyysi.tables.files.cell import Cell, Sheet, SheetRow
from analyysi.tables.files.formats import FORMATS
from analyysi.tables.files.walls.encoding import (
    decoded_sentence,
    decoded_sheets,
    encoded,
    encoded_sentence,
)
from support.places import ROOT

CELL = Cell("4 800,00 €", Decimal("4800.00"), Decimal("4800.25"), "€", "1", "is struck out")
SHEETS = [
    Sheet("Osuudet", (SheetRow(2, {0: Cell("Ähtäri"), 3: CELL}),), True, ("row 9 is hidden",)),
    Sheet("", ()),
]


def test_sheets_come_back_as_they_were() -> None:
    assert decoded_sheets(encoded(SHEETS)) == SHEETS


@pytest.mark.parametrize(
    ("form", "ending"), [("excel_workbook", "xlsx"), ("open_document", "ods"), ("excel_97", "xls")]
)
def test_real_sheets_come_back_as_they_were(form: str, ending: str) -> None:
    content = (ROOT / f"tests/fixtures/tables/seen.{ending}").read_bytes()
    sheets = FORMATS[form].reader(content, "a")
    assert decoded_sheets(encoded(sheets)) == sheets


def test_a_sentence_comes_back_with_what_it_was_made_of() -> None:
    fault = Sentence("holds the error {name}", name="#REF!")
    sentence = Sentence("{file}: {fault} {count}", file="{a}.ods", fault=fault, count=2)
    again = decoded_sentence(encoded_sentence(sentence))
    assert (again, again.text, again.values) == (sentence, sentence.text, sentence.values)
    assert sentence_of(again.values["fault"]) == fault
    cell = Cell("#REF!", fault=fault)
    sheet = Sheet("", (SheetRow(1, {0: cell}),), unseen=(Sentence("row {row} is hidden", row=9),))
    (same,) = decoded_sheets(encoded([sheet]))
    assert said(same.rows[0].cells[0].fault, "fi") == "sisältää virheen #REF!"
    assert [said(words, "sv") for words in same.unseen] == ["rad 9 är dold"]


@pytest.mark.parametrize(
    "encoding",
    [
        b'["{file.__class__}", {"file": "a"}]',
        b'["{file:>99999999}", {"file": "a"}]',
        b'["{file!r}", {"file": "a"}]',
        b'["{other}", {"file": "a"}]',
        b'["{file", {"file": "a"}]',
        b'["a"]',
        b'["a", []]',
        b"[1, {}]",
        b'["{file}", {"file": null}]',
        b'"a"',
        b"1",
        b"[" * 100_000,
    ],
)
def test_what_is_no_sentence_is_refused(encoding: bytes) -> None:
    with pytest.raises(ValueError, match="."):
        decoded_sentence(encoding)


def changed(**fields: object) -> bytes:
    names = ("text", "number", "stored", "unit", "note", "fault")
    cell = {**dict.fromkeys(names, ""), "number": None, "stored": None, **fields}
    column = cell.pop("column", 0)
    return json.dumps([["", [[1, [[column, *cell.values()]]]], False, []]]).encode()


@pytest.mark.parametrize(
    "encoding",
    [
        b"",
        b"\xff",
        b"{}",
        b"[[]]",
        b"[" * 100_000,
        b'[["", [], false, [], 1]]',
        b'[["", [], 0, []]]',
        b'[["", [], false, [1]]]',
        b'[["", [[true, []]], false, []]]',
        changed(text=1),
        changed(column="0"),
        changed(number=1.5),
        changed(number="NaN"),
        changed(number="sNaN"),
        changed(number="Infinity"),
        changed(number="1e999999"),
        changed(number="x"),
        changed(stored="1" * 401),
        changed(more=""),
    ],
)
def test_anything_else_is_refused(encoding: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of several modules
        decoded_sheets(encoding)
