"""What moved the shares from one year to the next, and how a board is told."""

from dataclasses import replace

import pytest

from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.case import Case
from analyysi.comparison.change import Effect
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.causes_of_change import (
    change_in_words,
    change_of_payer,
    effect_name,
    effects_shown,
    payer_header,
)
from analyysi.report.pieces.changes_table import changes_table
from support.changed_cases import PUBLISHED, between, of_year, with_method, with_total, without

PALTAMO, PUOLANKA, RISTIJARVI, SOTKAMO = "578", "620", "697", "765"


def test_newcomer_and_leaver_are_told_as_such(four_years: tuple[Case, ...]) -> None:
    step = between(without(four_years[0], PUOLANKA), without(four_years[3], RISTIJARVI))
    words = Wording("fi", step.after.case)
    lines = [line.replace("\u00a0", " ") for line in change_in_words(step, words)]
    assert "Tulisi mukaan vuonna 2027: Puolanka (6 600 euroa)." in lines
    assert "Ei enää maksaisi vuonna 2027 (osuus vuonna 2023): Ristijärvi (2 995 euroa)." in lines
    rows = {
        row.header: row.cells for row in changes_table(step, words, sorted(step.cents), "x").rows
    }
    assert rows["Puolanka"][0] == rows["Ristijärvi"][1] == "–"
    own = change_in_words(step, words, PUOLANKA)
    assert own[0].startswith("Puolanka: tulisi mukaan vuonna 2027, osuus")
    assert not any(line.startswith("Tulisi mukaan") for line in own)


def test_what_a_cause_did_is_of_all_in_the_table_below(four_years: tuple[Case, ...]) -> None:
    step = between(without(four_years[0], PUOLANKA), without(four_years[3], RISTIJARVI))
    words = Wording("fi", step.after.case)
    lines = [line.replace("\u00a0", " ") for line in change_in_words(step, words)]
    table = changes_table(step, words, sorted(step.cents), "x")
    place = [column.label for column in table.columns].index("Osallistujat")
    column = {row.header: row.cells[place].replace("\u00a0", " ") for row in table.rows[:-1]}
    # Who comes and who leaves have the ends of the column: the sentence names them.
    assert (column["Puolanka"], column["Ristijärvi"]) == ("+6 215", "−3 206")
    assert (
        "Osallistujat: suurin korotus olisi 6 215 euroa (Puolanka) ja suurin vähennys 3 206 euroa "
        "(Ristijärvi)." in lines
    )
    # Of whose share moved most it is said among whom.
    moved = [line for line in lines if "eniten" in line or "ei laskisi" in line]
    assert moved
    assert all("umpanakin vuonna maksav" in line for line in moved)


def test_a_settled_year_is_told_as_it_is(four_years: tuple[Case, ...]) -> None:
    before, after = (four_years[0], four_years[3])
    decided = replace(after, terms=after.terms.model_copy(update={"status": "decided"}))
    open_year, settled_year = between(before, after), between(before, decided)
    proposed = change_of_payer(open_year, SOTKAMO, Wording("en", after), why=False)
    sentences = change_of_payer(settled_year, SOTKAMO, Wording("en", decided), why=False)
    assert "the share would be" in proposed
    assert proposed.replace("would be", "is") == sentences


def test_effects_of_nought_are_not_told(four_years: tuple[Case, ...]) -> None:
    # Shared equally, the populations do nothing.
    before, after = (with_method(case, "equal") for case in (four_years[0], four_years[3]))
    step = between(before, after)
    words = Wording("fi", after)
    assert ("figures",) in [effect.causes for effect in step.effects]
    assert not [
        line for line in change_in_words(step, words) if "sukasluvut" in line or "luvut" in line
    ]
    assert "Muutoksella on yksi syy: kokonaiskustannus." in change_in_words(step, words)
    assert [
        column.unit for column in changes_table(step, words, sorted(step.cents), "x").columns
    ] == ["€"] * 3 + ["%"]
    cents = changes_table(step, words, sorted(step.cents), "x", decimals=2)
    assert [column.label for column in cents.columns] == [
        "2023",
        "2027",
        "Muutos",
        "Kokonaiskustannus",
    ]


def test_causes_that_cannot_be_told_apart_have_one_name(four_years: tuple[Case, ...]) -> None:
    before = with_method(four_years[0], "proportional", key="tax_revenue_2020")
    step = between(before, four_years[3])
    words = Wording("fi", four_years[3])
    assert [effect_name(effect, words, before) for effect in step.effects] == [
        "kokonaiskustannus",
        "jakoperusteen luvut ja jakotapa",
    ]
    note = changes_table(step, words, sorted(step.cents), "x").note
    assert "ei voi erottaa" in note
    assert "jakoperusteen luvut ja jakotapa" in note
    everything = between(four_years[0], four_years[1])
    lines = change_in_words(everything, Wording("fi", four_years[1]))
    assert any(line.startswith("Usea asia on muuttunut yhtä aikaa") for line in lines)
    assert not any("yksi syy" in line for line in lines)


def test_figures_are_named_by_what_they_count(four_years: tuple[Case, ...]) -> None:
    figures = Effect(("figures",), {})
    assert effect_name(figures, Wording("fi", four_years[0])) == "asukasluvut"
    taxes = with_method(four_years[0], "proportional", key="tax_revenue_2020")
    assert effect_name(figures, Wording("fi", taxes)) == "jakoperusteen luvut"
    # Of two years, one of which shares by taxes, it is not told that populations did it.
    assert effect_name(figures, Wording("fi", four_years[0]), taxes) == "jakoperusteen luvut"


def test_sums_of_unknown_rules_are_not_told_to_be_another_rule(
    four_years: tuple[Case, ...],
) -> None:
    other = dict(PUBLISHED) | {"105": "5200.00", "290": "18950.00"}
    later = of_year(with_method(four_years[1], "as_published", amounts=other), 2025)
    step = between(four_years[1], later)
    assert "Muutoksella on yksi syy: julkaistut osuudet." in change_in_words(
        step, Wording("fi", later)
    )


def test_figures_that_neither_year_shares_by_are_no_cause(four_years: tuple[Case, ...]) -> None:
    more = dict(PUBLISHED) | {"105": "6100.00"}
    later = with_method(
        of_year(with_total(four_years[1], 83_000_00), 2025), "as_published", amounts=more
    )
    lines = change_in_words(between(four_years[1], later), Wording("fi", later))
    assert any(
        line.endswith(
            "eikä niiden vaikutuksia voi erottaa: kokonaiskustannus ja julkaistut osuudet."
        )
        for line in lines
    )


def test_effects_are_shown_with_as_many_decimals_as_they_need(four_years: tuple[Case, ...]) -> None:
    before = four_years[0]
    step = between(before, with_total(before, before.terms.total.value + 40))
    assert effects_shown(step) == ()  # forty cents among seven are nought euros for each
    assert [effect.causes for effect in effects_shown(step, 2)] == [("total",)]


@pytest.mark.parametrize(
    ("payer", "cents", "expected"),
    [
        (SOTKAMO, 10_000_00, "mikä on"),
        (SOTKAMO, 10, "kokonaisina euroina sama kuin vuonna 2023"),
    ],
)
def test_own_change_is_told_in_whole_euros(
    four_years: tuple[Case, ...], payer: str, cents: int, expected: str
) -> None:
    first = four_years[0]
    later = of_year(with_total(first, first.terms.total.value + cents), 2024)
    sentence = change_of_payer(between(first, later), payer, Wording("fi", later))
    assert sentence.startswith("Sotkamo: osuus olisi ")
    assert expected in sentence.replace("\u00a0", " ")


def test_causes_of_a_payer_come_largest_first(four_years: tuple[Case, ...]) -> None:
    step = between(four_years[0], four_years[3])
    words = Wording("fi", four_years[3])
    told = change_of_payer(step, SOTKAMO, words)
    named = [
        effect_name(effect, words, four_years[0])
        for effect in sorted(effects_shown(step), key=lambda effect: -abs(effect.cents[SOTKAMO]))
    ]
    assert len(named) > 1
    assert sorted(named, key=told.index) == named
    assert change_of_payer(step, SOTKAMO, words, why=False) in told
    assert named[0] not in change_of_payer(step, SOTKAMO, words, why=False)


def test_column_is_of_payers_where_one_of_any_year_is_no_municipality(
    four_years: tuple[Case, ...],
) -> None:
    words = Wording("fi", four_years[3])
    assert payer_header([PALTAMO, SOTKAMO], words) == "Kunta"
    agreement = four_years[3].agreement
    parties = [
        party.model_copy(update={"kind": "organisation"}) if party.code == RISTIJARVI else party
        for party in agreement.parties
    ]
    changed = replace(
        four_years[3], agreement=agreement.model_copy(update={"parties": tuple(parties)})
    )
    assert payer_header([PALTAMO], Wording("fi", changed)) == "Kunta"
    assert payer_header([PALTAMO, RISTIJARVI], Wording("fi", changed)) == "Maksaja"


def test_a_rise_of_nought_is_told_as_none(four_years: tuple[Case, ...]) -> None:
    """At a floor several shares stay while the total grows: naming one of them hides the others."""
    floor = (STEPS["floor"], Floor(amount="9000"))
    before, after = (replace(four_years[place], steps=(floor,)) for place in (0, 3))
    words = Wording("fi", after)
    lines = [line.replace("\u00a0", " ") for line in change_in_words(between(before, after), words)]
    (line,) = [line for line in lines if line.startswith("Kokonaiskustannus: ")]
    assert "pienin" not in line
    assert "eikä kenenkään osuus pienenisi" in line
