"""A published share beside the computed splits: how far off, and between which two."""

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.published.published_neighbours import Observation, observations


def observed(comparison: Comparison, **changes: object) -> Observation:
    terms = comparison.case.terms
    share = terms.published[0].model_copy(update=changes)
    case = replace(comparison.case, terms=terms.model_copy(update={"published": (share,)}))
    return observations(replace(comparison, case=case))[0]


def test_paltamos_share_lies_between_two_keys(kainuu_2023: Comparison) -> None:
    (paltamo,) = observations(kainuu_2023)
    assert paltamo.published.payer == "578"
    assert paltamo.difference_to_chosen == 7079_00 - 7325_24
    assert paltamo.below is not None
    assert paltamo.above is not None
    assert paltamo.below.cents["578"] < 7079_00 < paltamo.above.cents["578"]
    between = [
        split.id
        for split in kainuu_2023.splits
        if split.variant.only_key is not None
        and paltamo.below.cents["578"] < split.cents["578"] < paltamo.above.cents["578"]
    ]
    assert between == []
    assert paltamo.percent_agrees is True


def test_a_share_below_or_above_all_keys_has_one_neighbour(kainuu_2023: Comparison) -> None:
    assert observed(kainuu_2023, value=1).below is None
    assert observed(kainuu_2023, value=80_000_00).above is None


def test_the_splits_that_give_it_to_the_cent_are_named(kainuu_2023: Comparison) -> None:
    chosen = kainuu_2023.chosen
    equal = observed(kainuu_2023, value=chosen.cents["578"]).equal
    assert chosen in equal
    assert all(split.cents["578"] == chosen.cents["578"] for split in equal)


@pytest.mark.parametrize(
    ("percent", "agrees"), [("8.8", True), ("8.85", True), ("8.9", False), (None, None)]
)
def test_a_per_cent_is_held_against_the_sum_as_it_was_rounded(
    kainuu_2023: Comparison, percent: str | None, agrees: bool | None
) -> None:
    assert observed(kainuu_2023, percent=percent).percent_agrees is agrees


def test_a_year_without_published_shares_has_none_to_observe(kainuu_2027: Comparison) -> None:
    assert observations(kainuu_2027) == ()
