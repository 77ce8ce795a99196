"""The map shows shares or euros per inhabitant, and everybody or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.share_map import map_of_shares
from analyysi.report.reader import Reader
from analyysi.sources.municipalities.boundaries import Boundaries, boundaries
from support.charts import (
    PALTAMO,
    plain,
    split_of,
    texts,
)

pytestmark = pytest.mark.slow


@pytest.mark.slow
def test_the_map_shows_shares_where_all_pay_the_same_per_inhabitant(
    kainuu_2023: Comparison, fi: Wording, borders: Boundaries
) -> None:
    picture = map_of_shares(Reader(kainuu_2023, fi), borders)
    assert picture is not None
    assert picture.narrow == ""
    assert plain(picture.alt) == (
        "Kartta maksuosuuksista: suurin 23 814 euroa (Sotkamo), pienin 2 785 euroa (Ristijärvi). "
        "Ulkopuolella: Kajaani."
    )
    assert "alle 4 000 €" in plain(picture.caption)
    assert "vähintään 20 000 €" in plain(picture.caption)
    assert "Kuntarajat 2020: Tilastokeskus ja Maanmittauslaitos, CC BY 4.0." in picture.caption
    for code in kainuu_2023.payers:
        assert fi.payer(code) in texts(picture.wide)
        assert plain(fi.numbers.money(kainuu_2023.chosen.shown[code])) in texts(picture.wide)
    assert {"Kajaani", "ulkopuolella"} <= set(texts(picture.wide))
    assert len(picture.wide.encode()) < 10 * 1024


def chosen_is(comparison: Comparison, split_id: str) -> Comparison:
    """Return the comparison as if another way had been chosen."""
    first = split_of(comparison, split_id)
    return replace(
        comparison, splits=(first, *(split for split in comparison.splits if split is not first))
    )


def test_the_map_shows_euros_per_inhabitant_where_they_differ(
    kainuu_2023: Comparison, fi: Wording, borders: Boundaries
) -> None:
    picture = map_of_shares(Reader(chosen_is(kainuu_2023, "equal"), fi), borders)
    assert picture is not None
    # 11 428,57 € for 1 210 inhabitants of Ristijärvi, 11 428,58 € for 10 348 of Sotkamo.
    assert "asukasta kohti: suurin 9,45 euroa (Ristijärvi), pienin 1,10 euroa (Sotkamo)" in plain(
        picture.alt
    )
    assert {"9,45 €", "1,10 €"} <= set(texts(picture.wide))
    assert "asukasta kohti" in picture.caption


def test_the_map_has_the_names_of_its_language(
    kainuu_2027: Comparison, borders: Boundaries
) -> None:
    picture = map_of_shares(Reader(kainuu_2027, Wording("sv", kainuu_2027.case)), borders)
    assert picture is not None
    assert {"Kajana", "utanför"} <= set(texts(picture.wide))
    assert "Kajaani" not in picture.wide
    assert "Kommungränser 2020" in picture.caption


def test_no_map_without_everybodys_boundary(
    kainuu_2023: Comparison, fi: Wording, project: Project
) -> None:
    known = [code for code in kainuu_2023.payers if code != PALTAMO]
    assert map_of_shares(Reader(kainuu_2023, fi), boundaries(project, known)) is None


def test_no_map_where_a_payer_is_no_municipality(
    kainuu_2023: Comparison, fi: Wording, borders: Boundaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Wording, "municipal", False)
    assert map_of_shares(Reader(kainuu_2023, fi), borders) is None


@pytest.mark.slow
def test_one_outside_without_a_boundary_is_left_out(
    kainuu_2023: Comparison, fi: Wording, project: Project
) -> None:
    picture = map_of_shares(Reader(kainuu_2023, fi), boundaries(project, kainuu_2023.payers))
    assert picture is not None
    assert "Kajaani" not in picture.wide + picture.alt
    assert "Viivoitettu" not in picture.caption


def test_the_map_names_nobody_alone_of_those_who_pay_the_same(
    kainuu_2023: Comparison, fi: Wording, borders: Boundaries
) -> None:
    """Above a floor all pay the same for an inhabitant, but for the rounding to the cent."""
    floor = (STEPS["floor"], Floor(amount="6000"))
    comparison = compare_methods(replace(kainuu_2023.case, steps=(floor,)))
    map_shown = map_of_shares(Reader(comparison, fi), borders)
    assert map_shown is not None
    assert "(Ristijärvi), pienin" in map_shown.alt
    assert "(neljä kuntaa)" in map_shown.alt
