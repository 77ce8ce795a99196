"""Tables of one decision as offices might send it, by all ways of writing and spoiling it at once.

Each kind of difference is a table of rows: what is written, and whether the table can still be
believed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from support.fault_files import SEVEN
from support.written_tables import as_csv, as_ods

Rows = list[list[str]]

NAMES = {
    "plain": "Hyrynsalmi Kuhmo Paltamo Puolanka Ristijärvi Sotkamo Suomussalmi",
    "genitive": "Hyrynsalmen Kuhmon Paltamon Puolangan Ristijärven Sotkamon Suomussalmen",
    "code": "105 290 578 620 697 765 777",
}

MARKS: Mapping[str, Callable[[int], str]] = {
    "space": lambda euros: f"{euros:,}".replace(",", " ") + ",00",
    "no-break": lambda euros: f"{euros:,}".replace(",", "\u00a0") + ",00",
    "narrow": lambda euros: f"{euros:,}".replace(",", "\u202f") + ",00",
    "point": lambda euros: f"{euros:,}".replace(",", ".") + ",00",
    "apostrophe": lambda euros: f"{euros:,}".replace(",", "'") + ",00",
    "none": lambda euros: f"{euros}",
    "English": lambda euros: f"{euros:,}.00",
    "dash": lambda euros: f"{euros:,}".replace(",", " ") + ",-",
    "euros behind": lambda euros: f"{euros:,}".replace(",", " ") + ",00 €",
    "euros before": lambda euros: f"€ {euros}",
}

HEADERS = {
    "Maksuosuus €": True,
    "Maksuosuus": True,
    "Euroa": True,
    "Avgift, euro": True,
    "Väkiluku 31.12.2021": False,
    "Työasemat": False,
    "Maksuosuus (1 000 €)": False,
    "Maksuosuus, k€": False,
    "Avgift, tkr": False,
    "€/asukas": False,
    "Maksuosuus €/kk": False,
}

TITLES = {
    "": True,
    "Kuntien maksuosuudet 2022": True,
    "Luvut tuhansina euroina": False,
    "Maksuosuudet, milj. €": False,
}

BESIDE: Mapping[str, tuple[str, ...]] = {
    "": (),
    "Väkiluku": ("2139", "7928", "3183", "2446", "1210", "10348", "7508"),
    "Huom.": ("", "", "alustava", "", "", "", ""),
    "Tunnus": tuple(SEVEN),
    "Muutos %": ("1,0", "2,0", "3,0", "1,5", "0,0", "2,5", "4,0"),
}
"""Another column, before that of the sums."""


def _total(rows: Rows, label: str, text: str) -> list[str]:
    return [label, *[""] * (len(rows[0]) - 2), text]


@dataclass(frozen=True)
class Spoiling:
    """What may be wrong with the rows, or stand among them."""

    believed: bool
    change: Callable[[Rows, Callable[[int], str]], Rows]


def _renamed(place: int, name: str) -> Callable[[Rows, Callable[[int], str]], Rows]:
    def change(rows: Rows, write: Callable[[int], str]) -> Rows:
        return [[name, *row[1:]] if row is rows[place] else row for row in rows]

    return change


def _summed(text: str) -> Callable[[Rows, Callable[[int], str]], Rows]:
    def change(rows: Rows, write: Callable[[int], str]) -> Rows:
        return [[*rows[0][:-1], text.format(rows[0][-1])], *rows[1:]]

    return change


SPOILINGS = {
    "sound": Spoiling(True, lambda rows, write: rows),
    "total below": Spoiling(
        True, lambda rows, write: [*rows, _total(rows, "Yhteensä", write(80_000))]
    ),
    "total on top": Spoiling(
        True, lambda rows, write: [_total(rows, "Kunnat yhteensä", write(80_000)), *rows]
    ),
    "sub-totals": Spoiling(
        True,
        lambda rows, write: [
            *rows[:3],
            _total(rows, "Välisumma", write(30_079)),
            *rows[3:],
            _total(rows, "Välisumma", write(49_921)),
            _total(rows, "Yhteensä", write(80_000)),
        ],
    ),
    "note below": Spoiling(True, lambda rows, write: [*rows, ["1) Alustava tieto"]]),
    "wrong total": Spoiling(
        False, lambda rows, write: [*rows, _total(rows, "Yhteensä", write(80_001))]
    ),
    "wrong sub-total": Spoiling(
        False,
        lambda rows, write: [
            *rows[:3],
            _total(rows, "Välisumma", write(30_080)),
            *rows[3:],
            _total(rows, "Yhteensä", write(80_000)),
        ],
    ),
    "misspelt first": Spoiling(False, _renamed(0, "Hyrynslmen kunta")),
    "misspelt last": Spoiling(False, _renamed(6, "Suomusalmmi")),
    "another municipality": Spoiling(False, _renamed(1, "Kuhmoinen")),
    "the same twice": Spoiling(False, lambda rows, write: [*rows, rows[0]]),
    "no sum": Spoiling(False, _summed("")),
    "below zero in brackets": Spoiling(False, _summed("({})")),
    "below zero behind": Spoiling(False, _summed("{}-")),
    "taken away in words": Spoiling(False, _summed("vähennetään {}")),
    "year for a sum": Spoiling(
        False, lambda rows, write: [["Hyrynslmi", *rows[0][1:-1], "2022"], *rows[1:]]
    ),
}


def _csv(separator: str, encoding: str) -> Callable[[Path, Rows], None]:
    def write(path: Path, rows: Rows) -> None:
        # The code page of Windows has no narrow space.
        text = as_csv(rows, separator).replace("\u202f", "\u00a0")
        path.write_bytes(text.encode(encoding))

    return write


def _xlsx(hidden: bool) -> Callable[[Path, Rows], None]:
    def write(path: Path, rows: Rows) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        if hidden:
            sheet.append(["Kajaani", *["30 000,00"] * 3])
            sheet.row_dimensions[sheet.max_row].hidden = True
            draft = book.create_sheet("Luonnos")
            draft.append(["Kunta", "Maksuosuus €"])
            draft.append(["Kajaani", 5])
            draft.sheet_state = "hidden"
        book.save(path)

    return write


FORMS = {
    "semicolons.csv": _csv(";", "utf-8"),
    "excel.csv": _csv(";", "cp1252"),
    "marked.csv": _csv(",", "utf-8-sig"),
    "unicode.txt": _csv("\t", "utf-16"),
    "seen.xlsx": _xlsx(hidden=False),
    "hidden.xlsx": _xlsx(hidden=True),
    "open.ods": lambda path, rows: as_ods(path, rows),
}


@dataclass(frozen=True)
class Variant:
    """A table, by the names of the rows that make it."""

    form: str
    names: str
    mark: str
    header: str
    title: str
    beside: str
    spoiling: str

    @property
    def believed(self) -> bool:
        """Return whether its shares are those that were decided, beyond doubt."""
        return HEADERS[self.header] and TITLES[self.title] and SPOILINGS[self.spoiling].believed

    def write(self, folder: Path) -> Path:
        """Write it into a folder."""
        write = MARKS[self.mark]
        columns = [NAMES[self.names].split(), BESIDE[self.beside], map(write, SEVEN.values())]
        rows = [list(cells) for cells in zip(*filter(None, columns), strict=True)]
        rows = SPOILINGS[self.spoiling].change(rows, write)
        header = ["Kunta", *filter(None, [self.beside]), self.header]
        path = folder / self.form
        FORMS[self.form](path, [*([[self.title]] if self.title else []), header, *rows])
        return path


def variants(count: int, seed: int) -> Iterator[Variant]:
    """Draw tables; half of them sound but for how they are written."""
    draw = random.Random(seed)
    kinds = (HEADERS, TITLES)
    for number in range(count):
        header, title = (
            draw.choice([name for name, sound in kind.items() if sound or number % 4 == 0])
            for kind in kinds
        )
        sound = [name for name, spoiling in SPOILINGS.items() if spoiling.believed]
        spoiling = draw.choice(list(SPOILINGS) if number % 2 else sound)
        yield Variant(
            *(draw.choice(list(kind)) for kind in (FORMS, NAMES, MARKS)),
            header,
            title,
            draw.choice(list(BESIDE)),
            spoiling,
        )
