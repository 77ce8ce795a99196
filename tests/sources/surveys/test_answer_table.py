"""A table of answers: whose each is, what is refused, what is passed over and said to be."""

from pathlib import Path

import pytest

from analyysi.errors import SchemaError, Sentence
from analyysi.languages.saying import said
from analyysi.sources.surveys.answer_table import Answers, faults_message, read_answers
from analyysi.sources.surveys.questions import questions_of
from analyysi.tables.files.formats import read_table_file
from analyysi.tables.names.payers import Payers
from support.surveys import parties, survey_key, workstations


def read(folder: Path, *rows: str, several: bool = False) -> Answers:
    path = folder / "a.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    asked = [workstations()]
    if several:
        keys = [survey_key(), survey_key(column="staff", label={"fi": "henkilöstö"})]
        asked = list(questions_of(keys)["kysely.csv"])
    return read_answers(read_table_file(path), "a.csv", Payers(parties()), asked)


def figures(answers: Answers) -> dict[tuple[str, str], str]:
    return {
        (given.payer, given.column): str(given.answer.number)
        for given in answers.given
        if given.answer is not None
    }


def test_payers_by_code_and_name(tmp_path: Path) -> None:
    answers = read(tmp_path, "tunnus;kunta;workstations", "578;Paltamo;12", "290.0;;7")
    assert figures(answers) == {("578", "workstations"): "12", ("290", "workstations"): "7"}


def test_a_column_of_areas_and_a_title_do_not_stand_for_the_payers(tmp_path: Path) -> None:
    rows = ["Jäsenkunnat;;", "Alue;Kunta;workstations", "Itä;Paltamo;12", "Länsi;Kuhmo;7"]
    answers = read(tmp_path, *rows)
    assert figures(answers) == {("578", "workstations"): "12", ("290", "workstations"): "7"}


def test_a_row_that_names_two_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        SchemaError, match="row 2: '578' is 578, but column B says Kuhmo|names 578 and 290"
    ):
        read(tmp_path, "tunnus;kunta;workstations", "578;Kuhmo;12", "290;Kuhmo;7")


def test_rows_of_questions(tmp_path: Path) -> None:
    answers = read(
        tmp_path,
        "Kunta;Kysymys;Vastaus;Onko arvio?;Vastaaja tai lähde;Huomautus",
        "Paltamo;Työasemat 31.12.2026;12;ei;Tietohallinto;Hyvin meni",
        "Paltamo;Henkilöstö;30;kyllä;Henkilöstöhallinto;",
        "Kuhmo;Henkilöstö;;;;",
        several=True,
    )
    assert figures(answers) == {("578", "workstations"): "12", ("578", "staff"): "30"}
    assert [given.estimated for given in answers.given] == [False, True, False]
    assert answers.given[0].comment == "Hyvin meni"
    assert answers.given[2].answer is None


def test_a_question_of_nobodys_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="B2: 'Autot' is none of the questions of the terms"):
        read(tmp_path, "Kunta;Kysymys;Vastaus", "Paltamo;Autot;12")


def test_another_municipality_is_never_a_party(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="A3: 'Kuhmoinen' is no party"):
        read(tmp_path, "kunta;workstations", "Paltamo;1", "Kuhmoinen;12")
    with pytest.raises(SchemaError, match="A3: 'Kuhmoinen' is no party"):
        read(tmp_path, "kunta;workstations", "Paltamo;1", "Kuhmoinen;n. 12")
    assert figures(read(tmp_path, "kunta;workstations", "Paltamo;1", "Kuhmoinen;")) == {
        ("578", "workstations"): "1"
    }


def test_a_misspelt_payer_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="A3: 'Hyrynslmi' .* Did you mean 'Hyrynsalmi'"):
        read(tmp_path, "kunta;workstations", "Paltamo;1", "Hyrynslmi;12")


def test_notes_and_further_columns_are_said_to_be_passed_over(tmp_path: Path) -> None:
    answers = read(
        tmp_path,
        "kunta;workstations;huomautus;puhelin;vuosi",
        "Paltamo;12;ok;040123;2026",
        "Luvut ovat vuoden lopussa;;;;",
        ";;;;",
    )
    assert [note for note in answers.notes if "not read" in note] == [
        "column 'puhelin' was not read",
        "column 'vuosi' was not read",
    ]
    assert any("Luvut ovat vuoden lopussa" in note for note in answers.notes)
    assert answers.unread["vuosi"] == {"578": "2026"}


def test_a_right_total_is_no_answer(tmp_path: Path) -> None:
    answers = read(tmp_path, "kunta;workstations", "Paltamo;12", "Kuhmo;8", "Yhteensä;20")
    assert len(answers.given) == 2


@pytest.mark.parametrize("count", [1, 20, 21, 40])
def test_a_message_shows_twenty_faults(count: int) -> None:
    message = faults_message("a.csv", ["fault"] * count, "Do.")
    assert message.count("fault") == min(count, 20)
    assert (f"; and {count - 20} more. Do." in message) == (count > 20)


def test_faults_of_a_list_are_said_without_their_full_stops() -> None:
    faults = [Sentence("{where} is empty.", where="B4"), Sentence("line {number}", number=5)]
    message = faults_message("a.csv", faults, Sentence("Correct the lines in the file."))
    assert message == "a.csv: B4 is empty; line 5. Correct the lines in the file."
    assert said(message, "fi") == "a.csv: B4 on tyhjä; rivi 5. Korjaa rivit tiedostossa."
    assert said(message, "sv") == "a.csv: B4 är tom; rad 5. Rätta raderna i filen."
