"""Every sentence with a number that a front page may say, in three languages, each with what its
numbers must be: worked out from the stored figures (`stored_year`), never by the program.

A pattern is the sentence with named places: `<who>` a payer, `<way>` a way of sharing, `<by>` the
same as a sentence has it, `<day>`, `<count>` a number as a word, `<names>` and `<moves>` lists,
`<quoted>` words of the terms; every other name is a number.
"""

import calendar
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Any

from support.stored_year import EQUAL, FIXED, NET, StoredYear, rounded

LANGUAGES = ("fi", "sv", "en")
SPACE = "\u00a0"
_NUMBER = {
    "fi": rf"[+−]?\d+(?:{SPACE}\d{{3}})*(?:,\d+)?",
    "sv": rf"[+−]?\d+(?:{SPACE}\d{{3}})*(?:,\d+)?",
    "en": r"[+−]?\d+(?:,\d{3})*(?:\.\d+)?",
}
_MONTHS = tuple(calendar.month_name)[1:]
_DAY = {
    "fi": r"\d{1,2}\.\d{1,2}\.\d{4}",
    "sv": r"\d{1,2}\.\d{1,2}\.\d{4}",
    "en": rf"\d{{1,2}} (?:{'|'.join(_MONTHS)}) \d{{4}}",
}
_COUNTS = {
    "fi": {"kaksi": 2, "kahden": 2, "neljä": 4, "neljän": 4, "seitsemän": 7},
    "sv": {"två": 2, "fyra": 4, "sju": 7},
    "en": {"two": 2, "four": 4, "seven": 7},
}
_OF_PAYERS = {
    "Hyrynsalmi": "Hyrynsalmen",
    "Kajaani": "Kajaanin",
    "Kuhmo": "Kuhmon",
    "Paltamo": "Paltamon",
    "Puolanka": "Puolangan",
    "Ristijärvi": "Ristijärven",
    "Sotkamo": "Sotkamon",
    "Suomussalmi": "Suomussalmen",
    "Dublinin kaupunki": "Dublinin kaupungin",
    "Dún Laoghaire–Rathdown": "Dún Laoghaire–Rathdown -osapuolen",
    "Fingal": "Fingal-osapuolen",
    "South Dublin": "South Dublin -osapuolen",
}
_EQUAL_WAYS = {"fi": "tasajako", "sv": "lika andelar", "en": "equal shares"}
_FIXED_WAYS = {"fi": "kiinteät osuudet", "sv": "fasta andelar", "en": "fixed shares"}
_NET_WAYS = {
    "fi": "nettotoimintamenot vuoden {year} talousarvioissa",
    "sv": "nettoverksamhetsutgifterna i budgetarna {year}",
    "en": "net operating expenses in the budgets of {year}",
}
_EURO = {"fi": "euroa", "sv": "euro", "en": "euros"}


def to_number(text: str, language: str) -> Fraction:
    plain = text.replace("−", "-").replace("+", "").replace(SPACE, "")
    return Fraction(plain.replace(",", "") if language == "en" else plain.replace(",", "."))


def to_day(text: str, language: str) -> date:
    if language == "en":
        day, month, year = text.split()
        return date(int(year), _MONTHS.index(month) + 1, int(day))
    day, month, year = text.split(".")
    return date(int(year), int(month), int(day))


class Words:
    """What payers, ways and numbers are called on the pages of a year in a language."""

    def __init__(self, stored: StoredYear, language: str) -> None:
        self.stored, self.language = stored, language
        names = stored.names(language)
        self.payers = {name: code for code, name in names.items()}
        owners = {
            "fi": {
                _OF_PAYERS[name]: code for name, code in self.payers.items() if name in _OF_PAYERS
            },
            "sv": {f"{name}s": code for name, code in self.payers.items()},
            "en": {},
        }[language]
        self.payers |= owners
        year = stored.terms.get("budgets", {}).get("year")
        self.ways = {entry["label"][language]: name for name, entry in stored.keys.items()}
        self.ways[_EQUAL_WAYS[language]] = EQUAL
        self.ways[_FIXED_WAYS[language]] = FIXED
        self.ways[_NET_WAYS[language].format(year=year)] = NET
        self.by = {entry["by"][language]: name for name, entry in stored.keys.items()}
        for known in (self.ways, self.by):
            known |= {text[0].upper() + text[1:]: name for text, name in known.items()}
        self.counts = dict(_COUNTS[language])
        self.counts |= {text.capitalize(): number for text, number in self.counts.items()}
        self.matter = stored.agreement["subject"][language]
        self.quoted = quoted_sentences([stored.terms, stored.agreement], language)

    def expression(self, name: str) -> str:
        """Return what a named place of a pattern matches."""
        kind = name.rstrip("23")
        names = _any(self.payers)
        joined = {"fi": "ja", "sv": "och", "en": "and"}[self.language]
        known = {
            "who": names,
            "names": rf"(?:{names})(?:, (?:{names}))*(?: {joined} (?:{names}))?",
            "way": _any(self.ways),
            "by": _any(self.by),
            "day": _DAY[self.language],
            "count": _any(self.counts),
            "moves": ".+",
            "quoted": _any(self.quoted),
            "matter": re.escape(self.matter),
        }
        return known.get(kind, _NUMBER[self.language])

    def read(self, name: str, text: str) -> Any:
        """Return what stands in a named place."""
        kind = name.rstrip("23")
        known: dict[str, Mapping[str, Any]] = {
            "who": self.payers,
            "way": self.ways,
            "by": self.by,
            "count": self.counts,
        }
        if kind in known:
            return known[kind][text]
        if kind == "names":
            return {self.payers[payer] for payer in re.findall(_any(self.payers), text)}
        if kind in ("moves", "quoted", "matter"):
            return text
        return to_day(text, self.language) if kind == "day" else to_number(text, self.language)

    def numbers(self, text: str) -> tuple[set[date], set[Fraction]]:
        """Return every day of a text, and every other number."""
        days = re.findall(_DAY[self.language], text)
        others = re.findall(_NUMBER[self.language], re.sub(_DAY[self.language], "", _closed(text)))
        return (
            {to_day(day, self.language) for day in days},
            {to_number(number, self.language) for number in others},
        )

    def moves(self, text: str) -> list[tuple[Fraction, str, str | None]]:
        """Read "+561 euroa (verotulot 2020), …": amounts, ways and, where it is said, whose."""
        expression = (
            rf"(?P<sum>{_NUMBER[self.language]})[ {SPACE}]{_EURO[self.language]} "
            rf"\((?P<way>{_any(self.ways)})(?:, (?P<who>{_any(self.payers)}))?\)"
        )
        assert not re.search(r"\d", re.sub(expression, "", text)), text
        return [
            (
                to_number(move["sum"], self.language),
                self.ways[move["way"]],
                self.payers[move["who"]] if move["who"] else None,
            )
            for move in re.finditer(expression, text)
        ]


def _any(known: Iterator[str] | Mapping[str, Any] | set[str]) -> str:
    """Match any of the texts, the longest first; a text of the terms has ordinary spaces."""
    ordered = sorted(known, key=len, reverse=True)
    return "|".join(_spaced(re.escape(text)) for text in ordered)


def _closed(text: str) -> str:
    """Return a text of the terms with thousands as the page writes them."""
    return re.sub(r"(?<=\d) (?=\d{3}\b)", SPACE, text)


def _spaced(expression: str) -> str:
    return expression.replace(r"\ ", " ").replace(" ", f"[ {SPACE}]")


def split_sentences(text: str) -> list[str]:
    """Part a text into sentences, without their full stops."""
    parts = re.split(r"(?<=[.?!]) +(?=[^a-zåäö])", text.strip())
    return [part.removesuffix(".").strip() for part in parts if part]


def quoted_sentences(files: object, language: str) -> set[str]:
    """Return every sentence that the terms or the agreement have in a language."""
    if isinstance(files, str):
        return set()
    if isinstance(files, dict):
        text = files.get(language)
        if isinstance(text, str):
            return set(split_sentences(text))
        files = list(files.values())
    if isinstance(files, list):
        return set(chain.from_iterable(quoted_sentences(inner, language) for inner in files))
    return set()


@dataclass(frozen=True)
class Reading:
    """A sentence as it was read: what stands in its places, on which page, after which sentence."""

    stored: StoredYear
    words: Words
    seat: str | None
    before: str
    places: Mapping[str, Any]
    searched: tuple[Fraction, Fraction, Fraction] | None = None
    """How many rules were tried, gave the share and would by luck, as the annex's table sums up."""

    def __getitem__(self, place: str) -> Any:
        return self.places[place]

    def seat_share(self) -> Fraction:
        """Return the share that a seat's page is about: the approved one, else the computed one."""
        assert self.seat is not None
        computed = self.stored.euros(self.stored.chosen)[self.seat]
        return self.stored.published.get(self.seat, computed)


Expected = Callable[[Reading], dict[str, Any]]


@dataclass(frozen=True)
class Sentence:
    """A sentence that the page may say, and what must stand in its places."""

    name: str
    patterns: Mapping[str, str]
    expected: Expected
    compiled: dict[int, re.Pattern[str]] = field(default_factory=dict, repr=False)

    def match(self, words: Words, text: str) -> dict[str, Any] | None:
        """Return what stands in the places of a sentence, or None if it is another one."""
        if id(words) not in self.compiled:
            parts = re.split(r"<(\w+)>", self.patterns[words.language])
            for place in range(1, len(parts), 2):
                parts[place] = f"(?P<{parts[place]}>{words.expression(parts[place])})"
            parts[::2] = [_spaced(literal) for literal in parts[::2]]
            self.compiled[id(words)] = re.compile("".join(parts))
        match = self.compiled[id(words)].fullmatch(text)
        if match is None:
            return None
        places = {name: text for name, text in match.groupdict().items() if text is not None}
        return {name: words.read(name, text) for name, text in places.items()}


def faults_of(sentence: Sentence, reading: Reading) -> list[str]:
    """Return what is untrue of a sentence, or stands in it without being known."""
    try:
        expected = sentence.expected(reading)
    except AssertionError:
        return [f"{sentence.name}: what it says of {reading.places} is not so"]
    wrong = [
        f"{sentence.name}: {place} is {reading[place]}, not {expected[place]}"
        for place in reading.places
        if place in expected and expected[place] != reading[place]
    ]
    free = ("matter", "moves", "quoted", "way", "who", "by", "names")
    unknown = [
        f"{sentence.name}: nothing says what {place} must be"
        for place in reading.places
        if place not in expected and place.rstrip("23") not in free
    ]
    return wrong + unknown


def one_of(amounts: Mapping[str, Fraction]) -> Fraction:
    """Return the only amount there is, of all payers."""
    (amount,) = set(amounts.values())
    return amount


def ends_of(amounts: Mapping[str, Fraction], codes: Sequence[str]) -> dict[str, Fraction]:
    kept = [rounded(amounts[code]) for code in codes if code in amounts]
    return {"low": min(kept), "high": max(kept)}
