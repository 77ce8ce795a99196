"""The rows of the transitions in STEPS: what each says of itself, in the terms, on the page and of
a year to come.
"""

from collections.abc import Sequence
from fractions import Fraction

from analyysi.allocation.steps.statements import Standing, Statement
from analyysi.allocation.steps.step import (
    MovedStep,
    Step,
    bound_value,
    by_payer,
    its_payer,
    last_years_amounts,
    with_source,
)
from analyysi.allocation.steps.transitions import (
    PhaseIn,
    TrueUp,
    WithdrawalFadeOut,
    part_due,
    phase_in,
    true_up,
    withdrawal_fade_out,
)
from analyysi.errors import Sentence
from analyysi.messages import Listing, Message, Money, Number, PayerName, Percent


def _phase_statements(_: PhaseIn, standing: Standing) -> Sequence[Statement]:
    """Return that each share is of the method and of last year's in these parts: what the step
    made before anybody was held at a bound around it.
    """
    return [Statement(code, "=", amount) for code, amount in standing.first.split.amounts.items()]


def _true_up_statements(parameters: TrueUp, standing: Standing) -> Sequence[Statement]:
    """Return that the shares with a settlement have the whole of it."""
    made = standing.last.split.amounts
    return [Statement(code, "=", made[code]) for code in parameters.settled]


def _fade_out_statements(parameters: WithdrawalFadeOut, standing: Standing) -> Sequence[Statement]:
    return [Statement(parameters.payer, "=", part_due(parameters, standing.total))]


def _phase_rule(parameters: PhaseIn) -> Message:
    new = Fraction(parameters.year, parameters.years)
    return Message(
        "Year {year} of {years} of the transition: {new} of each share follows the method and "
        "{old} last year's share, "
        "scaled to this year's total.",
        {
            "year": Number(parameters.year),
            "years": Number(parameters.years),
            "new": Percent(new, None),
            "old": Percent(1 - new, None),
        },
    )


def _true_up_rule(parameters: TrueUp) -> Message:
    if not parameters.tolerance:
        return Message(
            "What was paid too much or too little of last year's actual cost is settled in this "
            "year's shares."
        )
    return Message(
        "What was paid too much or too little of last year's actual cost is settled in this "
        "year's shares, if it is "
        "{tolerance} or more.",
        {"tolerance": Money(parameters.tolerance, 2)},
    )


def _fade_out_rule(parameters: WithdrawalFadeOut) -> Message:
    return Message(
        "{payer} has withdrawn and still pays {part} of its last share, which is {last}; the "
        "others share the rest.",
        {
            "payer": PayerName(parameters.payer),
            "part": Percent(parameters.schedule[parameters.year - 1], None),
            "last": bound_value(parameters.last_amount, parameters.last_share),
        },
    )


def _phase_put_in(parameters: PhaseIn) -> Sequence[Message]:
    return with_source(parameters, last_years_amounts(parameters.last_year))


def _true_up_put_in(parameters: TrueUp) -> Sequence[Message]:
    differences = Message(
        "Last year {paid} was paid and the cost was {actual}. Still to be paid, or with a minus "
        "sign paid too much: {amounts}.",
        {
            "paid": Money(parameters.paid_total, 2),
            "actual": Money(parameters.actual_total, 2),
            "amounts": by_payer(parameters.differences, signed=True),
        },
    )
    return with_source(parameters, differences)


def _fade_out_put_in(parameters: WithdrawalFadeOut) -> Sequence[Message]:
    parts = Listing([Percent(part, None) for part in parameters.schedule])
    schedule = Message(
        "Part due year by year: {parts}. This is year {year}.",
        {"parts": parts, "year": Number(parameters.year)},
    )
    return with_source(parameters, schedule)


def _phase_moved(parameters: PhaseIn, ahead: int, before: int) -> MovedStep:
    remaining = parameters.years - parameters.year
    if ahead > remaining:
        return MovedStep(
            None,
            Sentence(
                "nothing of the step phase_in: its transition has ended by {year}.",
                year=before + ahead,
            ),
        )
    # Equal steps from last year's own shares: of the years that remain, this is the first.
    return MovedStep(
        {"year": ahead, "years": remaining},
        Sentence(
            "whether the transition goes on as agreed: of the {remaining} years that remained "
            "after {before}, {year} is number {number}, from the shares of {before} worked out "
            "again.",
            remaining=remaining,
            before=before,
            year=before + ahead,
            number=ahead,
        ),
    )


def _true_up_moved(parameters: TrueUp, ahead: int, before: int) -> MovedStep:
    return MovedStep(
        None,
        Sentence(
            "the settlement of {before}: its step true_up is left out, since the actual cost of "
            "{before} is not known here.",
            before=before,
        ),
    )


def _fade_out_moved(parameters: WithdrawalFadeOut, ahead: int, before: int) -> MovedStep:
    year = parameters.year + ahead
    if year > len(parameters.schedule):
        return MovedStep(
            None,
            Sentence(
                "nothing of the step withdrawal_fade_out: its schedule has ended by {year}.",
                year=before + ahead,
            ),
        )
    return MovedStep({"year": year})


TRANSITION_STEPS: tuple[Step, ...] = (
    Step(
        "phase_in",
        phase_in,
        PhaseIn,
        _phase_rule,
        Message("Transition"),
        _phase_statements,
        put_in=_phase_put_in,
        of_one_year=True,
        moved=_phase_moved,
    ),
    Step(
        "true_up",
        true_up,
        TrueUp,
        _true_up_rule,
        Message("Settlement of last year"),
        _true_up_statements,
        put_in=_true_up_put_in,
        adds=lambda parameters: parameters.settled,
        of_one_year=True,
        moved=_true_up_moved,
        settles_actual_cost=True,
    ),
    Step(
        "withdrawal_fade_out",
        withdrawal_fade_out,
        WithdrawalFadeOut,
        _fade_out_rule,
        Message("Falling share of a payer that has withdrawn"),
        _fade_out_statements,
        put_in=_fade_out_put_in,
        brings_in=its_payer,
        of_one_year=True,
        moved=_fade_out_moved,
    ),
)
"""Rows of `STEPS`."""
