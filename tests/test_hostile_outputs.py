"""Texts that try to be more than text, in every field at once, in whatever is no paper of a report:
commands, surveys, tables for Excel, records, the index of a batch, decisions, the desk, JupyterLab,
and the terms of the next year. The papers are in `tests/report/test_hostile_texts.py`.
"""

import csv
import io
import json
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from xml.etree import ElementTree

import pytest
import tomlkit
from bs4 import BeautifulSoup
from openpyxl import load_workbook

import analyysi
from analyysi.agreement.decision import decision_path, read_decision
from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.archive.crate import crate_bytes, read_me, record_bytes
from analyysi.archive.edition import RECORD, EditionRecord, Superseded
from analyysi.desk.desk import Desk
from analyysi.drafting.surveys.asked_survey import AskedSurvey, asked_survey, missing_answers
from analyysi.drafting.surveys.form import form_files
from analyysi.drafting.surveys.reminder import reminder_file, reminders
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.papers.indexes.decision_index import decision_index
from analyysi.run.batch.batch import FAILED, RunOutcome
from analyysi.run.batch.summary import index_html, runs_csv
from support.command_line import call
from support.desks import widgets_in
from support.hostile_texts import HOSTILE, STEERING, write_hostile_texts, write_hostile_year
from support.made_up_runs import run
from support.places import ROOT
from support.published_years import edition
from support.surveys import FIGURES, asks

pytestmark = pytest.mark.slow

ID, YEAR = "kainuu-ict", 2027
TEXTS = (*HOSTILE, *(text for text in STEERING if text.isprintable()))
ACTIVE = ["script", "iframe", "object", "embed", "form", "base", "link", "meta", "img", "a", "svg"]
OURS = {"meta", "a", "svg"}
"""Of those, what pages of ours have."""
FORMULA = ("=", "+", "-", "@", "＝", "\t", "\r")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose agreement, terms and a survey have hostile texts in every field."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    project = Project(folder)
    answers = asks(project)
    with answers.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["municipality_code", "workstations", "estimated", "source"])
        rows.writerows([code, 10, "yes", text] for code, text in zip(FIGURES, TEXTS, strict=False))
    write_hostile_year(project, YEAR, TEXTS)
    return project


@pytest.fixture(scope="module")
def survey(project: Project) -> AskedSurvey:
    return asked_survey(project, ID, YEAR)


def names(project: Project, language: str = "fi") -> list[str]:
    """Return the names of the payers of the year."""
    agreement = read_agreement(project, ID)
    terms = read_terms(project, agreement, YEAR)
    return [agreement.party(code).name.or_main(language) for code in terms.participants]


def spaced(text: str) -> str:
    return " ".join(text.split())


def without_spaces(text: str) -> str:
    return "".join(text.split())


def steers_nothing(text: str) -> bool:
    """Return whether a text has no sign but letters, line breaks and soft hyphens."""
    categories = {unicodedata.category(sign) for sign in text.replace("\n", "").replace("\xad", "")}
    return categories.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def is_inert(page: str, allowed: set[str] = OURS) -> None:
    """Check that a page or a part of one has nothing active, and no address outside."""
    root = BeautifulSoup(page, "html.parser")
    assert {tag.name for tag in root(ACTIVE)} <= allowed
    assert not root.find("meta", attrs={"http-equiv": re.compile("(?i)refresh")})
    for tag in root(True):
        for name, value in tag.attrs.items():
            assert not name.startswith(("on", "ping", "srcdoc")), (tag.name, name)
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                assert not re.match(r"(?i)\s*(?:https?:|javascript:|//|data:text)", str(value))


def is_plain_workbook(content: bytes) -> list[str]:
    """Check that a workbook has no formula of theirs and no link, and return its texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    assert not re.search(rb'TargetMode="External"|externalLink', b"".join(parts.values()))
    texts = []
    for sheet in load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                assert not re.search(r"HYPERLINK|WEBSERVICE|cmd\||DDE|SUM\(A1", str(cell.value))
            elif isinstance(cell.value, str):
                texts.append(spaced(cell.value))
    return texts


def cells_of(text: str, delimiter: str = ",") -> list[str]:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [cell for row in rows for cell in row]


def no_cell_is_a_formula(text: str, delimiter: str = ",") -> None:
    for cell in cells_of(text, delimiter):
        ours = re.fullmatch(r'[+-]?\d+([.,]\d+)?|="[\w/.,-]+"|-', cell)
        assert ours or not cell.startswith(FORMULA), cell


@pytest.mark.parametrize(
    "command",
    [("compare", ID, str(YEAR)), ("explain", ID, "2023"), ("check",), ("use", ID, str(YEAR))],
    ids=lambda command: str(command[0]),
)
def test_a_command_prints_names_as_they_are_written(
    project: Project, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    dry = ["--dry-run"] if command[0] == "use" else []
    outcome = call(*command, *dry, "--project", str(project.root))
    assert outcome.fault is None
    assert steers_nothing(outcome.printed)


def test_a_table_on_the_screen_cuts_no_figure_and_no_name(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    asked = ("compare", ID, str(YEAR), "--language", "fi", "--project", str(project.root))
    printed = call(*asked).printed
    assert "…" not in printed
    comparison = analyysi.load(ID, YEAR, project=str(project.root)).compare()
    shares = re.findall(r"\d{1,3}(?:\u00a0\d{3})*,\d\d", printed)
    for cents in comparison.exact.chosen.cents.values():
        written = f"{cents // 100:,}".replace(",", "\u00a0") + f",{cents % 100:02}"
        assert written in shares
    columns = zip(*[line.split("┃") for line in printed.splitlines() if "┃" in line], strict=True)
    headings = {without_spaces("".join(column)) for column in columns}
    assert {without_spaces(name) for name in names(project)} <= headings


@pytest.mark.parametrize("format_name", ["csv", "json"])
def test_what_compare_hands_to_programs_is_whole(project: Project, format_name: str) -> None:
    form = ("--json",) if format_name == "json" else ("--format", format_name)
    printed = call("compare", ID, str(YEAR), *form, "--project", str(project.root)).printed
    if format_name == "csv":
        no_cell_is_a_formula(printed)
        return
    splits = json.loads(printed)["result"]["splits"]
    shown = {payer["name"] for split in splits for payer in split["payers"]}
    assert shown == set(names(project))


@pytest.mark.parametrize("command", ["compare", "explain"])
def test_tables_for_excel_are_plain(project: Project, command: str, tmp_path: Path) -> None:
    year = str(YEAR) if command == "compare" else "2023"
    for name in ("table.xlsx", "table.csv"):
        asked = (command, ID, year, "--format", "excel", "--output", str(tmp_path / name))
        assert call(*asked, "--project", str(project.root)).fault is None
    texts = is_plain_workbook((tmp_path / "table.xlsx").read_bytes())
    no_cell_is_a_formula((tmp_path / "table.csv").read_text(encoding="utf-8-sig"), ";")
    if command == "compare":
        for name in names(project):
            assert spaced(name) in " ".join(texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("per_payer", [True, False])
def test_forms_of_a_survey_are_plain(survey: AskedSurvey, language: str, per_payer: bool) -> None:
    forms = form_files(survey, language, None, per_payer=per_payer)
    for name, content in forms.items():
        assert re.fullmatch(r"[a-z0-9-]{1,150}\.xlsx", name)
        texts = " ".join(is_plain_workbook(content))
        assert spaced(survey.agreement.purpose.in_language(language)) in texts
        if not per_payer:
            for code in survey.payers:
                assert spaced(survey.agreement.party(code).name.or_main(language)) in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_reminders_are_plain_text(survey: AskedSurvey, language: str) -> None:
    texts = reminders(survey, missing_answers(survey, {}), language)
    assert set(texts) == set(survey.payers)
    for code, text in texts.items():
        assert re.fullmatch(r"[a-z0-9-]{1,150}\.txt", reminder_file(survey, language, code))
        assert steers_nothing(text)
        assert survey.agreement.party(code).name.or_main(language) in text
        # Whoever mails it has the subject as one line: a text ends no line of its own.
        assert text.count("\n") == len(text.splitlines())


def test_the_record_and_the_metadata_of_an_edition_are_whole() -> None:
    record = edition(Project(ROOT)).record
    for text in TEXTS:
        changed = record.model_copy(
            update={
                "title": text,
                "prepared_by": text,
                "supersedes": Superseded(edition=1, reason=text),
            }
        )
        assert EditionRecord.model_validate(json.loads(record_bytes(changed))).title == text
        graph = json.loads(crate_bytes(changed))["@graph"]
        plain = json.loads(crate_bytes(record))["@graph"]
        ids = {entity["@id"] for entity in plain} | {entity["@id"] for entity in graph}
        assert not any(text in name for name in ids)
        whole = next(entity for entity in graph if entity["@id"] == "./")
        assert (whole["name"], text in whole["description"]) == (text, True)
        assert read_me(changed).decode("utf-8").startswith(f"{text}\n")


def test_run_json_of_a_report_has_the_texts(project: Project) -> None:
    asked = ("report", ID, str(YEAR), "--format", "txt", "--municipality", "578", "--quiet")
    outcome = call(*asked, "--project", str(project.root))
    assert outcome.fault is None
    (record,) = project.reports.glob(f"{ID}/*/{RECORD}")
    assert re.fullmatch(r"[a-z0-9-]{1,200}", record.parent.name)
    shown = json.loads(record.read_bytes())["report"]
    assert {share["name"] for share in shown["shares"]} == set(names(project))


def hostile_runs() -> Iterator[RunOutcome]:
    """Yield runs of a batch whose every text is hostile, made and failed."""
    for place, text in enumerate(TEXTS):
        year = 1990 + place
        made = run(year)
        assert made.record is not None
        assert made.report_run is not None
        report = dict(made.record["report"])
        report |= {"title": text, "subject": text, "way": text}
        report["shares"] = [{**share, "name": text} for share in report["shares"]]
        seat = replace(made.report_run, seat_name=text)
        yield replace(made, record={**made.record, "report": report}, report_run=seat)
        yield replace(run(year, "sv", status=FAILED), fault=text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_of_a_batch_is_plain(language: str) -> None:
    runs = list(hostile_runs())
    page = index_html(runs, language).decode("utf-8")
    is_inert(page)
    shown = spaced(BeautifulSoup(page, "html.parser").get_text(" "))
    assert all(spaced(text) in shown for text in TEXTS)
    no_cell_is_a_formula(runs_csv(runs).decode("utf-8"))


@pytest.mark.parametrize("name", ["kt-2022", "nordic-council-2010", "yakima-2013"])
def test_printed_decisions_are_plain(tmp_path: Path, name: str) -> None:
    shutil.copytree(ROOT / "data" / "decisions", tmp_path / "data" / "decisions")
    (tmp_path / "data" / "agreements").mkdir()
    project = Project(tmp_path)
    path = tmp_path / decision_path(project, name)
    content = tomlkit.parse(path.read_text(encoding="utf-8"))
    write_hostile_texts(content, cycle(TEXTS))
    for field, text in zip(("publisher", "title"), TEXTS, strict=False):
        content["source"][field] = text
    path.write_text(tomlkit.dumps(content), encoding="utf-8")
    decisions = {name: read_decision(project, name)}
    for language in LANGUAGES:
        page = decision_index(decisions, language)
        is_inert(page)
        shown = spaced(BeautifulSoup(page, "html.parser").get_text(" "))
        assert spaced(decisions[name].rule.in_language(language)) in shown
        assert spaced(TEXTS[0]) in shown
    for suffix in ("xlsx", "csv"):
        output = tmp_path / f"decisions.{suffix}"
        asked = ("decisions", "--format", "excel", "--output", str(output))
        assert call(*asked, "--project", str(tmp_path)).fault is None
    is_plain_workbook((tmp_path / "decisions.xlsx").read_bytes())
    no_cell_is_a_formula((tmp_path / "decisions.csv").read_text(encoding="utf-8-sig"), ";")
    printed = call("decisions", "--project", str(tmp_path)).printed
    assert steers_nothing(printed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_shows_texts(project: Project, language: str) -> None:
    pytest.importorskip("ipywidgets")
    desk = Desk(str(project.root), agreement=ID, year=YEAR, language=language)
    shown = ""
    for widget in widgets_in(desk.box):
        kind = type(widget).__name__
        if kind in ("HTML", "HTMLMath"):
            is_inert(widget.value, {"svg", "img"})  # the picture is data
            shown += BeautifulSoup(widget.value, "html.parser").get_text(" ")
        # A label of ipywidgets is text unless it is told otherwise.
        assert not getattr(widget, "description_allow_html", False)
    for name in names(project, language):
        assert spaced(name) in spaced(shown)


def test_tables_in_jupyterlab_are_text(project: Project) -> None:
    case = analyysi.load(ID, YEAR, project=str(project.root))
    comparison = case.compare()
    stored = analyysi.data(ID, project=str(project.root))
    for shown in (case, comparison, stored, comparison.shares, case.figures, case.sources):
        page = shown._repr_html_()
        is_inert(page, {"svg"})
    table = BeautifulSoup(comparison._repr_html_(), "html.parser").get_text(" ")
    for name in names(project):
        assert spaced(name) in spaced(table)


def test_the_terms_of_the_next_year_have_the_same_texts(project: Project) -> None:
    asked = ("new-year", ID, "2028", "--project", str(project.root))
    outcome = call(*asked)
    assert outcome.fault is None
    assert steers_nothing(outcome.printed)
    agreement = read_agreement(project, ID)
    before, after = (read_terms(project, agreement, year) for year in (YEAR, 2028))
    written = {key.label.main for key in before.keys.values()}
    assert {key.label.main for key in after.keys.values()} <= written
    assert after.participants == before.participants
