"""What a snapshot's record may say, and the data package that is made from it."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from analyysi.agreement.reading import validate
from analyysi.errors import ParameterError, Sentence
from analyysi.languages.saying import said
from analyysi.project import Project
from analyysi.sources.manifest import LackingDocument, Manifest, data_package, newest_retrieval
from analyysi.sources.snapshots import snapshot_ids, verified_manifest

POPULATION = "tilastokeskus/11ra/2026-11-24"


def content(project: Project) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(
        (project.snapshots / POPULATION / "manifest.json").read_text(encoding="utf-8")
    )
    return read


@pytest.mark.slow
def test_every_stored_record_is_written_back_as_it_was(project: Project) -> None:
    for name in snapshot_ids(project):
        manifest, _ = verified_manifest(project, name)
        again = Manifest.model_validate(manifest.model_dump(mode="json", exclude_none=True))
        assert again == manifest
        assert manifest.files[0] == manifest.data


def test_newest_retrieval_is_the_last_day_of_any_snapshot(project: Project) -> None:
    manifest, _ = verified_manifest(project, POPULATION)
    days = [date(2026, 12, 1), date(2026, 11, 30)]
    assert (
        newest_retrieval(manifest.model_copy(update={"retrieved": day}) for day in days) == days[0]
    )
    assert newest_retrieval([]) is None


def test_the_data_package_says_what_the_record_says(project: Project) -> None:
    manifest, _ = verified_manifest(project, POPULATION)
    package = data_package(manifest)
    assert package["name"] == "tilastokeskus-11ra-2026-11-24"
    (resource,) = package["resources"]
    assert resource["hash"] == f"sha256:{manifest.data.sha256}"
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["population"]["unit"] == "inhabitants"
    assert fields["municipality_code"]["constraints"]["required"] is True


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": "11ra"}, "id"),
        ({"checks": []}, "checks"),
        ({"licence": "mine"}, "licence = 'mine' is not known"),
        ({"data": {"path": "../data.csv", "bytes": 1, "sha256": "0" * 64}}, "data.path"),
        ({"derivation": {"parser": "made-up"}}, "derivation"),
        (
            {
                "derivation": {
                    "parser": "pxweb",
                    "form": "json",
                    "answers": [],
                    "area": "a",
                    "contents": "c",
                    "columns": {},
                }
            },
            "either 'time' or 'year' must be given",
        ),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_record_that_will_not_do(project: Project, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        validate(content(project) | changes, Manifest, "manifest.json")


def test_why_a_document_lacks_can_be_said_in_the_users_language() -> None:
    reason = Sentence("The answer for {table}", table="KTAS")
    lack = LackingDocument(municipality_code="578", kind="not_read", reason=reason)
    assert said(lack.reason, "fi") == "Vastaus taulukosta KTAS"
    assert lack.model_dump(mode="json")["reason"] == "The answer for KTAS"
    with pytest.raises(ValidationError):
        LackingDocument(municipality_code="578", kind="not_read", reason=Sentence(""))
