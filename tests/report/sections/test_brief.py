"""What to know before deciding."""

from analyysi.comparison.compare import Comparison
from analyysi.report.sections import brief
from support.estimates import with_estimates
from support.readers import reader_of


def test_a_draft_is_said_to_be_one(kainuu_2023: Comparison, kainuu_2027: Comparison) -> None:
    reader = reader_of(kainuu_2027)
    draft = reader.say("This is a draft. Nobody has decided on it.")
    assert (draft in brief.cautions(reader)) == (kainuu_2027.case.terms.status == "draft")
    assert (draft in brief.cautions(reader_of(kainuu_2023))) == (
        kainuu_2023.case.terms.status == "draft"
    )


def test_estimates_are_among_the_cautions_with_their_euros(kainuu_2027: Comparison) -> None:
    estimated = {"765": "Arvio henkilöstökertomuksesta", "777": "Puhelinvastaus, arvio"}
    cautions = brief.cautions(reader_of(with_estimates(kainuu_2027, estimated)))
    sentence = next(text for text in cautions if "arvioita" in text).replace("\u00a0", " ")
    # 10 161 and 6 957 of 32 823 inhabitants, of 80 000 euros: 41 722 euros, 52.2 per cent.
    assert sentence == (
        "Osa luvuista on arvioita: asukasluku 31.12.2025 (Sotkamo ja Suomussalmi). Arvioista "
        "lasketut osuudet ovat yhteensä 41 722 euroa, 52,2 % kokonaiskustannuksesta, ja arviot "
        "voivat vaikuttaa myös muiden osuuksiin."
    )
    assert "Arvioiden lähteet ovat liitteessä." in cautions
    assert not any("arvioita" in text for text in brief.cautions(reader_of(kainuu_2027)))
