"""Notebooks as committed: thin, and without outputs."""

import ast
import json
from pathlib import Path

import pytest
from papermill.inspection import inspect_notebook

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_thin_and_empty(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell for cell in code if "parameters" in cell["metadata"].get("tags", [])] == code[:1]
    for cell in code:
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        source = "".join(cell["source"])
        assert source.count("\n") < 10
        forbidden = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.With)
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, forbidden)]


READ_BY_ANALYSTS = [path for path in NOTEBOOKS if path.name != "tyopoyta.ipynb"]
"""The desk is no notebook to read: it has one cell."""


@pytest.mark.parametrize("path", READ_BY_ANALYSTS, ids=lambda path: path.name)
def test_every_parameter_has_its_type_and_a_line_of_help(path: Path) -> None:
    """What `papermill --help-notebook` shows: it reads the lines and runs nothing."""
    parameters = inspect_notebook(path)
    assert "agreement" in parameters
    for name, parameter in parameters.items():
        assert parameter["inferred_type_name"] in ("str", "int"), name
        assert len(parameter["help"]) > 3, name


@pytest.mark.parametrize("path", READ_BY_ANALYSTS, ids=lambda path: path.name)
def test_cells_lead_somewhere(path: Path) -> None:
    """Every cell but that of the parameters ends with what it shows."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and "parameters" not in cell["metadata"].get("tags", []):
            assert isinstance(ast.parse(source).body[-1], ast.Expr | ast.FunctionDef), source


def test_the_report_s_notebook_has_every_parameter_of_a_run() -> None:
    from analyysi.agreement.parameters import RunParameters

    (path,) = (path for path in NOTEBOOKS if path.name == "kustannustenjako.ipynb")
    assert set(inspect_notebook(path)) == RunParameters.model_fields.keys() - {"project"}
    source = "".join(
        "".join(cell["source"])
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    )
    lacking = [name for name in inspect_notebook(path) if source.count(name) < 2]
    assert lacking == [], "set in the parameters' cell, and used nowhere"
