"""The one picture of the front page."""

from pathlib import Path

import pytest

from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.report.front.multiples import picture
from analyysi.report.front.shares_table import named_payers, table
from analyysi.report.front.ways import beside_chosen
from support.changed_cases import with_method
from support.many_payers import PAYERS, fifteen_payers
from support.readers import number, reader_of, without_heads


def test_every_bar_is_as_long_as_its_value(kainuu_2023: Comparison) -> None:
    shown = picture(reader_of(kainuu_2023, focus="578"))
    assert len(shown.panels) == 1 + len(beside_chosen(kainuu_2023))
    assert [panel.chosen for panel in shown.panels] == [True, False, False, False]
    bars = [bar for panel in shown.panels for bar in panel.bars]
    longest = max(number(bar.value) for bar in bars)
    for bar in bars:
        assert abs(bar.length - float(number(bar.value) / longest) * 100) < 0.3
        assert bar.marked == (bar.label == "Paltamo")
    assert max(bar.length for bar in bars) == 100


def test_the_words_of_the_picture_say_its_extremes(kainuu_2023: Comparison) -> None:
    shown = picture(reader_of(kainuu_2023))
    values = [number(bar.value) for bar in shown.panels[-1].bars]
    for extreme in (min(values), max(values)):
        written = f"{float(extreme):.2f}".replace(".", ",")
        assert written in shown.alt
        assert written in shown.title
    html = str(shown.html())
    assert 'role="img"' in html
    assert "style=" not in html  # the page's policy allows no style of its own


def test_without_heads_the_bars_are_the_shares(kainuu_2023: Comparison) -> None:
    shown = picture(reader_of(without_heads(kainuu_2023)))
    assert sum(number(bar.value) for bar in shown.panels[0].bars) == 80_000


@pytest.mark.slow
def test_of_many_payers_the_page_names_both_ends_and_who_reads(tmp_path: Path) -> None:
    comparison = fifteen_payers(tmp_path)
    assert len(comparison.payers) == PAYERS
    middle = comparison.payers[7]
    for focus, count in ((None, 6), (middle, 7)):
        reader = reader_of(comparison, focus=focus)
        named = named_payers(reader)
        assert len(named) == count
        assert {*comparison.payers[:3], *comparison.payers[-3:]} <= set(named)
        for panel in picture(reader).panels:
            assert [bar.label for bar in panel.bars] == [reader.words.payer(code) for code in named]
    shown = table(reader_of(comparison))
    others, total = shown.rows[-2:]
    assert others.header == "muut 9"
    assert number(total.cells[1]) == comparison.case.terms.total.value / 100
    assert sum(number(row.cells[1]) for row in shown.rows[:-1]) == number(total.cells[1])
    assert "Kaikkien osuudet ovat liitteessä." in shown.note


@pytest.mark.slow
def test_whoever_the_title_names_has_a_bar(tmp_path: Path) -> None:
    # By equal shares nobody pays most: the order of payers says nothing of who has fewest heads.
    case = with_method(fifteen_payers(tmp_path).case, "equal")
    reader = reader_of(compare_methods(case))
    shown = picture(reader)
    labels = {bar.label for bar in shown.panels[0].bars}
    ends = {
        reader.words.payer(choose(case.heads or {}, key=lambda code: (case.heads or {})[code]))
        for choose in (min, max)
        if case.heads
    }
    assert ends <= labels
    assert all(name in shown.title for name in ends)
    assert not ends <= {reader.words.payer(code) for code in named_payers(reader)}
