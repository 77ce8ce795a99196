"""A year's case as tables: figures, sources, terms."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import analyysi
from analyysi.errors import ParameterError
from analyysi.project import Project


@pytest.fixture(scope="module")
def case() -> analyysi.Case:
    return analyysi.load("kainuu-ict", 2023)


def test_figures_have_names_units_days_and_sources(case: analyysi.Case) -> None:
    frame = case.figures
    assert frame.index.name == "Kunta"
    heading = "Asukasluku 31.12.2021 (asukasta)"
    assert frame.loc["Paltamo", heading] == 3183
    assert frame.attrs["keys"][heading] == "population_2021"
    assert "THL" in frame.attrs["sources"][heading]
    assert frame.attrs["codes"]["Paltamo"] == "578"
    assert [str(kind) for kind in frame.dtypes] == ["int64"] * 6
    net = frame["Nettotoimintamenot, talousarvio 2023 (euroa)"]
    assert net["Paltamo"] == 7_856_481
    assert frame["Vuosikate, talousarvio 2023 (euroa)"]["Paltamo"] == 1_710_170
    assert frame.attrs["sources"][net.name] == "Valtiokonttori"


@pytest.mark.slow
def test_every_figure_is_that_of_the_exact_case(case: analyysi.Case) -> None:
    for name, figures in case.exact.problem.keys.items():
        of_payer = {code: case.key(name)[payer] for payer, code in case.payers.items()}
        assert of_payer == figures


def test_headings_have_no_space_that_cannot_be_typed(case: analyysi.Case) -> None:
    headings = [*case.figures.columns, *case.compare().shares.columns]
    assert not [heading for heading in headings if "\u00a0" in heading]


def test_sources_are_listed_by_key(case: analyysi.Case) -> None:
    source = case.sources.loc["tax_revenue_2020"]
    assert source["unit"] == "thousand_euros"
    assert source["day"] == date(2020, 12, 31)
    assert source["retrieved"] == date(2026, 11, 24)
    assert source["licence"]


@pytest.mark.slow
def test_a_survey_has_no_day_of_retrieval() -> None:
    with_survey = analyysi.load("kainuu-ict", 2027).sources
    surveys = with_survey[with_survey["retrieved"].isna()]
    assert all(name.endswith(".csv") for name in surveys["file"])


def test_total_is_exact_and_terms_are_readable(case: analyysi.Case) -> None:
    assert case.total == Decimal("80000.00")
    assert case.terms["Jakotapa"] == "Asukasluku 31.12.2021"
    assert "Paltamo" in case.terms["Kunta"]


@pytest.mark.slow
def test_tables_speak_the_language_asked_for() -> None:
    frame = analyysi.load("kainuu-ict", 2023, language="sv").figures
    assert frame.index.name == "Kommun"
    assert "Sotkamo" in frame.index


@pytest.mark.slow
def test_a_misspelt_name_is_answered_with_the_nearest(case: analyysi.Case) -> None:
    with pytest.raises(ParameterError, match=r"no key 'population_2012'.*population_2021"):
        case.key("population_2012")
    with pytest.raises(ParameterError, match="kainuu-ict"):
        analyysi.load("kainu-ict", 2023)
    with pytest.raises(ParameterError, match="'sw'"):
        _ = analyysi.load("kainuu-ict", 2023, language="sw").terms


@pytest.mark.slow
def test_a_trial_says_what_it_changed() -> None:
    trial = analyysi.load("kainuu-ict", "2023", total=90000, method="equal")
    assert trial.total == Decimal("90000.00")
    assert trial.compare().chosen == "Tasajako"
    assert trial.terms["Tila"].startswith("KOKEILU. Kokonaiskustannus on kokeilussa 90")
    assert repr(trial).startswith("<Case trial of kainuu-ict 2023")


def test_an_unknown_trial_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ParameterError, match="Did you mean 'equal'"):
        analyysi.load("kainuu-ict", 2023, method="equall")


def test_a_misspelt_parameter_in_the_notebook_stops_the_loading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = ['agreement = "kainuu-ict"\nyear = 2023\nkunta = "Paltamo"']
    monkeypatch.setattr("analyysi.analyst.notebook_names.names_set", lambda: {"In": cells})
    with pytest.raises(ParameterError, match="no parameter 'kunta'"):
        analyysi.load("kainuu-ict", 2023)


@pytest.mark.slow
def test_the_project_that_the_command_passes_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, project: Project
) -> None:
    monkeypatch.chdir(tmp_path)
    cells = ["# Parameters\nproject = '/somewhere'"]
    names = {"In": cells, "project": str(project.root)}
    monkeypatch.setattr("analyysi.analyst.notebook_names.names_set", lambda: names)
    assert analyysi.load("kainuu-ict", 2023).project.root == project.root


def test_a_notebook_shows_the_terms_in_words(case: analyysi.Case) -> None:
    html = case._repr_html_()
    assert "<table" in html
    assert "80\u00a0000,00\u00a0€" in html
    assert repr(case) == "<Case kainuu-ict 2023: 7 payers, 4 keys>"


@pytest.mark.slow
def test_keys_with_one_heading_have_columns_of_their_own() -> None:
    case = analyysi.load("kainuu-ict", 2023)
    alike = {"label": "Toimipaikat", "unit": "toimipaikkaa", "date": "2022-09-30", "source": "Oma"}
    for name, number in (("first", 1), ("second", 2)):
        case = case.with_key(name, dict.fromkeys(case.payers.index, number), **alike)
    assert case.figures.shape == (7, 8)
    assert set(case.key("first")) == {1}
    assert set(case.key("second")) == {2}


WORKSTATIONS = {
    "Hyrynsalmi": 50,
    "Kuhmo": 200,
    "Paltamo": 100,
    "Puolanka": 60,
    "Ristijärvi": 30,
    "Sotkamo": 300,
    "Suomussalmi": 160,
}


def shared_by_workstations(case: analyysi.Case, **changed: Any) -> analyysi.Case:
    described = {
        "label": "työasemien määrä",
        "unit": "workstations",
        "date": "2022-09-30",
        "source": "Kuntien ilmoitukset",
        "chosen": True,
    }
    return case.with_key("workstations", WORKSTATIONS, **(described | changed))


@pytest.mark.slow
def test_a_key_of_ones_own_can_be_what_a_trial_shares_by(case: analyysi.Case) -> None:
    trial = shared_by_workstations(case)
    comparison = trial.compare()
    assert comparison.chosen == "Työasemien määrä"
    assert comparison.shares.loc["Paltamo", comparison.chosen] == 8888.89  # 100 / 900 of 80 000
    assert trial.terms["Jakotapa"] == "Työasemien määrä"
    assert trial.terms["Tila"] == "KOKEILU. Jakotapa on valittu kokeilua varten."
    assert "trial of kainuu-ict 2023" in repr(trial)
    record = comparison.report().results().extra["application/json"]
    assert record["parameters"]["key"] == "workstations"
    assert list(record["own"]["keys"]) == ["workstations"]
    assert "trial" not in repr(shared_by_workstations(case, chosen=False))


@pytest.mark.slow
def test_a_chosen_key_can_be_replaced_and_joined_by_another(case: analyysi.Case) -> None:
    again = shared_by_workstations(shared_by_workstations(case))
    assert list(again.figures) == list(shared_by_workstations(case).figures)
    beside = again.with_key(
        "sites", WORKSTATIONS, label="Toimipaikat", unit="kpl", date="2022-09-30", source="Oma"
    )
    assert beside.compare().chosen == "Työasemien määrä"
    assert beside.exact.trial == again.exact.trial


@pytest.mark.slow
def test_a_text_of_a_key_must_be_in_the_language_of_the_case() -> None:
    swedish = analyysi.load("kainuu-ict", 2023, language="sv")
    with pytest.raises(ParameterError, match="label has no text in 'sv', the language of the case"):
        shared_by_workstations(swedish, label={"fi": "työasemien määrä"})
    shared_by_workstations(swedish, label={"sv": "antal arbetsstationer"})
