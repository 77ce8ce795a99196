"""The sheets of the workbook: tables, texts that begin like formulas, paper."""

import re
from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from support.workbooks import made, opened


@pytest.mark.slow
def test_every_table_has_a_header_row_without_gaps(kainuu_2023: Comparison) -> None:
    for sheet in opened(made(kainuu_2023)).worksheets:
        rows = [
            [cell for cell in row if cell.border.bottom.style == "medium"]
            for row in sheet.iter_rows()
        ]
        headers = [row for row in rows if row]
        assert headers
        for row in headers:
            assert [cell.column for cell in row] == list(range(1, len(row) + 1))
            assert all(
                isinstance(cell.value, str) and cell.value.strip() and cell.font.bold
                for cell in row
            )
            body = [sheet.cell(row[0].row + 1, cell.column).value for cell in row]
            assert body[0] is not None


@pytest.mark.slow
def test_a_name_that_begins_like_a_formula_stays_text(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    parties = tuple(
        party.model_copy(
            update={"name": party.name.model_copy(update={"fi": sign + party.name.fi})}
        )
        for party, sign in zip(
            case.agreement.parties, "=+-@====="[: len(case.agreement.parties)], strict=True
        )
    )
    keys = {
        name: key.model_copy(update={"label": key.label.model_copy(update={"fi": "=1+1"})})
        for name, key in case.terms.keys.items()
    }
    agreement = case.agreement.model_copy(update={"parties": parties})
    comparison = replace(
        kainuu_2023,
        case=replace(case, agreement=agreement, terms=case.terms.model_copy(update={"keys": keys})),
    )
    book = opened(made(comparison))
    written = [
        cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value
    ]
    assert not [
        cell
        for cell in written
        if cell.data_type == "f" and re.search(r"Kajaani|Paltamo|1\+1$", cell.value)
    ]
    texts = {cell.value for cell in written if cell.data_type == "s"}
    assert {"+Kajaani", "-Kuhmo", "=1+1", "@Paltamo"} & texts >= {"-Kuhmo", "@Paltamo", "=1+1"}
