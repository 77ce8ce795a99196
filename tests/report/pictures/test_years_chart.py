"""The chart of the years names the largest rise and fall, and what is assumed."""

from __future__ import annotations

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.outlook import outlook
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.years_chart import shares_over_years
from analyysi.report.reader import Reader
from support.charts import (
    SOTKAMO,
    over_years,
    plain,
    texts,
    years_of,
)


@pytest.mark.slow
def test_years_tell_the_largest_rise_and_fall(kainuu_2023: Comparison, fi: Wording) -> None:
    picture = over_years(Reader(kainuu_2023, fi, None))
    assert picture is not None
    last = outlook(kainuu_2023)[-1].cents
    moved = {code: last[code] - kainuu_2023.chosen.cents[code] for code in last}
    # All lose inhabitants on the trend of 2016-2021, Sotkamo fewest for its size: 123 of 10 348 in
    # five years.
    assert max(moved, key=lambda code: moved[code]) == SOTKAMO
    rise, fall = (
        f"{(abs(cents) + 50) // 100:,}".replace(",", " ")
        for cents in (max(moved.values()), min(moved.values()))
    )
    assert plain(picture.alt) == (
        f"Viivakuvio maksuosuuksista 2023–2028: suurin korotus olisi {rise} euroa (Sotkamo) ja "
        f"suurin vähennys {fall} "
        "euroa (Kuhmo). Vuodesta 2024 alkaen summat perustuvat oletukseen."
    )
    assert {"23 815 €", "25 371 €", "+1 556 €", "2023", "2028", "tästä alkaen oletus"} <= set(
        texts(picture.wide)
    )
    assert "katkoviivoin" in picture.caption


@pytest.mark.slow
def test_years_without_an_assumption_speak_of_none(kainuu_2023: Comparison, fi: Wording) -> None:
    computed = [shares._replace(assumed=False) for shares in years_of(kainuu_2023)][:3]
    picture = shares_over_years(Reader(kainuu_2023, fi), computed)
    assert picture is not None
    assert "olet" not in picture.alt + picture.caption + picture.wide + picture.narrow
    assert "2023–2025" in picture.alt


def test_one_year_is_no_picture(kainuu_2023: Comparison, fi: Wording) -> None:
    assert shares_over_years(Reader(kainuu_2023, fi), years_of(kainuu_2023)[:1]) is None
    assert shares_over_years(Reader(kainuu_2023, fi), []) is None
