"""The ways that stand side by side on the front page."""

from analyysi.comparison.compare import Comparison
from analyysi.report.front.ways import (
    BESIDE,
    beside_chosen,
    by_official_keys,
    by_way,
    changes_in_euros,
    for_a_seat,
    is_plain,
    largest_change,
    name_of,
)
from support.readers import reader_of


def test_no_mix_that_nobody_proposed_stands_beside(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        beside = beside_chosen(comparison)
        assert 0 < len(beside) <= BESIDE
        assert all(is_plain(split) for split in beside)
        assert comparison.chosen not in beside
        moves = [abs(comparison.largest_difference(split)[1]) for split in beside]
        assert moves == sorted(moves)


def test_official_keys_are_those_of_the_terms(kainuu_2023: Comparison) -> None:
    keys = {split.variant.only_key for split in by_official_keys(kainuu_2023)}
    assert keys == set(kainuu_2023.case.terms.keys)


def test_ways_of_a_seat_are_in_the_order_of_its_sums(kainuu_2023: Comparison) -> None:
    sums = [split.cents["697"] for split in for_a_seat(kainuu_2023, "697")]
    assert sums == sorted(sums)


def test_a_sentence_says_each_way(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    assert by_way(reader, kainuu_2023.chosen) == "asukasluvun 31.12.2021 mukaan"
    equal = beside_chosen(kainuu_2023)[-1]
    assert by_way(reader, equal) == "tasan jaettuna"
    assert reader.words.of(name_of(equal)) == "tasajako"


def test_the_largest_change_is_of_the_cents(kainuu_2023: Comparison) -> None:
    equal = beside_chosen(kainuu_2023)[-1]
    payer, change = largest_change(changes_in_euros(kainuu_2023, equal))
    assert (payer, change) == ("765", -12_386)
    for code, moved in changes_in_euros(kainuu_2023, equal).items():
        assert abs(moved * 100 - kainuu_2023.difference(equal, code)) <= 50


def test_a_changed_figure_is_no_official_key(paijat_hame: Comparison) -> None:
    assert paijat_hame.chosen.variant.only_key == "weighted_population_2025"
    official = [split.variant.only_key for split in by_official_keys(paijat_hame)]
    assert official == ["population_2025"]
