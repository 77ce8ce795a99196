"""Which party a printed name means: by its code, or by a name that the agreement or the closed list
of municipalities has, in any language and case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Literal

from analyysi.agreement.agreement import Party
from analyysi.errors import Sentence, WordedError
from analyysi.languages.language_table import LANGUAGES
from analyysi.suggestions import folded, nearest
from analyysi.tables.names.municipality_names import (
    FORMS,
    Form,
    Municipality,
    case_forms,
    genitives_of_others,
    listed_forms,
    municipalities,
)
from analyysi.tables.names.organisations import is_organisation
from analyysi.tables.names.printed_words import (
    PrintedWord,
    cleaned,
    folded_words,
    is_beside,
    printed_words,
)

_CODE = re.compile(r"(?:ku[ -]?)?(?P<digits>\d{1,5})(?:[.,]0)?", re.IGNORECASE)
"""A code as tables have it: 578, KU578, 0578; 578.0 where a spreadsheet took it for a number."""
_SUM = re.compile(r"\d ?[€%$£]|[€$£] ?\d|\d ?[,:]-|\d[.,](?!0(?!\d))\d")
"""What only a number that is no code has: a unit, or decimals."""

_MARKED_CODE = re.compile(r"ku(?P<digits>\d{3})")
_LEADING_CODE = re.compile(r"(?:ku)?\d{3}")


class AmbiguousError(WordedError):
    """A printed text that fits several payers, in words."""


@dataclass(frozen=True)
class Match:
    """The party that is meant, and by what it was known."""

    code: str
    by: Literal["code", "name", "genitive", "old_name"]
    """`genitive` also stands for the other cases."""


@dataclass(frozen=True)
class _Mention:
    """Somebody named by some words of a text: those from `start` to before `end`."""

    start: int
    end: int
    codes: frozenset[str]
    """Of parties: several if they share a name. Of a municipality that is none: its code. None if
    the name only begins that of an organisation: "Paltamon Vuokratalot Oy".
    """
    form: Form
    is_party: bool
    capital: bool
    """Whether it is written with a capital letter."""

    @property
    def code(self) -> str:
        """Return whose it is, where it is one's; nothing of an organisation."""
        return min(self.codes, default="")


class Payers:
    """The parties of an agreement by all their names."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.codes: list[str] = []
        self.printed: dict[str, str] = {}
        """Their names as the agreement has them, in every language, with their codes."""
        self._names: dict[str, str] = {}
        self._forms: dict[tuple[str, ...], dict[str, Form]] = defaultdict(dict)
        self._listed: set[str] = set()
        """The codes of the closed list that are parties'."""
        self._organisations: set[str] = set()
        for party in parties:
            self.codes.append(party.code)
            self._names[party.code] = party.name.main
            if party.kind == "organisation":
                self._organisations.add(party.code)
            for name in party.name.texts.values():
                self.printed.setdefault(name, party.code)
            for text, form in _forms_of(party):
                self._add(folded_words(text), party.code, form)
            municipality = _municipality(party)
            if municipality is not None:
                self._listed.add(municipality.code)
                for words, form in municipality.forms.items():
                    self._add(words, party.code, form)
        self._codes = {folded(code): code for code in self.codes}
        self._longest = _longest(self._forms)
        self._words = frozenset(chain.from_iterable(self._forms))
        self._by_cell: dict[str, Match | None] = {}
        """Whom cells named that were asked for before: a table is looked through several times."""

    def of_cell(self, text: str) -> Match | None:
        """Return the party that a cell names; nothing else but words such as "kunta", its other
        names, its code, a year and footnote marks may stand beside the name.

        Raises
        ------
        AmbiguousError
            If it names several, a party and another municipality, or a code that is not the name's.
        """
        if text not in self._by_cell:
            self._by_cell[text] = self._of_cell(text)
        return self._by_cell[text]

    def _of_cell(self, text: str) -> Match | None:
        written = cleaned(text)
        code = self._code(written)
        if code in self._names:
            return Match(code, "code")
        if _SUM.search(written):
            return None
        words = self._words_of(text)
        mentions = self._mentions(words)
        codes, is_whole = self._beside(words, mentions)
        if not is_whole:
            return None
        match = self._one(mentions, mentions, text)
        if match is None:
            return self._by_codes(codes, mentions)
        wrong = [code for code in codes if code != match.code]
        if wrong:
            raise AmbiguousError(
                "'{line}' names {payer}, and {code} is the code of {name}: write the right one",
                line=written,
                payer=self._described(match.code),
                code=wrong[0],
                name=self._name(wrong[0]),
            )
        return match

    def of_line(self, text: str) -> Match | None:
        """Return the party that a line of text names, wherever in it.

        Raises
        ------
        AmbiguousError
            If it names several, a party and another municipality, or stands behind a code that is
            not the name's.
        """
        words = self._words_of(text)
        mentions = self._mentions(words)
        # "Lahti" is also a bay: where the party is written with a capital, so must the other be.
        capital = any(mention.capital for mention in mentions if mention.is_party)
        others = [mention for mention in mentions if mention.capital or not capital]
        match = self._one(mentions, others, text)
        if match is None:
            return self._by_codes(_codes_in_line(words), [])
        is_led = mentions[0].start == 1 and _LEADING_CODE.fullmatch(words[0].folded)
        code = self._code(words[0].folded) if is_led else None
        if code is not None and code != match.code:
            raise AmbiguousError(
                "'{line}' names {payer} behind {code}, the code of {name}: write whose it is",
                line=cleaned(text),
                payer=self._described(match.code),
                code=code,
                name=self._name(code),
            )
        return match

    def other(self, text: str) -> str | None:
        """Return in words which municipality a cell names that is no party; None if it names none.

        >>> Payers([]).other("Kuhmoisten kunta")
        'Kuhmoinen is the municipality 291, no party of the agreement'
        """
        code = self._code(cleaned(text))
        if code is None:
            words = self._words_of(text)
            mentions = self._mentions(words)
            codes, is_whole = self._beside(words, mentions)
            named = {mention.code for mention in mentions if not mention.is_party} | set(codes)
            if not is_whole or len(named) != 1 or any(mention.is_party for mention in mentions):
                return None
            code = named.pop()
        return self._in_words(code) if code not in self._names else None

    def other_of_line(self, text: str) -> str | None:
        """Return in words which municipality a line names that is no party; None if it names none,
        several, or a party.
        """
        mentions = self._mentions(self._words_of(text))
        codes = {mention.code for mention in mentions}
        if len(codes) != 1 or "" in codes or mentions[0].is_party:
            return None
        return self._in_words(codes.pop())

    def names_any(self, text: str) -> bool:
        """Return whether a text names a party or a municipality, wherever in it."""
        return bool(self._mentions(self._words_of(text)))

    def nearest(self, text: str) -> Sentence:
        """Return the name most like a printed one, as an addition to a message; nothing if none is
        near, or if the printed one is that of another municipality.
        """
        if self.other(text) is not None:
            return Sentence()
        written = cleaned(text)
        best = nearest(written, [*self.printed, *self.codes])
        if best is None:
            near = (nearest(word, self.printed) for word in written.split(" "))
            best = next((name for name in near if name is not None), None)
        return Sentence() if best is None else Sentence(" Did you mean '{name}'?", name=best)

    def _add(self, words: tuple[str, ...], code: str, form: Form) -> None:
        if not words:  # a name of signs alone, "***", is known by its code
            return
        forms = self._forms[words]
        forms[code] = min(form, forms.get(code, form), key=FORMS.index)

    def _words_of(self, text: str) -> tuple[PrintedWord, ...]:
        return printed_words(text, self._is_known)

    def _is_known(self, word: str) -> bool:
        in_name = word in self._words or word in _listed_words()
        return in_name or self._code(word) is not None

    def _code(self, text: str) -> str | None:
        """Return the code that a text is: of a party, else of a municipality of the list."""
        own = self._codes.get(folded(text))
        if own is not None:
            return own
        written = _CODE.fullmatch(text)
        if written is None:
            return None
        # A spreadsheet takes the code 091 for the number 91.
        filled = written["digits"].lstrip("0").zfill(3)
        return filled if filled in self._codes or filled in municipalities() else None

    def _mentions(self, words: Sequence[PrintedWord]) -> list[_Mention]:
        """Return who is named, from left to right, each by the longest name that fits there."""
        mentions = []
        place = 0
        while place < len(words):
            mention = self._mention(words, place)
            if mention is None:
                place += 1
            else:
                mentions.append(mention)
                place = mention.end
        return mentions

    def _mention(self, words: Sequence[PrintedWord], start: int) -> _Mention | None:
        first = words[start].folded
        longest = max(self._longest.get(first, 0), _longest_listed().get(first, 0))
        for length in range(min(longest, len(words) - start), 0, -1):
            name = tuple(word.folded for word in words[start : start + length])
            mention = self._named(name, start, words[start].capital)
            if mention is not None:
                if mention.code not in self._organisations and is_organisation(words, mention.end):
                    return replace(mention, codes=frozenset(), is_party=False)
                return mention
        return None

    def _named(self, name: tuple[str, ...], start: int, capital: bool) -> _Mention | None:
        own = self._forms.get(name)
        code, form = listed_forms().get(name, ("", "genitive"))
        listed = bool(code) and code not in self._listed
        end = start + len(name)
        if own is not None:
            best = min(own.values(), key=FORMS.index)
            # The very name of a municipality is nobody else's in another case.
            if not (listed and FORMS.index(form) < FORMS.index(best)):
                codes = frozenset(code for code, of_code in own.items() if of_code == best)
                return _Mention(start, end, codes, best, True, capital)
        return _Mention(start, end, frozenset({code}), form, False, capital) if listed else None

    def _one(
        self, mentions: Sequence[_Mention], beside: Iterable[_Mention], text: str
    ) -> Match | None:
        """Return the one party that is named, or None; among those `beside` it may be others.

        Raises
        ------
        AmbiguousError
            If there are several, or another municipality is named beside it.
        """
        of_parties = [mention for mention in mentions if mention.is_party]
        if not of_parties:
            return None
        for mention in of_parties:
            if len(mention.codes) > 1:
                raise AmbiguousError(
                    "'{line}' fits several parties: {codes}. Write the code",
                    line=cleaned(text),
                    codes=", ".join(sorted(mention.codes)),
                )
        codes = list(dict.fromkeys(mention.code for mention in of_parties))
        if len(codes) > 1:
            raise AmbiguousError(
                "'{line}' names {payers} payers: give each a line of its own",
                line=cleaned(text),
                payers=len(codes),
            )
        others = [mention for mention in beside if not mention.is_party]
        if others:
            raise AmbiguousError(
                "'{line}' names {payer} and {other}, which is no party: name only who pays",
                line=cleaned(text),
                payer=self._described(codes[0]),
                other=self._described(others[0].code),
            )
        best = min((mention.form for mention in of_parties), key=FORMS.index)
        return Match(codes[0], best)

    def _beside(
        self, words: Sequence[PrintedWord], mentions: Sequence[_Mention]
    ) -> tuple[list[str], bool]:
        """Return the codes that stand beside the names, and whether nothing else does."""
        named = {place for mention in mentions for place in range(mention.start, mention.end)}
        codes = []
        for place, word in enumerate(words):
            if place in named or is_beside(word.folded):
                continue
            code = self._code(word.folded)
            if code is None:
                return [], False
            codes.append(code)
        return codes, bool(words)

    def _by_codes(self, codes: Sequence[str], mentions: Sequence[_Mention]) -> Match | None:
        """Return the one party whose code stands there, and no name."""
        if mentions or len(codes) != 1 or codes[0] not in self._names:
            return None
        return Match(codes[0], "code")

    def _name(self, code: str) -> str:
        return self._names.get(code) or municipalities()[code].name

    def _described(self, code: str) -> Sentence:
        if not code:
            return Sentence("an organisation")
        return Sentence("{name} ({code})", name=self._name(code), code=code)

    def _in_words(self, code: str) -> Sentence:
        municipality = municipalities()[code]
        name = municipality.name
        if municipality.present:
            return Sentence(
                "{name} is the municipality {code}, no party of the agreement", name=name, code=code
            )
        if not municipality.into:
            return Sentence(
                "{name} is a former municipality ({code}), no party of the agreement",
                name=name,
                code=code,
            )
        return Sentence(
            "{name} is the former municipality {code}, since {since} part of "
            "{payer}, and no party of the agreement",
            name=name,
            code=code,
            since=municipality.since,
            payer=self._described(municipality.into),
        )


def _codes_in_line(words: Sequence[PrintedWord]) -> list[str]:
    codes = (_MARKED_CODE.fullmatch(word.folded) for word in words)
    return [code["digits"] for code in codes if code is not None]


def _forms_of(party: Party) -> Iterator[tuple[str, Form]]:
    """Yield what a party is called by the agreement and the rules of each language."""
    municipal = party.kind == "municipality"
    for language, name in party.name.texts.items():
        yield name, "name"
        cases = {
            case: _agreed_case(party, case, language) or write(name, municipal)
            for case, write in LANGUAGES[language].name_cases.items()
        }
        for form in case_forms(cases["genitive"], cases["locative"]):
            yield form, "genitive"
        for form in genitives_of_others(name):
            yield form, "genitive"


def _agreed_case(party: Party, case: str, language: str) -> str | None:
    agreed = party.in_case(case)
    return agreed.texts.get(language) if agreed is not None else None


def _municipality(party: Party) -> Municipality | None:
    """Return the municipality of the list that a party is, by its code and one of its names."""
    municipality = municipalities().get(party.code) if party.kind == "municipality" else None
    if municipality is None:
        return None
    names = {folded(name) for name in municipality.names}
    is_named_so = any(folded(name) in names for name in party.name.texts.values())
    return municipality if is_named_so else None


@cache
def _longest_listed() -> dict[str, int]:
    """Return how many words the longest name has that begins with a word."""
    return _longest(listed_forms())


@cache
def _listed_words() -> frozenset[str]:
    return frozenset(chain.from_iterable(listed_forms()))


def _longest(names: Iterable[tuple[str, ...]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for words in names:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest
