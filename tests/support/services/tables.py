"""Tables to serve: the recorded figures of the repository's snapshots, and shapes filled by
formulas.

A table whose docstring says "test data" holds made-up figures in the shape of a real table.
Real figures: Statistics Finland (Tilastokeskus), CC BY 4.0.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from support.places import ROOT
from support.services.pxweb import Databases, Figure, Table, Variable

SNAPSHOTS = ROOT / "data" / "snapshots"
_11RA = SNAPSHOTS / "tilastokeskus/11ra/2026-11-24/raw/11ra.px.json"
_POPULATION = SNAPSHOTS / "thl-sotkanet/population-31-12/2026-11-24/data.csv"
_LOANS = SNAPSHOTS / "tilastokeskus/kta-2020-loans/2026-11-24/data.csv"
_KAINUU = SNAPSHOTS / "tilastokeskus/kta-2020-kainuu/2026-11-24/data.csv"

DIVISION_NOTE = (
    "Tilastossa käytetään 1.1.{year} aluejakoa koko aikasarjassa. Alueliitoskuntien tiedot "
    "yhdistetty. "
    "Osakuntaliitoksia ei ole huomioitu liitosta edeltävinä vuosina."
)
AGES = ("SSS", *(f"{age:03d}" for age in range(100)), "100-")
SEXES = ("SSS", "1", "2")
TRANSLATIONS = {
    "sv": {
        "Alue": "Område",
        "Vuosi": "År",
        "Tiedot": "Uppgifter",
        "Ikä": "Ålder",
        "Sukupuoli": "Kön",
    },
    "en": {
        "Alue": "Area",
        "Vuosi": "Year",
        "Tiedot": "Information",
        "Ikä": "Age",
        "Sukupuoli": "Sex",
    },
}
TRANSLATIONS["sv"] |= {
    "Väestö 31.12.": "Folkmängd 31.12.",
    "KOKO MAA": "HELA LANDET",
    "Yhteensä": "Totalt",
}
TRANSLATIONS["en"] |= {
    "Väestö 31.12.": "Population 31 Dec",
    "KOKO MAA": "WHOLE COUNTRY",
    "Yhteensä": "Total",
}


@cache
def names() -> dict[str, str]:
    """Return the Finnish names of the municipalities of 2022, by three-digit code."""
    with _POPULATION.open(encoding="utf-8", newline="") as file:
        return {row["municipality_code"]: row["municipality"] for row in csv.DictReader(file)}


@cache
def populations() -> dict[tuple[str, str], int]:
    """Return the real population of each municipality of 2022, by code and year."""
    with _POPULATION.open(encoding="utf-8", newline="") as file:
        return {
            (row["municipality_code"], row["year"]): int(row["population"])
            for row in csv.DictReader(file)
        }


@cache
def _recorded() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_11RA.read_bytes())
    return content


def municipalities(division: int = 2026) -> tuple[str, ...]:
    """Return KU codes in the service's order, by Finnish name: 308 of 2025 and 2026, and KU588
    before them.
    """
    codes = [row["key"][0] for row in _recorded()["data"] if row["key"][0].startswith("KU")]
    if division < 2025:
        codes.insert(codes.index("KU592"), "KU588")  # Pertunmaa before Petäjävesi
    return tuple(codes)


def area_name(code: str) -> str:
    if code == "SSS":
        return "KOKO MAA"
    return names().get(code.removeprefix("KU"), code)


def _areas(code: str, values: Iterable[str]) -> Variable:
    values = tuple(values)
    notes = {"": DIVISION_NOTE.format(year=code.rsplit("_", 1)[-1][:4])}
    texts = tuple(area_name(value) for value in values)
    return Variable(
        code, "Alue", values, texts, elimination=True, elimination_code="SSS", notes=notes
    )


def _years(values: Iterable[str]) -> Variable:
    values = tuple(values)
    return Variable("timeperiod_y", "Vuosi", values, values, time=True)


_AGE = Variable(
    "ikaryhma_10_20180101",
    "Ikä",
    AGES,
    ("Yhteensä", *(str(age) for age in range(100)), "100 -"),
    elimination=True,
    elimination_code="SSS",
)
_SEX = Variable(
    "sukupuoli_9_20180101",
    "Sukupuoli",
    SEXES,
    ("Yhteensä", "Miehet", "Naiset"),
    elimination=True,
    elimination_code="SSS",
)

Cells = dict[tuple[str, str, str], Figure]
"""Area, contents and year to a figure."""


def real_11ra() -> Table:
    """11ra as recorded: every area of the division of 1.1.2026, year 2025, four contents. Real
    figures.
    """
    return _table_11ra(_recorded_cells(), "alue_23_20260101", "2026-05-29T05:00:00Z", {}, ())


def revised_11ra(
    *,
    year_added: str | None = "2026",
    area: str = "alue_23_20270101",
    changes: Mapping[str, int | Decimal | str | None] | None = None,
    contents_prefix: str | None = None,
    drop: Sequence[str] = (),
    into: str | None = None,
    updated: str = "2027-05-28T05:00:00Z",
) -> Table:
    """11ra as a later release could have it. Test data: whatever differs from `real_11ra` is made
    up.

    Parameters
    ----------
    year_added
        A year after the recorded one; each municipality has one resident in a hundred less, the
        whole country their sum. None adds none.
    area
        The area variable's code; "alue_23_20260101" leaves it as it was.
    changes
        Area code to another population in 2025. The whole country follows unless it is named too; a
        text is a symbol, and the whole country then stays.
    contents_prefix
        What stands before the last "-" of the code of the population: "vaesto" makes it
        "vaesto-vaesto".
    drop
        Municipalities that the new division does not have.
    into
        The municipality that the dropped ones join, with their residents. Without it their
        residents are gone, also from the whole country.
    """
    cells, population = dict(_recorded_cells()), "vaerak-vaesto"
    for code in drop:
        residents = cells[code, population, "2025"]
        gainer = "" if into is None else into
        if gainer:
            cells[gainer, population, "2025"] = _plus(cells[gainer, population, "2025"], residents)
        else:
            cells["SSS", population, "2025"] = _plus(
                cells["SSS", population, "2025"], residents, -1
            )
        cells = {key: figure for key, figure in cells.items() if key[0] != code}
    for code, figure in (changes or {}).items():
        before = cells[code, population, "2025"]
        cells[code, population, "2025"] = figure
        if isinstance(figure, int) and isinstance(before, int) and "SSS" not in (changes or {}):
            cells["SSS", population, "2025"] = _plus(
                cells["SSS", population, "2025"], figure - before
            )
    if year_added is not None:
        for (code, contents, _), last in list(cells.items()):
            new = last * 99 // 100 if contents == population and isinstance(last, int) else last
            cells[code, contents, year_added] = new
        of_municipalities = [
            figure
            for (code, contents, year), figure in cells.items()
            if (contents, year) == (population, year_added)
            and code.startswith("KU")
            and isinstance(figure, int)
        ]
        cells["SSS", population, year_added] = sum(of_municipalities)
    renamed = {}
    if contents_prefix is not None:
        renamed = {population: f"{contents_prefix}-{population.rsplit('-', 1)[-1]}"}
    return _table_11ra(cells, area, updated, renamed, () if year_added is None else (year_added,))


def _plus(figure: Figure, more: Figure, sign: int = 1) -> Figure:
    return figure + sign * more if isinstance(figure, int) and isinstance(more, int) else figure


@cache
def _recorded_cells() -> Cells:
    content = _recorded()
    contents = [column["code"] for column in content["columns"] if column["type"] == "c"]
    cells: Cells = {}
    for row in content["data"]:
        area, year = row["key"]
        for code, text in zip(contents, row["values"], strict=True):
            cells[area, code, year] = int(text) if text.isdecimal() else _decimal(text)
    return cells


def _decimal(text: str) -> Figure:
    return Decimal(text) if text.replace(".", "", 1).isdecimal() else text


def _table_11ra(
    cells: Cells, area: str, updated: str, renamed: Mapping[str, str], more: Sequence[str]
) -> Table:
    columns = {column["code"]: column for column in _recorded()["columns"] if column["type"] == "c"}
    units = {"vaerak-vaesto": ("henkilöä", 0), "vaesto_keski_ika": ("vuotta", 1)}
    old = {renamed.get(code, code): code for code in columns}
    contents = Variable(
        "contentscode",
        "Tiedot",
        tuple(old),
        tuple(columns[code]["text"] for code in old.values()),
        units={new: units.get(code, ("%", 1)) for new, code in old.items()},
        notes={
            new: columns[code]["comment"].strip()
            for new, code in old.items()
            if "comment" in columns[code]
        },
    )
    variables = [
        _areas(area, dict.fromkeys(key[0] for key in cells)),
        contents,
        _years(("2025", *more)),
    ]

    def figure(cell: dict[str, str]) -> Figure:
        return cells[cell[area], old[cell["contentscode"]], cell["timeperiod_y"]]

    return Table(
        id="11ra.px",
        title="Tunnuslukuja väestöstä",
        source="Tilastokeskus, väestörakenne",
        updated=updated,
        variables=variables,
        value=figure,
        notes=[". tieto on puuttuva"],
        description=f"Tunnuslukuja väestöstä alueittain, 1990-{variables[2].values[-1]}",
        translations=TRANSLATIONS,
    )


def _weights(areas: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Return two made-up weights per area, such that those of SSS are the sums of the rest."""
    large = {code: int(code[2:]) % 37 + 1 for code in areas if code != "SSS"}
    small = {code: int(code[2:]) % 5 for code in areas if code != "SSS"}
    return large | {"SSS": sum(large.values())}, small | {"SSS": sum(small.values())}


def _by_age_and_sex(
    areas: Sequence[str], order: Sequence[int], missing: bool
) -> Callable[[list[tuple[str, ...]]], list[Any]]:
    """Make the figures of a table by area, year, sex and age: sums of products, so that every total
    adds up.

    `order` gives the places of area, age, sex and year among the table's variables.
    """
    large, small = _weights(areas)
    ages = {code: 3 + number % 10 for number, code in enumerate(AGES[1:])}
    sexes = {"1": 2, "2": 3}
    of_age = ages | {"SSS": sum(ages.values())}
    of_sex = sexes | {"SSS": sum(sexes.values())}
    cells_of_age = dict.fromkeys(ages, 1) | {"SSS": len(ages)}
    cells_of_sex = dict.fromkeys(sexes, 1) | {"SSS": len(sexes)}
    at_area, at_age, at_sex, at_year = order

    def figure(cell: tuple[str, ...]) -> Figure:
        area, age, sex, year = cell[at_area], cell[at_age], cell[at_sex], cell[at_year]
        if (
            missing
            and sex != "SSS"
            and age in ("099", "100-")
            and area != "SSS"
            and large[area] == 7
        ):
            return ".."
        fixed = large[area] * of_age[age] * of_sex[sex]
        return fixed + small[area] * cells_of_age[age] * cells_of_sex[sex] * (int(year) - 1970)

    return lambda codes: [figure(cell) for cell in itertools.product(*codes)]


def table_11re(
    years: Iterable[int] = range(1972, 2026), areas: int = 309, *, missing: bool = True
) -> Table:
    """The shape of 11re: population by area, age, sex and year. Test data from a formula, not real
    figures.

    Every total (`SSS`) is the sum of its parts. The two highest ages, men and women apart, are ".."
    in one municipality of about 37 (`missing`); the totals have them.
    """
    codes = ("SSS", *municipalities())[:areas]
    contents = Variable(
        "contentscode",
        "Tiedot",
        ("vaerak-vaesto",),
        ("Väestö 31.12.",),
        units={"vaerak-vaesto": ("henkilöä", 0)},
    )
    periods = [str(year) for year in years]
    return Table(
        id="11re.px",
        title="Väestö",
        source="Tilastokeskus, väestörakenne",
        updated="2026-04-01T05:00:00Z",
        variables=[_areas("alue_23_20260101", codes), _AGE, _SEX, _years(periods), contents],
        fast=_by_age_and_sex(codes, (0, 1, 2, 3), missing),
        notes=[
            ".. tietoa ei ole saatu, se on liian epävarma ollakseen esitettävissä tai se on salattu"
        ],
        description="Väestö iän (1-v.) ja sukupuolen mukaan alueittain, "
        f"{periods[0]}-{periods[-1]}",
        translations=TRANSLATIONS,
    )


def table_14wx(years: Iterable[int] = range(2024, 2046)) -> Table:
    """The shape of 14wx, the projection of 2024, on the division of 2024. Test
    data from a formula.
    """
    codes = ("SSS", *municipalities(2024))
    contents = Variable(
        "contentscode",
        "Tiedot",
        ("vaesto_e24",),
        ("Väestö 31.12. (ennuste 2024)",),
        units={"vaesto_e24": ("henkilöä", 0)},
    )
    return Table(
        id="14wx.px",
        title="Väestöennuste 2024",
        source="Tilastokeskus, väestöennuste",
        updated="2024-10-24T05:00:00Z",
        variables=[
            _areas("alue_23_20240101", codes),
            _years(map(str, years)),
            _SEX,
            _AGE,
            contents,
        ],
        fast=_by_age_and_sex(codes, (0, 3, 2, 1), missing=False),
        description="Väestöennuste 2024: Väestö iän ja sukupuolen mukaan alueittain, 2024-2045",
        translations=TRANSLATIONS,
    )


_KEY_FIGURES = {
    "M411": ("Väkiluku", "henkilöä", 0),
    "M499": ("Vuosikate, euroa/asukas", "euroa/asukas", 1),
    "M496": ("Lainakanta, euroa/asukas", "euroa/asukas", 1),
    "M495": ("Konsernin lainakanta, euroa/asukas", "euroa/asukas", 1),
    "M497": (
        "Opetus- ja kulttuuritoiminta yhteensä, nettokäyttökustannukset, euroa/asukas",
        "euroa/asukas",
        1,
    ),
    "M498": (
        "Sosiaali- ja terveystoiminta yhteensä, nettokäyttökustannukset, euroa/asukas",
        "euroa/asukas",
        1,
    ),
}


def table_142h(years: Iterable[int] = range(2015, 2025)) -> Table:
    """The shape of 142h, key figures on the division of 2025. Test data from a formula, not real
    figures.

    Costs of social and health services are "." from 2023; loans of KU018 are "..."; the population
    of 2024 carries the note "*" beside its number.
    """
    codes = ("SSS", *municipalities(2025))
    contents = Variable(
        "contentscode",
        "Tiedot",
        tuple(_KEY_FIGURES),
        tuple(text for text, _, _ in _KEY_FIGURES.values()),
        units={code: (unit, decimals) for code, (_, unit, decimals) in _KEY_FIGURES.items()},
    )
    large, _ = _weights(codes)

    def figure(cell: dict[str, str]) -> Figure:
        area, code, year = cell["alue_23_20250101"], cell["contentscode"], int(cell["timeperiod_y"])
        if code == "M498" and year >= 2023:
            return "."
        if code == "M496" and area == "KU018":
            return "..."
        if code == "M411":
            return large[area] * (1000 - (year - 2015))
        sign = -1 if code == "M499" and large[area] % 11 == 0 else 1
        return sign * Decimal(int(code[1:]) * 10 + large[area] % 1000 * (year - 2000)) / 10

    def flag(cell: dict[str, str]) -> str | None:
        return "*" if (cell["contentscode"], cell["timeperiod_y"]) == ("M411", "2024") else None

    return Table(
        id="142h.px",
        title="Kuntien avainluvut",
        source="Tilastokeskus, kuntien avainluvut",
        updated="2025-12-18T06:00:00Z",
        variables=[_areas("alue_23_20250101", codes), contents, _years(map(str, years))],
        value=figure,
        flags=flag,
        notes=[". tieto on puuttuva", "... tieto on salassapidon alainen", "* ennakkotieto"],
        description="Kuntien avainluvut, 2015-2024",
        translations=TRANSLATIONS,
    )


_LOAN_COLUMNS = {
    "lainakanta_eur": ("Lainakanta, 1 000 euroa", "loan_stock_eur1000"),
    "lainakanta_asuk": ("Lainakanta, euroa/asukas", "loan_stock_eur_per_capita"),
    "suhteel_velkaant": ("Suhteellinen velkaantuneisuus, %", "relative_indebtedness_pct"),
    "omavaraisuus_aste": ("Omavaraisuusaste, %", "equity_ratio_pct"),
}


def old_style() -> Table:
    """Key figures of the municipalities' accounts of 2020, with numeric codes and no time. Real
    figures.
    """
    with _LOANS.open(encoding="utf-8", newline="") as file:
        rows = {row["municipality_code"]: row for row in csv.DictReader(file)}
    areas = Variable(
        "Alue", "Alue", tuple(rows), tuple(row["municipality"] for row in rows.values())
    )
    measures = Variable(
        "Tunnusluku",
        "Tunnusluku",
        tuple(_LOAN_COLUMNS),
        tuple(text for text, _ in _LOAN_COLUMNS.values()),
    )

    def figure(cell: dict[str, str]) -> Figure:
        text = rows[cell["Alue"]][_LOAN_COLUMNS[cell["Tunnusluku"]][1]]
        return int(text) if text else ".."

    return Table(
        id="006_kta_19_2020.px",
        title="Kuntien tunnusluvut 2020",
        source="Tilastokeskus, kuntien talous ja toiminta",
        updated="2021-09-10T06:00:00Z",
        variables=[areas, measures],
        value=figure,
        notes=[".. tietoa ei ole saatu"],
        description="Kuntien tunnusluvut 2020",
        translations=TRANSLATIONS,
    )


_ACCOUNTS = {
    "toimintatuotot": "operating_revenue",
    "toimintakulut": "operating_expenses",
    "henkilostokulut": "personnel_expenses",
    "toimintakate": "operating_margin",
    "verotulot": "tax_revenue",
    "kunnan_tulovero": "municipal_income_tax",
    "osuus_yhteisoveron_tuotosta": "corporate_tax_share",
    "valtionosuudet": "central_government_transfers",
    "vuosikate": "annual_contribution_margin",
    "tilikauden_tulos": "",
    "tilikauden_ylijaama": "surplus",
    "investointimenot": "investment_expenses",
}


def frozen_accounts() -> Table:
    """The accounts of 2020, with a time variable of one year and no contents. Real for Kainuu, ".."
    elsewhere.
    """
    with _KAINUU.open(encoding="utf-8", newline="") as file:
        rows = {row["municipality_code"]: row for row in csv.DictReader(file)}
    areas = next(variable for variable in old_style().variables if variable.code == "Alue")
    items = tuple(_ACCOUNTS)

    def figure(cell: dict[str, str]) -> Figure:
        column = _ACCOUNTS[cell["Tilinpäätöserä"]]
        return int(rows[cell["Alue"]][column]) if column and cell["Alue"] in rows else ".."

    return Table(
        id="006_kta_11_2020.px",
        title="Ulkoiset tilinpäätöslaskelmat 2020",
        source="Tilastokeskus, kuntien talous ja toiminta",
        updated="2021-09-10T06:00:00Z",
        variables=[
            areas,
            Variable("Tilinpäätöserä", "Tilinpäätöserä", items, items),
            Variable("Vuosi", "Vuosi", ("2020",), ("2020",), time=True),
        ],
        value=figure,
        notes=[".. tietoa ei ole saatu"],
        translations=TRANSLATIONS,
    )


def archived() -> Table:
    """An archived table in the old style: variable codes with spaces, numeric municipality codes,
    no total.

    "Alue 2017" may be left out and is then summed. The populations are real, 2010–2016, but on the
    division of 2022: with the code "Alue 2017" they are test data.
    """
    codes = tuple(names())
    years = tuple(str(year) for year in range(2010, 2017))
    variables = [
        Variable("Alue 2017", "Alue 2017", codes, tuple(names().values()), elimination=True),
        Variable("Vuosi", "Vuosi", years, years, time=True),
        Variable(
            "Tiedot", "Tiedot", ("vaesto",), ("Väestö 31.12.",), units={"vaesto": ("henkilöä", 0)}
        ),
    ]
    return Table(
        id="statfinpas_vaerak_pxt_11rb_2017.px",
        title="Väestö",
        source="Tilastokeskus, väestörakenne",
        updated="2018-03-29T06:00:00Z",
        variables=variables,
        value=lambda cell: populations()[cell["Alue 2017"], cell["Vuosi"]],
        description="Väestö alueittain 2010-2016",
        matrix="statfinpas_vaerak_pxt_11rb_2017",
        translations=TRANSLATIONS,
    )


def standard() -> Databases:
    """Return every table in its place. A new dictionary each time, which a test may change."""
    return {
        "StatFin": {"vaerak": [real_11ra(), table_11re()], "vaenn": [table_14wx()]},
        "StatFin_Passiivi": {"vaerak": [archived()]},
        "Kuntien_avainluvut": {"uusin": [table_142h()]},
        "Kuntien_talous_ja_toiminta": {
            "Kunnat/1._Ulkoiset_tilinpaatoslaskelmat": [frozen_accounts()],
            "Kunnat/9._Tunnusluvut": [old_style()],
        },
    }
