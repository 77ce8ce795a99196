"""The agreement files' JSON Schema, for editors: the real files fit it, and a misspelt key does
not.
"""

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.terms import Terms
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step_table import STEPS
from analyysi.project import Project
from analyysi.sources.manifest import Manifest
from analyysi.sources.snapshots import snapshot_ids

VALIDATOR = jsonschema.Draft202012Validator


def content(project: Project, file: str) -> dict[str, Any]:
    """Read a TOML file as the JSON that an editor's checker sees: dates and decimals as text."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(part) for name, part in value.items()}
        if isinstance(value, list):
            return [plain(part) for part in value]
        if isinstance(value, date):
            return value.isoformat()
        return str(value) if isinstance(value, Decimal) else value

    text = (project.agreements / "kainuu-ict" / file).read_text(encoding="utf-8")
    read: dict[str, Any] = plain(tomllib.loads(text, parse_float=Decimal))
    return read


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "file"), [(Agreement, "agreement.toml"), (Terms, "2023.toml"), (Terms, "2027.toml")]
)
def test_the_real_files_fit_the_schema(
    project: Project, model: type[Agreement | Terms], file: str
) -> None:
    schema = model.model_json_schema()
    VALIDATOR.check_schema(schema)
    VALIDATOR(schema).validate(content(project, file))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("statsu",), "analysis"),
        (("status",), "anlysis"),
        (("total", "value"), "80 000"),
        (("total", "value"), "80000.005"),
        (("participants",), [105]),
        (("participants",), []),
        (("keys", "population_2021", "colunm"), "population"),
        (("year",), "2023"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(
    project: Project, place: tuple[str, ...], value: object
) -> None:
    terms = content(project, "2023.toml")
    at = terms
    for name in place[:-1]:
        at = at[name]
    at[place[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR(Terms.model_json_schema()).validate(terms)


@pytest.mark.parametrize("name", [*METHODS, *STEPS])
def test_every_methods_and_steps_parameters_have_a_schema(name: str) -> None:
    row = METHODS.get(name) or STEPS[name]
    schema = row.parameters.model_json_schema()
    VALIDATOR.check_schema(schema)
    assert schema["additionalProperties"] is False


def test_a_share_is_text_in_the_schema() -> None:
    checker = VALIDATOR(METHODS["mix"].parameters.model_json_schema())
    checker.validate({"equal": "0.30", "keys": {"population_2021": "7/10"}})
    assert not checker.is_valid({"equal": "30 %"})


@pytest.mark.slow
def test_every_manifest_fits_its_schema(project: Project) -> None:
    checker = VALIDATOR(Manifest.model_json_schema())
    for snapshot_id in snapshot_ids(project):
        manifest = Manifest.model_validate_json(
            (project.snapshots / snapshot_id / "manifest.json").read_text(encoding="utf-8")
        )
        checker.validate(manifest.model_dump(mode="json"))
