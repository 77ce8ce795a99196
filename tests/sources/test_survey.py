"""Answers beside the terms: forms of files, typed columns, sources, estimates."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyysi.agreement.agreement import Party
from analyysi.errors import AnalyysiError, SchemaError, SourceError
from analyysi.sources.survey import Survey, read_survey, survey_of
from analyysi.sources.surveys.answer_table import Answers
from support.surveys import FIGURES, parties, survey_key, workstations
from support.written_tables import as_xlsx

SURVEY = """\
municipality_code,staff,remark,estimated,source
091,40.5,,yes,Arvio henkilöstökertomuksesta
liitto,18,,,Vastaus 3.9.2026
"""
OF_FAULTS = """\
municipality_code,workstations,estimated,source
105,120,,Sähköposti 24.8.2022
290,410,,Sähköposti 24.8.2022
578,1205,,Sähköposti 24.8.2022
620,130,,Sähköposti 24.8.2022
697,75,,Sähköposti 24.8.2022
765,560,,Sähköposti 24.8.2022
777,390,,Sähköposti 24.8.2022
"""
HELSINKI = (
    Party.model_validate({"code": "091", "kind": "municipality", "name": {"fi": "Helsinki"}}),
    Party.model_validate({"code": "liitto", "kind": "organisation", "name": {"fi": "Liitto"}}),
)
STAFF = survey_key(column="staff", unit="persons", label={"fi": "henkilöstö"})


def read(folder: Path, text: str = SURVEY) -> Survey:
    path = folder / "kysely.csv"
    path.write_text(text, encoding="utf-8")
    return read_survey(path, "kysely.csv", HELSINKI, [STAFF])


def test_answers_are_exact_and_estimates_are_marked(tmp_path: Path) -> None:
    answers = read(tmp_path)
    assert list(answers.table["staff"]) == [Decimal("40.5"), Decimal(18)]
    assert answers.estimated == {"staff": {"091": "Arvio henkilöstökertomuksesta"}}
    staff, remark = answers.table_schema.column("staff"), answers.table_schema.column("remark")
    assert staff is not None
    assert (staff.type, staff.unit) == ("number", "persons")
    assert remark is None or remark.type == "string"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("40.5", "-1", "B2 holds '-1', which is below zero"),
        ("liitto,", "091,", "B3: 091 stands a second time, first in B2"),
        (",yes,", ",joo,", "D2 holds 'joo': yes .* was expected"),
        ("Vastaus 3.9.2026", "", "B3: the answer of liitto has no source"),
        ("source", "muuta", "B2: the answer of 091 has no source"),
        ("40.5", "paljon", "B2 holds 'paljon': a number zero or more was expected"),
        ("liitto,", "liittto,", "A3: 'liittto' is no party"),
        ("municipality_code", "rivi", "no column says whose the answers are"),
    ],
)
def test_answers_that_will_not_do(tmp_path: Path, before: str, after: str, words: str) -> None:
    with pytest.raises(SchemaError, match=f"^kysely.csv: .*{words}") as refused:
        read(tmp_path, SURVEY.replace(before, after, 1))
    assert "manifest" not in str(refused.value)
    assert "snapshot" not in str(refused.value)


def test_a_survey_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="^kysely.csv is missing: a key of the terms"):
        read_survey(tmp_path / "kysely.csv", "kysely.csv", HELSINKI, [STAFF])


def test_faults_are_shown_up_to_twenty(tmp_path: Path) -> None:
    rows = "".join(f"nobody{number},5,,x\n" for number in range(25))
    with pytest.raises(SchemaError, match=r"; and 5 more\. Correct the answers") as refused:
        read(tmp_path, f"municipality_code,staff,estimated,source\nliitto,1,,x\n{rows}")
    assert str(refused.value).count("is no party") == 20


@pytest.mark.parametrize(
    "content",
    [
        OF_FAULTS.encode("utf-8-sig"),
        OF_FAULTS.replace(",", ";").encode("cp1252"),
        OF_FAULTS.replace(",", "\t").encode("utf-16"),
        OF_FAULTS.replace("\n", "\r\n").encode(),
        (OF_FAULTS + "\n\n").encode(),
        OF_FAULTS.replace(",,Sähk", " ,,Sähk").encode(),
        OF_FAULTS.replace("1205", "1 205,0").replace(",", ";").replace("5;0;", "5,0;").encode(),
        OF_FAULTS.upper().encode(),
        OF_FAULTS.replace("municipality_code", "Kunta")
        .replace("workstations", "Työasemat")
        .replace("estimated", "Arvio?")
        .replace("source", "Lähde")
        .replace("578", "Paltamon kunta")
        .encode(),
        OF_FAULTS.replace("municipality_code", "kommun")
        .replace("workstations", "arbetsstationer 31.12.2026")
        .replace("estimated", "uppskattning")
        .replace("source", "källa")
        .encode(),
    ],
)
def test_files_as_programs_save_them(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kysely.csv"
    path.write_bytes(content)
    survey = read_survey(path, "kysely.csv", parties(), [survey_key()])
    figures = dict(
        zip(survey.table["municipality_code"], survey.table["workstations"], strict=True)
    )
    assert figures == FIGURES
    assert survey.estimated == {"workstations": {}}


def test_a_spreadsheet_beside_the_terms(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Kysely työasemista"])
    book.active.append(["Kunta", "Työasemat", "Arvio", "Lähde", "Puhelin"])
    for code, figure in FIGURES.items():
        book.active.append([code, figure, None, "Vastaus", 401234567])
    book.active.append(["Yhteensä", sum(FIGURES.values())])
    book.save(tmp_path / "Kysely 2026.xlsx")
    survey = read_survey(
        tmp_path / "Kysely 2026.xlsx", "Kysely 2026.xlsx", parties(), [survey_key()]
    )
    assert list(survey.table["workstations"]) == list(FIGURES.values())
    assert "column 'Puhelin' was not read" in survey.answers.notes


def test_beside_the_terms_nobody_can_name_a_sheet(tmp_path: Path) -> None:
    rows = [["Kunta", "workstations"], *([code, figure] for code, figure in FIGURES.items())]
    as_xlsx(tmp_path / "k.xlsx", {"a": rows, "b": rows})
    with pytest.raises(SchemaError, match="'a', 'b'. Leave in it only the one that is to be read"):
        read_survey(tmp_path / "k.xlsx", "k.xlsx", parties(), [survey_key()])


def test_a_total_that_is_not_the_sum_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kysely.csv"
    path.write_text(f"{OF_FAULTS}Yhteensä,2891,,\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="B9 holds the total 2891, and the answers sum to 2890"):
        read_survey(path, "kysely.csv", parties(), [survey_key()])


def test_a_number_that_shows_another_than_it_holds_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Kunta", "workstations", "source"])
    book.active.append(["Paltamo", 12.5, "Vastaus"])
    book.active["B2"].number_format = "0"
    book.save(tmp_path / "kysely.xlsx")
    with pytest.raises(SchemaError, match=r"B2 shows 1[23] and holds 12\.5: write the one meant"):
        read_survey(tmp_path / "kysely.xlsx", "kysely.xlsx", parties(), [survey_key()])


def test_what_is_not_seen_is_not_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Kunta", "Luonnos", "workstations", "source"])
    book.active.append(["Paltamo", 999, 12, "Vastaus"])
    book.active.append(["Kuhmo", 999, 7, "Vastaus"])
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[3].hidden = True
    book.save(tmp_path / "kysely.xlsx")
    survey = read_survey(tmp_path / "kysely.xlsx", "kysely.xlsx", parties(), [survey_key()])
    assert list(survey.table["municipality_code"]) == ["578"]
    assert list(survey.table["workstations"]) == [12]
    assert any("row 3 is hidden" in note for note in survey.answers.notes)
    assert any("column B is hidden" in note for note in survey.answers.notes)


def test_an_estimate_keeps_its_words_and_its_source(tmp_path: Path) -> None:
    path = tmp_path / "kysely.csv"
    path.write_text("kunta;workstations;lähde\nPaltamo;n. 520;Puhelu 3.9.\n", encoding="utf-8")
    survey = read_survey(path, "kysely.csv", parties(), [survey_key()])
    assert survey.estimated == {"workstations": {"578": "”n. 520”, Puhelu 3.9."}}
    assert list(survey.table["workstations"]) == [520]


def test_a_source_that_no_paper_can_print_is_told_with_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "kysely.csv"
    path.write_text("kunta;workstations;lähde\nPaltamo;520;Puhelu\u202e 3.9.\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"kysely.csv: B2: behind 'Puhelu' stands U\+202E"):
        read_survey(path, "kysely.csv", parties(), [survey_key()])


def test_of_two_questions_one_may_be_an_estimate(tmp_path: Path) -> None:
    path = tmp_path / "kysely.csv"
    path.write_text(
        "municipality_code,workstations,staff,staff_estimated,source\n578,12,30,yes,Vastaus\n",
        encoding="utf-8",
    )
    survey = read_survey(path, "kysely.csv", parties(), [survey_key(), STAFF])
    assert survey.estimated == {"workstations": {}, "staff": {"578": "Vastaus"}}


def test_rows_of_keys_are_picked_by_further_columns(tmp_path: Path) -> None:
    key = survey_key(rows={"year": 2026})
    path = tmp_path / "kysely.csv"
    path.write_text("kunta,workstations,year,source\nPaltamo,12,2026,x\n", encoding="utf-8")
    survey = read_survey(path, "kysely.csv", parties(), [key])
    assert list(survey.table["year"]) == [2026]


def test_a_sign_in_the_sources_is_no_separator_of_the_stored_form(tmp_path: Path) -> None:
    path = tmp_path / "kysely.csv"
    path.write_text(OF_FAULTS.replace(" 24.8.2022", "; vahvistus 25.8."), encoding="utf-8")
    survey = read_survey(path, "kysely.csv", parties(), [survey_key()])
    assert list(survey.table["workstations"]) == list(FIGURES.values())
    assert survey.answers.given[0].source == "Sähköposti; vahvistus 25.8."


def test_figures_may_be_assumed_in_the_place_of_answers() -> None:
    survey = survey_of(
        Answers((), ("workstations",), {}),
        [workstations()],
        assumed={("578", "workstations"): Decimal(5)},
    )
    assert list(survey.table["municipality_code"]) == ["578"]


def test_a_file_of_a_form_that_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "kysely.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(AnalyysiError, match="is a PDF file"):
        read_survey(tmp_path / "kysely.pdf", "kysely.pdf", parties(), [survey_key()])


# Files as they may come: every combination gives the figures, or is refused.
# ------------------------------------------------------------------------------------------

_HEADINGS = (
    ("municipality_code", "workstations", "estimated", "source"),
    ("Kunta", "Työasemat", "Arvio?", "Lähde"),
    ("Kommun", "Arbetsstationer 31.12.2026", "Uppskattning", "Källa:"),
    ("KUNTANUMERO", "Työasemat, kpl", "Onko arvio", "Vastaaja tai lähde"),
    ("Payer", "Answer", "Is it an estimate?", "Who answers, or the source"),
)
_NAMES = {
    "290": ("290", "Kuhmo", "Kuhmon kunta", "290.0", "KU290", "0290"),
    "578": ("578", "Paltamo", "Paltamon kunta", "578 Paltamo", "PALTAMO"),
    "697": ("697", "Ristijärvi", "Ristij\u0061\u0308rvi", "Ristijärven kunta"),
}
_NUMBERS = (
    ("1205", 1205),
    ("1 205", 1205),
    ("1\u00a0205", 1205),
    ("40,5", Decimal("40.5")),
    ("40.5", Decimal("40.5")),
    ("0", 0),
    ("1205 kpl", 1205),
    ("noin 1 205", 1205),
    ("n. 520 työasemaa", 520),
    ("520 (arvio)", 520),
)


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(st.data())
def test_every_combination_gives_the_figures_or_is_refused(data: st.DataObject) -> None:
    separator = data.draw(st.sampled_from(",;\t"))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    payer, answer, estimated, source = data.draw(st.sampled_from(_HEADINGS))
    drawn = {code: data.draw(st.sampled_from(_NUMBERS)) for code in _NAMES}
    headings = (payer, answer, estimated, source, "puh")
    lines = [separator.join(f'"{text}"' if separator in text else text for text in headings)]
    for code, (text, _) in drawn.items():
        name = data.draw(st.sampled_from(_NAMES[code]))
        cell = f'"{text}"' if separator in text else text
        lines.append(separator.join((name, cell, "", "Vastaus", "040 1234567")))
    lines = data.draw(st.sampled_from([["Kysely 2026", ""], []])) + lines
    ends = data.draw(st.sampled_from(["\n", "\r\n"]))
    content = (ends.join(lines) + ends * data.draw(st.integers(1, 3))).encode(encoding, "replace")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kysely.csv"
        path.write_bytes(content)
        try:
            survey = read_survey(path, "kysely.csv", parties(), [survey_key()])
        except SchemaError:
            assert encoding == "cp1252", "only what that encoding lacks may be lost"
            return
    table = survey.table
    answered = dict(zip(table["municipality_code"], table["workstations"], strict=True))
    assert answered == {code: figure for code, (_, figure) in drawn.items()}
    worded = {code for code, (text, _) in drawn.items() if "n" in text.replace("työasemaa", "")}
    assert set(survey.estimated["workstations"]) == worded | {
        code for code, (text, _) in drawn.items() if "arvio" in text
    }
