"""The line that a fault is about is found by the names in its sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.case import load_year
from analyysi.errors import AnalyysiError, Sentence, portable
from analyysi.project import Project
from analyysi.run.notebook_choice import notebook_of
from analyysi.run.preview.fault_places import FaultPlace, cell_places, fault_places

FOLDER = "data/agreements/kainuu-ict"
TERMS = f"{FOLDER}/2027.toml"


def places_of(project: Project, before: str, after: str, count: int = 1) -> list[str]:
    """Change the terms of 2027 and return what stands on the lines that the fault is about."""
    path = project.root / TERMS
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, count), encoding="utf-8")
    with pytest.raises(AnalyysiError) as refusal:
        load_year(project, "kainuu-ict", 2027)
    files = [path, path.with_name("agreement.toml")]
    places = fault_places(portable(refusal.value), project, files)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(lines[place.line - 1].strip() == place.text for place in places)
    assert {place.file for place in places} <= {TERMS}
    return [place.text for place in places]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ('name = "proportional"', 'name = "proportionl"', 'name = "proportionl"'),
        ('status = "draft"', 'sttus = "draft"', 'sttus = "draft"'),
        ('name = "mix"', 'name = "mxi"', 'name = "mxi"'),
        ("[total]", "[total", "[total"),
        ('value = "80000.00"', 'value = "eighty"', 'value = "eighty"'),
        ("11ra/2026-11-24", "11ra/2026-11-25", 'snapshot = "tilastokeskus/11ra/2026-11-25"'),
        ("ktas-2024/2026-11-29", "ktas-2024/2026-11-28", '"valtiokonttori/ktas-2024/2026-11-28",'),
        ('column = "population"', 'column = "populatin"', 'column = "populatin"'),
        ("rows = { year = 2025 }", "rows = { year = 2035 }", "[keys.population_2025]"),
        ('unit = "EUR"\n', "", "[total]"),
        ('value = "80000.00"', 'value = "-80000.00"', 'value = "-80000.00"'),
        ("year = 2027", "year = 2026", "year = 2026"),
        ("[rounding]", "[[rounding", "[[rounding"),
    ],
)
def test_the_line_is_found(project_copy: Project, before: str, after: str, line: str) -> None:
    assert places_of(project_copy, before, after) == [line]


def test_a_misspelt_name_is_found_within_its_line(project_copy: Project) -> None:
    (line,) = places_of(project_copy, 'key = "population_2025" }', 'key = "populaton_2025" }')
    assert line == 'parameters = { key = "populaton_2025" }'
    (line,) = places_of(project_copy, '"populaton_2025" }', '"population_2025", kye = "" }')
    assert line == 'parameters = { key = "population_2025", kye = "" }'


def test_who_is_listed_twice_is_found(project_copy: Project) -> None:
    (line,) = places_of(project_copy, 'participants = ["105"', 'participants = ["105", "105"')
    assert line.startswith('participants = ["105", "105"')


def test_a_file_that_ends_too_early_has_its_last_line(project_copy: Project) -> None:
    text = (project_copy.root / TERMS).read_text(encoding="utf-8")
    after = text[text.index("[rounding]") :]
    assert places_of(project_copy, after, "[rounding]\nunit") == ["unit"]


def test_what_was_asked_for_is_no_misspelling(project: Project) -> None:
    terms = [project.root / TERMS, project.root / FOLDER / "agreement.toml"]
    with pytest.raises(AnalyysiError) as refusal:
        load_year(project, "kainuu-ict", 2037)
    assert fault_places(portable(refusal.value), project, terms) == ()


def test_a_line_of_a_broken_notebook_is_found(project_copy: Project) -> None:
    path = project_copy.notebooks / "kustannustenjako.ipynb"
    path.write_text('{\n "cells": [1 2]}\n', encoding="utf-8")
    case = load_year(project_copy, "kainuu-ict", 2027)
    parameters = RunParameters(agreement="kainuu-ict", year=2027)
    with pytest.raises(AnalyysiError) as refusal:
        notebook_of(project_copy, parameters, case.agreement, case.terms)
    (place,) = fault_places(portable(refusal.value), project_copy, [])
    assert (place.file, place.line) == ("notebooks/kustannustenjako.ipynb", 2)


def test_a_table_is_found_where_no_key_is_named(project_copy: Project) -> None:
    (line,) = places_of(project_copy, 'equal = "0.30"', 'equal = "0.40"')
    assert line.startswith('parameters = { equal = "0.40"')


def test_a_sentence_that_names_no_file_has_no_place(project: Project) -> None:
    terms = [project.root / TERMS]
    assert fault_places("a plain text", project, terms) == ()
    assert fault_places(Sentence("It stopped."), project, terms) == ()
    missing = Sentence("{file}: '{key}' is missing.", file="data/none.toml", key="year")
    assert fault_places(missing, project, terms) == ()


def test_a_line_beyond_the_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("code\n005\n", encoding="utf-8")
    project = Project(tmp_path)
    fault = Sentence("{file}: line {line} is at fault", file="a.csv", line=2)
    assert fault_places(fault, project, []) == (FaultPlace("a.csv", 2, "005"),)
    assert fault_places(Sentence("{file}, {line}", file="a.csv", line=3), project, []) == ()


FAILED = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "source": "Text"},
            {"execution_count": 1, "source": ["x = 1\n", "def of():\n", "    return nope"]},
            {"execution_count": 2, "source": "\nof()"},
            {"execution_count": None, "source": "later"},
        ]
    }
).encode()
DEEPER = FaultPlace("own.ipynb", 3, "return nope", 1)
CALLED = FaultPlace("own.ipynb", 2, "of()", 2)


@pytest.mark.parametrize(
    "log",
    [
        "Cell In[2], line 1\n----> 1 of()\n\nCell In[1], line 3, in of()\n",
        'File "<cell 2>", line 2, in <module>\n    of()\n  File "<cell 1>", line 3, in of\n',
    ],
    ids=["IPython", "plain"],
)
def test_the_lines_of_cells_are_found_in_a_traceback(log: str) -> None:
    assert cell_places(log, FAILED, "own.ipynb") == (CALLED, DEEPER)


def test_a_traceback_without_its_notebook_has_no_lines() -> None:
    assert cell_places("Cell In[1], line 3", b"", "own.ipynb") == ()
    assert cell_places("Cell In[1], line 30", FAILED, "own.ipynb") == ()
    assert cell_places("Cell In[4], line 1", FAILED, "own.ipynb") == ()
    assert cell_places("", FAILED, "own.ipynb") == ()
