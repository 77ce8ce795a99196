"""The draft resolution for the board from whose seat the report is made."""

from __future__ import annotations

from analyysi.agreement.agreement import Party
from analyysi.allocation.whole_units.whole_euros import BESIDE_CENTS, parts_of_total
from analyysi.messages import Money, PayerName
from analyysi.report.blocks import Block, Paragraph
from analyysi.report.pieces.shared_sentences import in_full
from analyysi.report.reader import Reader
from analyysi.report.sections.section import LeftOut, Shown


def section(reader: Reader) -> Shown | LeftOut:
    """Show the draft resolution in the form that boards use; left out of the joint report."""
    if reader.focus is None:
        return LeftOut(reader.say("No draft resolution in the report of all"))
    return Shown(_heading(reader, reader.focus), _blocks(reader, reader.focus))


def _heading(reader: Reader, payer: str) -> str:
    chosen = reader.comparison.chosen
    amount = Money(chosen.cents[payer], 2, words=True)
    per_head = reader.comparison.per_head(chosen, payer)
    if per_head is None:
        return reader.say("Draft resolution: {amount}", amount=amount)
    return reader.say(
        "Draft resolution: {amount}, that is {per_head} per inhabitant",
        amount=amount,
        per_head=Money(per_head, 2, words=True),
    )


def _blocks(reader: Reader, payer: str) -> list[Block]:
    say, terms, language = reader.say, reader.case.terms, reader.words.language
    board, signatory = _deciding(reader, reader.case.agreement.party(payer))
    shares, total = reader.comparison.chosen.cents, terms.total.value
    part = parts_of_total(shares, BESIDE_CENTS)[payer]
    decision = say(
        "{board} decides to approve the sharing of the cost for {year} according to the attached "
        "draft agreement. The "
        "share of {payer} is {amount}, which is {part} of the total cost of {total}.",
        board=board,
        year=str(terms.year),
        payer=PayerName(payer),
        amount=Money(shares[payer], 2, words=True),
        part=reader.words.numbers.percent(part, BESIDE_CENTS),
        total=in_full(total),
    )
    mandate = say(
        "The agreement is signed by: {signatory}. The signatory may approve technical and minor "
        "corrections to it.",
        signatory=signatory,
    )
    notes = [say("This is a draft text for the agenda. It is no decision.")]
    if terms.method.chosen_by == "analyst":
        notes.append(terms.method.source.in_language(language))
    if terms.total.assumed:
        notes.append(terms.total.source.in_language(language))
    return [
        Paragraph(decision, "quote"),
        Paragraph(mandate, "quote"),
        Paragraph(" ".join(notes), "note"),
    ]


def _deciding(reader: Reader, party: Party) -> tuple[str, str]:
    """Return who decides in the payer's name and who signs, as the agreement names them or in
    general words.
    """
    say, language = reader.say, reader.words.language
    municipal = party.kind == "municipality"
    board = say("The board") if municipal else say("The body that decides")
    signatory = say("the manager") if municipal else say("whoever has the right to sign")
    if party.board is not None:
        board = party.board.in_language(language)
    if party.signatory is not None:
        signatory = party.signatory.in_language(language)
    return board, signatory
