"""What the desk shows of a trial: who pays, what changes, and the exact sums."""

from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import SharedYear, shared_year
from analyysi.desk import view
from analyysi.desk.trial import Trial, as_agreed, try_out
from analyysi.report.language.wording import Wording


def without(comparison: Comparison, payer: str) -> SharedYear:
    agreed = as_agreed(comparison.case)
    payers = tuple(code for code in agreed.payers if code != payer)
    tried = try_out(
        comparison.case,
        Trial(agreed.total, agreed.method, agreed.parameters, payers, agreed.unit),
    )
    assert isinstance(tried, SharedYear)
    return tried


def test_who_left_comes_last_and_pays_nothing_more(kainuu_2027: Comparison) -> None:
    terms, tried = shared_year(kainuu_2027.case), without(kainuu_2027, "578")
    codes = view.payers_of(tried, terms)
    assert codes[-1] == "578"
    paid = [tried.cents[code] for code in codes[:-1]]
    assert paid == sorted(paid, reverse=True)
    changes = view.changes_of(tried, terms)
    assert changes["578"] == -terms.cents["578"]
    assert sum(changes.values()) == 0


def test_the_table_has_a_row_for_everybody_and_one_for_the_sum(kainuu_2027: Comparison) -> None:
    terms, tried = shared_year(kainuu_2027.case), without(kainuu_2027, "578")
    words = Wording("en", tried.case)
    table = view.shares(tried, terms, None, words, focus="765")
    assert len(table.rows) == len(terms.cents) + 1
    assert [row.header for row in table.rows if row.marked] == ["Sotkamo"]
    assert table.rows[-1].cells[0] == "80,000.00"
    assert "80,000.00" in view.sums(tried, words)
