"""Every split of a comparison judged on the case at hand: which properties hold, with their
witnesses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from pydantic import BaseModel

from analyysi.agreement.key import Transformation
from analyysi.agreement.references import named_payers
from analyysi.allocation.keys import transformed
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.properties.changed_problems import over_one
from analyysi.allocation.properties.procedure import Finding, Present, Procedure
from analyysi.allocation.properties.property_table import Property, findings
from analyysi.allocation.steps.step_table import with_steps
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison, Split
from analyysi.sources.keys import key_weights


def split_findings(
    comparison: Comparison, split: Split, properties: Iterable[Property] | None = None
) -> tuple[Finding, ...]:
    """Look for some properties of a split, or for every one, with the steps and the rounding of the
    terms.

    Where the terms change the figures of its keys, what a payer's figures are let do is done to
    those that a reader knows, before they are changed: two payers with as many inhabitants do not
    pay the same if a factor is one's own.
    """
    case, variant, unit = comparison.case, split.variant, comparison.case.terms.rounding.unit

    def method(problem: Problem) -> ExactSplit:
        return variant.method.function(problem, variant.parameters)

    def exact(problem: Problem) -> Mapping[str, Fraction]:
        return with_steps(method, case.steps)(problem).amounts

    def rounded(amounts: Mapping[str, Fraction]) -> Mapping[str, int]:
        return case.rounding.function(amounts, unit).cents

    row, proved = variant.method, case.rounding.house_monotone
    procedure = Procedure(exact, rounded, unit, row.is_rule, row.noise, proved, _named(case, split))
    changes = _changes(case, split)
    if not changes:
        return findings(case.problem, procedure, properties=properties)

    def exact_of_given(problem: Problem) -> Mapping[str, Fraction]:
        changed = {name: transformed(problem.keys[name], steps) for name, steps in changes.items()}
        return exact(replace(problem, keys={**problem.keys, **changed}))

    keys = {**case.problem.keys, **_given_figures(case, changes)}
    given = Present(
        over_one(replace(case.problem, keys=keys)), replace(procedure, exact=exact_of_given)
    )
    return findings(case.problem, procedure, given, properties)


def _changes(case: Case, split: Split) -> dict[str, tuple[Transformation, ...]]:
    """Return what the terms do to the figures of a split's keys; claims are sums as they stand."""
    keys = {name: case.terms.keys[name] for name in split.variant.key_names}
    return {name: key.transform for name, key in keys.items() if key.transform and not key.claim}


def _given_figures(case: Case, names: Collection[str]) -> dict[str, dict[str, Fraction]]:
    """Return the figures of some keys as they are given, before the terms change them, for the
    payers that have them.
    """
    where = f"{case.agreement.id} {case.terms.year}"
    given = {}
    for name in names:
        key, payers = case.terms.keys[name], tuple(case.problem.keys[name])
        given[name] = key_weights(name, key, case.tables[key.source], payers, where, case.join)
    return given


def _named(case: Case, split: Split) -> frozenset[str]:
    """Return the payers that a split's rule names: by its parameters, its steps or a factor."""
    models: list[BaseModel] = [split.variant.parameters]
    models += [parameters for _, parameters in case.steps]
    models += [step for steps in _changes(case, split).values() for step in steps]
    return frozenset(code for model in models for code in named_payers(model))
