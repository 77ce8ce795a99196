"""What of an edition's inputs differs now, and what each difference does to the shares."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from analyysi.archive.ledger import Cause, Kind
from analyysi.archive.scratch_project import Outcome, ScratchProject, scratch_project
from analyysi.archive.swaps import changed_inputs, groups, kind_of
from analyysi.project import Project
from support.places import ROOT
from support.published_years import (
    POPULATION,
    TERMS,
    edition,
    published_inputs,
    revised_population,
)

SNAPSHOT = f"data/snapshots/{POPULATION}"
AGREEMENT = "data/agreements/kainuu-ict/agreement.toml"
NOTEBOOK = "notebooks/kustannustenjako.ipynb"


@pytest.fixture(scope="module")
def scratch() -> Iterator[ScratchProject]:
    with scratch_project(published_inputs(), edition(Project(ROOT)).record) as project:
        yield project


def causes(
    scratch: ScratchProject, changed: dict[str, bytes | None], where: str = ""
) -> list[Cause]:
    """Return the causes where some inputs are as given, and all others as they were."""
    return changed_inputs(scratch, {**scratch.inputs, **changed}, scratch.results(), where)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (TERMS, "terms"),
        (AGREEMENT, "terms"),
        ("data/agreements/kainuu-ict/surveys/use.csv", "data"),
        (NOTEBOOK, "notebook"),
        ("templates/agreement.fi.docx", "template"),
        ("requirements.lock", "library"),
        (f"{SNAPSHOT}/data.csv", "data"),
        ("data/municipalities/mergers.toml", "data"),
    ],
)
def test_kind_of_a_cause_is_by_its_path(path: str, kind: Kind) -> None:
    assert kind_of(path) == kind


def test_files_of_a_snapshot_stand_together() -> None:
    paths = [f"{SNAPSHOT}/data.csv", TERMS, f"{SNAPSHOT}/raw/answer.json", AGREEMENT]
    assert groups(paths) == {
        SNAPSHOT: [f"{SNAPSHOT}/data.csv", f"{SNAPSHOT}/raw/answer.json"],
        TERMS: [TERMS],
        AGREEMENT: [AGREEMENT],
    }


@pytest.mark.slow
def test_same_inputs_have_no_cause(scratch: ScratchProject) -> None:
    assert causes(scratch, {}) == []


@pytest.mark.slow
def test_each_part_of_the_terms_is_swapped_by_itself(scratch: ScratchProject) -> None:
    changed = scratch.inputs[TERMS].replace(b'unit = "0.01"', b'unit = "1.00"')
    changed = changed.replace(b'value = "80000.00"', b'value = "81000.00"')
    total, rounding = sorted(causes(scratch, {TERMS: changed}), key=lambda cause: cause.what)[::-1]
    assert (total.kind, total.what) == ("terms", ("total.value: 80000.00 → 81000.00",))
    assert total.effect is not None
    assert sum(total.effect.values()) == 100_000
    assert (rounding.kind, rounding.what) == ("rounding", ("rounding.unit: 0.01 → 1.00",))
    assert rounding.effect is not None
    assert sum(rounding.effect.values()) == 0


@pytest.mark.slow
def test_comment_is_worth_knowing_only(scratch: ScratchProject) -> None:
    (cause,) = causes(scratch, {TERMS: b"# Mine.\n" + scratch.inputs[TERMS]})
    assert (cause.kind, cause.fails) == ("terms", False)
    assert cause.what == ("only comments or blank space differ",)


@pytest.mark.slow
def test_terms_that_are_no_toml_are_said_to_be_none(scratch: ScratchProject) -> None:
    (cause,) = causes(scratch, {TERMS: b"year = "})
    assert cause.what[0].startswith("it is no longer valid TOML: ")
    assert cause.effect is None


@pytest.mark.slow
def test_standing_agreement_fails_only_where_it_moves_a_share(scratch: ScratchProject) -> None:
    changed = scratch.inputs[AGREEMENT] + b'\n[[parties]]\ncode = "765x"\nkind = "organisation"\n'
    changed += b'name = { fi = "Uusi" }\n'
    (cause,) = causes(scratch, {AGREEMENT: changed})
    assert (cause.kind, cause.fails, cause.effect) == ("terms", False, {})


@pytest.mark.slow
def test_revised_figure_is_named_with_its_row(scratch: ScratchProject) -> None:
    path = f"{SNAPSHOT}/data.csv"
    table, old, new = revised_population(scratch.inputs[path], "578", "2021", 100)
    (cause,) = causes(scratch, {path: table})
    assert (cause.kind, cause.where) == ("data", SNAPSHOT)
    assert cause.what == (f"Paltamo (municipality_code 578, year 2021), population: {old} → {new}",)
    assert cause.effect is not None
    assert cause.effect["578"] > 0 == sum(cause.effect.values())


@pytest.mark.slow
def test_words_of_a_manifest_move_no_figure(scratch: ScratchProject) -> None:
    path = f"{SNAPSHOT}/manifest.json"
    manifest = json.loads(scratch.inputs[path])
    manifest["producer"] = "Somebody else"
    (cause,) = causes(scratch, {path: json.dumps(manifest).encode()})
    assert cause.what == ("no figure differs, but what is said of them or the raw answer does",)
    assert cause.effect == {}


@pytest.mark.slow
def test_lost_figures_fail_and_a_lost_notebook_does_not(scratch: ScratchProject) -> None:
    (figures,) = causes(scratch, {f"{SNAPSHOT}/data.csv": None})
    assert (figures.kind, figures.fails, figures.effect) == ("missing", True, None)
    (notebook,) = causes(scratch, {NOTEBOOK: None})
    assert (notebook.kind, notebook.fails) == ("missing", False)


@pytest.mark.slow
def test_other_lock_file_is_no_cause(scratch: ScratchProject) -> None:
    assert causes(scratch, {"requirements.lock": b"papermill==99\n"}) == []


@pytest.mark.slow
def test_notebook_of_the_project_lives_on_but_not_that_of_the_edition(
    scratch: ScratchProject,
) -> None:
    (cause,) = causes(scratch, {NOTEBOOK: b"{}"})
    assert (cause.kind, cause.where, cause.fails) == ("notebook", NOTEBOOK, False)
    (archived,) = causes(scratch, {NOTEBOOK: b"{}"}, where="kainuu-ict 2023, edition 1: inputs/")
    assert (archived.where, archived.fails) == (
        f"kainuu-ict 2023, edition 1: inputs/{NOTEBOOK}",
        True,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "manifest", "reason"),
    [
        ("twice", '{"id": "a", "id": "b"}', "the name 'id' stands twice in one object"),
        ("data", "data.csv", "its manifest names elsewhere.csv, which is not there"),
        ("none", "", "it has no manifest.json"),
    ],
)
def test_snapshot_of_an_archive_that_cannot_be_read_is_named(
    scratch: ScratchProject, name: str, manifest: str, reason: str
) -> None:
    path = f"{SNAPSHOT}/manifest.json"
    written = scratch.inputs[path].decode("utf-8")
    if name == "data":
        manifest = written.replace('"data.csv"', '"elsewhere.csv"')
    inputs = {**scratch.inputs, path: manifest.encode()}
    if name == "none":
        del inputs[path]
    changed = replace(scratch, inputs=inputs)
    now = {**inputs, f"{SNAPSHOT}/data.csv": b"code,year,population\n"}
    (cause,) = changed_inputs(changed, now, Outcome(None))
    assert (cause.kind, cause.effect) == ("data", None)
    assert cause.what[0].startswith("it cannot be read: ")
    assert reason in cause.what[0]
