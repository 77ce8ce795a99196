"""Who made a paper, on which day and with what status: the same in the kicker and in the metadata
of every file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from analyysi import __version__
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import fingerprint
from analyysi.messages import Day
from analyysi.report.language.wording import Wording
from analyysi.sources.manifest import newest_retrieval

PROGRAM = "analyysi"
"""Who a file is by where no office is named. The organiser is not: it did not make the paper."""


@dataclass(frozen=True)
class Preparation:
    """Who made the papers of a year, and when, in the reader's language.

    Parameters
    ----------
    status
        Whether it is a calculation, a draft, a trial or a decision, in words.
    by
        The office that made the calculation; empty where nobody is named.
    day
        The day of the calculation; where the terms have none, that on which the newest figure used
        was retrieved; None if no figure was.
    day_in_words
        The day, and which of the two it is; empty without a day.
    file_day
        The day that a file bears if it must bear one: `day`, or else the year's first. A clock
        would make other bytes of the same inputs.
    """

    status: str
    by: str
    day: date | None
    day_in_words: str
    file_day: date

    @property
    def author(self) -> str:
        """Who a file is by: the office, or the program."""
        return self.by or PROGRAM

    def recorded(self) -> dict[str, Any]:
        """Return what a notebook carries to the page and the PDF: text only, days as ISO 8601."""
        return {
            "status": self.status,
            "by": self.by,
            "day": "" if self.day is None else self.day.isoformat(),
            "day_in_words": self.day_in_words,
            "file_day": self.file_day.isoformat(),
            "description": " · ".join(filter(None, (self.status, self.day_in_words))),
        }


def preparation(case: Case, words: Wording) -> Preparation:
    """Return who made the papers of a year, when and with what status.

    A trial is nobody's but the analyst's: the office and the day of the terms are of the
    calculation that the trial departs from.
    """
    terms, say = case.terms, words.say
    by, day, in_words = "", newest_retrieval(case.manifests.values()), ""
    if terms.prepared_by is not None and not case.trial:
        by = terms.prepared_by.in_language(words.language)
    if terms.prepared_on is not None and not case.trial:
        day = terms.prepared_on
        in_words = say("prepared on {day}", day=Day(day))
    elif day is not None and _shared_by_retrieved(case):
        in_words = say("newest figures retrieved on {day}", day=Day(day))
    return Preparation(_status(case, words), by, day, in_words, day or date(terms.year, 1, 1))


def _shared_by_retrieved(case: Case) -> bool:
    """Return whether retrieved figures are among those that the shares rest on: the day of other
    ones says nothing of the shares.
    """
    keys = [case.terms.keys[name] for name in case.used_keys]
    return not keys or any(key.source in case.manifests for key in keys)


def foot_line(comparison: Comparison, words: Wording) -> str:
    """Return the line below each printed sheet: the mark of a trial or a draft, and what the file
    was made of.
    """
    case, mark = comparison.case, words.mark
    return (f"{mark} · " if mark else "") + words.say(
        "{agreement} {year} · fingerprint {fingerprint} · analyysi {version}",
        agreement=case.agreement.id,
        year=str(case.terms.year),
        fingerprint=fingerprint(comparison),
        version=__version__,
    )


def _status(case: Case, words: Wording) -> str:
    if case.trial:
        return words.say("trial, no decision")
    if case.terms.status == "decided":
        body = _decided_by(case, words)
        return words.say("decision: {body}", body=body) if body else words.say("decided sharing")
    return {
        "analysis": words.say("calculation, no decision"),
        "draft": words.say("draft, no decision"),
    }[case.terms.status]


def _decided_by(case: Case, words: Wording) -> str:
    """Return the one body that decided on the share of every participant, with the day if it is
    stored; empty if there is none.
    """
    published = case.terms.published
    bodies = {(share.decided_by, share.when) for share in published}
    if len(bodies) != 1 or {share.payer for share in published} != set(case.terms.participants):
        return ""
    ((body, when),) = bodies
    if body is None:
        return ""
    name = body.in_language(words.language)
    return name if when is None else f"{name} {words.numbers.when(when)}"
