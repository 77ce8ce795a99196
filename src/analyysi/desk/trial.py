"""A trial: a year shared differently from its terms, worked out as exactly as the terms' own
split.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analyysi.agreement.terms import Choice, Terms
from analyysi.agreement.total import Total
from analyysi.agreement.values import Frozen
from analyysi.allocation.method import Method
from analyysi.allocation.methods import METHODS, Mix, in_parts
from analyysi.allocation.parts import not_whole
from analyysi.allocation.problem import Problem
from analyysi.allocation.steps.step import Step
from analyysi.comparison.case import Case, Variant, figures_of, with_terms
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.history import SharedYear, shared_year
from analyysi.errors import AnalyysiError, ParameterError, SchemaError, SourceError
from analyysi.messages import KeyName, Listing, Message, Money, PayerName
from analyysi.suggestions import did_you_mean

EQUAL = ""
"""The equal part of a mix is a part like those by keys; no key of terms has an empty name."""


@dataclass(frozen=True)
class Trial:
    """What is tried. Everything else is as the terms have it, such as the figures."""

    total: int
    """In cents."""
    method: str
    """A name in METHODS."""
    parameters: Frozen
    payers: tuple[str, ...]
    unit: int
    """The rounding unit, in cents."""
    steps: tuple[tuple[Step, Frozen], ...] | None = None
    """The steps around the method, outermost first; None: those of the terms."""
    rounding: str | None = None
    """The rounding rule, a name in ROUNDING_RULES; None: that of the terms."""

    @property
    def variant(self) -> Variant:
        """Return the way of sharing that is tried."""
        return Variant(METHODS[self.method], self.parameters)


def as_agreed(case: Case) -> Trial:
    """Return the trial in which nothing differs from the terms."""
    terms, chosen = case.terms, case.chosen
    return Trial(
        terms.total.value,
        chosen.method.name,
        chosen.parameters,
        terms.participants,
        terms.rounding.unit,
        case.steps,
        terms.rounding.rule,
    )


def variants(case: Case) -> tuple[Variant, ...]:
    """Return the methods with their parameters that apply to the terms' own sum and payers,
    the chosen one first.
    """
    return tuple(split.variant for split in compare_methods(case).splits)


def methods_to_choose(case: Case) -> tuple[Method, ...]:
    """Return the methods whose parameters can be chosen on the case: rules for claims where there
    are claims, solutions of games where the terms declare costs, and all others.
    """
    there = {"claims": bool(case.problem.claims), "game": case.problem.game is not None}
    return tuple(
        method
        for method in METHODS.values()
        if method.is_rule and method.parameters.model_fields and there.get(method.kind, True)
    )


def parts_of(variant: Variant) -> dict[str, Fraction] | None:
    """Return the weight of each part of a way of sharing, or None if it is not made of equal parts
    and keys.
    """
    parts = variant.parts
    return None if parts is None else {key or EQUAL: weight for key, weight in parts.items()}


def mixed(weights: Mapping[str, Fraction]) -> Variant | Message:
    """Return the way of sharing in parts of these weights, or what is wrong with them in one
    sentence.

    Examples
    --------
    >>> from analyysi.messages import Percent
    >>> parameters = mixed({EQUAL: Fraction(3, 10), "population": Fraction(7, 10)}).parameters
    >>> parameters.model_dump(mode="json")
    {'equal': '3/10', 'keys': {'population': '7/10'}}
    >>> mixed({EQUAL: Fraction(1), "population": Fraction(0)}).method.name
    'equal'
    """
    together = sum(weights.values(), Fraction(0))
    if together != 1:
        return not_whole(together)
    return Variant(*in_parts({key or None: weight for key, weight in weights.items() if weight}))


def mixed_of(contents: Mapping[str, Any]) -> Variant | Message:
    """Return the way of sharing that the parameters of a mix make: one part alone is no mix, but a
    way of sharing all the same.
    """
    weights = Mix.model_construct(**contents)
    return mixed({EQUAL: weights.equal, **weights.keys})


def outsiders(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the parties outside that could join, and those that lack a figure for a key of the
    terms.
    """
    # A payer whom a step brings in, such as an organiser that pays first, pays already.
    paying = {*case.terms.participants, *case.brought_in}
    outside = [party.code for party in case.agreement.parties if party.code not in paying]
    unknown = tuple(code for code in outside if lacking(case, code))
    return tuple(code for code in outside if code not in unknown), unknown


def lacking(case: Case, payer: str) -> tuple[str, ...]:
    """Return the keys of the terms that have no figure for a payer."""
    return tuple(name for name in case.terms.keys if not _has_figure(case, payer, name))


def _has_figure(case: Case, payer: str, key: str) -> bool:
    try:
        figures_of(case, [payer], [key])
    except (SchemaError, SourceError):
        return False
    return True


def try_out(case: Case, trial: Trial) -> SharedYear | Message:
    """Share the case's sum as the trial has it, within its steps and by the rounding rule of the
    terms.

    Returns
    -------
    The year as it would be, in whole cents that sum to the total; or, where that cannot be, why, in
    one sentence.
    """
    fault = _fault(case, trial)
    if fault is not None:
        return fault
    try:
        tried = with_terms(case, _terms(case, trial))
        fault = _fault_of_figures(tried.problem, tried.chosen)
        return shared_year(tried) if fault is None else fault
    except AnalyysiError as error:
        fault = _fault_of_payers(case, trial)
        if fault is not None:
            return fault
        # A step or a method that does not fit, in the words of whoever found it.
        return Message("This cannot be computed. {reason}", {"reason": error.sentence})


def _fault(case: Case, trial: Trial) -> Message | None:
    if not trial.payers:
        return Message("At least one must take part.")
    if trial.total <= 0 or trial.unit <= 0:
        return Message("The total cost and the rounding unit must be above zero.")
    if trial.total % trial.unit:
        return Message(
            "The sum must be a multiple of the rounding unit, {unit}.",
            {"unit": Money(trial.unit, 2)},
        )
    method = trial.variant.method
    agreed_for = method.agreed_for(trial.parameters)
    of_others = agreed_for is not None and set(agreed_for) != set(trial.payers)
    if of_others or (method.kind == "game" and not _game_holds(case, trial)):
        return Message(
            "This way of sharing is declared for the sum and the payers of the terms, and for no "
            "others."
        )
    return None


def _fault_of_payers(case: Case, trial: Trial) -> Message | None:
    for code in trial.payers:
        keys = lacking(case, code) if code not in case.terms.participants else ()
        if keys:
            names = Listing([KeyName(name) for name in keys])
            return Message(
                "{payer}: there is no figure: {keys}.", {"payer": PayerName(code), "keys": names}
            )
    return None


def _game_holds(case: Case, trial: Trial) -> bool:
    # What coalitions would cost says nothing of another sum or of other payers.
    return trial.total == case.terms.total.value and set(trial.payers) == set(
        case.terms.participants
    )


def _fault_of_figures(problem: Problem, variant: Variant) -> Message | None:
    for name in variant.key_names:
        figures = problem.keys.get(name, {})
        negative = [code for code in problem.payers if figures.get(code, 0) < 0]
        if negative:
            names = Listing([PayerName(code) for code in negative])
            return Message(
                "No share can be computed in this way: the figure is below zero: {names}.",
                {"names": names},
            )
        if figures and not any(figures.values()):
            return Message(
                "No share can be computed in this way: the figure is zero for all who take part."
            )
    claims = problem.claims.get(getattr(variant.parameters, "claims", ""))
    if claims is not None and sum(claims.values()) < problem.total:
        return Message("The claims sum to less than the total cost, so nobody would pay the rest.")
    return None


def _total(terms: Terms, trial: Trial) -> Total:
    """Return the total that is tried; another than that of the terms follows from no other year."""
    tried = terms.total.model_copy(update={"value": trial.total, "assumed": True})
    if trial.total == terms.total.value:
        return tried
    return tried.model_copy(update={"from_last_year": None})


def _terms(case: Case, trial: Trial) -> Terms:
    """Return the terms as the trial would have them.

    What is published is of the terms' own shares, and what the years to come and the search for a
    rule rest on is of their own payers.
    """
    terms = case.terms
    method = terms.method.model_copy(
        update={
            "name": trial.method,
            "parameters": trial.parameters.model_dump(),
            "chosen_by": "analyst",
        }
    )
    as_decided = choices_of(case.steps)
    steps = as_decided if trial.steps is None else choices_of(trial.steps)
    return terms.model_copy(
        update={
            # Steps that nobody has decided are held to what their sentences say.
            "status": terms.status if steps == as_decided else "analysis",
            "total": _total(terms, trial),
            "participants": trial.payers,
            "outside": tuple(away for away in terms.outside if away.payer not in trial.payers),
            "method": method,
            "alternatives": (),
            "steps": steps,
            "rounding": terms.rounding.model_copy(
                update={"unit": trial.unit, "rule": trial.rounding or terms.rounding.rule}
            ),
            "game": terms.game if _game_holds(case, trial) else None,
            "published": (),
            "outlook": None,
            "burden": None,
            "search": None,
        }
    )


def choices_of(steps: Sequence[tuple[Step, Frozen]]) -> tuple[Choice, ...]:
    """Return steps as terms name them; what is at its default goes without saying."""
    return tuple(
        Choice(
            name=step.name,
            parameters=parameters.model_dump(mode="json", exclude_none=True, exclude_defaults=True),
        )
        for step, parameters in steps
    )


def known(name: str, rows: Iterable[str], where: str) -> None:
    """Refuse a name that is not among rows.

    Raises
    ------
    ParameterError
        Names the nearest.
    """
    names = list(rows)
    if name not in names:
        raise ParameterError(
            "{where}: there is no '{name}'.{near}",
            where=where,
            name=name,
            near=did_you_mean(name, names),
        )


def in_order(case: Case, codes: Collection[str]) -> tuple[str, ...]:
    """Return codes of parties in the agreement's order.

    Raises
    ------
    ParameterError
        If one is no party's; names the nearest.
    """
    parties = [party.code for party in case.agreement.parties]
    for code in codes:
        known(code, parties, "participants")
    return tuple(code for code in parties if code in codes)
