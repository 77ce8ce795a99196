"""CHECKS, what is asked of every figure of a budget before it is used: one row for each check.

A doubt is told in words and stops nothing: a true figure may look odd, and an odd one may be all
that there is. Nothing is put right; the figure stays as the municipality reported it.

Thresholds, and why they are these:

- *About a thousand times*: 400 to 2 500 times. Three digits too many or too few make a thousand,
  and what really differs between documents and municipalities is left a factor of two and a half on
  each side: by the others' loans for an inhabitant Heinola's thousands of 2025 are 484 times off,
  and the last 38 201 € of Sysmä's loans 388. Others speak for a figure within a factor of 20 of it.
- *A change inside the plan*: over 50 % from the year before, and the later amount above 100 000 €
  (margin, result), 1 000 000 € (investments) or 2 000 000 € (loans). These are the State Treasury's
  own, as its findings of 2025 and 2026 show them: they give its 21 findings and no other.
- *Loans doubled*: twice a decided budget of the three years before, or twice the end of the year
  before, and above the Treasury's 2 000 000 €. Three years, since a loan for a large building is
  drawn over some: Sotkamo's rose by 15 to 44 % a year and doubled in three.
- *Loans against accounts*: over three times or under a third, and the larger above 2 000 000 €.
  From the accounts of 2020 to the budgets of 2026 the loans of fourteen of the seventeen stored
  municipalities changed to 0.4-1.5 times what they were.
- *Gross far from the others, net near*: over one and a half times the median of the others for an
  inhabitant, or under two thirds of it, while the net expenses are within a quarter of theirs. In
  Kainuu and Päijät-Häme all but Sysmä are within a quarter of the median gross.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from analyysi.messages import Message, Money, Number, Percent, Value
from analyysi.sources.budget_words import measure_name
from analyysi.sources.budgets import (
    AMENDED,
    DECIDED,
    INVESTMENTS,
    LOANS,
    MARGIN,
    NET_EXPENSES,
    OPERATING_EXPENSES,
    PLANNED,
    PLANNED_LATER,
    RESULT,
    BudgetBook,
    BudgetLine,
)
from analyysi.sources.odd_figures.budget_surroundings import (
    Accounts,
    Neighbour,
    Surroundings,
)

TREASURY_FLOORS = {MARGIN: 100_000, RESULT: 100_000, INVESTMENTS: 1_000_000, LOANS: 2_000_000}
"""Above what amount, in euros, the State Treasury asks about a change inside a plan."""

_JUMP = Fraction(1, 2)
_THOUSAND = 1000
_FEWEST_TIMES, _MOST_TIMES = 400, 2500
_ALIKE = 20
_UNLIKE_ANY_GROWTH = 100
_DOUBLED, _YEARS_BACK = 2, 3
_FAR_FROM_ACCOUNTS = 3
_GROSS_FAR, _NET_NEAR = Fraction(3, 2), Fraction(5, 4)


@dataclass(frozen=True)
class Doubt:
    """A figure that looks odd, and why in words. It says nothing about whether it is right."""

    code: str
    """The municipality's."""
    year: int
    """To which the figure refers."""
    stage: str
    document_year: int
    measure: str
    message: Message
    """Names the measure and its amounts; not the municipality, year and stage."""
    check: str
    """The name of the check in `CHECKS`."""


Remarks = Iterator[tuple[str, Message]]
"""Measures of a line, each with what is odd about it."""


@dataclass(frozen=True)
class Check:
    """What is asked of a line."""

    name: str
    title: Message
    """What is looked for."""
    remarks: Callable[[BudgetLine, Surroundings], Remarks]
    by_number: bool = False
    """Whether a summary gives only how many doubts there are: the State Treasury has asked the same
    since its documents of 2025, and the municipality's answer stands in them.
    """


def doubts_of(
    book: BudgetBook,
    heads: Mapping[str, Fraction | int] | None = None,
    accounts: Iterable[Accounts] = (),
) -> list[Doubt]:
    """Return every doubt about the figures of a book, as `doubts_among` does."""
    return doubts_among(book.lines, heads, accounts)


def doubts_among(
    lines: Iterable[BudgetLine],
    heads: Mapping[str, Fraction | int] | None = None,
    accounts: Iterable[Accounts] = (),
) -> list[Doubt]:
    """Return every doubt about some lines of budgets, which are each other's neighbours.

    Parameters
    ----------
    heads
        Inhabitants of each municipality by code; without them what is held against other
        municipalities is not checked.
    accounts
        Stored accounts in euros; without them nothing is held against what has been.

    Returns
    -------
    In the order of the lines, and of `CHECKS` for each.
    """
    around = Surroundings(tuple(lines), heads or {}, tuple(accounts))
    return [
        Doubt(line.code, line.year, line.stage, line.document_year, measure, message, check.name)
        for line in around.lines
        for check in CHECKS
        for measure, message in check.remarks(line, around)
    ]


def _thousandfold(line: BudgetLine, around: Surroundings) -> Remarks:
    document = around.document(line)
    for measure, amount in line.figures.items():
        witnesses = chain(
            around.other_documents(line, measure),
            around.in_accounts(line, measure),
            around.by_inhabitants(line, measure),
        )
        against, alike = _held_by(witnesses, amount)
        mates = (Neighbour(mate.figures.get(measure, Fraction(0)), mate) for mate in document)
        mates_against, mates_alike = _held_by(mates, amount)
        # The document has one voice, like each of the others: its lines share their mistakes.
        if len(mates_against) > mates_alike:
            against.append(mates_against[0])
        elif mates_alike:
            alike += 1
        if not against:
            continue
        smaller = abs(against[0].amount) > abs(amount)
        if len(against) > alike or (len(against) == alike and smaller):
            yield measure, _of_thousands(measure, amount, against[0], smaller=smaller)


def _of_thousands(measure: str, amount: Fraction, near: Neighbour, *, smaller: bool) -> Message:
    times = near.amount / amount if smaller else amount / near.amount
    return Message(
        "{measure}: {amount}, but {place}: {other}, {times} times as much. The figure is probably "
        "in thousands of euros: the likely factor is {factor}."
        if smaller
        else "{measure}: {amount}, {times} times as much as elsewhere ({place}: {other}). One of "
        "the two is probably in thousands of euros: the likely factor is {factor}.",
        _held_against(measure, amount, near, times=Number(times), factor=Number(_THOUSAND)),
    )


def _result_above_margin(line: BudgetLine, _: Surroundings) -> Remarks:
    margin, result = line.figures.get(MARGIN), line.figures.get(RESULT)
    if margin is not None and result is not None and result > margin:
        yield (
            RESULT,
            Message(
                "The result, {result}, is above the annual contribution margin, {margin}, by "
                "{difference}. Depreciation makes the result smaller than the margin, so one of "
                "the two may be wrong.",
                {
                    "result": _money(result),
                    "margin": _money(margin),
                    "difference": _money(result - margin),
                },
            ),
        )


def _jump_inside_plan(line: BudgetLine, around: Surroundings) -> Remarks:
    before = {PLANNED: DECIDED, PLANNED_LATER: PLANNED}.get(line.stage)
    earlier = around.line(line.code, line.document_year, before) if before else None
    if earlier is None:
        return
    for measure, floor in TREASURY_FLOORS.items():
        amount, amount_before = line.figures.get(measure), earlier.figures.get(measure)
        if amount is None or amount_before is None or amount <= floor:
            continue
        if abs(amount - amount_before) <= abs(amount_before) * _JUMP:
            continue
        near = Neighbour(amount_before, earlier)
        limits: dict[str, Value] = {"share": Percent(_JUMP, 0), "least": Money(floor * 100)}
        yield (
            measure,
            Message(
                "{measure}: {amount}; {place}: {other}. The change is over {share} and the amount "
                "over {least}: by these limits the State Treasury has asked since 2025."
                if amount_before > 0
                else "{measure}: {amount}; {place}: {other}. The change is no per cent of that, "
                "and the amount is over {least}: by this limit the State Treasury has asked since "
                "2025.",
                {**_held_against(measure, amount, near), **limits},
            ),
        )


def _loans_doubled(line: BudgetLine, around: Surroundings) -> Remarks:
    amount = line.figures.get(LOANS)
    if amount is None or amount <= TREASURY_FLOORS[LOANS]:
        return
    for earlier in _earlier_budgets(line, around):
        before = earlier.figures.get(LOANS)
        if before and _DOUBLED <= amount / before < _UNLIKE_ANY_GROWTH:
            near = Neighbour(before, earlier)
            times = Number(amount / before, 1)
            yield (
                LOANS,
                Message(
                    "{measure}: {amount}, {times} times as much as before ({place}: {other}). It "
                    "may be right: see what the document says of it.",
                    _held_against(LOANS, amount, near, times=times),
                ),
            )
            return


def _earlier_budgets(line: BudgetLine, around: Surroundings) -> Iterator[BudgetLine]:
    """Yield what loans as decided or amended are held against, the nearest in time first."""
    places: list[tuple[int, str]] = []
    if line.stage == AMENDED:
        places = [(line.year, DECIDED)]
    if line.stage == DECIDED:
        years = range(line.year - 1, line.year - 1 - _YEARS_BACK, -1)
        places = [(line.document_year, AMENDED), *((year, DECIDED) for year in years)]
    for document_year, stage in places:
        earlier = around.line(line.code, document_year, stage)
        if earlier is not None:
            yield earlier


def _loans_far_from_accounts(line: BudgetLine, around: Surroundings) -> Remarks:
    amount = line.figures.get(LOANS)
    near = next(around.in_accounts(line, LOANS), None)
    if line.stage != DECIDED or amount is None or near is None:
        return
    low, high = sorted((amount, near.amount))
    far = high > TREASURY_FLOORS[LOANS] and high > _FAR_FROM_ACCOUNTS * low
    if far and not (low and high / low >= _UNLIKE_ANY_GROWTH):
        yield (
            LOANS,
            Message(
                "{measure}: {amount}, but {place}: {other}. Both may be right: so large a change "
                "is worth a look before the figure is used.",
                _held_against(LOANS, amount, near),
            ),
        )


def _gross_far_net_near(line: BudgetLine, around: Surroundings) -> Remarks:
    gross, net = (around.per_head(line, name) for name in (OPERATING_EXPENSES, NET_EXPENSES))
    usual, usual_net = (
        around.median_per_head(line, name) for name in (OPERATING_EXPENSES, NET_EXPENSES)
    )
    if line.stage != DECIDED or not (gross and net and usual and usual_net):
        return
    if _distance(gross, usual) > _GROSS_FAR and _distance(net, usual_net) <= _NET_NEAR:
        yield (
            OPERATING_EXPENSES,
            Message(
                "Operating expenses for an inhabitant are {gross}, the median of the others "
                "{usual}; net of operating income {net}, near the others' {usual_net}. The gross "
                "figure may count items that theirs do not: compare by net expenses.",
                {
                    "gross": _money(gross, 0),
                    "usual": _money(usual, 0),
                    "net": _money(net, 0),
                    "usual_net": _money(usual_net, 0),
                },
            ),
        )


def _margin_changes_sign(line: BudgetLine, around: Surroundings) -> Remarks:
    decided = around.line(line.code, line.year, DECIDED)
    if line.stage != AMENDED or decided is None:
        return
    margin, margin_before = line.figures.get(MARGIN), decided.figures.get(MARGIN)
    if margin is not None and margin_before is not None and margin * margin_before < 0:
        yield (
            MARGIN,
            Message(
                "The annual contribution margin changed its sign: decided {decided}, amended "
                "{amended}. Such a change is not given in per cent.",
                {"decided": _money(margin_before), "amended": _money(margin)},
            ),
        )


def _held_by(witnesses: Iterable[Neighbour], amount: Fraction) -> tuple[list[Neighbour], int]:
    """Return which witnesses say that an amount is some thousand times off, and how many have one
    alike.
    """
    against, alike = [], 0
    for near in witnesses:
        low, high = _smaller_and_larger(near.amount, amount)
        if high <= _ALIKE * low:
            alike += low > 0
        elif _FEWEST_TIMES * low <= high <= _MOST_TIMES * low:
            against.append(near)
    return against, alike


def _smaller_and_larger(amount: Fraction, other: Fraction) -> tuple[int, int]:
    """Return two amounts of one sign as whole numbers in the same proportion; else 0 and 0."""
    # Fractions would take a third of the time of `analyysi check`.
    first, second = amount.numerator * other.denominator, other.numerator * amount.denominator
    if (first > 0) != (second > 0) or not first or not second:
        return 0, 0
    first, second = abs(first), abs(second)
    return (first, second) if first < second else (second, first)


def _distance(amount: Fraction, other: Fraction) -> Fraction:
    """Return how many times the larger is the smaller; both of one sign."""
    return max(amount / other, other / amount)


def _held_against(
    measure: str, amount: Fraction, near: Neighbour, **more: Number
) -> dict[str, Value]:
    """Return what fills a sentence about a figure beside another."""
    return {
        "measure": measure_name(measure),
        "amount": _money(amount),
        "place": near.place,
        "other": _money(near.amount),
        **more,
    }


def _money(amount: Fraction, decimals: int = 2) -> Money:
    return Money(amount * 100, decimals)


CHECKS = (
    Check(
        "thousandfold",
        Message("About a thousand times as much or as little as elsewhere"),
        _thousandfold,
    ),
    Check(
        "result_above_margin",
        Message("Result above the annual contribution margin"),
        _result_above_margin,
    ),
    Check(
        "jump_inside_plan",
        Message("Large change inside the plan"),
        _jump_inside_plan,
        by_number=True,
    ),
    Check("loans_doubled", Message("Loans doubled"), _loans_doubled),
    Check(
        "loans_far_from_accounts",
        Message("Loans far from those of the accounts"),
        _loans_far_from_accounts,
    ),
    Check(
        "gross_far_net_near",
        Message("Gross expenses far from the others, net expenses near"),
        _gross_far_net_near,
    ),
    Check(
        "margin_changes_sign",
        Message("Annual contribution margin changes its sign"),
        _margin_changes_sign,
    ),
)
"""Every check, in the order in which its doubts are told. A new one is one row here."""

TITLES = {check.name: check.title for check in CHECKS}
"""What each check looks for, by its name."""
