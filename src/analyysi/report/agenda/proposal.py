"""What the board is asked to decide: numbered points, each the end of the sentence that begins with
the board.
"""

from __future__ import annotations

from analyysi.messages import PayerName
from analyysi.report.agenda.seat_share import SeatShare, is_municipal, is_open, party_of
from analyysi.report.pieces.shared_sentences import in_full
from analyysi.report.reader import Reader


def opening(reader: Reader, share: SeatShare) -> str:
    """Return the beginning of the sentence: "Paltamon kunnanhallitus päättää"."""
    party = party_of(reader, share)
    if party.board is not None:
        board = party.board.in_language(reader.words.language)
    elif is_municipal(reader, share):
        board = reader.say("The board")
    else:
        board = reader.say("The body that decides")
    return reader.say("{board} decides", board=board)


def points(reader: Reader, share: SeatShare) -> list[str]:
    """Return the points: the agreement with its sum, the appropriation, the signature, and one to
    be kept or left out.
    """
    say, year = reader.say, str(reader.case.terms.year)
    appropriation = (
        say("to propose to the council that the sum be reserved in the budget of {year}", year=year)
        if is_municipal(reader, share)
        else say("that the sum be reserved in the budget of {year}", year=year)
    )
    last = (
        say("to ask that the formula of the share be added to the agreement before it is signed")
        if is_open(reader) or share.published is not None
        else say("to ask for a report on the actual costs when the year has ended")
    )
    return [
        _agreement(reader, share),
        appropriation,
        _signature(reader, share),
        f"{say('[optional]')} {last}.",
    ]


def _agreement(reader: Reader, share: SeatShare) -> str:
    """Return the point on the agreement. The table of the draft has the computed shares: where a
    published one is another, the board approves it in place of that of the table.
    """
    say, year = reader.say, str(reader.case.terms.year)
    published = share.published
    if published is not None:
        in_table = reader.comparison.chosen.cents[share.payer]
        if published.value != in_table:
            return say(
                "to approve the attached draft agreement, but so that {payer} pays {amount} in "
                "{year} and not {in_table} as in its table",
                payer=PayerName(share.payer),
                amount=in_full(published.value),
                year=year,
                in_table=in_full(in_table),
            )
    amount = say("[the share is filled in when the sharing has been agreed on]")
    if share.cents is not None:
        amount = reader.words.of(in_full(share.cents))
    return say(
        "to approve the attached draft agreement, by which {payer} pays {amount} in {year}",
        payer=PayerName(share.payer),
        amount=amount,
        year=year,
    )


def _signature(reader: Reader, share: SeatShare) -> str:
    """Return who signs. The board authorises an office: the terms name no person."""
    say, office = reader.say, party_of(reader, share).signatory
    signatory = say("the manager") if is_municipal(reader, share) else ""
    if office is not None:
        signatory = office.in_language(reader.words.language)
    if signatory:
        return say(
            "that the agreement is signed by the {signatory}, who may make technical and minor "
            "corrections to it",
            signatory=signatory,
        )
    return say(
        "that the agreement is signed by whoever has the right to sign, who may make technical "
        "and minor corrections to it"
    )
