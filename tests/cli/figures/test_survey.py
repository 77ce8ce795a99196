"""The commands of a survey, as a user types them, from the form to the report's figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analyysi.comparison.case import load_year
from analyysi.errors import ParameterError, SchemaError
from analyysi.project import Project
from support.command_line import Outcome, call
from support.places import ROOT
from support.surveys import FIGURES, asks, fill_in, stored
from support.workbooks import PAYERS

pytestmark = pytest.mark.slow


def run(project: Project, command: str, *arguments: object) -> str:
    outcome = asked(project, command, *arguments)
    if outcome.fault is not None:
        raise outcome.fault
    return outcome.printed


def asked(project: Project, command: str, *arguments: object) -> Outcome:
    texts = map(str, arguments)
    return call("survey", command, "kainuu-ict", "2027", *texts, "--project", str(project.root))


@pytest.fixture
def answers(project_copy: Project) -> Path:
    return asks(project_copy)


def test_from_the_form_to_the_shares(project_copy: Project, answers: Path, tmp_path: Path) -> None:
    sent = run(project_copy, "send", "--per-payer", "--output", tmp_path / "forms")
    assert "Asked: workstations on 31 December 2026" in sent
    assert sent.count("Written: ") == 7
    for code in PAYERS[:6]:
        (form,) = (tmp_path / "forms").glob(f"kysely-kainuu-ict-2027-{code}-*.xlsx")
        entry = (FIGURES[code], "kyllä" if code == "765" else None, "Tietohallinto")
        fill_in(form, {code: entry}, tmp_path / f"vastaus-{code}.xlsx")
    (tmp_path / "viesti.txt").write_text("Suomussalmi: n. 390\n", encoding="utf-8")
    files = [*sorted(tmp_path.glob("vastaus-*.xlsx")), tmp_path / "viesti.txt"]
    looked = run(project_copy, "collect", *files, "--dry-run")
    assert "Nothing was written (--dry-run)." in looked
    assert not answers.exists()
    done = run(project_copy, "collect", *files)
    assert "Estimates: Sotkamo, Suomussalmi." in done
    assert "Everybody has answered everything." in done
    assert "Written: data/agreements/kainuu-ict/kysely.csv" in done
    case = load_year(project_copy, "kainuu-ict", 2027)
    assert case.problem.keys["workstations"] == FIGURES
    assert case.estimates_of(case.terms.keys["workstations"]) == {
        "765": "Tietohallinto",
        "777": "”n. 390”, viesti.txt",
    }
    assert run(project_copy, "remind") == "Everybody has answered: there is nobody to remind.\n"


def test_a_form_again_is_the_same(project_copy: Project, answers: Path, tmp_path: Path) -> None:
    run(project_copy, "send", "--language", "sv", "--output", tmp_path / "a")
    again = run(project_copy, "send", "--language", "sv", "--output", tmp_path / "a")
    assert "There already, the same: " in again


def test_who_has_not_answered_is_said_and_reminded(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    answers.write_text(stored({"578": 120}), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Paltamo: 130\nKuhmo: 7\n", encoding="utf-8")
    said = run(project_copy, "collect", tmp_path / "a.txt")
    assert "Paltamo: 120 stays as it is stored, and the newer answer 130 (a.txt)" in said
    assert "Have not answered everything: Hyrynsalmi, Puolanka," in said
    said = run(project_copy, "collect", tmp_path / "a.txt", "--replace")
    assert "Paltamo: 120 was replaced by 130 (a.txt)." in said
    reminded = run(project_copy, "remind", "--language", "sv")
    assert reminded.count("Påminnelse: ") == 5
    written = run(project_copy, "remind", "--output", tmp_path / "m")
    assert written.count("Written: ") == 5
    text = (tmp_path / "m" / "kysely-kainuu-ict-2027-105-hyrynsalmi.txt").read_text(
        encoding="utf-8"
    )
    assert text.startswith("Muistutus: ")


def test_answers_are_given_to_programs_exactly(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    answers.write_text(stored({"578": 120}), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Paltamo: 130\nKuhmo: n. 7\n", encoding="utf-8")
    answer = json.loads(run(project_copy, "collect", tmp_path / "a.txt", "--json"))
    by_payer = {given["payer"]: given for given in answer["result"]["answers"]}
    kept, new = by_payer["578"], by_payer["290"]
    assert (kept["answer"], kept["state"], kept["instead"]["answer"]) == ("120", "kept", "130")
    assert (new["answer"], new["as_answered"], new["estimated"]) == ("7", "n. 7", True)
    missing = {lack["payer"] for lack in answer["result"]["missing"]}
    assert missing == set(FIGURES) - {"578", "290"}
    assert answer["result"]["written"] == ["data/agreements/kainuu-ict/kysely.csv"]
    again = json.loads(run(project_copy, "collect", tmp_path / "a.txt", "--json", "--dry-run"))
    assert again["result"]["written"] == []


def test_faults_are_one_sentence(project_copy: Project, answers: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kunta;workstations\nPaltamo;paljon\n", encoding="utf-8")
    fault = asked(project_copy, "collect", tmp_path / "a.csv").fault
    assert isinstance(fault, SchemaError)
    assert str(fault).startswith("a.csv: B2 holds 'paljon'")
    fault = asked(project_copy, "send", "--language", "de").fault
    assert isinstance(fault, ParameterError)


def test_a_published_year_keeps_its_answers(project_copy: Project, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(ROOT / "reports", project_copy.root / "reports", dirs_exist_ok=True)
    (tmp_path / "a.txt").write_text("Paltamo: 1\n", encoding="utf-8")
    outcome = call(
        "survey",
        "collect",
        "kainuu-ict",
        "2023",
        str(tmp_path / "a.txt"),
        "--project",
        str(project_copy.root),
    )
    assert isinstance(outcome.fault, ParameterError)
    assert "is published: its answers stay as they were" in str(outcome.fault)
