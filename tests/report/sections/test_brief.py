"""What to know before deciding, and what each pays in full."""

from analyysi.comparison.compare import Comparison
from analyysi.report.sections import brief
from support.readers import body_rows, number, reader_of, without_heads


def test_shares_sum_to_the_total_and_percentages_to_the_whole(kainuu_2023: Comparison) -> None:
    table = brief.shares(reader_of(kainuu_2023, focus="578"))
    (total,) = [row for row in table.rows if row.total]
    assert number(total.cells[1]) == 100
    assert abs(sum(number(row.cells[1]) for row in body_rows(table)) - 100) < 1
    assert [row.header for row in table.rows if row.marked] == ["Paltamo"]
    assert len(brief.shares(reader_of(without_heads(kainuu_2023))).columns) == 2


def test_a_draft_is_said_to_be_one(kainuu_2023: Comparison, kainuu_2027: Comparison) -> None:
    reader = reader_of(kainuu_2027)
    draft = reader.say("This is a draft. Nobody has decided on it.")
    assert (draft in brief.cautions(reader)) == (kainuu_2027.case.terms.status == "draft")
    assert (draft in brief.cautions(reader_of(kainuu_2023))) == (
        kainuu_2023.case.terms.status == "draft"
    )
