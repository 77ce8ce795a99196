"""The report from one participant's seat: what its share weighs on its budget, and its draft
resolution.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.comparison.burden_on_taxes import tax_burdens
from analyysi.messages import KeyName, Money, Number, PayerName
from analyysi.report.blocks import Block, Paragraph
from analyysi.report.pieces.shared_sentences import in_full
from analyysi.report.reader import Reader

_HUNDRED_EUROS = 100_00


def effect_on_budget(reader: Reader, payer: str) -> list[str]:
    """Say what the share is of the payer's tax revenue, and in tenths of a point of its income tax
    rate.
    """
    comparison = reader.comparison
    say, terms = reader.say, reader.case.terms
    named, effect = terms.burden, tax_burdens(comparison, comparison.chosen).get(payer)
    if named is None or effect is None:
        return [
            say(
                "What the share is of the tax revenue cannot be told: there is no figure of it "
                "for this year."
            )
        ]
    sentences = [
        say(
            "The share is {part} thousandths of the tax revenue ({key}).",
            part=Number(effect.of_revenue * 1000, 2),
            key=KeyName(named.tax_revenue),
        )
    ]
    if not effect.points or named.rate is None or named.income_tax is None:
        return sentences
    tenth = comparison.chosen.cents[payer] / (effect.points * 10)
    sentences.append(
        say(
            "It equals {tenths} tenths of a point of the income tax rate: one tenth brings in "
            "about {amount}.",
            tenths=Number(effect.points * 10, 2),
            amount=Money(round(tenth / _HUNDRED_EUROS) * _HUNDRED_EUROS, words=True),
        )
    )
    return [*sentences, *approximate(reader)]


def approximate(reader: Reader) -> list[str]:
    """Say that tenths of a tax point are approximate, where the rate is of another year than the
    tax; else nothing.
    """
    terms = reader.case.terms
    named = terms.burden
    if named is None or named.rate is None or named.income_tax is None:
        return []
    rate_year, tax_year = (
        named.rate.reference_date.year,
        terms.keys[named.income_tax].reference_date.year,
    )
    if rate_year == tax_year:
        return []
    return [
        reader.say(
            "This is approximate: the tax rate is of {rate_year} and the tax of {tax_year}.",
            rate_year=str(rate_year),
            tax_year=str(tax_year),
        )
    ]


def resolution(reader: Reader, payer: str) -> tuple[str, list[Block]]:
    """Return the draft resolution for the payer's board: a heading, and the text in the form that
    boards use.
    """
    comparison, words = reader.comparison, reader.words
    say, case = reader.say, reader.case
    party = case.agreement.party(payer)
    municipal = party.kind == "municipality"
    body = say("The board") if municipal else say("The body that decides")
    board = party.board.in_language(words.language) if party.board is not None else body
    manager = say("the manager") if municipal else say("whoever has the right to sign")
    signatory = (
        party.signatory.in_language(words.language) if party.signatory is not None else manager
    )
    per_head = comparison.per_head(comparison.chosen, payer)
    exact = Money(comparison.chosen.cents[payer], 2, words=True)
    text = say(
        "{board} decides to approve the sharing of the cost for {year} according to the attached "
        "draft agreement. The "
        "share of {payer} is {amount}, which is {part} of the total cost of {total}.",
        board=board,
        year=str(case.terms.year),
        payer=PayerName(payer),
        amount=exact,
        part=words.numbers.percent(
            Fraction(comparison.chosen.cents[payer], case.terms.total.value), 2
        ),
        total=in_full(case.terms.total.value),
    )
    mandate = say(
        "The agreement is signed by: {signatory}. The signatory may approve technical and minor "
        "corrections to it.",
        signatory=signatory,
    )
    notes = [say("This is a draft text for the agenda. It is no decision.")]
    if case.terms.method.chosen_by == "analyst":
        notes.append(case.terms.method.source.in_language(words.language))
    if case.terms.total.assumed:
        notes.append(case.terms.total.source.in_language(words.language))
    blocks: list[Block] = [
        Paragraph(text, "quote"),
        Paragraph(mandate, "quote"),
        Paragraph(" ".join(notes), "note"),
    ]
    heading = (
        say("Draft resolution: {amount}", amount=exact)
        if per_head is None
        else say(
            "Draft resolution: {amount}, that is {per_head} per inhabitant",
            amount=exact,
            per_head=Money(per_head, 2, words=True),
        )
    )
    return heading, blocks
