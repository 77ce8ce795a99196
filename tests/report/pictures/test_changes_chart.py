"""The chart of changes names who gains and who loses most, and the reader's own payer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison, Split
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.changes_chart import changes_against
from analyysi.report.reader import Reader
from support.charts import (
    PALTAMO,
    SOTKAMO,
    against_equal,
    plain,
    texts,
)


@pytest.mark.slow
def test_changes_tell_who_gains_and_who_loses_most(kainuu_2023: Comparison, fi: Wording) -> None:
    picture = against_equal(Reader(kainuu_2023, fi, None))
    # Differences of whole euros: 80 000 € in seven parts is 11 428 or 11 429 €; Sotkamo 23 814 €
    # and Ristijärvi 2 785 € by population.
    assert picture.id == "changes-equal"
    assert plain(picture.alt) == (
        "Pylväskuvio. Tasajako valittuun jakoon verrattuna: suurin korotus on 8 644 euroa "
        "(Ristijärvi) ja suurin "
        "vähennys 12 386 euroa (Sotkamo)."
    )
    for text in (
        "−12 386 €",
        "−6 817 €",
        "−5 850 €",
        "+4 103 €",
        "+5 799 €",
        "+6 506 €",
        "+8 644 €",
    ):
        assert text in texts(picture.wide)


@pytest.mark.slow
def test_changes_tell_the_readers_own_where_it_is_not_an_extreme(
    kainuu_2023: Comparison, fi: Wording
) -> None:
    assert plain(against_equal(Reader(kainuu_2023, fi, PALTAMO)).alt).endswith(
        " Paltamo: +4 103 euroa."
    )
    assert (
        against_equal(Reader(kainuu_2023, fi, SOTKAMO)).alt
        == against_equal(Reader(kainuu_2023, fi, None)).alt
    )
    assert (
        against_equal(Reader(kainuu_2023, fi, "no such payer")).alt
        == against_equal(Reader(kainuu_2023, fi, None)).alt
    )


@pytest.mark.slow
def test_no_change_is_told_as_none(kainuu_2023: Comparison, fi: Wording) -> None:
    picture = changes_against(Reader(kainuu_2023, fi), kainuu_2023.chosen)
    assert plain(picture.alt) == (
        "Pylväskuvio. Asukasluku 31.12.2021 valittuun jakoon verrattuna: kenenkään osuus ei muutu "
        "(0 euroa)."
    )
    assert texts(picture.wide).count("0 €") == 7


def with_cents(split: Split, changed: dict[str, int]) -> Split:
    """Return the split with some of its cents changed."""
    cents = {code: amount + changed.get(code, 0) for code, amount in split.cents.items()}
    return replace(split, rounded=replace(split.rounded, cents=cents))


@pytest.mark.slow
def test_only_rises_or_only_falls_are_told_so(kainuu_2023: Comparison, fi: Wording) -> None:
    up = changes_against(Reader(kainuu_2023, fi), with_cents(kainuu_2023.chosen, {PALTAMO: 100_00}))
    assert "suurin korotus on 100 euroa (Paltamo), eikä kenenkään osuus pienene" in plain(up.alt)
    down = changes_against(
        Reader(kainuu_2023, fi), with_cents(kainuu_2023.chosen, {PALTAMO: -100_00})
    )
    assert "suurin vähennys on 100 euroa (Paltamo), eikä kenenkään osuus suurene" in plain(down.alt)
    # What moves no whole euro reads "0 €" and is drawn as nothing.
    tiny = changes_against(Reader(kainuu_2023, fi), with_cents(kainuu_2023.chosen, {PALTAMO: 1}))
    assert "ei muutu" in tiny.alt
