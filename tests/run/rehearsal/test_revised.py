"""Stored figures beside live ones."""

from decimal import Decimal

import pytest

from analyysi.report.language.words import Words
from analyysi.run.rehearsal.revised import (
    SHOWN,
    Figures,
    compare_figures,
    figure_in_words,
    report_figures,
)
from analyysi.run.rehearsal.section import Section

ENGLISH = Words("en", "EUR")
NAMES = {"578": "Paltamo", "105": "Hyrynsalmi"}


def figures(**amounts: str) -> Figures:
    return {((name[1:], "2026"), "x"): Decimal(amount) for name, amount in amounts.items()}


def test_the_same_number_written_otherwise_is_the_same() -> None:
    compared = compare_figures(figures(c578="45.30"), figures(c578="45.3"), NAMES)
    assert (compared.count, compared.revised, compared.vanished) == (1, (), ())


def test_a_missing_figure_is_not_zero_and_a_new_one_no_difference() -> None:
    compared = compare_figures(figures(c578="0"), figures(c105="7"), NAMES)
    assert [(gone.name, gone.old, gone.new) for gone in compared.vanished] == [
        ("Paltamo", Decimal(0), None)
    ]
    assert compared.revised == ()


def test_the_largest_change_comes_first_and_from_zero_before_all() -> None:
    stored = figures(c578="100", c105="10", c620="0", c091="-10")
    live = figures(c578="101", c105="11", c620="1", c091="-30")
    compared = compare_figures(stored, live, NAMES)
    assert [revision.key[0] for revision in compared.revised] == ["620", "091", "105", "578"]
    assert compared.revised[0].name == "620"


def test_payers_come_first_in_the_table_which_is_cut_and_says_so() -> None:
    stored = {((f"{code:03}", "2026"), "x"): Decimal(10) for code in range(SHOWN + 3)}
    live = {place: Decimal(20) for place in stored}
    live[("014", "2026"), "x"] = Decimal("10.5")
    section = Section("s")
    compared = compare_figures(stored, live, {"014": "Fourteen"})
    report_figures(section, ENGLISH, compared, frozenset({"014"}), lambda _: "label", "snapshot")
    assert section.partly == ["snapshot: Stored figures that are the same: 0 of 15."]
    assert section.differs == [
        "snapshot: Revised figures: 15. The largest change: 000, label: 10 → 20 (+100.00%). "
        "Payers whose figures have been revised: Fourteen.",
    ]
    (grid,) = section.grids
    assert grid.caption == "Revised figures, snapshot (12 of 15)"
    assert grid.rows[0] == ("Fourteen", "label", "10", "10.5", "+5.00%")
    assert len(grid.rows) == SHOWN


def test_missing_figures_name_their_municipalities() -> None:
    section = Section("s")
    compared = compare_figures(figures(c578="1", c105="2"), {}, NAMES)
    report_figures(section, ENGLISH, compared, frozenset(), lambda _: "label", "snapshot")
    assert section.partly == ["snapshot: Stored figures that are the same: 0 of 2."]
    assert section.differs == [
        "snapshot: Stored figures that the service lacks: 2. They are of Paltamo and Hyrynsalmi."
    ]
    assert section.grids[0].rows[0] == ("Paltamo", "label", "1", "–", "")


def test_what_the_service_has_beyond_is_named_and_what_did_not_come_is_counted() -> None:
    section = Section("s")
    live = figures(c578="1", c105="2", c091="3")
    compared = compare_figures(figures(c578="1"), live, NAMES, unasked=4)
    report_figures(section, ENGLISH, compared, frozenset(), lambda _: "label", "a")
    assert section.differs == section.alike == []
    assert section.partly == ["a: Stored figures that are the same: 1 of 5."]
    assert section.news == [
        "a: Figures that the service has and that are not stored: 1. They are of Hyrynsalmi.",
        "a: The service also has figures of other areas, which are not stored: 1. This is no "
        "fault.",
    ]


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("1234.50", "1\u00a0234,50"), ("-3", "\u22123"), ("1E+3", "1\u00a0000"), (None, "–")],
)
def test_figures_keep_their_decimals(amount: str | None, shown: str) -> None:
    figure = None if amount is None else Decimal(amount)
    assert figure_in_words(Words("fi", "EUR"), figure) == shown
