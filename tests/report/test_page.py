"""The page's parts without a browser: what they say, and that they fit payers of any kind."""

from dataclasses import replace

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.explain import explanation_for_report
from analyysi.comparison.report_context import ReportContext
from analyysi.errors import ReportError
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.pictures.picture import Picture
from support.pages import page_text
from support.prepared import DAY, OFFICE, prepared_by_office


@pytest.mark.slow
def test_reader_learns_whose_choice_the_method_is(kainuu_2023: Comparison) -> None:
    assert "Jakotapa on analyysin tekijän valinta." in page_text(Page(kainuu_2023, "fi"))


@pytest.mark.slow
def test_payers_that_are_no_municipalities_and_no_heads(organisations: Project) -> None:
    comparison = compare_methods(load_year(organisations, "yhteinen-palvelu", 2025))
    text = page_text(Page(comparison, "fi"))
    assert "Neljä maksajaa maksaisi yhteensä" in text
    assert "Maksaja" in text
    assert "asukasta kohti" not in text.lower()
    assert "julkaistu osuus on myös vertaillun jakotavan tulos" in text


@pytest.mark.slow
def test_names_with_markup_stay_text(kainuu_2023: Comparison) -> None:
    name = kainuu_2023.case.agreement.party("578").name
    marked = kainuu_2023.case.agreement.model_copy(
        update={
            "parties": tuple(
                party.model_copy(update={"name": name.model_copy(update={"fi": "<b>&Paltamo"})})
                if party.code == "578"
                else party
                for party in kainuu_2023.case.agreement.parties
            )
        }
    )
    comparison = replace(kainuu_2023, case=replace(kainuu_2023.case, agreement=marked))
    html = Page(comparison, "fi").head().html
    assert "<b>" not in html
    assert "&lt;b&gt;&amp;Paltamo" in html


def test_picture_without_words_is_refused() -> None:
    with pytest.raises(ReportError, match="no alt text"):
        Picture("x", "<svg></svg>", "<svg></svg>", " ", "caption").html()


@pytest.mark.slow
def test_no_verdict_is_passed_on_any_way(kainuu_2023: Comparison) -> None:
    text = page_text(Page(kainuu_2023, "fi"))
    for words in ("erusteltavissa", "aikea perustella", "arauksin", "yhdistyisivät", "arvottiin"):
        assert words not in text


@pytest.mark.slow
def test_reader_learns_that_the_search_found_no_rule(
    kainuu_2023: Comparison, project: Project
) -> None:
    explanation = explanation_for_report(project, kainuu_2023.case)
    assert explanation is not None
    text = page_text(Page(kainuu_2023, "fi", context=ReportContext(explanation)))
    hits = explanation.inference.hitting_rules
    assert f"Niistä {hits} antaa juuri sen, mikä on julkaistu, ja noin " in text
    assert "Kun vain osa osuuksista on julkaistu, sääntöä ei voi tietää." in text
    assert "Sääntö tunnetaan" not in text
    # Beside a decision a list of rules that fit would be read as a claim.
    assert "järjestäjä ensin 4 % ja väestö 31.12.2020" not in text
    assert "Laskutapaa etsittiin" not in page_text(Page(kainuu_2023, "fi"))


def test_no_search_without_named_snapshots_or_a_published_share(
    kainuu_2027: Comparison, project: Project
) -> None:
    assert explanation_for_report(project, kainuu_2027.case) is None


def test_record_of_the_run_names_who_made_it_and_when(kainuu_2023: Comparison) -> None:
    report = (
        Page(prepared_by_office(kainuu_2023), "sv").results().extra["application/json"]["report"]
    )
    prepared = report["prepared"]
    assert (prepared["by"], prepared["day"]) == (OFFICE.sv, DAY.isoformat())
