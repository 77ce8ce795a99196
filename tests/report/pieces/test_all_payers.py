"""The one table that names every payer among many: light in the page, whole on paper."""

import re

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report import many_payers
from analyysi.report.blocks import as_data
from analyysi.report.pieces.all_payers import all_payers
from support.readers import number, reader_of


def test_few_have_no_such_table(kainuu_2023: Comparison) -> None:
    assert all_payers(reader_of(kainuu_2023)) == []


def test_of_many_every_payer_is_in_it(
    kainuu_2023: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_payers, "MOST_ROWS", 6)
    reader = reader_of(kainuu_2023, focus="578")
    (table,) = all_payers(reader)
    assert [row.header for row in table.rows] == [
        reader.words.payer(code) for code in kainuu_2023.payers
    ]
    heads, shares, per_head = zip(*(map(number, row.cells) for row in table.rows), strict=True)
    assert sum(shares) == 80_000
    for inhabitants, share, amount in zip(heads, shares, per_head, strict=True):
        assert abs(share / inhabitants - amount) <= 0.005
    html = str(table.html())
    assert html.count('<th scope="row">') == html.count("<tr>") + html.count("<tr class") - 1 == 7
    assert re.findall(r'<tr class="marked"><th scope="row">([^<]+)', html) == ["Paltamo"]
    assert "<td class" not in html, "the style sheet sets the columns, not each cell"
    (data,) = as_data([table])
    assert data["kind"] == "table"
    assert len(data["rows"]) == 7
