"""The pictures that a board decides by: the finding and its figures in the alt text, every payer in
its row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.outlook import outlook
from analyysi.comparison.robustness import Robustness
from analyysi.comparison.scenarios import withdrawals
from analyysi.languages import LANGUAGES
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.changes_chart import changes_against
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.sensitivity_chart import sensitivity
from analyysi.report.pictures.share_map import map_of_shares
from analyysi.report.pictures.withdrawal_chart import withdrawal
from analyysi.report.pictures.years_chart import YearShares, shares_over_years
from analyysi.report.reader import Reader
from analyysi.sources.boundaries import Boundaries, boundaries

PALTAMO, SOTKAMO, RISTIJARVI, KAJAANI = "578", "765", "697", "205"


def split_of(comparison: Comparison, split_id: str) -> Split:
    return next(split for split in comparison.splits if split.id == split_id)


def years_of(comparison: Comparison) -> list[YearShares]:
    later = [YearShares(year.year, dict(year.cents), True) for year in outlook(comparison)]
    year = comparison.case.terms.year
    return [YearShares(year, dict(comparison.chosen.cents), False), *later]


def firm(comparison: Comparison, low: int = -100_00, high: int = 200_00) -> Robustness:
    """Return made-up ranges about the chosen shares: what is drawn is tested
    here, not the draws.
    """
    chosen = comparison.chosen.cents
    parts = dict.fromkeys(chosen, Fraction(1, 2))
    return Robustness(
        draws=1000,
        seed=1,
        reach=1,
        within=parts,
        low={code: cents + low for code, cents in chosen.items()},
        high={code: cents + high for code, cents in chosen.items()},
        ranking=Fraction(1),
        ways=parts,
    )


@pytest.fixture(scope="module")
def borders(project: Project, kainuu_2023: Comparison) -> Boundaries:
    return boundaries(project, [*kainuu_2023.case.terms.participants, KAJAANI])


@pytest.fixture(scope="module")
def fi(kainuu_2023: Comparison) -> Wording:
    return Wording("fi", kainuu_2023.case)


def plain(text: str) -> str:
    """Write no-break spaces as spaces, so that a test can be read."""
    return text.replace("\u00a0", " ")


def texts(svg: str) -> list[str]:
    return [
        plain(element.text or "")
        for element in ElementTree.fromstring(svg).iter()
        if element.tag.endswith("text")
    ]


def payers_in(svg: str, comparison: Comparison, words: Wording) -> list[str]:
    """Return the payers in the order in which their names stand in a drawing, from the top."""
    names = {words.payer(code): code for code in comparison.payers}
    found = []
    for element in ElementTree.fromstring(svg).iter():
        text = plain(element.text or "") if element.tag.endswith("text") else ""
        code = next(
            (code for name, code in names.items() if text == name or text.startswith(f"{name} ")),
            None,
        )
        if code is not None:
            found.append((float(element.get("y", 0)), code))
    return [code for _, code in sorted(found)]


Make = Callable[[Reader], Picture | None]


def against_equal(reader: Reader) -> Picture:
    return changes_against(reader, split_of(reader.comparison, "equal"))


def over_years(reader: Reader) -> Picture | None:
    return shares_over_years(reader, years_of(reader.comparison))


def how_firm(reader: Reader) -> Picture:
    return sensitivity(reader, firm(reader.comparison))


MAKERS = [against_equal, over_years, withdrawal, how_firm]
KINDS = {
    "fi": r"(Pylväskuvio|Viivakuvio|Pistekuvio|Vaihteluvälikuvio|Kartta)\b",
    "sv": r"(Stapeldiagram|Linjediagram|Punktdiagram|Intervalldiagram|Karta)\b",
    "en": r"(Bar chart|Line chart|Dot plot|Range chart|Map)\b",
}
every_picture = pytest.mark.parametrize("make", MAKERS, ids=[make.__name__ for make in MAKERS])


@pytest.mark.slow
@every_picture
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("focus", [None, PALTAMO], ids=["whole", "paltamo"])
def test_alt_text_begins_with_the_kind_and_holds_figures_with_a_unit(
    kainuu_2023: Comparison, make: Make, language: str, focus: str | None
) -> None:
    found = make(Reader(kainuu_2023, Wording(language, kainuu_2023.case), focus))
    assert found is not None
    assert re.match(KINDS[language], found.alt)
    assert len(re.findall(r"\d euro", plain(found.alt))) >= 2
    assert len(found.caption) > 40
    assert "{" not in found.alt + found.caption


@pytest.mark.slow
@every_picture
def test_each_payer_has_its_row_in_the_order_of_every_table(
    kainuu_2023: Comparison, fi: Wording, make: Make
) -> None:
    found = make(Reader(kainuu_2023, fi, None))
    assert found is not None
    for svg in (found.wide, found.narrow):
        assert payers_in(svg, kainuu_2023, fi) == list(kainuu_2023.payers)


@pytest.mark.slow
@every_picture
@pytest.mark.parametrize("focus", [None, PALTAMO], ids=["whole", "paltamo"])
def test_the_same_bytes_each_time(
    kainuu_2023: Comparison, fi: Wording, make: Make, focus: str | None
) -> None:
    assert make(Reader(kainuu_2023, fi, focus)) == make(Reader(kainuu_2023, fi, focus))


@pytest.mark.slow
@pytest.mark.parametrize("make", [against_equal, over_years, how_firm])
def test_the_readers_own_payer_is_bold(kainuu_2023: Comparison, fi: Wording, make: Make) -> None:
    whole, own = make(Reader(kainuu_2023, fi)), make(Reader(kainuu_2023, fi, PALTAMO))
    assert whole is not None
    assert own is not None
    for svg in (own.wide, own.narrow):
        bold = [
            name
            for name, style in re.findall(r"\.(\w+){([^}]*)}", svg)
            if "font-weight:700" in style
        ]
        marked = [
            plain(element.text or "")
            for element in ElementTree.fromstring(svg).iter()
            if element.get("class") in bold or "font-weight:700" in element.get("style", "")
        ]
        assert any(text.startswith("Paltamo") for text in marked)
        assert not any(text.startswith(("Sotkamo", "Kuhmo", "Ristijärvi")) for text in marked)
    assert "font-weight" not in whole.wide


@pytest.mark.slow
def test_all_pictures_of_a_report_are_small(
    kainuu_2023: Comparison, fi: Wording, borders: Boundaries
) -> None:
    found = [make(Reader(kainuu_2023, fi)) for make in MAKERS] + [
        map_of_shares(Reader(kainuu_2023, fi), borders)
    ]
    assert all(picture is not None for picture in found)
    assert sum(len(picture.html().encode()) for picture in found if picture) < 60 * 1024


# Changes against another way.


def test_changes_tell_who_gains_and_who_loses_most(kainuu_2023: Comparison, fi: Wording) -> None:
    found = against_equal(Reader(kainuu_2023, fi, None))
    # 80 000 € in seven parts is 11 428,57 €; Sotkamo 23 814,51 € and Ristijärvi 2 784,65 € by
    # population.
    assert found.id == "changes-equal"
    assert plain(found.alt) == (
        "Pylväskuvio. Tasajako valittuun jakoon verrattuna: suurin korotus on 8 644 euroa "
        "(Ristijärvi) ja suurin "
        "vähennys 12 386 euroa (Sotkamo)."
    )
    for svg in (found.wide, found.narrow):
        for text in (
            "−12 386 €",
            "−6 817 €",
            "−5 850 €",
            "+4 103 €",
            "+5 799 €",
            "+6 506 €",
            "+8 644 €",
        ):
            assert text in texts(svg)


def test_changes_tell_the_readers_own_where_it_is_not_an_extreme(
    kainuu_2023: Comparison, fi: Wording
) -> None:
    assert plain(against_equal(Reader(kainuu_2023, fi, PALTAMO)).alt).endswith(
        " Paltamo: +4 103 euroa."
    )
    assert (
        against_equal(Reader(kainuu_2023, fi, SOTKAMO)).alt
        == against_equal(Reader(kainuu_2023, fi, None)).alt
    )
    assert (
        against_equal(Reader(kainuu_2023, fi, "no such payer")).alt
        == against_equal(Reader(kainuu_2023, fi, None)).alt
    )


def test_no_change_is_told_as_none(kainuu_2023: Comparison, fi: Wording) -> None:
    found = changes_against(Reader(kainuu_2023, fi), kainuu_2023.chosen)
    assert plain(found.alt) == (
        "Pylväskuvio. Asukasluku 31.12.2021 valittuun jakoon verrattuna: kenenkään osuus ei muutu "
        "(0 euroa)."
    )
    assert texts(found.wide).count("0 €") == 7


def with_cents(split: Split, changed: dict[str, int]) -> Split:
    """Return the split with some of its cents changed."""
    cents = {code: amount + changed.get(code, 0) for code, amount in split.cents.items()}
    return replace(split, rounded=replace(split.rounded, cents=cents))


def test_only_rises_or_only_falls_are_told_so(kainuu_2023: Comparison, fi: Wording) -> None:
    up = changes_against(Reader(kainuu_2023, fi), with_cents(kainuu_2023.chosen, {PALTAMO: 100_00}))
    assert "suurin korotus on 100 euroa (Paltamo), eikä kenenkään osuus pienene" in plain(up.alt)
    down = changes_against(
        Reader(kainuu_2023, fi), with_cents(kainuu_2023.chosen, {PALTAMO: -100_00})
    )
    assert "suurin vähennys on 100 euroa (Paltamo), eikä kenenkään osuus suurene" in plain(down.alt)
    # Less than half a euro reads "0 €" and is drawn as nothing.
    tiny = changes_against(Reader(kainuu_2023, fi), with_cents(kainuu_2023.chosen, {PALTAMO: 40}))
    assert "ei muutu" in tiny.alt


# Years.


def test_years_tell_the_largest_rise_and_fall(kainuu_2023: Comparison, fi: Wording) -> None:
    found = over_years(Reader(kainuu_2023, fi, None))
    assert found is not None
    last = outlook(kainuu_2023)[-1].cents
    moved = {code: last[code] - kainuu_2023.chosen.cents[code] for code in last}
    # All lose inhabitants on the trend of 2016-2021, Sotkamo fewest for its size: 123 of 10 348 in
    # five years.
    assert max(moved, key=lambda code: moved[code]) == SOTKAMO
    rise, fall = (
        f"{(abs(cents) + 50) // 100:,}".replace(",", " ")
        for cents in (max(moved.values()), min(moved.values()))
    )
    assert plain(found.alt) == (
        f"Viivakuvio maksuosuuksista 2023–2028: suurin korotus on {rise} euroa (Sotkamo) ja "
        f"suurin vähennys {fall} "
        "euroa (Kuhmo). Vuodesta 2024 alkaen summat perustuvat oletukseen."
    )
    assert {"23 815 €", "25 371 €", "+1 556 €", "2023", "2028", "tästä alkaen oletus"} <= set(
        texts(found.wide)
    )
    assert "katkoviivoin" in found.caption


def test_years_without_an_assumption_speak_of_none(kainuu_2023: Comparison, fi: Wording) -> None:
    computed = [shares._replace(assumed=False) for shares in years_of(kainuu_2023)][:3]
    found = shares_over_years(Reader(kainuu_2023, fi), computed)
    assert found is not None
    assert "olet" not in found.alt + found.caption + found.wide + found.narrow
    assert "2023–2025" in found.alt


def test_one_year_is_no_picture(kainuu_2023: Comparison, fi: Wording) -> None:
    assert shares_over_years(Reader(kainuu_2023, fi), years_of(kainuu_2023)[:1]) is None
    assert shares_over_years(Reader(kainuu_2023, fi), []) is None


# A withdrawal.


def test_withdrawal_tells_the_hardest_case(kainuu_2023: Comparison, fi: Wording) -> None:
    found = withdrawal(Reader(kainuu_2023, fi))
    assert found is not None
    # By population: without Sotkamo (10 348 of 34 762) Kuhmo (7 928) bears 80 000 · 7 928 / 24 414
    # = 25 978,54 €.
    assert "jos Sotkamo jäisi pois, Kuhmo maksaisi 7 733 euroa enemmän" in plain(found.alt)
    assert "Ristijärvi, 1 180 euroa" in plain(found.alt)
    for svg in (found.wide, found.narrow):
        assert "+7 733 € (Sotkamo)" in texts(svg)
        assert "+7 036 € (Kuhmo)" in texts(svg)
        # Each of seven rows has a dot for each of the six others.
        assert svg.count("<use ") == 7 * 6


def test_withdrawal_from_one_seat(kainuu_2023: Comparison, fi: Wording) -> None:
    found = withdrawal(Reader(kainuu_2023, fi, PALTAMO))
    assert found is not None
    changes = {
        one.payer: one.changes[PALTAMO]
        for one in withdrawals(kainuu_2023)
        if PALTAMO in one.changes
    }
    assert changes[SOTKAMO] == 310484
    assert "Maksaja: Paltamo." in found.alt
    assert "pois jää Sotkamo, +3 105 euroa" in plain(found.alt)
    assert "pois jää Ristijärvi, +264 euroa" in plain(found.alt)
    others = [code for code in kainuu_2023.payers if code != PALTAMO]
    for svg in (found.wide, found.narrow):
        assert payers_in(svg, kainuu_2023, fi) == others
        assert {"+3 105 €", "+2 164 €", "+2 018 €", "+554 €", "+480 €", "+264 €"} <= set(texts(svg))


def test_withdrawal_of_a_seat_that_pays_nothing_shows_all(
    kainuu_2023: Comparison, fi: Wording
) -> None:
    assert withdrawal(Reader(kainuu_2023, fi, KAJAANI)) == withdrawal(Reader(kainuu_2023, fi))


def test_no_withdrawal_where_nobody_can_leave(
    kainuu_2023: Comparison, fi: Wording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyysi.report.pictures.withdrawal_chart.withdrawals", lambda _: ())
    assert withdrawal(Reader(kainuu_2023, fi)) is None


# How firm.


def test_sensitivity_tells_the_range(kainuu_2023: Comparison, fi: Wording) -> None:
    ranges = firm(kainuu_2023)
    wider = replace(ranges, high={**ranges.high, RISTIJARVI: ranges.high[RISTIJARVI] + 500_00})
    found = sensitivity(Reader(kainuu_2023, fi), wider)
    assert "Ristijärvi: yhdeksän arvontaa kymmenestä antaa 2 685 euroa – 3 485 euroa" in plain(
        found.alt
    )
    assert "valittu osuus on 2 785 euroa" in plain(found.alt)
    assert "kapeampia" in found.alt
    assert "jokaisen maksajan vaihteluvälillä" in found.alt
    own = sensitivity(Reader(kainuu_2023, fi, PALTAMO), wider)
    assert "Paltamo: yhdeksän arvontaa kymmenestä antaa 7 225 euroa – 7 525 euroa" in plain(own.alt)
    assert "kapeampia" not in own.alt
    assert {"Paltamo 7 325 €", "7 225 € – 7 525 €"} <= set(texts(own.wide)) & set(texts(own.narrow))


def test_sensitivity_tells_whose_share_is_outside(kainuu_2023: Comparison, fi: Wording) -> None:
    ranges = firm(kainuu_2023)
    two = replace(ranges, low={**ranges.low, PALTAMO: 9_000_00, SOTKAMO: 23_900_00})
    assert (
        "vaihteluvälin ulkopuolella: Sotkamo ja Paltamo."
        in sensitivity(Reader(kainuu_2023, fi), two).alt
    )
    everybody = sensitivity(Reader(kainuu_2023, fi), firm(kainuu_2023, low=1_00))
    assert "jokaisen maksajan vaihteluvälin ulkopuolella" in everybody.alt


# The map.


def test_the_map_shows_shares_where_all_pay_the_same_per_inhabitant(
    kainuu_2023: Comparison, fi: Wording, borders: Boundaries
) -> None:
    found = map_of_shares(Reader(kainuu_2023, fi), borders)
    assert found is not None
    assert found.narrow == ""
    assert plain(found.alt) == (
        "Kartta maksuosuuksista: suurin 23 815 euroa (Sotkamo), pienin 2 785 euroa (Ristijärvi). "
        "Ulkopuolella: Kajaani."
    )
    assert "alle 4 000 €" in plain(found.caption)
    assert "vähintään 20 000 €" in plain(found.caption)
    assert "Kuntarajat 2020: Tilastokeskus ja Maanmittauslaitos, CC BY 4.0." in found.caption
    for code in kainuu_2023.payers:
        assert fi.payer(code) in texts(found.wide)
        assert plain(fi.numbers.money(kainuu_2023.chosen.cents[code])) in texts(found.wide)
    assert {"Kajaani", "ulkopuolella"} <= set(texts(found.wide))
    assert len(found.wide.encode()) < 10 * 1024


def chosen_is(comparison: Comparison, split_id: str) -> Comparison:
    """Return the comparison as if another way had been chosen."""
    first = split_of(comparison, split_id)
    return replace(
        comparison, splits=(first, *(split for split in comparison.splits if split is not first))
    )


def test_the_map_shows_euros_per_inhabitant_where_they_differ(
    kainuu_2023: Comparison, fi: Wording, borders: Boundaries
) -> None:
    found = map_of_shares(Reader(chosen_is(kainuu_2023, "equal"), fi), borders)
    assert found is not None
    # 11 428,57 € for 1 210 inhabitants of Ristijärvi, 11 428,58 € for 10 348 of Sotkamo.
    assert "asukasta kohti: suurin 9,45 euroa (Ristijärvi), pienin 1,10 euroa (Sotkamo)" in plain(
        found.alt
    )
    assert {"9,45 €", "1,10 €"} <= set(texts(found.wide))
    assert "asukasta kohti" in found.caption


def test_the_map_has_the_names_of_its_language(
    kainuu_2027: Comparison, borders: Boundaries
) -> None:
    found = map_of_shares(Reader(kainuu_2027, Wording("sv", kainuu_2027.case)), borders)
    assert found is not None
    assert {"Kajana", "utanför"} <= set(texts(found.wide))
    assert "Kajaani" not in found.wide
    assert "Kommungränser 2020" in found.caption


def test_no_map_without_everybodys_boundary(
    kainuu_2023: Comparison, fi: Wording, project: Project
) -> None:
    known = [code for code in kainuu_2023.payers if code != PALTAMO]
    assert map_of_shares(Reader(kainuu_2023, fi), boundaries(project, known)) is None


def test_no_map_where_a_payer_is_no_municipality(
    kainuu_2023: Comparison, fi: Wording, borders: Boundaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Wording, "municipal", False)
    assert map_of_shares(Reader(kainuu_2023, fi), borders) is None


def test_one_outside_without_a_boundary_is_left_out(
    kainuu_2023: Comparison, fi: Wording, project: Project
) -> None:
    found = map_of_shares(Reader(kainuu_2023, fi), boundaries(project, kainuu_2023.payers))
    assert found is not None
    assert "Kajaani" not in found.wide + found.alt
    assert "Viivoitettu" not in found.caption
