"""The agenda item for the board from whose seat the report is made, with the line of its budget."""

from __future__ import annotations

from analyysi.messages import Money, PayerName
from analyysi.report.agenda.item import AgendaItem, agenda_item
from analyysi.report.agenda.seat_share import seat_share
from analyysi.report.blocks import Block, Bullets, Heading, OnPageOnly, Paragraph
from analyysi.report.front.answer import is_decided
from analyysi.report.html import render
from analyysi.report.pieces.shared_sentences import in_full
from analyysi.report.reader import Reader
from analyysi.report.sections.section import LeftOut, Shown


def section(reader: Reader) -> Shown | LeftOut:
    """Show the agenda item as boards write it; left out of the joint report."""
    if reader.focus is None:
        return LeftOut(reader.say("No agenda item in the report of all"))
    return Shown(_heading(reader), _blocks(reader, agenda_item(reader)))


def _heading(reader: Reader) -> str:
    share = seat_share(reader)
    if share.cents is None:
        return reader.say(
            "Agenda item: the share of {payer} is open, {amount} as computed here",
            payer=PayerName(share.payer),
            amount=Money(share.computed * 100, words=True),
        )
    payer, amount = PayerName(share.payer), in_full(share.cents)
    if share.published is not None and not is_decided(share.published):
        return reader.say(
            "Agenda item: the published share of {payer} is {amount}", payer=payer, amount=amount
        )
    text = (
        "Agenda item: {payer} would pay {amount}"
        if share.published is None and reader.case.terms.status != "decided"
        else "Agenda item: {payer} pays {amount}"
    )
    return reader.say(text, payer=payer, amount=amount)


def _blocks(reader: Reader, item: AgendaItem) -> list[Block]:
    events: list[Block] = []
    if item.events:
        events = [Paragraph(item.events_label, "leading"), Bullets(item.events)]
    return [
        Paragraph(reader.say("This is a draft text for the agenda. It is no decision."), "note"),
        _copied(reader, item),
        Paragraph(item.title, "title"),
        Heading(item.account_label),
        *events,
        *(Paragraph(text) for text in item.account),
        Heading(item.proposal_label),
        Paragraph(item.opening, "leading"),
        Bullets(item.points, ordered=True),
        item.appropriation.table(),
    ]


def _copied(reader: Reader, item: AgendaItem) -> OnPageOnly:
    """Return the button that copies the item as text; hidden until its script shows it."""
    return OnPageOnly(
        render(
            "agenda_copy.html.j2",
            label=reader.say("Copy the text"),
            copied=reader.say("The text has been copied."),
            refused=reader.say(
                "The browser did not let the text be copied: select it and copy it."
            ),
            text=item.plain_text(),
        )
    )
