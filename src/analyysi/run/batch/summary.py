"""What a batch ends with: runs.csv for other programs, index.html for readers; both in order,
whatever came first.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from analyysi.languages import place_of
from analyysi.money import euros
from analyysi.plain_text import csv_text
from analyysi.report.papers.batch_index import alphabetical, batch_index
from analyysi.report.papers.batch_years import InShort, Listed
from analyysi.run.batch.batch import Run

COLUMNS = (
    "agreement",
    "year",
    "municipality_code",
    "municipality",
    "language",
    "formats",
    "status",
    "seconds",
    "folder",
    "fingerprint",
    "terms_status",
    "way",
    "payers",
    "total_eur",
    "share_eur",
    "fault",
)
"""`municipality` is the seat's Finnish name, empty for the report of all; `formats` are those asked
for, with spaces.

`seconds` is what making it took, empty if it was not made now. `share_eur` is what the seat pays;
the others' shares are in results.csv of the folder. `way` is in the report's language.
"""


def runs_csv(runs: Sequence[Run]) -> bytes:
    """Write a row for every report: UTF-8, comma, line feed, a decimal point. A cell never turns
    into a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(run, _listed(run)) for run in sorted(runs, key=_place))
    return out.getvalue().encode()


def index_html(runs: Sequence[Run], language: str) -> bytes:
    """Make the page that lists and compares the reports; their folders are taken to lie beside it.

    Raises
    ------
    ParameterError
        If nothing is told in that language.
    """
    return batch_index([_listed(run) for run in runs], language).encode()


def _place(run: Run) -> tuple[str, int, bool, tuple[str, str], str, int]:
    """Return the key of the order: agreement, year, seat (the report of all first), language."""
    if run.item is None:
        return run.agreement, run.year, False, alphabetical(""), "", -1
    asked = run.item.parameters
    seat, place = asked.municipality, place_of(asked.language)
    return run.agreement, run.year, seat != "", alphabetical(run.item.seat), seat, place


def _row(run: Run, listed: Listed) -> list[str | int]:
    told = listed.told
    share = told.cents.get(listed.seat) if told is not None else None
    return [
        csv_text(run.agreement),
        run.year,
        csv_text(listed.seat),
        csv_text(listed.seat_name),
        csv_text(listed.language),
        " ".join(run.item.formats) if run.item is not None else "",
        run.status,
        "" if run.seconds is None else f"{run.seconds:.3f}",
        csv_text(run.name),
        csv_text(listed.fingerprint),
        csv_text(told.status) if told is not None else "",
        csv_text(told.way) if told is not None else "",
        len(told.cents) if told is not None else "",
        euros(told.total_cents) if told is not None else "",
        "" if share is None else euros(share),
        csv_text(run.fault),
    ]


def _listed(run: Run) -> Listed:
    """Return what the index needs of a run."""
    asked = run.item.parameters if run.item is not None else None
    record = run.record or {}
    return Listed(
        agreement=run.agreement,
        year=run.year,
        folder=run.name,
        status=run.status,
        language=asked.language if asked is not None else "",
        seat=asked.municipality if asked is not None else "",
        seat_name=run.item.seat if run.item is not None else "",
        files=tuple(record.get("outputs", ())),
        fingerprint=str(record.get("fingerprint", "")),
        fault=run.fault,
        told=_in_short(record["report"]) if record.get("report") else None,
    )


def _in_short(report: dict[str, Any]) -> InShort:
    return InShort(
        subject=report["subject"],
        status=report["status"],
        way=report["way"],
        total_cents=report["total_cents"],
        cents={share["code"]: share["cents"] for share in report["shares"]},
        names={share["code"]: share["name"] for share in report["shares"]},
    )
