"""Tables with words of a scale, columns of something else than money, and lines of minutes."""

from __future__ import annotations

from collections.abc import Iterator

from support.sent_files import Page, Rows, Styled, as_ods, as_xlsx
from support.sent_tables import (
    GENITIVES,
    NAMES,
    ODD,
    WHOLE,
    Sent,
    Verdict,
    csv,
    kind,
    minutes,
    table,
    txt,
    written,
)

FORMS = {"xlsx": as_xlsx, "ods": as_ods}


def book(
    kind: str,
    name: str,
    pages: Page | Rows | tuple[Page, ...],
    verdict: Verdict = "read",
    cents: dict[str, int] | None = None,
    *,
    form: str = "xlsx",
    named: tuple[str, ...] = (),
    asked: dict[str, str] | None = None,
) -> Sent:
    """Return a table sent as a spreadsheet; rows alone are the only sheet."""
    if isinstance(pages, Page):
        sheets: tuple[Page, ...] = (pages,)
    else:
        sheets = pages if isinstance(pages[0], Page) else (Page(pages),)  # type: ignore[assignment]
    right = {} if verdict == "refused" else (WHOLE if cents is None else cents)
    return Sent(
        kind,
        f"{name}, {form}",
        f"osuudet.{form}",
        lambda: FORMS[form](*sheets),
        verdict,
        right,
        named,
        asked or {},
    )


def numbers(
    header: tuple[str, ...] = ("Kunta", "Maksuosuus €"),
    cents: dict[str, int] = WHOLE,
    number_format: str = "",
    scale: int = 100,
    total: str = "Yhteensä",
) -> list[list[object]]:
    """Return a table whose amounts are numbers of a spreadsheet."""

    def number(amount: int) -> object:
        value = amount / scale
        return Styled(value, number_format) if number_format else value

    rows: list[list[object]] = [list(header)] if header else []
    rows += [[NAMES[code], number(amount)] for code, amount in cents.items()]
    if total:
        rows.append([total, number(sum(cents.values()))])
    return rows


# Scales
# ------------------------------------------------------------------------------------------

THOUSANDS = (
    "tuhatta euroa", "1 000 €", "1.000 €", "1000 euroa", "t€", "k€", "€'000", "€1,000", "EUR 1 000", "t. euroa",
    "Tuhansia euroja", "tuhansina euroina", "TEUR", "kEUR", "T€", "1 000 EUR", "x 1000 €", "tuh. €", "tuh. euroa",
    "tusen euro", "tusental euro", "thousand euros", "in thousands of euros", "euros (000)", "'000 €",
)  # fmt: skip
OTHER_SCALES = (
    "Mkr", "M€", "milj. €", "miljoonaa euroa", "milj. euroa", "MEUR", "miljoner euro", "million euros", "tkr", "kSEK", "MSEK",
    "tusen kronor", "senttiä", "snt", "cent", "€/kk", "euroa kuukaudessa", "€/kuukausi", "€/månad",
)  # fmt: skip
PER_HEAD = ("euroa/asukas", "€/as.", "€/invånare", "euroa asukasta kohti", "euro per invånare")
SAID = ("--unit", "housand", "illion", "scale", "cent", "month", "SEK", "kronor", "krona", "inhabitant", "head",
        "another quantity", "no money", "euros")  # fmt: skip
"""A refusal has one of these, or the word itself."""


def thousands_of_euros(cents: int) -> str:
    return (
        written(cents // 100, "", decimals=1)
        if cents % 1000 == 0
        else f"{cents / 100_000:.3f}".replace(".", ",")
    )


def in_tenths(cents: int) -> str:
    """Write an amount in thousands as offices do, which could be euros and cents as well: 7,1."""
    return f"{round(cents / 10_000) / 10:.1f}".replace(".", ",")


@kind
def scales_in_text(name: str) -> Iterator[Sent]:
    small = table(("Kunta", "Maksuosuus"), write=in_tenths)
    words = (*THOUSANDS, *OTHER_SCALES, *PER_HEAD)
    for word in words:
        named = (word, *SAID)
        header = ["Kunta", f"Maksuosuus, {word}"]
        yield csv(name, f"header: {word}", [header, *small[1:]], "refused", named=named)
    for word in (*THOUSANDS, *OTHER_SCALES):
        named = (word, *SAID)
        title = [f"Kuntien maksuosuudet 2022, {word}", ""]
        yield csv(name, f"title: {word}", [title, *small], "refused", named=named)
        note = [f"Luvut: {word}", ""]
        yield csv(name, f"note below: {word}", [*small, ["", ""], note], "refused", named=named)
    for word in (*THOUSANDS[::2], *OTHER_SCALES[::2]):
        named = (word, *SAID)
        header = ["Kunta", f"Osuus ({word})"]
        yield csv(name, f"in brackets: {word}", [header, *small[1:]], "refused", named=named)
        above = [[f"Maksuosuudet ({word})", ""], ["Kunta", "Maksuosuus €"], *small[1:]]
        yield csv(name, f"title, header in euros: {word}", above, "refused", named=named)
        yield csv(name, f"above the header: {word}", [["", word], *small], "refused", named=named)


@kind
def scales_in_cells_and_minutes(name: str) -> Iterator[Sent]:
    for word in ("t€", "k€", "tuhatta euroa", "t. euroa", "TEUR", "M€", "milj. €", "milj. euroa", "tkr", "kSEK", "Mkr", "senttiä", "€/kk",
                 "tuhat euroa", "tusen euro", "miljoonaa euroa", "euroa kuukaudessa", "euroa/asukas"):  # fmt: skip
        named = (word, *SAID)
        small = [[*row[:1], f"{row[1]} {word}"] for row in table((), write=in_tenths)]
        yield csv(name, f"cells: {word}", [["Kunta", "Maksuosuus"], *small], "refused", named=named)
        yield txt(
            name,
            f"minutes: {word}",
            [" ".join(row) for row in small],
            "refused",
            named=named,
            asked={"total": "unknown"},
        )
        heading = [
            f"Maksuosuudet ({word}):",
            *(" ".join(row).replace(f" {word}", "") for row in small),
        ]
        yield txt(
            name,
            f"minutes, heading: {word}",
            heading,
            "refused",
            named=named,
            asked={"total": "unknown"},
        )
        below = [*heading[1:], f"Luvut on ilmoitettu: {word}."]
        yield txt(
            name,
            f"minutes, below: {word}",
            below,
            "refused",
            named=named,
            asked={"total": "unknown"},
        )
        one_line = [
            " ".join(row) if at == 2 else " ".join(row).replace(word, "€")
            for at, row in enumerate(small)
        ]
        yield txt(
            name,
            f"minutes, one line: {word}",
            one_line,
            "refused",
            named=named,
            asked={"total": "unknown"},
        )


@kind
def scales_told(name: str) -> Iterator[Sent]:
    told = {"unit": "thousand_euros", "decimal_mark": ","}
    exact = table(
        ("Kunta", "Maksuosuus"), write=lambda cents: f"{cents / 100_000:.3f}".replace(".", ",")
    )
    for word in (
        "tuhatta euroa",
        "1 000 €",
        "1.000 €",
        "t€",
        "k€",
        "€'000",
        "EUR 1 000",
        "t. euroa",
        "Tuhansia euroja",
        "tusen euro",
    ):
        yield csv(
            name, f"header: {word}", [["Kunta", f"Maksuosuus, {word}"], *exact[1:]], asked=told
        )
        yield csv(name, f"title: {word}", [[f"Maksuosuudet, {word}", ""], *exact], asked=told)
    cells = [[row[0], f"{row[1]} t€"] for row in exact[1:]]
    yield csv(name, "cells: t€", [exact[0], *cells], asked=told)
    yield txt(name, "minutes: t€", [" ".join(row) for row in cells], asked=told)
    yield csv(name, "nothing says so", exact, "either", asked=told)
    yield csv(
        name,
        "4,800 in two readings",
        [["Kunta", "Maksuosuus, t€"], *exact[1:]],
        "either",
        asked={"unit": "thousand_euros"},
    )
    yield csv(
        name,
        "euros told, the header says thousands",
        [["Kunta", "Maksuosuus, t€"], *exact[1:]],
        "refused",
        asked={"unit": "euros"},
    )
    yield csv(name, "euros told, the header says euros", table(), asked={"unit": "euros"})
    wrong = [*[["Kunta", "Maksuosuus, t€"], *exact[1:-1]], ["Yhteensä", "81,0"]]
    yield csv(name, "wrong total", wrong, "refused", asked=told)
    yield csv(name, "no such unit", table(), "refused", named=("unit",), asked={"unit": "tuhatta"})
    for form in FORMS:
        rows = numbers(("Kunta", "Maksuosuus (t€)"), scale=100_000, number_format="0.000")
        yield book(name, "header: t€", rows, form=form, asked=told)
    for word in (
        "Kustannukset yhteensä 80 000 €",
        "Yli tuhannen asukkaan kunnat",
        "Kokous 1000",
        "1 000 asukasta kohti",
        "Tuhansien järvien kunnat",
    ):
        yield csv(name, f"no scale: {word}", [[word, ""], *table()], "either")
    for word in ("alv 0 %", "ilman arvonlisäveroa", "vuonna 2022", "1.1.–31.12.2022"):
        yield csv(name, f"no scale: {word}", [[f"Maksuosuudet {word}", ""], *table()])


def in_thousands(header: tuple[str, ...], number_format: str) -> list[list[object]]:
    """Return a table as offices write it in thousands: one decimal, and the total is their sum."""
    rounded = {code: round(cents / 10_000) * 10 for code, cents in WHOLE.items()}
    return numbers(header, rounded, number_format)


@kind
def scales_in_spreadsheets(name: str) -> Iterator[Sent]:
    for form in FORMS:
        for word in (
            "tuhatta euroa",
            "1 000 €",
            "t€",
            "€'000",
            "milj. €",
            "tkr",
            "senttiä",
            "€/kk",
        ):
            named = (word, *SAID)
            small = in_thousands(("Kunta", "Maksuosuus"), "0.0")
            yield book(
                name,
                f"title: {word}",
                [[f"Maksuosuudet, {word}", None], *small],
                "refused",
                form=form,
                named=named,
            )
            yield book(
                name,
                f"header: {word}",
                [["Kunta", f"Maksuosuus {word}"], *small[1:]],
                "refused",
                form=form,
                named=named,
            )
            yield book(
                name,
                f"note: {word}",
                [*small, [None, None], [word, None]],
                "refused",
                form=form,
                named=named,
            )
            note = [[*row, None, None] for row in small]
            note[0][3] = word
            yield book(name, f"cell aside: {word}", note, "refused", form=form, named=named)
        for word in ("t€", "k€", "milj. €", "tkr", "M€"):
            small = in_thousands(("Kunta", "Maksuosuus"), f'0.0" {word}"')
            yield book(
                name, f"number format: {word}", small, "refused", form=form, named=(word, *SAID)
            )
    told = {"unit": "thousand_euros"}
    yield book(
        name,
        "number format, told",
        numbers(("Kunta", "Maksuosuus"), scale=100_000, number_format='0.000" t€"'),
        asked=told,
    )
    yield book(name, "scaled by its format", numbers(("Kunta", "Maksuosuus €"), number_format="#,##0.0,"), "either",
               {code: round(cents / 10_000) * 10 for code, cents in WHOLE.items()})  # fmt: skip
    yield book(
        name,
        "scaled by its format, t€",
        numbers(("Kunta", "Maksuosuus t€"), number_format="#,##0.0,"),
        "refused",
    )
    for sheet in ("1000 €", "t€"):
        page = Page(in_thousands(("Kunta", "Maksuosuus"), "0.0"), sheet.replace("/", " "))
        yield book(name, f"name of the sheet: {sheet}", page, "refused", named=(sheet, *SAID))


# Other quantities
# ------------------------------------------------------------------------------------------

QUANTITIES = {
    "Väkiluku 31.12.2021": 0, "Väkiluku": 0, "Asukasluku": 0, "Asukkaita": 0, "Asukasmäärä 31.12.2021": 0, "as.": 0, "Työasemat": 0, "Työasemia, kpl": 0,
    "Henkilöä": 0, "Henkilöstö": 0, "htv": 1, "HTV 2021": 1, "Henkilötyövuodet": 1, "Tunnit": 0, "Käyttäjiä": 0, "Kotitaloudet": 0, "Pinta-ala km²": 1,
    "Invånarantal": 0, "Invånare": 0, "Folkmängd": 0, "Population": 0, "Inhabitants": 0, "Workstations": 0, "Arbetsstationer": 0, "Årsverken": 1,
    "€/asukas": 2, "Euroa/asukas": 2, "euroa per asukas": 2, "€/as": 2, "€ / invånare": 2, "Veroprosentti": 2, "Muutos %": 1, "Pisteet": 0, "Kuntanumero": 0,
    "alv %": 0, "Lukumäärä": 0, "kpl": 0, "Sijoitus": 0, "Ikä": 0,
}  # fmt: skip
"""A header of no money, and how many decimals its numbers have."""
NO_CLEAR_QUANTITIES = ("Pisteet", "Sijoitus", "Ikä", "Lukumäärä")
"""Headers that say nothing of what is counted: such a column may be named as money."""
QUANTITY = dict(zip(NAMES, (2139, 7928, 3183, 2446, 1210, 10348, 7508), strict=True))
PER_CENTS = dict(zip(NAMES, ("6,0", "22,8", "8,8", "6,9", "3,7", "30,0", "21,9"), strict=True))
BUSINESS_IDS = (
    "0186002-9",
    "0186204-7",
    "0188756-3",
    "0188808-0",
    "0189766-8",
    "0189766-9",
    "0193524-6",
)


@kind
def columns_of_no_money(name: str) -> Iterator[Sent]:
    no_money = ("euro", "money", "--amount-column")
    for word, decimals in QUANTITIES.items():
        rows = [
            [word_name, f"{QUANTITY[code] / 10**decimals:.{decimals}f}".replace(".", ",")]
            for code, word_name in NAMES.items()
        ]
        alone = [["Kunta", word], *rows]
        asked = {"total": "unknown"}
        yield csv(name, f"alone: {word}", alone, "refused", named=no_money, asked=asked)
        beside = [["Kunta", word, "Maksuosuus €"], *([*row, written(WHOLE[code])] for code, row in zip(NAMES, rows, strict=True)),
                  ["Yhteensä", "", "80 000,00"]]  # fmt: skip
        yield csv(name, f"beside: {word}", beside)
        if word in NO_CLEAR_QUANTITIES:
            continue
        yield csv(
            name,
            f"named: {word}",
            alone,
            "refused",
            named=(*no_money, word, "--unit"),
            asked={**asked, "amount_column": "B"},
        )
    for form in FORMS:
        for word in ("Väkiluku", "Työasemat", "htv", "Osuus %", "Invånare"):
            alone_numbers: Rows = [
                ["Kunta", word],
                *([NAMES[code], amount] for code, amount in QUANTITY.items()),
            ]
            yield book(
                name,
                f"alone: {word}",
                alone_numbers,
                "refused",
                form=form,
                named=no_money,
                asked={"total": "unknown"},
            )
    for word in (
        "Osuus",
        "Osuus %",
        "Andel",
        "Andel %",
        "Share",
        "Prosenttiosuus",
        "Osuus prosentteina",
        "%",
        "Maksuosuus",
    ):
        per_cents = [["Kunta", word], *([NAMES[code], text] for code, text in PER_CENTS.items())]
        named = (*no_money, "%", "per cent")
        yield csv(
            name,
            f"per cents: {word}",
            per_cents,
            "refused",
            named=named,
            asked={"total": "unknown"},
        )
        yield csv(
            name,
            f"per cents with their sum: {word}",
            [*per_cents, ["Yhteensä", "100,1"]],
            "refused",
            named=named,
        )
        signed = [per_cents[0], *([row[0], f"{row[1]} %"] for row in per_cents[1:])]
        yield csv(
            name,
            f"per cents with signs: {word}",
            signed,
            "refused",
            named=named,
            asked={"total": "unknown"},
        )
        fractions: Rows = [
            ["Kunta", word],
            *([NAMES[code], Styled(cents / 8_000_000, "0.0%")] for code, cents in WHOLE.items()),
        ]
        yield book(
            name,
            f"per cents of a format: {word}",
            fractions,
            "refused",
            named=named,
            asked={"total": "unknown"},
        )
    ids = [
        ["Kunta", "Y-tunnus"],
        *([NAMES[code], text] for code, text in zip(NAMES, BUSINESS_IDS, strict=True)),
    ]
    yield csv(
        name, "business ids alone", ids, "refused", named=no_money, asked={"total": "unknown"}
    )
    ids = [[*row, amount[1]] for row, amount in zip(ids, table(total=""), strict=True)]
    yield csv(name, "business ids beside", [*ids, ["Yhteensä", "", "80 000,00"]])


@kind
def per_cents_beside_euros(name: str) -> Iterator[Sent]:
    rows = table()
    exact = [f"{cents / 80_000:.2f}".replace(".", ",") for cents in WHOLE.values()]
    for word in ("Osuus %", "Osuus, %", "%", "Andel %", "Share, %", "Prosenttia"):
        told = [
            [*rows[0], word],
            *([*row, text] for row, text in zip(rows[1:], [*exact, "100,00"], strict=True)),
        ]
        yield csv(name, f"right: {word}", told)
        wrong = [[*row] for row in told]
        wrong[3][2] = "12,85"
        yield csv(
            name,
            f"one wrong: {word}",
            wrong,
            "refused" if word != "Prosenttia" else "either",
            named=("Paltamo", "row 4", "C4"),
        )
    for word in ("Veroprosentti", "Muutos %", "alv %", "Muutos, %", "Korko %"):
        other = [[*rows[0], word], *([*row, f"{at + 18},25"] for at, row in enumerate(rows[1:]))]
        yield csv(name, f"no share: {word}", other)
    for form in FORMS:
        fractions = [
            [*row, Styled(cents / 8_000_000, "0.0%")]
            for row, cents in zip(numbers()[1:], [*WHOLE.values(), 8_000_000], strict=True)
        ]
        yield book(
            name,
            "a format of per cents",
            [["Kunta", "Maksuosuus €", "Osuus"], *fractions],
            form=form,
        )
        yield book(
            name,
            "a format of per cents, named %",
            [["Kunta", "Maksuosuus €", "Osuus %"], *fractions],
            form=form,
        )


@kind
def several_columns_of_money(name: str) -> Iterator[Sent]:
    rows = table()
    double = [
        [row[0], amount, row[1]]
        for row, amount in zip(
            rows, ["", *(written(2 * cents) for cents in WHOLE.values()), "160 000,00"], strict=True
        )
    ]
    for first, second in (("Maksuosuus 2021 €", "Maksuosuus 2022 €"), ("Ennakko €", "Maksuosuus €"), ("Verollinen, €", "Veroton, €"),
                          ("Kustannus €", "Osuus €"), ("Talousarvio 2022, euroa", "Toteuma 2022, euroa"), ("Maksuosuus €", "Maksuosuus €")):  # fmt: skip
        pair = [["Kunta", first, second], *double[1:]]
        yield csv(name, f"{first}, {second}", pair, "refused", named=("--amount-column",))
        yield csv(name, f"{first}, {second}: C", pair, asked={"amount_column": "C"})
        yield csv(name, f"{first}, {second}: third", pair, asked={"amount_column": "3"})
        if first != second:
            yield csv(name, f"{first}, {second}: by name", pair, asked={"amount_column": second})
            yield csv(name, f"{first}, {second}: the other", pair, cents={code: 2 * cents for code, cents in WHOLE.items()},
                      asked={"amount_column": first})  # fmt: skip
        pair = [["Kunta", second, first], *([row[0], row[2], row[1]] for row in double[1:])]
        yield csv(name, f"{second}, {first}: B", pair, asked={"amount_column": "B"})
    yield csv(
        name,
        "no such column",
        rows,
        "refused",
        named=("Maksut", "Maksuosuus €"),
        asked={"amount_column": "Maksut"},
    )
    yield csv(name, "no such letter", rows, "refused", named=("Q",), asked={"amount_column": "Q"})
    payers = [["Kunta", "Laskutetaan kunnalta", "Maksuosuus €"], *([NAMES[code], NAMES["290"], written(cents)] for code, cents in WHOLE.items()),
              ["Yhteensä", "", "80 000,00"]]  # fmt: skip
    yield csv(name, "two columns of payers", payers, "refused", named=("--payer-column",))
    yield csv(name, "two columns of payers, named", payers, asked={"payer_column": "A"})
    yield csv(
        name,
        "column of years",
        [["Kunta", "Vuosi", "Maksuosuus €"], *([row[0], "2022", row[1]] for row in rows[1:])],
    )


# Minutes
# ------------------------------------------------------------------------------------------

LINES = {
    "plain": "{name} {sum} €", "dots": "{name} ............ {sum} €", "colon": "{name}: {sum} euroa", "dash in front": "- {name} {sum} €", "bullet": "• {name} {sum} €",
    "numbered": "{at}) {name} {sum} €", "sentence": "{genitive} kunnan osuus on {sum} euroa.", "with its per cent": "{name} {sum} € ({percent} %)",
    "per cent first": "{name} {percent} % eli {sum} €", "vat": "{name} {sum} € (alv 0 %)", "vat in words": "{name} {sum} €, alv 0 %", "tabs": "{name}\t{sum} €",
    "code in front": "{code} {name} {sum} €", "Swedish": "{name} kommuns andel är {sum} euro", "no unit": "{name} {sum}", "euro in front": "{name} € {sum}",
}  # fmt: skip


@kind
def lines_of_minutes(name: str) -> Iterator[Sent]:
    for called, pattern in LINES.items():
        for whole, cents in (("cents", ODD), ("euros", WHOLE)):
            lines = []
            for at, (code, amount) in enumerate(cents.items(), 1):
                shown = written(amount) if whole == "cents" else written(amount, decimals=0)
                percent = f"{amount / 80_000:.2f}".replace(".", ",")
                lines.append(
                    pattern.format(
                        name=NAMES[code],
                        genitive=GENITIVES[code],
                        sum=shown,
                        at=at,
                        code=code,
                        percent=percent,
                    )
                )
            unclear = called in ("no unit", "tabs", "code in front") or (
                called == "plain" and whole == "euros"
            )
            verdict: Verdict = "either" if unclear and called != "plain" else "read"
            yield txt(name, f"{called}, {whole}", [*lines, "Yhteensä 80 000,00 €"], verdict, cents)
            prose = ["Kunnanhallitus 12.12.2021 § 210", "", "Kustannukset jaetaan seuraavasti:", *lines, "Yhteensä 80 000,00 €", "",
                     "Päätös: hyväksyttiin."]  # fmt: skip
            yield txt(
                name,
                f"{called}, {whole}, among prose",
                prose,
                verdict if called != "no unit" else "either",
                cents,
            )
    yield txt(
        name, "a telephone below", [*minutes(), "Puh. 08 123 456"], "either", named=("line 9",)
    )
    yield txt(name, "code, then sum", ["Paltamo 578 707 €", "Kuhmo 290 820 €"], "either", {"578": 70_700, "290": 82_000},
              named=("line 1", "578"), asked={"total": "unknown"})  # fmt: skip
    line, unknown = "3 183 Paltamo 707 €", {"total": "unknown"}
    yield txt(name, "row number, then sum", [line], "either", {"578": 70_700}, asked=unknown)
    for line in ("Paltamo 3 183 707 €", "Paltamo 12 707 €", "Paltamo 3183 7 079 €"):
        yield txt(name, f"inhabitants, then sum: {line}", ["Kunta asukkaita osuus", line], "either",
                  {"578": 1_270_700} if line == "Paltamo 12 707 €" else {"578": 707_900 if "079" in line else 318_370_700},
                  asked={"total": "unknown"})  # fmt: skip
    for line in ("Paltamo maksaa 2 x 3 539,50 €", "Paltamo 7 079 € ja 500 €", "Paltamo 7 079–7 500 €", "Paltamo ja Kuhmo 7 079 €",
                 "Paltamo enintään 7 079 €", "Paltamo noin 7 079 €", "Paltamo n. 7 079 €", "Paltamo 7 079 € kuukaudessa", "Paltamo 7 079 €/v 2,22 €/asukas",
                 "Paltamo 7,079 €", "Paltamo 7.079,5,0 €", "Paltamo 7 079 $", "Paltamo 7 079 kr", "Paltamo 7 079 % €"):  # fmt: skip
        free = line in ("Paltamo enintään 7 079 €", "Paltamo 7 079 €/v 2,22 €/asukas")
        yield txt(name, f"no plain line: {line}", [*minutes()[:2], line], "either" if free else "refused",
                  {"105": 480_000, "290": 1_820_000, "578": 707_900} if free else None, asked={"total": "unknown"})  # fmt: skip
    yield txt(name, "79.50. at an end", [*minutes()[:2], "Paltamo pays 79.50."], "either", {"105": 480_000, "290": 1_820_000, "578": 7950},
              asked={"total": "unknown"})  # fmt: skip
    misspelt = minutes()
    misspelt[0] = "Hyrynslmi 4 800,00 €"
    yield txt(name, "misspelt", misspelt, "refused", named=("Hyrynslmi", "line 1"))
    other = minutes()
    other[1] = "Kuhmoinen 18 200,00 €"
    yield txt(name, "another municipality", other, "refused", named=("Kuhmoinen", "line 2"))
    twice = [*minutes()[:-1], "Paltamo 7 079,00 €", "Yhteensä 80 000,00 €"]
    yield txt(name, "the same twice", twice, "refused", named=("Paltamo",))
    yield txt(
        name, "no parties", ["Kunnanhallitus päätti asiasta.", "Kustannus 80 000 €"], "refused"
    )


@kind
def columns_that_may_be_meant(name: str) -> Iterator[Sent]:
    """A sign of euros alone does not say that the other columns are not what was decided."""
    unknown = {"total": "unknown"}
    for ours, other in (
        ("2022", "2021 €"), ("Osuus 2022", "Laskuttamatta €"), ("Osuus 2022", "Jää maksettavaa €"), ("Veroton", "Verollinen €"), ("Ehdotus", "Päätös €"),
        ("TA 2022", "Euroa"), ("Talousarvio €", "Toteuma €"), ("Maksettu €", "Laskutettu €"),
    ):  # fmt: skip
        rows = [["Kunta", ours, other]]
        rows += [[NAMES[code], written(c), written(c - 10_000)] for code, c in WHOLE.items()]
        case = f"{ours}, {other}"
        named = ("--amount-column", "another quantity")
        yield csv(name, case, rows, "refused", named=named, asked=unknown)
        told = {**unknown, "amount_column": "2", "unit": "euros"}
        yield csv(name, f"{case}: named", rows, asked=told)
    for header in ("Kuukausierä €", "Kvartaalierä €", "Q1 €", "Maksuosuus/kk €", "1. erä €", "Avoinna €", "Kertymä €", "Saldo €", "Arvonlisävero €", "Δ €",
                   "Keskimäärin €", "Enintään €", "Budjettimuutos €", "Månadsrat €", "Quarterly €"):  # fmt: skip
        yield csv(name, header, table(("Kunta", header)), "refused", named=("--unit", "month"))
    for shown in ("0.00", "#,##0.00", "General"):
        rows_of_book = numbers(cents=ODD, number_format=shown, total="")
        for text in ("1.500", "7,070"):  # written as text, in whatever country
            page = [*rows_of_book[:3], ["Paltamo", text], *rows_of_book[4:]]
            named = ("--decimal-mark", "row 4")
            yield book(
                name, f"{text} as text, {shown}", page, "refused", named=named, asked=unknown
            )
    lines = [f"{row[0]} kuukausierä {row[1]} €" for row in table()[1:]]
    yield txt(name, "months in minutes", lines, "refused", named=("part of a year",))
    source = [*table(), ["", ""], ["Lähde: Kainuun liitto 12.3.2022", ""]]
    yield csv(name, "a day beside a party's name in a note", source)
    for heading, numbers_of in (
        ("Kunta   Asukkaita", {code: str(2000 + at) for at, code in enumerate(NAMES)}),
        ("Kommun Invånare", {code: str(2000 + at) for at, code in enumerate(NAMES)}),
        ("Kunta Osuus %", {code: written(c // 800) for code, c in WHOLE.items()}),
        ("Osuudet", {code: written(c // 800) for code, c in WHOLE.items()}),
        ("Kunta Muutos", {code: written(c) for code, c in WHOLE.items()}),
    ):
        bare = [f"{NAMES[code]}  {number}" for code, number in numbers_of.items()]
        case = f"bare numbers below {heading}"
        yield txt(name, case, [heading, *bare], "refused", named=("--unit",), asked=unknown)
    lines = [f"{NAMES[code]} {c // 100_000} tonnia" for code, c in WHOLE.items()]
    yield txt(name, "minutes in tonnia", lines, "refused", named=("thousand",), asked=unknown)
