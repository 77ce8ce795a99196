"""Parties found by the names and codes that offices print, and by nothing else."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable

import pytest

from analyysi.agreement.agreement import Party
from analyysi.languages.name_cases import finnish_names, swedish_genitive
from analyysi.tables.names.municipality_names import municipalities, other_names
from analyysi.tables.names.payers import AmbiguousError, Match, Payers
from support.parties import PARTIES

PAYERS = Payers(PARTIES)


def party(code: str, fi: str, sv: str | None = None) -> Party:
    return Party(code=code, kind="municipality", name={"fi": fi, "sv": sv})


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("578", Match("578", "code")),
        ("91", Match("091", "code")),  # a spreadsheet takes the code for a number
        ("0091", Match("091", "code")),
        ("91.0", Match("091", "code")),
        ("578.0", Match("578", "code")),
        ("578,0", Match("578", "code")),
        ("KU091", Match("091", "code")),
        ("ku 578", Match("578", "code")),
        ("Kunta 578", Match("578", "code")),
        ("liitto", Match("liitto", "code")),
        ("LIITTO", Match("liitto", "code")),
        ("Paltamo", Match("578", "name")),
        ("PALTAMO ", Match("578", "name")),
        ("Kajana", Match("205", "name")),
        ("Paltamon kunta", Match("578", "genitive")),
        ("Paltamo 578", Match("578", "name")),
        ("91 Helsinki", Match("091", "name")),
        ("091 Helsinki", Match("091", "name")),
        ("KU091 Helsinki", Match("091", "name")),
        ("KU091 – Helsinki", Match("091", "name")),
        ("Helsinki (091)", Match("091", "name")),
        ("Kunnat: Paltamo", Match("578", "name")),
        ("Kajaanin kaupunki", Match("205", "genitive")),
        ("KAJAANIN KAUPUNKI", Match("205", "genitive")),
        ("Kajaani - Kajana", Match("205", "name")),
        ("Kajaani – Kajana", Match("205", "name")),
        ("Kajaani–Kajana", Match("205", "name")),
        ("Kajaani-Kajana", Match("205", "name")),
        ("Kajaani/Kajana", Match("205", "name")),
        ("Kajaani (Kajana)", Match("205", "name")),
        ("Kajaanin kaupunki - Kajana stad", Match("205", "name")),
        ("Kajana stads andel", Match("205", "name")),
        ("Helsingfors stads andel", Match("091", "name")),
        ("Helsingfors stad", Match("091", "name")),
        ("Paltamolle", Match("578", "genitive")),
        ("Paltamolta", Match("578", "genitive")),
        ("Puolangalle", Match("620", "genitive")),
        ("Kuhmon osuus 2023", Match("290", "genitive")),
        ("Paltamo's share", Match("578", "genitive")),
        ("Paltamo’s share", Match("578", "genitive")),
        ("Paltamo 1)", Match("578", "name")),
        ("Paltamo1)", Match("578", "name")),
        ("Paltamo 1) 5)", Match("578", "name")),
        ("Paltamo 1), 2)", Match("578", "name")),
        ("Paltamon osuus, €", Match("578", "genitive")),
        ("578-Paltamo", Match("578", "name")),
        ("KU578-Paltamo", Match("578", "name")),
        ("Paltamo (1)", Match("578", "name")),
        ("Paltamo [2]", Match("578", "name")),
        ("Paltamo*", Match("578", "name")),
        ("Paltamo **)", Match("578", "name")),
        ("Paltamo¹", Match("578", "name")),
        ("Paltamo ²)", Match("578", "name")),
        ("Paltamo a)", Match("578", "name")),
        ("Paltamo^1", Match("578", "name")),
        ("Paltamoᵃ", Match("578", "name")),
        ("1. Paltamo", Match("578", "name")),
        ("12) Paltamon kunta", Match("578", "genitive")),
        ("Pal\u00adta\u00admo", Match("578", "name")),  # soft hyphens
        ("Paltamo\u00a0578", Match("578", "name")),
        ("Kainuun liitto", Match("liitto", "name")),
        ("Kainuun liiton osuus", Match("liitto", "genitive")),
        ("Kajanalands förbunds andel", Match("liitto", "genitive")),
        ("Sotkamo", None),
        ("Kuhmoinen", None),
        ("Kuhmoisten kunta", None),
        ("Paltamo ja muut", None),
        ("Paltamo, muut kulut", None),
        ("Paltamon seurakunta", None),
        ("Paltamon Vuokratalot Oy", None),
        ("Paltamo 12 €", None),
        ("Paltano", None),
        ("Puolanko", None),
        ("578 €", None),
        ("Paltamo 578 €", None),
        ("578,-", None),
        ("578 578", None),
        ("578,50", None),
        ("578,00", None),
        ("578.5", None),
        ("1 578", None),
        ("2023", None),
        ("Kunta", None),
        ("", None),
    ],
)
def test_a_cell_names_at_most_one_party(text: str, match: Match | None) -> None:
    assert PAYERS.of_cell(text) == match
    assert PAYERS.of_cell(unicodedata.normalize("NFD", text)) == match


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("290-Paltamo", r"names Paltamo \(578\), and 290 is the code of Kuhmo"),
        ("290 Paltamo", r"names Paltamo \(578\), and 290 is the code of Kuhmo"),
        ("Paltamo 290", r"names Paltamo \(578\), and 290 is the code of Kuhmo"),
        ("291 Kuhmo", r"names Kuhmo \(290\), and 291 is the code of Kuhmoinen"),
        ("KU205 Kuhmo", r"names Kuhmo \(290\), and 205 is the code of Kajaani"),
        ("Kuhmo ja Paltamo", "names 2 payers: give each a line of its own"),
        ("Kuhmo / Kuhmoinen", r"names Kuhmo \(290\) and Kuhmoinen \(291\), which is no party"),
        ("Paltamo (sotkamo)", r"names Paltamo \(578\) and Sotkamo \(765\), which is no party"),
        ("Paltamo (Sotkamo)", r"names Paltamo \(578\) and Sotkamo \(765\), which is no party"),
    ],
)
def test_a_cell_that_contradicts_itself_is_not_guessed(text: str, said: str) -> None:
    with pytest.raises(AmbiguousError, match=said):
        PAYERS.of_cell(text)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Osuus maksetaan: Puolangan kunta, 12 €", Match("620", "genitive")),
        ("Paltamolta peritään 12 €", Match("578", "genitive")),
        ("Kajaani–Kajana 12 €", Match("205", "name")),
        ("578 Paltamo 12 €", Match("578", "name")),
        ("KU578 12 €", Match("578", "code")),
        ("291 euroa maksaa Paltamo", Match("578", "name")),
        ("Kainuun liiton osuus on 12 €", Match("liitto", "genitive")),
        # A common word that is a name only with a capital: lahti is a bay, salo a forest.
        ("Paltamo, lahti ja salo, 12 €", Match("578", "name")),
        ("Yhteensä 12 €", None),
        ("Kuhmoinen 12 €", None),
        ("Paltamon Vuokratalot Oy 12 €", None),
        ("Paltamon seurakunta 12 €", None),
        ("578 €", None),
    ],
)
def test_a_line_names_its_party_wherever_it_stands(text: str, match: Match | None) -> None:
    assert PAYERS.of_line(text) == match
    assert PAYERS.of_line(unicodedata.normalize("NFD", text)) == match


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kuhmo ja Paltamo 12 €", "names 2 payers: give each a line of its own"),
        ("Kajaani maksaa Paltamon puolesta 12 €", "names 2 payers"),
        ("Sotkamo maksaa Paltamon puolesta 12 €", r"Paltamo \(578\) and Sotkamo \(765\)"),
        ("sotkamo maksaa paltamon puolesta 12 €", r"Paltamo \(578\) and Sotkamo \(765\)"),
        ("Paltamo ja Kajaanin Mamselli Oy 12 €", r"Paltamo \(578\) and an organisation, which is"),
        ("Paltamo ja Sotkamon seurakunta 12 €", r"Paltamo \(578\) and an organisation, which is"),
        ("290 Paltamo 12 €", r"names Paltamo \(578\) behind 290, the code of Kuhmo"),
    ],
)
def test_a_line_that_names_two_is_not_guessed(text: str, said: str) -> None:
    with pytest.raises(AmbiguousError, match=said):
        PAYERS.of_line(text)


def test_a_longer_name_covers_the_shorter_one_in_it() -> None:
    two = Payers([*PARTIES, Party(code="x", kind="organisation", name={"fi": "liitto"})])
    assert two.of_line("Kainuun liitto 12 €") == Match("liitto", "name")
    assert Payers([party("179", "Jyväskylä")]).of_line("Jyväskylän mlk 12 €") is None
    assert Payers([party("179", "Jyväskylä")]).of_line("Jyväskylän maalaiskunta 12 €") is None


def test_two_parties_of_one_name_are_told_apart_by_their_codes() -> None:
    company = Party(code="kajaani-oy", kind="organisation", name={"fi": "Kajaani"})
    both = Payers([party("205", "Kajaani"), company])
    with pytest.raises(AmbiguousError, match="fits several parties: 205, kajaani-oy. Write the"):
        both.of_cell("Kajaani")
    assert both.of_cell("kajaani-oy") == Match("kajaani-oy", "code")


def test_a_party_is_known_by_its_former_name_and_by_names_that_the_agreement_lacks() -> None:
    pargas = Payers([party("445", "Parainen")])
    assert pargas.of_cell("Länsi-Turunmaa") == Match("445", "old_name")
    assert pargas.of_cell("Länsi - Turunmaan kaupunki") == Match("445", "genitive")
    assert pargas.of_cell("Väståboland") == Match("445", "old_name")
    assert pargas.of_cell("Pargas stad") == Match("445", "name")
    with pytest.raises(AmbiguousError, match="573 is the code of Parainen"):
        pargas.of_cell("573 Parainen")  # another one, until 2009


def test_a_party_that_only_has_the_code_of_a_municipality_has_not_its_names() -> None:
    foreign = Payers([party("290", "Fingal")])
    assert foreign.of_cell("Kuhmo") is None
    assert foreign.of_cell("Fingal") == Match("290", "name")


def test_saints_and_abbreviations_are_written_in_many_ways() -> None:
    mikkeli = Payers([party("491", "Mikkeli", "S:t Michel")])
    koski = Payers([party("284", "Koski Tl")])
    for text in ("Kosken Tl kunta", "Kosken Tl:n kunta", "Koski Tl:n osuus", "KOSKI TL", "Koskis"):
        assert koski.of_cell(text), text
    for text in ("S:t Michel", "S t Michel", "St. Michel", "Sankt Michels stad", "S:T MICHEL"):
        assert mikkeli.of_cell(text), text


def test_the_forms_that_an_agreement_gives_count() -> None:
    company = Party(
        code="svea",
        kind="organisation",
        name={"fi": "Svea Verk"},
        genitive={"fi": "Svea Verkin"},
        locative={"fi": "Svea Verkissä"},
    )
    assert Payers([company]).of_cell("Svea Verkin osuus") == Match("svea", "genitive")
    assert Payers([company]).of_line("Svea Verkiltä peritään 5 €") == Match("svea", "genitive")
    assert Payers([company]).of_line("Svea Verk Oy 5 €") == Match("svea", "name")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kuhmoinen", "Kuhmoinen is the municipality 291, no party of the agreement"),
        ("KUHMOISTEN KUNTA 1)", "Kuhmoinen is the municipality 291, no party of the agreement"),
        ("291", "Kuhmoinen is the municipality 291, no party of the agreement"),
        ("291 Kuhmoinen", "Kuhmoinen is the municipality 291, no party of the agreement"),
        ("Nystad", "Uusikaupunki is the municipality 895, no party of the agreement"),
        (
            "Lavia",
            "Lavia is the former municipality 413, since 2015-01-01 part of Pori (609), and no "
            "party of the agreement",
        ),
        (
            "Kodisjoki",
            "Kodisjoki is a former municipality (266), no party of the agreement",
        ),
        ("Kuhmo", None),
        ("290", None),
        ("999", None),
        ("Kuhmoinen ja Kuhmo", None),
        ("Kuhmoinen ja Sotkamo", None),
        ("290 Kuhmoinen", None),
        ("Hyrynslmen kunta", None),
        ("Lahti on jäässä", None),
        ("Yhteensä", None),
        ("", None),
    ],
)
def test_another_municipality_is_told_in_words(text: str, said: str | None) -> None:
    assert PAYERS.other(text) == said


def test_another_municipality_in_a_line_is_told_in_words() -> None:
    said = "Kuhmoinen is the municipality 291, no party of the agreement"
    assert PAYERS.other_of_line("Kuhmoinen maksaa 12 €") == said
    assert PAYERS.other_of_line("Kuhmoinen ja Sotkamo maksavat 12 €") is None
    assert PAYERS.other_of_line("Kuhmo maksaa 12 €") is None
    assert PAYERS.other_of_line("Muut maksavat 12 €") is None


def test_the_nearest_name_is_offered() -> None:
    assert PAYERS.nearest("Paltano") == " Did you mean 'Paltamo'?"
    assert PAYERS.nearest("Kunta Paltano") == " Did you mean 'Paltamo'?"
    assert PAYERS.nearest("xyzzy") == ""
    assert PAYERS.nearest("Kuhmoinen") == ""  # which is no misspelt Kuhmo


ROWS = [
    (listed.code, text)
    for listed in finnish_names().values()
    for text in (listed.name, listed.genitive)
]
for row in other_names():
    ROWS += [(row.code, row.name), (row.code, swedish_genitive(row.name, True))]


@pytest.mark.slow
@pytest.mark.parametrize("reads", [Payers.of_cell, Payers.of_line], ids=["cells", "lines"])
def test_no_municipality_alone_as_party_is_taken_for_another(
    reads: Callable[[Payers, str], Match | None],
) -> None:
    """All of every division since 2012 and those merged away before, in both languages, nominative
    and genitive.
    """
    own = defaultdict(set)
    for code, text in ROWS:
        # The present Parainen and Vöyri have the names of smaller ones that were before them.
        own[{"573": "445", "944": "946"}.get(code, code)].add(text)
    texts = [text for _, text in ROWS]
    for code in municipalities():
        if code in ("573", "944"):
            continue
        names = municipalities()[code].names
        payers = Payers([party(code, names[0], names[-1])])
        matches = {text: reads(payers, text) for text in texts}
        assert {text for text, match in matches.items() if match is not None} == own[code], code


@pytest.mark.parametrize(
    ("alone", "fi", "row"),
    [
        ("290", "Kuhmo", "Kuhmoinen"),
        ("564", "Oulu", "Oulainen"),
        ("734", "Salo", "Salla"),
        ("785", "Vaala", "Vaasan"),
        ("050", "Eura", "Eurajoen"),
        ("609", "Pori", "Porvoon"),
    ],
)
def test_names_that_begin_alike_are_two(alone: str, fi: str, row: str) -> None:
    payers = Payers([party(alone, fi)])
    assert payers.of_cell(row) is None
    assert payers.of_line(f"{row} osuus 12 €") is None
    assert "no party" in (payers.other(row) or "")


@pytest.mark.slow
def test_every_municipality_is_known_in_two_languages_at_once_and_by_its_code() -> None:
    for code, municipality in municipalities().items():
        if not municipality.present:
            continue
        fi, *others = municipality.names
        sv = others[0] if others else fi
        payers = Payers([party(code, fi)])
        texts = [f"{fi} - {sv}", f"{fi} – {sv}", f"{fi}/{sv}", f"{fi} ({sv})", f"{fi.upper()}*"]
        texts += [f"{code} {fi}", f"KU{code} {sv}", f"{int(code)} {sv}", f"{sv} kommun", f"{fi}¹"]
        texts += [f"{finnish_names()[fi].genitive} kunta", f"{swedish_genitive(sv, True)} andel"]
        for text in texts:
            for form in ("NFC", "NFD"):
                match = payers.of_cell(unicodedata.normalize(form, text))  # type: ignore[arg-type]
                assert match is not None, text
                assert match.code == code
        for text in (code, f"KU{code}", f"0{code}", str(int(code)), f"{int(code)}.0"):
            assert payers.of_cell(text) == Match(code, "code")


@pytest.mark.slow
def test_a_code_is_never_another_municipalitys() -> None:
    for code, municipality in municipalities().items():
        if municipality.present:
            payers = Payers([party(code, municipality.name)])
            for other in municipalities():
                assert (payers.of_cell(f"KU{other}") is None) == (other != code)
