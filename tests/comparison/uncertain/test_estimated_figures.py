"""Which figures behind the chosen split are estimates, and how much is shared by them."""

from dataclasses import replace
from fractions import Fraction

from analyysi.agreement.terms import StandAlone
from analyysi.allocation.methods import METHODS, NoParameters
from analyysi.comparison.case import Variant
from analyysi.comparison.compare import Comparison
from analyysi.comparison.uncertain.estimated_figures import (
    cents_on_estimates,
    estimated_figures,
    part_on_estimates,
)
from analyysi.messages import KeyName, Message
from support.estimates import KEY, with_estimates

SOURCES = {"765": "Arvio henkilöstökertomuksesta", "777": "Puhelinvastaus, arvio", "205": "Arvio"}


def test_the_shares_of_whose_figure_is_an_estimate_rest_on_it(kainuu_2027: Comparison) -> None:
    comparison = with_estimates(kainuu_2027, SOURCES)
    estimates = estimated_figures(comparison.case)
    # Kajaani (205) takes no part: nothing of the total rests on its estimate.
    assert [(known.payer, known.figure, known.source) for known in estimates] == [
        ("765", KeyName(KEY), SOURCES["765"]),
        ("777", KeyName(KEY), SOURCES["777"]),
    ]
    # 10 161 and 6 957 of 32 823 inhabitants on 31.12.2025 (Tilastokeskus, 11ra), of 80 000 euros.
    # The shares as they are paid: a sum of whole euros would be 41 722.
    assert cents_on_estimates(comparison, estimates) == 41_721_96
    assert round(8_000_000 * Fraction(10_161 + 6_957, 32_823)) == 41_721_96
    assert part_on_estimates(comparison, estimates) == Fraction(41_721_96, 80_000_00)


def test_what_the_chosen_split_does_not_use_is_no_estimate_of_it(kainuu_2027: Comparison) -> None:
    comparison = with_estimates(kainuu_2027, SOURCES)
    equal = replace(comparison.case, chosen=Variant(METHODS["equal"], NoParameters()))
    assert estimated_figures(equal) == ()
    assert estimated_figures(kainuu_2027.case) == ()
    assert cents_on_estimates(kainuu_2027, ()) == 0
    assert part_on_estimates(kainuu_2027, ()) == 0


def test_a_range_of_the_cost_of_acting_alone_is_an_estimate(kainuu_2027: Comparison) -> None:
    source = {"fi": "Tarjous", "sv": "Anbud", "en": "Tender"}
    costs = {
        code: {"value": "30000.00", "source": source}
        for code in kainuu_2027.case.terms.participants
    }
    costs["578"] |= {"low": "20000.00", "high": "40000.00"}
    game = StandAlone.model_validate({"kind": "stand_alone", "alone": costs})
    terms = kainuu_2027.case.terms.model_copy(update={"game": game})
    case = replace(
        kainuu_2027.case, terms=terms, chosen=Variant(METHODS["game_shapley"], NoParameters())
    )
    (known,) = estimated_figures(case)
    assert (known.payer, known.figure) == ("578", Message("cost of acting alone"))
    assert known.source == game.alone["578"].source
    # By a key nothing rests on what acting alone would cost.
    assert estimated_figures(replace(case, chosen=kainuu_2027.case.chosen)) == ()
