"""The form: what it asks, what may be entered, the same bytes, and that it reads back."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.drafting.surveys.answer_files import read_answer_file
from analyysi.drafting.surveys.asked_survey import AskedSurvey, asked_survey, earlier_answers
from analyysi.drafting.surveys.form import form_files, write_forms
from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.sources.surveys.answer_table import read_answers
from analyysi.tables.files.formats import read_table_file
from analyysi.tables.names.payers import Payers
from support.needed import need
from support.office_tools import convert, office_missing
from support.surveys import KEY_TEXT, STAFF_TEXT, asks, fill_in, parties, stored


@pytest.fixture
def survey(project_copy: Project) -> AskedSurvey:
    asks(project_copy)
    return asked_survey(project_copy, "kainuu-ict", 2027)


def sheet_of(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(content)).active


def entries(sheet: Worksheet) -> list[str]:
    return [
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_for_all_says_who_asks_what_and_why(survey: AskedSurvey, language: str) -> None:
    ((name, content),) = form_files(survey, language, None, per_payer=False).items()
    assert (
        name
        == f"{ {'fi': 'kysely', 'sv': 'enkat', 'en': 'survey'}[language] }-kainuu-ict-2027.xlsx"
    )
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.active
    texts = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    agreement = survey.agreement
    assert agreement.subject.in_language(language) in texts
    assert agreement.party(agreement.organiser).name.or_main(language) in texts
    assert " ".join(agreement.purpose.in_language(language).split()[:4]) in texts
    for code in survey.payers:
        assert agreement.party(code).name.or_main(language) in texts
    assert book.properties.title is not None
    assert agreement.subject.in_language(language) in book.properties.title
    assert book.properties.language == LANGUAGES[language].office_tag


def test_only_answers_can_be_entered_and_they_are_checked(survey: AskedSurvey) -> None:
    ((_, content),) = form_files(survey, "fi", None, per_payer=False).items()
    sheet = sheet_of(content)
    assert sheet.protection.sheet
    assert len(entries(sheet)) == 7 * 4
    numbers, estimates = sheet.data_validations.dataValidation
    assert (numbers.type, numbers.operator, numbers.formula1) == (
        "decimal",
        "greaterThanOrEqual",
        "0",
    )
    assert (estimates.type, estimates.formula1) == ("list", '"kyllä,ei"')
    assert {cell.split(":")[0][0] for cell in (str(numbers.sqref), str(estimates.sqref))} == {
        "F",
        "G",
    }
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, None) or (
        sheet.page_setup.fitToHeight in (1, None)
    )


def test_a_form_for_each_payer_has_its_own_rows(survey: AskedSurvey) -> None:
    forms = form_files(survey, "sv", None, per_payer=True)
    assert list(forms)[2] == "enkat-kainuu-ict-2027-578-paltamo.xlsx"
    sheet = sheet_of(forms["enkat-kainuu-ict-2027-578-paltamo.xlsx"])
    assert len(entries(sheet)) == 4
    codes = [row[1].value for row in sheet.iter_rows() if row[1].value is not None]
    assert codes[-1] == "578"


def test_the_same_inputs_give_the_same_bytes(survey: AskedSurvey) -> None:
    first, second = (form_files(survey, "fi", None, per_payer=True) for _ in range(2))
    assert first == second


def test_what_was_answered_before_stands_beside(project_copy: Project) -> None:
    path = asks(project_copy)
    path.write_text(stored({"578": 1205}), encoding="utf-8")
    text = (path.parent / "2027.toml").read_text(encoding="utf-8")
    later = text.replace("year = 2027", "year = 2028", 1).replace("kysely.csv", "kysely-2028.csv")
    (path.parent / "2028.toml").write_text(later, encoding="utf-8")
    survey = asked_survey(project_copy, "kainuu-ict", 2028)
    before = earlier_answers(project_copy, survey)
    ((_, content),) = form_files(survey, "fi", before, per_payer=False).items()
    rows = {row[1].value: row for row in sheet_of(content).iter_rows()}
    assert rows["Tunnus"][9].value == "Edellinen vastaus (2027)"
    assert rows["578"][9].value == 1205
    assert rows["105"][9].value == "–"
    assert rows["578"][9].protection.locked


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_form_is_read_back(project_copy: Project, tmp_path: Path, language: str) -> None:
    asks(project_copy, KEY_TEXT)
    survey = asked_survey(project_copy, "kainuu-ict", 2027)
    forms = form_files(survey, language, None, per_payer=False)
    (path,) = write_forms(tmp_path / "ulos", forms)
    yes = {"fi": "kyllä", "sv": "ja", "en": "yes"}[language]
    filled = fill_in(
        path,
        {"578": (120.5, yes, "Laitelista", "Huomattava"), "290": (0, None, "Tietohallinto")},
        tmp_path / "täytetty.xlsx",
    )
    answers = read_answers(
        read_table_file(filled), "a", Payers(parties()), list(survey.all_questions)
    )
    given = {answer.payer: answer for answer in answers.given if answer.answer is not None}
    assert set(given) == {"578", "290"}
    assert given["578"].answer is not None
    assert (float(given["578"].answer.number), given["578"].estimated) == (120.5, True)
    assert (given["578"].source, given["578"].comment) == ("Laitelista", "Huomattava")
    assert not given["290"].estimated
    assert len(answers.given) == 7
    assert answers.notes == () or all("passed over" in note for note in answers.notes)


def test_a_form_of_two_questions_has_a_row_for_each(project_copy: Project) -> None:
    asks(project_copy, KEY_TEXT + STAFF_TEXT)
    survey = asked_survey(project_copy, "kainuu-ict", 2027)
    ((_, content),) = form_files(survey, "fi", None, per_payer=False).items()
    assert len(entries(sheet_of(content))) == 2 * 7 * 4


def test_a_form_that_may_be_filled_in_is_never_written_over(
    survey: AskedSurvey, tmp_path: Path
) -> None:
    forms = form_files(survey, "fi", None, per_payer=True)
    (tmp_path / "kysely-kainuu-ict-2027-620-puolanka.xlsx").write_bytes(b"filled in")
    with pytest.raises(ParameterError, match="is there already and holds something else"):
        write_forms(tmp_path, forms)
    assert len(list(tmp_path.glob("*.xlsx"))) == len(list(tmp_path.iterdir())) - len(
        [path for path in tmp_path.iterdir() if path.is_dir()]
    )
    assert not (tmp_path / "kysely-kainuu-ict-2027-105-hyrynsalmi.xlsx").exists()


def test_a_label_without_the_language_is_refused(project_copy: Project) -> None:
    asks(project_copy, KEY_TEXT.replace(', sv = "arbetsstationer 31.12.2026"', ""))
    survey = asked_survey(project_copy, "kainuu-ict", 2027)
    with pytest.raises(ParameterError, match="has no version in 'sv'"):
        form_files(survey, "sv", None, per_payer=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("to", "name"),
    [
        ("xlsx", "form.xlsx"),
        ("ods", "form.ods"),
        ("xls", "form.xls"),
        ("csv:Text - txt - csv (StarCalc):44,34,76", "form.csv"),
        ("csv:Text - txt - csv (StarCalc):59,34,1", "form.csv"),
        ("csv:Text - txt - csv (StarCalc):9,34,65535", "form.txt"),
    ],
)
def test_a_form_that_libreoffice_has_saved_goes_in(
    survey: AskedSurvey, tmp_path: Path, to: str, name: str
) -> None:
    need(office_missing())
    ((_, content),) = form_files(survey, "fi", None, per_payer=False).items()
    (tmp_path / "empty.xlsx").write_bytes(content)
    entry = (120.5, "kyllä", "Laitelista ä")
    fill_in(tmp_path / "empty.xlsx", {"578": entry}, tmp_path / "form.xlsx")
    (saved,) = convert([tmp_path / "form.xlsx"], to, tmp_path / "saved")
    saved = saved.rename(saved.with_name(name))
    answers = read_answer_file(saved, Payers(parties()), survey.all_questions)
    (given,) = [answer for answer in answers.given if answer.answer is not None]
    assert given.answer is not None
    assert (given.payer, given.answer.number, given.estimated) == ("578", Decimal("120.5"), True)
    assert given.source == "Laitelista ä"
