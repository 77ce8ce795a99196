"""The sentences on a total that follows from last year's say the sums that it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analyysi.agreement.total import Total
from analyysi.comparison.compare import Comparison
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from analyysi.report.agenda.account import paragraphs
from analyysi.report.agenda.seat_share import seat_share
from analyysi.report.front.answer import background
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.total_words import total_rule, total_source
from support.readers import reader_of

SOURCE = dict.fromkeys(LANGUAGES, "Tilastokeskus")


def with_rule(comparison: Comparison, value: str, **rule: Any) -> Comparison:
    """Return a comparison whose terms have such a total; its shares are those of its own."""
    before = comparison.case.terms.total
    whole = {"last_year": "80000.00", "change": "0", "source": SOURCE, **rule}
    total = Total.model_validate({**before.model_dump(), "value": value, "from_last_year": whole})
    terms = comparison.case.terms.model_copy(update={"total": total})
    return replace(comparison, case=replace(comparison.case, terms=terms))


@pytest.mark.parametrize(
    ("value", "rule", "said"),
    [
        (
            "82000.00",
            {"kind": "indexed", "change": "0.025"},
            "Kokonaiskustannus on 82 000 euroa: edellisen vuoden 80 000 euroa, johon on lisätty "
            "2,5 %. Muutoksen lähde: Tilastokeskus.",
        ),
        (
            "78986.67",
            {"kind": "indexed", "change": "-19/1500"},
            "Kokonaiskustannus on 78 986,67 euroa: edellisen vuoden 80 000 euroa, josta on "
            "vähennetty 19/1500. Summa on pyöristetty senttiin, puolikas sentti ylöspäin. "
            "Muutoksen lähde: Tilastokeskus.",
        ),
        (
            "80000.00",
            {"kind": "indexed"},
            "Kokonaiskustannus on 80 000 euroa, sama kuin edellisenä vuonna. Muutoksen lähde: "
            "Tilastokeskus.",
        ),
        (
            "82000.00",
            {"kind": "capped", "change": "0.025", "asked": "90000.00"},
            "Kokonaiskustannus saa olla enintään 82 000 euroa: edellisen vuoden 80 000 euroa, "
            "johon on lisätty 2,5 %. Summaksi esitettiin 90 000 euroa. Se on enemmän, joten "
            "kokonaiskustannus on enimmäismäärä. Ehdoissa ei sanota, kuka maksaa erotuksen, 8 000 euroa. Muutoksen lähde: Tilastokeskus.",
        ),
        (
            "70000.00",
            {"kind": "capped", "asked": "70000.00"},
            "Kokonaiskustannus saa olla enintään 80 000 euroa, saman verran kuin edellisenä "
            "vuonna. Summaksi esitettiin 70 000 euroa, joka ei ylitä enimmäismäärää. Muutoksen "
            "lähde: Tilastokeskus.",
        ),
        (
            "80000.00",
            {"kind": "capped", "change": "0.025"},
            "Kokonaiskustannus saa olla enintään 82 000 euroa: edellisen vuoden 80 000 euroa, "
            "johon on lisätty 2,5 %. Summaa ei ole vielä esitetty: tässä käytetään edellisen "
            "vuoden kokonaiskustannusta. Muutoksen lähde: Tilastokeskus.",
        ),
    ],
)
def test_the_rule_of_a_total_is_told(
    kainuu_2027: Comparison, value: str, rule: dict[str, Any], said: str
) -> None:
    comparison = with_rule(kainuu_2027, value, **rule)
    terms = comparison.case.terms
    words = Wording("fi", comparison.case)
    plain = total_rule(terms, words).replace("\xa0", " ")
    assert plain == said
    source = total_source(terms, words).replace("\xa0", " ")
    assert source == f"{terms.total.source.main} {said}"
    for language in LANGUAGES:
        assert total_rule(terms, Wording(language, comparison.case))


def test_the_front_page_and_the_agenda_item_tell_it(kainuu_2027: Comparison) -> None:
    comparison = with_rule(kainuu_2027, "80000.00", kind="indexed")
    said = total_rule(comparison.case.terms, Wording("fi", comparison.case))
    assert said in background(reader_of(comparison))
    reader = reader_of(comparison, focus="578")
    assert any(said in text for text in paragraphs(reader, seat_share(reader)))


def test_a_total_of_its_own_has_its_source_alone(kainuu_2027: Comparison) -> None:
    terms = kainuu_2027.case.terms
    words = Wording("fi", kainuu_2027.case)
    assert total_rule(terms, words) == ""
    assert total_source(terms, words) == terms.total.source.main
    assert LocalText.of(terms.total.source.texts) == terms.total.source
