"""The command `new-year`: what it writes, refuses and prints."""

import pytest

from analyysi.errors import ParameterError
from analyysi.project import Project
from support.command_line import call


@pytest.mark.slow
def test_the_next_year_is_written_and_its_change_shown(project_copy: Project) -> None:
    outcome = call("new-year", "kainuu-ict", "2028", "--project", str(project_copy.root))
    assert outcome.fault is None, outcome.printed
    assert "Written: data/agreements/kainuu-ict/2028.toml" in outcome.printed
    assert "Next: analyysi report kainuu-ict 2028" in outcome.printed
    assert "Paltamo" in outcome.printed
    again = call("new-year", "kainuu-ict", "2028", "--project", str(project_copy.root))
    assert isinstance(again.fault, ParameterError)


def test_a_language_without_reports_is_refused_before_anything_is_written(
    project_copy: Project,
) -> None:
    arguments = ("new-year", "kainuu-ict", "2028", "--language", "se")
    outcome = call(*arguments, "--project", str(project_copy.root))
    assert "there is no language 'se'" in str(outcome.fault)
    assert not (project_copy.agreements / "kainuu-ict" / "2028.toml").exists()
