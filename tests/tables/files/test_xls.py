"""Old Excel workbooks as they are seen."""

import pytest

from analyysi.errors import SourceError
from analyysi.tables.files.xls import read_xls
from support.places import ROOT
from support.seen_workbook import FOLDED_ROWS, HIDDEN_ROW, NOTHING_SHOWN, ROWS, differences

CONTENT = (ROOT / "tests/fixtures/tables/seen.xls").read_bytes()


def test_all_is_seen_of_an_old_workbook() -> None:
    sheets = read_xls(CONTENT, "seen.xls")
    assert differences(sheets[0]) == []
    assert sheets[0].unseen == (
        "column B is hidden",
        f"row {HIDDEN_ROW} is hidden",
        f"rows {FOLDED_ROWS[0]} to {FOLDED_ROWS[-1]} are hidden",
        f"C{NOTHING_SHOWN} holds what the cell's format does not show",
    )
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("Osuudet", False),
        ("Luonnos", True),
        ("Salattu", True),
        ("Suodatettu", False),
    ]
    assert sheets[-1].unseen == ("row 3 is hidden",)


def test_labels_keep_their_lettering() -> None:
    label = read_xls(CONTENT, "seen.xls")[0].rows[len(ROWS) - 1].cell(0)
    assert (label.text, label.fault) == ("Sotkamo Kajaani", "is struck out in part")


def test_merged_cells_stand_in_their_first() -> None:
    sheet = read_xls(CONTENT, "seen.xls")[0]
    assert sheet.rows[0].cell(4).text == "Yhdistetty"
    assert list(sheet.rows[1].cells) == [0, 2]


@pytest.mark.parametrize("content", [CONTENT[:3000], CONTENT[:512] + b"\0" * 4096])
def test_a_damaged_workbook_is_told(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"a.xls cannot be opened .* it is damaged"):
        read_xls(content, "a.xls")


def test_a_workbook_whose_parts_lead_round_in_a_circle_is_told() -> None:
    raw = bytearray((ROOT / "tests/fixtures/sent_tables/a_comment.xls").read_bytes())
    table = 512 + 512 * int.from_bytes(raw[60:64], "little")
    entry = raw.index("Workbook".encode("utf-16-le"))
    first = int.from_bytes(raw[entry + 116 : entry + 120], "little")
    raw[table + 4 * first : table + 4 * first + 4] = first.to_bytes(4, "little")
    with pytest.raises(SourceError, match="lead round in a circle"):
        read_xls(bytes(raw), "a.xls")
