"""A published year on disk: its record, its editions in order, and what is said where one is not
there.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analyysi.archive.edition import (
    PUBLISHED,
    RECORD,
    RESULTS,
    Edition,
    EditionRecord,
    editions_of,
    find_editions,
    published_folder,
    published_years,
)
from analyysi.errors import ParameterError, ReproductionError
from analyysi.project import Project
from support.places import ROOT
from support.published_years import edition


@pytest.fixture
def archive(tmp_path: Path) -> Project:
    """A project that has nothing but the published year."""
    shutil.copytree(
        ROOT / "reports" / "kainuu-ict" / PUBLISHED, tmp_path / "reports" / "kainuu-ict" / PUBLISHED
    )
    (tmp_path / "data" / "agreements").mkdir(parents=True)
    return Project(tmp_path)


def with_record(project: Project, content: str) -> Edition:
    path = edition(project).folder / RECORD
    path.chmod(0o644)
    path.write_text(content, encoding="utf-8")
    return edition(project)


def changed_record(project: Project, **fields: Any) -> str:
    path = edition(project).folder / RECORD
    return json.dumps(json.loads(path.read_text(encoding="utf-8")) | fields)


def test_editions_come_by_number_and_nothing_else_is_one(tmp_path: Path) -> None:
    project = Project(tmp_path)
    folder = published_folder(project, "kainuu-ict", 2023)
    assert folder == tmp_path / "reports" / "kainuu-ict" / "published" / "2023"
    assert editions_of(project, "kainuu-ict", 2023) == ()
    for name in ("edition-10", "edition-2", "edition-0", "edition-02", ".analyysi-new-3", "notes"):
        (folder / name).mkdir(parents=True)
    (folder / "edition-4").write_text("no folder", encoding="utf-8")
    assert [found.number for found in editions_of(project, "kainuu-ict", 2023)] == [2, 10]


def test_years_are_those_that_have_an_edition(archive: Project) -> None:
    for name in ("2021", "old"):
        (archive.reports / "kainuu-ict" / PUBLISHED / name).mkdir()
    assert published_years(archive, "kainuu-ict") == (2023,)
    assert published_years(archive, "dublin-fire") == ()


def test_edition_has_a_name_for_messages(archive: Project) -> None:
    assert edition(archive).name == "kainuu-ict 2023, edition 1"


def test_record_parts_inputs_from_papers(archive: Project) -> None:
    record = edition(archive).record
    assert "data/agreements/kainuu-ict/2023.toml" in record.inputs
    assert list(record.papers(record.reports[0])) != []
    assert not set(record.inputs) & set(record.papers(record.reports[0]))
    assert record.sha256("results.csv") in (edition(archive).folder / "SHA256SUMS").read_text()
    with pytest.raises(KeyError):
        record.sha256("notes.txt")


@pytest.mark.parametrize("path", ["/etc/passwd", "../run.json", "C:/x", "a\\b", ""])
def test_file_outside_the_folder_is_refused(archive: Project, path: str) -> None:
    record = json.loads((edition(archive).folder / RECORD).read_text(encoding="utf-8"))
    record["files"][0]["path"] = path
    with pytest.raises(ReproductionError, match=r"files.*Restore the published folder"):
        _ = with_record(archive, json.dumps(record)).record


SHADOW = {"path": "inputs/typer.py", "sha256": "0" * 64}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda record: record["files"].append(SHADOW), "could stand in for a library"),
        (lambda record: record["files"].append(record["files"][0]), "the same file as"),
        (lambda record: record["reports"][0].update(folder="../fi"), "it has a slash in it"),
        (lambda record: record["reports"][0].update(folder=".."), "leads out of the folder"),
    ],
)
def test_record_that_names_a_place_outside_is_refused(
    archive: Project, change: Callable[[dict[str, Any]], object], fault: str
) -> None:
    record = json.loads((edition(archive).folder / RECORD).read_text(encoding="utf-8"))
    change(record)
    with pytest.raises(ReproductionError, match=fault):
        _ = with_record(archive, json.dumps(record)).record


def test_report_that_would_be_written_elsewhere_is_refused(archive: Project) -> None:
    last = editions_of(archive, "kainuu-ict", 2023)[-1].record.model_dump(mode="json")
    last["reports"][0]["parameters"]["output"] = "/elsewhere"
    with pytest.raises(
        ValueError, match="would be written to '/elsewhere', outside of the edition"
    ):
        EditionRecord.model_validate(last)


def test_record_that_is_nested_too_deep_is_one_sentence(archive: Project) -> None:
    with pytest.raises(ReproductionError, match="not valid JSON"):
        _ = with_record(archive, "[" * 100_000).record


def test_record_that_is_a_link_is_not_followed(archive: Project, tmp_path: Path) -> None:
    place = edition(archive).folder / RECORD
    (tmp_path / "other.json").write_bytes(place.read_bytes())
    place.unlink()
    place.symlink_to(tmp_path / "other.json")
    with pytest.raises(ReproductionError, match=r"run\.json is no plain file"):
        _ = edition(archive).record


def test_lost_and_unreadable_records_are_one_sentence(archive: Project) -> None:
    with pytest.raises(
        ReproductionError,
        match=r"^kainuu-ict 2023, edition 1: run\.json is not valid JSON: .+\. Restore the published",
    ):
        _ = with_record(archive, "{").record
    (edition(archive).folder / RECORD).unlink()
    with pytest.raises(ReproductionError, match=r"run\.json is missing\. Restore the published"):
        _ = edition(archive).record


@pytest.mark.parametrize(
    "changed",
    [
        {"agreement": "--notebook=data/evil.txt"},
        {"agreement": "../.."},
        {"year": 2024},
        {"data": "pull"},
        {"total": "1"},
    ],
)
def test_report_that_is_not_of_the_edition_is_refused(
    archive: Project, changed: dict[str, Any]
) -> None:
    record = edition(archive).record.model_dump(mode="json")
    record["reports"][0]["parameters"] |= changed
    with pytest.raises(ReproductionError, match=r"is not of kainuu-ict 2023 as it stands"):
        _ = with_record(archive, json.dumps(record)).record


def test_what_is_used_of_an_edition_is_what_its_record_has(archive: Project) -> None:
    published = edition(archive)
    content = published.published(RESULTS)
    place = published.folder / RESULTS
    assert content == place.read_bytes()
    place.chmod(0o644)
    place.write_bytes(content + b"\n")
    with pytest.raises(ReproductionError, match=r"results\.csv is not what run\.json says"):
        published.published(RESULTS)
    with pytest.raises(KeyError):
        published.published("nothing")


def test_record_of_another_edition_is_refused(archive: Project) -> None:
    content = changed_record(archive, edition=2)
    with pytest.raises(
        ReproductionError, match=r"edition 1: run\.json is of kainuu-ict 2023, edition 2\."
    ):
        _ = with_record(archive, content).record


def test_field_that_nobody_knows_is_refused_by_name(archive: Project) -> None:
    content = changed_record(archive, colour="red")
    with pytest.raises(ReproductionError, match="colour"):
        _ = with_record(archive, content).record


def test_record_of_the_first_format_has_the_parameters_of_each_report(archive: Project) -> None:
    written = json.loads((edition(archive).folder / RECORD).read_text(encoding="utf-8"))
    record = edition(archive).record
    assert (written["format"], record.format) == (1, 3)
    parameters = [report.parameters for report in record.reports]
    assert {(run.agreement, run.year) for run in parameters} == {("kainuu-ict", 2023)}
    assert [(run.language, run.municipality) for run in parameters] == [
        (report["language"], report["municipality"]) for report in written["reports"]
    ]


def test_record_says_the_same_after_it_was_written_and_read(archive: Project) -> None:
    record = edition(archive).record
    assert EditionRecord.model_validate(record.model_dump(mode="json")) == record


def test_every_published_edition_is_found_without_terms(archive: Project) -> None:
    expected = editions_of(archive, "kainuu-ict", 2023)
    assert find_editions(archive) == expected
    assert find_editions(archive, "kainuu-ict") == expected
    assert find_editions(archive, "kainuu-ict", 2023) == expected


def test_nearest_published_name_is_told(archive: Project) -> None:
    with pytest.raises(ParameterError, match="Did you mean 'kainuu-ict'"):
        find_editions(archive, "kainu-ict")
    with pytest.raises(ParameterError, match="2027 has not been published"):
        find_editions(archive, "kainuu-ict", 2027)


def test_agreement_of_which_nothing_is_published_has_its_own_sentence(archive: Project) -> None:
    shutil.copytree(
        ROOT / "data" / "agreements" / "dublin-fire", archive.agreements / "dublin-fire"
    )
    with pytest.raises(ParameterError, match="Nothing of 'dublin-fire' has been published yet"):
        find_editions(archive, "dublin-fire")


def test_organiser_of_earlier_records_is_not_taken_for_who_made_the_reports(
    archive: Project,
) -> None:
    written = json.loads((edition(archive).folder / RECORD).read_text(encoding="utf-8"))
    record = edition(archive).record
    assert written["organiser"] not in record.model_dump_json()
    named = record.model_copy(update={"prepared_by": "Taloustoimisto"}).model_dump(mode="json")
    assert EditionRecord.model_validate(named).prepared_by == "Taloustoimisto"
