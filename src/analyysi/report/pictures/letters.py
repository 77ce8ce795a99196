"""How wide texts of drawings are, and where they are broken into lines.

Lengths are those of DejaVu Sans, which is wider than what readers have, so that they are upper
bounds and every machine draws alike. `letter_widths.json` has them, which
`docs/make_letter_widths.py` writes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

NAME = "letter_widths.json"
TEXT, WORDS, SMALL = 13.0, 11.5, 11.0
"""Sizes of letters in pixels: names; words beside a drawing; axes, the smallest there is."""

UNKNOWN = 2.05
"""What a letter that the table lacks takes at most, in sizes of its letters."""
_SLACK = 1.01


@cache
def letter_widths(*, bold: bool) -> Mapping[str, float]:
    """Return each known letter's width in sizes of its letters."""
    table = json.loads((files(__package__) / NAME).read_text("utf-8"))
    letters_by_width = table["bold" if bold else "regular"]
    return {
        letter: int(width) / table["size"]
        for width, letters in letters_by_width.items()
        for letter in letters
    }


def text_width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """Return an upper bound of a text's width in pixels."""
    widths = letter_widths(bold=bold)
    return sum(widths.get(letter, UNKNOWN) for letter in text) * size * _SLACK


def wrapped(text: str, width: float, size: float = TEXT, *, bold: bool = False) -> list[str]:
    """Break a text into lines of so many pixels, between words only."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
