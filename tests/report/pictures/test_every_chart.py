"""What holds of every chart: its kind and figures in the alt text, every payer in its row."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.languages.language_table import LANGUAGES
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.share_map import map_of_shares
from analyysi.report.pictures.withdrawal_chart import withdrawal
from analyysi.report.reader import Reader
from analyysi.sources.municipalities.boundaries import Boundaries
from support.charts import (
    PALTAMO,
    Make,
    against_equal,
    how_firm,
    over_years,
    payers_in,
    plain,
)

MAKERS = [against_equal, over_years, withdrawal, how_firm]


KINDS = {
    "fi": r"(Pylväskuvio|Viivakuvio|Pistekuvio|Vaihteluvälikuvio|Kartta)\b",
    "sv": r"(Stapeldiagram|Linjediagram|Punktdiagram|Intervalldiagram|Karta)\b",
    "en": r"(Bar chart|Line chart|Dot plot|Range chart|Map)\b",
}


every_picture = pytest.mark.parametrize("make", MAKERS, ids=[make.__name__ for make in MAKERS])


@pytest.mark.slow
@every_picture
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("focus", [None, PALTAMO], ids=["whole", "paltamo"])
def test_alt_text_begins_with_the_kind_and_holds_figures_with_a_unit(
    kainuu_2023: Comparison, make: Make, language: str, focus: str | None
) -> None:
    picture = make(Reader(kainuu_2023, Wording(language, kainuu_2023.case), focus))
    assert picture is not None
    assert re.match(KINDS[language], picture.alt)
    assert len(re.findall(r"\d euro", plain(picture.alt))) >= 2
    assert len(picture.caption) > 40
    assert "{" not in picture.alt + picture.caption


@pytest.mark.slow
@every_picture
def test_each_payer_has_its_row_in_the_order_of_every_table(
    kainuu_2023: Comparison, fi: Wording, make: Make
) -> None:
    picture = make(Reader(kainuu_2023, fi, None))
    assert picture is not None
    for svg in filter(None, (picture.wide, picture.narrow)):
        assert payers_in(svg, kainuu_2023, fi) == list(kainuu_2023.payers)


@pytest.mark.slow
@every_picture
@pytest.mark.parametrize("focus", [None, PALTAMO], ids=["whole", "paltamo"])
def test_the_same_bytes_each_time(
    kainuu_2023: Comparison, fi: Wording, make: Make, focus: str | None
) -> None:
    assert make(Reader(kainuu_2023, fi, focus)) == make(Reader(kainuu_2023, fi, focus))


@pytest.mark.slow
@pytest.mark.parametrize("make", [against_equal, over_years, how_firm])
def test_the_readers_own_payer_is_bold_and_moves_nothing(
    kainuu_2023: Comparison, fi: Wording, make: Make
) -> None:
    whole, own = make(Reader(kainuu_2023, fi)), make(Reader(kainuu_2023, fi, PALTAMO))
    assert whole is not None
    assert own is not None
    for svg, other in zip(drawings_of(own), drawings_of(whole), strict=True):
        marked = [
            plain(element.text or "")
            for element in ElementTree.fromstring(svg).iter()
            if "bold" in element.get("class", "").split()
        ]
        assert any(text.startswith("Paltamo") for text in marked)
        assert not any(text.startswith(("Sotkamo", "Kuhmo", "Ristijärvi")) for text in marked)
        assert "bold'" not in other
        assert places_of(svg) == places_of(other)


def drawings_of(picture: Picture) -> list[str]:
    return list(filter(None, (picture.wide, picture.narrow)))


def places_of(svg: str) -> list[tuple[str, str | None, str | None]]:
    """Return each text with where it stands."""
    return [
        (element.text or "", element.get("x"), element.get("y"))
        for element in ElementTree.fromstring(svg).iter()
        if element.tag.endswith("text")
    ]


@pytest.mark.slow
def test_all_pictures_of_a_report_are_small(
    kainuu_2023: Comparison, fi: Wording, borders: Boundaries
) -> None:
    pictures = [make(Reader(kainuu_2023, fi)) for make in MAKERS] + [
        map_of_shares(Reader(kainuu_2023, fi), borders)
    ]
    assert all(picture is not None for picture in pictures)
    assert sum(len(picture.html().encode()) for picture in pictures if picture) < 60 * 1024
