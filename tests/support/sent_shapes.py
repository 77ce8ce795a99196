"""Sent tables of further shapes: number formats, files under other names, several tables in a sheet,
names that hold a payer's name and are not that payer.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from support.sent_files import Page, Styled, as_lines, as_ods, as_text, as_xlsx
from support.sent_tables import NAMES, ODD, WHOLE, Sent, Verdict, csv, kind, table, txt, written
from support.sent_units import FORMS, book, numbers

LIKE_OURS = (
    "Paltamon seurakunta", "Kajaanin seurakunta", "Sotkamon Jymy ry", "Kuhmon Vanhustentaloyhdistys", "Kajaanin ammattikorkeakoulu Oy",
    "Kajaanin Mamselli -liikelaitos", "Muut kuin Paltamo", "Paltamon naapurikunnat", "ilman Paltamoa", "Paltamo-Puolanka", "Puolangan ja Paltamon lukio",
    "Helsingin seutu", "Espoon kaupunkikeskus", "Kainuun liiton ulkopuoliset", "Esbo svenska församling", "Kuhmon Loma-asunnot Oy", "Suomussalmen sairaala",
    "Kajaanin verotoimisto", "Paltamo 1", "Etelä-Paltamo", "Uusi Kuhmo",
)  # fmt: skip
"""Names that hold a payer's name and are not that payer."""


@kind
def names_that_hold_a_payers_name(name: str) -> Iterator[Sent]:
    for text in LIKE_OURS:
        rows = [*table(total=""), [text, "20 000,00"], ["Yhteensä", "100 000,00"]]
        yield csv(name, text, rows, "refused", named=("row 9", "A9", text))
        instead = table(names={**NAMES, "578": text})
        verdict: Verdict = "either" if text == "Paltamo 1" else "refused"
        yield csv(
            name, f"in the place of Paltamo: {text}", instead, verdict, named=("row 4", "A4", text)
        )
    for text in (
        "Paltamon seurakunta",
        "Kuhmon Loma-asunnot Oy",
        "Muut kuin Paltamo",
        "Puolangan ja Paltamon lukio",
    ):
        lines = [
            f"{NAMES[code]} {written(cents)} €" for code, cents in WHOLE.items() if code != "578"
        ]
        line = f"{text} 7 079,00 €"
        asked = {"total": "80000"}
        yield txt(
            name, f"minutes: {text}", [*lines, line], "refused", named=("line 7", text), asked=asked
        )


EUROS = (
    "#,##0.00\\ [$€-40B]", "#,##0.00 [$€-1]", "[$€-2] #,##0.00", '#,##0.00 "€"', "_-* #,##0.00 €_-;-* #,##0.00 €_-", "#,##0.00 €", "[Red]#,##0.00",
    '"EUR" #,##0.00', '#,##0.00" euroa"', "#,##0.00;[Red]-#,##0.00", "General", "0.00", "@",
)  # fmt: skip
NO_EUROS = (
    '#,##0.00" kr"', "[$SEK] #,##0.00", "[$$-409]#,##0.00", "[$£-809]#,##0.00", '0.00" htv"', '0.00" €/as"', '0.00" €/kk"', '0.00" t€"', '0.00" M€"',
    '0.00" as."', '0.00" %"', "[$kr-41D] #,##0.00",
)  # fmt: skip


@kind
def number_formats(name: str) -> Iterator[Sent]:
    for number_format in EUROS:
        yield book(name, number_format, numbers(cents=ODD, number_format=number_format), cents=ODD)
    for number_format in NO_EUROS:
        for header in ("Maksuosuus", "2022"):
            rows = numbers(("Kunta", header), ODD, number_format)
            yield book(name, f"{number_format}, {header}", rows, "refused")
    scaled = numbers(("Kunta", "Maksuosuus"), number_format='[>=1000]#,##0," t€";0')
    yield book(name, "thousands by a condition", scaled, "refused")
    shown = {**WHOLE, "578": 708_000, "697": 292_000}
    yield book(name, "powers of ten", numbers(number_format="0.00E+00"), "either", shown)
    for form in FORMS:
        rows = numbers(("Kunta", "2022"), ODD, '0.00" htv"')
        yield book(name, "staff years by the format", rows, "refused", form=form)
        rows = numbers(("Kunta", "Maksuosuus"), ODD, '0.00" %"')
        yield book(name, "per cents by a text of the format", rows, "refused", form=form)


@kind
def files_under_other_names(name: str) -> Iterator[Sent]:
    plain = csv(name, "", table())
    xlsx, ods = as_xlsx(Page(numbers())), as_ods(Page(numbers()))

    def sent(called: str, file: str, content: bytes, verdict: Verdict = "read") -> Sent:
        right = {} if verdict == "refused" else WHOLE
        return replace(
            plain, name=called, file=file, content=lambda: content, verdict=verdict, cents=right
        )

    text = as_text(table())
    yield sent("a workbook called xls", "osuudet.xls", xlsx)
    yield sent("a workbook called ods", "osuudet.ods", xlsx)
    yield sent("a workbook called xlsm", "osuudet.xlsm", xlsx)
    yield sent("an ods called xlsx", "osuudet.xlsx", ods)
    yield sent("text called xls", "osuudet.xls", text)
    yield sent("text called xlsx", "osuudet.xlsx", text)
    yield sent("a workbook called csv", "osuudet.csv", xlsx, "either")
    yield sent("a workbook called txt", "osuudet.txt", xlsx, "either")
    yield sent("a workbook without an ending", "osuudet", xlsx, "either")
    yield sent("text called dat", "osuudet.dat", text, "either")
    page = "<html><table><tr><td>Kunta</td><td>Maksuosuus €</td></tr>" + "".join(
        f"<tr><td>{row[0]}</td><td>{row[1]}</td></tr>" for row in table()[1:]
    )
    yield sent("a web page called xls", "osuudet.xls", page.encode(), "either")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("osuudet.csv", text)
    yield sent("a zip", "osuudet.zip", packed.getvalue(), "refused")
    yield sent("a zip called xlsx", "osuudet.xlsx", packed.getvalue(), "refused")
    yield sent("a pdf", "osuudet.pdf", b"%PDF-1.7\n1 0 obj\n", "refused")
    yield sent("a pdf called csv", "osuudet.csv", b"%PDF-1.7\n1 0 obj\n", "refused")
    yield sent("a picture called xlsx", "osuudet.xlsx", b"\x89PNG\r\n\x1a\n\0\0", "refused")
    yield sent("empty", "osuudet.csv", b"", "refused")
    yield sent("a mark of order alone", "osuudet.csv", b"\xef\xbb\xbf", "refused")
    yield sent("blank lines", "osuudet.csv", b"\r\n;\r\n;;\r\n", "refused")
    yield sent("a header alone", "osuudet.csv", "Kunta;Maksuosuus €\r\n".encode(), "refused")
    yield sent("empty minutes", "ote.txt", b"", "refused")
    yield sent("half a workbook", "osuudet.xlsx", xlsx[: len(xlsx) // 2], "refused")
    yield sent("half an ods", "osuudet.ods", ods[: len(ods) // 2], "refused")
    yield sent("an empty workbook", "osuudet.xlsx", as_xlsx(Page([])), "refused")
    yield sent("zeros", "osuudet.csv", bytes(400), "refused")


@kind
def several_tables_in_a_sheet(name: str) -> Iterator[Sent]:
    rows = table()
    # The first may be read if it is told that there is another one.
    for called, between in (("a title", ["Maksuosuudet 2023", ""]), ("nothing", ["", ""])):
        both = [*rows, ["", ""], between, *table(cents=ODD)]
        named = ("Hyrynsalmi", "105", "several totals", "row")
        first = csv(name, f"two, {called} between", both, "either", named=named)
        yield replace(first, told=("another table", "next table", "table below"))
    other_header = [*rows, ["", ""], *table(("Kunta", "Maksuosuus 2023, €"), ODD)]
    sent = csv(name, "two with different headers", other_header, "either")
    yield replace(sent, told=("another table",))
    second_page = [*rows[:4], ["", ""], ["Kunta", "Maksuosuus €, jatkoa"], *rows[4:]]
    sent = csv(name, "a second page with another header", second_page, "either")
    yield replace(sent, told=("another table",))
    glued = [*rows, *table(cents=ODD)]
    yield replace(csv(name, "two without a row between", glued, "either"), told=("table",))
    left, right = rows[:5], [rows[0], *rows[5:]]
    beside = [[*pair[0], "", *pair[1]] for pair in zip(left, right, strict=True)]
    yield csv(
        name, "halves side by side", beside, "refused", named=("--payer-column", "--amount-column")
    )
    aside = [[*row, "", more, number] for row, more, number in zip(
        rows, ["Tausta", "Väkiluku", "Työasemat", *[""] * 6], ["", "34772", "2890", *[""] * 6], strict=True)]  # fmt: skip
    yield csv(name, "figures aside", aside, "either")
    regions = [
        ["Alue", *rows[0]],
        *(
            [("Pohjoinen" if at == 0 else "Itä" if at == 4 else ""), *row]
            for at, row in enumerate(rows[1:-1])
        ),
        ["", *rows[-1]],
    ]
    yield csv(name, "regions in front", regions)
    page = [[cell or None for cell in row] for row in regions]
    for form in FORMS:
        yield book(
            name, "regions merged", Page(page, merged=((1, 0, 4, 0), (5, 0, 7, 0))), form=form
        )
    yield csv(name, "shares without a sign beside", [[*row, share] for row, share in zip(
        rows, ["Osuus", "6,0", "22,75", "8,85", "6,88", "3,65", "30,0", "21,88", "100"], strict=True)], "either")  # fmt: skip
    for label in (
        "",
        "7 kuntaa",
        "=",
        "Yhteensä 2022",
        "Yhteensä (7 kuntaa)",
        "YHTEENSÄ EUR",
        "Kokonaiskustannus",
        "Jaettava summa",
        "Σ",
    ):
        last = [*rows[:-1], [label, "80 000,00"]]
        yield csv(name, f"total called {label!r}", last, "either")
        wrong = [*rows[:-1], [label, "81 000,00"]]
        yield csv(name, f"wrong total called {label!r}", wrong, "refused")
    totals = [rows[0], ["Hyrynslmi", "2022"], *rows[2:]]
    yield csv(
        name, "a misspelt row with a year for its sum", totals, "refused", named=("Hyrynslmi",)
    )
    two = [rows[0], ["Hyrynslmi", "4 800,00"], ["Khmo", "18 200,00"], *rows[3:]]
    yield csv(name, "two misspelt rows first", two, "refused", named=("Hyrynslmi",))
    yield csv(
        name,
        "all rows misspelt but one",
        [rows[0], *([f"{row[0]}xx", row[1]] for row in rows[1:-2]), *rows[-2:]],
        "refused",
    )
    for group in FORMS:
        cells = numbers()
        cells[3][1] = True
        yield (
            book(name, "true for a sum", cells, "refused", form=group)
            if group == "xlsx"
            else csv(name, "TRUE", [*rows[:3], ["Paltamo", "TRUE"], *rows[4:]], "refused")
        )
    struck = [*numbers()[:-1], ["Kajaani", Styled(30_000, struck=True)], numbers()[-1]]
    for form in FORMS:
        yield book(
            name, "only the sum struck out", struck, "refused", form=form, named=("B9", "row 9")
        )


@kind
def broken_text(name: str) -> Iterator[Sent]:
    """Text whose separators, letters or digits are not what they look like."""
    lost = {"total": "unknown"}
    for called, write in (
        ("decimal commas", written),
        ("thousands' commas", lambda cents: written(cents, ",", ".")),
    ):
        for total, asked in (("Yhteensä", {}), ("", lost)):
            lines = [",".join(row) for row in table(cents=ODD, write=write, total=total)]
            sent = csv(
                name, f"{called} without quotes, total {total!r}", [], "refused", asked=asked
            )
            yield replace(sent, content=partial(as_lines, lines))
    rows = table(cents=ODD)
    spaced = [*rows[:2], [" ".join(rows[2])], *rows[3:-1]]
    yield csv(
        name, "a row that lost its separator", spaced, "refused", named=("row 3", "A3"), asked=lost
    )
    yield csv(name, "the same, with a total", [*spaced, rows[-1]], "refused")
    mixed = csv(name, "a header with another separator", [], "either", ODD)
    yield replace(mixed, content=partial(as_lines, [",".join(rows[0]), *map(";".join, rows[1:])]))
    two = {"105": 100_000, "290": 100_000}  # their total is written as a year is
    bare = table(cents=two, write=lambda cents: written(cents, "", decimals=0))
    payers = [[*row, "3183"] for row in bare[1:-1]]
    header, total = [*bare[0], "Väkiluku"], [*bare[-1], ""]
    for called, wide in (("on top", [total, *payers]), ("below", [*payers, total])):
        lines = map(",".join, [header, *wide])
        short = csv(name, f"a total {called} without its last cell", [], cents=two)
        yield replace(short, content=partial(as_lines, list(lines)))
    for separator in ("|", "   ", " ; "):
        lines = [separator.join(row) for row in rows]
        other = csv(name, f"separated by {separator!r}", [], "either", ODD)
        yield replace(other, content=partial(as_lines, lines))
    for called, before, after in (
        ("a soft hyphen", "Paltamo", "Pal\u00adtamo"), ("a space of no width", "Paltamo", "Pal\u200btamo"), ("a name in curly quotes", "Paltamo", "”Paltamo”"),
        ("a raised mark of Unicode", "7 079,00", "7079¹"), ("a raised mark behind cents", "7 079,00", "7 079,00 ¹⁾"), ("a raised mark on a name", "Paltamo", "Paltamo¹"),
        ("a name without its dots", "Ristijärvi", "Ristijarvi"), ("a no-break hyphen", "Paltamo", "Paltamo\u2011"), ("a mark of order in the middle", "Kuhmo", "\ufeffKuhmo"),
    ):  # fmt: skip
        changed = [[cell.replace(before, after) for cell in row] for row in rows]
        yield csv(name, called, changed, "either", ODD)
    for called, before, after in (
        ("letters O for noughts", "4 800,25", "4 8OO,25"), ("letter l for one", "18 199,75", "l8 199,75"), ("a half", "7 079,00", "7079½"), ("powers", "7 079,00", "7,079E3"),
        ("digits of full width", "4 800,25", "４ ８００,25"), ("Arabic digits", "4 800,25", "٤٨٠٠,25"), ("turned around", "4 800,25", "\u202e52,008 4"),
        ("a Cyrillic letter", "Paltamo", "P\u0430ltamo"), ("a name in two", "Ristijärvi", "Risti järvi"), ("raised digits", "7 079,00", "⁷⁰⁷⁹"),
        ("sum and per cent in a cell", "4 800,25", "4 800,25 €, 6 %"), ("two sums in a cell", "4 800,25", "4 800,25\n5 000,00"),
    ):  # fmt: skip
        changed = [[cell.replace(before, after) for cell in row] for row in rows]
        yield csv(name, called, changed, "refused", named=("row", after))
    mojibake = as_text(rows).decode("iso-8859-1")
    seen_wrong = csv(name, "UTF-8 taken for Latin-1", [], "refused", named=("row 6",))
    yield replace(seen_wrong, content=lambda: mojibake.encode())


@kind
def minutes_of_other_shapes(name: str) -> Iterator[Sent]:
    unknown = {"total": "unknown"}
    columns = [
        f"{NAMES[code]}  {3000 + at}  {written(cents)}"
        for at, (code, cents) in enumerate(WHOLE.items())
    ]
    yield txt(
        name,
        "two columns of numbers",
        ["Kunta  Asukkaita  Osuus €", *columns],
        "refused",
        asked=unknown,
    )
    yield txt(
        name,
        "two columns, the second named",
        ["Kunta  Asukkaita  Osuus €", *columns],
        "either",
        asked={**unknown, "amount_column": "2"},
    )
    wrapped = [
        line for code, cents in WHOLE.items() for line in (NAMES[code], f"{written(cents)} €")
    ]
    yield txt(name, "sums on lines of their own", wrapped, "either", asked={"total": "80000"})
    inhabitants = [
        f"{NAMES[code]} ({3000 + at} asukasta) {written(cents)} €"
        for at, (code, cents) in enumerate(WHOLE.items())
    ]
    yield txt(name, "inhabitants in brackets", [*inhabitants, "Yhteensä 80 000,00 €"], "either")
    prose = "Kustannuksista Hyrynsalmi maksaa 4 800,00 €, Kuhmo 18 200,00 € ja Paltamo 7 079,00 €."
    yield txt(name, "three in a sentence", [prose], "refused", asked=unknown)
    cents = {"578": 707_900}
    for line, verdict in (
        ("Paltamo 7 079,00 € (sis. alv 24 %)", "read"), ("Paltamo 7 079,00 € vuonna 2022", "read"), ("Paltamo 7 079,00 € vuodessa", "read"),
        ("Vuonna 2022 Paltamo maksaa 7 079,00 €", "read"), ("Paltamo 7 079,00 €.", "read"), ("Paltamo 7 079,00 € 31.12.2022 mennessä", "either"),
        ("§ 12 Paltamo 7 079,00 €", "either"), ("Paltamo 7 079,00 € (8,85 %) ja hallinnoi", "either"), ("Paltamo: 7 079,00 € (vrt. 2021: 6 900,00 €)", "either"),
        ("Paltamon kunta 7079 e", "either"), ("PALTAMO 7079,00 EUR", "read"), ("Paltamo 7079 euroa (muutos 2,1 %)", "either"),
    ):  # fmt: skip
        yield txt(
            name, line, [line], "either" if verdict == "either" else "read", cents, asked=unknown
        )
    for line in ("Paltamo 6 900,00 € / 7 079,00 €", "Paltamo 7 079,00 € tai 7 100,00 €", "Paltamo 7 079 000 € / 1000", "Paltamo 7 079,00 € x 2", "Paltamo 1/2 osuudesta",
                 "Paltamo 7 079,00 € + alv 24 %", "Paltamo 7 079,00 € lisäksi 500,00 €", "Paltamon osuus nousee 79,00 €", "Paltamon osuus laskee 79,00 €"):  # fmt: skip
        verdict = (
            "either"
            if line in ("Paltamo 7 079,00 € + alv 24 %", "Paltamon osuus nousee 79,00 €")
            else "refused"
        )
        right = {"578": 707_900 if "7 079" in line else 7_900}
        yield txt(
            name,
            f"no plain line: {line}",
            [line],
            verdict,
            right if verdict == "either" else None,
            asked=unknown,
        )  # type: ignore[arg-type]
    yield replace(
        txt(name, "in a file called csv", []),
        file="ote.csv",
        verdict="either",
        content=lambda: as_lines([f"{row[0]} {row[1]} €" for row in table()[1:]]),
    )
