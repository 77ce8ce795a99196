"""The municipalities by name, as the stored snapshots have them."""

import shutil

import pytest

from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.sources.municipalities.register import municipalities


@pytest.mark.slow
def test_names_are_those_of_the_newest_division(project: Project) -> None:
    names = municipalities(project)
    assert len(names) == 308
    assert list(names) == sorted(names)
    assert names["205"].fi == "Kajaani"
    assert names["578"].fi == "Paltamo"
    assert "SSS" not in names


@pytest.mark.slow
def test_a_swedish_name_stands_where_it_differs(project: Project) -> None:
    names = municipalities(project)
    assert names["091"].in_language("sv") == "Helsingfors"
    assert names["290"].model_dump(exclude_none=True) == {"fi": "Kuhmo"}


@pytest.mark.slow
def test_without_boundaries_names_are_finnish(project_copy: Project) -> None:
    shutil.rmtree(project_copy.boundaries)
    assert municipalities(project_copy)["091"].model_dump(exclude_none=True) == {"fi": "Helsinki"}


def test_without_snapshots_the_command_is_named(project_copy: Project) -> None:
    shutil.rmtree(project_copy.snapshots)
    with pytest.raises(
        SourceError, match=r"analyysi update --restore\. .* analyysi pull population"
    ):
        municipalities(project_copy)
