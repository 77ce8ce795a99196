"""How often the search for a rule is right, over random rules: a few of what `make identification`
measures by the thousand.
"""

from __future__ import annotations

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.explain import explain
from analyysi.project import Project
from support.identification import CENT, EURO, HUNDRED, Figures, figures_of, rates, round_rules

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def figures(project: Project, kainuu_2023: Comparison) -> Figures:
    return figures_of(explain(project, kainuu_2023.case))


@pytest.mark.parametrize("published", [1, 2])
def test_one_and_two_shares_never_make_a_rule_known(figures: Figures, published: int) -> None:
    counts = rates(figures, 25, CENT, published, seed=published)
    assert counts["known"] == 0
    assert counts["named"] == counts["inside"] > 0


@pytest.mark.parametrize("unit", [EURO, HUNDRED])
def test_known_rules_have_the_true_keys(figures: Figures, unit: int) -> None:
    counts = rates(figures, 60, unit, None, seed=unit)
    assert counts["named"] == counts["inside"] > 20
    assert counts["known"] > 10
    assert counts["wrong keys"] == 0


def test_a_rule_in_whole_per_cents_is_named_and_alone_where_it_is_the_only_one(
    figures: Figures,
) -> None:
    counts = round_rules(figures, 3, seed=3)
    assert counts["named"] == counts["tables"]
    assert counts["alone"] == counts["one only"] > 0
