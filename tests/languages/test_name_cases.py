"""Names in cases: the Finnish list is whole and well formed, and the other languages' rules hold."""

import csv
import re
from importlib.resources import files

import pytest

from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.name_cases import (
    FINNISH_CASES,
    english_genitive,
    english_locative,
    finnish_genitive,
    finnish_locative,
    finnish_names,
    swedish_genitive,
    swedish_locative,
)
from analyysi.project import Project
from analyysi.sources.municipalities.divisions import read_mergers
from analyysi.sources.municipalities.register import municipalities
from analyysi.sources.snapshots import municipality_names


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_writes_names_in_the_same_cases(language: str) -> None:
    assert set(LANGUAGES[language].name_cases) == {"genitive", "locative"}


def rows() -> list[dict[str, str]]:
    text = files("analyysi").joinpath("languages", FINNISH_CASES).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.slow
def test_every_municipality_of_every_division_is_listed(project: Project) -> None:
    known = {code: name.main for code, name in municipalities(project).items()}
    known |= municipality_names(project, "tilastokeskus/key-figures-2006-2016/2026-11-24")
    known |= {
        code: name
        for merger in read_mergers(project).mergers
        for code, name in (
            (merger.absorbed, merger.absorbed_name),
            (merger.into, merger.into_name),
        )
    }
    assert len(known) == 308 + 28
    assert {code: finnish_names()[name].code for code, name in known.items()} == {
        code: code for code in known
    }


def test_the_list_is_well_formed() -> None:
    table = rows()
    assert table == sorted(table, key=lambda row: (row["municipality_code"], row["name"]))
    assert len({row["name"] for row in table}) == len(table) == len(finnish_names())
    for row in table:
        # The "Tl" (Turku province) of Koski is not inflected.
        genitive = row["genitive"].removesuffix(" Tl")
        locative = row["locative"].removesuffix(" Tl")
        ending = {"inner": "ss[aä]$", "outer": "ll[aä]$"}[row["series"]]
        assert genitive.endswith("n"), row
        assert re.search(ending, locative), row
        assert row["name"][:2] == genitive[:2] == locative[:2], row
        assert row["source"], row


@pytest.mark.parametrize(
    ("name", "genitive", "locative"),
    [
        ("Paltamo", "Paltamon", "Paltamossa"),
        ("Puolanka", "Puolangan", "Puolangalla"),
        ("Hyrynsalmi", "Hyrynsalmen", "Hyrynsalmella"),
        ("Suomussalmi", "Suomussalmen", "Suomussalmella"),
        ("Ristijärvi", "Ristijärven", "Ristijärvellä"),
        ("Laukaa", "Laukaan", "Laukaassa"),
        ("Enontekiö", "Enontekiön", "Enontekiöllä"),
        ("Ylitornio", "Ylitornion", "Ylitorniolla"),
        ("Tornio", "Tornion", "Torniossa"),
        ("Kaustinen", "Kaustisen", "Kaustisella"),
        ("Uurainen", "Uuraisten", "Uuraisilla"),
        ("Parainen", "Paraisten", "Paraisilla"),
        ("Jokioinen", "Jokioisten", "Jokioisilla"),
        ("Huittinen", "Huittisten", "Huittisissa"),
        ("Joroinen", "Joroisten", "Joroisissa"),
        ("Isokyrö", "Isonkyrön", "Isossakyrössä"),
        ("Uusikaupunki", "Uudenkaupungin", "Uudessakaupungissa"),
        ("Virrat", "Virtain", "Virroilla"),
        ("Kangasala", "Kangasalan", "Kangasalla"),
        ("Tuusniemi", "Tuusniemen", "Tuusniemellä"),
        ("Rautalampi", "Rautalammin", "Rautalammilla"),
        ("Nurmes", "Nurmeksen", "Nurmeksessa"),
        ("Alavus", "Alavuden", "Alavudella"),
        ("Koski Tl", "Kosken Tl", "Koskella Tl"),
        ("Maarianhamina", "Maarianhaminan", "Maarianhaminassa"),
        ("Vähäkyrö", "Vähänkyrön", "Vähässäkyrössä"),
    ],
)
def test_finnish_names_by_local_use(name: str, genitive: str, locative: str) -> None:
    assert finnish_genitive(name, True) == genitive
    assert finnish_locative(name, True) == locative


@pytest.mark.parametrize(
    ("name", "municipal", "genitive", "locative"),
    [
        ("Kainuun liitto", False, "Kainuun liiton", "Kainuun liitossa"),
        ("Kuhmon kaupunki", True, "Kuhmon kaupungin", "Kuhmon kaupungissa"),
        ("Kainuun Tieto Oy", False, "Kainuun Tieto Oy:n", "Kainuun Tieto Oy:ssä"),
        ("Esimerkkilä", True, "Esimerkkilä-kunnan", "Esimerkkilä-kunnassa"),
        ("Fingal", False, "Fingal-osapuolen", "Fingal-osapuolella"),
        ("Dublin City", False, "Dublin City -osapuolen", "Dublin City -osapuolella"),
        ("liitto", False, "liitto-osapuolen", "liitto-osapuolella"),
    ],
)
def test_a_name_that_is_not_listed(
    name: str, municipal: bool, genitive: str, locative: str
) -> None:
    assert finnish_genitive(name, municipal) == genitive
    assert finnish_locative(name, municipal) == locative


@pytest.mark.parametrize(
    ("name", "genitive"),
    [("Kajana", "Kajanas"), ("Enontekis", "Enontekis"), ("Borgå", "Borgås"), ("Max", "Max")],
)
def test_swedish_names(name: str, genitive: str) -> None:
    assert swedish_genitive(name, True) == genitive
    assert swedish_locative(name, True) == f"i {name}"
    assert swedish_locative("Kajanalands förbund", False) == "hos Kajanalands förbund"


def test_english_names() -> None:
    assert [english_genitive(name, True) for name in ("Paltamo", "Närpes")] == [
        "Paltamo's",
        "Närpes'",
    ]
    assert english_locative("Paltamo", True) == "in Paltamo"
    assert english_locative("Dublin City", False) == "at Dublin City"
