"""The formulas of the ways of sharing and of the rounding, and one share worked out with its
figures.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.allocation.methods import METHODS
from analyysi.comparison.own.live_sums import only_sums_first
from analyysi.messages import KeyName, Money, PayerName, Value
from analyysi.money import decimals_needed, round_half_up
from analyysi.report.blocks import Block, Formula, Paragraph
from analyysi.report.pieces.shared_sentences import as_sentence, figure
from analyysi.report.reader import Reader

_SHOWN = 4
"""Decimals of euros that the worked example shows before it is rounded."""


def annex_blocks(reader: Reader) -> list[Block]:
    """Return the formulas of the ways compared that are one, each with its words."""
    used = {split.variant.method.name for split in reader.comparison.splits}
    blocks: list[Block] = []
    for name, method in METHODS.items():
        if name in used and method.formula is not None:
            formula = method.formula
            words = reader.words.of(formula.words)
            blocks.append(Formula(formula.latex, formula.typst, words))
    if blocks and reader.case.steps:
        blocks.append(Paragraph(_within_steps(reader)))
    return blocks


def _within_steps(reader: Reader) -> str:
    """Say what the total of a formula is where steps stand around the way."""
    text = (
        "With the other conditions T is what the total cost leaves when each payer's sum has been "
        "set apart, and the sum is added to the share of the formula."
        if only_sums_first(reader.case)
        else "With the other conditions T is what they leave of the total cost to be shared, and "
        "what they do to a share comes after the formula."
    )
    rules = [as_sentence(reader.words.of(rule)) for rule in reader.comparison.chosen.step_rules]
    return " ".join([reader.say(text), *rules])


def worked_out(reader: Reader) -> str | None:
    """Work one share out with its figures, so that anybody can check it with a
    pocket calculator; None where no single key alone makes it.
    """
    comparison = reader.comparison
    case, key = reader.case, comparison.chosen.variant.only_key
    if case.steps or key is None:
        return None
    payer = reader.focus if reader.focus is not None else comparison.payers[0]
    figures = case.problem.keys[key]
    whole = sum((figures[code] for code in comparison.payers), Fraction(0))
    share, exact = comparison.chosen.cents[payer], comparison.chosen.exact.amounts[payer]
    values: dict[str, Value] = {
        "payer": PayerName(payer),
        "key": KeyName(key),
        "total": Money(case.terms.total.value, 2),
        "figure": figure(figures[payer], reader.words),
        "whole": figure(whole, reader.words),
        "share": Money(share, 2),
    }
    if share == exact:
        return reader.say(
            "Example: {payer}, {key}. {total} × {figure} / {whole} = {share}.", **values
        )
    example = reader.say(
        "Example: {payer}, {key}. {total} × {figure} / {whole} = {begun}. The share is {share}.",
        **values,
        begun=_begun(exact / 100, reader),
    )
    if share == round_half_up(exact):
        return example
    text = (
        "{payer} got a unit that was left over."
        if share > exact
        else "The units left over went to others, whose shares the rounding had cut more."
    )
    return f"{example} {reader.say(text, payer=PayerName(payer))}"


def _begun(euros: Fraction, reader: Reader) -> str:
    """Write an exact sum as a pocket calculator shows it: cut and not rounded where it goes on."""
    places = decimals_needed(euros)
    if places is not None and places <= _SHOWN:
        return reader.words.numbers.plain(euros, places)
    cut = Fraction(int(euros * 10**_SHOWN), 10**_SHOWN)
    return f"{reader.words.numbers.plain(cut, _SHOWN)}…"
