"""A printed text in words as they are compared with names, without what stands beside a name:
footnote marks, "kunta", "osuus".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from analyysi.tables.numbers.plain_text import plain

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_FOOTNOTES = re.compile(
    r"[*†‡\u00b9\u00b2\u00b3\u1d2c-\u1d6a\u2070\u2074-\u207e]+\)?"  # Paltamo*, Paltamo¹, Paltamo²)
    r"|\^\w\)?|\[\d{1,2}\]"  # Paltamo^1, Paltamo [1]
    r"|(?<=\S)\s*\([1-9a-e]\)"  # Paltamo (1)
    r"|(?<=[^\W\d_])(?:\s?\d{1,2}|\s[a-e])\)|(?<=\))[ ,]*(?:\d{1,2}|[a-e])\)"  # Paltamo 1) 5)
)
_ORDINAL = re.compile(r"^\s*\(?\d{1,2}[.)]\s+(?=[^\W\d_])")
"""The number of a row in front of its text: "1. Paltamo"."""

_PLAIN = re.compile(r"[A-Za-zÄÅÖäåö]+")
"""A word that is looked at no further, as nearly all names of the closed list are."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SAINTS = {("s", "t"): "st", ("sankt",): "st"}
"""S:t Michel, S t Michel, Sankt Michel and St. Michel are one name."""
_SAINT = {saint[0] for saint in _SAINTS}


@dataclass(frozen=True)
class PrintedWord:
    """A word of a text, in small letters for comparing."""

    folded: str
    capital: bool
    """Whether it was printed with a capital letter."""


def cleaned(text: str) -> str:
    """Return a plain text with ordinary apostrophes."""
    return plain(text).replace("’", "'")


def printed_words(
    text: str, is_known: Callable[[str], bool] = lambda _: False
) -> tuple[PrintedWord, ...]:
    """Return the words of a text; footnote marks are none.

    Parameters
    ----------
    is_known
        Whether a word, in small letters, is one of a name. Two known words with a hyphen between
        them are two words, unless they are one name.

    Examples
    --------
    >>> [word.folded for word in printed_words("Paltamon kunta 1)")]
    ['paltamon', 'kunta']
    >>> names = {"kajaani", "kajana"}
    >>> [word.folded for word in printed_words("Kajaani–Kajana", names.__contains__)]
    ['kajaani', 'kajana']
    """
    words: list[PrintedWord] = []
    for word in _words(text):
        parts = word.folded.split("-")
        if len(parts) > 1 and not is_known(word.folded) and all(map(is_known, parts)):
            words += [PrintedWord(part, word.capital) for part in parts]
        else:
            words.append(word)
    return tuple(words)


@lru_cache(maxsize=4096)  # a reader looks at the same labels several times
def _words(text: str) -> tuple[PrintedWord, ...]:
    written = _FOOTNOTES.sub(" ", _ORDINAL.sub("", cleaned(text)))
    words = []
    for word in _WORD.findall(written):
        # "Osa II" has a number, and "II" alone or in a text in capitals the municipality Ii.
        is_numeral = word == "II" and not written.isupper()
        words.append(PrintedWord("2" if is_numeral else word.casefold(), word[0].isupper()))
    return _with_saints(words)


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a name, in small letters."""
    folded = text.casefold()
    if _PLAIN.fullmatch(text) and folded not in _SAINT:
        return (folded,)
    return tuple(word.folded for word in printed_words(text))


def word_set(words: str) -> frozenset[str]:
    """Return words that stand in one text, with spaces between them, as a set."""
    return frozenset(words.split())


def is_beside(word: str) -> bool:
    """Return whether a word says nothing of who is meant: "kunta", "osuus", a year."""
    return word in FILLERS or _YEAR.fullmatch(word) is not None


def _with_saints(words: list[PrintedWord]) -> tuple[PrintedWord, ...]:
    if not any(word.folded in _SAINT for word in words):
        return tuple(words)
    joined: list[PrintedWord] = []
    place = 0
    while place < len(words):
        for saint, short in _SAINTS.items():
            if tuple(word.folded for word in words[place : place + len(saint)]) == saint:
                joined.append(PrintedWord(short, words[place].capital))
                place += len(saint)
                break
        else:
            joined.append(words[place])
            place += 1
    return tuple(joined)


FILLERS = word_set(
    "kunta kunnan kunnalle kunnalta kunnat kuntien kunnittain jäsenkunta jäsenkunnan jäsenkunnat "
    "kaupunki kaupungin kaupungille kaupungilta kaupungit kaup kpki "
    "kuntanumero kuntakoodi kuntatunnus numero nro tunnus koodi ku "
    "osuus osuudet maksuosuus maksuosuudet kuntaosuus osuutensa maksaja maksaa on "
    "kommun kommuns kommunen kommunens kommuner kommunerna medlemskommun stad stads staden stadens "
    "kommunnummer kommunkod nummer nr kod är andel andelar betalningsandel kommunandel betalare "
    "betalar "
    "municipality municipality's municipalities city town of the code number share pays payer is "
    "v vuosi vuonna år year ja och and"
)
"""Words that may stand beside a name. A conjunction joins the names of a party in two languages;
two parties joined by it are two parties.
"""
