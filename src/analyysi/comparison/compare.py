"""The splits of one year: the chosen one, every method that applies, and what
differs between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from analyysi.agreement.values import IN_CENTS, Frozen
from analyysi.allocation.method import Method, NoParameters, NotApplicable
from analyysi.allocation.methods import allocate_equal, in_parts
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.step import Inner
from analyysi.allocation.steps.step_table import with_steps
from analyysi.allocation.steps.true_rules import Watched, true_order, watched
from analyysi.allocation.whole_units.quotas import Rounded
from analyysi.allocation.whole_units.whole_euros import in_whole_euros, shown_change
from analyysi.comparison.case import Case, Variant
from analyysi.errors import AllocationError, Sentence
from analyysi.messages import Message

if TYPE_CHECKING:
    from analyysi.sources.odd_figures.plausibility import Doubt

LEADING = 4
"""How many splits a report shows before its annex, the chosen one among them."""


_NOT_WORKED_OUT = Message(
    "It cannot be worked out exactly for so many payers or for these figures."
)
_UNTRUE = Message("By it the sentence of a step would not be true of the shares.")


class UntrueStepError(AllocationError):
    """The sentence of a step would not be true of the shares."""


@dataclass(frozen=True)
class Split:
    """What each payer pays by a variant: exact shares and whole cents."""

    id: str
    """A name for files and anchors that does not change with the language:
    "proportional-population_2021".
    """
    variant: Variant
    exact: ExactSplit
    rounded: Rounded
    title: Message
    rule: Message
    """The sentence of the method alone: where there are steps, `rules` says how the split is made.
    """
    step_rules: tuple[Message, ...]
    """The sentence of each step of the terms, as it is true of this split."""

    @property
    def rules(self) -> tuple[Message, ...]:
        """How the split is made: by the method, then within each step."""
        return (self.rule, *self.step_rules)

    @property
    def cents(self) -> Mapping[str, int]:
        """What each payer pays, in whole cents."""
        return self.rounded.cents

    @cached_property
    def shown(self) -> Mapping[str, int]:
        """What each payer pays as papers show it: in cents, but whole euros that make the shown
        total.
        """
        return in_whole_euros(self.cents)


@dataclass(frozen=True)
class Omitted:
    """A method that was not compared, and why."""

    name: str
    title: Message
    reason: Message


@dataclass(frozen=True, eq=False)
class Comparison:
    """Every applicable split of one year. The first is the chosen one.

    It is equal to itself alone, so that a function can keep what it has worked out of the last one
    (`lru_cache`): all parts of a report, and the reports of all seats, ask of one.
    """

    case: Case
    splits: tuple[Split, ...]
    omitted: tuple[Omitted, ...]

    @property
    def chosen(self) -> Split:
        """The split of the year's terms."""
        return self.splits[0]

    @property
    def others(self) -> tuple[Split, ...]:
        """Every split but the chosen one."""
        return self.splits[1:]

    @cached_property
    def listed(self) -> tuple[Split, ...]:
        """Every split but the rules for claims and games that nobody named: a family would hide the
        rest.
        """
        named = set(self._named)
        return tuple(
            split
            for split in self.splits
            if split.id in named or split.variant.method.kind == "plain"
        )

    @cached_property
    def leading(self) -> tuple[Split, ...]:
        """The splits that a report shows before its annex: a board weighs a few, not all.

        The chosen one, then the analyst's own, then those that the terms name, in their order, then
        the others, up to `LEADING`.
        """
        candidates = dict.fromkeys([*self._named, *(split.id for split in self.listed)])
        leading = list(candidates)[:LEADING]
        return tuple(split for split in self.splits if split.id in leading)

    @property
    def _named(self) -> list[str]:
        case = self.case
        named = (case.chosen, *case.own_variants, *case.alternatives)
        return [split_id(variant) for variant in named]

    @cached_property
    def payers(self) -> tuple[str, ...]:
        """The payers, largest chosen share first (ties by ascending code): the order of every table
        and figure.
        """
        return tuple(sorted(self.chosen.cents, key=lambda code: (-self.chosen.cents[code], code)))

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts about the case's budgets: a page asks for them several times."""
        # Not above: most comparisons ask for none, and its sentences take a while to import.
        from analyysi.comparison.burden.budget_doubts import doubts_of_case

        return tuple(doubts_of_case(self.case))

    def difference(self, split: Split, payer: str) -> int:
        """Return in cents what the payer would pay more (or, negative, less) than in the chosen
        split.
        """
        return split.cents.get(payer, 0) - self.chosen.cents.get(payer, 0)

    def shown_difference(self, split: Split, payer: str) -> int:
        """Return the difference as papers show it: in cents, rounded to a whole euro."""
        return shown_change(self.difference(split, payer))

    def per_head(self, split: Split, payer: str) -> Fraction | None:
        """Return the payer's exact cents per inhabitant, or None where heads are not counted or are
        zero.
        """
        heads = self.case.heads
        if heads is None or not heads.get(payer):
            return None
        return Fraction(split.cents[payer]) / heads[payer]

    def per_heads(self, split: Split) -> dict[str, Fraction]:
        """Return the exact cents per inhabitant of all who have inhabitants, in the order of every
        table.
        """
        amounts = {code: self.per_head(split, code) for code in self.payers if code in split.cents}
        return {code: amount for code, amount in amounts.items() if amount is not None}

    def head_range(self, split: Split) -> tuple[tuple[str, Fraction], tuple[str, Fraction]] | None:
        """Return the payers with the lowest and the highest cents per
        inhabitant, and the amounts.
        """
        heads = self.case.heads or {}
        low: tuple[int, int, str] | None = None
        high: tuple[int, int, str] | None = None
        for code, cents in split.cents.items():
            below, above = heads[code].as_integer_ratio() if heads.get(code) else (0, 1)
            if not below:
                continue
            # Fractions compared without being reduced; of equal amounts the codes decide.
            amount = (cents * above, below, code)
            low = amount if low is None or _less(amount, low) else low
            high = amount if high is None or _less(high, amount) else high
        if low is None or high is None:
            return None
        return (low[2], Fraction(low[0], low[1])), (high[2], Fraction(high[0], high[1]))

    def head_ratio(self, split: Split) -> Fraction | None:
        """Return highest over lowest cents per inhabitant; None where it is not defined."""
        payers = self.head_range(split)
        if payers is None:
            return None
        (_, lowest), (_, highest) = payers
        return highest / lowest if lowest else None

    def largest_difference(self, split: Split) -> tuple[str, int]:
        """Return the payer whose sum differs most from the chosen split, and by how many cents."""
        code = max(self.payers, key=lambda payer: abs(self.difference(split, payer)))
        return code, self.difference(split, code)

    def largest_shown_difference(self, split: Split) -> tuple[str, int]:
        """Return the payer whose sum differs most as papers show it, and by how much in cents."""
        code = max(self.payers, key=lambda payer: abs(self.shown_difference(split, payer)))
        return code, self.shown_difference(split, code)


def _less(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Compare numerators over positive denominators, then codes."""
    left, right = one[0] * other[1], other[0] * one[1]
    return left < right or (left == right and one[2] < other[2])


def compare_methods(case: Case) -> Comparison:
    """Work out the chosen split, the alternatives of the terms, and every method that needs no
    choice.

    The steps and the rounding of the terms are applied to each, so that the splits differ by method
    only.

    Raises
    ------
    AllocationError
        If the chosen split, one of the analyst's own or an alternative that the terms name is not
        defined on these figures, or the sentence of a step would be untrue of it.
    """
    problem = left_for_methods(case)
    variants: list[Variant] = []
    omitted: list[Omitted] = []
    for method in case.methods.values():
        ways = ways_of_method(case, method, problem)
        variants += ways.variants
        if ways.omitted is not None and not _is_told(ways.omitted, omitted):
            omitted.append(ways.omitted)  # a family that all lacks the same thing is named once
    omitted += _unusable_keys(problem)
    variants.sort(key=lambda variant: not variant.method.is_own)
    splits = [work_out(case, case.chosen)]
    for variant in variants:
        split = other_split(case, variant)
        if isinstance(split, Split):
            splits.append(split)
        else:
            omitted.append(split)
    return Comparison(case, tuple(splits), tuple(omitted))


@dataclass(frozen=True)
class WaysOfMethod:
    """What of one method is compared with the chosen split: the variants that are named, then those
    that need no choice; and why the method is left out, if it is.
    """

    variants: tuple[Variant, ...]
    omitted: Omitted | None


def ways_of_method(case: Case, method: Method, problem: Problem) -> WaysOfMethod:
    """Return what of a method is compared with the chosen split, each variant once.

    Parameters
    ----------
    problem
        What the steps leave for the method (`left_for_methods`).
    """
    named = (*case.own_variants, *case.alternatives)
    variants = [variant for variant in named if variant.method.name == method.name]
    declared, omitted = bool(variants) or case.chosen.method.name == method.name, None
    candidates = method.candidates(problem)
    if not isinstance(candidates, NotApplicable):
        variants += [Variant(method, parameters) for parameters in candidates]
    elif not declared:
        omitted = Omitted(method.name, method.family, candidates.reason)
    unique = {split_id(case.chosen): case.chosen}
    for variant in variants:
        unique.setdefault(split_id(variant), variant)
    _, *others = unique.values()
    return WaysOfMethod(tuple(others), omitted)


def other_split(case: Case, variant: Variant) -> Split | Omitted:
    """Return the split of a variant beside the chosen one; or, where there is none, why.

    Raises
    ------
    AllocationError
        If there is none, and the terms or the analyst name it.
    """
    try:
        return work_out(case, variant)
    except AllocationError as error:
        named = (*case.own_variants, *case.alternatives)
        if split_id(variant) in {split_id(each) for each in named}:
            raise
        title = variant.method.title(variant.parameters)
        reason = _UNTRUE if isinstance(error, UntrueStepError) else _NOT_WORKED_OUT
        return Omitted(variant.method.name, title, reason)


def _is_told(left_out: Omitted, omitted: Iterable[Omitted]) -> bool:
    told = [(known.title, known.reason) for known in omitted]
    return (left_out.title, left_out.reason) in told


def left_for_methods(case: Case) -> Problem:
    """Return the problem that the steps leave for the method within them: a key must be usable
    there.
    """
    seen = []

    def look(problem: Problem) -> ExactSplit:
        seen.append(problem)
        return allocate_equal(problem, NoParameters())

    with_steps(look, case.steps)(case.problem)
    return seen[-1]


def work_out(case: Case, variant: Variant) -> Split:
    """Return the split of one variant, with the steps and the rounding of the case's terms.

    Raises
    ------
    AllocationError
        If it is not defined on these figures.
    UntrueStepError
        If the sentence of a step would be untrue of it, and the terms are not decided.
    """
    nest = watched(_method_of(variant), case.steps, case.problem)
    exact = nest.split
    rounded = case.rounding.function(exact.amounts, case.terms.rounding.unit)
    if case.terms.status != "decided":
        _refuse_untrue(case, nest, rounded.cents)
    rule_of_split, parameters = variant.method.rule_of_split, variant.parameters
    return Split(
        id=split_id(variant),
        variant=variant,
        exact=exact,
        rounded=rounded,
        title=variant.method.title(variant.parameters),
        rule=variant.method.rule(parameters)
        if rule_of_split is None
        else rule_of_split(exact, parameters),
        step_rules=nest.rules(rounded.cents),
    )


def _method_of(variant: Variant) -> Inner:
    def method(problem: Problem) -> ExactSplit:
        return variant.method.function(problem, variant.parameters)

    return method


def _refuse_untrue(case: Case, nest: Watched, cents: Mapping[str, int]) -> None:
    """Refuse a split of which the sentence of a step would be untrue.

    The exact shares must agree with every sentence; the rounded ones may lie off it by less than
    the rounding unit.
    """
    where = Sentence("{agreement} {year}: ", agreement=case.agreement.id, year=case.terms.year)
    fault = next(nest.faults(nest.split.amounts), None)
    if fault is not None:
        named = (case.chosen, *case.own_variants, *case.alternatives)
        order = true_order(list(map(_method_of, named)), case.steps, case.problem)
        if order is None:
            raise UntrueStepError(
                "{where}{fault}. In no other order of these steps are all their sentences true: "
                "give parts as amounts, change an amount, or leave a step out.",
                where=where,
                fault=fault,
            )
        raise UntrueStepError(
            "{where}{fault}. List the steps in this order, the outermost first: {steps}.",
            where=where,
            fault=fault,
            steps=", ".join(step.name for step, _ in order),
        )
    fault = next(nest.faults(cents, case.terms.rounding.unit), None)
    if fault is not None:
        raise UntrueStepError(
            "{where}{fault}, rounded by '{rule}'. Choose a finer unit, or a rounding "
            "rule that stays within a unit of the exact share.",
            where=where,
            fault=fault,
            rule=case.rounding.name,
        )


def split_id(variant: Variant) -> str:
    """Name a variant by its method and parameters, in letters that files and anchors allow.

    Published sums have one part for each payer, so they go by a checksum of them instead.

    >>> split_id(Variant(*in_parts({"tax_revenue_2020": Fraction(1)})))
    'proportional-tax_revenue_2020'
    """
    parts = _parts(variant.parameters)
    if not variant.method.is_rule:
        parts = [sha256("-".join(sorted(parts)).encode()).hexdigest()[:8]]
    return "-".join([variant.method.name, *parts])


def _parts(parameters: Frozen) -> list[str]:
    parts = []
    for name, content in parameters.model_dump(mode="json", context=IN_CENTS).items():
        if isinstance(content, dict):
            parts += [f"{key}_{_in_letters(weight)}" for key, weight in content.items()]
        elif name == "key":
            parts.append(str(content))
        elif content is not None and content != "0":
            parts.append(f"{name}_{_in_letters(content)}")
    return parts


def _in_letters(content: object) -> str:
    if isinstance(content, list) and any(isinstance(entry, dict) for entry in content):
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:8]
    if isinstance(content, list):  # groups of payers: "105_290.578"
        return ".".join("_".join(map(str, group)) for group in content)
    # A share is written as a fraction ("3/10"); a slash belongs in no file name.
    return str(content).replace("/", "of")


def _unusable_keys(problem: Problem) -> list[Omitted]:
    omitted: list[Omitted] = []
    for key in problem.keys:
        try:
            problem.weights(key)
        except AllocationError:
            by_key, parameters = in_parts({key: Fraction(1)})
            reason = Message("The figures are negative for a payer, or zero for all of them.")
            omitted.append(Omitted(by_key.name, by_key.title(parameters), reason))
    return omitted
