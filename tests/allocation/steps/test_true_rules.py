"""A sentence of a step is true of the table beneath it, or the terms are refused."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from analyysi.agreement.values import Frozen
from analyysi.allocation.method import Variant
from analyysi.allocation.methods import METHODS, ByKey, FixedShares, Mix, NoParameters
from analyysi.allocation.steps.amounts_first import SumEach
from analyysi.allocation.steps.band import QuotaFloor
from analyysi.allocation.steps.bounds import Cap, Floor
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS, OffTheTop, OutsideBase
from analyysi.allocation.steps.transitions import PhaseIn
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import Case
from analyysi.comparison.compare import (
    Comparison,
    Split,
    UntrueStepError,
    compare_methods,
    work_out,
)
from analyysi.comparison.history import shared_year
from analyysi.errors import AllocationError
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Listing, Message, Money, PayerName
from analyysi.report.language.wording import Wording
from support.quick import at_most
from support.step_truths import is_true

RISTIJARVI, SOTKAMO = "697", "765"
LIITTO = "kainuun-liitto"
TAX = Variant(METHODS["proportional"], ByKey(key="tax_revenue_2020"))


def step(name: str, **parameters: Any) -> tuple[Step, Frozen]:
    return STEPS[name], STEPS[name].parameters(**parameters)


FLOOR = step("floor", amount="6000")
TENTH = step("off_the_top", payer=LIITTO, share="0.1")
WITHDRAWN = step(
    "withdrawal_fade_out", payer=LIITTO, last_share="0.3", schedule=["0.5"], year=1, source="s"
)


def within(case: Case, *steps: tuple[Step, Frozen], decided: bool = False) -> Case:
    status = "decided" if decided else "draft"
    return replace(case, steps=steps, terms=case.terms.model_copy(update={"status": status}))


def euros(split: Split, code: str) -> Fraction:
    return split.exact.amounts[code] / 100


# The figures of the fault, from the real year.


def test_a_part_taken_first_within_a_floor_is_refused(kainuu_2023: Comparison) -> None:
    # A tenth of 80 000 is 8 000; of the 62 000 that the floor leaves it is 6 200, 7.8 %.
    case = within(kainuu_2023.case, FLOOR, TENTH)
    with pytest.raises(UntrueStepError) as refused:
        compare_methods(case)
    assert str(refused.value) == (
        "kainuu-ict 2023: steps[2], 'off_the_top', says that kainuun-liitto pays 8000.00 euros, "
        "but the table would have 6200.00 euros. List the steps in this order, the outermost "
        "first: off_the_top, floor."
    )
    by_tax = work_out(within(kainuu_2023.case, FLOOR, TENTH, decided=True), TAX)
    assert euros(by_tax, LIITTO) == 5600  # below the 6 000 that nobody was to pay less than
    mended = compare_methods(within(kainuu_2023.case, TENTH, FLOOR)).chosen
    assert euros(mended, LIITTO) == 8000


def test_what_a_withdrawn_payer_still_pays_within_a_floor_is_refused(
    kainuu_2023: Comparison,
) -> None:
    with pytest.raises(UntrueStepError, match=r"pays 12000\.00 euros.* have 8400\.00 euros"):
        compare_methods(within(kainuu_2023.case, FLOOR, WITHDRAWN))
    assert euros(compare_methods(within(kainuu_2023.case, WITHDRAWN, FLOOR)).chosen, LIITTO) == (
        12_000
    )


def test_a_transition_within_a_cap_that_binds_is_refused(kainuu_2023: Comparison) -> None:
    chosen = kainuu_2023.chosen.exact.amounts
    last = dict.fromkeys(chosen, "10000")
    phase = step("phase_in", last_year=last, source="s", year=1, years=2)
    # Half of Sotkamo's share by population and half of a seventh of 80 000.
    of_transition = (chosen[SOTKAMO] + Fraction(80_000_00, 7)) / 2
    assert of_transition > 17_000_00
    cap = step("cap", amount="17000")
    with pytest.raises(UntrueStepError) as refused:
        work_out(within(kainuu_2023.case, cap, phase), kainuu_2023.case.chosen)
    assert "steps[2], 'phase_in', says that" in str(refused.value)
    loose = work_out(within(kainuu_2023.case, step("cap", amount="20000"), phase), TAX)
    assert loose.step_rules[1].text.startswith("Year {year} of {years} of the transition")


def test_an_alternative_is_held_to_the_sentences_too(kainuu_2023: Comparison) -> None:
    # Of nine tenths Ristijärvi pays 2 739 euros by tax revenue and 2 506 by population: a floor of
    # 2 700 holds it by population only.
    steps = (step("floor", amount="2700"), TENTH)
    case = within(replace(kainuu_2023.case, chosen=TAX), *steps)
    by_population = Variant(METHODS["proportional"], ByKey(key="population_2021"))
    work_out(case, TAX)
    with pytest.raises(UntrueStepError):
        work_out(case, by_population)
    with pytest.raises(UntrueStepError, match="off_the_top, floor"):
        compare_methods(replace(case, alternatives=(by_population,)))
    # Named by nobody, the split is left out and said to be so.
    comparison = compare_methods(replace(case, alternatives=()))
    assert "proportional-population_2021" not in [split.id for split in comparison.splits]
    reasons = [omitted.reason.text for omitted in comparison.omitted]
    assert "By it the sentence of a step would not be true of the shares." in reasons


def test_earlier_years_are_held_to_their_sentences(kainuu_2023: Comparison) -> None:
    with pytest.raises(UntrueStepError):
        shared_year(within(kainuu_2023.case, FLOOR, TENTH))


def test_a_decided_year_keeps_its_cents_and_its_sentence_says_of_what(
    kainuu_2023: Comparison,
) -> None:
    case = within(kainuu_2023.case, FLOOR, TENTH, decided=True)
    split = compare_methods(case).chosen
    assert split.cents[LIITTO] == 6200_00
    top = split.step_rules[1]
    assert top.text.startswith("{rule} This is counted from the {amount} that the steps around")
    assert top.values["amount"] == Money(Fraction(62_000_00), 2)
    pair = Message(
        "{payer} {bound}", {"payer": PayerName(LIITTO), "bound": Money(Fraction(6200_00), 2)}
    )
    assert top.values["payers"] == Listing([pair])
    said = Wording("fi", case).of(top).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Kainuun liitto maksaa ensin 10 % kokonaiskustannuksesta, ja muut jakavat loput. "
        "Tämä lasketaan summasta 62 000,00 €, jonka muut vaiheet jättävät "
        "jaettavaksi, joten taulukossa on: Kainuun liitto 6 200,00 €."
    )
    for language in LANGUAGES:
        assert "62" in Wording(language, case).of(top)


def test_who_is_set_apart_around_a_bound_is_named_where_the_bound_does_not_hold(
    kainuu_2023: Comparison,
) -> None:
    small = step("off_the_top", payer=LIITTO, share="0.05")
    split = compare_methods(within(kainuu_2023.case, small, FLOOR)).chosen
    assert euros(split, LIITTO) == 4000
    assert split.step_rules[1].text == "{rule} This does not concern: {payers}."
    assert split.step_rules[1].values["payers"] == Listing([PayerName(LIITTO)])
    # Where it holds of that payer all the same, nothing is said.
    larger = compare_methods(within(kainuu_2023.case, TENTH, FLOOR)).chosen
    assert larger.step_rules[1] == FLOOR[0].rule(FLOOR[1])


def test_a_floor_within_sums_paid_first_says_what_those_at_it_pay(
    kainuu_2023: Comparison,
) -> None:
    # 2 000 each and a floor of 3 000 for the rest make 5 000 for the smallest: not below 3 000,
    # and yet not what a reader of the two sentences would expect.
    each, least = step("sum_each", amount="2000"), step("floor", amount="3000")
    split = compare_methods(within(kainuu_2023.case, each, least)).chosen
    assert euros(split, RISTIJARVI) == 5000
    said = Wording("en", kainuu_2023.case).of(split.step_rules[1])
    assert "This is counted from the €66,000.00 that other steps leave to be shared" in said
    assert said.endswith("so that the table has: Ristijärvi €5,000.00.")
    # The other way round nobody is below the floor, and both sentences stand as they are.
    around = compare_methods(within(kainuu_2023.case, least, each)).chosen
    assert euros(around, RISTIJARVI) < 5000
    assert around.step_rules == (least[0].rule(least[1]), each[0].rule(each[1]))


CREDIT = step("credit", amounts={RISTIJARVI: "500"}, source="s")
SETTLED = step(
    "true_up",
    differences={RISTIJARVI: "-500", SOTKAMO: "500"},
    paid_total="80000",
    actual_total="80000",
    source="s",
)


@pytest.mark.parametrize("outer", [CREDIT, SETTLED], ids=["credit", "settlement"])
def test_a_named_sum_may_come_on_top_of_what_a_step_inside_says(
    kainuu_2023: Comparison, outer: tuple[Step, Frozen]
) -> None:
    split = compare_methods(within(kainuu_2023.case, outer, FLOOR)).chosen
    assert euros(split, RISTIJARVI) == 6000 - 500
    floor = split.step_rules[1]
    assert floor.values["rule"] == FLOOR[0].rule(FLOOR[1])
    pair = {"payer": PayerName(RISTIJARVI), "bound": Money(Fraction(5500_00), 2)}
    assert pair in [named.values for named in floor.values["payers"].items]


def test_a_part_of_the_total_that_a_settlement_changes_is_refused(kainuu_2023: Comparison) -> None:
    more = step(
        "true_up",
        differences={SOTKAMO: "500"},
        paid_total="80000",
        actual_total="80500",
        source="s",
    )
    with pytest.raises(UntrueStepError, match="order, the outermost first: off_the_top, true_up"):
        compare_methods(within(kainuu_2023.case, more, TENTH))


def test_where_no_order_is_true_the_advice_says_so(kainuu_2023: Comparison) -> None:
    part = step("floor", share="0.075")
    with pytest.raises(UntrueStepError, match="In no other order of these steps"):
        compare_methods(within(kainuu_2023.case, TENTH, part))
    same = step("floor", amount="6000")  # 7.5 % of 80 000 as an amount
    mended = compare_methods(within(kainuu_2023.case, TENTH, same)).chosen
    assert euros(mended, RISTIJARVI) == 6000


def test_rounding_may_cross_a_bound_by_less_than_a_unit(kainuu_2023: Comparison) -> None:
    odd = step("floor", amount="6000.50")
    case = within(kainuu_2023.case, odd)
    rounding = case.terms.rounding.model_copy(update={"unit": 100})
    whole = replace(case, terms=case.terms.model_copy(update={"rounding": rounding}))
    assert compare_methods(whole).chosen.cents[RISTIJARVI] in (6000_00, 6001_00)


def test_a_rounding_rule_that_moves_a_held_payer_further_is_refused(
    kainuu_2023: Comparison,
) -> None:
    case = within(kainuu_2023.case, step("cap", amount="20000"))
    rounding = case.terms.rounding.model_copy(update={"unit": 1000_00})
    rough = replace(
        case,
        terms=case.terms.model_copy(update={"rounding": rounding}),
        rounding=ROUNDING_RULES["jefferson"],
    )
    with pytest.raises(UntrueStepError, match="have 21000.00 euros, rounded by 'jefferson'"):
        work_out(rough, TAX)


# Random nests: refused, or every sentence is true of the table.

PAYERS = ("105", "290", "578", "620", "697", "765", "777")


def _fixed(parts: list[int]) -> Variant:
    shares = {code: Fraction(n, sum(parts)) for code, n in zip(PAYERS, parts, strict=True)}
    return Variant(METHODS["fixed"], FixedShares(shares=shares))


VARIANTS = st.one_of(
    st.sampled_from(
        [
            Variant(METHODS["equal"], NoParameters()),
            Variant(METHODS["proportional"], ByKey(key="population_2021")),
            TAX,
            Variant(METHODS["mix"], Mix(equal="1/2", keys={"income_tax_2020": "1/2"})),
        ]
    ),
    st.lists(st.integers(0, 4), min_size=7, max_size=7).filter(any).map(_fixed),
)
SMALL = st.sampled_from(["0", "1500", "4000", "6000", "9000"])
LARGE = st.sampled_from(["12000", "16000", "20000", "30000"])
SMALL_PART = st.sampled_from(["0", "0.02", "0.05", "0.1"])
LARGE_PART = st.sampled_from(["0.15", "0.2", "1/3"])


def _one_of(amount: str, share: str, by_amount: bool) -> dict[str, str]:
    return {"amount": amount} if by_amount else {"share": share}


FLOORS = st.builds(_one_of, SMALL, SMALL_PART, st.booleans())
CAPS = st.builds(_one_of, LARGE, LARGE_PART, st.booleans())
AROUND = st.one_of(
    FLOORS.map(lambda bound: (STEPS["floor"], Floor(**bound))),
    CAPS.map(lambda bound: (STEPS["cap"], Cap(**bound))),
    st.dictionaries(st.sampled_from(PAYERS), SMALL, min_size=1, max_size=3).map(
        lambda amounts: (STEPS["floor"], Floor(amounts=amounts))
    ),
    FLOORS.map(lambda bound: (STEPS["quota_floor"], QuotaFloor(**bound))),
    SMALL.map(lambda amount: (STEPS["sum_each"], SumEach(amount=amount))),
    FLOORS.map(lambda part: (STEPS["off_the_top"], OffTheTop(payer=LIITTO, **part))),
)
DRAWN_STEPS = st.one_of(
    AROUND,
    st.builds(
        lambda payer, part: (STEPS["off_the_top"], OffTheTop(payer=payer, **part)),
        st.sampled_from(PAYERS),
        FLOORS,
    ),
    st.sampled_from(PAYERS).map(lambda code: (STEPS["outside_base"], OutsideBase(payers=(code,)))),
)
TRANSITIONS = st.builds(
    lambda parts, year: (
        STEPS["phase_in"],
        PhaseIn(
            last_year={code: str(1000 * n) for code, n in zip(PAYERS, parts, strict=True)},
            source="s",
            year=year,
            years=2,
        ),
    ),
    st.lists(st.integers(1, 30), min_size=7, max_size=7),
    st.integers(1, 2),
)


@pytest.mark.slow
@at_most(300)
@given(steps=st.lists(DRAWN_STEPS, min_size=2, max_size=3), variant=VARIANTS)
def test_random_nests_are_refused_or_every_sentence_is_true(
    kainuu_2023: Comparison, steps: list[tuple[Step, Frozen]], variant: Variant
) -> None:
    case = within(replace(kainuu_2023.case, chosen=variant, alternatives=()), *steps)
    try:
        split = work_out(case, variant)
    except AllocationError as error:
        event(type(error).__name__)
        return
    event(f"true: {len(steps)}")
    assert sum(split.exact.amounts.values()) == case.problem.total
    for rule in split.step_rules:
        assert is_true(rule, split.exact.amounts, case.problem.total), rule


@pytest.mark.slow
@at_most(100)
@given(outer=AROUND, transition=TRANSITIONS, variant=VARIANTS)
def test_a_transition_is_refused_or_each_share_is_of_the_two_parts(
    kainuu_2023: Comparison,
    outer: tuple[Step, Frozen],
    transition: tuple[Step, Frozen],
    variant: Variant,
) -> None:
    case = replace(kainuu_2023.case, chosen=variant, alternatives=())
    phase = transition[1]
    assert isinstance(phase, PhaseIn)
    try:
        split = work_out(within(case, outer, transition), variant)
    except AllocationError as error:
        event(type(error).__name__)
        return
    table = split.exact.amounts
    first = Fraction(getattr(outer[1], "amount", None) or 0) if outer[0].name == "sum_each" else 0
    assume(first == 0)  # the transition is then within what is left
    total = sum(table[code] for code in PAYERS)
    alone = replace(case.problem, total=total)
    by_method = variant.method.function(alone, variant.parameters).amounts
    new = Fraction(phase.year, phase.years)
    last = sum(phase.last_year[code] for code in PAYERS)
    for code in PAYERS:
        old = total * phase.last_year[code] / last
        assert table[code] == new * by_method[code] + (1 - new) * old


def test_a_sentence_has_the_cents_of_the_table_not_the_exact_shares(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    last = dict.fromkeys(case.problem.payers, "10000.00")
    phase = step("phase_in", last_year=last, source="s", year=1, years=3)
    decided = work_out(within(case, step("sum_each", amount="0.01"), phase, decided=True), TAX)
    (rule,) = [rule for rule in decided.step_rules if "table has" in rule.text]
    listing = rule.values["payers"]
    assert isinstance(listing, Listing)
    for pair in listing.items:
        assert isinstance(pair, Message)
        payer, bound = pair.values["payer"], pair.values["bound"]
        assert isinstance(payer, PayerName)
        assert isinstance(bound, Money)
        assert bound.cents == decided.cents[payer.code]


@pytest.mark.parametrize("decided", [False, True])
def test_who_is_held_at_a_part_of_a_smaller_sum_is_not_held_at_the_part_that_is_said(
    kainuu_2023: Comparison, decided: bool
) -> None:
    first = step("off_the_top", payer=LIITTO, share="0.2")
    cap = step("cap", share="0.25")
    inside = within(kainuu_2023.case, first, cap, decided=decided)
    if not decided:
        # 16 000 is a quarter of what the council leaves, and less than a quarter of the total.
        with pytest.raises(UntrueStepError, match=r"'cap', says that 765 pays 20000\.00 euros"):
            work_out(inside, inside.chosen)
        return
    split = work_out(inside, inside.chosen)
    assert euros(split, SOTKAMO) == 16_000
    said = split.step_rules[1]
    assert said.text.startswith("{rule} This is counted from the {amount}")
    assert said.values["amount"] == Money(Fraction(64_000_00), 2)
    held = said.values["payers"]
    assert isinstance(held, Listing)
    assert Message(
        "{payer} {bound}", {"payer": PayerName(SOTKAMO), "bound": Money(16_000_00, 2)}
    ) in (held.items)
