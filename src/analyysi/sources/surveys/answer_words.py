"""The words by which the columns and cells of answers are known: closed lists, in the languages of
the payers.
"""

from __future__ import annotations

import re

from analyysi.tables.columns import is_payer_header, is_row_number_header
from analyysi.tables.numbers.plain_text import plain

_IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")

_DAY = re.compile(r"[ ,]*\b(on |den )?\d[\d.\-/ ]*([a-zåäö]+ \d{4})?$")

HEADINGS = {
    "estimated": (
        "estimated",
        "estimate",
        "is it an estimate",
        "arvio",
        "arvioitu",
        "onko arvio",
        "uppskattning",
        "uppskattad",
        "uppskattat",
        "är det en uppskattning",
    ),
    "source": (
        "source",
        "who answers, or the source",
        "lähde",
        "vastaaja",
        "vastaaja tai lähde",
        "vastauksen lähde",
        "källa",
        "uppgiftslämnare",
        "uppgiftslämnare eller källa",
    ),
    "answer": ("answer", "vastaus", "luku", "svar", "figure"),
    "question": ("question", "kysymys", "fråga"),
    "form": (
        "unit",
        "yksikkö",
        "enhet",
        "day",
        "päivä",
        "dag",
        "previous answer",
        "edellinen vastaus",
        "föregående svar",
    ),
    "comment": ("comment", "remark", "huomautus", "kommentti", "huom", "anmärkning", "kommentar"),
}
"""What a column holds, to the headings that say so, in small letters. `form` is what forms say of a
question beside it. Columns of payers are called as in every table.
"""

YES = ("yes", "y", "kyllä", "k", "ja", "j", "x", "arvio", "estimate", "uppskattning")
NO = ("no", "n", "ei", "e", "nej", "-")
"""What may stand in the column that says whether a figure is an estimate."""

OF_ANY_COUNT = ("kpl", "kappaletta", "st", "st.", "pcs", "pc")
"""What may stand after a number of anything that is counted."""


def in_plain(text: str) -> str:
    """Return a plain text in small letters."""
    return plain(text).casefold()


def as_heading(text: str) -> str:
    """Return the heading of a column without what does not tell columns apart: brackets at its end,
    marks of punctuation.

    >>> as_heading("Arvio? (kyllä/ei)"), as_heading(" Lähde:")
    ('arvio', 'lähde')
    """
    return in_plain(_IN_BRACKETS.sub("", text.strip())).rstrip(" ?:*.")


def without_day(heading: str) -> str:
    """Return a heading without what stands for a day, a year or a count at its end.

    >>> without_day("Työasemat 31.12.2026"), without_day("Työasemat, kpl")
    ('työasemat', 'työasemat')
    """
    words = _DAY.sub("", as_heading(heading)).split(" ")
    while len(words) > 1 and words[-1].strip(",") in OF_ANY_COUNT:
        words.pop()
    return " ".join(words).rstrip(" ,")


def role_of(heading: str) -> str | None:
    """Return what a column of that heading holds: "payer", a name of `HEADINGS`, or None."""
    bare = as_heading(heading)
    if is_payer_header(bare) and not is_row_number_header(bare):
        return "payer"
    return next((role for role, words in HEADINGS.items() if bare in words), None)
