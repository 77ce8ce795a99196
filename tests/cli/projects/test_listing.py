"""What there is: agreements and years, and one of them in words."""

from typing import get_args

import pytest

from analyysi.agreement.terms import Status
from analyysi.cli.projects.listing import STATUSES
from analyysi.project import Project
from support.command_line import call
from support.places import ROOT


def test_every_year_is_listed_with_its_total_and_payers() -> None:
    printed = call("list", "--project", str(ROOT)).printed
    lines = {tuple(line.replace("│", " ").split()[:2]): line for line in printed.splitlines()}
    assert "80000.00" in lines["kainuu-ict", "2023"]
    assert "analysis" in lines["kainuu-ict", "2023"]
    assert "draft" in lines["kainuu-ict", "2027"]


def test_a_year_that_cannot_be_read_is_listed_with_its_fault(project_copy: Project) -> None:
    terms = project_copy.agreements / "kainuu-ict" / "2027.toml"
    terms.write_text("agreement = 3", encoding="utf-8")
    printed = call("list", "--project", str(project_copy.root)).printed
    assert "FAULT" in printed
    assert "kainuu-ict 2027: data/agreements/kainuu-ict/2027.toml" in printed


def test_an_empty_project_says_what_to_do(project_copy: Project) -> None:
    for path in project_copy.agreements.glob("*/agreement.toml"):
        path.unlink()
    printed = call("list", "--project", str(project_copy.root)).printed
    assert printed == "There are no agreements yet. Make one: analyysi new-agreement\n"


@pytest.mark.slow
def test_a_year_is_shown_in_words_with_keys_seats_and_shares() -> None:
    printed = call("show", "kainuu-ict", "2027", "--language", "fi").printed
    assert "Jakotapa: Asukasluku 31.12.2025" in printed
    assert "population_2025: asukasluku 31.12.2025" in printed
    assert "Paltamo (578): 7\u00a0168,15" in printed
    assert "Regional Council" in call("show", "kainuu-ict", "--language", "en").printed


def test_every_status_has_its_word() -> None:
    assert set(STATUSES) == set(get_args(Status))
