"""runs.csv: a row for every report of a batch, for other programs. The runs are made up
(tests/made_up_runs.py).
"""

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import replace

from analyysi.run.batch.batch import FAILED, UNCHANGED, RunOutcome
from analyysi.run.batch.summary import COLUMNS, runs_csv
from support.made_up_runs import everything_at_once, record, run, unlisted


def rows_of(runs: Sequence[RunOutcome]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(runs_csv(runs).decode("utf-8"), newline="")))


def test_row_of_a_report_made_now() -> None:
    assert rows_of([run(2023, "sv", "003")]) == [
        {
            "agreement": "made-up",
            "year": "2023",
            "municipality_code": "003",
            "municipality": "Öisti",
            "language": "sv",
            "formats": "html",
            "status": "made",
            "seconds": "1.250",
            "folder": "made-up/2023-seat003-sv",
            "fingerprint": record(2023)["fingerprint"],
            "terms_status": "decided",
            "way": "Invånarantal 31.12.2021",
            "payers": "3",
            "total_eur": "3041.13",
            "share_eur": "1033.33",
            "fault": "",
            "trial": "",
        }
    ]


def test_rows_without_a_report_have_no_figures() -> None:
    failed, there, listless = rows_of(
        [run(2021, status=FAILED), run(2022, status=UNCHANGED), unlisted(2023)]
    )
    assert (failed["status"], failed["seconds"], failed["total_eur"], failed["way"]) == (
        "failed",
        "0.500",
        "",
        "",
    )
    assert failed["fault"].startswith(
        "made-up/2024.toml: total: value 'a <b>lot</b> & more' is no amount. Write it"
    )
    assert (there["status"], there["seconds"], there["share_eur"]) == ("unchanged", "", "")
    assert (listless["folder"], listless["language"], listless["formats"]) == (
        "made-up/2023",
        "",
        "",
    )
    lost = replace(run(2024, status=UNCHANGED), record=None)
    assert rows_of([lost])[0]["fingerprint"] == ""


def test_rows_are_in_order_whatever_was_finished_first() -> None:
    runs = [
        run(year, language, seat)
        for year in (2023, 2024)
        for seat in (
            "",
            "001",
            "005",
            "002",
            "003",
        )  # by name: Keksitty kunta 1, Zeta, Äkkilä, Öisti
        for language in ("fi", "sv", "en")
    ]
    mixed = list(runs)
    random.Random(1).shuffle(mixed)
    assert [row["folder"] for row in rows_of(mixed)] == [one.name for one in runs]
    everything = everything_at_once()
    assert runs_csv(everything) == runs_csv(everything[::-1])


def test_text_that_begins_as_a_formula_stays_text() -> None:
    for text in ("=1+1", "+cmd", "-cmd", "@SUM(A1)"):
        one = run(2023, status=FAILED, fault=text)
        assert one.report_run is not None
        strange = replace(
            one, name=text, agreement=text, report_run=replace(one.report_run, seat_name=text)
        )
        row = rows_of([strange])[0]
        assert {row[name] for name in ("agreement", "folder", "municipality", "fault")} == {
            f"'{text}"
        }
    way = run(2023)
    assert way.record is not None
    told = {**way.record, "report": {**way.record["report"], "way": "=1+1"}}
    assert rows_of([replace(way, record=told)])[0]["way"] == "'=1+1"


def test_file_is_utf8_with_line_feeds_and_a_header() -> None:
    content = runs_csv(everything_at_once())
    assert content.decode("utf-8").splitlines()[0] == ",".join(COLUMNS)
    assert b"\r" not in content
    assert content.count(b"\n") == 1 + len(everything_at_once())
