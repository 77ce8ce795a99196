"""Answers collected: the stored survey, contradictions, earlier answers, who lacks."""

from pathlib import Path

import pytest

from analyysi.comparison.case import load_year
from analyysi.drafting.surveys.collect import (
    Collected,
    collect,
    finish_stopped,
    write_collected,
)
from analyysi.errors import ParameterError, SchemaError, StorageError
from analyysi.file_system.together import READY
from analyysi.project import Project
from support.surveys import FIGURES, KEY_TEXT, STAFF_TEXT, asks, stored


def file(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def taken(project: Project, *paths: Path, **asked: object) -> Collected:
    collected = collect(project, "kainuu-ict", 2027, paths, **asked)  # type: ignore[arg-type]
    write_collected(collected)
    return collected


@pytest.fixture
def answers(project_copy: Project) -> Path:
    return asks(project_copy)


def test_answers_are_stored_in_the_form_that_keys_read(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    rows = [f"{code};{figure};;Vastaus" for code, figure in FIGURES.items()]
    came = file(tmp_path, "a.csv", "tunnus;työasemat;arvio;lähde", *rows)
    collected = taken(project_copy, came)
    assert collected.missing == {}
    assert answers.read_text(encoding="utf-8").splitlines()[:2] == [
        "municipality_code,workstations,estimated,source",
        "105,120,,Vastaus",
    ]
    case = load_year(project_copy, "kainuu-ict", 2027)
    assert case.problem.keys["workstations"] == FIGURES


def test_a_stop_between_two_files_is_told_and_finished(
    project_copy: Project, tmp_path: Path
) -> None:
    staff = asks(project_copy, KEY_TEXT + STAFF_TEXT.replace("kysely.csv", "staff.csv"))
    staff = staff.with_name("staff.csv")
    ready = staff.with_name(READY)
    ready.mkdir()
    staff.write_text(stored().replace("workstations", "staff"), encoding="utf-8")
    (ready / "kysely.csv").write_text(stored(), encoding="utf-8")
    with pytest.raises(StorageError, match=r"files that belong together.*analyysi survey collect"):
        load_year(project_copy, "kainuu-ict", 2027)
    finish_stopped(project_copy, "kainuu-ict", 2027)
    assert not ready.exists()
    case = load_year(project_copy, "kainuu-ict", 2027)
    assert case.problem.keys["workstations"] == FIGURES


def test_an_estimate_keeps_its_words_and_its_source(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    taken(project_copy, file(tmp_path, "a.txt", "Sotkamo: n. 520 (puhelu 3.9.)", "Kuhmo 41,5"))
    assert answers.read_text(encoding="utf-8") == (
        "municipality_code,workstations,estimated,as_answered,source\n"
        "290,41.5,,,a.txt\n"
        "765,520,yes,n. 520,puhelu 3.9\n"
    )


def test_who_has_not_answered_is_known(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    collected = taken(project_copy, file(tmp_path, "a.txt", "Paltamo: 1"))
    assert list(collected.missing) == ["105", "290", "620", "697", "765", "777"]
    assert [answer.state for answer in collected.answers] == ["new"]


def test_files_that_contradict_each_other_are_refused(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    first = file(tmp_path, "a.txt", "Paltamo: 1", "Kuhmo: 2")
    second = file(tmp_path, "b.csv", "kunta;workstations", "Paltamo;3", "Kuhmo;2")
    with pytest.raises(
        SchemaError,
        match=r"Paltamo, workstations: 1 in a.txt \(line 1\) and 3 in b.csv \(B2\)\. Ask which",
    ):
        taken(project_copy, first, second)
    third = file(tmp_path, "c.txt", "Paltamo: n. 1")
    with pytest.raises(SchemaError, match="1 in a.txt .* and 1 as an estimate in c.txt"):
        taken(project_copy, first, third)
    assert not answers.exists()


def test_an_earlier_answer_stays_unless_a_newer_is_asked_for(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    answers.write_text(stored({"578": 120, "290": 7}), encoding="utf-8")
    newer = file(tmp_path, "a.txt", "Paltamo: 130", "Kuhmo: 7", "Sotkamo: 5")
    kept = taken(project_copy, newer)
    states = {answer.given.payer: answer.state for answer in kept.answers}
    assert states == {"290": "stored", "578": "kept", "765": "new"}
    assert "578,120,,Sähköposti 24.8.2026\n" in answers.read_text(encoding="utf-8")
    replaced = taken(project_copy, newer, newer=True)
    (paltamo,) = [answer for answer in replaced.answers if answer.given.payer == "578"]
    assert paltamo.state == "replaced"
    assert paltamo.instead is not None
    assert "578,130,,a.txt\n" in answers.read_text(encoding="utf-8")
    again = taken(project_copy, newer)
    assert again.contents == {}
    sourced = file(tmp_path, "b.txt", "Paltamo: 130 (laiterekisteri)")
    assert taken(project_copy, sourced).contents == {}
    taken(project_copy, sourced, newer=True)
    assert "578,130,,laiterekisteri\n" in answers.read_text(encoding="utf-8")
    assert taken(project_copy, newer, newer=True).contents == {}


def test_an_empty_cell_takes_no_answer_away(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    answers.write_text(stored(), encoding="utf-8")
    before = answers.read_bytes()
    collected = taken(
        project_copy,
        file(tmp_path, "a.csv", "kunta;workstations", "Paltamo;", "Kuhmo;"),
        newer=True,
    )
    assert collected.contents == {}
    assert answers.read_bytes() == before


def test_a_fault_in_one_file_writes_nothing(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    good = file(tmp_path, "a.txt", "Paltamo: 130")
    with pytest.raises(SchemaError, match=r"^b\.csv: B2 holds 'paljon'"):
        taken(project_copy, good, file(tmp_path, "b.csv", "kunta;workstations", "Kuhmo;paljon"))
    assert not answers.exists()


def test_further_columns_of_the_stored_survey_stay(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    answers.write_text(
        "municipality_code;workstations;estimated;source;vuosi\n578;12;;Vastaus;2026\n",
        encoding="cp1252",
    )
    taken(project_copy, file(tmp_path, "a.txt", "Kuhmo: 7"))
    assert answers.read_text(encoding="utf-8").splitlines() == [
        "municipality_code,workstations,estimated,source,vuosi",
        "290,7,,a.txt,",
        "578,12,,Vastaus,2026",
    ]


def test_two_questions_are_marked_each_for_itself(project_copy: Project, tmp_path: Path) -> None:
    path = asks(project_copy, KEY_TEXT + STAFF_TEXT)
    came = file(
        tmp_path,
        "a.csv",
        "kunta;kysymys;vastaus;arvio;lähde",
        "Paltamo;workstations;12;;IT",
        "Paltamo;staff;n. 30;;HR",
    )
    taken(project_copy, came)
    assert path.read_text(encoding="utf-8").splitlines() == [
        "municipality_code,workstations,staff,workstations_estimated,staff_estimated,"
        "staff_as_answered,source",
        '578,12,30,,yes,n. 30,"IT; HR"',
    ]
    taken(project_copy, file(tmp_path, "b.txt", "Kuhmo: 5"), chosen=["staff"])
    assert "290,,5,,,,b.txt" in path.read_text(encoding="utf-8")
    assert '578,12,30,,yes,n. 30,"IT; HR"' in path.read_text(encoding="utf-8")


def test_a_source_may_be_given_for_all(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    taken(project_copy, file(tmp_path, "a.txt", "Paltamo: 1"), source="=Sähköposti 3.9.")
    # A spreadsheet that opens the file must not take it for a formula.
    assert "578,1,,'=Sähköposti 3.9." in answers.read_text(encoding="utf-8")


def test_a_file_that_another_year_reads_is_never_written(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    text = (answers.parent / "2027.toml").read_text(encoding="utf-8")
    later = text.replace("year = 2027", "year = 2028", 1).replace("= 2026-12-31", "= 2027-12-31")
    (answers.parent / "2028.toml").write_text(later, encoding="utf-8")
    with pytest.raises(
        ParameterError, match='2027 and 2028 both read kysely.csv, .* "kysely-2028.csv"'
    ):
        taken(project_copy, file(tmp_path, "a.txt", "Paltamo: 1"))


def test_a_draft_that_reads_the_answers_of_the_year_before_is_not_asked_into_them(
    project_copy: Project, answers: Path, tmp_path: Path
) -> None:
    text = (answers.parent / "2027.toml").read_text(encoding="utf-8")
    later = text.replace("year = 2027", "year = 2028", 1)
    (answers.parent / "2028.toml").write_text(later, encoding="utf-8")
    came = file(tmp_path, "a.txt", "Paltamo: 1")
    with pytest.raises(ParameterError, match="2028 reads kysely.csv, the answers of 2027: .*-2028"):
        collect(project_copy, "kainuu-ict", 2028, [came])
    assert collect(project_copy, "kainuu-ict", 2027, [came]).contents


def test_answers_are_collected_into_a_csv_only(project_copy: Project, tmp_path: Path) -> None:
    asks(project_copy, KEY_TEXT.replace("kysely.csv", "kysely.xlsx"))
    with pytest.raises(ParameterError, match='write survey = "kysely.csv" there'):
        taken(project_copy, file(tmp_path, "a.txt", "Paltamo: 1"))


def test_a_given_question_has_no_place(project_copy: Project, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="No key of kainuu-ict/2027.toml reads hours"):
        taken(project_copy, file(tmp_path, "a.txt", "Paltamo: 1"), chosen=["hours=Tunnit"])
