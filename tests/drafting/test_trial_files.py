"""Drafts worked out before they are written."""

import pytest

from analyysi.drafting.trial_files import draft_case
from analyysi.errors import ParameterError
from analyysi.project import Project


@pytest.mark.slow
def test_a_draft_is_worked_out_as_if_it_were_there(project: Project) -> None:
    text = (project.agreements / "kainuu-ict" / "2027.toml").read_text(encoding="utf-8")
    case = draft_case(
        project, "kainuu-ict", 2028, {"2028.toml": text.replace("year = 2027", "year = 2028", 1)}
    )
    assert case.terms.year == 2028
    assert not (project.agreements / "kainuu-ict" / "2028.toml").exists()


def test_a_fault_names_the_file_that_is_to_be(project: Project) -> None:
    with pytest.raises(ParameterError, match=r"data/agreements/kainuu-ict/2028\.toml"):
        draft_case(project, "kainuu-ict", 2028, {"2028.toml": "agreement = 5\n"})
