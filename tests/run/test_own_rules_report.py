"""A report with a rule and a key of the analyst's own, in every paper, from its notebook."""

import json
from pathlib import Path

import openpyxl
import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.errors import ReportError
from analyysi.project import Project
from analyysi.run.report import make_report

OWN, FORMATS = "square_root-population_2021", ("html", "pdf", "docx", "xlsx")


@pytest.fixture
def notebook(project_copy: Project) -> Path:
    return project_copy.notebooks / "oma-jakotapa.ipynb"


@pytest.mark.notebook
def test_every_paper_is_made_of_the_record(project_copy: Project, notebook: Path) -> None:
    parameters = RunParameters(agreement="kainuu-ict", year=2023, language="sv")
    paths = make_report(project_copy, parameters, FORMATS, notebook=notebook)
    folder = paths[0].parent
    record = json.loads((folder / "run.json").read_bytes())["own"]
    assert [rule["title"] for rule in record["rules"]] == ["Neliöjuuri asukasluvusta"]
    assert record["rules"][0]["live"] is True
    assert record["keys"]["population_mean"]["figures"].keys() >= {"578", "765"}
    assert OWN in (folder / "results.csv").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / "shares.xlsx")
    texts = [str(cell.value) for page in book for row in page.iter_rows() for cell in row]
    assert any("Neliöjuuri asukasluvusta, viktal" in text for text in texts)
    assert any(text.startswith("Eget fördelningssätt av den som gjort") for text in texts)
    assert any("analytikerns egen uppgift" in text for text in texts)
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Egna uppgifter av den som gjort analysen" in page
    assert "Av dessa är följande analytikerns egna: " in page
    assert page.count("(analytikerns egen)</th>") >= 4, "two ways, in two tables"
    added = "Därefter har analytikern tillfört den här rapporten egna uppgifter: "
    assert any(added in text for text in texts)
    assert f'"{OWN}"' in page, "a key of the explorer"


@pytest.mark.notebook
def test_a_rule_that_gives_other_weights_each_time_is_found(
    project_copy: Project, notebook: Path
) -> None:
    """The record asks the rule once more, and this rule answers it otherwise than the comparison."""
    source = notebook.read_text(encoding="utf-8")
    fickle = (
        "import inspect; files = [frame.filename for frame in inspect.stack()]; "
        "return population ** (0.4 if any('own_record' in file for file in files) else 0.5)"
    )
    assert "return population ** 0.5" in source
    notebook.write_text(source.replace("return population ** 0.5", fickle), encoding="utf-8")
    parameters = RunParameters(agreement="kainuu-ict", year=2023)
    with pytest.raises(ReportError, match="Run it again"):
        make_report(project_copy, parameters, ("xlsx",), notebook=notebook)
