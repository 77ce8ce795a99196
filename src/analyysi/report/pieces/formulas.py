"""The formulas of the ways of sharing and of the rounding, and one share worked out with its
figures.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.allocation.methods import METHODS
from analyysi.messages import KeyName, Money, PayerName
from analyysi.money import round_half_up
from analyysi.report.blocks import Block, Formula
from analyysi.report.pieces.shared_sentences import figure
from analyysi.report.reader import Reader


def annex_blocks(reader: Reader) -> list[Block]:
    """Return the formulas of the ways compared that are one, each with its words."""
    used = {split.variant.method.name for split in reader.comparison.splits}
    blocks: list[Block] = []
    for name, method in METHODS.items():
        if name in used and method.formula is not None:
            formula = method.formula
            words = reader.words.of(formula.words)
            blocks.append(Formula(formula.latex, formula.typst, words))
    return blocks


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
    example = reader.say(
        "Example: {payer}, {key}. {total} × {figure} / {whole} {sign} {share}.",
        payer=PayerName(payer),
        key=KeyName(key),
        total=Money(case.terms.total.value, 2),
        figure=figure(figures[payer], reader.words),
        whole=figure(whole, reader.words),
        sign="=" if share == exact else "≈",
        share=Money(share, 2),
    )
    if share > round_half_up(exact):
        spare = reader.say("{payer} got a unit that was left over.", payer=PayerName(payer))
        return f"{example} {spare}"
    return example
