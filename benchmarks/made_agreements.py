"""Agreements made for measuring: one of each region's municipalities, and one of all municipalities
of the country.

The municipalities, their names and their populations are real, from the stored snapshot of
Statistics Finland's figures. The sums and the organiser are invented, and every agreement says so
in its subject, its purpose and its sources: nobody has made or proposed one. A project with them is
written into a folder of its own, never into this repository's data.
"""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyysi.project import Project
from analyysi.sources.municipalities.register import municipalities

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = "thl-sotkanet/population-31-12/2026-11-24"
NATIONAL = "valtakunta"
ORGANISER = "keksitty-jarjestaja"
FIRST_FIGURE, LAST_FIGURE = 2000, 2022
"""The first and the last year whose populations the snapshot has."""
YEARS = range(FIRST_FIGURE + 1, LAST_FIGURE + 1)
"""The years that can be shared by the population of the year before."""
_TREND = 5
"""Years back to the figure from which a straight line leads to the years to come."""

REGIONS: Mapping[str, tuple[str, str]] = {
    "Ahvenanmaa": ("Åland", "Åland"),
    "Etelä-Karjala": ("Södra Karelen", "South Karelia"),
    "Etelä-Pohjanmaa": ("Södra Österbotten", "South Ostrobothnia"),
    "Etelä-Savo": ("Södra Savolax", "South Savo"),
    "Kainuu": ("Kajanaland", "Kainuu"),
    "Kanta-Häme": ("Egentliga Tavastland", "Kanta-Häme"),
    "Keski-Pohjanmaa": ("Mellersta Österbotten", "Central Ostrobothnia"),
    "Keski-Suomi": ("Mellersta Finland", "Central Finland"),
    "Kymenlaakso": ("Kymmenedalen", "Kymenlaakso"),
    "Lappi": ("Lappland", "Lapland"),
    "Pirkanmaa": ("Birkaland", "Pirkanmaa"),
    "Pohjanmaa": ("Österbotten", "Ostrobothnia"),
    "Pohjois-Karjala": ("Norra Karelen", "North Karelia"),
    "Pohjois-Pohjanmaa": ("Norra Österbotten", "North Ostrobothnia"),
    "Pohjois-Savo": ("Norra Savolax", "North Savo"),
    "Päijät-Häme": ("Päijänne-Tavastland", "Päijät-Häme"),
    "Satakunta": ("Satakunta", "Satakunta"),
    "Uusimaa": ("Nyland", "Uusimaa"),
    "Varsinais-Suomi": ("Egentliga Finland", "Southwest Finland"),
}
"""The regions as the snapshot names them, in Swedish and in English."""

_MADE = (
    "Ei kenenkään sopimus; tehty mittausta varten",
    "Ingens avtal; gjort för mätning",
    "Nobody's agreement; made for measuring",
)


@dataclass(frozen=True)
class Made:
    """An agreement to be written: its id, whom it is of in three languages, and the codes of those
    who share.
    """

    id: str
    whom: tuple[str, str, str]
    codes: tuple[str, ...]


def write_project(
    folder: Path, *, regions: bool = True, national: bool = False, years: Sequence[int] = YEARS
) -> Project:
    """Write a project with agreements made for measuring into a folder, and return it.

    Each year is shared by the population at the end of the year before, or by the last one that is
    stored: so years after 2023 rest on the populations of 2022, and say that older figures are
    used. The chosen way is by population; equal shares, and three tenths equally and the rest by
    population, are its alternatives. The total is invented: 10 000 euros for each municipality in
    2001, and 200 euros more every year.

    Parameters
    ----------
    folder
        Where to; made if need be. Snapshot, boundaries, mergers, notebooks and templates of this
        repository are copied.
    regions
        Whether to write an agreement for each region, `maakunta-kainuu` and so on.
    national
        Whether to write one of all municipalities, `valtakunta`.
    years
        The years to write terms for, from 2001 on.

    Raises
    ------
    ValueError
        If a year is before 2001, whose figures are not stored.
    """
    if any(year <= FIRST_FIGURE for year in years):
        raise ValueError(
            f"Populations are stored from {FIRST_FIGURE} on: years from {FIRST_FIGURE + 1} on can "
            "be shared."
        )
    _copy(folder)
    project = Project(folder)
    (folder / "data" / "agreements").mkdir(parents=True, exist_ok=True)
    names, swedish = _names(), municipalities(Project(ROOT))
    for made in made_agreements(regions=regions, national=national):
        place = project.agreements / made.id
        place.mkdir(exist_ok=True)
        parties = {
            code: (names[code], swedish[code].sv if code in swedish else None)
            for code in made.codes
        }
        (place / "agreement.toml").write_text(
            "\n".join(_agreement(made, parties)), encoding="utf-8"
        )
        for year in years:
            (place / f"{year}.toml").write_text("\n".join(_terms(made, year)), encoding="utf-8")
    return project


def made_agreements(*, regions: bool = True, national: bool = False) -> list[Made]:
    """Return the agreements that `write_project` writes: those of the regions by name, then the
    national one.
    """
    agreements = []
    of_region: dict[str, list[str]] = {}
    for row in _rows():
        of_region.setdefault(row["region"], []).append(row["municipality_code"])
    if regions:
        for name, codes in sorted(of_region.items()):
            agreements.append(
                Made(f"maakunta-{_in_ascii(name)}", (name, *REGIONS[name]), tuple(sorted(codes)))
            )
    if national:
        everybody = tuple(sorted(code for codes in of_region.values() for code in codes))
        agreements.append(
            Made(NATIONAL, ("koko maa", "hela landet", "the whole country"), everybody)
        )
    return agreements


def _copy(folder: Path) -> None:
    for place in (
        "notebooks",
        "templates",
        "data/boundaries",
        "data/municipalities",
        f"data/snapshots/{SNAPSHOT}",
    ):
        shutil.copytree(ROOT / place, folder / place, dirs_exist_ok=True)


def _rows() -> list[dict[str, str]]:
    """Return the snapshot's rows of its last year: one for each municipality."""
    with (ROOT / "data" / "snapshots" / SNAPSHOT / "data.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return [row for row in csv.DictReader(file) if row["year"] == str(LAST_FIGURE)]


def _names() -> dict[str, str]:
    return {row["municipality_code"]: row["municipality"] for row in _rows()}


def _in_ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in plain if letter.isascii())


def _text(value: str) -> str:
    # A JSON string is a TOML string.
    return json.dumps(value, ensure_ascii=False)


def _local(fi: str, sv: str | None = None, en: str | None = None) -> str:
    given = {"fi": fi, "sv": sv, "en": en}
    return (
        "{ "
        + ", ".join(
            f"{language} = {_text(text)}" for language, text in given.items() if text is not None
        )
        + " }"
    )


def _agreement(made: Made, parties: Mapping[str, tuple[str, str | None]]) -> Iterator[str]:
    fi, sv, en = made.whom
    yield (
        f"# {_MADE[2]}. The municipalities and their populations are real, the sums and the "
        "organiser invented."
    )
    yield f"id = {_text(made.id)}"
    yield 'currency = "EUR"'
    yield f"organiser = {_text(ORGANISER)}"
    subject = (
        f"Mittausta varten tehty jako: {fi}",
        f"Fördelning gjord för mätning: {sv}",
        f"A sharing made for measuring: {en}",
    )
    yield f"subject = {_local(*subject)}"
    purpose = (
        f"{_MADE[0]}. Kunnat ja asukasluvut ovat oikeita, summat ja järjestäjä keksittyjä.",
        f"{_MADE[1]}. Kommunerna och invånarantalen är verkliga, summorna och organisatören "
        "påhittade.",
        f"{_MADE[2]}. The municipalities and populations are real, the sums and the organiser "
        "invented.",
    )
    yield f"purpose = {_local(*purpose)}"
    for code, (name, swedish) in parties.items():
        yield from (
            "",
            "[[parties]]",
            f"code = {_text(code)}",
            'kind = "municipality"',
            f"name = {_local(name, swedish)}",
        )
    yield from ("", "[[parties]]", f"code = {_text(ORGANISER)}", 'kind = "organisation"')
    yield f"name = {_local('Keksitty järjestäjä', 'Påhittad organisatör', 'Invented organiser')}"
    yield ""


# Long: the lines of one file in their order.
def _terms(made: Made, year: int) -> Iterator[str]:
    figure = min(year - 1, LAST_FIGURE)
    key = f"population_{figure}"
    total = len(made.codes) * (10_000 + 200 * (year - FIRST_FIGURE - 1))
    nobody = _local(*(f"{text}." for text in _MADE))
    yield f"# {_MADE[2]}. The total is invented, the populations are real."
    yield f"agreement = {_text(made.id)}"
    yield f"year = {year}"
    yield 'status = "analysis"'
    yield f"participants = {json.dumps(made.codes)}"
    yield f"per_head = {_text(key)}"
    yield from ("", "[total]", f'value = "{total}.00"', 'unit = "EUR"')
    yield "source = " + _local(
        "Keksitty summa mittausta varten",
        "Påhittad summa för mätning",
        "An invented sum, for measuring",
    )
    yield from ("", f"[keys.{key}]", f"snapshot = {_text(SNAPSHOT)}", 'column = "population"')
    yield f"rows = {{ year = {figure} }}"
    yield f"reference_date = {figure}-12-31"
    if figure < year - 1:
        yield f"asked = {year - 1}-12-31"
    yield 'unit = "inhabitants"'
    yield "label = " + _local(
        f"asukasluku 31.12.{figure}",
        f"invånarantal 31.12.{figure}",
        f"population on 31 December {figure}",
    )
    yield "by = " + _local(
        f"asukasluvun 31.12.{figure} mukaan",
        f"enligt invånarantalet 31.12.{figure}",
        f"by population on 31 December {figure}",
    )
    yield from (
        "",
        "[method]",
        'name = "proportional"',
        f"parameters = {{ key = {_text(key)} }}",
        'chosen_by = "analyst"',
    )
    yield f"reason = {nobody}"
    yield f"source = {nobody}"
    yield from ("", "[[alternatives]]", 'name = "equal"')
    yield from ("", "[[alternatives]]", 'name = "mix"')
    yield f'parameters = {{ equal = "0.30", keys = {{ {key} = "0.70" }} }}'
    yield f"note = {nobody}"
    yield from (
        "",
        "[rounding]",
        'unit = "0.01"',
        'rule = "largest_remainder"',
        'tie_rule = "ascending_code"',
    )
    before = figure - _TREND
    if before >= FIRST_FIGURE:
        yield from ("", "[outlook]", "years = 5", 'total_change = "0.02"')
        yield "assumption = " + _local(
            "Kustannus kasvaa kaksi prosenttia vuodessa, ja asukasluvut muuttuvat kuten viitenä "
            "vuotena keskimäärin. "
            "Oletus on keksitty mittausta varten.",
            "Kostnaden växer med två procent per år, och invånarantalen ändras som i genomsnitt "
            "under fem år. "
            "Antagandet är påhittat för mätning.",
            "The cost grows by two per cent a year, and populations change as they did on average "
            "in five years. "
            "The assumption is invented, for measuring.",
        )
        yield from ("", f"[outlook.keys.{key}]", 'kind = "trend"', f"rows = {{ year = {before} }}")
        yield f"reference_date = {before}-12-31"
    for fi, sv, en in (
        _MADE,
        (
            "Kenenkään kantaa tähän jakoon ei ole kysytty",
            "Ingens ståndpunkt till fördelningen har frågats",
            "Nobody has been asked about this sharing",
        ),
    ):
        yield from ("", "[[assumptions]]" if fi == _MADE[0] else "[[unknown]]")
        yield from (f"fi = {_text(f'{fi}.')}", f"sv = {_text(f'{sv}.')}", f"en = {_text(f'{en}.')}")
    yield ""
