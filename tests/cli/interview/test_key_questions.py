"""Figures of the payers: published, in a table that somebody sent, or still to be asked for."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from analyysi.cli.interview.key_questions import (
    SOURCES,
    add_asked,
    add_from_table,
    add_key,
    add_named,
    add_population,
)
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.figure_keys import check_day
from analyysi.errors import AnalyysiError, SchemaError
from analyysi.languages.catalogue import check_translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from support.interviews import answers_of, state_of, workstations
from support.written_tables import as_xlsx

KAINUU = "Kajaani, Kuhmo, Sotkamo, Suomussalmi, Paltamo, Puolanka, Ristijärvi"


def test_days_are_those_of_the_calendar() -> None:
    assert check_day("2026-12-31") == date(2026, 12, 31)
    for text in ("31.2.2026", "eilen", "31.12."):
        with pytest.raises(AnswerError, match=r"is no day: it is written as 31\.12\.2026"):
            check_day(text)


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_words(name: str) -> None:
    for language in LANGUAGES:
        check_translated(SOURCES[name].title.text, language)


@pytest.mark.slow
def test_published_figures_are_keys(project: Project) -> None:
    state = state_of(project)
    answers = answers_of(state)
    assert add_population(state, answers)[1] == "population_2025"
    named = "kuntaliitto/areas-2016:land_area_km2:2016"
    assert add_named(state, answers, named)[1] == "land_area_km2_2016"
    with pytest.raises(AnalyysiError, match="Did you mean"):
        add_named(state, answers, "kuntaliitto/areas-2016:land_area:2016")
    chosen, name = add_key(state_of(project, ["stored", "maapinta-ala", "1"]), answers)
    assert name in [key.name for key in chosen.keys]
    with pytest.raises(AnswerError, match="There is no choice 'zzzz'. Did you mean"):
        add_key(state_of(project, ["stored", "zzzz"]), answers)


@pytest.mark.slow
def test_payers_without_a_population_are_told_of_a_way(project: Project) -> None:
    state = state_of(project)
    answers = answers_of(state, "Kajaani, liitto=Kainuun liitto")
    with pytest.raises(AnswerError, match="Choose other figures, such as those of a table"):
        add_population(state, answers)


@pytest.mark.slow
def test_a_colleagues_workbook_is_read_and_what_it_lacks_is_asked(
    project: Project, tmp_path: Path
) -> None:
    path = workstations(tmp_path)
    lines = [str(path), "noin 90", "tietohallinto", "55", "kirjaamo", "k"]
    state = state_of(project, lines)
    answers, name = add_from_table(state, answers_of(state, KAINUU))
    key = next(named.key for named in answers.keys if named.name == name)
    assert (key.unit, key.reference_date, key.survey) == (
        "workstations",
        date(2026, 12, 31),
        "kysely-2027.csv",
    )
    assert key.origin is None
    lines_of_survey = answers.survey_files["kysely-2027.csv"].splitlines()
    assert "765,520,yes,n. 520,työasemat.xlsx" in lines_of_survey
    assert "620,90,yes,noin 90,tietohallinto" in lines_of_survey
    assert "697,55,,,kirjaamo" in lines_of_survey
    assert answers.missing == {}


@pytest.mark.slow
def test_what_is_left_empty_is_asked_of_the_payers_later(project: Project, tmp_path: Path) -> None:
    path = workstations(tmp_path)
    state = state_of(project, [str(path), "", "", "k"])
    answers, name = add_from_table(state, answers_of(state, KAINUU))
    assert answers.missing == {name: ["620", "697"]}


@pytest.mark.slow
def test_a_cell_that_is_no_figure_is_told_and_asked(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "luvut.xlsx"
    rows = [["Kunta", "Tunnit"], ["Kajaani", 10], ["Kuhmo", "ei tietoa"], ["Paltamo", 5]]
    as_xlsx(path, {"a": rows})
    # Neither a unit nor a day is asked but the day: the heading says the unit.
    state = state_of(project, [str(path), "30.6.2026", "7", "puhelu", "e", "Konsultin taulukko"])
    answers, name = add_from_table(state, answers_of(state))
    key = next(named.key for named in answers.keys if named.name == name)
    assert (key.unit, key.reference_date) == ("hours", date(2026, 6, 30))
    assert key.origin is not None
    assert (key.origin.main, key.survey) == ("Konsultin taulukko", "luvut-2027.csv")
    assert "ei tietoa" in capsys.readouterr().out
    wrong = state_of(project, [str(path), "30.6.2026", "seitsemän"])
    with pytest.raises(AnalyysiError, match="is no figure"):
        add_from_table(wrong, answers_of(wrong))


@pytest.mark.slow
def test_enter_states_no_day_and_no_origin(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "luvut.xlsx"
    as_xlsx(path, {"a": [["Kunta", "Tunnit"], ["Kajaani", 10], ["Kuhmo", 20], ["Paltamo", 5]]})
    for lines, said in (
        ([""], r"Kirjoita päivä muodossa 31\.12\.2026"),
        (["30.9.2026", ""], "Vastaa kyllä tai ei"),
    ):
        state = state_of(project, [str(path), *lines])
        with pytest.raises(AnswerError) as fault:
            add_from_table(state, answers_of(state))
        assert re.search(said, state.dialogue.words.of(fault.value.message))


def test_a_workbook_of_several_sheets_is_asked_for_its_sheet(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "luvut.xlsx"
    rows = [["Kunta", "Tunnit"], ["Kajaani", 10], ["Kuhmo", 20], ["Paltamo", 5]]
    other = [["Kunta", "Tunnit"], ["Kajaani", 1], ["Kuhmo", 2], ["Paltamo", 3]]
    as_xlsx(path, {"2025": other, "2026": rows})
    state = state_of(project, [str(path), "2026", "30.6.2026", "k"])
    answers, _ = add_from_table(state, answers_of(state))
    assert "205,10,,luvut.xlsx" in answers.survey_files["kysely-2027.csv"]


@pytest.mark.slow
def test_a_table_of_other_payers_is_refused(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "luvut.xlsx"
    as_xlsx(path, {"a": [["Kunta", "Tunnit"], ["Helsinki", 10], ["Espoo", 5]]})
    state = state_of(project, [str(path)])
    with pytest.raises(SchemaError, match="Parties: Kajaani"):
        add_from_table(state, answers_of(state))


@pytest.mark.slow
def test_figures_that_are_asked_for_have_no_file_yet(project: Project) -> None:
    state = state_of(project, ["workstations", "työasemat", ""])
    answers, name = add_asked(state, answers_of(state))
    assert name == "tyoasemat"
    assert answers.missing == {name: ["205", "290", "578"]}
    assert answers.survey_files == {}
    label = next(named.key.label for named in answers.keys if named.name == name)
    assert label.main == "työasemat 31.12.2026"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_faults_of_cells_are_told_in_the_language(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    path = tmp_path / "luvut.xlsx"
    cells = [300, "1.380", "-5", "sata", "1 5 2", "5 puuta", "=#REF!"]
    names = KAINUU.split(", ")
    rows = [["Kunta", "Työasemat 31.12.2026"], *map(list, zip(names, cells, strict=True))]
    as_xlsx(path, {"Taul1": [*rows, ["Pohjoinen", 4]]})
    yes = {"fi": "k", "sv": "ja"}[language]
    state = state_of(project, [str(path), *[""] * 6, yes], language)
    add_from_table(state, answers_of(state, KAINUU))
    printed = capsys.readouterr().out
    for english in ("sheet ", "holds", "doubt", "below zero", "expected", "workstations"):
        assert english not in printed
    assert {"fi": "välilehti Taul1, B3", "sv": "bladet Taul1, B3"}[language] in printed


def test_formulas_that_were_never_calculated_are_said_so(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "luvut.xlsx"
    cells = [["Kajaani", "=300+110"], ["Kuhmo", "=1+1"], ["Paltamo", "=5"]]
    as_xlsx(path, {"a": [["Kunta", "Työasemat 31.12.2026"], *cells]})
    state = state_of(project, [str(path)])
    with pytest.raises(SchemaError, match="B2 holds a formula that was never calculated"):
        add_from_table(state, answers_of(state))


def test_a_column_that_is_asked_for_is_no_option(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "luvut.xlsx"
    rows = [["Kunta", "Työasemia", None], [None, "pöytä", "kannettava"]]
    as_xlsx(path, {"a": [*rows, ["Kajaani", 300, 110], ["Kuhmo", 20, 1], ["Paltamo", 5, 2]]})
    state = state_of(project, [str(path), "Työasemia"])
    with pytest.raises(AnalyysiError, match="sarake B .*sarake C") as fault:
        add_from_table(state, answers_of(state))
    assert "--" not in str(fault.value)
