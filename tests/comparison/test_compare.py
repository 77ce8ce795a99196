"""The comparison of one year: the chosen split, the others, and the published share beside them."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.as_published import PublishedAmounts
from analyysi.allocation.claims_rules.claims_methods import ByClaims
from analyysi.allocation.method import OTHER_SHAPE, Method, NoParameters, in_no_parts
from analyysi.allocation.methods import METHODS, ByKey
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.step_table import STEPS, OutsideBase
from analyysi.comparison.case import Case, Variant, load_year
from analyysi.comparison.compare import Comparison, compare_methods, split_id
from analyysi.comparison.published.published_neighbours import observations
from analyysi.comparison.results import COLUMNS, fingerprint, results_csv
from analyysi.errors import AllocationError
from analyysi.messages import KeyName, Message
from analyysi.project import Project


def ids(comparison: Comparison) -> list[str]:
    return [split.id for split in comparison.splits]


def test_the_splits_of_2023(kainuu_2023: Comparison) -> None:
    assert ids(kainuu_2023) == [
        "proportional-population_2021",
        "equal",
        "proportional-tax_revenue_2020",
        "proportional-income_tax_2020",
        "proportional-operating_expenses_2020",
        "mix-equal_3of10-population_2021_7of10",
        "mix-population_2021_1of2-income_tax_2020_1of2",
    ]
    assert [omitted.name for omitted in kainuu_2023.omitted] == [
        "fixed",
        "agreed_weights",
        "pools",
        "claims_proportional",
        "game_shapley",
    ]


def test_the_chosen_one_stands_first_and_once(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        assert comparison.chosen is comparison.splits[0]
        assert comparison.chosen.id == split_id(comparison.case.chosen)
        assert len(set(ids(comparison))) == len(ids(comparison))
        assert comparison.chosen not in comparison.others


def test_published_sums_have_a_short_name_of_their_own() -> None:
    def name(*cents: str) -> str:
        amounts = {f"{number:03}": value for number, value in enumerate(cents)}
        return split_id(
            Variant(METHODS["as_published"], PublishedAmounts.model_validate({"amounts": amounts}))
        )

    assert re.fullmatch("as_published-[0-9a-f]{8}", name("1.00", "2.00"))
    assert name("1.00", "2.00") == name("1", "2")
    assert len({name("1", "2"), name("2", "1"), name("1", "2", "3")}) == 3


def test_the_body_shows_four_ways_and_the_named_ones_first(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    assert [split.id for split in kainuu_2023.leading] == [
        "proportional-population_2021",
        "equal",
        "proportional-tax_revenue_2020",
        "mix-equal_3of10-population_2021_7of10",
    ]
    assert kainuu_2027.leading == kainuu_2027.splits
    named = [*kainuu_2023.case.alternatives[3:], *kainuu_2023.case.alternatives[:3]]
    turned = compare_methods(replace(kainuu_2023.case, alternatives=tuple(named)))
    assert "mix-population_2021_1of2-income_tax_2020_1of2" in [split.id for split in turned.leading]
    bare = compare_methods(replace(kainuu_2023.case, alternatives=()))
    assert [split.id for split in bare.leading] == ids(kainuu_2023)[:4]


def test_an_alternative_like_the_chosen_one_is_not_shown_twice(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    doubled = replace(case, alternatives=(case.chosen, *case.alternatives, case.alternatives[0]))
    assert ids(compare_methods(doubled)) == ids(kainuu_2023)


def test_another_choice_only_moves_to_the_front(kainuu_2023: Comparison) -> None:
    chosen = Variant(METHODS["equal"], NoParameters())
    comparison = compare_methods(replace(kainuu_2023.case, chosen=chosen))
    assert ids(comparison)[0] == "equal"
    assert set(ids(comparison)) == set(ids(kainuu_2023))


def test_differences_sum_to_zero(kainuu_2023: Comparison, kainuu_2027: Comparison) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        for split in comparison.splits:
            assert sum(comparison.difference(split, payer) for payer in comparison.payers) == 0
        assert comparison.largest_difference(comparison.chosen)[1] == 0


def test_payers_by_what_they_pay(kainuu_2023: Comparison) -> None:
    assert kainuu_2023.payers == ("765", "290", "777", "578", "620", "105", "697")


def test_the_equal_split_per_head(kainuu_2023: Comparison) -> None:
    equal = kainuu_2023.splits[1]
    assert kainuu_2023.head_range(equal) == (
        ("765", Fraction(1142857, 10348)),
        ("697", Fraction(1142857, 1210)),
    )
    assert kainuu_2023.head_ratio(equal) == Fraction(10348, 1210)
    assert kainuu_2023.largest_difference(equal) == ("765", 1142857 - 2381451)


def test_the_published_share_of_paltamo(kainuu_2023: Comparison) -> None:
    (seen,) = observations(kainuu_2023)
    assert seen.published.payer == "578"
    assert seen.published.value == 7079_00
    assert seen.difference_to_chosen == 707900 - 732524
    assert seen.below is not None
    assert seen.above is not None
    assert seen.below.id == "proportional-tax_revenue_2020"
    assert seen.above.id == "proportional-income_tax_2020"
    assert seen.below.cents["578"] < 707900 < seen.above.cents["578"]
    assert seen.equal == ()
    # 7 079 / 80 000 = 8.84875 %, printed as 8.8.
    assert seen.share == Fraction(7079, 80000)
    assert seen.percent_agrees is True


def test_the_nearest_split_from_either_side_is_named(kainuu_2023: Comparison) -> None:
    # By key Paltamo pays 6 998.90, 7 290.39, 7 325.24 or 7 336.11: two lie below 7 300 and two
    # above.
    def context(cents: int) -> list[str | None]:
        terms = kainuu_2023.case.terms
        published = terms.published[0].model_copy(update={"value": cents})
        case = replace(kainuu_2023.case, terms=terms.model_copy(update={"published": (published,)}))
        (seen,) = observations(replace(kainuu_2023, case=case))
        return [found.id if found else None for found in (seen.below, seen.above)]

    assert context(7300_00) == ["proportional-income_tax_2020", "proportional-population_2021"]
    assert context(1) == [None, "proportional-tax_revenue_2020"]
    assert context(80_000_00) == ["proportional-operating_expenses_2020", None]


def test_a_percentage_that_does_not_agree(kainuu_2023: Comparison) -> None:
    def seen_with(percent: str | None) -> bool | None:
        terms = kainuu_2023.case.terms
        published = terms.published[0].model_copy(update={"percent": percent})
        case = replace(kainuu_2023.case, terms=terms.model_copy(update={"published": (published,)}))
        return observations(replace(kainuu_2023, case=case))[0].percent_agrees

    assert seen_with("8.9") is False
    assert seen_with("9") is True
    assert seen_with("8.85") is True
    assert seen_with(None) is None


def test_the_published_sum_is_no_input(kainuu_2023: Comparison) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"published": ()})
    assert results_csv(compare_methods(replace(kainuu_2023.case, terms=terms))) == results_csv(
        kainuu_2023
    )


def test_2027_has_no_published_share(kainuu_2027: Comparison) -> None:
    assert observations(kainuu_2027) == ()
    assert dict(kainuu_2027.case.heads or {})["578"] == 2941
    assert kainuu_2027.chosen.cents["578"] == 716815


def test_a_new_row_of_methods_is_compared(
    kainuu_2023: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_on_the_first(problem: Problem, parameters: NoParameters) -> ExactSplit:
        first = min(problem.payers)
        return ExactSplit(
            {code: problem.total if code == first else Fraction(0) for code in problem.payers}
        )

    row = Method(
        name="first_pays",
        function=all_on_the_first,
        parameters=NoParameters,
        family=Message("The first pays"),
        title=lambda parameters: Message("The first pays"),
        rule=lambda parameters: Message("The payer with the lowest code pays everything."),
        candidates=lambda problem: [NoParameters()],
        reference="Made up for this test",
        kind="plain",
        formula=None,
        shape=OTHER_SHAPE,
        parts=in_no_parts,
    )
    monkeypatch.setitem(METHODS, row.name, row)
    comparison = compare_methods(kainuu_2023.case)
    assert ids(comparison) == [*ids(kainuu_2023), "first_pays"]
    assert comparison.splits[-1].cents["105"] == 80_000_00
    assert ",first_pays,no,105,Hyrynsalmi,80000.00,1," in results_csv(comparison)


def with_key(case: Case, name: str, figures: dict[str, Fraction]) -> Case:
    """Add a made-up key to a case."""
    keys = {**case.terms.keys, name: case.terms.keys["population_2021"]}
    terms = case.terms.model_copy(update={"keys": keys})
    return replace(
        case, terms=terms, problem=replace(case.problem, keys={**case.problem.keys, name: figures})
    )


@pytest.mark.parametrize("figure", [Fraction(0), Fraction(-1)])
def test_a_key_that_defines_no_share_is_left_out_with_a_reason(
    kainuu_2023: Comparison, figure: Fraction
) -> None:
    case = with_key(
        kainuu_2023.case, "surplus", dict.fromkeys(kainuu_2023.case.problem.payers, figure)
    )
    comparison = compare_methods(case)
    assert ids(comparison) == ids(kainuu_2023)
    assert "negative for a payer, or zero for all" in comparison.omitted[-1].reason.text
    with pytest.raises(AllocationError, match="surplus"):
        compare_methods(
            replace(case, chosen=Variant(METHODS["proportional"], ByKey(key="surplus")))
        )


def test_a_key_counts_by_what_the_steps_leave(kainuu_2023: Comparison) -> None:
    # Only 105 has a figure above (or below) zero in the made-up keys; the step leaves 105 out of
    # the base.
    payers = kainuu_2023.case.problem.payers
    only_105 = {code: Fraction(code == "105") for code in payers}
    all_but_105 = {code: Fraction(-1 if code == "105" else 1) for code in payers}
    outside = ((STEPS["outside_base"], OutsideBase(payers=("105",))),)
    case = with_key(with_key(kainuu_2023.case, "only_105", only_105), "all_but_105", all_but_105)
    comparison = compare_methods(replace(case, steps=outside))
    assert "proportional-only_105" not in ids(comparison)
    assert comparison.omitted[-1].title.values["key"] == KeyName("only_105")
    by_the_others = next(
        split for split in comparison.splits if split.id == "proportional-all_but_105"
    )
    assert by_the_others.cents["105"] == 0
    assert by_the_others.cents["290"] == 1333334


def test_results_csv(kainuu_2023: Comparison) -> None:
    lines = results_csv(kainuu_2023).splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert len(lines) == 1 + 7 * 7
    assert (
        "kainuu-ict,2023,proportional-population_2021,yes,578,Paltamo,7325.24,3183/34762,2.30,0.00"
        in lines
    )
    assert sum(",yes," in line for line in lines) == 7


@pytest.mark.slow
def test_the_fingerprint(
    kainuu_2023: Comparison, kainuu_2027: Comparison, project: Project
) -> None:
    mark = fingerprint(kainuu_2023)
    assert len(mark) == 16
    assert mark == fingerprint(compare_methods(load_year(project, "kainuu-ict", 2023)))
    assert mark != fingerprint(kainuu_2027)
    case = replace(kainuu_2023.case, inputs=kainuu_2023.case.inputs[1:])
    assert mark != fingerprint(replace(kainuu_2023, case=case))


@pytest.mark.slow
def test_the_same_figures_in_another_folder_have_the_same_fingerprint(
    kainuu_2023: Comparison, project_copy: Project
) -> None:
    other = compare_methods(load_year(project_copy, "kainuu-ict", 2023))
    assert fingerprint(other) == fingerprint(kainuu_2023)
    paths = [item.path for item in other.case.inputs]
    assert paths[:2] == [
        "data/agreements/kainuu-ict/agreement.toml",
        "data/agreements/kainuu-ict/2023.toml",
    ]
    assert all(path.startswith("data/") for path in paths)


def test_a_rule_that_is_not_worked_out_for_so_many_is_left_out_and_told(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    payers = tuple(f"{number:03d}" for number in range(25))
    people = {code: Fraction(number + 1) for number, code in enumerate(payers)}
    claims = {"population_2021": dict.fromkeys(payers, case.problem.total)}
    problem = Problem(case.problem.total, payers, dict.fromkeys(case.problem.keys, people), claims)
    found = compare_methods(replace(case, problem=problem))
    left_out = {one.name: one for one in found.omitted}
    assert {"claims_random_arrival", "claims_average_of_awards"} <= set(left_out)
    assert left_out["claims_random_arrival"].title == Message("Random arrival rule")
    assert "for so many payers" in left_out["claims_random_arrival"].reason.text
    assert any(split.variant.method.name == "claims_talmud" for split in found.splits)
    # Named in the terms, it must be told instead of left out.
    named = Variant(METHODS["claims_random_arrival"], ByClaims(claims="population_2021"))
    with pytest.raises(AllocationError, match="random arrival"):
        compare_methods(replace(case, problem=problem, alternatives=(named,)))


@given(rows=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=6))
def test_the_range_per_head_is_that_of_plain_fractions(
    kainuu_2023: Comparison, rows: list[tuple[int, int]]
) -> None:
    codes = [f"{number:03d}" for number in range(len(rows))]
    heads = {code: Fraction(people, 2) for code, (_, people) in zip(codes, rows, strict=True)}
    cents = {code: paid for code, (paid, _) in zip(codes, rows, strict=True)}
    chosen = kainuu_2023.chosen
    split = replace(chosen, rounded=replace(chosen.rounded, cents=cents))
    problem = replace(kainuu_2023.case.problem, keys={"population_2021": heads})
    comparison = Comparison(replace(kainuu_2023.case, problem=problem), (split,), ())
    amounts = sorted((Fraction(cents[code]) / heads[code], code) for code in codes if heads[code])
    wanted = (amounts[0][::-1], amounts[-1][::-1]) if amounts else None
    assert comparison.head_range(split) == wanted
