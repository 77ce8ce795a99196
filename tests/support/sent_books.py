"""Spreadsheets with what a person does not see, or sees otherwise than it is stored.

`python tests/support/sent_books.py` converts the pages to xls and ods by LibreOffice, into
`tests/fixtures/sent_tables`; the tests need no office program.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import openpyxl

from support.sent_files import Page, Styled, as_ods, as_xlsx
from support.sent_tables import NAMES, ODD, WHOLE, Sent, Verdict, kind, written
from support.sent_units import numbers

FIXTURES = Path(__file__).parents[1] / "fixtures" / "sent_tables"


@dataclass(frozen=True)
class Book:
    """Pages, and what is right of them in each form that can hold them."""

    pages: tuple[Page, ...]
    verdict: Verdict = "read"
    cents: dict[str, int] = field(default_factory=lambda: dict(WHOLE))
    named: tuple[str, ...] = ()
    asked: dict[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    converted: bool = True
    """Whether LibreOffice keeps what is special in it when it converts."""


def _plain() -> list[list[object]]:
    return numbers()


def _with(row: int, column: int, cell: object) -> tuple[Page, ...]:
    rows = _plain()
    rows[row][column] = cell
    return (Page(rows),)


_DRAFT = [["Kunta", "Luonnos €", "Maksuosuus €"]] + [
    [row[0], float(str(row[1])) * 1.1, row[1]] for row in _plain()[1:]
]
_EXTRA = [*_plain()[:-1], ["Kajaani", 30_000], _plain()[-1]]
_TWO_HIDDEN = [[row[0], *([row[1]] * 3)] for row in _plain()]
_TWO_HIDDEN[0] = ["Kunta", "Luonnos 1 €", "Luonnos 2 €", "Maksuosuus €"]
_OTHER = Page([["Väestö", ""], ["Koko maa", 5_500_000]], "Tausta")
_NOTES = Page([["Ohje"], ["Täytä keltaiset solut."]], "Ohje")


BOOKS: dict[str, Book] = {
    # what there is in every spreadsheet
    "plain": Book((Page(_plain()),)),
    "odd cents": Book((Page(numbers(cents=ODD)),), cents=ODD),
    "two decimals shown": Book((Page(numbers(cents=ODD, number_format="#,##0.00")),), cents=ODD),
    "euro of the format": Book((Page(numbers(cents=ODD, number_format='#,##0.00" €"')),), cents=ODD),
    "euro of the format, the header says nothing": Book(
        (Page(numbers(("Kunta", "2022"), ODD, '#,##0.00" €"')),), cents=ODD
    ),
    "text instead of numbers": Book((Page([[row[0], row[1] if at == 0 else written(int(float(str(row[1])) * 100))] for at, row in enumerate(_plain())]),)),
    "numbers and texts mixed": Book(_with(3, 1, "7 079,00")),
    "title, blank row, three rows of header": Book((Page([["Kuntien maksuosuudet", None], [None, None], [None, "Maksuosuus"], [None, "vuonna 2022"], ["Kunta", "€"], *_plain()[1:]]),)),
    "merged title": Book((Page([["Kuntien maksuosuudet 2022", None], *_plain()], merged=((0, 0, 0, 1),)),)),
    "merged header": Book((Page([["Kunta", "Maksuosuus €", None], [None, "2022", "osuus %"], *([*row, round(float(str(row[1])) / 800, 1)] for row in _plain()[1:-1]), ["Yhteensä", 80_000, 100]],
                                merged=((0, 0, 1, 0), (0, 1, 0, 2))),), "either", named=("--amount-column",)),
    "merged header, named": Book((Page([["Kunta", "Maksuosuus €", None], [None, "2022", "osuus %"], *([*row, round(float(str(row[1])) / 800, 1)] for row in _plain()[1:-1]), ["Yhteensä", 80_000, 100]],
                                       merged=((0, 0, 1, 0), (0, 1, 0, 2))),), asked={"amount_column": "B"}),
    "codes as numbers": Book((Page([["Kuntanumero", "Maksuosuus €"], *([int(code), cents // 100] for code, cents in WHOLE.items()), ["Yhteensä", 80_000]]),)),
    "codes as text and as numbers": Book((Page([["Kuntanumero", "Maksuosuus €"], *([int(code) if at % 2 else code, cents // 100] for at, (code, cents) in enumerate(WHOLE.items())), ["Yhteensä", 80_000]]),)),
    "codes shown with zeros": Book((Page([["Kuntanumero", "Maksuosuus €"], [Styled(91, "000"), 20_000], *([Styled(int(code), "000"), cents // 100] for code, cents in WHOLE.items()), ["Yhteensä", 100_000]]),),
                                   cents={**WHOLE, "091": 2_000_000}),
    "codes and names": Book((Page([["Nro", "Kunta", "Maksuosuus €"], *([int(code), NAMES[code], cents // 100] for code, cents in WHOLE.items()), [None, "Yhteensä", 80_000]]),)),
    "other sheets beside": Book((_OTHER, Page(_plain(), "Osuudet"), _NOTES)),
    "two sheets with payers": Book((Page(_plain(), "2021"), Page(_plain(), "2022")), "refused", named=("--sheet",)),
    "two sheets with payers, named": Book((Page(numbers(cents=ODD), "2021"), Page(_plain(), "2022")), asked={"sheet": "2022"}),
    "no such sheet": Book((Page(_plain(), "Osuudet"),), "refused", named=("Osuudet",), asked={"sheet": "Osudet"}),
    "blank first rows and columns": Book((Page([[None] * 4, [None] * 4, *([None, None, *row] for row in _plain())]),)),
    "wrong total": Book(_with(8, 1, 81_000), "refused", named=("81 000", "81000", "81,000")),
    "no total": Book((Page(_plain()[:-1]),), "refused", named=("--total",)),
    "below zero": Book(_with(3, 1, -79), "refused", named=("B4", "row 4", "Paltamo")),
    "below zero in brackets": Book(_with(3, 1, Styled(-79, "#,##0;(#,##0)")), "refused", named=("B4", "row 4", "Paltamo"), converted=False),
    "another municipality": Book(_with(2, 0, "Kuhmoinen"), "refused", named=("Kuhmoinen",)),
    "parts of a cent": Book(_with(3, 1, 7079.123), "refused", named=("B4", "row 4", "7079,123", "7079.123")),
    "binary noise": Book(_with(3, 1, 7079.000000000001), "either"),
    # hidden
    "hidden column": Book((Page(_DRAFT, hidden_columns=(1,)),), told=("idden",)),
    "hidden column, the seen one says nothing": Book((Page([["Kunta", "Luonnos €", "Hyväksytty"], *_DRAFT[1:]], hidden_columns=(1,)),), "either", named=("idden",), told=("idden",)),
    "hidden column in a group": Book((Page(_DRAFT, hidden_columns=(1,), grouped=True),), told=("idden",)),
    "two hidden columns": Book((Page(_TWO_HIDDEN, hidden_columns=(1, 2)),), told=("idden",)),
    "hidden column asked for": Book((Page(_DRAFT, hidden_columns=(1,)),), "refused", named=("idden",), asked={"amount_column": "B"}),
    "the only amounts are hidden": Book((Page(_plain(), hidden_columns=(1,)),), "refused", named=("idden", "B")),
    "the names are hidden": Book((Page(_plain(), hidden_columns=(0,)),), "refused", named=("idden", "A")),
    "hidden row": Book((Page(_EXTRA, hidden_rows=(8,)),), told=("idden",)),
    "hidden row in a group": Book((Page(_EXTRA, hidden_rows=(8,), grouped=True),), told=("idden",)),
    "hidden row of a filter": Book((Page(_EXTRA, hidden_rows=(8,), filtered=True),), told=("idden",)),
    "hidden payer": Book((Page(_plain(), hidden_rows=(3,)),), "refused", named=("80 000", "80000", "row 4")),
    "hidden header": Book((Page(_plain(), hidden_rows=(0,)),), "refused"),
    "hidden total": Book((Page(_plain(), hidden_rows=(8,)),), "refused", named=("--total",)),
    "hidden sheet beside": Book((Page(_plain(), "Osuudet"), Page(numbers(cents=ODD), "Luonnos", "hidden")), told=("idden",)),
    "hidden sheet in front": Book((Page(numbers(cents=ODD), "Luonnos", "hidden"), Page(_plain(), "Osuudet")), told=("idden",)),
    "the only sheet with payers is hidden": Book((_NOTES, Page(_plain(), "Luonnos", "hidden")), "refused", named=("idden",)),
    "a hidden sheet, named": Book((_NOTES, Page(_plain(), "Luonnos", "hidden")), asked={"sheet": "Luonnos"}, told=("idden",)),
    "very hidden sheet beside": Book((Page(_plain(), "Osuudet"), Page(numbers(cents=ODD), "Luonnos", "very hidden")), told=("idden",)),
    "very hidden sheet with the only payers": Book((_NOTES, Page(_plain(), "Luonnos", "very hidden")), "refused", named=("idden",)),
    "hidden cache of links": Book((Page(_plain(), "Osuudet"), Page(numbers(cents=ODD), "_file_C_Users", "hidden")), told=("idden",)),
    # struck out, raised, formats
    "struck-out row": Book((Page([*_plain()[:-1], [Styled("Kajaani", struck=True), Styled(30_000, struck=True)], _plain()[-1]]),), "refused", named=("A9", "B9", "row 9")),
    "struck-out amount": Book(_with(3, 1, Styled(7079, struck=True)), "refused", named=("B4", "row 4")),
    "struck-out name": Book(_with(3, 0, Styled("Paltamo", struck=True)), "refused", named=("A4", "row 4")),
    "struck-out total": Book(_with(8, 1, Styled(80_000, struck=True)), "refused", named=("B9", "row 9", "--total")),
    "raised mark on an amount": Book(_with(3, 1, Styled("7079", raised="1")), "either", named=("B4",), told=("footnote", "raised", "superscript")),
    "raised mark on decimals": Book(_with(3, 1, Styled("7079,00", raised="1)")), "either", named=("B4",), told=("footnote", "raised", "superscript")),
    "raised mark on a name": Book(_with(3, 0, Styled("Paltamo", raised="1")), "either", named=("A4", "row 4"), told=("footnote", "raised", "superscript")),
    "raised mark on the total": Book(_with(8, 1, Styled("80000", raised="2")), "either", named=("B9",), told=("footnote", "raised", "superscript")),
    "raised mark in the header": Book(_with(0, 1, Styled("Maksuosuus €", raised="1"))),
    "raised mark on the word of the total": Book(_with(8, 0, Styled("Yhteensä", raised="1")), "either", named=("A9", "row 9")),
    "whole euros shown, cents stored": Book((Page(numbers(cents=ODD, number_format="#,##0")),), "refused",
                                            named=("4800,25", "4 800,25", "4800.25", "B2", "80 001", "80001")),
    "whole euros shown, cents stored, sums right": Book((Page(numbers(cents={**ODD, "620": 550_000, "697": 292_100}, number_format="#,##0")),), "either", told=("4800.25", "4800,25")),
    "one decimal shown": Book((Page(numbers(cents=ODD, number_format="0.0")),), "refused"),
    # formulas, errors, other cells
    "calculated formulas": Book((Page([_plain()[0], *([row[0], Styled(row[1], formula=f"{row[1]}+0")] for row in _plain()[1:])]),)),
    "total never calculated": Book(_with(8, 1, Styled(None, formula="SUM([.B2:.B8])")), "refused", named=("B9", "row 9", "--total"), converted=False),
    "amount never calculated": Book(_with(3, 1, Styled(None, formula="7000+79")), "refused", named=("B4", "row 4"), converted=False),
    "all never calculated": Book((Page([_plain()[0], *([row[0], Styled(None, formula=f"{row[1]}+0")] for row in _plain()[1:-1])]),), "refused", named=("B2", "row 2"), converted=False),
    "an error": Book(_with(3, 1, Styled("#REF!", formula="#REF!+0")), "refused", named=("B4", "row 4"), converted=False),
    "an error in the total": Book(_with(8, 1, Styled("#N/A", formula="NA()")), "refused", named=("B9", "row 9", "--total"), converted=False),
    "an error in a name": Book(_with(3, 0, Styled("#NAME?", formula="NAMES")), "refused", named=("A4", "row 4"), converted=False),
    "an error as text": Book(_with(3, 1, "#REF!"), "refused", named=("B4", "row 4")),
    "an error in another column": Book((Page([[*row, Styled("#DIV/0!", formula="1/0") if at else "Muutos %"] for at, row in enumerate(_plain())]),), converted=False),
    "a date for an amount": Book(_with(3, 1, Styled(7079, "dd.mm.yyyy")), "refused", named=("B4", "row 4"), converted=False),
    "a per cent for an amount": Book(_with(3, 1, Styled(0.088, "0.0%")), "refused", named=("B4", "row 4")),
    "a comment": Book((Page([*_plain()[:3], ["Paltamo", Styled(7079, comment="ennen 12 000")], *_plain()[4:]]),)),
    "a comment on a name": Book((Page([*_plain()[:3], [Styled("Paltamo", comment="Kuhmo?"), 7079], *_plain()[4:]]),)),
    "empty amount": Book(_with(3, 1, None), "refused", named=("B4", "row 4", "Paltamo")),
    "nothing shown by the format": Book(_with(3, 1, Styled(7079, ";;;")), "refused", named=("B4", "row 4", "Paltamo"), converted=False),
}  # fmt: skip
"""Every book by its name."""


def _pages_of(form: str, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Return pages with their formulas as the form writes them."""
    if form == "ods":
        return pages
    return tuple(
        replace(page, rows=[[_excel_formula(cell) for cell in row] for row in page.rows])
        for page in pages
    )


def _excel_formula(cell: object) -> object:
    if isinstance(cell, Styled) and cell.formula:
        return replace(
            cell, formula=cell.formula.replace("[.", "").replace(":.", ":").replace("]", "")
        )
    return cell


def _sent(kind: str, name: str, file: str, content: Callable[[], bytes], sent: Book) -> Sent:
    right = {} if sent.verdict == "refused" else sent.cents
    verdict, named, asked = sent.verdict, sent.named, sent.asked
    return Sent(kind, name, file, content, verdict, right, named, asked, told=sent.told)


OF_EXCEL = ("below zero in brackets", "nothing shown by the format", "a date for an amount")
"""Books whose formats OpenDocument writes otherwise."""


@kind
def spreadsheets_as_they_are_seen(name: str) -> Iterator[Sent]:
    for called, sent in BOOKS.items():
        pages = _pages_of("xlsx", sent.pages)
        yield _sent(name, f"{called}, xlsx", "osuudet.xlsx", partial(as_xlsx, *pages), sent)
        if called not in OF_EXCEL:
            content = partial(as_ods, *sent.pages)
            yield _sent(name, f"{called}, ods", "osuudet.ods", content, sent)


@kind
def spreadsheets_of_libreoffice(name: str) -> Iterator[Sent]:
    for called, sent in BOOKS.items():
        for form in ("xls", "ods"):
            path = FIXTURES / f"{called.replace(' ', '_').replace(',', '')}.{form}"
            if sent.converted and path.exists():
                yield _sent(name, f"{called}, {form}", path.name, path.read_bytes, sent)


@kind
def written_by_another_program(name: str) -> Iterator[Sent]:
    for called, sent in BOOKS.items():
        if all(_is_value(cell) for page in sent.pages for row in page.rows for cell in row):
            yield _sent(name, called, "taulukko.xlsx", partial(_by_openpyxl, sent.pages), sent)


def _is_value(cell: object) -> bool:
    return not isinstance(cell, Styled)


def _by_openpyxl(pages: tuple[Page, ...]) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.remove(made.active)
    for page in pages:
        sheet = made.create_sheet(page.name)
        sheet.sheet_state = {"seen": "visible", "hidden": "hidden", "very hidden": "veryHidden"}[
            page.state
        ]
        for row in page.rows:
            sheet.append(list(row))
        for number in page.hidden_rows:
            sheet.row_dimensions[number + 1].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions["ABCD"[column]].hidden = True
        for top, left, bottom, right in page.merged:
            sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    made.save(out)
    return out.getvalue()


def convert() -> None:
    """Write the fixtures again: every book in xlsx, converted by one call of LibreOffice a form.

    As ods only those with something that is not seen or is seen otherwise: `as_ods` writes the rest.
    """
    office = shutil.which("soffice")
    assert office is not None
    FIXTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, list[str]] = {"xls": [], "ods": []}
        for called, sent in BOOKS.items():
            if sent.converted:
                path = Path(folder) / f"{called.replace(' ', '_').replace(',', '')}.xlsx"
                path.write_bytes(as_xlsx(*_pages_of("xlsx", sent.pages)))
                made["xls"].append(str(path))
                if any(
                    word in called for word in ("hidden", "struck", "raised", "shown", "format")
                ):
                    made["ods"].append(str(path))
        for form, paths in made.items():
            profile = f"-env:UserInstallation=file://{folder}/profile"
            order = [
                office,
                profile,
                "--headless",
                "--convert-to",
                form,
                "--outdir",
                str(FIXTURES),
                *paths,
            ]
            subprocess.run(order, check=True, capture_output=True)


if __name__ == "__main__":
    convert()
