"""The sheet of inputs: the cells that may be changed are marked in three ways."""

import pytest

from analyysi.comparison.compare import Comparison
from support.workbooks import INPUTS, changeable, made, opened


@pytest.mark.slow
def test_changeable_cells_are_marked_by_words_look_and_rule(kainuu_2023: Comparison) -> None:
    sheet = opened(made(kainuu_2023)).worksheets[INPUTS]
    marked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    told = {
        sheet.cell(row, column).coordinate
        for left, top, right, bottom in changeable(sheet)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    ruled = {
        cell
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for line in area.rows
        for cell in (sheet.cell(*place).coordinate for place in line)
    }
    assert marked == told == ruled
    assert len(marked) == 2 + 7 * 5 + 5
    assert all(
        sheet[cell].fill.fgColor.rgb == "FFEEF4F9" and sheet[cell].border.left.style
        for cell in marked
    )
    for rule in sheet.data_validations.dataValidation:
        assert rule.errorTitle
        assert rule.error
        assert rule.prompt
