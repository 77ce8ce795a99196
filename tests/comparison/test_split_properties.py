"""Properties are looked for in a split as it is shared: with its steps and its rounding."""

from dataclasses import replace

import pytest

from analyysi.allocation.properties.property_table import PROPERTIES
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.split_properties import split_findings


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
    found = {finding.name: finding for finding in split_findings(comparison, comparison.chosen)}
    # By one key the others gain nothing; 578's 100 euros were agreed for it alone.
    assert found["no_gain_by_merging"].holds is True
