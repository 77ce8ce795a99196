"""Published shares beside the computed ones."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.agreement.terms import Published
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.explain import explanation_for_report
from analyysi.comparison.own.own_key import with_own_key
from analyysi.comparison.report_context import ReportContext
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.sections.published import section
from support.readers import number, reader_of, tables_in


def text_of(page: Page) -> str:
    """Return the words of the section, as a reader of the page sees them."""
    text = re.sub(r"<[^>]+>", " ", page.published().html)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def test_published_share_stands_between_its_neighbours(kainuu_2023: Comparison) -> None:
    text = text_of(Page(kainuu_2023, "fi"))
    assert "Mikään lasketuista jakotavoista ei anna tätä summaa." in text
    assert (
        "alapuolella verotulot 2020 (6 999 euroa) ja yläpuolella kunnan tulovero 2020 (7 290 euroa)"
        in text
    )
    assert (
        "Julkaistu prosenttiluku 8,8 % vastaa summaa, joka on 8,849 % kokonaiskustannuksesta."
        in text
    )


def test_several_published_shares_each_get_a_heading(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    (paltamo,) = case.terms.published
    terms = case.terms.model_copy(
        update={"published": (paltamo, paltamo.model_copy(update={"payer": "620"}))}
    )
    page = Page(replace(kainuu_2023, case=replace(case, terms=terms)), "fi")
    html = page.published().html
    assert ">Julkaistut päätökset</h2>" in html
    for name in ("Paltamon", "Puolangan"):
        assert f"<h3>{name} julkaistu osuus ei ole minkään vertaillun jakotavan tulos</h3>" in html


def with_published(comparison: Comparison, *shares: Published) -> Comparison:
    case = comparison.case
    return replace(
        comparison, case=replace(case, terms=case.terms.model_copy(update={"published": shares}))
    )


def test_share_that_is_only_reported_is_not_said_to_be_decided(kainuu_2023: Comparison) -> None:
    (paltamo,) = kainuu_2023.case.terms.published
    source = LocalText(fi="Lehti 2023.", en="Newspaper 2023")
    reported = paltamo.model_copy(update={"decided_by": None, "source": source})
    text = text_of(Page(with_published(kainuu_2023, reported), "fi"))
    assert "Paltamon julkaistu osuus on 7 079 euroa (Lehti 2023)." in text
    assert "on hyväksynyt osuuden" not in text
    text = text_of(Page(with_published(kainuu_2023, reported), "en"))
    assert "The published share of Paltamo is 7,079 euros (Newspaper 2023)." in text


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
    text = text_of(Page(with_published(kainuu_2023, *shares), "fi"))
    assert (
        "Päätöksen on tehnyt: Paltamon kunnanhallitus. Lähteessä ei mainita päätöstä näistä "
        "osuuksista: Sotkamo, " in text
    )
    assert "Hyrynsalmi ja Ristijärvi (Lehti 2023)." in text


@pytest.mark.slow
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
    text = text_of(Page(replace(kainuu_2023, case=told), "fi", context=ReportContext(explanation)))
    assert "Sääntö tunnetaan: 30 % tasan ja 70 % asukasluku 31.12.2021." in text


def test_year_without_published_decisions_says_so(kainuu_2027: Comparison) -> None:
    text = text_of(Page(kainuu_2027, "fi"))
    assert "Julkaistuja päätöksiä tästä vuodesta ei ole tiedossa" in text
    assert "Mitä ei tiedetä" in text
    assert "Se tarkentuu talousarviossa." in text
    assert "7 079" not in text


def test_the_published_share_has_its_row_among_the_computed_ones_by_size(
    kainuu_2023: Comparison,
) -> None:
    (paltamo,) = kainuu_2023.case.terms.published
    (ladder,) = tables_in(section(reader_of(kainuu_2023)).blocks)
    amounts = [number(row.cells[0]) for row in ladder.rows]
    assert amounts == sorted(amounts)
    (published,) = [row for row in ladder.rows if row.marked]
    assert published.cells == ["7\xa0079", "–"]
    assert number(published.cells[0]) == paltamo.value / 100
    for row in ladder.rows:
        if not row.marked:
            assert number(row.cells[1]) == number(row.cells[0]) - 7079


def test_equal_shares_are_recognised_and_the_published_one_comes_first(
    kainuu_2023: Comparison,
) -> None:
    (paltamo,) = kainuu_2023.case.terms.published
    same = paltamo.model_copy(update={"value": kainuu_2023.chosen.cents["578"], "percent": None})
    heading, blocks = section(reader_of(with_published(kainuu_2023, same)))
    assert heading == "Paltamon julkaistu osuus on myös vertaillun jakotavan tulos"
    (ladder,) = tables_in(blocks)
    place = [row.marked for row in ladder.rows].index(True)
    assert ladder.rows[place + 1].header == "Asukasluku 31.12.2021"
    assert ladder.rows[place + 1].cells == ["7\xa0325,24", "0,00"]


@pytest.mark.parametrize(
    ("percent", "agrees", "cell"),
    [("9.2", True, "9,2"), ("9.16", True, "9,16"), ("9.3", False, "9,3"), (None, None, "–")],
)
def test_a_whole_table_tells_whether_its_percentages_agree(
    kainuu_2023: Comparison, percent: str | None, agrees: bool | None, cell: str
) -> None:
    (paltamo,) = kainuu_2023.case.terms.published
    shares = [
        paltamo.model_copy(
            update={"payer": code, "value": cents, "percent": percent if code == "578" else None}
        )
        for code, cents in kainuu_2023.chosen.cents.items()
    ]
    heading, blocks = section(reader_of(with_published(kainuu_2023, *shares)))
    assert heading == "Kaikkien maksajien julkaistut osuudet"
    text = str(blocks)
    assert ("Jokainen julkaistu prosenttiluku vastaa summaa" in text) is (agrees is True)
    assert ("Julkaistu prosenttiluku ei vastaa summaa" in text) is (agrees is False)
    (table,) = tables_in(blocks)
    assert table.rows[0].header == "Sotkamo"
    (row,) = [row for row in table.rows if row.header == "Paltamo"]
    assert row.cells == ["7\xa0325,24", cell, "9,157", "0,00"]
    assert "Samat summat" in text


def test_what_the_analyst_brought_stands_beside_what_is_not_known(
    kainuu_2023: Comparison,
) -> None:
    case = with_own_key(
        kainuu_2023.case,
        "workstations",
        dict.fromkeys(kainuu_2023.case.problem.payers, Fraction(1)),
        label="työasemien määrä",
        unit="workstations",
        date="2022-09-30",
        source="Kuntien ilmoitukset",
    )
    sentence = (
        "Näin kertovat vuoden ehdot. Analyysin tekijä on sen jälkeen tuonut tähän raporttiin omia "
        "lukuja: työasemien määrä."
    )
    text = text_of(Page(compare_methods(case), "fi"))
    assert text.index("Tietoa työasemista") < text.index(sentence)
    assert "omia lukuja" not in text_of(Page(kainuu_2023, "fi"))
