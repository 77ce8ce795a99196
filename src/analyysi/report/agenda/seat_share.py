"""The share that an agenda item is about: a decided one leads, the computed one is what it is
compared with.
"""

from __future__ import annotations

from dataclasses import dataclass

from analyysi.agreement.agreement import Party
from analyysi.agreement.terms import Published
from analyysi.report.front.answer import approved
from analyysi.report.front.ways import euros
from analyysi.report.reader import Reader


@dataclass(frozen=True)
class SeatShare:
    """What the seat pays, and on what ground.

    Parameters
    ----------
    payer
        The seat's code.
    published
        The share that somebody has decided or published for it; None if nobody has.
    computed
        The share by the chosen split, in whole euros as every table shows it.
    cents
        The share that the agenda item proposes, in cents; None where it stays open: nobody has
        decided on a share, and the way of sharing is the analyst's own choice.
    """

    payer: str
    published: Published | None
    computed: int
    cents: int | None


def seat_share(reader: Reader) -> SeatShare:
    """Return the share of the seat that the report is made from.

    Raises
    ------
    ValueError
        If the report is of all: it has no seat.
    """
    if reader.focus is None:
        raise ValueError("The joint report has no seat, and so no agenda item.")
    chosen = reader.comparison.chosen
    published = approved(reader)
    cents: int | None = chosen.cents[reader.focus]
    if published is not None:
        cents = published.value
    elif is_open(reader):
        cents = None
    return SeatShare(reader.focus, published, euros(chosen)[reader.focus], cents)


def is_open(reader: Reader) -> bool:
    """Return whether the way of sharing is still to be agreed on: only the analyst has chosen it,
    or the report is a trial.
    """
    return reader.case.terms.method.chosen_by == "analyst" or bool(reader.case.trial)


def party_of(reader: Reader, share: SeatShare) -> Party:
    """Return the party whose seat it is."""
    return reader.case.agreement.party(share.payer)


def is_municipal(reader: Reader, share: SeatShare) -> bool:
    """Return whether the seat is a municipality, whose council decides on appropriations."""
    return party_of(reader, share).kind == "municipality"
