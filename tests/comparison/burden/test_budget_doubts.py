"""Doubts about the budgets of a case, seen by its own figures alone."""

from collections import Counter
from dataclasses import replace

import pytest

from analyysi.comparison.burden.budget_doubts import doubts_of_case
from analyysi.comparison.compare import Comparison
from analyysi.project import Project
from analyysi.sources.odd_figures.stored_doubts import stored_accounts


@pytest.mark.slow
def test_the_doubts_of_the_terms_of_2027(kainuu_2027: Comparison, project: Project) -> None:
    doubts = doubts_of_case(kainuu_2027.case)
    payers = set(kainuu_2027.case.terms.participants)
    assert {doubt.code for doubt in doubts} <= payers
    named = Counter(doubt.check for doubt in doubts if doubt.check != "jump_inside_plan")
    assert named == {"loans_doubled": 2, "margin_changes_sign": 2, "result_above_margin": 1}
    with_accounts = doubts_of_case(kainuu_2027.case, stored_accounts(project))
    assert len(with_accounts) == len(doubts) + 2


def test_without_budgets_there_are_none(kainuu_2027: Comparison) -> None:
    assert doubts_of_case(replace(kainuu_2027.case, budgets=None)) == []
