"""Properties are looked for in a split as it is shared: with its steps and its rounding."""

from dataclasses import replace

import pytest

from analyysi.agreement.key import Above, PayerFactors, Transformation
from analyysi.allocation.properties.procedure import Finding
from analyysi.allocation.properties.property_table import PROPERTIES
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.split_properties import split_findings
from support.changed_cases import with_payers


def test_every_property_is_looked_for_once(kainuu_2023: Comparison) -> None:
    names = [finding.name for finding in split_findings(kainuu_2023, kainuu_2023.chosen)]
    assert sorted(names) == sorted(PROPERTIES)


@pytest.mark.slow
def test_a_share_by_one_key_gains_nothing_by_merging_and_an_equal_one_does(
    kainuu_2023: Comparison,
) -> None:
    holds = {}
    for split in kainuu_2023.splits:
        findings = {finding.name: finding for finding in split_findings(kainuu_2023, split)}
        holds[split.id] = findings["no_gain_by_merging"].holds
    assert holds[kainuu_2023.chosen.id] is True
    assert holds["equal"] is False


def test_a_payer_that_a_step_sets_apart_is_counted_as_one_with_nobody(
    kainuu_2023: Comparison,
) -> None:
    first = (STEPS["off_the_top"], OffTheTop(payer="578", amount="100.00"))
    comparison = compare_methods(replace(kainuu_2023.case, steps=(first,)))
    by_name = {finding.name: finding for finding in split_findings(comparison, comparison.chosen)}
    # By one key the others gain nothing; 578's 100 euros were agreed for it alone.
    assert by_name["no_gain_by_merging"].holds is True


def with_changed_key(comparison: Comparison, change: Transformation) -> Comparison:
    """Share by the population, changed."""
    case = comparison.case
    key = case.terms.keys["population_2021"].model_copy(update={"transform": (change,)})
    keys = {**case.terms.keys, "population_2021": key}
    terms = case.terms.model_copy(update={"keys": keys, "per_head": None})
    return compare_methods(with_payers(replace(case, terms=terms), case.terms.participants))


def of_chosen(comparison: Comparison) -> dict[str, Finding]:
    return {finding.name: finding for finding in split_findings(comparison, comparison.chosen)}


def test_who_has_a_factor_of_its_own_does_not_pay_as_its_equals_do(
    kainuu_2023: Comparison,
) -> None:
    factors = PayerFactors(kind="payer_factors", factors={"697": "1.2"})
    findings = of_chosen(with_changed_key(kainuu_2023, factors))
    assert findings["equals_pay_equally"].holds is False
    assert findings["independent_of_order_and_units"].holds is True


def test_merging_above_a_limit_is_looked_for_in_the_figures_that_are_given(
    kainuu_2023: Comparison,
) -> None:
    """Two of 7 508 and 7 928 inhabitants pay less as one of 15 436 if a half counts above 8 000."""
    above = Above(kind="above", limit="8000", factor="0.5", of="excess")
    findings = of_chosen(with_changed_key(kainuu_2023, above))
    assert findings["no_gain_by_merging"].holds is False
    assert findings["equals_pay_equally"].holds is True
    # The limit is of the figure, in its unit: another unit writes it otherwise, and nothing moves.
    assert findings["independent_of_order_and_units"].holds is True


def test_a_whole_figure_multiplied_above_a_limit_may_grow_and_pay_less(
    kainuu_2023: Comparison,
) -> None:
    above = Above(kind="above", limit="8000", factor="0.5", of="whole")
    findings = of_chosen(with_changed_key(kainuu_2023, above))
    assert findings["grows_with_its_figures"].holds is False
    assert findings["no_jumps"].holds is not None


def test_what_whom_a_step_names_would_pay_as_one_with_another_is_not_looked_for(
    kainuu_2023: Comparison,
) -> None:
    first = (STEPS["off_the_top"], OffTheTop(payer="765", share="0.1"))
    comparison = compare_methods(replace(kainuu_2023.case, steps=(first,)))
    assert of_chosen(comparison)["no_gain_by_merging"].holds is True
