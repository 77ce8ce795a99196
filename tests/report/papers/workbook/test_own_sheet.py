"""The sheet of own content: words, tables with numbers as numbers, pictures with alt text."""

import re
import zipfile
from io import BytesIO

import pandas as pd
import pytest
from nbformat.v4 import new_markdown_cell
from PIL import Image

from analyysi.comparison.compare import Comparison
from analyysi.report.language.wording import Wording
from analyysi.report.page import Page
from analyysi.report.papers.notebook_parts import parts_of
from analyysi.report.papers.workbook.book import workbook
from analyysi.report.papers.workbook.own_sheet import own_blocks, png_of
from analyysi.report.reader import Reader
from support.own_pictures import PASTED
from support.pages import with_fragments
from support.workbooks import GUIDE, opened

pytestmark = pytest.mark.slow
TEXT = r"""# Saate

Osuus $\frac{a}{2}$ ja [linkki](https://example.org).

![Pylväs kasvaa.](attachment:kuva.png)

3. kolmas

   ![Sama pylväs.](attachment:kuva.png)

| Kunta | Luku | Koodi |
|---|--:|---|
| Paltamo | 1 234,5 | 020 |
"""
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'><rect width='9'/></svg>"


def own_workbook(comparison: Comparison) -> bytes:
    page = Page(comparison, "fi")
    frame = pd.DataFrame(
        {"Osuus": [1 / 3, None], "Määrä": [12, 34567]},
        index=pd.Index(["Paltamo", "=1+1"], name="Kunta"),
    )
    section = page.section("Työasemat", "Kunnat ilmoittivat.", page.table(frame, caption="Luvut"))
    figure = page.figure(SVG, alt="Palkki.", caption="Palkki")
    notebook = with_fragments(page, section, figure)
    notebook.cells.insert(1, new_markdown_cell(TEXT, attachments=PASTED))
    reader = Reader(comparison, Wording("fi", comparison.case))
    return workbook(reader, own_blocks(parts_of(notebook)))


def test_all_stands_on_a_sheet_of_its_own(kainuu_2023: Comparison) -> None:
    data = own_workbook(kainuu_2023)
    book = opened(data)
    sheet = book.worksheets[-1]
    assert sheet.title == "Omat sisällöt"
    assert sheet.title in [cell.value for cell in book.worksheets[GUIDE]["A"]]
    texts = [cell.value for cell in sheet["A"] if cell.value is not None]
    for text in (
        "Saate",
        "Osuus (a) / (2) ja linkki (https://example.org).",
        "3. kolmas",
        "Työasemat",
        "Kunnat ilmoittivat.",
        "Palkki (analyysin tekijän oma)",
    ):
        assert text in texts
    notes = " ".join(map(str, texts))
    assert "–: luku puuttuu." in notes
    assert "pyöristet" not in notes, "the cells are the numbers as they are"
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value is not None}
    assert [cell.value for cell in rows["Paltamo"]][:3] == ["Paltamo", 1 / 3, 12]
    assert rows["Paltamo"][1].number_format == "#,##0.00_)"
    assert [cell.value for cell in rows["=1+1"]][:3] == ["=1+1", "–", 34567]
    assert rows["=1+1"][0].data_type == "s"
    markdown = next(row for row in sheet.iter_rows() if row[2].value == "020")
    assert markdown[1].value == 1234.5
    with zipfile.ZipFile(BytesIO(data)) as file:
        last = max(name for name in file.namelist() if re.match(r"xl/drawings/drawing\d", name))
        drawing = file.read(last).decode("utf-8")
    assert re.findall(r'descr="([^"]*)"', drawing) == ["Pylväs kasvaa.", "Sama pylväs.", "Palkki."]
    assert drawing.count("<xdr:pic>") == 3


def test_the_bytes_are_the_same_each_time(kainuu_2023: Comparison) -> None:
    assert own_workbook(kainuu_2023) == own_workbook(kainuu_2023)


def test_there_is_no_such_sheet_where_nothing_is_added(kainuu_2023: Comparison) -> None:
    page = Page(kainuu_2023, "fi")
    assert own_blocks(parts_of(with_fragments(page))) == []


def test_a_drawing_is_twice_as_sharp_as_a_screen() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='72pt' height='36pt'></svg>"
    with Image.open(BytesIO(png_of(svg))) as image:
        assert image.size == (144, 72)
