"""What a shell completes is what the project has, read without the models."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analyysi.cli import completion
from analyysi.cli.commands import program_of
from analyysi.drafting.agreements.answered_keys import EQUAL, POPULATION
from analyysi.project import Project
from support.command_line import ended
from support.places import ROOT
from support.surveys import asks

NEWEST = "tilastokeskus/11ra/2026-11-24"


def completed(words: str, folder: Path = ROOT) -> list[str]:
    """Return what a press of Tab offers at the end of the words."""
    place = len(words.split(" ")) - 1
    done = ended(
        folder=folder,
        _ANALYYSI_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(place),
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("analyysi report kai", ["kainuu-ict"]),
        ("analyysi report kainuu-ict ", ["2027", "2023"]),
        ("analyysi compare kainuu-ict 202", ["2027", "2023"]),
        ("analyysi report kainuu-ict 2027 --municipality P", ["Paltamo", "Puolanka"]),
        ("analyysi report kainuu-ict 2027 --municipality K", ["Kuhmo"]),
        ("analyysi report kainuu-ict 2027 -p key=", ["key=population_2025"]),
        ("analyysi report kainuu-ict 2027 -p t", ["total="]),
        ("analyysi report kainuu-ict 2027 --format html,p", ["html,pdf"]),
        ("analyysi report kainuu-ict 2027 --language fi,", ["fi,sv", "fi,en"]),
        ("analyysi --language ", ["fi", "sv", "en"]),
        ("analyysi show kainuu-ict ", ["2027", "2023"]),
        ("analyysi use kainuu-ict 2", ["2027", "2023"]),
        ("analyysi explain kai", ["kainuu-ict"]),
        ("analyysi new-year kai", ["kainuu-ict"]),
        ("analyysi use kainuu-ict 2027 --snapshot tilastokeskus/11ra/", [NEWEST]),
        ("analyysi diff tilastokeskus/11ra/", [NEWEST]),
        ("analyysi pull --against tilastokeskus/11ra/", [NEWEST]),
        ("analyysi pull pop", ["population", "population-by-age"]),
        ("analyysi pull --agreement kai", ["kainuu-ict"]),
        ("analyysi pull --municipalities 578,1", ["578,105"]),
        ("analyysi import-decision kai", ["kainuu-ict"]),
        ("analyysi import-decision kainuu-ict 2022 a.csv --decided-by P", ["Paltamo", "Puolanka"]),
        ("analyysi reproduce ", ["kainuu-ict"]),
        ("analyysi reproduce kainuu-ict ", ["2023"]),
        ("analyysi survey send kai", ["kainuu-ict"]),
        ("analyysi survey collect kainuu-ict 202", ["2027", "2023"]),
        ("analyysi survey remind kainuu-ict 2027 --language s", ["sv"]),
        ("analyysi batch --agreements kainuu-ict,a", ["kainuu-ict,all"]),
        ("analyysi batch --agreements kainuu-ict --years 2027,", ["2027,2023", "2027,all"]),
        ("analyysi batch --agreements kainuu-ict --municipalities Pa", ["Paltamo"]),
        ("analyysi batch --municipalities joint,Pu", ["joint,Puolanka"]),
        ("analyysi batch --languages fi,s", ["fi,sv"]),
        ("analyysi batch --formats html,d", ["html,docx"]),
        ("analyysi new-agreement --key ", ["population", "equal"]),
        ("analyysi init --language s", ["sv"]),
    ],
)
def test_what_there_is_is_offered(words: str, offered: list[str]) -> None:
    assert completed(words) == offered


def test_the_keys_that_read_a_survey_are_its_questions(project_copy: Project) -> None:
    asks(project_copy)
    command = "analyysi survey send kainuu-ict 2027 --question "
    assert completed(command, project_copy.root) == ["workstations"]


def test_the_keys_of_a_first_year_are_those_of_the_interview() -> None:
    assert completion.complete_key(None, [], "") == [POPULATION, EQUAL]


COMPLETED = {
    "agreement": "agreement",
    "agreements": "agreement",
    "municipality": "seat",
    "municipalities": "seat",
    "decided_by": "seat",
    "key": "key",
    "question": "key",
    "parameter": "key",
    "snapshot": "snapshot",
    "against": "snapshot",
    "old": "snapshot",
    "new": "snapshot",
    "language": "language",
    "languages": "language",
    "formats": "format",
    "year": "year",
    "years": "year",
}
"""Parameters by what they are given of, whatever command has them."""
NOT_THERE_YET = {
    "import-decision year": "a year that the project has not got yet",
    "new-year year": "the same",
    "new-agreement year": "the same",
    "pull years": "the years of the service, which are not known here",
}


def parameters_of(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", {})
    for inner, sub_command in below.items():
        yield from parameters_of(sub_command, f"{name} {inner}".strip())
    if not below:
        for parameter in command.params:
            yield f"{name} {parameter.name}", parameter


def test_whatever_names_what_there_is_is_completed() -> None:
    lacking = {
        name
        for name, parameter in parameters_of(program_of())
        if parameter.name in COMPLETED and parameter._custom_shell_complete is None
    }
    assert lacking == set(NOT_THERE_YET)


def test_where_nothing_can_be_read_nothing_is_offered(tmp_path: Path) -> None:
    assert completed("analyysi report ", tmp_path) == []
    folder = tmp_path / "data" / "agreements" / "broken"
    folder.mkdir(parents=True)
    (folder / "agreement.toml").write_text("id = [", encoding="utf-8")
    assert completed("analyysi report ", tmp_path) == ["broken"]
    assert completed("analyysi report broken 2027 --municipality ", tmp_path) == []
    assert completed("analyysi report nowhere ", tmp_path) == []
    assert completed("analyysi batch --municipalities ", tmp_path) == ["joint", "all"]
    assert completed("analyysi batch --years ", tmp_path) == ["all"]
    assert completed("analyysi reproduce ", tmp_path) == []
    assert completed("analyysi diff ", tmp_path) == []


HALF_WRITTEN = [
    "parties = [{}]",
    'parties = [{name = "Kuhmo", code = "290"}]',
    'parties = [{name = {fi = "Kuhmo"}, code = 290}]',
    "parties = 5",
]
OF_AGREEMENT = [completion.complete_seat, completion.complete_party, completion.complete_payers]


def given(folder: Path, agreement: str = "half") -> SimpleNamespace:
    """What a completer is told of the words before it."""
    parameters = {"agreement": agreement, "year": "2027", "project": str(folder)}
    return SimpleNamespace(params=parameters, args=[])


@pytest.mark.parametrize("content", HALF_WRITTEN)
@pytest.mark.parametrize("complete", OF_AGREEMENT)
def test_a_half_written_agreement_offers_nothing(
    complete: Any, content: str, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "agreements" / "half"
    folder.mkdir(parents=True)
    (folder / "agreement.toml").write_text(content, encoding="utf-8")
    assert set(complete(given(tmp_path), [], "")) <= {"290", "all"}


@pytest.mark.parametrize(
    ("complete", "content"),
    [
        (completion.complete_seat, "participants = 5"),
        (completion.complete_question, 'keys = ["a"]'),
        (completion.complete_question, "keys = {a = 5}"),
        (completion.complete_parameter, "keys = 5"),
    ],
)
def test_half_written_terms_offer_nothing(complete: Any, content: str, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "agreements" / "half"
    folder.mkdir(parents=True)
    (folder / "agreement.toml").write_text("", encoding="utf-8")
    (folder / "2027.toml").write_text(content, encoding="utf-8")
    assert complete(given(tmp_path), [], "key=") == []


def test_an_agreement_that_is_a_path_offers_nothing(tmp_path: Path) -> None:
    (tmp_path / "data" / "agreements").mkdir(parents=True)
    assert completion.complete_published_year(given(tmp_path, "/etc"), [], "") == []


def test_no_completer_fails_whatever_it_is_given() -> None:
    completers = [each for name, each in vars(completion).items() if name.startswith("complete_")]
    assert len(completers) > 15
    for complete in completers:
        assert isinstance(complete(None, [], ""), list)


@pytest.mark.slow
def test_completion_reads_no_models() -> None:
    asked = {
        "_ANALYYSI_COMPLETE": "complete_bash",
        "COMP_WORDS": "analyysi report kainuu-ict 2027 --municipality P",
        "COMP_CWORD": "5",
    }
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "analyysi"],
        cwd=ROOT,
        env={**os.environ, **asked},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "analyysi.cli.completion" in imported
    assert not imported & {"pydantic", "pandas", "numpy", "babel", "rich"}
