"""Text from outside stays text: what can be printed, on one line, and no formula in a spreadsheet."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.languages.plain_text import (
    csv_text,
    on_screen,
    one_line,
    printable,
    property_text,
    unveiled,
    veiled,
    visible,
)

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


@pytest.mark.parametrize(
    ("letter", "told"),
    [
        ("\x00", "U+0000, a control character"),
        ("\x1b", "U+001B, a control character"),
        ("\x9f", "U+009F, a control character"),
        ("\ud800", "U+D800, half a character"),
        ("\ue000", "U+E000, a character without a meaning of its own"),
        ("\ufdd0", "U+FDD0, no character of Unicode"),
        ("\uffff", "U+FFFF, no character of Unicode"),
        ("\U0001fffe", "U+1FFFE, no character of Unicode"),
        ("\ufeff", "U+FEFF, an invisible sign (zero width no-break space)"),
        ("\u200b", "U+200B, an invisible sign (zero width space)"),
        ("\u202e", "U+202E, an invisible sign (right-to-left override)"),
    ],
)
def test_what_no_paper_prints_is_named_with_its_place(letter: str, told: str) -> None:
    for check in (printable, visible):
        with pytest.raises(ValueError, match=f"behind 'Palta' stands {re.escape(told)}, which"):
            check(f"Palta{letter}mo")
        with pytest.raises(ValueError, match=f"it begins with {re.escape(told)}, which"):
            check(f"{letter}Paltamo")


@pytest.mark.parametrize("mark", ["\n", "\t", "\r\n", "\v", "\x85", " \n\n  ", "\u2028"])
def test_a_line_break_or_a_tab_is_read_as_a_space(mark: str) -> None:
    assert printable(f"Kajaanin{mark}kaupunki") == "Kajaanin kaupunki"


@pytest.mark.parametrize(
    "text",
    ["Mänttä-\u00adVilppula", "80\u00a0000\u202f€", "a  b", "中文", "\U0001f1eb", "－ ½ ≤", ""],
)
def test_what_can_be_printed_is_left_as_it_is(text: str) -> None:
    assert printable(text) == text
    assert visible(text) == text


def test_the_path_of_a_folder_stays_as_it_is() -> None:
    decomposed = "a\u0308 /b"
    assert visible(decomposed) == decomposed
    assert printable(decomposed) == "ä /b"
    with pytest.raises(ValueError, match="stands U\\+000A, a tab or a line break"):
        visible("a\nb")


@given(texts)
def test_what_is_printable_stays_printable_and_on_one_line(text: str) -> None:
    try:
        line = printable(text)
    except ValueError:
        return
    assert printable(line) == visible(line) == line
    assert len(line.splitlines()) <= 1


def test_a_word_with_a_soft_hyphen_stays_one_word() -> None:
    assert one_line("Mänttä-\u00adVilppula") == "Mänttä-Vilppula"


@given(texts)
def test_nothing_on_the_screen_steers_it(text: str) -> None:
    shown = on_screen(text)
    assert not any(unicodedata.category(letter) == "Cc" for letter in shown.replace("\n", ""))
    assert on_screen(shown) == shown


def test_a_value_of_a_template_has_no_brace_until_the_file_is_filled() -> None:
    value = {"name": "{{ a }} {% b %}", "listed": ["{# c #}", 1, True], "within": ({"d": "}}"},)}
    hidden = repr(veiled(value["name"])) + repr(veiled(value["listed"]) + veiled(value["within"]))
    assert not re.search("[{][{%#]|[%#}][}]", hidden)
    assert unveiled(veiled(value["name"]).encode()).decode() == value["name"]
    assert veiled(value["listed"])[1:] == [1, True]


@pytest.mark.parametrize(("length", "kept"), [(254, 254), (255, 255), (256, 255), (10_000, 255)])
def test_a_property_of_a_word_file_is_short_enough(length: int, kept: int) -> None:
    text = property_text(length * "a")
    assert len(text) == kept
    assert text.endswith("…") == (length > 255)
