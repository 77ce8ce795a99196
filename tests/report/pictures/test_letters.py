"""Texts are at most as wide as they are reckoned, and the table of widths is that of the font."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import LoadFlags
from matplotlib.textpath import text_to_path

from analyysi.report.pictures.letters import (
    SMALL,
    TEXT,
    UNKNOWN,
    WORDS,
    letter_widths,
    text_width,
    wrapped,
)
from support.drawings import NAMES
from support.places import ROOT

KNOWN = sorted(letter_widths(bold=False))


@pytest.fixture
def maker() -> Iterator[object]:
    sys.path.insert(0, str(ROOT / "docs"))
    import make_letter_widths

    yield make_letter_widths
    sys.path.remove(str(ROOT / "docs"))


def test_the_table_is_that_of_the_font(maker) -> None:  # type: ignore[no-untyped-def]
    path = ROOT / "src/analyysi/report/pictures/letter_widths.json"
    assert path.read_text("utf-8") == maker.text()


@pytest.mark.slow
def test_a_letter_that_the_table_lacks_is_not_wider(maker) -> None:  # type: ignore[no-untyped-def]
    for weight in maker.FONTS:
        face = maker.font(weight)
        known = letter_widths(bold=weight == "bold")
        for code in set(face.get_charmap()) - set(map(ord, known)):
            width = face.load_char(code, flags=LoadFlags.NO_SCALE).horiAdvance
            assert width / face.units_per_EM <= UNKNOWN, chr(code)


def measured(text: str, size: float, bold: bool) -> float:
    """Measure by matplotlib, in pixels."""
    font = FontProperties(
        family="DejaVu Sans", size=size * 0.75, weight="bold" if bold else "normal"
    )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"(?s)Glyph \d+ .* missing from font")
        return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] / 0.75


@given(
    text=st.text(st.sampled_from(KNOWN), max_size=40) | st.text(max_size=20),
    size=st.sampled_from([TEXT, WORDS, SMALL]),
    bold=st.booleans(),
)
def test_a_width_is_an_upper_bound(text: str, size: float, bold: bool) -> None:
    assert measured(text, size, bold) <= text_width(text, size, bold=bold) + 1


@pytest.mark.parametrize("name", NAMES)
def test_a_width_is_near_the_measured_one(name: str) -> None:
    for bold in (False, True):
        ratio = text_width(name, bold=bold) / measured(name, TEXT, bold)
        assert 1 <= ratio < 1.06


def test_wrapping_breaks_between_words_only() -> None:
    lines = wrapped(NAMES[2], 150)
    assert " ".join(lines) == NAMES[2]
    assert len(lines) == 3
    assert all(text_width(line) <= 150 for line in lines)
    assert wrapped("Kristiinankaupunki", 10) == ["Kristiinankaupunki"]
