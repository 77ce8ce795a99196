"""Causes for which a published year does not come out as it was, in words and in cents."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.strict_data import UnreadableError
from analyysi.archive.anchor import Anchor
from analyysi.archive.edition import Edition
from analyysi.archive.ledger import (
    Cause,
    Reproduction,
    changed_entries,
    changed_results,
    chosen_cents,
    chosen_splits,
    effect,
    first_of,
    is_results,
    with_effects,
)

HEADER = "split,payer_code,payer,amount_eur,chosen\n"
RESULTS = f"{HEADER}by-key,105,Hyrynsalmi,10.05,yes\nby-key,578,Paltamo,0.95,yes\n"
OTHER_SPLIT = "equal,105,Hyrynsalmi,5.50,no\nequal,578,Paltamo,5.50,no\n"
EDITION = Edition(Path("edition-1"), "kainuu-ict", 2023, 1)


def test_only_the_chosen_split_counts() -> None:
    assert chosen_cents(RESULTS + OTHER_SPLIT) == {"105": 1005, "578": 95}


def test_effect_is_in_cents_and_leaves_out_whose_share_stays() -> None:
    after = RESULTS.replace("10.05", "9.05").replace("0.95", "1.95")
    assert effect(RESULTS, after) == {"105": -100, "578": 100}
    assert effect(RESULTS, RESULTS + OTHER_SPLIT) == {}


def test_every_split_that_moves_is_told() -> None:
    before = RESULTS + OTHER_SPLIT
    after = before.replace("equal,105,Hyrynsalmi,5.50", "equal,105,Hyrynsalmi,5.51").replace(
        "equal,578,Paltamo,5.50", "equal,578,Paltamo,5.49"
    )
    assert chosen_splits(before) == {"by-key"}
    cause = with_effects(Cause("method", "here", ()), before, after)
    assert cause.effect == {}
    assert cause.others == {"equal": {"105": 1, "578": -1}}
    # A split that is gone is told with all of its amounts.
    gone = with_effects(cause, before, RESULTS)
    assert gone.others == {"equal": {"105": -550, "578": -550}}
    assert with_effects(cause, before, None).effect is None


def test_effect_on_a_payer_that_comes_or_goes_is_all_of_its_share() -> None:
    without = RESULTS.replace("by-key,578,Paltamo,0.95,yes\n", "")
    assert effect(RESULTS, without) == {"578": -95}
    assert effect(without, RESULTS) == {"578": 95}


@given(st.lists(st.integers(0, 10**7), min_size=2, max_size=2), st.integers(0, 10**5))
def test_effect_of_what_one_pays_for_the_other_is_nought_in_sum(
    shares: list[int], moved: int
) -> None:
    def results(*cents: int) -> str:
        rows = [f"k,{code},P,{amount / 100:.2f},yes" for code, amount in enumerate(cents)]
        return HEADER + "\n".join(rows)

    first, second = shares
    moved = min(moved, first)
    change = effect(results(first, second), results(first - moved, second + moved))
    assert sum(change.values()) == 0
    assert set(change.values()) == ({-moved, moved} if moved else set())


def test_amounts_that_differ_are_told_split_by_split() -> None:
    after = RESULTS.replace("10.05", "10.06") + OTHER_SPLIT
    assert changed_results(RESULTS + OTHER_SPLIT, after) == (
        "by-key, 105 Hyrynsalmi: 10.05 → 10.06",
    )
    assert changed_results(RESULTS, RESULTS + OTHER_SPLIT) == (
        "equal, 105 Hyrynsalmi: absent → 5.50",
        "equal, 578 Paltamo: absent → 5.50",
    )


def test_other_cells_than_amounts_have_their_own_sentence() -> None:
    assert changed_results(RESULTS, RESULTS) == ()
    assert changed_results(RESULTS, RESULTS.replace("yes", "no")) == (
        "no amount differs, but other cells do",
    )


def test_entries_are_named_with_their_tables() -> None:
    before = 'year = 2023\n[rounding]\nunit = "0.01"\n[[unknown]]\nfi = "a"\n[[unknown]]\nfi = "b"'
    after = (
        before.replace("0.01", "1.00").replace('"b"', '"c"').replace("year = 2023", "status = 1.50")
    )
    assert set(changed_entries(before, after)) == {
        "year: 2023 → absent",
        "status: absent → 1.50",
        "rounding.unit: 0.01 → 1.00",
        "unknown[2].fi: b → c",
    }


def test_list_of_plain_entries_is_one_entry() -> None:
    assert changed_entries("codes = ['a', 'b']", "codes = ['a']") == ("codes: ['a', 'b'] → ['a']",)


def test_comments_and_order_are_no_entries() -> None:
    assert changed_entries("a = 1\nb = 2 # two", "b = 2\na = 1") == ()


def test_text_that_is_no_toml_is_refused() -> None:
    with pytest.raises(UnreadableError):
        changed_entries("a = 1", "a = ")


def test_year_is_equal_if_results_and_papers_are_and_nothing_fails() -> None:
    noted = Cause("library", "papermill", ("2.7 → 2.8",), fails=False)
    whole = Reproduction(EDITION, True, {"fi/report.html": True}, (noted,))
    assert whole.equal
    assert whole.faults == ()
    assert not replace(whole, results_equal=False).equal
    assert not replace(whole, results_equal=None).equal
    assert not replace(whole, papers={"fi/report.html": True, "fi/report.pdf": False}).equal
    fault = Cause("data", "data.csv", ("578: 3183 → 3184",))
    failed = replace(whole, causes=(noted, fault))
    assert not failed.equal
    assert failed.faults == (fault,)


def test_changes_left_out_of_a_list_are_counted() -> None:
    changes = [f"row {number}" for number in range(14)]
    assert first_of(changes[:12], "amounts") == tuple(changes[:12])
    assert first_of(changes, "amounts") == (*changes[:12], "and 2 more amounts")


@pytest.mark.parametrize(
    "text",
    ["", HEADER, "a,b\n1,2\n", RESULTS.replace("10.05", "much"), RESULTS.replace(",yes", "")],
)
def test_what_is_no_table_of_results_is_said_to_be_none(text: str) -> None:
    assert is_results(RESULTS)
    assert not is_results(text)
    assert changed_results(RESULTS, text) == ("the new one is no table of results",)
    assert changed_results(text, RESULTS) == ("the old one is no table of results",)
    assert with_effects(Cause("archive", "here", ()), RESULTS, text).effect is None


def test_answer_needs_something_outside_of_the_folder() -> None:
    reproduction = Reproduction(EDITION, True, {}, ())
    own_list = "agrees with its own list, which anyone could have made"
    assert reproduction.answer == own_list
    committed = Anchor("git", "its list is the one of commit a", "git a")
    assert replace(reproduction, anchor=committed).answer == "as published (git a)"
    assert replace(reproduction, anchor=committed, results_equal=False).answer == "NOT AS PUBLISHED"


def test_code_that_may_not_run_is_no_difference() -> None:
    unlisted = Cause("code", "here", ())
    reproduction = Reproduction(EDITION, True, {}, (unlisted,))
    assert not reproduction.equal
    assert reproduction.answer == "NOT ALL WAS CHECKED"
    for other in (
        replace(reproduction, results_equal=False),
        replace(reproduction, papers={"fi/report.html": False}),
        replace(reproduction, causes=(unlisted, Cause("list", "here", ()))),
    ):
        assert other.answer == "NOT AS PUBLISHED"
