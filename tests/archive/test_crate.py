"""An edition described for other programs and for people: RO-Crate, record and read-me.

That RO-Crate's own library opens a crate is held by test_publish.
"""

import json
from datetime import date
from typing import Any

import pytest

from analyysi.archive.crate import crate_bytes, read_me, record_bytes
from analyysi.archive.edition import CODE, LOCK, RECORD, RESULTS, EditionRecord, Superseded
from analyysi.project import Project
from support.places import ROOT
from support.published_years import edition


@pytest.fixture(scope="module")
def record() -> EditionRecord:
    return edition(Project(ROOT)).record


def entities(record: EditionRecord) -> dict[str, Any]:
    graph = json.loads(crate_bytes(record))["@graph"]
    by_id = {entity["@id"]: entity for entity in graph}
    assert len(by_id) == len(graph)
    return by_id


def test_crate_and_record_are_the_same_for_the_same_record(record: EditionRecord) -> None:
    assert record_bytes(record) == record_bytes(record.model_copy())
    assert crate_bytes(record) == crate_bytes(record.model_copy())


def test_record_that_is_written_and_read_is_the_same(record: EditionRecord) -> None:
    assert EditionRecord.model_validate_json(record_bytes(record)) == record


def test_every_file_is_described_with_its_checksum_and_form(record: EditionRecord) -> None:
    described = entities(record)
    for file in record.files:
        assert described[file.path]["sha256"] == file.sha256
    forms = {path: described[path]["encodingFormat"] for path in (RESULTS, RECORD, CODE)}
    assert forms == {
        RESULTS: "text/csv",
        RECORD: "application/json",
        CODE: "application/zip",
    }
    assert described["inputs/requirements.lock"]["encodingFormat"] == "text/plain"


def test_whatever_is_referred_to_is_described(record: EditionRecord) -> None:
    described = entities(record)
    referred = set()

    def refer(entry: Any) -> None:
        if isinstance(entry, dict):
            if set(entry) == {"@id"}:
                referred.add(entry["@id"])
            for inner in entry.values():
                refer(inner)
        elif isinstance(entry, list):
            for inner in entry:
                refer(inner)

    refer(list(described.values()))
    outside = {name for name in referred - set(described) if not name.startswith("http")}
    assert outside == set()


def test_report_is_an_action_that_used_the_inputs_and_made_the_papers(
    record: EditionRecord,
) -> None:
    assert len(record.reports) > 1
    report = record.reports[0]
    action = entities(record)[f"#report-{report.folder}"]
    used = {entry["@id"] for entry in action["object"]}
    assert used == {f"inputs/{path}" for path in record.inputs} | {CODE}
    made = {entry["@id"] for entry in action["result"]}
    papers = {f"papers/{report.folder}/{name}" for name in record.papers(report)}
    assert made == papers | {RESULTS}
    assert action["endTime"] == report.executed_at.isoformat()


def test_program_names_its_lock_file_only_if_it_has_one(record: EditionRecord) -> None:
    with_lock = entities(record)["#analyysi"]["softwareRequirements"]
    assert with_lock == [{"@id": "#python"}, {"@id": f"inputs/{LOCK}"}]
    files = tuple(file for file in record.files if not file.path.endswith(LOCK))
    without = entities(record.model_copy(update={"files": files}))
    assert without["#analyysi"]["softwareRequirements"] == {"@id": "#python"}


def test_edition_says_which_it_supersedes_and_why(record: EditionRecord) -> None:
    assert "takes the place" not in entities(record)["./"]["description"]
    second = record.model_copy(
        update={"edition": 2, "supersedes": Superseded(edition=1, reason="A figure was wrong.")}
    )
    root = entities(second)["./"]
    assert root["description"].endswith("It takes the place of edition 1: A figure was wrong.")
    assert root["version"] == "2"


def test_read_me_has_the_command_in_every_language(record: EditionRecord) -> None:
    text = read_me(record).decode("utf-8")
    assert text.startswith(f"{record.title}\nkainuu-ict 2023, edition 1, published ")
    assert text.count("analyysi reproduce kainuu-ict 2023") == 3
    for heading in ("Suomeksi", "På svenska", "In English"):
        assert f"\n\n{heading}\n" in text


def test_nobody_is_named_who_did_not_make_the_reports(record: EditionRecord) -> None:
    graph = crate_bytes(record).decode("utf-8")
    assert not any(
        word in graph for word in ('"author"', '"publisher"', '"agent"', "Kainuun liitto")
    )
    update = {"prepared_by": "Taloustoimisto", "prepared_on": date(2026, 12, 3)}
    described = entities(record.model_copy(update=update))
    assert described["#office"]["name"] == "Taloustoimisto"
    root, action = described["./"], described[f"#report-{record.reports[0].folder}"]
    assert (root["author"], action["agent"]) == ({"@id": "#office"}, {"@id": "#office"})
    assert root["dateCreated"] == "2026-12-03"
    assert "publisher" not in root
