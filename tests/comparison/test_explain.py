"""The search for the rule behind published shares: what is looked through, and rules in pieces."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.allocation.inference.rule_families import Rule
from analyysi.comparison.compare import Comparison
from analyysi.comparison.explain import explain, explanation_for_report, pieces_of
from analyysi.errors import ParameterError
from analyysi.messages import Message, Percent
from analyysi.project import Project

ALL, NONE = Fraction(1), Fraction(0)


def test_a_rule_is_in_pieces_in_the_order_in_which_it_acts() -> None:
    rule = Rule(Fraction(1, 25), Fraction(3, 10), (("population", Fraction(66, 100)),))
    texts = [piece.text for piece in pieces_of(rule, str.upper) if isinstance(piece, Message)]
    assert texts == ["{share} by the organiser first", "{share} equally", "{share} {key}"]
    last = pieces_of(rule, str.upper)[-1]
    assert isinstance(last, Message)
    assert last.values == {"share": Percent(Fraction(66, 100), None), "key": "POPULATION"}


def test_a_rule_by_one_key_alone_is_the_key_and_one_without_keys_is_equal() -> None:
    assert pieces_of(Rule(NONE, NONE, (("population", ALL),)), str.upper) == ["POPULATION"]
    assert pieces_of(Rule(NONE, ALL, ()), str.upper) == [Message("everybody the same")]


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
    assert snapshots <= set(case.terms.search.snapshots)
    fewer = explain(project, case, case.terms.search.snapshots[:1])
    assert fewer.tried_keys < declared.tried_keys
    assert dict(declared.inference.published) == {"578": 7079_00}


def test_without_a_published_share_there_is_nothing_to_explain(
    project: Project, kainuu_2027: Comparison
) -> None:
    with pytest.raises(ParameterError, match="has no published share to explain"):
        explain(project, kainuu_2027.case)
