"""Every municipality of Finland by all its names: the closed list that printed names are known by.

Finnish names with their cases come from `languages/finnish_cases.csv`; Swedish and former names,
and the municipalities merged away before that list begins, from `other_names.csv` beside this
module. docs/data.md says where each is from.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analyysi.languages.name_cases import finnish_names, swedish_genitive
from analyysi.tables.names.printed_words import folded_words

OTHER_NAMES = "other_names.csv"

Form = Literal["name", "old_name", "genitive"]
"""What a printed word is of a name: the name itself, a former one, or either in a case."""

FORMS: tuple[Form, ...] = ("name", "old_name", "genitive")
"""Which counts where a word is several: "Karis" is no genitive of anything."""

_LOCAL = re.compile(r"(?P<stem>.+)(?:ss|ll)(?P<vowel>[aä])(?P<rest>(?: Tl)?)")
_LOCAL_ENDINGS = ("ssa", "sta", "lla", "lta")
_RURAL = {" mlk": (" maalaiskunta", " maalaiskunnan"), " lk": (" landskommun", " landskommuns")}
"""How rural municipalities are shortened, and what is written out."""


@dataclass(frozen=True)
class Municipality:
    """A municipality that is or was."""

    code: str
    names: tuple[str, ...]
    """Its names, the present Finnish one first; of one that is no more its last."""
    forms: Mapping[tuple[str, ...], Form]
    """What it is called in print, in words in small letters."""
    present: bool
    """Whether it is of the newest division."""
    into: str = ""
    """The code of the municipality that it became part of, where that is known."""
    since: str = ""
    """The day from which it is part of that one: "2013-01-01"."""

    @property
    def name(self) -> str:
        """Return its name."""
        return self.names[0]


@dataclass(frozen=True)
class NameRow:
    """A row of `other_names.csv`."""

    code: str
    name: str
    language: str
    kind: Literal["official", "old", "merged"]
    """A name of today, a former name of a municipality that is still there, or the name of one that
    is no more.
    """
    genitive: str
    """The Finnish genitive, where it is known; the Swedish one follows a rule."""
    into: str
    since: str
    source: str


@cache
def other_names() -> tuple[NameRow, ...]:
    """Return the rows of `other_names.csv`."""
    # Not above: it would bring a module for temporary files into every start of the command line.
    from importlib.resources import files

    text = files("analyysi").joinpath("tables", "names", OTHER_NAMES).read_text(encoding="utf-8")
    rows = []
    for row in csv.DictReader(text.splitlines()):
        code = row.pop("municipality_code")
        rows.append(NameRow(code=code, **row))  # type: ignore[arg-type]
    return tuple(rows)


@cache
def municipalities() -> Mapping[str, Municipality]:
    """Return every municipality of the divisions since 2012, and those merged away since 2001, by
    code.

    >>> municipalities()["445"].names
    ('Parainen', 'Pargas', 'Länsi-Turunmaa', 'Väståboland')
    >>> municipalities()["445"].forms[("paraisilta",)]
    'genitive'
    """
    names: dict[str, list[str]] = defaultdict(list)
    forms: dict[str, dict[tuple[str, ...], Form]] = defaultdict(dict)
    for listed in finnish_names().values():
        names[listed.code].append(listed.name)
        _add(forms[listed.code], _finnish_forms(listed.name, listed.genitive, listed.locative))
    gone = {}
    for row in sorted(other_names(), key=lambda row: row.kind == "old"):
        if row.name not in names[row.code]:
            names[row.code].append(row.name)
        if row.kind == "merged":
            gone[row.code] = row
        _add(forms[row.code], _other_forms(row))
    return {
        code: Municipality(
            code,
            tuple(names[code]),
            forms[code],
            code not in gone,
            gone[code].into if code in gone else "",
            gone[code].since if code in gone else "",
        )
        for code in sorted(names)
    }


@cache
def listed_forms() -> Mapping[tuple[str, ...], tuple[str, Form]]:
    """Return whose each form is: the code of a municipality, and what the form is of its name.

    The name of a present municipality counts before that of one that is no more (Parainen, Vöyri).
    """
    ranked: dict[tuple[str, ...], tuple[int, bool, str, Form]] = {}
    for code, municipality in municipalities().items():
        for words, form in municipality.forms.items():
            rank = (FORMS.index(form), not municipality.present, code, form)
            ranked[words] = min(rank, ranked.get(words, rank))
    return {words: (code, form) for words, (_, _, code, form) in ranked.items()}


def case_forms(genitive: str, locative: str) -> Iterator[str]:
    """Yield the cases in which Finnish texts name a payer, by its genitive and one local case:
    "Puolangan", "Puolangalle", "Puolangalta".

    The local cases share the stem of the one that is listed; those into a place (Puolankaan) do
    not, and are not known.

    >>> list(case_forms("Koskien", "Koskella Tl"))
    ['Koskien', 'Koskessa Tl', 'Koskesta Tl', 'Koskella Tl', 'Koskelta Tl', 'Koskelle Tl']
    """
    yield genitive
    local = _LOCAL.fullmatch(locative)
    if local is None:
        return
    stem, vowel, rest = local["stem"], local["vowel"], local["rest"]
    for ending in _LOCAL_ENDINGS:
        yield f"{stem}{ending[:-1]}{vowel}{rest}"
    yield f"{stem}lle{rest}"


def _finnish_forms(name: str, genitive: str, locative: str) -> Iterator[tuple[str, Form]]:
    yield name, "name"
    for form in case_forms(genitive, locative):
        yield form, "genitive"
    for form in genitives_of_others(name):
        yield form, "genitive"
    if name.endswith(" Tl"):
        for ending in ("n", *_LOCAL_ENDINGS, "lle"):  # Koski Tl:n, Koski Tl:lle
            yield f"{name}:{ending}", "genitive"
        yield f"{genitive}:n", "genitive"


def _other_forms(row: NameRow) -> Iterator[tuple[str, Form]]:
    yield row.name, "old_name" if row.kind == "old" else "name"
    if row.genitive:
        yield row.genitive, "genitive"
    for form in genitives_of_others(row.name):
        yield form, "genitive"
    for short, (long, genitive) in _RURAL.items():
        if row.name.endswith(short):
            stem = row.name.removesuffix(short)
            yield stem + long, "name"
            yield stem + genitive, "genitive"


def genitives_of_others(name: str) -> Iterator[str]:
    """Yield a name as Swedish and English texts say whose something is."""
    yield swedish_genitive(name, True)
    yield f"{name}'s"


def _add(forms: dict[tuple[str, ...], Form], written: Iterator[tuple[str, Form]]) -> None:
    for text, form in written:
        for spelling in {text, text.replace("-", " ")}:  # Mänttä - Vilppula
            words = folded_words(spelling)
            forms[words] = min(form, forms.get(words, form), key=FORMS.index)
