"""The commands `check` and `schema`."""

import json
import shutil
import sys
from pathlib import Path

import jsonschema
import pytest

from analyysi.cli.projects import check as module
from analyysi.cli.projects.check import MODELS
from analyysi.errors import AnalyysiError
from analyysi.file_system.processes.side_by_side import OtherProcess
from support.command_line import call
from support.places import ROOT


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.slow
def test_nothing_is_at_fault_here() -> None:
    outcome = call("check", "--project", str(ROOT))
    assert outcome.fault is None
    assert "ok    agreement kainuu-ict 2023\n" in outcome.printed
    assert outcome.printed.endswith(" checked, no faults.\n")
    # Odd budgets are remarks: they are told, and nothing is at fault by them.
    assert "Budgets: 1312 figures stored, in 5 snapshots.\n" in outcome.printed
    assert "Figures of budgets that look odd (remarks: nothing stops by them):\n" in outcome.printed
    assert "- Suomussalmi, budget of 2026 as decided. The result, €3,200,165.47" in outcome.printed


def test_a_project_without_agreements_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "data" / "agreements").mkdir(parents=True)
    printed = call("check", "--project", str(tmp_path)).printed
    assert printed.endswith("There is no agreement yet. Make one: analyysi new-agreement\n")


@pytest.mark.slow
def test_every_fault_of_a_broken_copy_is_listed(copied: Path) -> None:
    raw = next(copied.rglob("11ra.px.json"))
    raw.write_bytes(raw.read_bytes() + b" ")
    terms = copied / "agreements" / "kainuu-ict" / "2023.toml"
    text = terms.read_text(encoding="utf-8")
    terms.write_text(text.replace("largest_remainder", "largest_remaindr"), encoding="utf-8")
    outcome = call("check", "--project", str(copied.parent))
    assert isinstance(outcome.fault, AnalyysiError)
    assert "11ra.px.json has changed" in str(outcome.fault)
    assert "Did you mean 'largest_remainder'?" in str(outcome.fault)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_two_processes_find_what_one_finds(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "reports", copied.parent / "reports")
    editions = (copied.parent / "reports" / "kainuu-ict" / "published" / "2023").glob("edition-*")
    broken = [*editions, *(copied / "snapshots").glob("*/*/*"), *(copied / "decisions").iterdir()]
    for place in broken[::2]:
        file = place if place.is_file() else next(path for path in place.rglob("*.csv"))
        file.write_bytes(file.read_bytes() + b"x")
    asked = ("check", "--project", str(copied.parent))
    monkeypatch.setattr(module, "other_process", lambda _: None)
    alone = call(*asked), call(*asked, "--json")
    monkeypatch.setattr(module, "other_process", OtherProcess)
    together = call(*asked), call(*asked, "--json")
    for first, second in zip(alone, together, strict=True):
        assert first.printed == second.printed
        assert str(first.fault) == str(second.fault)
    assert str(alone[0].fault).startswith("2")


@pytest.mark.slow
def test_a_changed_file_is_reported_once(copied: Path) -> None:
    changed = next((copied / "snapshots" / "thl-sotkanet" / "population-31-12").rglob("data.csv"))
    changed.write_bytes(changed.read_bytes() + b"x")
    outcome = call("check", "--project", str(copied.parent))
    assert str(outcome.fault).startswith("1 fault:\n")
    assert "FAULT agreement kainuu-ict 2023" in outcome.printed


@pytest.mark.slow
@pytest.mark.parametrize("model", ["agreement", "terms"])
def test_a_schema_is_a_json_schema(model: str) -> None:
    schema = json.loads(call("schema", model).printed)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == model.capitalize()


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_the_stored_schemas_are_those_of_the_program(model: str) -> None:
    stored = ROOT / "schemas" / f"{model}.schema.json"
    assert stored.read_text(encoding="utf-8") == call("schema", model).printed, (
        f"Renew it: analyysi schema {model} > schemas/{model}.schema.json"
    )


@pytest.mark.slow
def test_the_schema_of_terms_has_the_parameters_of_methods_and_steps() -> None:
    definitions = json.loads(call("schema", "terms").printed)["$defs"]
    assert definitions["method.proportional"]["properties"]["key"]["type"] == "string"
    assert "payer" in definitions["step.off_the_top"]["properties"]


@pytest.mark.slow
def test_a_misspelt_model_gets_the_nearest_one() -> None:
    assert "There is no file 'trems'. Did you mean 'terms'?" in str(call("schema", "trems").fault)
