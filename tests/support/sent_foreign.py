"""Tables of a whole country or from abroad, with seven parties among many rows, and PX files.

Names of places are real and the shapes are those of public tables; every figure is made up.
"""

from __future__ import annotations

import csv as csv_files
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import analyysi
from analyysi.agreement.agreement import Party
from support.sent_files import Page, Styled, as_text
from support.sent_tables import NAMES, WHOLE, Sent, Verdict, csv, kind, written
from support.sent_units import FORMS

OTHERS_PASSED = {"only_parties": "yes", "total": "unknown"}


def _of(parties: Mapping[str, str]) -> tuple[Party, ...]:
    return tuple(
        Party(code=code, kind="organisation", name={"fi": name}) for code, name in parties.items()
    )


def _sent(
    kind: str,
    name: str,
    form: str,
    pages: Sequence[Page],
    parties: tuple[Party, ...],
    cents: Mapping[str, int],
    asked: Mapping[str, str],
    verdict: Verdict = "read",
    named: tuple[str, ...] = (),
) -> Sent:
    right = {} if verdict == "refused" else cents
    return Sent(
        kind,
        f"{name}, {form}",
        f"taulukko.{form}",
        lambda: FORMS[form](*pages),
        verdict,
        right,
        named,
        asked,
        parties,
    )


# Iceland
# ------------------------------------------------------------------------------------------

ICELAND = {
    "0000": "Reykjavíkurborg", "1000": "Kópavogsbær", "1100": "Seltjarnarnesbær", "1300": "Garðabær", "1400": "Hafnarfjarðarkaupstaður",
    "1604": "Mosfellsbær", "1606": "Kjósarhreppur", "2000": "Reykjanesbær", "2300": "Grindavíkurbær", "2506": "Sveitarfélagið Vogar",
    "3000": "Akraneskaupstaður", "3506": "Skorradalshreppur", "3609": "Borgarbyggð", "3714": "Snæfellsbær", "4100": "Bolungarvíkurkaupstaður",
    "4200": "Ísafjarðarbær", "6000": "Akureyrarbær", "6100": "Norðurþing", "6250": "Fjallabyggð", "6400": "Dalvíkurbyggð",
    "7000": "Seyðisfjarðarkaupstaður", "7300": "Fjarðabyggð", "8000": "Vestmannaeyjabær", "8200": "Sveitarfélagið Árborg", "8716": "Hveragerðisbær",
}  # fmt: skip
ICELAND_PARTIES = {code: ICELAND[code] for code in [*list(ICELAND)[:5], "6000", "8716"]}
ICELAND_CENTS = {code: (1234 + 77 * at) * 10_000 for at, code in enumerate(ICELAND)}


def _iceland(rate: object, unit: str | None) -> Page:
    """Return a header of three rows, numbers of municipalities as text and as numbers, notes."""
    head: list[list[object]] = [
        ["Álagning sveitarfélaga, dæmi", None, None, None, None],
        ["Númer", "Sveitarfélag", "Útsvar", "Fasteignaskattur", None],
        [None, None, "hlutfall", "A-skattur", "Framlag"],
        [None, None, "%", "%", unit],
    ]
    marks = {"0000": " 1)", "6000": " 1) 5)", "8716": " 3)"}
    rows: list[list[object]] = []
    for code, place in ICELAND.items():
        number = code if code == "0000" else int(code)
        amount = ICELAND_CENTS[code] / 100
        rows.append([number, f"{place}{marks.get(code, '')}", rate, 0.18, amount])
    notes: list[list[object]] = [
        [None] * 5,
        ["1) Álag á útsvar.", None, None, None, None],
        ["5) Sameinað sveitarfélag.", None, None, None, None],
    ]
    return Page([*head, *rows, *notes], merged=((1, 3, 1, 4),))


@kind
def iceland(name: str) -> Iterator[Sent]:
    parties = _of(ICELAND_PARTIES)
    right = {code: ICELAND_CENTS[code] for code in ICELAND_PARTIES}
    of_names = {**OTHERS_PASSED, "payer_column": "B", "amount_column": "E", "unit": "euros"}
    for year, rate in (("2022", 14.52), ("2024", Styled(0.1497, "0.00%"))):
        plain, crowns = (_iceland(rate, None),), (_iceland(rate, "ISK"),)
        for form in FORMS:

            def sent(
                called: str,
                pages: tuple[Page, ...],
                asked: Mapping[str, str],
                verdict: Verdict = "read",
                named: tuple[str, ...] = (),
                place: tuple[str, str] = (year, form),
            ) -> Sent:
                title = f"{called}, {place[0]}"
                return _sent(name, title, place[1], pages, parties, right, asked, verdict, named)

            yield sent("by names", plain, of_names)
            yield sent("by codes", plain, {**of_names, "payer_column": "A"})
            part = {**of_names, "amount_column": "Framlag"}
            yield sent("by a part of the header", plain, part, "either", ("Framlag",))
            everybody = {key: word for key, word in of_names.items() if key != "only_parties"}
            yield sent("all rows", plain, everybody, "refused", ("and ",))
            # A column that says ISK itself may be refused whatever is said of it.
            yield sent("crowns called euros", crowns, of_names, "either", ("ISK",))
            unsaid = {key: word for key, word in of_names.items() if key != "unit"}
            yield sent("crowns", crowns, unsaid, "refused", ("ISK",))
            yield sent(
                "per cents", plain, {**unsaid, "amount_column": "C"}, "refused", ("C", "per cent")
            )


# England and Wales
# ------------------------------------------------------------------------------------------

AUTHORITIES = {
    f"E{1000 + at}": f"{place} District {at}"
    for at, place in enumerate(["Barton", "Carford", "Dunmere"] * 50)
}
AUTHORITY_PARTIES = {code: AUTHORITIES[code] for code in list(AUTHORITIES)[::22]}
AUTHORITY_CENTS = {code: (500 + 13 * at) * 100_000 for at, code in enumerate(AUTHORITIES)}


@kind
def council_tax(name: str) -> Iterator[Sent]:
    def data(unit: str, scale: int) -> list[list[object]]:
        rows: list[list[object]] = [
            ["Table 9: made-up levels set by local authorities", None, None, None, None],
            [f"{unit}", None, None, None, None],
            [None] * 5,
            ["E-code", "Region", "Authority", "Taxbase", "Requirement"],
        ]
        for at, (code, place) in enumerate(AUTHORITIES.items()):
            rows.append(
                [code, ("NE", "SW")[at % 2], place, 1000 + at, AUTHORITY_CENTS[code] / scale]
            )
        return rows

    parties = _of(AUTHORITY_PARTIES)
    right = {code: AUTHORITY_CENTS[code] for code in AUTHORITY_PARTIES}
    names: list[list[object]] = [
        ["Select an authority"],
        *([place] for place in AUTHORITIES.values()),
    ]
    front = Page([["Council tax, made up"], ["Released 30 March"]], "Read me")
    for form in FORMS:
        pounds = (front, Page(data("£", 100), "Data"), Page(names, "LA_list", "very hidden"))
        told = {
            **OTHERS_PASSED,
            "payer_column": "Authority",
            "amount_column": "Requirement",
            "unit": "euros",
        }
        yield _sent(name, "by names", form, pounds, parties, right, told)
        told = {**OTHERS_PASSED, "payer_column": "E-code", "amount_column": "E", "unit": "euros"}
        yield _sent(name, "by codes", form, pounds, parties, right, told)
        told = {**OTHERS_PASSED, "payer_column": "A", "amount_column": "E"}
        yield _sent(
            name, "no unit", form, pounds, parties, right, told, "refused", ("£", "--unit", "GBP")
        )
        thousands = (
            front,
            Page(data("£ thousand", 100_000), "Data"),
            Page(names, "LA_list", "very hidden"),
        )
        yield _sent(
            name,
            "thousands, no unit",
            form,
            thousands,
            parties,
            right,
            told,
            "refused",
            ("£", "--unit", "housand"),
        )
        told = {**told, "unit": "thousand_euros"}
        yield _sent(name, "thousands, told", form, thousands, parties, right, told)
        told = {"payer_column": "A", "amount_column": "E", "unit": "euros", "total": "unknown"}
        yield _sent(name, "all rows", form, pounds, parties, right, told, "refused", ("more",))
        hidden = (front, Page(names, "LA_list", "very hidden"))
        yield _sent(
            name,
            "only hidden authorities",
            form,
            hidden,
            parties,
            right,
            {},
            "refused",
            ("idden",),
        )


# Revenue sharing of a state
# ------------------------------------------------------------------------------------------

COUNTIES = [
    "Adams", "Ashland", "Barron", "Bayfield", "Brown", "Buffalo", "Burnett", "Calumet", "Chippewa", "Clark", "Columbia", "Crawford", "Dane", "Dodge",
    "Door", "Douglas", "Dunn", "Eau Claire", "Florence", "Fond du Lac", "Forest", "Grant", "Green", "Green Lake", "Iowa", "Iron", "Jackson", "Jefferson",
    "Juneau", "Kenosha", "Kewaunee", "La Crosse", "Lafayette", "Langlade", "Lincoln", "Manitowoc", "Marathon", "Marinette", "Marquette", "Menominee",
    "Milwaukee", "Monroe", "Oconto", "Oneida", "Outagamie", "Ozaukee", "Pepin", "Pierce", "Polk", "Portage", "Price", "Racine", "Richland", "Rock", "Rusk",
    "Sauk", "Sawyer", "Shawano", "Sheboygan", "St. Croix", "Taylor", "Trempealeau", "Vernon", "Vilas", "Walworth", "Washburn", "Washington", "Waukesha",
    "Waupaca", "Waushara", "Winnebago", "Wood",
]  # fmt: skip


@kind
def revenue_sharing(name: str) -> Iterator[Sent]:
    cents = {f"c{at}": 12_345_67 + 98_765 * at for at in range(len(COUNTIES))}
    everybody = _of({f"c{at}": f"{place} County" for at, place in enumerate(COUNTIES)})
    short = _of({f"c{at}": place for at, place in enumerate(COUNTIES)})
    some = ("c0", "c10", "c22", "c23", "c59", "c66", "c71")
    seven = tuple(party for party in everybody if party.code in some)
    right = {code: cents[code] for code in some}
    header = ["County", "Population", "Per capita", "Payment 2013", "Share"]

    def rows(sign: str = "", suffix: str = " County") -> list[list[str]]:
        made = [header]
        for at, place in enumerate(COUNTIES):
            amount = f"{sign}{written(cents[f'c{at}'], ',', '.')}"
            made.append([f"{place}{suffix}", f"{10_000 + at:,}", f"{at}.25", amount, "0.01"])
        return [
            *made,
            ["Total", "722,556", "", f"{sign}{written(sum(cents.values()), ',', '.')}", "1.00"],
        ]

    told = {"amount_column": "Payment 2013", "unit": "euros"}
    form = {"delimiter": ",", "line_end": "\n"}

    def sent(
        called: str,
        made: list[list[str]],
        parties: tuple[Party, ...],
        verdict: Verdict,
        expected: Mapping[str, int],
        asked: Mapping[str, str],
    ) -> Sent:
        amounts = {} if verdict == "refused" else expected
        return Sent(
            name,
            called,
            "shared.csv",
            lambda: as_text(made, **form),
            verdict,
            amounts,
            (),
            asked,
            parties,
        )

    yield sent("all counties", rows(), everybody, "read", cents, told)
    yield sent(
        "all counties, by letter", rows(), everybody, "read", cents, {**told, "amount_column": "D"}
    )
    yield sent("seven of them", rows(), seven, "read", right, {**told, **OTHERS_PASSED})
    yield sent(
        "seven of them, all rows", rows(), seven, "refused", right, {**told, "total": "unknown"}
    )
    yield sent("names without County", rows(suffix=""), short, "read", cents, told)
    yield sent("dollars", rows("$"), seven, "either", right, {**told, **OTHERS_PASSED})
    yield sent(
        "dollars, no unit",
        rows("$"),
        seven,
        "refused",
        right,
        {**OTHERS_PASSED, "amount_column": "D"},
    )
    yield sent("no column named", rows(), seven, "either", right, OTHERS_PASSED)
    yield sent(
        "the wrong column",
        rows(),
        seven,
        "refused",
        right,
        {**OTHERS_PASSED, "amount_column": "Population"},
    )


# Finland
# ------------------------------------------------------------------------------------------


@cache
def municipalities() -> dict[str, str]:
    """Return the names of all municipalities of Finland by code."""
    path = Path(analyysi.__file__).parent / "languages" / "finnish_cases.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["municipality_code"]: row["name"] for row in csv_files.DictReader(lines)}


@kind
def whole_country(name: str) -> Iterator[Sent]:
    places = municipalities()
    cents = {code: WHOLE.get(code, 100_000 + at * 1_000) for at, code in enumerate(places)}
    region = {code: "Kainuu" if code in NAMES or code == "205" else "Muu" for code in places}
    ours = dict(WHOLE)
    parties = tuple(
        Party(code=code, kind="municipality", name={"fi": place}) for code, place in NAMES.items()
    )

    def rows(years: Sequence[str] = ("2022",)) -> list[list[str]]:
        made = [["Kuntanumero", "Kunta", "Maakunta", "Vuosi", "Asukasluku", "Maksu, €"]]
        for year in years:
            for code, place in places.items():
                amount = cents[code] * (1 if year == "2022" else 2)
                made.append([code, place, region[code], year, "5000", written(amount)])
        return made

    total = ["", "KOKO MAA", "", "2022", "1545000", written(sum(cents.values()))]
    three = rows(("2021", "2022", "2023"))
    for encoding, delimiter in (("utf-8", ";"), ("utf-16", "\t"), ("cp1252", ";")):
        told = dict(OTHERS_PASSED)

        def sent(
            called: str,
            made: list[list[str]],
            verdict: Verdict,
            asked: Mapping[str, str],
            encoding: str = encoding,
            delimiter: str = delimiter,
        ) -> Sent:
            amounts = {} if verdict == "refused" else ours
            return Sent(
                name,
                f"{called}, {encoding}",
                "maa.csv",
                lambda: as_text(made, delimiter, encoding),
                verdict,
                amounts,
                (),
                asked,
                parties,
            )

        yield sent("seven of all", rows(), "read", told)
        if encoding != "cp1252":
            continue
        yield sent("with the total of the country", [*rows(), total], "read", told)
        yield sent(
            "with the total of the country, ours told",
            [*rows(), total],
            "either",
            {**told, "total": "80000"},
        )
        yield sent("ours told", rows(), "read", {**told, "total": "80000"})
        yield sent("ours told wrong", rows(), "refused", {**told, "total": "80001"})
        yield sent("all rows", rows(), "refused", {"total": "unknown"})
        yield sent(
            "columns named",
            rows(),
            "read",
            {**told, "payer_column": "Kunta", "amount_column": "Maksu, €"},
        )
        yield sent("codes named", rows(), "read", {**told, "payer_column": "Kuntanumero"})
        yield sent("three years", three, "refused", told)
        yield sent("three years, one asked for", three, "read", {**told, "where": "Vuosi=2022"})
        yield sent("three years, none such", three, "refused", {**told, "where": "Vuosi=2020"})
        yield sent("no such column asked for", three, "refused", {**told, "where": "Vuodet=2022"})
        yield sent("inhabitants named", rows(), "refused", {**told, "amount_column": "Asukasluku"})
    for form in FORMS:
        numbers = [rows()[0], *([*row[:4], int(row[4]), cents[row[0]] / 100] for row in rows()[1:])]
        yield _sent(name, "a spreadsheet", form, (Page(numbers),), parties, ours, OTHERS_PASSED)
    title = [["Kunnat 2022"], [], *rows()]
    titled = csv(name, "title and three kinds of columns", title, asked=OTHERS_PASSED)
    yield replace(titled, parties=parties)


# PX files
# ------------------------------------------------------------------------------------------


def px(
    encoding: str = "cp1252",
    units: str = "euroa",
    years: Sequence[str] = ("2022",),
    content: str = "Maksu",
) -> bytes:
    """Write a PX file: areas down, years and contents across."""
    places = {
        code: place for code, place in municipalities().items() if code in NAMES or code < "100"
    }
    lines = [
        'CHARSET="ANSI";' if encoding == "cp1252" else 'CHARSET="Unicode";',
        'AXIS-VERSION="2010";',
        f'CODEPAGE="{"windows-1252" if encoding == "cp1252" else "utf-8"}";',
        'LANGUAGE="fi";',
        'CREATION-DATE="20220101 09:00";',
        "DECIMALS=0;", "SHOWDECIMALS=0;", 'MATRIX="dæmi";', 'SUBJECT-CODE="X";', 'SUBJECT-AREA="Esimerkki";',
        f'TITLE="{content} muuttujina Alue ja Vuosi";', f'CONTENTS="{content}";', f'UNITS="{units}";',
        'STUB="Alue";', 'HEADING="Vuosi";',
        'VALUES("Alue")="' + '",\n"'.join(places.values()) + '";',
        'VALUES("Vuosi")="' + '","'.join(years) + '";',
        'CODES("Alue")="' + '","'.join(f"KU{code}" for code in places) + '";',
        'NOTE="Luvut ovat keksittyjä; ""esimerkki"".";',
        "DATA=",
    ]  # fmt: skip
    data = []
    for code in places:
        amount = WHOLE.get(code, 500_000) // 100
        data.append(" ".join(str(amount * (1 if year == "2022" else 2)) for year in years))
    return "\n".join([*lines, *data]).encode(encoding) + b";\n"


@kind
def px_files(name: str) -> Iterator[Sent]:
    parties = tuple(
        Party(code=code, kind="municipality", name={"fi": place}) for code, place in NAMES.items()
    )

    def sent(
        called: str,
        content: bytes,
        verdict: Verdict,
        asked: Mapping[str, str],
        file: str = "taulukko.px",
    ) -> Sent:
        right = {} if verdict == "refused" else WHOLE
        return Sent(name, called, file, lambda: content, verdict, right, (), asked, parties)

    told = {**OTHERS_PASSED, "unit": "euros"}
    for encoding in ("cp1252", "utf-8"):
        yield sent(f"one year, {encoding}", px(encoding), "read", {**told, "amount_column": "2022"})
        yield sent(
            f"one year, by letter, {encoding}",
            px(encoding),
            "either",
            {**told, "amount_column": "B"},
        )
        yield sent(
            f"three years, {encoding}",
            px(encoding, years=("2021", "2022", "2023")),
            "read",
            {**told, "amount_column": "2022"},
        )
    yield sent("called txt", px(), "either", {**told, "amount_column": "2022"}, "taulukko.txt")
    yield sent("inhabitants", px(units="henkilöä", content="Väkiluku"), "refused", OTHERS_PASSED)
    yield sent(
        "thousands",
        px(units="tuhatta euroa"),
        "refused",
        {**OTHERS_PASSED, "amount_column": "2022"},
    )
    yield sent(
        "all rows", px(), "refused", {"amount_column": "2022", "unit": "euros", "total": "unknown"}
    )
    yield sent("no such year", px(), "refused", {**told, "amount_column": "2019"})
    yield sent("torn", px()[:-40], "refused", {**told, "amount_column": "2022"})
    missing = px().replace(b"7079", b'".."')
    yield sent("a figure missing", missing, "refused", {**told, "amount_column": "2022"})
