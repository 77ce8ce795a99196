"""A year's case as tables: figures, sources, terms."""

from datetime import date
from decimal import Decimal

import pytest

import analyysi
from analyysi.errors import ParameterError


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
    assert [str(kind) for kind in frame.dtypes] == ["int64"] * 4


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


def test_a_survey_has_no_day_of_retrieval() -> None:
    with_survey = analyysi.load("kainuu-ict", 2027).sources
    surveys = with_survey[with_survey["retrieved"].isna()]
    assert all(name.endswith(".csv") for name in surveys["file"])


def test_total_is_exact_and_terms_are_readable(case: analyysi.Case) -> None:
    assert case.total == Decimal("80000.00")
    assert case.terms["Jakotapa"] == "Asukasluku 31.12.2021"
    assert "Paltamo" in case.terms["Kunta"]


def test_tables_speak_the_language_asked_for() -> None:
    frame = analyysi.load("kainuu-ict", 2023, language="sv").figures
    assert frame.index.name == "Kommun"
    assert "Sotkamo" in frame.index


def test_a_misspelt_name_is_answered_with_the_nearest(case: analyysi.Case) -> None:
    with pytest.raises(ParameterError, match=r"no key 'population_2012'.*population_2021"):
        case.key("population_2012")
    with pytest.raises(ParameterError, match="kainuu-ict"):
        analyysi.load("kainu-ict", 2023)
    with pytest.raises(ParameterError, match="'sw'"):
        _ = analyysi.load("kainuu-ict", 2023, language="sw").terms


def test_a_notebook_shows_the_terms_in_words(case: analyysi.Case) -> None:
    html = case._repr_html_()
    assert "<table" in html
    assert "80\u00a0000,00\u00a0€" in html
    assert repr(case) == "<Case kainuu-ict 2023: 7 payers, 4 keys>"
