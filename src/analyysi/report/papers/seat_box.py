"""The box above the draft agreement in a seat's report: whose copy it is, what that party pays and
what its budget needs. The agreement's text is the same for all parties.
"""

from __future__ import annotations

from typing import Any

from analyysi.messages import Money
from analyysi.report.agenda.seat_share import SeatShare, is_municipal, party_of, seat_share
from analyysi.report.front.answer import is_decided
from analyysi.report.pieces.shared_sentences import in_full
from analyysi.report.reader import Reader


def seat_box(reader: Reader) -> dict[str, Any] | None:
    """Return what the template names as parts of `seat`; templates/README.md lists it.

    Sums are texts in the reader's language: `share` and `amount` in euros and cents, as the clauses
    have them, `appropriation` as the line of the budget in the agenda item has it. None if the
    report is of all.
    """
    if reader.focus is None:
        return None
    share, words = seat_share(reader), reader.words
    party = party_of(reader, share)
    computed, published = reader.comparison.chosen.cents[share.payer], share.published
    office, board = party.signatory, party.board
    return {
        "name": words.payer(share.payer),
        "board": "" if board is None else board.in_language(words.language),
        "municipality": is_municipal(reader, share),
        "share": words.of(Money(computed, 2, words=True)),
        "amount": "" if published is None else words.of(Money(published.value, 2, words=True)),
        "decided": published is not None and is_decided(published),
        "differs": published is not None and published.value != computed,
        "appropriation": words.of(in_full(_reserved(share))),
        "signatory": "" if office is None else office.in_language(words.language),
    }


def _reserved(share: SeatShare) -> int:
    """Return what the budget needs, in cents: a share that somebody has decided or published as it
    is, a computed one in whole euros.
    """
    return share.computed * 100 if share.published is None else share.published.value
