"""The commands `new-year` and `new-agreement`: what they ask, refuse and print."""

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.cli.terms import drafting
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.command_line import Outcome, call

OPTIONS = {
    "id": "kirjastoauto",
    "subject": "Kirjastoauton kustannusten jako",
    "purpose": "Kunnat pitävät yhteistä kirjastoautoa.",
    "payers": "Paltamo, Puolanka",
    "year": "2027",
    "total": "60000",
}


def new_agreement(project: Project, answers: str = "", **given: str) -> Outcome:
    options = [text for name, answer in given.items() for text in (f"--{name}", answer)]
    return call("new-agreement", *options, "--project", str(project.root), answers=answers)


def test_what_is_missing_without_a_terminal_is_named(project_copy: Project) -> None:
    outcome = new_agreement(project_copy, id="kirjastoauto", year="2027")
    assert isinstance(outcome.fault, ParameterError)
    assert str(outcome.fault) == (
        "--subject is missing. Without a terminal nothing can be asked: give --subject, --purpose, "
        "--payers, --total."
    )


@pytest.mark.slow
def test_options_make_the_files_and_missing_languages_are_named(project_copy: Project) -> None:
    outcome = new_agreement(project_copy, **OPTIONS)
    assert outcome.fault is None, outcome.printed
    assert "Written: data/agreements/kirjastoauto/2027.toml" in outcome.printed
    assert "The texts lack Swedish and English: the files say where." in outcome.printed
    assert "Next: analyysi report kirjastoauto 2027" in outcome.printed
    agreement = read_agreement(project_copy, "kirjastoauto")
    assert read_terms(project_copy, agreement, 2027).total.value == 6_000_000


@pytest.mark.slow
def test_at_a_terminal_a_faulty_answer_is_asked_for_again(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "_is_terminal", lambda: True)
    given = {name: answer for name, answer in OPTIONS.items() if name != "total"}
    questions = ["", "", "", "", "", "paljon", "60000", "", "", ""]
    outcome = new_agreement(project_copy, answers="\n".join(questions) + "\n", **given)
    assert outcome.fault is None, outcome.printed
    assert outcome.printed.count("Total cost in euros") == 2


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
