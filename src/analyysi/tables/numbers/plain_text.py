"""Texts with ordinary signs, and closed lists of words as patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import groupby

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Signs without a width, as web pages put into texts: soft hyphens, places where a line may break,
directions of writing, a byte order mark.
"""
_MINUSES = str.maketrans({"−": "-", "–": "-", "‒": "-", "‐": "-", "‑": "-"})
_LETTER = r"[^\W\d_]"
_AS_PATTERNS_HAVE_IT = str.maketrans({"ſ": "s", "ı": "i", "İ": "i"})
"""Letters that a pattern which knows no case takes for others, and `str.lower` does not."""
_NO_STANDS_IN: Mapping[str, Iterable[str]] = {}


def plain(text: str) -> str:
    """Return a text composed (NFC), with ordinary spaces and minus signs and nothing unseen.

    Never NFKC: the footnote mark of 7079¹ would become a digit.

    >>> plain("Ha\u0308meenlinna \u2212 7\u00a0079¹")
    'Hämeenlinna - 7 079¹'
    """
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return _SPACES.sub(" ", composed).strip().translate(_MINUSES)


def words_pattern(
    words: Iterable[str], stands_for: Mapping[str, Iterable[str]] = _NO_STANDS_IN
) -> str:
    """Return a pattern that finds any of some words in a plain text, whole words only.

    A space in a word may be missing in the text, "*" is any letters, "…" is any letters but at
    least one. The longest word is found first.

    Parameters
    ----------
    stands_for
        What a sign in a word stands for: "€" for every way to write euros.

    Examples
    --------
    >>> pattern = words_pattern(["t €", "maksuosuu*"], {"€": ["€", "euroa", "eur"]})
    >>> re.findall(pattern, "maksuosuudet, t euroa (teur)")
    ['maksuosuudet', 't euroa', 'teur']
    """
    edges = partial(_edges, stands_for=stands_for)
    spelled = partial(_spelled, stands_for=stands_for)
    # Words of the same edges that stand side by side share them: that compiles twice as fast.
    alike = groupby(sorted(words, key=len, reverse=True), edges)
    parts = [
        f"{before}(?:{'|'.join(map(spelled, group))}){after}" for (before, after), group in alike
    ]
    return f"(?:{'|'.join(parts)})"


class Words:
    """Words that texts are looked through for. Their pattern is compiled when a text may have one
    of them: that takes longer than to look through a whole table for what they are made of.

    Parameters
    ----------
    words, stands_for
        As of `words_pattern`.
    pattern
        The pattern that finds them; without it, that of `words_pattern`.

    Examples
    --------
    >>> words = Words(["t €", "maksuosuu*"], {"€": ["€", "eur"]})
    >>> [match.group() for match in words.finditer("Maksuosuudet, t eur")]
    ['Maksuosuudet', 't eur']
    """

    def __init__(
        self,
        words: Iterable[str],
        stands_for: Mapping[str, Iterable[str]] = _NO_STANDS_IN,
        pattern: str = "",
    ) -> None:
        self._words, self._stands_for, self._pattern = tuple(words), stands_for, pattern

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where any of the words stands in a plain text, whatever its case."""
        return self.compiled.finditer(text) if self._may_be_in(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """Return where the first of the words stands in a plain text; None if none does."""
        return next(self.finditer(text), None)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, which knows no case."""
        pattern = self._pattern or words_pattern(self._words, self._stands_for)
        return re.compile(pattern, re.IGNORECASE)

    def _may_be_in(self, text: str) -> bool:
        small = text.translate(_AS_PATTERNS_HAVE_IT).lower()
        return any(map(partial(_has_all, small), self._parts))

    @cached_property
    def _parts(self) -> list[list[Callable[[str], bool]]]:
        """For each word what a text in small letters must have in it."""
        signs = re.escape("".join((*_SIGNS, *self._stands_for)))
        words = []
        for word in self._words:
            pieces = filter(None, re.split(f"([{signs}])", word))
            words.append([self._part(piece) for piece in pieces if piece not in _SIGNS])
        return words

    def _part(self, piece: str) -> Callable[[str], bool]:
        spellings = [spelling.lower() for spelling in self._stands_for.get(piece, [piece])]
        return lambda text: any(spelling in text for spelling in spellings)


def _has_all(text: str, parts: Iterable[Callable[[str], bool]]) -> bool:
    return all(part(text) for part in parts)


def _edges(word: str, stands_for: Mapping[str, Iterable[str]]) -> tuple[str, str]:
    """Return what may not stand before a word and behind it, as patterns."""
    begins, ends = (sign.isalpha() or sign in (*stands_for, *"*…") for sign in (word[0], word[-1]))
    return f"(?<!{_LETTER})" if begins else "", f"(?!{_LETTER})" if ends else ""


def _spelled(word: str, stands_for: Mapping[str, Iterable[str]]) -> str:
    parts = []
    for sign in word:
        if sign in stands_for:
            longest_first = sorted(stands_for[sign], key=len, reverse=True)
            parts.append(f"(?:{'|'.join(map(re.escape, longest_first))})")
        else:
            parts.append(_SIGNS.get(sign, re.escape(sign)))
    return "".join(parts)


_SIGNS = {" ": " ?", "*": f"{_LETTER}*", "…": f"{_LETTER}+", "'": "['’‘´`]"}
"""What a sign of a word stands for in a text."""
