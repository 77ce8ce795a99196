"""The chart of ranges names a range in words, and whose share lies outside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.sensitivity_chart import sensitivity
from analyysi.report.reader import Reader
from support.charts import (
    PALTAMO,
    RISTIJARVI,
    SOTKAMO,
    firm,
    plain,
    texts,
)


@pytest.mark.slow
def test_sensitivity_tells_the_range(kainuu_2023: Comparison, fi: Wording) -> None:
    ranges = firm(kainuu_2023)
    wider = replace(ranges, high={**ranges.high, RISTIJARVI: ranges.high[RISTIJARVI] + 500_00})
    picture = sensitivity(Reader(kainuu_2023, fi), wider)
    assert "Ristijärvi: yhdeksän arvontaa kymmenestä antaa 2 685 euroa – 3 485 euroa" in plain(
        picture.alt
    )
    assert "valittu osuus on 2 785 euroa" in plain(picture.alt)
    assert "kapeampia" in picture.alt
    assert "jokaisen maksajan vaihteluvälillä" in picture.alt
    own = sensitivity(Reader(kainuu_2023, fi, PALTAMO), wider)
    assert "Paltamo: yhdeksän arvontaa kymmenestä antaa 7 225 euroa – 7 525 euroa" in plain(own.alt)
    assert "kapeampia" not in own.alt
    assert {"Paltamo 7 325 €", "7 225 € – 7 525 €"} <= set(texts(own.wide))


@pytest.mark.slow
def test_sensitivity_tells_whose_share_is_outside(kainuu_2023: Comparison, fi: Wording) -> None:
    ranges = firm(kainuu_2023)
    two = replace(ranges, low={**ranges.low, PALTAMO: 9_000_00, SOTKAMO: 23_900_00})
    assert (
        "vaihteluvälin ulkopuolella: Sotkamo ja Paltamo."
        in sensitivity(Reader(kainuu_2023, fi), two).alt
    )
    everybody = sensitivity(Reader(kainuu_2023, fi), firm(kainuu_2023, low=1_00))
    assert "jokaisen maksajan vaihteluvälin ulkopuolella" in everybody.alt
