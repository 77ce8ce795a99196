"""What shares weigh on budgets: recomputed from the documents, and what is never a per cent."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.comparison.burden.weight_on_budgets import (
    margin_in_words,
    of_net_expenses,
    stakes,
    weights,
)
from analyysi.comparison.compare import Comparison
from analyysi.sources.budgets import (
    DECIDED,
    MARGIN,
    OPERATING_EXPENSES,
    TAX_REVENUE,
    TRANSFERS,
    BudgetBook,
)
from support.budget_documents import net_expenses

SOTKAMO, SUOMUSSALMI, PALTAMO, RISTIJARVI = "765", "777", "578", "697"


def by_name(comparison: Comparison, name: str) -> dict[str, Fraction]:
    (measured,) = (
        weighed
        for weighed in weights(comparison, comparison.chosen)
        if weighed.yardstick.name == name
    )
    return dict(measured.of_payer)


def with_figures(
    comparison: Comparison, code: str, stage: str, figures: dict[str, Fraction]
) -> Comparison:
    """Return a comparison with other figures of one payer's budget (made up, for the form)."""
    book = comparison.case.budgets
    assert book is not None
    lines = tuple(
        replace(line, figures={**line.figures, **figures})
        if (line.code, line.year, line.stage) == (code, book.year, stage)
        else line
        for line in book.lines
    )
    budgets = BudgetBook(book.year, lines, book.manifests)
    return replace(comparison, case=replace(comparison.case, budgets=budgets))


@pytest.mark.parametrize(("year", "document"), [(2023, 2023), (2027, 2026)])
def test_euros_per_thousand_of_net_expenses(
    year: int, document: int, kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    comparison = {2023: kainuu_2023, 2027: kainuu_2027}[year]
    for code, cents in by_name(comparison, "of_net_expenses").items():
        share = Fraction(comparison.chosen.cents[code], 100)
        assert cents / 100 == share / net_expenses(code, document) * 1000


def test_the_share_is_seven_to_nine_hundredths_of_a_per_cent_of_net_expenses(
    kainuu_2023: Comparison,
) -> None:
    net = of_net_expenses(kainuu_2023)
    assert [round(part * 10_000) for part in (min(net.values()), max(net.values()))] == [7, 9]
    assert min(net, key=lambda code: net[code]) == SOTKAMO
    assert max(net, key=lambda code: net[code]) == SUOMUSSALMI


def test_the_choice_of_key_moves_sotkamo_most(kainuu_2023: Comparison) -> None:
    moves = {stake.key or stake.title.text: stake for stake in stakes(kainuu_2023)}
    euros = {name: round(Fraction(abs(stake.cents), 100)) for name, stake in moves.items()}
    assert euros == {
        "tax_revenue_2020": 560,
        "income_tax_2020": 956,
        "operating_expenses_2020": 2001,
        "net operating expenses in the budgets of {year}": 4207,
        "equal shares": 12_386,
    }
    assert {stake.payer for stake in moves.values()} == {SOTKAMO}
    assert [stake.of_budgets for stake in moves.values()] == [False, False, False, True, False]


def test_yardsticks_of_budgets_add_no_way_of_sharing(kainuu_2023: Comparison) -> None:
    stakes(kainuu_2023)
    assert set(kainuu_2023.case.problem.keys) == set(kainuu_2023.case.terms.keys)
    assert all("net_operating" not in split.id for split in kainuu_2023.splits)


def test_a_margin_below_zero_is_told_in_words(kainuu_2027: Comparison) -> None:
    # Ristijärvi's budget of 2026: vuosikate -4 078,60.
    words = margin_in_words(kainuu_2027.case, RISTIJARVI, 189_512)
    assert words is not None
    assert (words.kind, words.ratio) == ("negative", None)
    assert words.decided == Fraction("-4078.60")


@pytest.mark.parametrize(
    ("code", "decided", "amended"),
    [(RISTIJARVI, "-338701", "15098"), (SOTKAMO, "463123", "-2596159")],
)
def test_a_margin_whose_sign_changes_is_no_per_cent(
    kainuu_2023: Comparison, code: str, decided: str, amended: str
) -> None:
    """Real pairs of Ristijärvi 2025 and Sotkamo 2024, set into the year of the case."""
    changed = with_figures(kainuu_2023, code, DECIDED, {MARGIN: Fraction(decided)})
    changed = with_figures(changed, code, "prior_amended", {MARGIN: Fraction(amended)})
    words = margin_in_words(changed.case, code, 100_00)
    assert words is not None
    assert (words.kind, words.ratio) == ("changing", None)


def test_a_margin_above_zero_has_a_part(kainuu_2023: Comparison) -> None:
    words = margin_in_words(kainuu_2023.case, PALTAMO, 732_524)
    assert words is not None
    assert words.ratio == Fraction(732_524, 100) / 1_710_170


def test_tax_funding_is_a_yardstick_where_it_is_known(kainuu_2023: Comparison) -> None:
    names = [measured.yardstick.name for measured in weights(kainuu_2023, kainuu_2023.chosen)]
    assert names == ["by_head", "of_net_expenses", "of_tax_revenue"]
    known = kainuu_2023
    for code in (PALTAMO, SOTKAMO):
        funding = {TAX_REVENUE: Fraction(6_000_000), TRANSFERS: Fraction(4_000_000)}
        known = with_figures(known, code, DECIDED, funding)
    assert by_name(known, "of_tax_funding") == {
        code: Fraction(known.chosen.cents[code], 10_000) for code in (SOTKAMO, PALTAMO)
    }


def test_without_budgets_only_the_other_yardsticks_remain(kainuu_2023: Comparison) -> None:
    bare = replace(kainuu_2023, case=replace(kainuu_2023.case, budgets=None))
    names = [measured.yardstick.name for measured in weights(bare, bare.chosen)]
    assert names == ["by_head", "of_tax_revenue"]
    assert not any(stake.of_budgets for stake in stakes(bare))
    assert margin_in_words(bare.case, PALTAMO, 1) is None
    assert of_net_expenses(bare) == {}


@given(
    st.lists(st.integers(min_value=1, max_value=10**9), min_size=7, max_size=7),
    st.data(),
)
def test_lowest_and_highest_enclose_every_payer(
    kainuu_2023: Comparison, expenses: list[int], data: st.DataObject
) -> None:
    changed = kainuu_2023
    for code, euros in zip(kainuu_2023.payers, expenses, strict=True):
        figures = {OPERATING_EXPENSES: Fraction(euros), "operating_income_eur": Fraction(0)}
        changed = with_figures(changed, code, DECIDED, figures)
    split = data.draw(st.sampled_from(changed.splits))
    for measured in weights(changed, split):
        amounts = measured.of_payer
        assert measured.lowest[1] == min(amounts.values()) == amounts[measured.lowest[0]]
        assert measured.highest[1] == max(amounts.values()) == amounts[measured.highest[0]]
