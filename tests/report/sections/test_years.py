"""The years of the agreement in the report, and why the shares changed, in
words and to the cent.
"""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from analyysi.agreement.agreement import Agreement
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import shared_year
from analyysi.languages.language_table import LANGUAGES
from analyysi.report.language.wording import Wording
from analyysi.report.sections import years
from analyysi.report.tables import Table
from support.changed_cases import between, page, without

RISTIJARVI, SOTKAMO = "697", "765"


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " "))


def hundredths(cell: str) -> int:
    """Read an amount with two decimals in any language; nothing paid is nought."""
    return int(re.sub(r"[^\d-]", "", cell.replace("\u2212", "-")) or 0)


def table(blocks: list[object], name: str) -> Table:
    (found,) = [block for block in blocks if isinstance(block, Table) and block.id == name]
    return found


@pytest.mark.slow
def test_first_year_has_no_history(kainuu_2023: Comparison) -> None:
    report = page([kainuu_2023.case])
    assert report.history().role == "nothing"
    assert "Miksi osuudet ovat muuttuneet" not in report.annex().html


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_the_annex_adds_up_to_the_cent(
    four_years: tuple[Case, ...], language: str
) -> None:
    changes = [between(*pair) for pair in pairwise(four_years)]
    blocks = years.annex_blocks(page(four_years, language).reader)
    for step in changes:
        found = table(blocks, f"change-{step.before.year}-{step.after.year}")
        assert len(found.rows) == len(step.cents) + 1
        for row in found.rows:
            before, now, moved, *effects = map(hundredths, row.cells)
            assert moved == now - before == sum(effects)
        total = [hundredths(cell) for cell in found.rows[-1].cells]
        assert total[:2] == [step.before.total, step.after.total]


@pytest.mark.slow
def test_section_answers_and_tells_which_rule_applied_when(four_years: tuple[Case, ...]) -> None:
    html = page(four_years).history().html
    found = text(html)
    assert (
        "2023–2027: kokonaiskustannus nousisi 10 000 euroa, suurin korotus olisi 4 047 euroa (Sotkamo)"
        in found
    )
    assert "Jakotapa on muuttunut: 2024, 2026 ja 2027." in found
    assert "Näille vuosille osuuksia ei ole laskettu: 2025." in found
    # What has been published is no computation of ours.
    assert "Laskelmia, joista ei ole päätetty: 2023, 2026 ja 2027." in found
    assert "2023 Asukasluku 31.12.2021 analyysin tekijän laskelma, ei päätös 80 000" in found
    assert "2024 Julkaistut osuudet julkaistu 82 000" in found
    assert (
        "2026 25 % tasan ja 75 % asukasluku 31.12.2025 luonnos; kokonaiskustannus on oletus 88 000"
        in found
    )
    assert "Ristijärvi 2 785 – 6 172 3 175" in found
    assert "Yhteensä 80 000 82 000 88 000 90 000" in found
    assert "Ei joka vuosi: Puolanka ja Ristijärvi." in html


def test_two_years_have_a_table_and_no_picture(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    html = page([kainuu_2023.case, kainuu_2027.case]).history().html
    assert "<figure" not in html
    assert "Jakotapa on sama kaikkina vuosina." in html
    assert "Asukasta kohti, € 2,30 2,44" in text(html)


@pytest.mark.slow
def test_focus_comes_first_and_is_marked(four_years: tuple[Case, ...]) -> None:
    report = page(four_years, seat="Paltamo")
    html = report.history().html
    assert (
        "Paltamo: osuus olisi 8 064 euroa vuonna 2027, kun se vuonna 2023 oli 7 325 euroa"
        in text(html)
    )
    assert html.count('<tr class="marked">') == 2  # its euros, and its euros per inhabitant
    against = text(report.differences().html)
    assert against.index("Paltamo: osuus olisi 8 064 euroa, mikä on") < against.index(
        "Vuonna 2027 kokonaiskustannus"
    )


def as_organisation(agreement: Agreement, code: str) -> Agreement:
    parties = [
        party.model_copy(update={"kind": "organisation"}) if party.code == code else party
        for party in agreement.parties
    ]
    return agreement.model_copy(update={"parties": tuple(parties)})


def test_payers_that_are_no_municipalities_are_called_payers(four_years: tuple[Case, ...]) -> None:
    # One that no longer pays: this year's payers are all municipalities.
    agreement = as_organisation(four_years[0].agreement, RISTIJARVI)
    before, after = (
        replace(case, agreement=agreement)
        for case in (four_years[0], without(four_years[3], RISTIJARVI))
    )
    html = page([before, after]).history().html
    assert '<th scope="col">Maksaja</th>' in html
    assert '<th scope="col">Kunta</th>' not in html


@pytest.mark.slow
def test_years_without_heads_have_no_line_per_inhabitant(four_years: tuple[Case, ...]) -> None:
    plain = [
        replace(case, terms=case.terms.model_copy(update={"per_head": None}))
        for case in (four_years[0], four_years[3])
    ]
    report = page(plain)
    assert "asukasta kohti" not in report.history().html.lower()
    assert "history-heads" not in report.annex().html


@pytest.mark.slow
def test_per_inhabitant_is_by_the_heads_of_each_year(four_years: tuple[Case, ...]) -> None:
    heads = four_years[0].heads
    assert heads is not None
    expected = Wording("fi", four_years[0]).numbers.plain(
        Fraction(shared_year(four_years[0]).cents[SOTKAMO]) / heads[SOTKAMO] / 100, 2
    )
    blocks = years.annex_blocks(page(four_years).reader)
    rows = {row.header: row.cells for row in table(blocks, "history-heads").rows}
    assert rows["Sotkamo"][0] == expected == "2,30"
    assert rows["Ristijärvi"][1] == "–"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seat", ["", "Puolanka"])
def test_every_language_tells_it_all(
    four_years: tuple[Case, ...], language: str, seat: str
) -> None:
    report = page(four_years, language, seat)
    for part in (report.history(), report.differences()):
        assert "{" not in text(part.html)
        assert part.metadata["label"]
