"""What a board is asked to decide: the sum that was decided, or an open one; who may decide what."""

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.agenda import proposal
from analyysi.report.agenda.seat_share import seat_share
from support.readers import reader_of


def points(comparison: Comparison, focus: str, language: str = "fi") -> list[str]:
    reader = reader_of(comparison, language, focus)
    return [point.replace("\xa0", " ") for point in proposal.points(reader, seat_share(reader))]


def agreed(comparison: Comparison) -> Comparison:
    terms = comparison.case.terms
    method = terms.method.model_copy(update={"chosen_by": "decision"})
    terms = terms.model_copy(update={"method": method})
    return replace(comparison, case=replace(comparison.case, terms=terms))


def test_an_open_share_is_not_filled_in(kainuu_2023: Comparison) -> None:
    first, *others = points(kainuu_2023, "620")
    assert first == (
        "hyväksyä oheisen sopimusluonnoksen, jossa Puolangan maksuosuus vuonna 2023 on [osuus "
        "täydennetään, kun jaosta on sovittu]"
    )
    assert not any(character.isdigit() for character in " ".join(others).replace("2023", ""))


def test_an_agreed_way_gives_the_share_to_the_cent(kainuu_2023: Comparison) -> None:
    first, *_, last = points(agreed(kainuu_2023), "620")
    assert "Puolangan maksuosuus vuonna 2023 on 5 629,13 euroa" in first
    assert last == (
        "[valinnainen] pyytää selvityksen toteutuneista kustannuksista, kun vuosi on päättynyt."
    )


@pytest.mark.parametrize(
    ("language", "point"),
    [
        (
            "fi",
            "hyväksyä oheisen sopimusluonnoksen kuitenkin niin, että Paltamon maksuosuus vuonna "
            "2023 on 7 079 euroa eikä taulukon mukainen 7 325,24 euroa",
        ),
        (
            "sv",
            "att godkänna det bifogade avtalsutkastet, dock så att Paltamos betalningsandel år "
            "2023 är 7 079 euro och inte 7 325,24 euro som i utkastets tabell",
        ),
        (
            "en",
            "to approve the attached draft agreement, but so that Paltamo pays 7,079 euros in "
            "2023 and not 7,325.24 euros as in its table",
        ),
    ],
)
def test_a_published_share_is_not_said_to_be_that_of_the_drafts_table(
    kainuu_2023: Comparison, language: str, point: str
) -> None:
    assert points(kainuu_2023, "578", language)[0] == point


def test_a_published_share_that_the_table_has_too_is_approved_with_the_draft(
    kainuu_2023: Comparison,
) -> None:
    terms = kainuu_2023.case.terms
    computed = kainuu_2023.chosen.cents["578"]
    published = tuple(share.model_copy(update={"value": computed}) for share in terms.published)
    terms = terms.model_copy(update={"published": published})
    same = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    assert points(same, "578", "en")[0] == (
        "to approve the attached draft agreement, by which Paltamo pays 7,325.24 euros in 2023"
    )


@pytest.mark.parametrize(
    ("language", "appropriation", "signature"),
    [
        (
            "fi",
            "esittää valtuustolle, että summa varataan vuoden 2023 talousarvioon",
            "että sopimuksen allekirjoittaa kunnanjohtaja, joka saa hyväksyä siihen tekniset ja "
            "vähämerkitykselliset korjaukset",
        ),
        (
            "sv",
            "att föreslå för fullmäktige att summan reserveras i budgeten för 2023",
            "att avtalet undertecknas av behörig tjänsteinnehavare (kommundirektör), som får "
            "godkänna tekniska och mindre ändringar i det",
        ),
        (
            "en",
            "to propose to the council that the sum be reserved in the budget of 2023",
            "that the municipal manager signs the agreement and may make technical and minor "
            "corrections to it",
        ),
    ],
)
def test_the_board_proposes_and_authorises(
    kainuu_2023: Comparison, language: str, appropriation: str, signature: str
) -> None:
    assert points(kainuu_2023, "578", language)[1:3] == [appropriation, signature]


def test_a_party_without_offices_is_told_in_general_words(kainuu_2023: Comparison) -> None:
    agreement = kainuu_2023.case.agreement
    parties = tuple(
        party.model_copy(update={"board": None, "signatory": None}) for party in agreement.parties
    )
    bare = replace(
        kainuu_2023,
        case=replace(kainuu_2023.case, agreement=agreement.model_copy(update={"parties": parties})),
    )
    reader = reader_of(bare, "fi", "578")
    share = seat_share(reader)
    assert proposal.opening(reader, share) == "Kunnanhallitus päättää"
    assert "allekirjoittaa kunnanjohtaja, joka" in proposal.points(reader, share)[2]
    of_organiser = replace(share, payer="kainuun-liitto", published=None)
    assert proposal.opening(reader, of_organiser) == "Toimivaltainen toimielin päättää"
    _, appropriation, signature, _ = proposal.points(reader, of_organiser)
    assert appropriation == "että summa varataan vuoden 2023 talousarvioon"
    assert "nimenkirjoitusoikeuden haltija" in signature
