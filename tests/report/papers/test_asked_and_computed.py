"""What was asked is what was computed, and the analyst's own words stay in their own report."""

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analyysi.errors import ParameterError, ReportError
from analyysi.report.papers.asked_and_computed import (
    FOR_EVERY_REPORT,
    NOTEBOOK_VERSIONS,
    asked_of,
    cell_checksum,
    check_asked,
    check_cells,
    check_own_words,
    check_version,
    results_of,
)

COMPUTED: dict[str, Any] = {
    "agreement": "kainuu-ict",
    "year": 2023,
    "language": "fi",
    "municipality": "578",
    "seat": ["578", "Paltamo", "Paldamo"],
    "total": "",
    "method": "",
    "key": "",
    "participants": "",
    "data": "frozen",
}
RECORD = {"parameters": COMPUTED}


def parameters_cell(source: str, tag: str = "parameters") -> NotebookNode:
    return new_code_cell(source, metadata={"tags": [tag]})


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"year": 2023, "municipality": "Paltamo"},
        {"year": "2023", "municipality": 578},
        {"municipality": "paldamo", "total": "", "data": "frozen"},
        {"project": "/anywhere", "output": "/out"},
    ],
)
def test_what_means_the_same_is_no_difference(asked: dict[str, Any]) -> None:
    check_asked(asked, RECORD)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"year": 2027}, "year 2027 was asked for, and 2023 computed"),
        ({"agreement": "dublin-fire"}, "agreement 'dublin-fire' was asked for"),
        ({"language": "sv"}, "language 'sv' was asked for, and 'fi' computed"),
        ({"municipality": ""}, "municipality '' was asked for, and '578' computed"),
        ({"municipality": "Kuhmo"}, "municipality 'Kuhmo' was asked for"),
        ({"total": 90000}, "total '90000' was asked for, and '' computed"),
        ({"method": "equal"}, "method 'equal' was asked for"),
        ({"data": "newest"}, "data 'newest' was asked for, and 'frozen' computed"),
    ],
)
def test_every_parameter_that_differs_is_named(asked: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ReportError) as caught:
        check_asked(asked, RECORD)
    assert sentence in str(caught.value)
    assert "Look for a cell that sets these names again" in str(caught.value)


def test_results_of_an_older_program_are_refused() -> None:
    with pytest.raises(ReportError, match="run by an older version of analyysi"):
        check_asked({}, {"year": 2023})


def test_what_papermill_injects_stands_over_the_parameters_cell() -> None:
    cells = [
        parameters_cell('agreement: str = "kainuu-ict"  # sopimus\nyear: int = 2023'),
        parameters_cell("# Parameters\nyear = 2027\n", "injected-parameters"),
        new_code_cell("year = 1999"),
    ]
    assert asked_of(cells) == {"agreement": "kainuu-ict", "year": 2027}
    with pytest.raises(ReportError, match="The parameters cell computes total"):
        asked_of([parameters_cell("total = 5 * 1000")])
    with pytest.raises(ParameterError, match="has no parameter 'kunta'"):
        asked_of([parameters_cell('kunta = "Paltamo"')])


OWN = {3: "Oma lause."}


def notebook(source: str, *tags: str) -> list[NotebookNode]:
    own = new_markdown_cell("Oma lause.", metadata={"tags": list(tags)})
    return [parameters_cell(source), new_code_cell("x"), own]


def test_own_words_stand_in_the_report_that_the_parameters_cell_names() -> None:
    source = 'agreement = "kainuu-ict"\nyear = 2023\nlanguage = "fi"\nmunicipality = "Paltamo"'
    check_own_words(notebook(source), OWN, RECORD)


@pytest.mark.parametrize(
    "source",
    [
        'agreement = "kainuu-ict"\nyear = 2023\nlanguage = "fi"\nmunicipality = ""',
        'agreement = "kainuu-ict"\nyear = 2023',
        'agreement = "kainuu-ict"\nyear = 2027\nmunicipality = "578"',
        'agreement = "dublin-fire"\nyear = 2023\nmunicipality = "578"',
        'agreement = "kainuu-ict"\nyear = 2023\nlanguage = "sv"\nmunicipality = "578"',
    ],
)
def test_own_words_stand_in_no_other_report(source: str) -> None:
    with pytest.raises(ReportError) as caught:
        check_own_words(notebook(source), OWN, RECORD)
    assert "Cell 3 of the notebook is your own ('Oma lause.')" in str(caught.value)
    assert "data/agreements/" in str(caught.value)
    check_own_words(notebook(source), {}, RECORD)
    check_own_words(notebook(source, FOR_EVERY_REPORT), OWN, RECORD)


def test_a_copy_of_another_version_is_refused() -> None:
    name, version = next(iter(NOTEBOOK_VERSIONS.items()))
    check_version({"analyysi": {"notebook": name, "version": version}}, "a.ipynb")
    check_version({}, "a.ipynb")
    with pytest.raises(ReportError, match=f"a.ipynb is a copy of version 0 of {name}.ipynb"):
        check_version({"analyysi": {"notebook": name, "version": 0}}, "a.ipynb")


def with_results(table: str | list[str]) -> NotebookNode:
    output = new_output(
        "display_data",
        data={"text/csv": table, "application/json": {"year": 2023}},
        metadata={"analyysi": {"role": "results"}},
    )
    other = new_output("stream", text="something else")
    return new_notebook(cells=[new_code_cell("1"), new_code_cell("2", outputs=[other, output])])


@pytest.mark.parametrize("table", ["a\n1\n", ["a\n", "1\n"]])
def test_results_are_found_by_their_role(table: str | list[str]) -> None:
    assert results_of(with_results(table)) == ("a\n1\n", {"year": 2023})


def test_a_notebook_without_results_is_refused() -> None:
    with pytest.raises(ReportError, match=r"The notebook shows no results"):
        results_of(new_notebook(cells=[new_code_cell("1")]))


def code_cell(source: str, count: int | None, *tags: str) -> dict[str, Any]:
    metadata = {"tags": list(tags)}
    return {"cell_type": "code", "source": source, "execution_count": count, "metadata": metadata}


RUN = {"cells": {"1": [cell_checksum("case = 1")], "3": [cell_checksum("results()")]}}


def test_a_cell_that_was_changed_after_it_was_run_is_refused() -> None:
    check_cells([code_cell("case = 1\n", 1), code_cell("results()", 3)], RUN)
    with pytest.raises(ReportError, match=r"^Cell 2 of the notebook \('case = 2'\) was changed"):
        check_cells([code_cell("results()", 3), code_cell("case = 2", 1)], RUN)
    with pytest.raises(ReportError, match="or was run before the kernel was started again"):
        check_cells([code_cell("case = 1", 2)], RUN)  # 2 was another session's


def test_cells_run_after_the_results_injected_ones_and_older_records_are_left_alone() -> None:
    check_cells([code_cell("figure()", 4), code_cell("", 1), code_cell("new", None)], RUN)
    check_cells([code_cell("# Parameters\nyear = 2027", 1, "injected-parameters")], RUN)
    check_cells([code_cell("case = 2", 1)], {})
