"""Tables as officials send them, made from the kinds of the public reports, each with what is right.

The amounts are made up and shaped as those of the founding case. What is right was written from the
issue alone: a table must be read to these cents, must be refused by naming a place, or may be either;
nothing else. `variants()` lists all of them, kind by kind.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from analyysi.agreement.agreement import Party
from support.sent_files import as_lines, as_text

NAMES = {"105": "Hyrynsalmi", "290": "Kuhmo", "578": "Paltamo", "620": "Puolanka", "697": "Ristijärvi",
         "765": "Sotkamo", "777": "Suomussalmi"}  # fmt: skip
GENITIVES = {"105": "Hyrynsalmen", "290": "Kuhmon", "578": "Paltamon", "620": "Puolangan",
             "697": "Ristijärven", "765": "Sotkamon", "777": "Suomussalmen"}  # fmt: skip
PARTIES = (
    *(Party(code=code, kind="municipality", name={"fi": name}) for code, name in NAMES.items()),
    Party(code="205", kind="municipality", name={"fi": "Kajaani", "sv": "Kajana"}),
    Party(code="049", kind="municipality", name={"fi": "Espoo", "sv": "Esbo"}),
    Party(code="091", kind="municipality", name={"fi": "Helsinki", "sv": "Helsingfors"}),
    Party(
        code="liitto",
        kind="organisation",
        name={"fi": "Kainuun liitto", "sv": "Kajanalands förbund"},
    ),
)
WHOLE = dict(
    zip(NAMES, (480_000, 1_820_000, 707_900, 550_000, 292_100, 2_400_000, 1_750_000), strict=True)
)
"""Cents of whole euros; together 80 000 €."""
ODD = dict(
    zip(NAMES, (480_025, 1_819_975, 707_900, 550_050, 292_050, 2_400_000, 1_750_000), strict=True)
)
"""Cents that are no whole euros; together 80 000 €."""

Verdict = Literal["read", "refused", "either"]


@dataclass(frozen=True)
class Sent:
    """A table that was sent, and what is right of it."""

    kind: str
    name: str
    file: str
    content: Callable[[], bytes]
    verdict: Verdict
    cents: Mapping[str, int] = field(default_factory=dict)
    """What may be read; empty where it must be refused."""
    named: tuple[str, ...] = ()
    """A refusal must hold one of these; any refusal will do if there are none."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """The options of the command, by their names: {"unit": "thousand_euros"}."""
    parties: tuple[Party, ...] = field(default=PARTIES, repr=False)
    told: tuple[str, ...] = ()
    """If it is read, what is said of how it was read must hold one of these, if there are any."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


KINDS: dict[str, Callable[[], Iterator[Sent]]] = {}
"""Every kind by its name; other modules of kinds add theirs."""


def kind(make: Callable[[str], Iterator[Sent]]) -> Callable[[str], Iterator[Sent]]:
    """Enter a kind into the table, by the name of its function."""
    name = make.__name__.replace("_", " ")
    KINDS[name] = lambda: make(name)
    return make


def variants() -> list[Sent]:
    """Return every variant of every kind."""
    return [sent for make in KINDS.values() for sent in make()]


# What tables are made of
# ------------------------------------------------------------------------------------------

Write = Callable[[int], str]


def written(
    cents: int, thousands: str = " ", mark: str = ",", behind: str = "", decimals: int = 2
) -> str:
    """Write cents as an office does.

    >>> written(707_900), written(707_900, "'", behind=",-", decimals=0)
    ('7 079,00', "7'079,-")
    """
    sign, whole = "-" * (cents < 0), f"{abs(cents) // 100:,}".replace(",", thousands)
    if decimals:
        return f"{sign}{whole}{mark}{abs(cents) % 100:02d}{behind}"
    return f"{sign}{whole}{behind}"


def table(
    header: Sequence[str] = ("Kunta", "Maksuosuus €"),
    cents: Mapping[str, int] = WHOLE,
    write: Write = written,
    names: Mapping[str, str] = NAMES,
    total: str = "Yhteensä",
) -> list[list[str]]:
    """Return the rows of a table of two columns."""
    rows = [list(header)] if header else []
    rows += [[names[code], write(amount)] for code, amount in cents.items()]
    if total:
        rows.append([total, write(sum(cents.values()))])
    return rows


def minutes(
    cents: Mapping[str, int] = WHOLE, behind: str = " €", write: Write = written
) -> list[str]:
    lines = [f"{NAMES[code]} {write(amount)}{behind}" for code, amount in cents.items()]
    return [*lines, f"Yhteensä {write(sum(cents.values()))}{behind}"]


def csv(
    kind: str,
    name: str,
    rows: Sequence[Sequence[str]],
    verdict: Verdict = "read",
    cents: Mapping[str, int] | None = None,
    *,
    named: tuple[str, ...] = (),
    asked: Mapping[str, str] | None = None,
    file: str = "osuudet.csv",
    **form: str,
) -> Sent:
    """Return a table sent as text."""
    right = {} if verdict == "refused" else (WHOLE if cents is None else cents)
    return Sent(
        kind,
        name,
        file,
        lambda: as_text(rows, **form),  # type: ignore[arg-type]
        verdict,
        right,
        named,
        asked or {},
    )


def txt(
    kind: str,
    name: str,
    lines: Sequence[str],
    verdict: Verdict = "read",
    cents: Mapping[str, int] | None = None,
    *,
    named: tuple[str, ...] = (),
    asked: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> Sent:
    """Return lines of minutes."""
    right = {} if verdict == "refused" else (WHOLE if cents is None else cents)
    return Sent(
        kind,
        name,
        "ote.txt",
        lambda: as_lines(lines, encoding),
        verdict,
        right,
        named,
        asked or {},
    )


# Text: encodings, delimiters, marks
# ------------------------------------------------------------------------------------------

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1")
DELIMITERS = {"semicolon": ";", "comma": ",", "tab": "\t"}


def of_point(cents: int) -> str:
    return written(cents, "", ".")


@kind
def encodings_and_delimiters(name: str) -> Iterator[Sent]:
    for encoding in ENCODINGS:
        money = "Maksuosuus, euroa" if encoding == "iso-8859-1" else "Maksuosuus €"
        for called, delimiter in DELIMITERS.items():
            for mark, write in (("comma", written), ("point", of_point)):
                rows = table(("Kunta", money), ODD, write)
                yield csv(
                    name,
                    f"{encoding}, {called}, decimal {mark}",
                    rows,
                    cents=ODD,
                    encoding=encoding,
                    delimiter=delimiter,
                )
        lines = minutes(ODD, " euroa" if encoding == "iso-8859-1" else " €")
        yield txt(name, f"minutes in {encoding}", lines, cents=ODD, encoding=encoding)
        yield csv(name, f"tabs in a txt, {encoding}", table(("Kunta", money)), file="osuudet.txt",
                  encoding=encoding, delimiter="\t")  # fmt: skip
    for encoding in ("utf-16-le", "cp850", "mac-roman", "iso-8859-15"):
        rows = table(("Kunta", "Maksuosuus euroa"))
        yield csv(name, f"{encoding} without a word", rows, "either", encoding=encoding)


@kind
def saved_in_odd_ways(name: str) -> Iterator[Sent]:
    rows = table()
    yield csv(name, "line ends of Unix", rows, line_end="\n")
    yield csv(name, "line ends of an old Mac", rows, "either", line_end="\r")
    yield csv(name, "every cell quoted", rows, quoted="yes")
    yield csv(name, "blank lines at the end", [*rows, [], [], []])
    yield csv(name, "empty cells at the end", [*rows, ["", ""], ["", ""]])
    yield csv(name, "blank lines at the top", [[], ["", ""], *rows])
    yield csv(name, "blank line under the header", [rows[0], ["", ""], *rows[1:]])
    yield csv(name, "blank line above the total", [*rows[:-1], ["", ""], rows[-1]])
    yield csv(name, "spaces around", [[f"  {cell} " for cell in row] for row in rows])
    yield csv(
        name, "no-break spaces around", [[f"\u00a0{cell}\u00a0" for cell in row] for row in rows]
    )
    yield csv(name, "empty columns behind", [[*row, "", ""] for row in rows])
    yield csv(name, "empty column in front", [["", *row] for row in rows])
    yield csv(name, "empty column between", [[row[0], "", row[1]] for row in rows])
    yield csv(name, "line break in a header", [["Kunta", "Maksuosuus\n€"], *rows[1:]])
    yield csv(name, "sep= in front", [["sep=;"], *rows])
    yield csv(name, "semicolons in a file called tsv", rows, file="osuudet.tsv")
    yield csv(name, "ending in capitals", rows, file="OSUUDET.CSV")
    yield csv(
        name,
        "cells as formulas of text",
        [[f'="{cell}"' for cell in row] for row in rows],
        "either",
    )
    for encoding in ("utf-8-sig", "utf-16"):
        yield csv(name, f"{encoding}, header quoted", rows, encoding=encoding, quoted="yes")


THOUSANDS = {
    "none": "", "space": " ", "no-break": "\u00a0", "narrow": "\u202f", "thin": "\u2009",
    "apostrophe": "'", "curly apostrophe": "\u2019", "point": ".",
}  # fmt: skip
CENTS = {"two decimals": ",00", "none": "", "dash": ",-", "long dash": ",\u2013", "colon dash": ":-"}  # fmt: skip


@kind
def marks_of_thousands_and_cents(name: str) -> Iterator[Sent]:
    for thousands, space in THOUSANDS.items():
        for cents, behind in CENTS.items():
            if (thousands, cents) == ("point", "none"):
                continue  # 7.079 can be read in two ways

            def write(amount: int, space: str = space, behind: str = behind) -> str:
                return written(amount, space, behind=behind, decimals=0)

            called = f"thousands {thousands}, cents {cents}"
            yield csv(name, called, table(("Kunta", "Maksuosuus"), write=write))
            yield txt(name, f"minutes, {called}", minutes(write=write))


@kind
def other_marks(name: str) -> Iterator[Sent]:
    for called, space in (
        ("acute", "´"),
        ("underscore", "_"),
        ("figure space", "\u2007"),
        ("modifier", "\u02bc"),
    ):
        rows = table(write=lambda cents, space=space: written(cents, space))
        yield csv(name, f"thousands {called}", rows, "either", named=("B2", "row 2"))
    dashes = table(write=lambda cents: written(cents, behind=",--", decimals=0))
    yield csv(name, "cents two dashes", dashes, "either", named=("B2", "row 2"))
    english = table(write=lambda cents: written(cents, ",", "."))
    yield csv(name, "4,800.00", english)
    yield csv(name, "4,800.00 with commas between cells", english, delimiter=",")
    point = table(write=lambda cents: written(cents, ".", decimals=0))
    yield csv(name, "4.800", point, "either")
    yield csv(name, "4.800 with the mark told", point, asked={"decimal_mark": ","})
    comma = table(write=lambda cents: written(cents, ",", decimals=0))
    yield csv(name, "4,800", comma, "either")
    yield csv(name, "4,800 with the mark told", comma, asked={"decimal_mark": "."})
    mixed = table()
    mixed[1][1], mixed[2][1] = "4800.00", "18.200,00"
    yield csv(name, "marks mixed", mixed, "either")
    for text in ("4800,123", "4 800,00 18 200,00", "4 800,0,0", "noin 4 800", "4 800?", "n. 4 800", "4 8oo", "4 800 +",
                 "4 800 / 2", "12.12.2021", "4800 €/v + alv", "-", "…", "x", "4 800–5 000"):  # fmt: skip
        rows = table()
        rows[1][1] = text
        yield csv(name, f"no plain sum: {text}", rows, "refused", named=("B2", "row 2", text))
    for text in (
        "48 00,00",
        "4 80 0,00",
        "+4 800,00",
        "4\n800,00",
        "4 800,00*",
        "4 800,00 1)",
        "4 800,0",
        "04 800,00",
    ):
        rows = table()
        rows[1][1] = text
        yield csv(name, f"odd but clear: {text!r}", rows, "either", named=("B2", "row 2", text))


SIGNS = {"euro behind": "{} €", "euro glued": "{}€", "euro in front": "€ {}", "euroa": "{} euroa", "EUR behind": "{} EUR",
         "EUR in front": "EUR {}", "eur": "{} eur"}  # fmt: skip


@kind
def signs_of_money_in_cells(name: str) -> Iterator[Sent]:
    for called, pattern in SIGNS.items():

        def write(cents: int, pattern: str = pattern) -> str:
            return pattern.format(written(cents))

        yield csv(name, called, table(("Kunta", "Maksuosuus"), write=write))
        yield csv(name, f"{called}, the header says nothing", table(("Kunta", "2022"), write=write))
        yield csv(name, f"{called}, no header", table((), write=write))
    yield csv(name, "e", table(write=lambda cents: f"{written(cents)} e"), "either")
    for sign in ("$", "£", "kr", "SEK", "USD"):
        rows = table(
            ("Kunta", "Maksuosuus"), write=lambda cents, sign=sign: f"{written(cents)} {sign}"
        )
        yield csv(name, f"another currency: {sign}", rows, "refused")


# Headers
# ------------------------------------------------------------------------------------------

MONEY_HEADERS = (
    ("Kunta", "Maksuosuus €"), ("Jäsenkunta", "Kuntaosuus, €"), ("Maksaja", "Maksettava, euroa"),
    ("KUNTA", "MAKSUOSUUS (EUR)"), ("Kunta", "Maksuosuus"), ("Kunta", "€"), ("Kunta", "EUR"), ("Kunta", "Euroa"),
    ("Kunta", "Kustannus, €"), ("Kunta", "Osuus €"), ("Kunta", "Maksuosuus vuonna 2022, €"),
    ("Kunta", "Maksuosuus 2022 (€)"), ("Kunta", "Maksuosuus € (alv 0 %)"), ("Kuntaosuudet", "Euroa vuodessa"),
    ("Kommun", "Betalningsandel €"), ("Kommun", "Andel, euro"), ("Kommun", "Betalningsandel"),
    ("Kommun", "Kommunens andel (€)"), ("Municipality", "Contribution (EUR)"), ("Payer", "Amount, €"),
    ("Municipality", "Share in euros"), ("Kunta/Kommun", "Maksuosuus/Betalningsandel €"), ("", "Maksuosuus €"),
)  # fmt: skip


@kind
def headers_of_one_row(name: str) -> Iterator[Sent]:
    for header in MONEY_HEADERS:
        yield csv(name, f"{header[0]}, {header[1]}", table(header, ODD), cents=ODD)
    for word in (
        "Summa",
        "Belopp",
        "Amount",
        "Osuus",
        "Kustannus",
        "2022",
        "Yhteensä",
        "Maksu",
        "Lasku",
        "TA 2022",
    ):
        named = ("B", word, "--amount-column", "euro")
        yield csv(name, f"the word alone: {word}", table(("Kunta", word)), "either", named=named)
        told = {"amount_column": word, "unit": "euros"}
        yield csv(name, f"{word}, named", table(("Kunta", word)), asked=told)


@kind
def headers_of_other_shapes(name: str) -> Iterator[Sent]:
    rows = table()
    title = ["Kuntien maksuosuudet vuonna 2022", ""]
    yield csv(name, "title", [title, *rows])
    yield csv(name, "title and blank row", [title, ["", ""], *rows])
    yield csv(name, "title with the total", [["Kustannukset 80 000 €", ""], *rows])
    yield csv(
        name, "title with a party", [["Kainuun liitto", ""], *rows], "either", named=("row 1", "A1")
    )
    yield csv(
        name, "title naming a payer", [["Paltamon kunta, kokous 12.12.2021", ""], *rows], "either"
    )
    yield csv(
        name,
        "titles of four rows",
        [["Kainuun maakunta", ""], ["12.12.2021", ""], ["Asia 210 §", ""], title, *rows],
    )
    yield csv(name, "title in one cell only", [["Kuntien maksuosuudet"], [], *rows])
    yield csv(
        name, "three rows", [["", "Maksuosuus"], ["", "vuonna 2022"], ["Kunta", "€"], *rows[1:]]
    )
    yield csv(
        name,
        "three rows, unit last",
        [["Kunta", "Maksuosuus"], ["", "2022"], ["", "euroa"], *rows[1:]],
    )
    yield csv(
        name,
        "two rows in two languages",
        [["Kunta", "Maksuosuus €"], ["Kommun", "Betalningsandel €"], *rows[1:]],
    )
    yield csv(
        name,
        "numbers of columns under the header",
        [["Kunta", "Maksuosuus €"], ["(1)", "(2)"], *rows[1:]],
        "either",
    )
    yield csv(
        name,
        "numbered rows",
        [
            ["Nro", *rows[0]],
            *([str(at), *row] for at, row in enumerate(rows[1:-1], 1)),
            ["", *rows[-1]],
        ],
    )
    codes = [
        ["Tunnus", *rows[0]],
        *([code, *row] for code, row in zip(NAMES, rows[1:-1], strict=True)),
        ["", *rows[-1]],
    ]
    yield csv(name, "codes and names", codes)
    yield csv(name, "names and codes", [[row[1], row[0], row[2]] for row in codes])
    yield csv(name, "amount first", [row[::-1] for row in rows])
    yield csv(name, "no header", rows[1:], "refused", named=("--amount-column", "--unit", "column"))
    yield csv(
        name,
        "no header, columns named",
        rows[1:],
        asked={"payer_column": "A", "amount_column": "B", "unit": "euros"},
    )
    yield csv(name, "no header, the amount named", rows[1:], asked={"amount_column": "B"})
    yield csv(
        name,
        "header with an empty name",
        [["Kunta", ""], *rows[1:]],
        "refused",
        named=("--amount-column", "column"),
    )
    half = len(rows) // 2
    again = [*rows[:half], rows[0], *rows[half:]]
    yield csv(
        name,
        "header again on the next page",
        again,
        "either",
        named=(f"row {half + 1}", f"{half + 1}"),
    )
    for row in (
        "Hyrynslmen kunta",
        "Kodisjoki",
        "Nimismies",
        "Hyrynslmi",
        "Vuolijoki",
        "Muut kunnat",
        "Kunta X",
    ):
        first = [rows[0], [row, "4 800,00"], *rows[2:]]
        yield csv(
            name, f"first row is no party: {row}", first, "refused", named=("row 2", "A2", row)
        )
        last = [*rows[:-2], [row, "17 500,00"], rows[-1]]
        yield csv(name, f"last row is no party: {row}", last, "refused", named=("row 8", "A8", row))
        year = [["", "2022"], [row, "4 800,00"], *rows[2:]]
        yield csv(name, f"first row under a year: {row}", year, "refused", named=("row 2", "A2", row),
                  asked={"amount_column": "B", "unit": "euros"})  # fmt: skip


# Names
# ------------------------------------------------------------------------------------------


def _named(change: Callable[[str, str], str]) -> dict[str, str]:
    return {code: change(code, name) for code, name in NAMES.items()}


def _genitive(behind: str) -> dict[str, str]:
    return {code: f"{GENITIVES[code]}{behind}" for code in NAMES}


NAMINGS = {
    "genitive and kunta": _genitive(" kunta"), "genitive and kaupunki": _genitive(" kaupunki"),
    "genitive of kunta": _genitive(" kunnan osuus"), "genitive": _genitive(""),
    "capitals": _named(lambda code, name: name.upper()), "small letters": _named(lambda code, name: name.lower()),
    "decomposed": _named(lambda code, name: unicodedata.normalize("NFD", name)),
    "decomposed genitive": {code: unicodedata.normalize("NFD", f"{name} kunta") for code, name in GENITIVES.items()},
    "codes": _named(lambda code, name: code), "code and name": _named(lambda code, name: f"{code} {name}"),
    "name and code": _named(lambda code, name: f"{name} ({code})"), "KU and code": _named(lambda code, name: f"KU{code}"),
    "four digits": _named(lambda code, name: f"0{code}"), "code as a decimal": _named(lambda code, name: f"{code}.0"),
    "code with a comma": _named(lambda code, name: f"{code},0"), "footnote mark": _named(lambda code, name: f"{name} 1)"),
    "asterisk": _named(lambda code, name: f"{name}*"), "numbered": {code: f"{at}. {NAMES[code]}" for at, code in enumerate(NAMES, 1)},
    "no-break space": _genitive("\u00a0kunta"), "two spaces": _genitive("  kunta"),
    "kommun": _named(lambda code, name: f"{name} kommun"), "kommuns": _named(lambda code, name: f"{name} kommuns andel"),
    "municipality": _named(lambda code, name: f"Municipality of {name}"),
}  # fmt: skip
SINGLE = {
    "Kajaani": "205", "Kajana": "205", "Kajaanin kaupunki": "205", "Kajana stad": "205", "Kajaani - Kajana": "205",
    "Kajaani \u2013 Kajana": "205", "Kajaani/Kajana": "205", "Kajaani (Kajana)": "205", "Kajana - Kajaani": "205",
    "Espoo": "049", "Esbo": "049", "Esbo stad": "049", "Esbo stads andel": "049", "Espoon kaupunki": "049",
    "Espoo - Esbo": "049", "Helsingfors": "091", "Helsinki / Helsingfors": "091", "91 Helsinki": "091", "091 Helsinki": "091",
    "91": "091", "091": "091", "0091": "091", "KU091": "091", "49": "049", "49,0": "049", "91.0": "091", "Helsinki 91": "091",
    "Helsinki (091)": "091", "Kainuun liitto": "liitto", "Kajanalands förbund": "liitto", "Kainuun liiton osuus": "liitto",
    "Kainuun liitto - Kajanalands förbund": "liitto", "HELSINGIN KAUPUNKI": "091", "Helsingin kaupunki": "091",
}  # fmt: skip
"""A name, and the party that it is."""
DOUBTED = {
    "Kajanan kaupunki": "205",
    "KU91": "091",
    "Kajaani Kajana": "205",
    "Kajaanin kaupunginhallitus": "205",
}
"""The same, where it may be refused too."""
NO_PARTY = (
    "Kuhmoinen", "Kuhmoisten kunta", "Kuhmalahti", "Salla", "Oulu", "Oulainen", "Vaala", "Vaasan kaupunki", "Kainuu",
    "Kajanalan kunta", "Sotkanen", "Paltaniemi", "Kuhm", "Puolankajärvi", "Suomusjärvi", "Suomusjärven kunta", "Ristiina",
    "Ristiinan kunta", "Hyrynsalo", "999", "KU999", "9105", "Kuhmo ja Paltamo", "Kuhmo/Paltamo", "Espoonlahti", "Helsinge", "Kuhmolainen",
    "Kunta", "290 Paltamo", "Paltamo (290)", "Pyhäjärvi", "Kajaani-Paltamo", "Kainuun hyvinvointialue", "Kuhmo Kuhmoinen",
)  # fmt: skip


@kind
def names(name: str) -> Iterator[Sent]:
    for called, names in NAMINGS.items():
        yield csv(name, f"all: {called}", table(names=names))
        if "code" not in called and called not in ("four digits", "numbered"):
            lines = [f"{names[code]} {written(amount)} €" for code, amount in WHOLE.items()]
            yield txt(name, f"minutes: {called}", [*lines, "Yhteensä 80 000,00 €"])
    for text, code in {**SINGLE, **DOUBTED}.items():
        rows = [*table(total=""), [text, "20 000,00"], ["Yhteensä", "100 000,00"]]
        sure: Verdict = "either" if text in DOUBTED else "read"
        named = ("row 9", "A9", text)
        yield csv(name, f"one: {text}", rows, sure, {**WHOLE, code: 2_000_000}, named=named)
    for text in NO_PARTY:
        rows = [*table(total=""), [text, "20 000,00"], ["Yhteensä", "100 000,00"]]
        yield csv(name, f"no party: {text}", rows, "refused", named=("row 9", "A9", text))
    twice = [*table(total=""), ["Kuhmon kaupunki", "20 000,00"], ["Yhteensä", "100 000,00"]]
    yield csv(name, "the same twice", twice, "refused", named=("Kuhmo",))
    for code, wrong in (
        ("105", "Hyrynslmi"),
        ("620", "Puolnka"),
        ("777", "Suommussalmi"),
        ("697", "Ristijarvi"),
    ):
        rows = table(names={**NAMES, code: wrong})
        verdict: Verdict = "either" if wrong == "Ristijarvi" else "refused"
        yield csv(name, f"misspelt: {wrong}", rows, verdict, named=(wrong,))


# Totals, signs, other rows
# ------------------------------------------------------------------------------------------

TOTALS = (
    "Yhteensä", "YHTEENSÄ", "Yht.", "Kaikki yhteensä", "Kunnat yhteensä", "Summa", "Loppusumma", "Yhteensä / Sammanlagt",
    "Sammanlagt", "Totalt", "Summa totalt", "Total", "Kustannukset yhteensä", "Yhteensä, €", "Yhteensä:",
)  # fmt: skip


@kind
def totals(name: str) -> Iterator[Sent]:
    for word in TOTALS:
        yield csv(name, f"below: {word}", table(total=word))
    rows, whole = table(total=""), ["Yhteensä", "80 000,00"]
    for word in ("Yhteensä", "Kunnat yhteensä", "Totalt", "Koko summa yhteensä"):
        wrong = [word, "81 000,00"]
        named = ("81 000", "81000")
        yield csv(name, f"wrong below: {word}", [*rows, wrong], "refused", named=named)
        yield csv(
            name, f"wrong on top: {word}", [rows[0], wrong, *rows[1:]], "refused", named=named
        )
    yield csv(name, "on top", [rows[0], whole, *rows[1:]])
    yield csv(name, "on top and below", [rows[0], whole, *rows[1:], whole])
    yield csv(
        name,
        "on top right, below wrong",
        [rows[0], whole, *rows[1:], ["Yhteensä", "79 000,00"]],
        "refused",
        named=("79 000", "79000"),
    )
    yield csv(
        name,
        "off by a cent",
        [*rows, ["Yhteensä", "80 000,01"]],
        "refused",
        named=("80 000,01", "80000.01", "80 000.01"),
    )
    yield csv(name, "missing", rows, "refused", named=("--total",))
    yield csv(name, "missing, told", rows, asked={"total": "80000"})
    yield csv(name, "missing, told with a sign", rows, asked={"total": "80 000,00"})
    yield csv(
        name,
        "missing, told wrong",
        rows,
        "refused",
        named=("81 000", "81000"),
        asked={"total": "81000"},
    )
    yield csv(name, "missing, not known", rows, asked={"total": "unknown"})
    yield csv(name, "in the table and told", [*rows, whole], asked={"total": "80000"})
    yield csv(
        name, "in the table and told otherwise", [*rows, whole], "refused", asked={"total": "79000"}
    )
    yield csv(
        name,
        "wrong in the table, told right",
        [*rows, ["Yhteensä", "81 000,00"]],
        "refused",
        asked={"total": "80000"},
    )
    yield csv(
        name,
        "wrong in the table, unknown",
        [*rows, ["Yhteensä", "81 000,00"]],
        "refused",
        asked={"total": "unknown"},
    )
    yield csv(
        name,
        "empty total",
        [*rows, ["Yhteensä", ""]],
        "refused",
        named=("total", "--total", "row 9", "B9"),
    )
    parts = [
        *rows[:4], ["Välisumma", "30 079,00"], *rows[4:], ["Välisumma", "49 921,00"], whole
    ]  # fmt: skip
    for word in ("Välisumma", "Yhteensä", "Osasumma", "Delsumma", "Subtotal", "Pohjoinen yhteensä"):
        right = [[word, row[1]] if row[0] == "Välisumma" else row for row in parts]
        verdict: Verdict = "read" if word != "Pohjoinen yhteensä" else "either"
        yield csv(name, f"sub-totals: {word}", right, verdict)
        wrong_rows = [[row[0], row[1].replace("30 079", "31 079")] for row in right]
        yield csv(
            name,
            f"sub-totals wrong: {word}",
            wrong_rows,
            "refused",
            named=("31 079", "31079", "row 5", "B5"),
        )
        wrong_rows = [[row[0], row[1].replace("80 000", "80 100")] for row in right]
        yield csv(name, f"grand total wrong: {word}", wrong_rows, "refused")
    yield txt(name, "minutes, none", minutes()[:-1], "refused", named=("--total",))
    yield txt(name, "minutes, told", minutes()[:-1], asked={"total": "80000"})
    yield txt(
        name,
        "minutes, wrong",
        [*minutes()[:-1], "Yhteensä 81 000,00 €"],
        "refused",
        named=("81 000", "81000"),
    )
    yield txt(
        name,
        "minutes, wrong on top",
        ["Yhteensä 81 000,00 €", *minutes()[:-1]],
        "refused",
        named=("81 000", "81000"),
    )
    yield txt(name, "minutes, on top", ["Yhteensä 80 000,00 €", *minutes()[:-1]])


NEGATIVE = {
    "minus in front": "-79,00", "true minus": "\u221279,00", "long dash": "\u201379,00", "minus and space": "- 79,00",
    "minus behind": "79,00-", "minus behind a space": "79,00 -", "true minus behind": "79,00\u2212", "brackets": "(79,00)", "brackets and euro": "(79,00 €)",
    "euro, then minus": "€ -79,00", "in words": "vähennetään 79,00", "refund": "hyvitys 79,00", "word": "miinus 79,00",
    "Swedish": "avdrag 79,00", "credit": "79,00 CR", "./.": "./. 79,00", "two dashes": "--79,00",
}  # fmt: skip


@kind
def signs(name: str) -> Iterator[Sent]:
    for called, text in NEGATIVE.items():
        named = ("row 4", "B4", "Paltamo", text)
        for other, whole in (("79 added", "73 000,00"), ("79 taken away", "72 842,00")):
            rows = table(total="")
            rows[3][1] = text
            rows.append(["Yhteensä", whole])
            yield csv(name, f"{called}, {other}", rows, "refused", named=named)
        line = f"Paltamo {text} €" if "€" not in text else f"Paltamo {text}"
        yield txt(name, f"minutes, {called}", [*minutes()[:2], line], "refused", named=("line 3", text),
                  asked={"total": "unknown"})  # fmt: skip
    for line in ("Paltamolta vähennetään 79 €", "Paltamolle hyvitetään 79,00 €", "Paltamolle palautetaan 79,00 €",
                 "Från Paltamo avdras 79,00 €", "Paltamon osuutta alennetaan 79,00 €"):  # fmt: skip
        yield txt(
            name,
            f"minutes: {line}",
            [*minutes()[:2], line],
            "refused",
            named=("line 3",),
            asked={"total": "unknown"},
        )


@kind
def rows_of_others(name: str) -> Iterator[Sent]:
    rows = table(total="")
    for note in ("Lähde: Kainuun liitto", "1) Arvio", "Osuudet on pyöristetty.", "Huom. luvut vahvistetaan keväällä",
                 "Kunnanhallitus 12.12.2021 § 210", "Tietoja ei ole tarkastettu", "* ennakkotieto"):  # fmt: skip
        yield csv(name, f"note below: {note}", [*rows, ["Yhteensä", "80 000,00"], [note, ""]])
        yield csv(
            name,
            f"note below, blank row: {note}",
            [*rows, ["Yhteensä", "80 000,00"], ["", ""], [note]],
        )
    yield csv(name, "note in a column", [[*row, note] for row, note in zip(rows, ["Huom", "", "arvio", *[""] * 5], strict=True)]
              + [["Yhteensä", "80 000,00", ""]])  # fmt: skip
    for group in ("Kainuun kunnat", "Kainuu", "KUNNAT"):
        yield csv(
            name,
            f"group heading: {group}",
            [rows[0], [group, ""], *rows[1:], ["Yhteensä", "80 000,00"]],
        )
    for zero, verdict in (
        ("0", "read"),
        ("0,00", "read"),
        ("0 €", "read"),
        ("-", "either"),
        ("\u2013", "either"),
        ("", "either"),
    ):
        kajaani = [*rows, ["Kajaani", zero], ["Yhteensä", "80 000,00"]]
        cents = {**WHOLE, "205": 0}
        if verdict == "read":
            yield csv(name, f"nothing to pay: {zero!r}", kajaani, cents=cents)
        else:
            yield csv(
                name,
                f"nothing to pay: {zero!r}",
                kajaani,
                "either",
                cents,
                named=("row 9", "B9", "Kajaani"),
            )
    for text in (
        "Kuopio",
        "Muut",
        "Kainuun hyvinvointialue",
        "Muut kunnat yhteensä",
        "Valtio",
        "Omarahoitus",
    ):
        others = [*rows[:4], [text, "1 000,00"], *rows[4:]]
        yield csv(
            name,
            f"another's row: {text}",
            [*others, ["Yhteensä", "81 000,00"]],
            "refused",
            named=("row 5", "A5", text),
        )
        # "Muut kunnat yhteensä" may be a total as well, which it is not of the rows above.
        passed: Verdict = "either" if text.endswith("yhteensä") else "read"
        told = {"only_parties": "yes", "total": "80000"}
        yield csv(name, f"passed over, told: {text}", others, passed, asked=told)
        told = {"only_parties": "yes", "total": "unknown"}
        yield csv(name, f"passed over, unknown: {text}", others, passed, asked=told)
        told = {"only_parties": "yes"}
        yield csv(
            name,
            f"passed over, total of all: {text}",
            [*others, ["Yhteensä", "81 000,00"]],
            "either",
            asked=told,
        )
        yield csv(
            name,
            f"passed over, total of ours: {text}",
            [*others, ["Yhteensä", "80 000,00"]],
            "either",
            asked=told,
        )
        yield csv(
            name,
            f"passed over, no total: {text}",
            others,
            "refused",
            named=("--total", "1000.00"),
            asked=told,
        )
        counted = csv(name, f"told of: {text}", others, passed, asked={**told, "total": "80000"})
        yield replace(counted, told=("passed over", text))
    misspelt = table(names={**NAMES, "105": "Hyrynslmi"})
    lost = {**WHOLE}
    del lost["105"]
    unknown = {"only_parties": "yes", "total": "unknown"}
    passed_over = csv(
        name, "a misspelt party among others", misspelt[:-1], "either", lost, asked=unknown
    )
    yield replace(passed_over, told=("Hyrynslmi",))
    yield csv(
        name,
        "a misspelt party passed over",
        misspelt,
        "refused",
        asked={"only_parties": "yes", "total": "80000"},
    )
