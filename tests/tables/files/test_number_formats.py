"""Numbers as they are shown by their formats."""

import csv
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.tables.files.number_formats import (
    as_general,
    doubtful,
    says_minus,
    shown_number,
    shown_text,
    stored_number,
)
from support.places import ROOT

with (ROOT / "tests" / "fixtures" / "tables" / "number_formats.csv").open(encoding="utf-8") as file:
    BY_LIBREOFFICE = list(csv.DictReader(file))

OTHERWISE_IN_EXCEL = {
    "0.##": "Excel leaves the decimal mark",
    "#.##": "Excel leaves the decimal mark",
    "# ##0": "a space before a short number below zero, which nobody sees",
    "### ### ##0": "the same",
}


def finnish(text: str) -> str:
    """Write a number of LibreOffice in English as Finnish Excel does."""
    return re.sub(r"(?<=\d),(?=\d)", " ", text).replace(".", ",").replace("n,", "n.")


@pytest.mark.parametrize("code", sorted({row["format"] for row in BY_LIBREOFFICE}))
def test_numbers_are_shown_as_libreoffice_shows_them(code: str) -> None:
    rows = [row for row in BY_LIBREOFFICE if row["format"] == code]
    assert len(rows) > 5
    shown = [shown_number(stored_number(float(row["stored"])), code).text for row in rows]
    texts = [finnish(row["shown"]) for row in rows]
    if code in OTHERWISE_IN_EXCEL:
        shown = [re.sub(r"(?<=[\d-]),$|^-?,$", "", text) for text in shown]
        texts = [text.replace("- ", "-") for text in texts]
    assert [" ".join(text.split()) for text in shown] == [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize(
    ("value", "code", "text", "number", "unit"),
    [
        ("4800.25", "#,##0", "4 800", "4800", ""),
        ("4800.25", '#,##0.00\\ "€"', "4 800,25 €", "4800.25", "€"),
        ("4800.25", "[$€-40B] #,##0", "€ 4 800", "4800", "€"),
        ("4800.25", '#,##0",-"', "4 800,-", "4800", ""),
        ("4800.25", '#,##0",- €"', "4 800,- €", "4800", "€"),
        ("-4800.25", "#,##0_);(#,##0)", "(4 800)", "-4800", ""),
        ("-4800.25", "#,##0.00-", "-4 800,25-", "-4800.25", ""),
        ("5", "0-", "5-", "-5", ""),
        ("0.088", "0.0 %", "8,8 %", "8.8", "%"),
        ("7.1", '0.0" t€"', "7,1 t€", "7.1", "t€"),
        ("520", '"n. "0', "n. 520", "520", "n."),
        ("20", "000", "020", "20", ""),
        ("91", '"KU"000', "KU091", "91", "KU"),
        ("0", '0;-0;"-"', "-", "0", ""),
        ("1E+11", "General", "1,00000E+11", "100000000000", ""),
        ("0.333333333333333", "General", "0,333333333", "0.333333333", ""),
        ("7079", "@", "7079", "7079", ""),
        ("-0.004", "0.00", "0,00", "0", ""),
        ("2.675", "0.00", "2,68", "2.68", ""),
        ("7", "0* ", "7", "7", ""),
    ],
)
def test_a_number_and_its_unit_are_what_is_shown(
    value: str, code: str, text: str, number: str, unit: str
) -> None:
    cell = shown_number(Decimal(value), code)
    assert (cell.text, cell.number, cell.unit, cell.fault) == (text, Decimal(number), unit, "")


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        ("7079000", "#,##0,", "is shown in thousands or millions"),
        ("7079000", '0.0,," M€"', "is shown in thousands or millions"),
        ("7079000", "#.##0,00", "is shown in thousands or millions"),
        ("1200", '[>1000]0.0,"k";0', "with a condition"),
        ("-79.5", "0.00;[Red]0.00", "is below zero, is shown as 79,50 without a sign"),
        ("0.5", "# ?/?", "signs between its digits"),
        ("4800", "0\\,00", "signs between its digits"),
        ("48", '0"00"', "digits that its number format adds"),
        ("48", "0.0.0", "not read"),
        ("12345", "##0.0E+0", "not read"),
        ("44684", "d.m.yyyy", "date or a time"),
        ("5", '"kyllä";"kyllä";"ei"', "shows 'kyllä' by its number format and holds 5"),
        ("0", '0;-0;"ei"', "shows 'ei'"),
    ],
)
def test_what_is_shown_otherwise_than_it_is_meant_is_a_fault(
    value: str, code: str, words: str
) -> None:
    cell = shown_number(Decimal(value), code)
    assert cell.number is None
    assert words in cell.fault
    assert cell.fault.endswith(f"and holds {value}")


def test_a_format_may_show_nothing() -> None:
    for code in (";;;", "0;-0;", '""'):
        assert shown_number(Decimal(0), code).empty
    assert shown_text("Paltamo", ";;;") == ""
    assert shown_text("Paltamo", "0") == "Paltamo"
    assert shown_text("Paltamo", '@" kunta"') == "Paltamo kunta"


CODES = ["General", "0", "0.00", "#,##0", "#,##0.0", '#,##0.00\\ "€"', "0.0%", "0.00;(0.00)"]


@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.sampled_from(CODES))
def test_the_number_is_the_text_and_near_the_stored_one(
    digits: int, decimals: int, code: str
) -> None:
    value = Decimal(digits).scaleb(-decimals)
    cell = shown_number(value, code)
    assert cell.number is not None
    bare = cell.text.translate(str.maketrans({" ": "", ",": ".", "€": "", "%": "", ")": ""}))
    assert Decimal(bare.replace("(", "-")) == cell.number
    stored = cell.number if cell.stored is None else cell.stored
    assert stored == (value * 100 if "%" in code else value)
    assert abs(cell.number - stored) <= (Decimal("0.5") if code != "General" else 0)


def test_fifteen_digits_are_stored_and_eleven_signs_shown() -> None:
    assert stored_number(0.1 + 0.2) == Decimal("0.3")
    assert as_general(Decimal("123456789.12")) == Decimal("123456789.1")


def test_signs_around_a_number() -> None:
    assert says_minus("-", "")
    assert says_minus("(", ")")
    assert not says_minus("(", "")
    assert not says_minus("", ",-")


def test_a_doubtful_number_tells_both() -> None:
    cell = doubtful(Decimal(5), "shows 'viisi'", "viisi")
    assert (cell.text, cell.fault) == ("viisi", "shows 'viisi' and holds 5")
