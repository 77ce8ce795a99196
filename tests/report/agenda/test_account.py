"""What an agenda item tells: sums that the terms and the splits have, and what is not known."""

from dataclasses import replace

from analyysi.agreement.terms import Published
from analyysi.allocation.steps.amounts_first import SumEach
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.languages.local_text import LocalText
from analyysi.report.agenda import account
from analyysi.report.agenda.seat_share import seat_share
from analyysi.report.sections.resolution import section
from analyysi.report.sections.section import Shown
from support.readers import reader_of, without_heads


def told(comparison: Comparison, focus: str, language: str = "fi") -> list[str]:
    reader = reader_of(comparison, language, focus)
    written = account.paragraphs(reader, seat_share(reader))
    return [text.replace("\xa0", " ") for text in written]


def test_a_decided_share_is_told_with_the_ways_that_it_compares_with(
    kainuu_2023: Comparison,
) -> None:
    total, share, ways, attached = told(kainuu_2023, "578")
    assert "Kokonaiskustannus vuonna 2023 on 80 000 euroa" in total
    assert "Summa tarkistetaan vuosittain talousarvion yhteydessä." in total
    # 7 079 of 80 000 is 8.8 %; Paltamo had 3 183 inhabitants.
    assert share.startswith("Paltamo maksaa siitä 7 079 euroa (8,8 %). Se on 2,22 euroa asukasta")
    assert "Osuuden laskentaperuste ei ole tiedossa." in share
    assert share.endswith("summasta 80 000 euroa puuttuu 246 euroa.")
    assert ways == (
        "Liitteenä olevan vertailun mukaan osuus olisi 6 999 euroa vuoden 2020 verotulojen mukaan, "
        "7 290 euroa vuoden 2020 kunnan tuloveron mukaan, 7 325 euroa asukasluvun 31.12.2021 "
        "mukaan, 7 336 euroa vuoden 2020 toimintakulujen mukaan ja 11 429 euroa tasan jaettuna."
    )
    assert attached == "Oheismateriaalina ovat sopimusluonnos ja vertailu."


def test_an_undecided_share_is_told_as_computed(kainuu_2023: Comparison) -> None:
    _, share, ways, _ = told(kainuu_2023, "620")
    assert share == (
        "Sovittua jakotapaa ei ole tiedossa. Liitteenä olevassa laskelmassa Puolanka maksaisi "
        "kokonaiskustannuksesta "
        "asukasluvun 31.12.2021 mukaan 5 629 euroa (7,0 %). Se olisi 2,30 euroa asukasta kohti."
    )
    assert "5 629" not in ways
    assert "5 237 euroa vuoden 2020 verotulojen mukaan" in ways


def test_the_steps_of_a_computed_share_are_told(kainuu_2023: Comparison) -> None:
    each = (STEPS["sum_each"], SumEach(amount="2000"))
    _, share, conditions, *_ = told(
        compare_methods(replace(kainuu_2023.case, steps=(each,))), "620"
    )
    # 2 000, and of the 66 000 left what 2 446 of 34 763 inhabitants make.
    assert "asukasluvun 31.12.2021 mukaan (kukin maksaa ensin 2 000 euroa) 6 644 euroa" in share
    assert "Jokainen maksaa ensin 2 000,00 €. Loput jaetaan jakotavan mukaan." in conditions


def test_an_assumed_total_is_told_as_assumed(kainuu_2027: Comparison) -> None:
    total = told(kainuu_2027, "578")[0]
    assert total.startswith("Kokonaiskustannukseksi vuonna 2027 oletetaan 80 000 euroa")
    assert "Oletus: kokonaiskustannus on sama" in total


def test_a_single_other_way_is_told_as_one(kainuu_2027: Comparison) -> None:
    ways = told(kainuu_2027, "578")[2]
    assert ways == "Vertailun vuoksi: osuus olisi 11 429 euroa tasan jaettuna."


def test_a_decided_share_that_is_the_computed_one_has_a_known_basis(
    kainuu_2023: Comparison,
) -> None:
    source = LocalText(fi="Pöytäkirja", sv="Protokoll", en="Minutes")
    published = Published(payer="620", value="5629.00", unit="EUR", source=source)
    terms = kainuu_2023.case.terms.model_copy(update={"published": (published,)})
    known = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    assert "laskentaperuste" not in told(known, "620")[1]


def test_without_inhabitants_nothing_is_told_per_head(kainuu_2023: Comparison) -> None:
    assert "asukasta kohti" not in told(without_heads(kainuu_2023), "578")[1]


def test_the_preparation_is_the_agreements_own_history(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023, "sv", "578")
    events = account.events(reader)
    assert len(events) == 5
    assert events[2] == "24.8.2022: En enkät sändes till kommunerna."
    purpose, outside = account.background(reader)
    assert purpose == kainuu_2023.case.agreement.purpose.sv
    assert outside == "Kajana meddelade i sitt utlåtande att staden inte deltar."
    assert "förvaltningsdirektör" in account.post(reader)


def test_where_no_post_is_shared_none_is_told(paijat_hame: Comparison) -> None:
    reader = reader_of(paijat_hame, focus=paijat_hame.payers[0])
    assert account.post(reader) == ""
    assert account.events(reader) == []
    assert account.unknown(reader) == [
        "Ei tiedossa: Kuntien kanta tähän jakoon. Niiltä ei ole kysytty."
    ]
    assert len(account.what_follows(reader)) == 2


def test_a_share_of_a_draft_is_told_as_what_would_be_paid(kainuu_2027: Comparison) -> None:
    """The way is agreed on, but nobody has decided on the year."""
    case = kainuu_2027.case
    method = case.terms.method.model_copy(update={"chosen_by": "decision"})

    def share(status: str) -> str:
        terms = case.terms.model_copy(update={"method": method, "status": status})
        comparison = replace(kainuu_2027, case=replace(case, terms=terms))
        heading = section(reader_of(comparison, "fi", "578"))
        assert isinstance(heading, Shown)
        assert ("maksaisi" in heading.heading) == (status != "decided")
        return told(comparison, "578")[1]

    assert share("draft").startswith("Paltamo maksaisi siitä")
    assert "Se olisi" in share("draft")
    assert share("decided").startswith("Paltamo maksaa siitä")
    assert "Se on" in share("decided")


def test_a_share_that_nobody_has_decided_on_is_told_as_published(kainuu_2023: Comparison) -> None:
    (share,) = kainuu_2023.case.terms.published
    reported = share.model_copy(update={"decided_by": None})
    terms = kainuu_2023.case.terms.model_copy(update={"published": (reported,)})
    comparison = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    told_share = told(comparison, "578")[1]
    assert told_share.startswith("Paltamon julkaistu osuus siitä on 7 079 euroa (8,8 %).")
    assert "hyväksynyt" not in told_share
    shown = section(reader_of(comparison, "fi", "578"))
    assert isinstance(shown, Shown)
    assert shown.heading.startswith("Esityslistateksti: Paltamon julkaistu osuus on")
