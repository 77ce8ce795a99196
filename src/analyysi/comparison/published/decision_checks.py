"""Printed decisions of other bodies recomputed: DECISION_CHECKS, one row for each kind of check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from analyysi.agreement.decision import (
    Check,
    Decision,
    FractionCheck,
    GrowthCheck,
    IncreaseCheck,
    KeyCheck,
    PercentCheck,
    PercentSumCheck,
    PrintedValue,
    ProductCheck,
    SumCheck,
    decimals,
)
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.errors import ParameterError, Sentence
from analyysi.messages import Message

Numbers = Mapping[str, PrintedValue]


@dataclass(frozen=True)
class Recomputed:
    """A printed number beside what it comes to, in the currency or in per cent.

    `least` and `most` are equal but where a printed key was rounded after the shares had been
    worked out: then the share lies between them.
    """

    reference: str
    """The printed number: "akaa.amount"; "" for the sum of the printed per cents."""
    printed: PrintedValue
    least: Fraction
    most: Fraction

    @property
    def fits(self) -> bool:
        """Return whether the number is printed as it is recomputed, rounded half up."""
        step = self.printed.step
        return _rounded(self.least, step) <= self.printed.exact <= _rounded(self.most, step)


@dataclass(frozen=True)
class DecisionCheck:
    """A kind of check: what it is called, and its arithmetic."""

    title: Message
    function: Callable[[Decision, Any, Numbers], list[Recomputed]]


def _rounded(value: Fraction, step: Fraction) -> Fraction:
    return floor(abs(value) / step + Fraction(1, 2)) * step * (1 if value >= 0 else -1)


def _exactly(reference: str, printed: PrintedValue, value: Fraction) -> list[Recomputed]:
    return [Recomputed(reference, printed, value, value)]


def _added(references: Iterable[str], numbers: Numbers) -> Fraction:
    return sum(
        (
            -numbers[name[1:]].exact if name.startswith("-") else numbers[name].exact
            for name in references
        ),
        Fraction(0),
    )


def _sum(_: Decision, check: SumCheck, numbers: Numbers) -> list[Recomputed]:
    return _exactly(check.total, numbers[check.total], _added(check.parts, numbers))


def _percent(_: Decision, check: PercentCheck, numbers: Numbers) -> list[Recomputed]:
    ratio = numbers[check.part].exact / _added(check.of, numbers)
    return _exactly(check.percent, numbers[check.percent], ratio * 100)


def _growth(_: Decision, check: GrowthCheck, numbers: Numbers) -> list[Recomputed]:
    ratio = numbers[check.later].exact / numbers[check.earlier].exact - 1
    return _exactly(check.percent, numbers[check.percent], ratio * 100)


def _increase(_: Decision, check: IncreaseCheck, numbers: Numbers) -> list[Recomputed]:
    total = numbers[check.total].exact
    before = total / (1 + numbers[check.percent].exact / 100)
    return _exactly(check.change, numbers[check.change], total - before)


def _product(_: Decision, check: ProductCheck, numbers: Numbers) -> list[Recomputed]:
    rate = numbers[check.rate]
    each = rate.exact / 100 if rate.unit == "percent" else rate.exact
    return _exactly(check.amount, numbers[check.amount], numbers[check.number].exact * each)


def _percent_sum(decision: Decision, check: PercentSumCheck, _: Numbers) -> list[Recomputed]:
    percents = [Fraction(payer.percent) for payer in decision.payers if payer.percent is not None]
    step = Fraction(1, 10 ** decimals(check.sum))
    printed = PrintedValue(Fraction(check.sum), step, "percent")
    return _exactly("", printed, sum(percents, Fraction(0)))


def _fraction(_: Decision, check: FractionCheck, numbers: Numbers) -> list[Recomputed]:
    return _exactly(check.result, numbers[check.result], check.share * 100)


def _by_keys(decision: Decision, check: KeyCheck, numbers: Numbers) -> list[Recomputed]:
    total = _added(check.total, numbers)
    recomputed = []
    for payer in decision.payers:
        reference = f"{payer.code}.amount"
        printed = numbers[reference]
        ends = [Fraction(0), Fraction(0)]
        for key, part in check.keys.items():
            figures = [numbers[f"{row.code}.{key}"] for row in decision.payers]
            together = _added([part.of], numbers) if part.of is not None else None
            measured = decision.keys[key].measured
            shares = _shares(numbers[f"{payer.code}.{key}"], figures, together, measured)
            for end, share in enumerate(shares):
                amount = total * part.weight * share
                ends[end] += _rounded(amount, printed.step) if check.parts_rounded else amount
        recomputed.append(Recomputed(reference, printed, ends[0], ends[1]))
    return recomputed


def _shares(
    figure: PrintedValue, figures: list[PrintedValue], together: Fraction | None, measured: bool
) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest share that a payer's figure can have been of all: a
    measured one may have been half of its last decimal less or more before it was printed.

    Parameters
    ----------
    figures
        Those of all payers.
    together
        Their sum where it is printed; else it is that of `figures`.
    """
    part_of_step = Fraction(1, 2) if measured else Fraction(0)
    slack = figure.step * part_of_step
    least, most = figure.exact - slack, figure.exact + slack
    if together is not None:
        return least / together, most / together
    others = sum((row.exact for row in figures), Fraction(0)) - figure.exact
    slack_of_others = sum((row.step for row in figures), Fraction(0)) * part_of_step - slack
    return least / (least + others + slack_of_others), most / (most + others - slack_of_others)


DECISION_CHECKS: dict[str, DecisionCheck] = {
    "sums": DecisionCheck(Message("sum or difference"), _sum),
    "percents": DecisionCheck(Message("share in per cent"), _percent),
    "growths": DecisionCheck(Message("change in per cent"), _growth),
    "increases": DecisionCheck(Message("change within the total"), _increase),
    "products": DecisionCheck(Message("number times rate"), _product),
    "percent_sums": DecisionCheck(Message("sum of the printed per cents"), _percent_sum),
    "fractions": DecisionCheck(Message("inferred exact share"), _fraction),
    "by_keys": DecisionCheck(Message("total by the printed keys"), _by_keys),
}
"""Every kind of check, by the name of its list in `agreement.decision.Checks`."""


def recomputed(decision: Decision) -> list[tuple[DecisionCheck, Recomputed]]:
    """Return what a decision's checks come to, in their order.

    Raises
    ------
    ParameterError
        If a check divides by a printed nought.
    """
    return [(row, outcome) for row, _, outcome in _outcomes(decision)]


def _outcomes(decision: Decision) -> Iterator[tuple[DecisionCheck, Check, Recomputed]]:
    numbers = decision.printed_numbers()
    for kind, check in decision.checks.all():
        row = DECISION_CHECKS[kind]
        try:
            outcomes = row.function(decision, check, numbers)
        except ZeroDivisionError as error:
            named = ", ".join(_named(name, numbers) for name in check.compared(decision.payers))
            raise ParameterError(
                "checks.{check} divides by nought: {numbers}.", check=kind, numbers=named
            ) from error
        for outcome in outcomes:
            yield row, check, outcome


def faults_of(decision: Decision, where: str) -> list[str]:
    """Return a sentence for each printed number that is not what the other printed numbers give.

    Parameters
    ----------
    where
        The file, which begins each sentence.
    """
    numbers = decision.printed_numbers()
    faults: list[str] = []
    try:
        outcomes = list(_outcomes(decision))
    except ParameterError as error:
        return [Sentence("{where}: {fault}", where=where, fault=error)]
    for row, check, outcome in outcomes:
        if not outcome.fits:
            named = ", ".join(_named(name, numbers) for name in check.compared(decision.payers))
            faults.append(
                Sentence(
                    "{where}: {number} is {printed}, but it comes to {computed} ({check}; "
                    "{compared}). Compare each with the source.",
                    where=where,
                    number=outcome.reference or Sentence("the sum of per cents"),
                    printed=_plain(outcome.printed.exact),
                    computed=_comes_to(outcome),
                    check=Sentence(row.title.text),
                    compared=named,
                )
            )
    return faults


def _comes_to(outcome: Recomputed) -> Sentence:
    if outcome.least == outcome.most:
        return Sentence("{number}", number=_plain(outcome.least))
    return Sentence("{least} to {most}", least=_plain(outcome.least), most=_plain(outcome.most))


def _named(reference: str, numbers: Numbers) -> str:
    return f"{reference} = {_plain(numbers[reference].exact)}"


def _plain(value: Fraction) -> str:
    """Write a number for an English sentence: whole, or with at most three decimals."""
    return f"{float(value):.3f}".rstrip("0").rstrip(".")


def derived_amounts(decision: Decision) -> dict[str, Fraction]:
    """Return what payers without a printed sum would pay of the printed total by their printed per
    cents, in whole printed units by the largest remainder; empty where the per cents do not sum to
    100 or there is no total. Such sums are derived, and no board has decided them.
    """
    if decision.total is None or not decision.payers:
        return {}
    percents = {
        payer.code: Fraction(payer.percent)
        for payer in decision.payers
        if payer.amount is None and payer.percent is not None
    }
    if len(percents) < len(decision.payers) or sum(percents.values(), Fraction(0)) != 100:
        return {}
    total = decision.printed_numbers()[decision.total].exact
    exact = {code: total * percent / 100 for code, percent in percents.items()}
    whole = largest_remainder(exact, decision.scale).cents
    return {code: Fraction(amount) for code, amount in whole.items()}
