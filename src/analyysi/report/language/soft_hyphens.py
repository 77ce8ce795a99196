"""Where long words of narrow headings may be divided: browsers have no hyphenation for Finnish, and
would break a word at any letter.
"""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"

_DIVIDED = (
    "maksu-osuu",
    "asukas-lu",
    "lasken-nal-linen",
    "tasa-jako",
    "työ-asem",
    "kokonais-kustannu",
    "kustannus-osa",
    "vero-tulo",
    "tulo-vero",
    "toiminta-kulu",
    "toiminta-meno",
    "toiminta-kat",
    "netto-toiminta-meno",
    "valtion-osuu",
    "henkilö-stö",
    "oppi-la",
    "betalnings-andel",
    "invånar-antal",
    "arbets-station",
    "kalky-lera",
    "lika-fördelning",
    "total-kostnad",
    "skatte-intäkt",
    "inkomst-skatt",
    "verksamhets-kostnad",
    "verksamhets-utgift",
    "netto-utgift",
    "stats-andel",
    "inhab-itant",
    "popu-lation",
    "work-station",
)
"""Beginnings of words as headings have them, with the places where they may be divided: between the
parts of a compound, else between syllables.
"""

_BY_WORD = {divided.replace("-", ""): divided for divided in _DIVIDED}
_KNOWN = re.compile("|".join(sorted(_BY_WORD, key=len, reverse=True)), re.IGNORECASE)


def soft_hyphens(text: str) -> str:
    """Put soft hyphens into the words that are known, and leave all others as they are.

    >>> soft_hyphens("Maksuosuus, asukasluvun").replace(SOFT_HYPHEN, "|")
    'Maksu|osuus, asukas|luvun'
    """
    return _KNOWN.sub(_hyphenated, text)


def _hyphenated(match: re.Match[str]) -> str:
    word, pieces, start = match[0], [], 0
    for part in _BY_WORD[word.lower()].split("-"):
        pieces.append(word[start : start + len(part)])
        start += len(part)
    return SOFT_HYPHEN.join(pieces)
