"""What a batch ends with: runs.csv for other programs and index.html for readers, both in order."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from analyysi.languages.language_table import place_of
from analyysi.languages.plain_text import csv_text
from analyysi.money import euros
from analyysi.report.papers.indexes.batch_index import RUNS as RUNS
from analyysi.report.papers.indexes.batch_index import alphabetical, batch_index
from analyysi.report.papers.indexes.batch_years import ListedReport, ReportSummary
from analyysi.run.batch.batch import RunOutcome

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
    "trial",
)
"""`municipality` is the seat's Finnish name, empty for the report of all; `formats` are those asked
for, with spaces.

`seconds` is what making it took, empty if it was not made now. `share_eur` is what the seat pays;
the others' shares are in results.csv of the folder. `way` is in the report's language. `trial` says
what a trial changed, "total=90000"; it is empty for a year as it stands.
"""


def runs_csv(runs: Sequence[RunOutcome]) -> bytes:
    """Write a row for every report: UTF-8, comma, line feed, a decimal point. A cell never turns
    into a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(run, _listed(run)) for run in sorted(runs, key=_place))
    return out.getvalue().encode()


def index_html(runs: Sequence[RunOutcome], language: str) -> bytes:
    """Make the page that lists and compares the reports; their folders are taken to lie beside it.

    Raises
    ------
    ParameterError
        If the program does not speak the language.
    """
    return batch_index([_listed(run) for run in runs], language).encode()


def _place(run: RunOutcome) -> tuple[str, int, bool, tuple[str, str], str, int, str]:
    """Return the key of the order: agreement, year, seat (the report of all first), language, what
    a trial changed.
    """
    if run.report_run is None:
        return run.agreement, run.year, False, alphabetical(""), "", -1, ""
    parameters, seat_name = run.report_run.parameters, run.report_run.seat_name
    seat, language = parameters.municipality, place_of(parameters.language)
    trial = parameters.trial_in_words
    return run.agreement, run.year, seat != "", alphabetical(seat_name), seat, language, trial


def _row(run: RunOutcome, listed: ListedReport) -> list[str | int]:
    summary = listed.summary
    share = summary.cents.get(listed.seat) if summary is not None else None
    return [
        csv_text(run.agreement),
        run.year,
        csv_text(listed.seat),
        csv_text(listed.seat_name),
        csv_text(listed.language),
        " ".join(run.report_run.formats) if run.report_run is not None else "",
        run.status,
        "" if run.seconds is None else f"{run.seconds:.3f}",
        csv_text(run.name),
        csv_text(listed.fingerprint),
        csv_text(summary.status) if summary is not None else "",
        csv_text(summary.way) if summary is not None else "",
        len(summary.cents) if summary is not None else "",
        euros(summary.total_cents) if summary is not None else "",
        "" if share is None else euros(share),
        csv_text(run.fault),
        csv_text(listed.trial),
    ]


def _listed(run: RunOutcome) -> ListedReport:
    """Return what the index needs of a run."""
    parameters = run.report_run.parameters if run.report_run is not None else None
    record = run.record or {}
    return ListedReport(
        agreement=run.agreement,
        year=run.year,
        folder=run.name,
        status=run.status,
        language=parameters.language if parameters is not None else "",
        seat=parameters.municipality if parameters is not None else "",
        seat_name=run.report_run.seat_name if run.report_run is not None else "",
        files=tuple(record.get("outputs", ())),
        fingerprint=str(record.get("fingerprint", "")),
        fault=run.fault,
        summary=_report_summary(record["report"]) if record.get("report") else None,
        trial=parameters.trial_in_words if parameters is not None else "",
    )


def _report_summary(report: dict[str, Any]) -> ReportSummary:
    return ReportSummary(
        subject=report["subject"],
        status=report["status"],
        way=report["way"],
        currency=report["currency"],
        total_cents=report["total_cents"],
        cents={share["code"]: share["cents"] for share in report["shares"]},
        names={share["code"]: share["name"] for share in report["shares"]},
    )
