"""Which party a printed name means: by code, by name in any language, or by a name that is
inflected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from analyysi.agreement.agreement import Party
from analyysi.suggestions import nearest
from analyysi.tables.numbers.printed_numbers import plain

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ENDINGS = ("n", "lle", "lta", "ltä", "lla", "llä", "ssa", "ssä", "sta", "stä", "s")
"""Endings of Finnish cases and of the Swedish and English genitive."""
_CUT = 2
"""How many letters of a name may give way in its inflected form: Puolanka, Puolangan."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(plain(text)))


_FILLERS = _words(
    "kunta kunnan kaupunki kaupungin kommun kommunen stad staden municipality city town of the "
    "osuus maksuosuus on är is andel betalningsandel share maksaa betalar pays"
)
_TOTALS = _words(
    "yhteensä yht summa loppusumma kokonaissumma kokonaiskustannus kokonaiskustannukset "
    "kokonaiskustannusten "
    "sammanlagt totalt totalsumma totalkostnad totalkostnaden total totals sum altogether"
)


class AmbiguousError(ValueError):
    """A printed name that fits several parties, in words."""


@dataclass(frozen=True)
class Match:
    """The party that is meant, and by what it was known."""

    code: str
    by: Literal["code", "name", "inflected"]


@dataclass(frozen=True)
class _Mention:
    """A party named by some words of a text: those from `start` to before `end`."""

    start: int
    end: int
    match: Match

    @property
    def places(self) -> range:
        """Return the places of its words."""
        return range(self.start, self.end)

    def lies_within_any(self, mentions: Iterable[_Mention]) -> bool:
        """Return whether a longer mention covers all of this one's words."""
        return any(
            longer.start <= self.start
            and self.end <= longer.end
            and len(longer.places) > len(self.places)
            for longer in mentions
        )


class Payers:
    """The parties of an agreement by all their names."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.codes: list[str] = []
        self.names: list[tuple[tuple[str, ...], str]] = []
        self.printed: dict[str, str] = {}
        for party in parties:
            self.codes.append(party.code)
            for name in dict.fromkeys(
                text for text in party.name.model_dump().values() if text is not None
            ):
                self.names.append((_words(name), party.code))
                self.printed[name] = party.code

    def of_cell(self, text: str) -> Match | None:
        """Return the party that a cell names; nothing else but words such as "kunta" may stand
        beside the name.

        Raises
        ------
        AmbiguousError
            If it fits several parties.
        """
        words = _words(text)
        by_code = self._by_code(plain(text))
        if by_code is not None:
            return by_code
        mentions = self._mentions(words, text)
        if len(mentions) != 1:
            return None
        beside = (*words[: mentions[0].start], *words[mentions[0].end :])
        meant = mentions[0].match
        if all(
            word in _FILLERS or word == meant.code.casefold() or _is_year(word) for word in beside
        ):
            return meant
        return None

    def of_line(self, text: str) -> Match | None:
        """Return the party that a line of text names, wherever in it.

        Raises
        ------
        AmbiguousError
            If it names several.
        """
        mentions = self._mentions(_words(text), text)
        codes = list(dict.fromkeys(mention.match.code for mention in mentions))
        if len(codes) > 1:
            raise AmbiguousError(
                f"'{plain(text)}' names {len(codes)} payers: give each a line of its own"
            )
        return mentions[0].match if mentions else None

    def nearest(self, text: str) -> str:
        """Return the name most like a printed one, as an addition to a message; nothing if none is
        near.
        """
        best = nearest(plain(text), [*self.printed, *self.codes])
        if best is None:
            near = (nearest(word, self.printed) for word in plain(text).split(" "))
            best = next((name for name in near if name is not None), None)
        return f" Did you mean '{best}'?" if best is not None else ""

    def _by_code(self, text: str) -> Match | None:
        if text in self.codes:
            return Match(text, "code")
        # A spreadsheet takes the code 091 for the number 91.
        filled = text.zfill(3)
        return Match(filled, "code") if text.isdecimal() and filled in self.codes else None

    def _mentions(self, words: Sequence[str], text: str) -> list[_Mention]:
        """Return the parties named, without those whose name is a part of a longer one there."""
        mentions = self._places(words, exact=True)
        # A word that is somebody's very name is not another's in an inflected form.
        taken = {place for mention in mentions for place in mention.places}
        mentions += [
            mention
            for mention in self._places(words, exact=False)
            if taken.isdisjoint(mention.places)
        ]
        longest = [mention for mention in mentions if not mention.lies_within_any(mentions)]
        here: dict[tuple[int, int], set[str]] = {}
        for mention in longest:
            here.setdefault((mention.start, mention.end), set()).add(mention.match.code)
        for codes in here.values():
            if len(codes) > 1:
                raise AmbiguousError(
                    f"'{plain(text)}' fits several parties: {', '.join(sorted(codes))}. Write the "
                    "code"
                )
        return longest

    def _places(self, words: Sequence[str], *, exact: bool) -> list[_Mention]:
        mentions = []
        for name, code in self.names:
            for start in range(len(words) - len(name) + 1):
                pairs = list(zip(words[start : start + len(name)], name, strict=True))
                if exact and all(word == named for word, named in pairs):
                    mentions.append(_Mention(start, start + len(name), Match(code, "name")))
                elif not exact and all(_is_or_inflects(word, named) for word, named in pairs):
                    mentions.append(_Mention(start, start + len(name), Match(code, "inflected")))
        return mentions


def is_total(text: str) -> bool:
    """Return whether a label is that of the total."""
    return any(word in _TOTALS for word in _words(text))


def _is_or_inflects(word: str, name: str) -> bool:
    return word == name or _inflected(word, name)


def _inflected(word: str, name: str) -> bool:
    """Return whether a word may be a name in another case: the same beginning, and an ending of a
    case.

    >>> [_inflected(word, "puolanka") for word in ("puolangan", "puolangalle")]
    [True, True]
    >>> [_inflected(word, "puolanka") for word in ("puolan", "puolanko")]
    [False, False]
    """
    if not word.endswith(_ENDINGS) or len(word) <= len(name) - _CUT:
        return False
    if word.startswith(name):
        return len(word) - len(name) <= 4
    kept = max(len(name) - _CUT, 3)
    return len(name) > 3 and word[:kept] == name[:kept] and 1 < len(word) - kept <= 5


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"(19|20)\d\d", word))
