"""Text from outside stays text: on one line, and no formula in a spreadsheet."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.plain_text import csv_text, one_line

PREFIXES = "=+-@＝＋－＠"
texts = st.one_of(st.text(), st.text(alphabet=PREFIXES + "'\t\r\n \u200b0123456789.,aÄ"))


@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(prefix: str) -> None:
    assert csv_text(f"{prefix}SUM(A1)") == f"'{prefix}SUM(A1)"


@pytest.mark.parametrize("before", ["\t", "\r", "\n", " ", "\x00", "\u200b", "\ufeff", "\r\n\t "])
def test_nothing_hides_before_a_formula(before: str) -> None:
    assert csv_text(f"{before}=1+1") == "'=1+1"


@pytest.mark.parametrize(
    "text", ["-12.5", "+3", "-1,5", "0", "-0", "2941", *PREFIXES, "..", "...", ".", "*", ":", ""]
)
def test_numbers_and_single_symbols_are_left_alone(text: str) -> None:
    assert csv_text(text) == text


@pytest.mark.parametrize(
    "text", ["-1+1", "+358 40", "-5 %", "--", "+1.2.3", "-.5", "=1", "@1", "-1e5"]
)
def test_what_only_begins_like_a_number(text: str) -> None:
    assert csv_text(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["Paltamo", "Koski Tl", "Pedersören kunta", "a=b", "'x", "Mänttä-Vilppula", "a@b.fi"]
)
def test_names_are_left_alone(text: str) -> None:
    assert csv_text(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb", "a b"),
        ("a\r\n\r\nb", "a b"),
        ("a\tb\x00c\x1bd\x7fe", "a b c d e"),
        ("a\u2028b\u2029c", "a b c"),
        ("a\u200bb\u202eb\ufeff", "a b b"),
        ("  a   b  ", "a b"),
        ("Väestö 31.12.\r\n", "Väestö 31.12."),
        ("\n\t ", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.slow
@given(texts)
def test_one_line_has_no_control_character(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert "  " not in line
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} for letter in line)
    assert len(line.splitlines()) <= 1


@given(texts)
def test_no_text_begins_like_a_formula(text: str) -> None:
    safe = csv_text(text)
    if safe.startswith(tuple(PREFIXES)):
        assert len(safe) == 1 or re.fullmatch(r"[+-]\d+([.,]\d+)?", safe)


@given(texts)
def test_nothing_but_an_apostrophe_is_added(text: str) -> None:
    assert csv_text(text) in (one_line(text), f"'{one_line(text)}")


@given(texts)
def test_a_text_that_is_safe_stays_as_it_is(text: str) -> None:
    assert csv_text(csv_text(text)) == csv_text(text)
