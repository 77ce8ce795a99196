"""Which notebook a report is made from."""

import shutil
from pathlib import Path

import nbformat
import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import read_year, year_files
from analyysi.errors import ParameterError, ReportError
from analyysi.project import Project
from analyysi.run.notebook_choice import NOTEBOOK, notebook_of, own_notebook_path

MAIN = RunParameters(agreement="kainuu-ict", year=2023)


def chosen(project: Project, parameters: RunParameters, named: Path | None = None) -> Path:
    agreement, terms = read_year(*year_files(project, parameters.agreement, parameters.year))
    return notebook_of(project, parameters, agreement, terms, named)


@pytest.mark.slow
def test_the_shared_notebook_makes_every_report_without_one_of_its_own(
    project_copy: Project,
) -> None:
    own = project_copy.agreements / "kainuu-ict" / "2023.fi.578.ipynb"
    shared = project_copy.notebooks / NOTEBOOK
    shutil.copyfile(shared, own)
    seat = MAIN.model_copy(update={"municipality": "Paltamo"})
    assert chosen(project_copy, seat) == own
    for other in (
        MAIN,
        seat.model_copy(update={"language": "sv"}),
        seat.model_copy(update={"year": 2027}),
        seat.model_copy(update={"municipality": "Kuhmo"}),
    ):
        assert chosen(project_copy, other) == shared
    named = project_copy.root / "mine.ipynb"
    shutil.copyfile(shared, named)
    assert chosen(project_copy, seat, named) == named


def test_the_file_of_a_report_is_named_by_year_language_and_seat(project_copy: Project) -> None:
    agreement, terms = read_year(*year_files(project_copy, "kainuu-ict", 2023))
    assert own_notebook_path(project_copy, MAIN, agreement, terms).name == "2023.fi.ipynb"


def test_an_unknown_name_in_the_parameters_cell_stops_before_anything_is_run(
    project_copy: Project,
) -> None:
    shared = project_copy.notebooks / NOTEBOOK
    notebook = nbformat.read(shared, as_version=4)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += '\nkunta = "Paltamo"'
    nbformat.write(notebook, shared)
    with pytest.raises(ParameterError, match="The notebook has no parameter 'kunta'"):
        chosen(project_copy, MAIN)


@pytest.mark.parametrize(
    "name",
    [
        "2023.fi.Paltamo.ipynb",
        "2023.ipynb",
        "2023.fj.ipynb",
        "2027.Paltamo.fi.ipynb",
        "kainuu.fi.ipynb",
    ],
)
def test_a_notebook_beside_the_terms_that_is_of_no_report_is_named(
    project_copy: Project, name: str
) -> None:
    stray = project_copy.agreements / "kainuu-ict" / name
    shutil.copyfile(project_copy.notebooks / NOTEBOOK, stray)
    with pytest.raises(ReportError, match=f"{name} belongs to no report"):
        chosen(project_copy, MAIN)


def test_an_output_in_the_parameters_cell_is_for_notebooks_and_not_for_the_command(
    project_copy: Project,
) -> None:
    shared = project_copy.notebooks / NOTEBOOK
    text = shared.read_text(encoding="utf-8")
    assert text.count('output: str = \\"\\"') == 1
    shared.write_text(
        text.replace('output: str = \\"\\"', 'output: str = \\"out\\"'), encoding="utf-8"
    )
    with pytest.raises(ReportError, match="sets output in its parameters cell"):
        chosen(project_copy, MAIN)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "is missing: the report is made from it"),
        ("", "cannot be read as a notebook"),
        ("[]", "is no Jupyter notebook"),
        ('{"cells": [{}]}', "cell 1 has no source"),
        ('{"cells": [{"source": ["a", 1]}]}', "cell 1 has no source"),
        ('{"cells": [{"source": "", "metadata": ["a"]}]}', "metadata or tags of cell 1 are none"),
        ('{"cells": [{"source": "", "metadata": {"tags": 1}}]}', "or tags of cell 1 are none"),
        ('{"cells": [], "metadata": "a"}', "its metadata are no table of names"),
        (
            '{"cells": [], "metadata": {"analyysi": {"notebook": "kustannustenjako", "version": 1}}}',
            "is a copy of version 1 of kustannustenjako.ipynb",
        ),
    ],
)
def test_what_is_no_notebook_of_this_program_is_refused(
    project_copy: Project, content: str | None, sentence: str
) -> None:
    named = project_copy.root / "mine.ipynb"
    if content is not None:
        named.write_text(content, encoding="utf-8")
    with pytest.raises(ReportError, match=sentence):
        chosen(project_copy, MAIN, named)


def test_a_notebook_that_sets_no_parameters_needs_no_tag(project_copy: Project) -> None:
    named = project_copy.root / "mine.ipynb"
    cell = '{"cell_type": "code", "source": ["case = analyysi.load(\\"kainuu-ict\\", 2023)"]}'
    named.write_text(f'{{"cells": [{cell}]}}', encoding="utf-8")
    assert chosen(project_copy, MAIN, named) == named


def test_a_notebook_whose_parameters_lack_the_tag_is_refused(project_copy: Project) -> None:
    named = project_copy.root / "mine.ipynb"
    cell = '{"cell_type": "code", "source": ["year: int = 2023\\n", "seat = 1"]}'
    named.write_text(f'{{"cells": [{{"cell_type": "markdown", "source": ""}}, {cell}]}}')
    with pytest.raises(
        ReportError, match=r"^mine\.ipynb: cell 2 sets year and lacks the tag 'parameters'"
    ):
        chosen(project_copy, MAIN, named)
