"""The formulas of the ways of sharing and of the rounding, and one share worked out with its
figures.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.allocation.methods import ByKey
from analyysi.messages import KeyName, Money, PayerName
from analyysi.report.blocks import Block, Formula, Paragraph
from analyysi.report.pieces.shared_sentences import figure
from analyysi.report.reader import Reader

_LATEX = {
    "equal": r"s_i = \frac{T}{n}",
    "proportional": r"s_i = T \cdot \frac{a_i}{a_1 + a_2 + \dots + a_n}",
    "mix": r"s_i = T \cdot \left( \frac{p_0}{n} + \sum_k p_k \cdot \frac{a_{ki}}{\sum_j a_{kj}} "
    r"\right)",
}
_TYPST = {
    "equal": "s_i = T / n",
    "proportional": "s_i = T dot a_i / (a_1 + a_2 + dots + a_n)",
    "mix": "s_i = T dot (p_0 / n + sum_k p_k dot a_(k i) / (sum_j a_(k j)))",
}
"""The same formulas in the two languages that the page and the PDF are set in."""


def parts(reader: Reader) -> list[Block]:
    """Return the formulas of the ways compared that are one, each with its words, and a share
    worked out.
    """
    say = reader.say
    told = {
        "equal": say(
            "Equal split: the share of payer i is the total cost T divided by the number of "
            "payers n."
        ),
        "proportional": say(
            "By a key: the share of payer i is the total cost T times its figure a, divided by "
            "the figures of all "
            "payers added up."
        ),
        "mix": say(
            "Mix: the part p0 of the total cost T is shared equally among the n payers, and each "
            "other part p by its "
            "own key: the figure a of payer i by that key, divided by the figures of all payers "
            "added up. The parts "
            "add up to one."
        ),
    }
    used = {split.variant.method.name for split in reader.comparison.splits}
    blocks: list[Block] = [
        Formula(_LATEX[name], _TYPST[name], told[name]) for name in _LATEX if name in used
    ]
    example = _worked_out(reader)
    return [*blocks, *([Paragraph(example)] if example is not None else [])]


def _worked_out(reader: Reader) -> str | None:
    """Work one share out with its figures, so that anybody can check it with a
    pocket calculator.
    """
    comparison = reader.comparison
    case, parameters = reader.case, comparison.chosen.variant.parameters
    if case.steps or not isinstance(parameters, ByKey):
        return None
    payer = reader.focus if reader.focus is not None else comparison.payers[0]
    figures = case.problem.keys[parameters.key]
    whole = sum((figures[code] for code in comparison.payers), Fraction(0))
    share = comparison.chosen.cents[payer]
    return reader.say(
        "Example: {payer}, {key}. {total} × {figure} / {whole} {sign} {share}.",
        payer=PayerName(payer),
        key=KeyName(parameters.key),
        total=Money(case.terms.total.value, 2),
        figure=figure(figures[payer], reader.words),
        whole=figure(whole, reader.words),
        sign="=" if share == comparison.chosen.exact.amounts[payer] else "≈",
        share=Money(share, 2),
    )
