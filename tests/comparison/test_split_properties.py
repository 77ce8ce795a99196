"""Properties are looked for in a split as it is shared: with its steps and its rounding."""

import pytest

from analyysi.allocation.properties.property_table import PROPERTIES
from analyysi.comparison.compare import Comparison
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
