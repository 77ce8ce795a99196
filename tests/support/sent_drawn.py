"""Sent tables that hypothesis draws: sound ones in any shape, and such with one fault."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from support.sent_files import Page, as_lines, as_ods, as_text, as_xlsx
from support.sent_tables import (
    CENTS,
    DELIMITERS,
    ENCODINGS,
    GENITIVES,
    NAMES,
    THOUSANDS,
    TOTALS,
    Sent,
    written,
)
from support.sent_units import OTHER_SCALES
from support.sent_units import THOUSANDS as THOUSANDS_OF_EUROS

HEADERS = (
    ("Kunta", "Maksuosuus euroa"), ("Kunta", "Maksuosuus"), ("Jäsenkunta", "Kuntaosuus, euroa"), ("Kommun", "Betalningsandel, euro"),
    ("Municipality", "Contribution, EUR"), ("Maksaja", "Maksettava EUR"),
)  # fmt: skip
NAMINGS: dict[str, Callable[[str], str]] = {
    "name": lambda code: NAMES[code],
    "capitals": lambda code: NAMES[code].upper(),
    "decomposed": lambda code: unicodedata.normalize("NFD", NAMES[code]),
    "kunta": lambda code: f"{GENITIVES[code]} kunta",
    "code and name": lambda code: f"{code} {NAMES[code]}",
}
TITLES = (
    "Kuntien maksuosuudet 2022",
    "Kustannusten jako, alv 0 %",
    "Liite 3",
    "Kokous 12.12.2021",
    "Andelar 2022",
)
NOTES = ("Lähde: talousarvio", "Osuudet on pyöristetty.", "* ennakkotieto")
FIRST_WORDS = frozenset(header[0] for header in HEADERS)
BESIDE = {
    "": lambda code: "",
    "Väkiluku": lambda code: "3183",
    "Kuntanumero": lambda code: code,
    "Huomautus": lambda code: "vahvistettu",
    "Veroprosentti": lambda code: "21,5",
}
"""Columns behind the sums, and what stands in them."""
HIDDEN = ("", "column", "row", "sheet")
FORMS = ("text", "text", "minutes", "xlsx", "ods", "xlsx of texts")


@dataclass(frozen=True)
class Drawn:
    """A drawn table, with the rows that it was written from, and the fault that was put in it."""

    sent: Sent
    rows: tuple[tuple[str, ...], ...]
    write: Callable[[list[list[str]]], bytes]
    fault: str = ""

    def with_rows(self, rows: list[list[str]], fault: str) -> Drawn:
        """Return it with other rows, to be refused."""
        sent = replace(self.sent, content=lambda: self.write(rows), verdict="refused", cents={})
        return replace(self, sent=sent, rows=tuple(map(tuple, rows)), fault=fault)

    def with_cell(self, row: int, column: int, text: str) -> Sent:
        """Return the table with another text in a cell; beyond its end in the last one."""
        rows = [list(cells) for cells in self.rows]
        cells = rows[min(row, len(rows) - 1)]
        cells[min(column, len(cells) - 1)] = text.encode("utf-8", "replace").decode()
        return replace(self.sent, content=lambda: self.write(rows))


def _number(text: str) -> object:
    """Return a cell of a spreadsheet: the number of a text that `written` made, else the text."""
    plain = text.replace(",", ".")
    return float(plain) if plain.replace(".", "", 1).isdecimal() else text


def _pages(rows: list[list[str]], hidden: str, as_numbers: bool) -> list[Page]:
    """Return the rows as a sheet, with a draft beside them that nobody sees."""
    cells = [[row[0], *(map(_number, row[1:]) if as_numbers else row[1:])] for row in rows]
    if hidden == "column":
        draft = [[row[0], "Luonnos €" if row[0] in FIRST_WORDS else 1, *row[1:]] for row in cells]
        return [Page(draft, hidden_columns=(1,))]
    if hidden == "row":
        return [Page([*cells, ["Kajaani", 30_000]], hidden_rows=(len(cells),))]
    if hidden == "sheet":
        return [Page(cells[::-1], "Luonnos", "hidden"), Page(cells)]
    return [Page(cells)]


def _writer(
    form: str, encoding: str, delimiter: str, hidden: str
) -> Callable[[list[list[str]]], bytes]:
    if form == "text":
        return lambda rows: as_text(rows, delimiter, encoding)
    if form == "minutes":
        return lambda rows: as_lines([" ".join(row) for row in rows], encoding)
    if form == "ods":
        return lambda rows: as_ods(*_pages(rows, hidden, as_numbers=True))
    return lambda rows: as_xlsx(*_pages(rows, hidden, as_numbers=form == "xlsx"))


@st.composite
def tables(draw: st.DrawFn) -> Drawn:
    """Draw a table that must be read."""
    form = draw(st.sampled_from(FORMS))
    encoding = draw(st.sampled_from(ENCODINGS))
    spreadsheet = form in ("xlsx", "ods")
    thousands = draw(st.sampled_from([mark for name, mark in THOUSANDS.items() if name != "point"]))
    behind = draw(st.sampled_from(list(CENTS.values())))
    whole = draw(st.booleans()) and not spreadsheet
    if encoding in ("cp1252", "iso-8859-1") and form in ("text", "minutes"):
        thousands, behind = (
            draw(st.sampled_from(["", " ", "\u00a0", "'"])),
            behind.replace("\u2013", "-"),
        )
    if spreadsheet:
        thousands = ""
    codes = draw(st.lists(st.sampled_from(list(NAMES)), min_size=2, unique=True))
    # In lines of minutes "1 018 100" may hold a payer's number; below a million nothing can.
    most = 10**7 if form == "minutes" else 10**9
    amounts = st.integers(1_000, most // 100) if whole else st.integers(100_001, most)
    cents = {code: draw(amounts) * (100 if whole else 1) for code in codes}

    def shown(amount: int) -> str:
        return (
            written(amount, thousands, behind=behind, decimals=0)
            if whole
            else written(amount, thousands)
        )

    name = NAMINGS[draw(st.sampled_from([key for key in NAMINGS if key != "decomposed" or encoding.startswith("utf")]
                                        if form != "minutes" else ["name", "kunta"]))]  # fmt: skip
    rows = [[name(code), shown(amount)] for code, amount in cents.items()]
    total = [draw(st.sampled_from(TOTALS)), shown(sum(cents.values()))]
    place = draw(st.sampled_from(["below", "on top", "told", "unknown"]))
    asked = {}
    if place in ("below", "on top"):
        rows = [*rows, total] if place == "below" else [total, *rows]
    else:
        asked["total"] = "unknown" if place == "unknown" else str(sum(cents.values()) / 100)
    if form == "minutes":
        rows = [
            [row[0], f"{row[1]} euroa" if row[1][-1] not in "-\u2013" else row[1]] for row in rows
        ]
    else:
        header = draw(st.sampled_from(HEADERS))
        beside = draw(st.sampled_from(list(BESIDE)))
        if beside:
            of_payers = dict(zip(map(name, cents), cents, strict=True))
            rows = [
                [*row, BESIDE[beside](of_payers[row[0]]) if row[0] in of_payers else ""]
                for row in rows
            ]
        rows = [[*header, beside] if beside else list(header), *rows]
        if draw(st.booleans()):
            rows = [[draw(st.sampled_from(TITLES)), ""], *rows]
        if draw(st.booleans()):
            rows = [*rows, ["", ""], [draw(st.sampled_from(NOTES)), ""]]
    delimiter = draw(st.sampled_from(list(DELIMITERS.values())))
    write = _writer(form, encoding, delimiter, draw(st.sampled_from(HIDDEN)))
    file = {"text": "osuudet.csv", "minutes": "ote.txt", "ods": "osuudet.ods"}.get(
        form, "osuudet.xlsx"
    )
    sent = Sent(
        "drawn", f"{form} in {encoding}", file, lambda: write(rows), "read", cents, (), asked
    )
    return Drawn(sent, tuple(map(tuple, rows)), write)


def _of_payers(drawn: Drawn) -> list[int]:
    """Return the places of the rows of payers."""
    words = tuple(name[:4].lower() for name in NAMES.values())
    return [
        at
        for at, row in enumerate(drawn.rows)
        if row[1] and any(word in unicodedata.normalize("NFC", row[0]).lower() for word in words)
    ]


@st.composite
def faulty(draw: st.DrawFn) -> Drawn:
    """Draw a table with one fault, which must be refused."""
    drawn = draw(tables())
    rows = [list(row) for row in drawn.rows]
    at = draw(st.sampled_from(_of_payers(drawn)))
    of_minutes = drawn.sent.file.endswith("txt")
    kinds = ["misspelt", "below zero", "twice", "another's", "more decimals"]
    if not of_minutes:
        kinds += ["no sum", "scale in the title", "scale in the header", "scale below"]
    if drawn.sent.asked.get("total") != "unknown":
        kinds += ["a digit more", "a payer lost"]
    fault = draw(st.sampled_from(kinds))
    scale = draw(
        st.sampled_from([word for word in (*THOUSANDS_OF_EUROS, *OTHER_SCALES) if "€" not in word])
    )
    name, amount = rows[at][0], rows[at][1]
    changes: dict[str, Callable[[], object]] = {
        "misspelt": lambda: rows[at].__setitem__(0, f"{name[:2]}x{name[3:]}q"),
        "below zero": lambda: rows[at].__setitem__(1, f"-{amount}"),
        "no sum": lambda: rows[at].__setitem__(1, "kesken"),
        "twice": lambda: rows.insert(at, [name, amount]),
        "another's": lambda: rows.insert(at, ["Kuhmoinen", amount]),
        "more decimals": lambda: rows[at].__setitem__(1, "4800,1234"),
        "scale in the title": lambda: rows.insert(0, [f"Maksuosuudet, {scale}", ""]),
        "scale in the header": lambda: rows.__setitem__(_header(rows), ["Kunta", f"Maksuosuus, {scale}"]),
        "scale below": lambda: rows.append([f"Luvut {scale}", ""]),
        "a digit more": lambda: rows[at].__setitem__(1, f"9{amount}"),
        "a payer lost": lambda: rows.pop(at),
    }  # fmt: skip
    changes[fault]()
    return drawn.with_rows(rows, f"{fault}: {rows}")


def _header(rows: list[list[str]]) -> int:
    return next(at for at, row in enumerate(rows) if row[0] in FIRST_WORDS)
