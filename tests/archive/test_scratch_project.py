"""A year worked out in a folder of its own, with one file at a time swapped."""

from collections.abc import Iterator

import pytest

from analyysi.archive.edition import RESULTS
from analyysi.archive.scratch_project import ScratchProject, scratch_project
from analyysi.project import Project
from support.places import ROOT
from support.published_years import TERMS, edition, published_inputs


@pytest.fixture(scope="module")
def scratch() -> Iterator[ScratchProject]:
    with scratch_project(published_inputs(), edition(Project(ROOT)).record) as project:
        yield project


def published_results() -> str:
    return (edition(Project(ROOT)).folder / RESULTS).read_text(encoding="utf-8")


@pytest.mark.slow
def test_true_inputs_give_what_was_published(scratch: ScratchProject) -> None:
    assert scratch.results().results == published_results()


@pytest.mark.slow
def test_swapped_file_counts_once_and_is_put_back(scratch: ScratchProject) -> None:
    path = scratch.project.root / TERMS
    swapped = scratch.inputs[TERMS].replace(b'value = "80000.00"', b'value = "81000.00"')
    assert swapped != scratch.inputs[TERMS]
    assert scratch.results({TERMS: swapped}).results != published_results()
    assert path.read_bytes() == scratch.inputs[TERMS]
    assert scratch.results().results == published_results()


@pytest.mark.slow
def test_file_that_was_not_there_is_taken_away_again(scratch: ScratchProject) -> None:
    name = "data/agreements/kainuu-ict/notes.txt"
    assert scratch.results({name: b"mine"}).results == published_results()
    assert not (scratch.project.root / name).exists()


def test_what_stops_is_said_and_the_file_is_put_back(scratch: ScratchProject) -> None:
    outcome = scratch.results({TERMS: b"year = 2023\n"})
    assert outcome.results is None
    assert "2023.toml" in outcome.fault
    assert (scratch.project.root / TERMS).read_bytes() == scratch.inputs[TERMS]


def test_folder_is_gone_afterwards() -> None:
    with scratch_project({"notes.txt": b"mine"}, edition(Project(ROOT)).record) as scratch:
        root = scratch.project.root
        assert (root / "notes.txt").read_bytes() == b"mine"
    assert not root.exists()
