"""Every split of a comparison judged on the case at hand: which properties hold, with their
witnesses.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from analyysi.agreement.references import named_payers
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.properties.procedure import Finding, Procedure
from analyysi.allocation.properties.property_table import findings
from analyysi.allocation.steps.step_table import with_steps
from analyysi.comparison.compare import Comparison, Split


def split_findings(comparison: Comparison, split: Split) -> tuple[Finding, ...]:
    """Look for every property of a split, with the steps and the rounding of the terms."""
    case, variant, unit = comparison.case, split.variant, comparison.case.terms.rounding.unit

    def method(problem: Problem) -> ExactSplit:
        return variant.method.function(problem, variant.parameters)

    def exact(problem: Problem) -> Mapping[str, Fraction]:
        return with_steps(method, case.steps)(problem).amounts

    def rounded(amounts: Mapping[str, Fraction]) -> Mapping[str, int]:
        return case.rounding.function(amounts, unit).cents

    row, named = variant.method, set(named_payers(variant.parameters))
    for _, parameters in case.steps:
        # What a step sets apart for a payer by name was agreed for it alone.
        named |= set(named_payers(parameters))
    proved = case.rounding.house_monotone
    procedure = Procedure(exact, rounded, unit, row.is_rule, row.noise, proved, frozenset(named))
    return findings(case.problem, procedure)
