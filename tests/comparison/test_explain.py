"""The search for the rule behind published shares: what is looked through."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.explain import explain, explanation_for_report
from analyysi.errors import ParameterError
from analyysi.project import Project

ALL = Fraction(1)


def test_a_report_explains_only_what_its_terms_declare(
    project: Project, kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    assert explanation_for_report(project, kainuu_2027.case) is None
    terms = kainuu_2023.case.terms.model_copy(update={"search": None})
    unsearched = replace(kainuu_2023.case, terms=terms)
    assert explanation_for_report(project, unsearched) is None


@pytest.mark.slow
def test_only_the_declared_snapshots_are_looked_through(
    project: Project, kainuu_2023: Comparison
) -> None:
    case = kainuu_2023.case
    declared = explanation_for_report(project, case)
    assert declared is not None
    assert case.terms.search is not None
    snapshots = {figures.snapshot for figures in declared.figures.values()}
    named = {*case.terms.search.snapshots, *case.terms.search.budgets}
    assert snapshots <= named
    fewer = explain(project, case, case.terms.search.snapshots[:1])
    assert len(fewer.inference.key_names) < len(declared.inference.key_names)
    assert dict(declared.inference.published) == {"578": 7079_00}


@pytest.mark.slow
def test_budgets_add_keys_and_leave_the_rule_unknown(
    project: Project, kainuu_2023: Comparison
) -> None:
    case = kainuu_2023.case
    assert case.terms.search is not None
    declared = explanation_for_report(project, case)
    without = explain(project, case, case.terms.search.snapshots, budgets=())
    assert declared is not None
    of_budgets = {figures.name: figures.of_payer for figures in declared.budgets.figures}
    assert len(of_budgets) == len(declared.budgets.figures) > 25
    # Without them nothing of the documents of 2023 is tried: the last was approved on 16.1.2023.
    assert without.budgets.figures == ()
    assert len(declared.inference.key_names) == len(without.inference.key_names) + len(of_budgets)
    assert set(declared.figures) == set(without.figures) | set(of_budgets)
    tried, tried_without = (
        sum(family.tried for family in explained.inference.families)
        for explained in (declared, without)
    )
    assert tried > tried_without
    assert declared.inference.verdict == without.inference.verdict == "possible"
    # Worked out here: what each gives Paltamo alone.
    for of_payer in of_budgets.values():
        assert round(80_000 * of_payer["578"] / sum(of_payer.values())) != 7079
    assert declared.hits_of_budgets == []


@pytest.mark.slow
def test_a_figure_of_a_budget_that_gives_the_share_is_named(
    project: Project, kainuu_2023: Comparison
) -> None:
    case = kainuu_2023.case
    budgets = explanation_for_report(project, case)
    assert budgets is not None
    (expenses,) = (
        figures
        for figures in budgets.budgets.figures
        if figures.name == "net_operating_expenses_eur budget 2023-12-31"
    )
    cents = round(
        80_000_00 * expenses.of_payer["578"] / sum(expenses.of_payer.values(), Fraction(0))
    )
    (share,) = case.terms.published
    published = (share.model_copy(update={"value": cents}),)
    made = replace(case, terms=case.terms.model_copy(update={"published": published}))
    assert case.terms.search is not None
    explained = explain(project, made, case.terms.search.snapshots[:1])
    assert [rule.keys for rule in explained.hits_of_budgets] == [((expenses.name, ALL),)]


def test_without_a_published_share_there_is_nothing_to_explain(
    project: Project, kainuu_2027: Comparison
) -> None:
    with pytest.raises(ParameterError, match="has no published share to explain"):
        explain(project, kainuu_2027.case)
