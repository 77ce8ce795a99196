"""Notebooks as committed: thin, without outputs, and run as an analyst runs them."""

import ast
import csv
import io
import json
import subprocess
from decimal import Decimal
from itertools import chain
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from papermill.inspection import inspect_notebook

from analyysi.agreement.parameters import RunParameters
from analyysi.report.papers.asked_and_computed import results_of
from analyysi.report.papers.exporter import export_html
from analyysi.report.papers.output_kinds import SKIPPED_TAG
from support.jupyter_command import jupyter_command
from support.places import ROOT

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
        forbidden: tuple[type[ast.stmt], ...] = (ast.ClassDef, ast.For, ast.While, ast.With)
        if path.name != "oma-jakotapa.ipynb":  # it shows how a rule is written
            forbidden = (*forbidden, ast.FunctionDef)
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, forbidden)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_parameter_has_its_type_and_a_line_of_help(path: Path) -> None:
    """What `papermill --help-notebook` shows: it reads the lines and runs nothing."""
    parameters = inspect_notebook(path)
    assert "agreement" in parameters
    for name, parameter in parameters.items():
        assert parameter["inferred_type_name"] in ("str", "int"), name
        assert len(parameter["help"]) > 3, name


READ_BY_ANALYSTS = [path for path in NOTEBOOKS if path.name != "tyopoyta.ipynb"]
"""The desk is no notebook to read: it has one cell."""


@pytest.mark.parametrize("path", READ_BY_ANALYSTS, ids=lambda path: path.name)
def test_cells_lead_somewhere(path: Path) -> None:
    """Every cell but that of the parameters ends with what it shows, or the next one shows what it
    made.
    """
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    coded = [cell for cell in cells if cell["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in coded]
    for cell, source, following in zip(coded, sources, [*sources[1:], ""], strict=True):
        if "parameters" in cell["metadata"].get("tags", []):
            continue
        last = ast.parse(source).body[-1]
        if isinstance(last, ast.Assign):
            assert following.startswith(ast.unparse(last.targets[0])), source
        else:
            assert isinstance(last, ast.Expr | ast.FunctionDef), source


def test_the_reports_notebook_has_every_parameter_of_a_run() -> None:
    (path,) = (path for path in NOTEBOOKS if path.name == "kustannustenjako.ipynb")
    assert set(inspect_notebook(path)) == RunParameters.model_fields.keys() - {"project", "part"}
    source = "".join(
        "".join(cell["source"])
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    )
    lacking = [name for name in inspect_notebook(path) if source.count(name) < 2]
    assert lacking == [], "set in the parameters' cell, and used nowhere"


def executed(path: Path, folder: Path, *parameters: str) -> NotebookNode:
    """Run every cell of a notebook from the project's folder, those too that a report passes over."""
    whole = folder / f"whole-{path.name}"
    text = path.read_text(encoding="utf-8")
    whole.write_text(text.replace(f'"{SKIPPED_TAG}"', '"run"'), encoding="utf-8")
    out = folder / path.name
    command = jupyter_command("papermill", "--engine", "analyysi", str(whole), str(out))
    subprocess.run([*command, *parameters], cwd=ROOT, check=True, capture_output=True)
    return nbformat.read(out, as_version=4)


OWN_SPLIT = "square_root-population_2021"
OWN_RULES = ROOT / "notebooks" / "oma-jakotapa.ipynb"


@pytest.fixture(scope="module")
def own_rules(tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    return executed(OWN_RULES, tmp_path_factory.mktemp("own"))


@pytest.mark.notebook
def test_a_rule_of_ones_own_is_shared_to_the_cent(own_rules: NotebookNode) -> None:
    table, _ = results_of(own_rules)
    rows = [row for row in csv.DictReader(io.StringIO(table)) if row["split"] == OWN_SPLIT]
    cents = {row["payer"]: round(100 * Decimal(row["amount_eur"])) for row in rows}
    population = {"Hyrynsalmi": 2139, "Kuhmo": 7928, "Paltamo": 3183, "Puolanka": 2446}
    population |= {"Ristijärvi": 1210, "Sotkamo": 10348, "Suomussalmi": 7508}
    roots = {name: Decimal(heads).sqrt() for name, heads in population.items()}
    exact = {name: 80_000_00 * root / sum(roots.values()) for name, root in roots.items()}
    assert sum(cents.values()) == 80_000_00
    assert cents.keys() == exact.keys()
    assert all(abs(cents[name] - share) < 1 for name, share in exact.items())


@pytest.mark.notebook
def test_a_rule_a_key_and_a_chart_of_ones_own_stand_in_the_page(own_rules: NotebookNode) -> None:
    page = export_html(own_rules).replace("\u00a0", " ")
    assert "Analyysin tekijän oma jakotapa: Neliöjuuri asukasluvusta" in page
    assert "Asukasluvun keskiarvo 2019–2021" in page
    assert "Pylväskuvio: Sotkamo maksaa 11429–23815 euroa jakotavan mukaan." in page
    assert "Osuudet esillä olevilla tavoilla, euroa asukasta kohti" in page
    assert "muistiinpano" not in page


@pytest.mark.notebook
def test_a_rule_of_ones_own_can_be_tried_as_the_years_way(tmp_path: Path) -> None:
    asked = ("-p", "method", "square_root", "-p", "total", "90000", "-p", "municipality", "Paltamo")
    notebook = executed(OWN_RULES, tmp_path, *asked)
    _, record = results_of(notebook)
    assert record["report"]["total_cents"] == 90_000_00
    assert record["report"]["way"] == "Neliöjuuri asukasluvusta"
    assert record["parameters"]["municipality"] == "578"
    assert "KOKEILU" in export_html(notebook)


@pytest.mark.notebook
@pytest.mark.parametrize(
    ("agreement", "year", "language"), [("kainuu-ict", "2027", "sv"), ("dublin-fire", "2009", "en")]
)
def test_the_reports_notebook_runs_for_any_agreement(
    agreement: str, year: str, language: str, tmp_path: Path
) -> None:
    asked = {"agreement": agreement, "year": year, "language": language}
    path = ROOT / "notebooks" / "kustannustenjako.ipynb"
    notebook = executed(
        path, tmp_path, *chain.from_iterable(("-p", *pair) for pair in asked.items())
    )
    assert results_of(notebook)[1]["agreement"] == agreement
    shown = {
        kind
        for cell in notebook.cells
        if "muistiinpano" in cell.metadata.get("tags", []) and cell.cell_type == "code"
        for output in cell.outputs
        for kind in output.get("data", {})
    }
    assert {"text/html", "image/png"} <= shown
