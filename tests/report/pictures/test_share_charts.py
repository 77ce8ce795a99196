"""The pictures of shares by method: the ends in words, the chosen split filled, one legend per shape."""

from __future__ import annotations

import re

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.messages import Money
from analyysi.report.blocks import DotRow
from analyysi.report.language.wording import Wording
from analyysi.report.pictures import share_charts
from analyysi.report.pictures.share_charts import heads_by_method, payers_as_dots, payers_by_method
from analyysi.report.reader import Reader

PALTAMO = "578"


@pytest.fixture
def reader(kainuu_2023: Comparison) -> Reader:
    return Reader(kainuu_2023, Wording("fi", kainuu_2023.case))


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[DotRow]:
    """Return the list that the rows of a drawing go to."""
    caught: list[DotRow] = []
    draw = share_charts.draw_dot_rows

    def catch(drawn, scale):  # type: ignore[no-untyped-def]
        caught.extend(drawn)
        return draw(drawn, scale)

    monkeypatch.setattr(share_charts, "draw_dot_rows", catch)
    return caught


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.slow
def test_each_payer_has_a_dot_for_each_listed_split(reader: Reader, rows: list[DotRow]) -> None:
    picture = payers_by_method(reader)
    comparison = reader.comparison
    assert picture.id == "payers-by-method"
    assert len(rows) == len(comparison.payers)
    for code, row in zip(comparison.payers, rows, strict=True):
        amounts = [split.shown[code] for split in comparison.listed]
        assert [round(dot.value * 100) for dot in row.dots] == amounts
        assert [dot.chosen for dot in row.dots].count(True) == 1
        ends = [reader.words.of(Money(amount)) for amount in (min(amounts), max(amounts))]
        assert row.words == " – ".join(ends)
        assert row.label.startswith(reader.words.payer(code))


@pytest.mark.slow
def test_the_alt_text_names_the_cheapest_and_the_dearest_split(kainuu_2023: Comparison) -> None:
    reader = Reader(kainuu_2023, Wording("fi", kainuu_2023.case), PALTAMO)
    alt = plain(payers_by_method(reader).alt)
    assert alt.startswith("Pistekuvio")
    assert "Paltamo" in alt
    low, high = (pick(split.cents[PALTAMO] for split in kainuu_2023.leading) for pick in (min, max))
    for cents in (low, high, kainuu_2023.chosen.cents[PALTAMO]):
        assert plain(reader.words.of(Money(cents, words=True))) in alt


@pytest.mark.slow
def test_only_the_row_in_focus_is_marked(kainuu_2023: Comparison, rows: list[DotRow]) -> None:
    payers_by_method(Reader(kainuu_2023, Wording("fi", kainuu_2023.case), PALTAMO))
    assert [row.marked for row in rows] == [code == PALTAMO for code in kainuu_2023.payers]


@pytest.mark.slow
def test_the_caption_explains_each_shape_once(reader: Reader, rows: list[DotRow]) -> None:
    caption = payers_by_method(reader).caption
    outlines = {dot.outline for row in rows for dot in row.dots}
    legends = {
        split.variant.method.shape.outline: reader.words.of(split.variant.method.shape.legend)
        for split in reader.comparison.leading
    }
    assert set(legends) == outlines
    assert all(caption.count(legend) == 1 for legend in legends.values())


@pytest.mark.slow
def test_amounts_per_inhabitant_by_split(reader: Reader, rows: list[DotRow]) -> None:
    picture = heads_by_method(reader)
    assert picture.id == "heads-by-method"
    assert [row.marked for row in rows].count(True) == 1
    by_label = {row.label: row for row in rows}
    equal = next(split for split in reader.comparison.leading if split.id == "equal")
    row = by_label[reader.words.title(equal.title)]
    # 11 428,58 € for 10 348 inhabitants of Sotkamo, 11 428,57 € for 1 210 of Ristijärvi.
    assert plain(row.words) == "Sotkamo 1,10 € – Ristijärvi 9,45 €"
    assert len(row.dots) == len(reader.comparison.payers)
    assert "9,45" in picture.alt


@pytest.mark.slow
def test_payers_that_pay_alike_are_one_amount(reader: Reader, rows: list[DotRow]) -> None:
    heads_by_method(reader)
    (chosen,) = [row for row in rows if row.marked]
    assert re.fullmatch(r"[\d,]+ € .+", plain(chosen.words))
    assert "–" not in chosen.words


@pytest.mark.slow
@pytest.mark.parametrize("draw", [payers_by_method, heads_by_method])
def test_no_number_below_zero_stands_on_the_axis(reader: Reader, draw) -> None:  # type: ignore[no-untyped-def]
    picture = draw(reader)
    assert "−" not in picture.wide + picture.narrow


def test_dots_stand_where_their_amounts_are_on_the_axis(reader: Reader) -> None:
    dots = payers_as_dots(reader)
    html = dots.html()
    assert [plain(label) for label, _ in dots.ticks][:2] == ["0 €", "5 000 €"]
    (five_thousand,) = re.findall(r'<text x="([\d.]+)%"[^>]*>5\s000', html)
    for code, row in zip(reader.comparison.payers, html.split('class="dot-row')[1:-1], strict=True):
        places = sorted(float(place) for place in re.findall(r'<svg x="([\d.]+)%"', row))
        amounts = sorted(split.shown[code] / 100 for split in reader.comparison.listed)
        for place, amount in zip(places, amounts, strict=True):
            assert place / float(five_thousand) * 5000 == pytest.approx(amount, abs=15)
        assert row.count('class="filled"') == 1
