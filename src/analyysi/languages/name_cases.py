"""Names in the cases that sentences need, by the rules of each language.

Finnish names are inflected from a closed list, `finnish_cases.csv`, which has every municipality of
the divisions since 2012; docs/data.md says where its forms are from.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

FINNISH_CASES = "finnish_cases.csv"

NameCase = Callable[[str, bool], str]
"""Writes a name in a case; the flag says whether it is a municipality's."""


@dataclass(frozen=True)
class FinnishName:
    """A municipality's name, and its forms for "Paltamo's" and "in Paltamo"."""

    name: str
    genitive: str
    locative: str
    """In the inner or the outer cases, as they are used locally: Paltamossa, Puolangalla."""
    code: str
    source: str


_LAST_WORDS = {
    "alue": ("alueen", "alueella"),
    "hyvinvointialue": ("hyvinvointialueen", "hyvinvointialueella"),
    "kaupunki": ("kaupungin", "kaupungissa"),
    "kunta": ("kunnan", "kunnassa"),
    "kuntayhtymä": ("kuntayhtymän", "kuntayhtymässä"),
    "liitto": ("liiton", "liitossa"),
    "Oy": ("Oy:n", "Oy:ssä"),
    "ry": ("ry:n", "ry:ssä"),
    "seurakunta": ("seurakunnan", "seurakunnassa"),
    "seurakuntayhtymä": ("seurakuntayhtymän", "seurakuntayhtymässä"),
    "säätiö": ("säätiön", "säätiössä"),
    "yhdistys": ("yhdistyksen", "yhdistyksessä"),
}
"""What an organisation is, as the last word of its name, which alone is inflected."""

_STANDS_FOR = {True: ("kunnan", "kunnassa"), False: ("osapuolen", "osapuolella")}
"""What is inflected in the place of a name whose forms are not known, of a municipality or not."""


@cache
def finnish_names() -> Mapping[str, FinnishName]:
    """Return the closed list of Finnish names of municipalities, by name.

    >>> finnish_names()["Puolanka"].locative
    'Puolangalla'
    """
    # Not above: it would bring a module for temporary files into every start of the command line.
    from importlib.resources import files

    text = files("analyysi").joinpath("languages", FINNISH_CASES).read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["name"]: FinnishName(
            row["name"], row["genitive"], row["locative"], row["municipality_code"], row["source"]
        )
        for row in rows
    }


def finnish_genitive(name: str, municipal: bool) -> str:
    """Write whose something is.

    >>> finnish_genitive("Isokyrö", True), finnish_genitive("Kainuun liitto", False)
    ('Isonkyrön', 'Kainuun liiton')
    >>> finnish_genitive("Fingal", True), finnish_genitive("Dublin City", False)
    ('Fingal-kunnan', 'Dublin City -osapuolen')
    """
    listed = finnish_names().get(name)
    return listed.genitive if listed is not None else _by_last_word(name, municipal, 0)


def finnish_locative(name: str, municipal: bool) -> str:
    """Write where something is, by local use.

    >>> finnish_locative("Paltamo", True), finnish_locative("Uurainen", True)
    ('Paltamossa', 'Uuraisilla')
    """
    listed = finnish_names().get(name)
    return listed.locative if listed is not None else _by_last_word(name, municipal, 1)


def _by_last_word(name: str, municipal: bool, case: int) -> str:
    """Inflect a name that is not listed by what it ends in, or else join it uninflected to a word
    that says what it is.
    """
    *before, last = name.split(" ")
    if before and last in _LAST_WORDS:
        return " ".join((*before, _LAST_WORDS[last][case]))
    hyphen = " -" if before else "-"
    return f"{name}{hyphen}{_STANDS_FOR[municipal][case]}"


def swedish_genitive(name: str, _municipal: bool) -> str:
    """Write whose something is; what ends in s, x or z takes no further s.

    >>> swedish_genitive("Kajana", True), swedish_genitive("Enontekis", True)
    ('Kajanas', 'Enontekis')
    """
    return name if name[-1:].lower() in ("s", "x", "z") else f"{name}s"


def swedish_locative(name: str, municipal: bool) -> str:
    """Write where something is: "i Paltamo", "hos Kajanalands förbund"."""
    return f"{'i' if municipal else 'hos'} {name}"


def english_genitive(name: str, _municipal: bool) -> str:
    """Write whose something is.

    >>> english_genitive("Paltamo", True), english_genitive("Fosters", False)
    ("Paltamo's", "Fosters'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def english_locative(name: str, municipal: bool) -> str:
    """Write where something is: "in Paltamo", "at Regional Council of Kainuu"."""
    return f"{'in' if municipal else 'at'} {name}"


FINNISH_NAMES: Mapping[str, NameCase] = {
    "genitive": finnish_genitive,
    "locative": finnish_locative,
}
SWEDISH_NAMES: Mapping[str, NameCase] = {
    "genitive": swedish_genitive,
    "locative": swedish_locative,
}
ENGLISH_NAMES: Mapping[str, NameCase] = {
    "genitive": english_genitive,
    "locative": english_locative,
}
