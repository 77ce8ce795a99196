"""What a split weighs on each payer: its shares beside budgets, taxes and inhabitants, and how much
the choice of a key moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from analyysi.allocation.methods import in_parts
from analyysi.comparison.burden.budget_stages import changes_sign
from analyysi.comparison.burden.burden_on_taxes import tax_burdens
from analyysi.comparison.case import Case, Variant
from analyysi.comparison.compare import (
    Comparison,
    Split,
    UntrueStepError,
    split_id,
    work_out,
)
from analyysi.messages import KeyName, Message
from analyysi.sources.budgets import (
    AMENDED,
    MARGIN,
    NET_EXPENSES,
    OPERATING_EXPENSES,
    OPERATING_INCOME,
    TAX_REVENUE,
    TRANSFERS,
    BudgetLine,
)

_NET_EXPENSES_KEY = "net_expenses_of_budgets"
"""The name of the net operating expenses of the budgets, where they are tried as a key."""


@dataclass(frozen=True)
class Yardstick:
    """What a share is divided by. `weight` gives cents of the share to each inhabitant, or to each
    1 000 €, of one payer; None where that is not known or is not above zero.
    """

    name: str
    title: Message
    weight: Callable[[Comparison, Split, str], Fraction | None]
    measures: tuple[str, ...] = ()
    """The measures of the budgets that it rests on."""
    by_tax_key: bool = False
    """Whether it rests on the key that the terms name under `[burden] tax_revenue`."""


@dataclass(frozen=True)
class Weights:
    """A split by one yardstick: cents for each payer that it is known of, and who has least and
    most. Ties go to the lower code.
    """

    yardstick: Yardstick
    title: Message
    """The yardstick's, with what fills it."""
    of_payer: Mapping[str, Fraction]

    @property
    def lowest(self) -> tuple[str, Fraction]:
        """Return the payer on which the split weighs least, and how much."""
        return min(self.of_payer.items(), key=lambda entry: (entry[1], entry[0]))

    @property
    def highest(self) -> tuple[str, Fraction]:
        """Return the payer on which the split weighs most, and how much."""
        return min(self.of_payer.items(), key=lambda entry: (-entry[1], entry[0]))


@dataclass(frozen=True)
class Stake:
    """How much one other key would move: the payer whose sum it changes most, and by how much."""

    title: Message
    key: str | None
    """The key of the terms; None for equal shares and for a figure of the budgets."""
    of_budgets: bool
    """Whether the key is a figure of the budgets."""
    split: Split
    """The split by that key."""
    payer: str
    cents: int
    """What the payer would pay more (or, negative, less) than by the chosen split, as papers show
    it: whole euros.
    """


@dataclass(frozen=True)
class MarginWords:
    """A share beside the payer's annual contribution margin (vuosikate).

    `kind`: "part" if the margin is above zero; "changing" if decided and amended lie on two sides
    of zero; "negative" or "zero" as decided. Only a "part" has a `ratio`: of a margin that is
    negative, zero or changes its sign a share is no part.
    """

    kind: Literal["part", "changing", "negative", "zero"]
    decided: Fraction
    amended: Fraction | None
    """The same year's margin as amended later; None where no document has it. Both in euros."""
    ratio: Fraction | None


def weights(comparison: Comparison, split: Split) -> tuple[Weights, ...]:
    """Measure a split by every yardstick that is known of a payer, in the order of `YARDSTICKS`."""
    measured = []
    for yardstick in YARDSTICKS.values():
        of_payer = {}
        for code in split.cents:
            weight = yardstick.weight(comparison, split, code)
            if weight is not None:
                of_payer[code] = weight
        if of_payer:
            measured.append(Weights(yardstick, _title(comparison.case, yardstick), of_payer))
    return tuple(measured)


def _title(case: Case, yardstick: Yardstick) -> Message:
    burden = case.terms.burden
    if burden is None or not yardstick.by_tax_key:
        return yardstick.title
    key = KeyName(burden.tax_revenue)
    return Message("{yardstick} ({key})", {"yardstick": yardstick.title, "key": key})


def stakes(comparison: Comparison) -> tuple[Stake, ...]:
    """Return how much each other key would move: equal shares, every key of the terms, and the net
    operating expenses of the budgets as a key. The smallest move first.

    A key that some payer has no figure of, or a negative one, is no key here. What differs is
    the method only: steps and rounding are the terms' own. Empty where nothing is shared by a key
    or the chosen split is no rule.
    """
    case = comparison.case
    if not comparison.chosen.variant.method.is_rule:
        return ()
    moves = [
        Stake(
            Message("{key}", {"key": KeyName(name)}) if name else Message("equal shares"),
            name,
            False,
            split,
            *comparison.largest_shown_difference(split),
        )
        for split, name in _other_keys(comparison)
    ]
    by_budgets = _by_budgets(case)
    if by_budgets is not None and case.budgets is not None:
        year = str(case.budgets.year)
        title = Message("net operating expenses in the budgets of {year}", {"year": year})
        most = comparison.largest_shown_difference(by_budgets)
        moves.append(Stake(title, None, True, by_budgets, *most))
    return tuple(sorted(moves, key=lambda move: abs(move.cents)))


def margin_in_words(case: Case, code: str, cents: int) -> MarginWords | None:
    """Set a share against the payer's annual contribution margin of the budget year; None where the
    margin is not known.
    """
    line = _line(case, code)
    decided = line.amount(MARGIN) if line is not None else None
    if case.budgets is None or decided is None:
        return None
    later = case.budgets.line(code, case.budgets.year, AMENDED)
    amended = later.amount(MARGIN) if later is not None else None
    if amended is not None and changes_sign(decided, amended):
        return MarginWords("changing", decided, amended, None)
    if decided <= 0:
        return MarginWords("negative" if decided else "zero", decided, amended, None)
    return MarginWords("part", decided, amended, Fraction(cents, 100) / decided)


def of_net_expenses(comparison: Comparison) -> Mapping[str, Fraction]:
    """Return the chosen share of each payer as a part of its decided net operating expenses; a
    payer of which these are not known, or not above zero, is left out.
    """
    parts = {}
    for code, cents in comparison.chosen.cents.items():
        amount = _net(comparison.case, code)
        if amount is not None and amount > 0:
            parts[code] = Fraction(cents, 100) / amount
    return parts


def _line(case: Case, code: str) -> BudgetLine | None:
    return case.budgets.measured_by(code) if case.budgets is not None else None


def _other_keys(comparison: Comparison) -> Iterator[tuple[Split, str | None]]:
    """Yield the splits by equal shares (None) and by each single key, but for the chosen one."""
    names = {
        split_id(Variant(*in_parts({name: Fraction(1)}))): name
        for name in (None, *comparison.case.problem.keys)
    }
    for split in comparison.others:
        if split.id in names:
            yield split, names[split.id]


def _by_budgets(case: Case) -> Split | None:
    """Return the split by net operating expenses of the budgets; None where some payer has none
    above zero, or where the sentence of a step would be untrue of it.
    """
    figures = {code: _net(case, code) for code in case.problem.payers}
    known = {code: net for code, net in figures.items() if net is not None and net > 0}
    if len(known) < len(figures):
        return None
    keys = {**case.problem.keys, _NET_EXPENSES_KEY: known}
    with_budgets = replace(case, problem=replace(case.problem, keys=keys))
    try:
        return work_out(with_budgets, Variant(*in_parts({_NET_EXPENSES_KEY: Fraction(1)})))
    except UntrueStepError:
        return None


def _net(case: Case, code: str) -> Fraction | None:
    line = _line(case, code)
    return line.amount(NET_EXPENSES) if line is not None else None


def _per_head(comparison: Comparison, split: Split, code: str) -> Fraction | None:
    return comparison.per_head(split, code)


def _of_net_expenses(comparison: Comparison, split: Split, code: str) -> Fraction | None:
    return _per_thousand(split, code, _net(comparison.case, code))


def _of_tax_funding(comparison: Comparison, split: Split, code: str) -> Fraction | None:
    line = _line(comparison.case, code)
    if line is None:
        return None
    taxes, transfers = line.amount(TAX_REVENUE), line.amount(TRANSFERS)
    if taxes is None or transfers is None:
        return None
    return _per_thousand(split, code, taxes + transfers)


def _of_tax_revenue(comparison: Comparison, split: Split, code: str) -> Fraction | None:
    burden = tax_burdens(comparison, split).get(code)
    return burden.of_revenue * 1000 * 100 if burden is not None else None


def _per_thousand(split: Split, code: str, euros: Fraction | None) -> Fraction | None:
    if euros is None or euros <= 0 or code not in split.cents:
        return None
    return Fraction(split.cents[code] * 1000) / euros


OF_NET_EXPENSES = Yardstick(
    "of_net_expenses",
    Message("per 1 000 € of net operating expenses in the budget"),
    _of_net_expenses,
    (OPERATING_EXPENSES, OPERATING_INCOME),
)
BY_HEAD = Yardstick("by_head", Message("per inhabitant"), _per_head)
_ROWS = (
    BY_HEAD,
    OF_NET_EXPENSES,
    Yardstick(
        "of_tax_funding",
        Message("per 1 000 € of tax revenue and central government transfers in the budget"),
        _of_tax_funding,
        (TAX_REVENUE, TRANSFERS),
    ),
    Yardstick(
        "of_tax_revenue", Message("per 1 000 € of tax revenue"), _of_tax_revenue, by_tax_key=True
    ),
)
YARDSTICKS = {row.name: row for row in _ROWS}
"""Every yardstick by its name, in the order of the tables. Gross operating expenses are none: they
are not comparable, since some municipalities count internal items or care properties in them (Sysmä
2026: 8 090 € an inhabitant gross, 2 909 € net).
"""

SET_BESIDE = (NET_EXPENSES, MARGIN)
"""The measures of the budgets that shares are set beside."""
RESTS_ON = tuple(
    dict.fromkeys([*(name for row in _ROWS for name in row.measures), MARGIN]),
)
"""The reported measures that every number beside the shares rests on."""
