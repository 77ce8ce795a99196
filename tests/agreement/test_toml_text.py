"""A TOML file is read however the editor saved it, or refused with what to do."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from analyysi.agreement.decision import decision_ids, read_decision
from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.agreement.toml_text import toml_text
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.drafting.moved.new_year import next_terms
from analyysi.errors import ParameterError, SourceError
from analyysi.project import Project
from analyysi.run.batch.run_file import read_run_file
from analyysi.sources.municipalities.divisions import read_mergers
from analyysi.sources.recipe import read_recipe

TEXT = '# Vuosi, är\nname = "Hyrynsalmi ja Pyhäjärvi"\n'
MARK = b"\xef\xbb\xbf"


def _run_file(project: Project) -> object:
    path = project.root / "runs.toml"
    if not path.exists():
        path.write_text('[[reports]]\nagreements = ["kainuu-ict"]\nyears = [2023]\n')
    return read_run_file(path)


READERS: dict[str, tuple[str, Callable[[Project], object]]] = {
    "agreement": (
        "data/agreements/kainuu-ict/agreement.toml",
        lambda project: read_agreement(project, "kainuu-ict"),
    ),
    "terms": (
        "data/agreements/kainuu-ict/2023.toml",
        lambda project: read_terms(project, read_agreement(project, "kainuu-ict"), 2023),
    ),
    "draft of the next year": (
        "data/agreements/kainuu-ict/2027.toml",
        lambda project: next_terms(project, "kainuu-ict", 2028),
    ),
    "decision": (
        "data/decisions/kt-2022.toml",
        lambda project: (
            read_decision(project, decision_ids(project)[0]) and read_decision(project, "kt-2022")
        ),
    ),
    "mergers": ("data/municipalities/mergers.toml", read_mergers),
    "recipe": ("data/sources/population.toml", lambda project: read_recipe(project, "population")),
    "run file": ("runs.toml", _run_file),
}
"""Every kind of TOML file that people write: where it lies, and what reads it."""


@pytest.mark.parametrize("content", [TEXT.encode(), MARK + TEXT.encode()])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_mark_and_line_ends_are_no_part_of_the_text(content: bytes, ends: bytes) -> None:
    assert toml_text(content.replace(b"\n", ends), "2023.toml") == TEXT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_notepad_calls_unicode_is_named(encoding: str) -> None:
    with pytest.raises(ParameterError, match=r"^2023\.toml is saved as UTF-16, .* UTF-8\.$"):
        toml_text(TEXT.encode(encoding), "2023.toml")


def test_another_encoding_is_refused_at_its_line() -> None:
    with pytest.raises(ParameterError, match=r"^2023\.toml is not UTF-8 text \(line 1\): open it"):
        toml_text(TEXT.encode("cp1252"), "2023.toml")


@pytest.mark.parametrize("kind", READERS)
def test_every_file_is_read_with_a_mark_as_without(project_copy: Project, kind: str) -> None:
    name, read = READERS[kind]
    before = read(project_copy)
    path = project_copy.root / name
    content = path.read_bytes()
    tomllib.loads(content.decode())  # the file is one that people write
    path.write_bytes(MARK + content)
    assert read(project_copy) == before


@pytest.mark.parametrize("kind", READERS)
def test_every_file_in_utf_16_is_refused_with_what_to_do(project_copy: Project, kind: str) -> None:
    name, read = READERS[kind]
    read(project_copy)
    path = project_copy.root / name
    path.write_bytes(path.read_bytes().decode().encode("utf-16"))
    with pytest.raises((ParameterError, SourceError), match=rf"{Path(name).name} is saved as UTF-"):
        read(project_copy)


def test_a_year_with_a_mark_gives_the_same_results(project_copy: Project) -> None:
    results = []
    path = project_copy.agreements / "kainuu-ict" / "2023.toml"
    for mark in (b"", MARK):
        path.write_bytes(mark + path.read_bytes())
        results.append(results_csv(compare_methods(load_year(project_copy, "kainuu-ict", 2023))))
    assert results[0] == results[1]
