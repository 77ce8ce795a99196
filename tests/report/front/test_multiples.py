"""The one picture of the front page."""

from analyysi.comparison.compare import Comparison
from analyysi.report.front.multiples import picture
from analyysi.report.front.ways import beside_chosen
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
