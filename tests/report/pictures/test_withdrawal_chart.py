"""The chart of withdrawals names the hardest case, for all payers or for one."""

from __future__ import annotations

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.scenarios import withdrawals
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.withdrawal_chart import withdrawal
from analyysi.report.reader import Reader
from support.charts import (
    KAJAANI,
    PALTAMO,
    SOTKAMO,
    payers_in,
    plain,
    texts,
)


@pytest.mark.slow
def test_withdrawal_tells_the_hardest_case(kainuu_2023: Comparison, fi: Wording) -> None:
    picture = withdrawal(Reader(kainuu_2023, fi))
    assert picture is not None
    # By population: without Sotkamo (10 348 of 34 762) Kuhmo (7 928) bears 80 000 · 7 928 / 24 414
    # = 25 978,54 €, shown as 25 979 € beside 18 245 €.
    assert "jos Sotkamo jäisi pois, Kuhmo maksaisi 7 733 euroa enemmän" in plain(picture.alt)
    assert "Ristijärvi, 1 180 euroa" in plain(picture.alt)
    for svg in (picture.wide,):
        assert "+7 733 € (Sotkamo)" in texts(svg)
        assert "+7 036 € (Kuhmo)" in texts(svg)
        # Each of seven rows has a dot for each of the six others.
        assert svg.count("<circle ") == 7 * 6


@pytest.mark.slow
def test_withdrawal_from_one_seat(kainuu_2023: Comparison, fi: Wording) -> None:
    picture = withdrawal(Reader(kainuu_2023, fi, PALTAMO))
    assert picture is not None
    changes = {
        one.payer: one.shown_changes[PALTAMO]
        for one in withdrawals(kainuu_2023)
        if PALTAMO in one.shown_changes
    }
    assert changes[SOTKAMO] == 3105_00
    assert "Maksaja: Paltamo." in picture.alt
    assert "pois jää Sotkamo, +3 105 euroa" in plain(picture.alt)
    assert "pois jää Ristijärvi, +264 euroa" in plain(picture.alt)
    others = [code for code in kainuu_2023.payers if code != PALTAMO]
    for svg in (picture.wide,):
        assert payers_in(svg, kainuu_2023, fi) == others
        assert {"+3 105 €", "+2 164 €", "+2 018 €", "+554 €", "+480 €", "+264 €"} <= set(texts(svg))


@pytest.mark.slow
def test_withdrawal_of_a_seat_that_pays_nothing_shows_all(
    kainuu_2023: Comparison, fi: Wording
) -> None:
    assert withdrawal(Reader(kainuu_2023, fi, KAJAANI)) == withdrawal(Reader(kainuu_2023, fi))


def test_no_withdrawal_where_nobody_can_leave(
    kainuu_2023: Comparison, fi: Wording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyysi.report.reader.withdrawals", lambda _: ())
    assert withdrawal(Reader(kainuu_2023, fi)) is None
