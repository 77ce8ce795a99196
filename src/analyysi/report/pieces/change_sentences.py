"""Sentences on how a share or a total has changed, each in two moods: of a year that is settled,
and of one that nobody has decided on, which is worded as what would be.
"""

from __future__ import annotations

from dataclasses import dataclass

from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.comparison.case import Case
from analyysi.messages import Message, Value


@dataclass(frozen=True)
class Moods:
    """One sentence of a settled year, and the same of a year that is not."""

    settled: Message
    open: Message

    def of(self, settled: bool, **values: Value) -> Message:
        """Return the sentence in its mood, filled with values."""
        return Message((self.settled if settled else self.open).text, values)


def is_settled(case: Case) -> bool:
    """Return whether a year's shares have been decided or published, so that they may be worded
    as what is paid.
    """
    decided = case.terms.status == "decided" and not case.trial
    return decided or case.chosen.method is AS_PUBLISHED


COMES = Moods(
    Message("{payer}: takes part in {year}, not in {before}. The share is {now}."),
    Message("{payer}: would take part in {year}, not in {before}. The share would be {now}."),
)
GOES = Moods(
    Message("{payer}: no longer pays in {year}. In {before} the share was {was}."),
    Message("{payer}: would no longer pay in {year}. In {before} the share was {was}."),
)
SAME = Moods(
    Message("{payer}: the share is {now}, in whole euros the same as in {before}."),
    Message("{payer}: the share would be {now}, in whole euros the same as in {before}."),
)
MORE = Moods(
    Message("{payer}: the share is {now}, which is {amount} more than in {before}."),
    Message("{payer}: the share would be {now}, which is {amount} more than in {before}."),
)
LESS = Moods(
    Message("{payer}: the share is {now}, which is {amount} less than in {before}."),
    Message("{payer}: the share would be {now}, which is {amount} less than in {before}."),
)
SAME_TOTAL = Moods(
    Message("In {year} the total cost is the same as in {before}: {total}."),
    Message("In {year} the total cost would be the same as in {before}: {total}."),
)
MORE_IN_TOTAL = Moods(
    Message("In {year} the total cost is {total}, which is {amount} more than in {before}."),
    Message("In {year} the total cost would be {total}, which is {amount} more than in {before}."),
)
LESS_IN_TOTAL = Moods(
    Message("In {year} the total cost is {total}, which is {amount} less than in {before}."),
    Message("In {year} the total cost would be {total}, which is {amount} less than in {before}."),
)
RISES_MOST = Moods(
    Message("{payer}: the share rises most, by {amount}."),
    Message("{payer}: the share would rise most, by {amount}."),
)
FALLS_MOST = Moods(
    Message("{payer}: the share falls most, by {amount}."),
    Message("{payer}: the share would fall most, by {amount}."),
)
STAYER_RISES_MOST = Moods(
    Message("Of those who pay in both years, the share of {payer} rises most, by {amount}."),
    Message("Of those who pay in both years, the share of {payer} would rise most, by {amount}."),
)
STAYER_FALLS_MOST = Moods(
    Message("Of those who pay in both years, the share of {payer} falls most, by {amount}."),
    Message("Of those who pay in both years, the share of {payer} would fall most, by {amount}."),
)
NONE_RISES = Moods(Message("No share rises."), Message("No share would rise."))
NONE_FALLS = Moods(Message("No share falls."), Message("No share would fall."))
NO_STAYER_RISES = Moods(
    Message("No share of those who pay in both years rises."),
    Message("No share of those who pay in both years would rise."),
)
NO_STAYER_FALLS = Moods(
    Message("No share of those who pay in both years falls."),
    Message("No share of those who pay in both years would fall."),
)
ONLY_RISES = Moods(
    Message("the largest rise is {most} ({most_payer}), the smallest {least} ({least_payer})"),
    Message(
        "the largest rise would be {most} ({most_payer}), the smallest {least} ({least_payer})"
    ),
)
ONLY_FALLS = Moods(
    Message("the largest fall is {most} ({most_payer}), the smallest {least} ({least_payer})"),
    Message(
        "the largest fall would be {most} ({most_payer}), the smallest {least} ({least_payer})"
    ),
)
COURSE_OF_SAME_TOTAL = Moods(
    Message("{first}–{last}: the total cost is the same, {total}; {extremes}"),
    Message("{first}–{last}: the total cost would be the same, {total}; {extremes}"),
)
COURSE_UP = Moods(
    Message("{first}–{last}: the total cost rises by {amount}; {extremes}"),
    Message("{first}–{last}: the total cost would rise by {amount}; {extremes}"),
)
COURSE_DOWN = Moods(
    Message("{first}–{last}: the total cost falls by {amount}; {extremes}"),
    Message("{first}–{last}: the total cost would fall by {amount}; {extremes}"),
)
FIRST_TIME = Moods(
    Message("{payer}: pays for the first time in {year}, {now}"),
    Message("{payer}: would pay for the first time in {year}, {now}"),
)
COURSE_OF_PAYER = Moods(
    Message("{payer}: the share was {was} in {first} and is {now} in {year}"),
    Message("{payer}: the share was {was} in {first} and would be {now} in {year}"),
)
