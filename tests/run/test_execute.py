"""What is read out of an executed notebook, and what is handed on of it."""

from typing import Any

from nbformat.v4 import new_code_cell, new_notebook

from analyysi.errors import ParameterError, ReportError
from analyysi.languages.saying import said
from analyysi.project import Project
from analyysi.run.engine.cell_messages import sentence_in
from analyysi.run.execute import _cause, _Heard, portable_notebook, write_log


def test_the_same_run_gives_the_same_file(project: Project) -> None:
    """Papermill's times, its drawn cell id and the project's place are left out."""
    files = []
    for moment in ("2026-01-01", "2026-02-02"):
        cell = new_code_cell(
            f'project = "{project.root}"\nyear = 2023',
            metadata={"tags": ["injected-parameters"], "papermill": {"start_time": moment}},
        )
        plain = new_code_cell(f"open('{project.root}/a')", id="kept")
        notebook = new_notebook(cells=[cell, plain], metadata={"papermill": {"end": moment}})
        files.append(portable_notebook(notebook, project))
    assert files[0] == files[1]
    assert str(project.root).encode() not in files[0]
    assert b"2026" not in files[0]
    assert b'"id": "kept"' in files[0]


def test_a_fault_of_ours_keeps_its_class_and_another_names_the_cell() -> None:
    own = _cause("ParameterError", "No year 1999.", 1)
    assert (type(own), str(own)) == (ParameterError, "No year 1999.")
    foreign = _cause("ZeroDivisionError", "by zero\nmore", 4)
    assert type(foreign) is ReportError
    assert str(foreign) == "The notebook stopped in cell 4: ZeroDivisionError: by zero."
    assert "no message" in str(_cause("KeyError", "", 1))


def test_a_fault_in_a_cell_is_heard_with_what_it_was_made_of() -> None:
    class Cells:
        def run(self, source: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
            fault = ParameterError("There is no notebook '{name}'.{near}", name=source, near="")
            return [], {"status": "error", "evalue": str(fault), **sentence_in(fault)}

    heard = _Heard(Cells())
    assert heard.run("x") == ([], {"status": "error", "evalue": "There is no notebook 'x'."})
    assert heard.sentence is not None
    fault = _cause("ParameterError", heard.sentence, 1)
    assert said(fault, "fi") == "Muistikirjaa ”x” ei ole."


def test_the_log_lies_beside_the_notebook(tmp_path) -> None:  # type: ignore[no-untyped-def]
    write_log(tmp_path / "executed.ipynb", "why")
    assert (tmp_path / "failed.log").read_text(encoding="utf-8") == "why"
