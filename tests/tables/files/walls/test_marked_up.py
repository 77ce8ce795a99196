"""What a part holds is counted as its reader would build it."""

import pytest

from analyysi.errors import SourceError
from analyysi.tables.files.ods import read_ods
from analyysi.tables.files.walls import marked_up
from analyysi.tables.files.walls.marked_up import PartReader, SheetCount
from analyysi.tables.files.walls.parts import refuse_large_parts
from analyysi.tables.files.xlsx import read_xlsx
from support import crafted_tables as crafted


def refused(content: bytes) -> str:
    with pytest.raises(SourceError, match="^a.xlsx") as refusal:
        refuse_large_parts(content, "a.xlsx")
    return str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        crafted.format_in("Z1048576"),
        crafted.format_in("XFD1048576"),
        crafted.with_rows('<row r="1048576"><c r="A1048576"><v/></c><c/><c r="C1048576"/></row>'),
        crafted.with_rows('<row r="1048576" ht="15"/>'),
    ],
)
def test_left_over_formats_cost_nothing(content: bytes) -> None:
    refuse_large_parts(content, "a.xlsx")
    (sheet,) = read_xlsx(content, "a.xlsx")
    assert [row.number for row in sheet.rows] == [1, 2]


def test_an_empty_rest_of_an_open_document_costs_nothing() -> None:
    rest = crafted.ods_row(crafted.ods_cell("", 16_384), 1_048_574)
    content = crafted.ods(crafted.ODS_TABLE + rest)
    refuse_large_parts(content, "a.ods")
    (sheet,) = read_ods(content, "a.ods")
    assert [row.number for row in sheet.rows] == [1, 2]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ('<row r="200001"><c><v>1</v></c></row>', "A200001"),
        ('<row r="200000"/><row><c><v>1</v></c></row>', "A200001"),
        ('<row><c r="BXY1"><v>1</v></c></row>', "BXY1"),
        ("<row r='3'>" + "<c/>" * 2000 + "<c><v>1</v></c></row>", "BXY3"),
        ("<row r='3'><c r = '&#88;FD1048576'><f>A1</f></c></row>", "XFD1048576"),
        ('<row r="3"><c r="XFD1048576"><f/></c></row>', "XFD1048576"),
        ('<row r="3"><c r="XFD9" t="inlineStr"><is><t>x</t></is></c></row>', "XFD9"),
        ('<row r="3"><odd r="XFD9"><v>1</v></odd></row>', "XFD9"),
        ('<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="3">'
         '<x:c r="XFD9"><x:v>1</x:v></x:c></x:row>', "XFD9"),
        (f'<row r="{"9" * 6000}"><c><v>1</v></c></row>', "far below"),
        ('<row r="4e9"><c><v>1</v></c></row>', "far below"),
    ],
)  # fmt: skip
def test_what_holds_something_far_away_is_found_however_it_is_written(rows: str, cell: str) -> None:
    assert cell in refused(crafted.with_rows(rows))


def test_other_encodings_of_text_are_counted_too() -> None:
    xml = crafted.with_rows('<row><c r="XFD9"><v>1</v></c></row>')
    xml = crafted.sheet_of(xml).decode()
    assert "XFD9" in refused(crafted.changed({crafted.SHEET: xml.encode("utf-16")}))


@pytest.mark.parametrize(
    "row",
    [
        crafted.ods_row(crafted.ods_cell("", 2000) + crafted.ods_cell("x")),
        crafted.ods_row("<table:table-cell/>", 199_998) + crafted.ods_row(crafted.ods_cell("x")),
        crafted.ods_row('<table:table-cell office:value-type="float"/>', 200_000),
    ],
)
def test_repeated_cells_and_rows_of_open_documents_are_counted(row: str) -> None:
    assert "at most 200000 rows and 2000 columns are read" in refused(
        crafted.ods(crafted.ODS_TABLE + row)
    )


def test_copies_of_a_cell_count_as_often_as_it_is_repeated() -> None:
    cells = crafted.ods_row(crafted.ods_cell("1", 1000), 151)
    assert "more than 150000 cells that hold something" in refused(crafted.ods(cells))


def test_many_merges_count_together() -> None:
    areas = [f"A{row}:B{row + 9999}" for row in range(1, 60_001, 10_000)]
    refuse_large_parts(crafted.merged(*areas[:5]), "a.xlsx")
    assert "merged or share one link, and at most 100000" in refused(crafted.merged(*areas))


@pytest.mark.slow
def test_formats_by_the_hundred_thousand_are_refused() -> None:
    rows = "<row>" + '<c s="1"/>' * marked_up.MOST_FORMATTED + "</row>"
    assert "400000 cells with those that are empty" in refused(crafted.with_rows(rows))


def test_elements_by_the_million_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked_up, "MOST_ELEMENTS", 1000)
    styles = {"xl/styles.xml": b"<a>" + b"<b/>" * 1000 + b"</a>"}
    assert "more than 1000 elements" in refused(crafted.changed(styles))


def test_entities_are_refused() -> None:
    xml = b'<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'
    assert "declares entities" in refused(crafted.changed({crafted.SHEET: xml}))


def test_a_picture_is_passed_over() -> None:
    count = SheetCount("a.xlsx")
    PartReader(count, b"\x89PNG<").feed(b"\x89PNG<a><a>")
    assert count.elements == 0
