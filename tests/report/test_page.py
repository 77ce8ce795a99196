"""The page's parts without a browser: what they say, and that they fit payers of any kind."""

from dataclasses import replace

import pytest

from analyysi.agreement.terms import Published
from analyysi.allocation.as_published import PublishedAmounts
from analyysi.allocation.methods import METHODS
from analyysi.comparison.case import Variant, load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.explain import explanation_for_report
from analyysi.comparison.report_context import ReportContext
from analyysi.errors import ReportError
from analyysi.languages.local_text import LocalText
from analyysi.money import euros
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.pictures.dot_rows import Dot, DotRow, draw_dot_rows
from analyysi.report.pictures.picture import Picture
from support.pages import page_text


@pytest.mark.slow
def test_published_share_stands_between_its_neighbours(kainuu_2023: Comparison) -> None:
    text = page_text(Page(kainuu_2023, "fi"))
    assert "Mikään lasketuista jakotavoista ei anna tätä summaa." in text
    assert (
        "alapuolella verotulot 2020 (6 999 euroa) ja yläpuolella kunnan tulovero 2020 (7 290 euroa)"
        in text
    )
    assert (
        "Julkaistu prosenttiluku 8,8 % vastaa summaa, joka on 8,849 % kokonaiskustannuksesta."
        in text
    )


@pytest.mark.slow
def test_reader_learns_whose_choice_the_method_is(kainuu_2023: Comparison) -> None:
    assert "Jakotapa on analyysin tekijän valinta." in page_text(Page(kainuu_2023, "fi"))


@pytest.mark.slow
def test_year_without_published_decisions_says_so(kainuu_2027: Comparison) -> None:
    text = page_text(Page(kainuu_2027, "fi"))
    assert "Tästä vuodesta ei ole julkaistu päätöksiä" in text
    assert "Mitä ei tiedetä" in text
    assert "Se tarkentuu talousarviossa." in text
    assert "7 079" not in text


def test_several_published_shares_each_get_a_heading(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    (paltamo,) = case.terms.published
    terms = case.terms.model_copy(
        update={"published": (paltamo, paltamo.model_copy(update={"payer": "620"}))}
    )
    page = Page(replace(kainuu_2023, case=replace(case, terms=terms)), "fi")
    html = page.published().html
    assert ">Julkaistut päätökset</h2>" in html
    for name in ("Paltamo", "Puolanka"):
        assert f"<h3>{name}: julkaistu osuus ei ole minkään vertaillun jakotavan tulos</h3>" in html


def with_published(comparison: Comparison, *shares: Published) -> Comparison:
    case = comparison.case
    return replace(
        comparison, case=replace(case, terms=case.terms.model_copy(update={"published": shares}))
    )


@pytest.mark.slow
def test_share_that_is_only_reported_is_not_said_to_be_decided(kainuu_2023: Comparison) -> None:
    (paltamo,) = kainuu_2023.case.terms.published
    source = LocalText(fi="Lehti 2023.", en="Newspaper 2023")
    reported = paltamo.model_copy(update={"decided_by": None, "source": source})
    text = page_text(Page(with_published(kainuu_2023, reported), "fi"))
    assert "Paltamo: julkaistu osuus on 7 079 euroa (Lehti 2023)." in text
    assert "on hyväksynyt osuuden" not in text
    text = page_text(Page(with_published(kainuu_2023, reported), "en"))
    assert "The published share of Paltamo is 7,079 euros (Newspaper 2023)." in text


@pytest.mark.slow
def test_full_table_tells_reported_shares_from_decided_ones(kainuu_2023: Comparison) -> None:
    (paltamo,) = kainuu_2023.case.terms.published
    source = LocalText(fi="Lehti 2023.")
    shares = tuple(
        paltamo.model_copy(update={"payer": code, "percent": None})
        if code == "578"
        else paltamo.model_copy(
            update={"payer": code, "percent": None, "decided_by": None, "source": source}
        )
        for code in kainuu_2023.payers
    )
    text = page_text(Page(with_published(kainuu_2023, *shares), "fi"))
    assert (
        "Päätöksen on tehnyt: Paltamon kunnanhallitus. Lähteessä ei mainita päätöstä näistä "
        "osuuksista: Sotkamo, " in text
    )
    assert "Hyrynsalmi ja Ristijärvi (Lehti 2023)." in text


def test_published_sums_have_no_sections_of_what_does_not_follow_from_them(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    amounts = {"amounts": {code: euros(cents) for code, cents in kainuu_2023.chosen.cents.items()}}
    variant = Variant(METHODS["as_published"], PublishedAmounts.model_validate(amounts))
    sums = compare_methods(replace(case, chosen=variant))
    page = Page(sums, "fi")
    for part in (page.leaving(), page.movement()):
        assert part.html == ""
        assert part.plain.startswith("Tällä jakotavalla ei voi laskea, mi")
    assert page.published().html
    rule = Page(kainuu_2023, "fi")
    assert "<h2" in rule.leaving().html
    assert "robustness" in rule.movement().html


def test_payers_that_are_no_municipalities_and_no_heads(organisations: Project) -> None:
    comparison = compare_methods(load_year(organisations, "yhteinen-palvelu", 2025))
    text = page_text(Page(comparison, "fi"))
    assert "Sen jakaa 4 maksajaa." in text
    assert "Maksaja" in text
    assert "asukasta kohti" not in text.lower()
    assert "julkaistu osuus on myös vertaillun jakotavan tulos" in text


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


def test_drawing_is_the_same_bytes_each_time() -> None:
    rows = [
        DotRow("Paltamo", [Dot(7325.24, "circle", chosen=True), Dot(11428.57, "square")], "words")
    ]
    drawings = {
        draw_dot_rows(rows, lambda value: f"{value:.0f}", narrow=narrow)
        for narrow in (False, False, True)
    }
    assert len(drawings) == 2
    assert not any("<metadata" in drawing or "DejaVu" in drawing for drawing in drawings)


def test_board_learns_which_ways_are_defensible_and_why(kainuu_2023: Comparison) -> None:
    text = page_text(Page(kainuu_2023, "fi"))
    assert (
        "Näillä luvuilla perusteltavissa: asukasluku 31.12.2021; verotulot 2020; kunnan tulovero "
        "2020; " in text
    )
    assert "Perusteltavissa varauksin: tasajako; 30 % tasan ja 70 % asukasluku 31.12.2021." in text
    # Each of the four ways in the body and of the three others in the annex has its verdict and
    # both lines.
    assert text.count("(perusteltavissa)") == 5
    assert text.count("(varauksin)") == 2
    assert "Vaikea perustella" not in text


def test_reader_learns_that_the_search_found_no_rule(
    kainuu_2023: Comparison, project: Project
) -> None:
    explanation = explanation_for_report(project, kainuu_2023.case)
    assert explanation is not None
    text = page_text(Page(kainuu_2023, "fi", context=ReportContext(explanation)))
    hits = len(explanation.inference.hits)
    assert f"Niistä {hits} antaa juuri julkaistun osuuden, mutta noin " in text
    assert "Sääntöä ei siis voi tunnistaa." in text
    assert "järjestäjä ensin 4 % ja väestö 31.12.2020" in text
    assert "Laskutapaa etsittiin" not in page_text(Page(kainuu_2023, "fi"))


def test_a_full_table_is_recognised_in_the_report(
    kainuu_2023: Comparison, project: Project
) -> None:
    case = kainuu_2023.case
    mixed = next(
        split for split in kainuu_2023.splits if split.id == "mix-equal_3of10-population_2021_7of10"
    )
    (paltamo,) = case.terms.published
    table = tuple(
        paltamo.model_copy(update={"payer": code, "value": cents, "percent": None})
        for code, cents in mixed.cents.items()
    )
    told = replace(case, terms=case.terms.model_copy(update={"published": table}))
    explanation = explanation_for_report(project, told)
    text = page_text(
        Page(replace(kainuu_2023, case=told), "fi", context=ReportContext(explanation))
    )
    assert "Sääntö tunnetaan: 30 % tasan ja 70 % asukasluku 31.12.2021." in text


def test_no_search_without_named_snapshots_or_a_published_share(
    kainuu_2027: Comparison, project: Project
) -> None:
    assert explanation_for_report(project, kainuu_2027.case) is None
