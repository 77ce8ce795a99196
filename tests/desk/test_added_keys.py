"""Keys that a trial has besides those of its terms: their figures, and the files that they become."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.desk.added_keys import AddedKey, free_name, placed, surveys_of, with_keys
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.desk_files import ID, KEY_WORDS, WORKSTATIONS, Page


def workstations() -> AddedKey:
    page = Page()
    page.ask("table", text=WORKSTATIONS, key=KEY_WORDS)
    return page.session.opened.added["tyoasemat"]


def test_a_key_stands_among_those_of_the_terms(project: Project, kainuu_2027: Comparison) -> None:
    key = workstations()
    case = with_keys(project, kainuu_2027.case, {key.name: key})
    assert list(case.terms.keys) == [*kainuu_2027.case.terms.keys, "tyoasemat"]
    assert case.problem.keys["tyoasemat"]["697"] == 33
    assert case.problem.payers == kainuu_2027.case.problem.payers
    assert list(surveys_of([key, AddedKey("stored", key.key)])) == ["tyoasemat.csv"]


def test_a_key_that_does_not_fit_is_refused(project: Project, kainuu_2027: Comparison) -> None:
    key = workstations()
    claim = replace(key, key=key.key.model_copy(update={"claim": True}))
    with pytest.raises(ParameterError, match="euro"):
        with_keys(project, kainuu_2027.case, {key.name: claim})


def test_a_file_takes_the_place_of_no_other(project_copy: Project) -> None:
    key = workstations()
    assert key.figures is not None
    folder = project_copy.agreements / ID
    assert placed(project_copy, ID, key) == key
    (folder / "tyoasemat.csv").write_bytes(key.figures.file)
    assert placed(project_copy, ID, key) == key
    (folder / "tyoasemat.csv").write_bytes(b"other")
    (folder / "tyoasemat_2.csv").write_bytes(b"other")
    moved = placed(project_copy, ID, key)
    assert moved.key.survey == "tyoasemat_3.csv"
    assert (moved.name, moved.figures) == (key.name, key.figures)
    stored = replace(key, figures=None)
    assert placed(project_copy, ID, stored) is stored


def test_a_free_name_is_the_first_without_an_owner() -> None:
    assert free_name("a", {"a", "a_2", "b"}) == "a_3"
