"""A text made of pieces in different lettering: footnote marks in superscript, struck-out words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analyysi.errors import Sentence
from analyysi.tables.files.cell import Cell

_ORDINARY, _SUPERSCRIPT = "0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾"
_RAISE = str.maketrans(_ORDINARY, _SUPERSCRIPT)
_LOWER = str.maketrans(_SUPERSCRIPT, _ORDINARY)
_MARK = re.compile(r"[⁰¹²³⁴-⁹⁽⁾]+")
_POWER_OF = re.compile(r"(?:(?<![\d.,])10|(?<![^\W\d_])[kcd]?m)$")
"""What a superscript is a power of, and no footnote mark: 10³ euros, km²."""

STRUCK_OUT = Sentence("is struck out")


@dataclass(frozen=True)
class Run:
    """A piece of a cell's text in one lettering."""

    text: str
    raised: bool = False
    struck: bool = False


def text_cell(runs: Iterable[Run]) -> Cell:
    """Return a text without its footnote marks, which are kept apart.

    Two raised digits behind a number may be cents, so they are a fault.

    >>> text_cell([Run("7079"), Run("1", raised=True)])
    Cell(text='7079', number=None, stored=None, unit='', note='1', fault='')
    >>> text_cell([Run("4800 "), Run("5280", struck=True)]).fault
    'is struck out in part'
    """
    pieces = [piece for piece in runs if piece.text]
    if len(pieces) == 1 and pieces[0] == Run(pieces[0].text) and pieces[0].text.isascii():
        return Cell(pieces[0].text.strip())
    whole = "".join(_with_signs(piece) for piece in pieces)
    notes = []
    text, end = "", 0
    for mark in _MARK.finditer(whole):
        text += whole[end : mark.start()]
        end = mark.end()
        if _POWER_OF.search(text):
            text += mark[0]
        else:
            notes.append(_Note(mark[0].translate(_LOWER), behind_a_number=text[-1:].isdecimal()))
    text += whole[end:]
    words = _raised_words(pieces)
    note = " ".join([*(note.mark for note in notes), *words])
    return Cell(text.strip(), note=note, fault=_struck_out(pieces) or _cents(notes))


@dataclass(frozen=True)
class _Note:
    mark: str
    behind_a_number: bool


def _with_signs(piece: Run) -> str:
    """Return a piece with raised digits as signs of their own; other raised text is left out."""
    if not piece.raised:
        return piece.text
    signs = piece.text.translate(_RAISE).strip()
    return signs if _MARK.fullmatch(signs) else ""


def _raised_words(pieces: Iterable[Run]) -> list[str]:
    return [piece.text.strip() for piece in pieces if piece.raised and not _with_signs(piece)]


def _struck_out(pieces: list[Run]) -> str:
    struck = {piece.struck for piece in pieces if piece.text.strip()}
    if True not in struck:
        return ""
    return Sentence("is struck out in part") if len(struck) > 1 else STRUCK_OUT


def _cents(notes: list[_Note]) -> str:
    for note in notes:
        digits = note.mark.strip("()")
        if note.behind_a_number and len(digits) == 2 and digits == note.mark:
            return Sentence(
                "has a raised {digits} behind its number, which may be a footnote mark "
                "or cents: write it out",
                digits=digits,
            )
    return ""
