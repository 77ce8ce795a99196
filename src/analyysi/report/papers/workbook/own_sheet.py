"""The sheet of what the analyst added to the report: words, tables as cells, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from math import ceil
from typing import Any

from PIL import Image

from analyysi.report.language.wording import Wording
from analyysi.report.papers.analyst_blocks import cell_text
from analyysi.report.papers.analyst_text import AnalystText
from analyysi.report.papers.notebook_parts import NotebookParts
from analyysi.report.papers.typeset.typesetting import typeset
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from analyysi.report.papers.workbook.sheet import POINTS_OF_LINE, Sheet, SheetCell
from analyysi.report.tables import NOTHING
from analyysi.tables.numbers.plain_text import plain
from analyysi.tables.numbers.printed_numbers import NotANumberError, decimals, read_printed

Block = Mapping[str, Any]

WIDTHS = [60.0, *([17.0] * 9)]
"""The widths of the sheet's columns: words and the names of rows stand in the first."""
_SHARPNESS = 144
"""Pixels to an inch of the pictures: twice those of a screen."""
_MOST_DIGITS = 15
"""A longer number has more digits than a spreadsheet shows of it."""
_BARE_NUMBER = re.compile(r"-?[0-9][0-9 .,]*")
"""A number without any other sign: "(3)" of a person's own table may be a note."""
_TYPST = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")"""


def own_blocks(parts: NotebookParts) -> list[Block]:
    """Return the blocks of all that the analyst wrote or made, in the notebook's order."""
    blocks: list[Block] = []
    for shown in parts.body:
        if isinstance(shown, AnalystText):
            blocks += shown.blocks()
        elif shown.is_own:
            if "heading" in shown.data:
                blocks.append({"kind": "heading", "text": shown.data["heading"]})
            blocks += shown.data["blocks"]
    return blocks


def own_sheet(sheet: Sheet, blocks: Sequence[Block], plan: WorkbookPlan, words: Wording) -> None:
    """Write the sheet: numbers as numbers and not rounded, pictures with their alt text."""
    subject = plan.comparison.case.agreement.subject.in_language(words.language)
    sheet.say(f"{subject} {plan.comparison.case.terms.year}", "title")
    sheet.say(words.say("What the analyst has added to the report: words, tables and pictures."))
    sheet.skip()
    for block in blocks:
        _write(sheet, block)
    sheet.finish(frozen=2, repeated=2)


def _write(sheet: Sheet, block: Block, mark: str = "") -> None:
    """Write a block and leave a row empty after it; `mark` is that of its entry in a list."""
    match block["kind"]:
        case "heading":
            sheet.say(block["text"], "heading")
        case "table":
            write_table(sheet, block)
        case "picture":
            _write_picture(sheet, block)
        case "own-list":
            _write_list(sheet, block)
        case "own-quote" | "folded":
            if "summary" in block:
                sheet.say(block["summary"], "mark")
            for inner in block["blocks"]:
                _write(sheet, inner)
        case kind:
            for line in _LINES[kind](block):
                sheet.words(f"{mark}{line}")
            if not mark:
                sheet.skip()


def _write_list(sheet: Sheet, block: Block) -> None:
    for number, entry in enumerate(block["items"], start=block["start"]):
        mark = f"{number}. " if block["ordered"] else "• "
        for inner in entry:
            _write(sheet, inner, mark)
            mark = "    "
    sheet.skip()


def _headed(block: Block, lines: Iterable[str]) -> list[str]:
    return [*([block["heading"]] if block["heading"] else []), *lines]


_LINES: dict[str, Callable[[Block], Iterable[str]]] = {
    **dict.fromkeys(("paragraph", "code"), lambda block: [block["text"]]),
    "own-paragraph": lambda block: ["".join(map(_run_text, block["runs"]))],
    "own-formula": lambda block: [block["alt"]],
    "formula": lambda block: [block["words"]],
    "bullets": lambda block: _headed(block, [f"• {sentence}" for sentence in block["items"]]),
    "facts": lambda block: _headed(
        block, [f"{fact['label']}: {fact['text']}" for fact in block["facts"]]
    ),
}
"""The lines of each kind of block that is words."""


def _run_text(run: Mapping[str, Any]) -> str:
    """Return a run as text: a formula in words, a link with its address."""
    text = run["alt"] if "formula" in run else run["text"]
    address = f" ({run['link']})" if run["link"] and run["link"] != text else ""
    return f"{text}{address}" + ("\n" if run["breaks"] else "")


def write_table(sheet: Sheet, table: Block) -> None:
    """Write a table: its caption, its cells, of which those that are numbers are written as such,
    and its note.
    """
    if table["caption"]:
        sheet.block()
        sheet.say(table["caption"], "mark")
    headers = [
        table["corner"],
        *(" ".join(filter(None, (head["label"], head["unit"]))) for head in table["columns"]),
    ]
    values = table.get("values") or [_read(row["cells"]) for row in table["rows"]]
    shown_decimals = table.get("decimals") or [
        _decimals(column) for column in zip(*values, strict=True)
    ]
    rows = []
    for row, row_values in zip(table["rows"], values, strict=True):
        cells = [SheetCell(cell_text(row["header"]), "lines")]
        for value, places in zip(row_values, shown_decimals, strict=True):
            cells.append(_cell(value, places))
        rows.append(cells)
    sheet.table(headers, rows)
    note = table.get("note_of_values", table["note"])
    if note:
        sheet.words(note)
    sheet.skip()


def _read(cells: Sequence[Any]) -> list[int | float | str]:
    return [number_of(cell_text(cell)) for cell in cells]


def number_of(text: str) -> int | float | str:
    """Return a number that is written as text; as text what may be a code or a note, can be read in
    two ways or has a unit.

    >>> [number_of(text) for text in ("1 234,5", "−3", "020", "1,234", "12 %", "1234567890123456")]
    [1234.5, -3, '020', '1,234', '12 %', '1234567890123456']
    >>> [number_of(text) for text in ("(3)", "+5", "5-", "12:30", "7'079")]
    ['(3)', '+5', '5-', '12:30', "7'079"]
    """
    if _BARE_NUMBER.fullmatch(plain(text)) is None:
        return text
    try:
        printed = read_printed(text)
    except NotANumberError:
        return text
    number = printed.value
    may_be_code = re.match(r"-?0\d", plain(text)) is not None
    too_long = len(number.as_tuple().digits) > _MOST_DIGITS
    if printed.euros or printed.percent or may_be_code or too_long:
        return text
    return float(number) if decimals(number) else int(number)


def _decimals(column: Sequence[Any]) -> int:
    """Return how many decimals the numbers of a column are written with."""
    texts = [str(value) for value in column if isinstance(value, float)]
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def _cell(value: float | str | None, places: int) -> SheetCell:
    if value is None or value == NOTHING:
        return SheetCell(NOTHING, "none")
    if isinstance(value, str):
        return SheetCell(value, "lines")
    return SheetCell(value, "whole" if not places else "decimal" if places < 3 else "exact")


def _write_picture(sheet: Sheet, picture: Block) -> None:
    sheet.block()
    sizes = re.findall(r"^<svg[^>]*? width='([\d.]+)pt' height='([\d.]+)pt'", picture["svg"])
    width, height = map(float, sizes[0])
    content = png_of(picture["svg"])
    with Image.open(BytesIO(content)) as image:
        pixels, dots = image.size, image.info.get("dpi", (96, 96))
    options = {
        "image_data": BytesIO(content),
        "description": picture["alt"],
        "x_scale": width / 72 / (pixels[0] / dots[0]),
        "y_scale": height / 72 / (pixels[1] / dots[1]),
    }
    sheet.page.insert_image(sheet.row, 0, "picture.png", options)
    sheet.skip(ceil(height / POINTS_OF_LINE) + 1)
    if picture["caption"]:
        sheet.words(picture["caption"])
    sheet.skip()


def png_of(svg: str) -> bytes:
    """Return a drawing as PNG, always in the same bytes: spreadsheets show SVG in part only."""
    return typeset(_TYPST, {"svg": svg}, format="png", ppi=_SHARPNESS)
