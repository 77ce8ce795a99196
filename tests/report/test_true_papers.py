"""What a newcomer found untrue or hidden in the papers stays mended: caps, sums paid first, weights,
figures that are no statistics, and numbers beside tables.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from docx import Document

from analyysi.agreement.total import Total
from analyysi.allocation.keys import KEY_CHANGES
from analyysi.allocation.whole_units.whole_euros import are_levelled, parts_of_total
from analyysi.comparison.case import Case, with_terms
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.scenarios import totals
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from analyysi.report.agenda.account import paragraphs
from analyysi.report.agenda.seat_share import seat_share
from analyysi.report.front import answer, front, questions, reasons, shares_table
from analyysi.report.front.ways import by_chosen_way
from analyysi.report.papers.word import agreement_paper
from analyysi.report.papers.workbook.changed_figures import FORMULAS, changed_figure
from analyysi.report.pieces import formulas, yardsticks
from analyysi.report.pieces.preparation import preparation
from analyysi.report.pieces.split_table import split_table
from analyysi.report.reader import Reader
from analyysi.report.sections import methods, movement
from analyysi.report.sections import reasons as why
from support.estimates import with_estimates
from support.fixed_sums import SUMS, within
from support.paijat_hame import LAHTI
from support.places import ROOT
from support.readers import number, reader_of, tables_in

PLACE = LocalText.of(dict.fromkeys(LANGUAGES, "Laiterekisteri"))


def capped(case: Case, last_year: str = "78000.00", asked: str = "85000.00") -> Comparison:
    """Return the year with a total that may not rise: 80 000 of last year's and 2,5641 %."""
    rule = {
        "kind": "capped",
        "last_year": last_year,
        "change": "1/39",
        "asked": asked,
        "source": dict.fromkeys(LANGUAGES, "Sopimus 4 §"),
    }
    before = case.terms.total.model_dump()
    total = Total.model_validate({**before, "value": "80000.00", "from_last_year": rule})
    terms = case.terms.model_copy(update={"total": total})
    return compare_methods(with_terms(case, terms))


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def contract(reader: Reader) -> list[str]:
    template = ROOT / "templates" / f"sopimus.{reader.words.language}.docx"
    document = Document(BytesIO(agreement_paper(reader, template)))
    return [plain(paragraph.text) for paragraph in document.paragraphs]


@pytest.fixture
def sums_first(kainuu_2027: Comparison) -> Comparison:
    return compare_methods(within(kainuu_2027.case, SUMS))


def test_no_total_above_the_limit_is_shown(kainuu_2027: Comparison) -> None:
    comparison = capped(kainuu_2027.case)
    tried = totals(comparison)
    assert [scenario.total for scenario in tried] == [6_400_000, 7_200_000]
    reader = reader_of(comparison)
    (certain,) = [fact for fact in questions.answers(reader) if fact.to == "certainty"]
    assert "nousisi" not in certain.text
    assert "ei voi nousta 10 prosenttia, koska se saa olla enintään 80 000" in plain(certain.text)
    (table,) = [shown for shown in movement._other_totals(reader) if hasattr(shown, "note")]
    assert "enintään 80 000 euroa" in plain(table.note)
    free = compare_methods(kainuu_2027.case)
    assert len(totals(free)) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contract_has_the_cap_and_who_is_not_said_to_pay(
    kainuu_2027: Comparison, language: str
) -> None:
    clauses = contract(reader_of(capped(kainuu_2027.case), language))
    (clause,) = [text for text in clauses if text.startswith("[") and "5" in text and "85" in text]
    assert clause.endswith("]")
    left_out = {"fi": "kuka maksaa erotuksen, 5 000", "sv": "vem som betalar", "en": "who pays"}
    assert left_out[language] in clause


def test_the_formula_of_the_contract_has_the_sums_paid_first(sums_first: Comparison) -> None:
    clauses = contract(reader_of(sums_first))
    (formula,) = [text for text in clauses if "maksuosuus =" in text]
    assert formula.startswith("[maksuosuus = osallistujan kiinteä summa + jaettava summa ×")
    assert any(text.startswith("[Jaettava summa on kokonaiskustannus, josta") for text in clauses)
    text = " ".join(block.text for block in formulas.annex_blocks(reader_of(sums_first))[-1:])  # type: ignore[attr-defined]
    assert "T on se, mitä kokonaiskustannuksesta jää" in text
    assert "2 000,00 €" in plain(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_has_agreed_on_stands_in_brackets(
    kainuu_2027: Comparison, language: str
) -> None:
    clauses = contract(reader_of(kainuu_2027, language))
    heading = {"fi": "Jakotavan laskukaava", "sv": "Formel för fördelningen"}
    start = clauses.index(heading.get(language, "Formula of the sharing"))
    after = {"fi": "Vuosittainen", "sv": "Årlig", "en": "Yearly"}
    for text in clauses[start + 1 :]:
        if not text.startswith("["):
            assert text.startswith((after[language], "Annual"))
            break
        assert text.endswith("]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heading_says_the_sum_paid_first(sums_first: Comparison, language: str) -> None:
    way = plain(by_chosen_way(reader_of(sums_first, language)))
    assert {"fi": "kukin maksaa ensin 2 000", "sv": "2 000 euro", "en": "2,000"}[language] in way
    assert "muine ehtoineen" not in answer.heading(reader_of(sums_first))


def test_the_agenda_says_of_what_a_share_is(sums_first: Comparison) -> None:
    reader = reader_of(sums_first, focus="620")
    text = " ".join(paragraphs(reader, seat_share(reader)))
    assert "maksaisi kokonaiskustannuksesta" in text
    assert "maksaisi siitä" not in text


def test_of_those_who_pay_the_same_nobody_is_named_alone(paijat_hame: Comparison) -> None:
    reader = reader_of(paijat_hame)
    ends = [
        reader.words.numbers.amount(end)
        for _, end in paijat_hame.head_range(paijat_hame.chosen) or ()
    ]
    heads = paijat_hame.per_heads(paijat_hame.chosen)
    alike = [c for c, cents in heads.items() if reader.words.numbers.amount(cents) == ends[1]]
    assert len(alike) > 3
    (line,) = [text for text in reasons.columns(reader)[0][1] if "suurimmillaan" in text]
    assert "kuntaa)" in line
    assert not any(f"({reader.words.payer(code)})." in line for code in alike)
    (table,) = yardsticks.by_each_way(reader)
    assert any("kuntaa)" in cell for row in table.rows for cell in row.cells)


def test_a_change_is_that_of_the_cents_wherever_it_is_said(kainuu_2023: Comparison) -> None:
    for split in kainuu_2023.others:
        for code in kainuu_2023.payers:
            shown = kainuu_2023.shown_difference(split, code)
            assert abs(shown - kainuu_2023.difference(split, code)) <= 50
            assert shown % 100 == 0
    for scenario in totals(kainuu_2023):
        for code, change in scenario.changes.items():
            assert abs(scenario.shown_changes[code] - change) <= 50
    shown = methods.section(reader_of(kainuu_2023))
    (table,) = [one for one in tables_in(shown.blocks) if one.id == "methods-table"]
    assert table.rows
    _, change = kainuu_2023.largest_shown_difference(methods.furthest_split(kainuu_2023))
    assert reader_of(kainuu_2023).words.numbers.plain(abs(change) // 100) in shown.heading


def test_the_worked_example_is_what_a_calculator_shows(kainuu_2023: Comparison) -> None:
    for code in kainuu_2023.payers:
        text = plain(formulas.worked_out(reader_of(kainuu_2023, focus=code)) or "")
        exact = kainuu_2023.chosen.exact.amounts[code] / 100
        begun = text.split(" = ")[1].split(". ")[0]
        assert abs(number(begun.rstrip("…€ ").replace(" ", "")) - exact) < Fraction(1, 10_000)
        assert "≈" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_levelled_per_cents_are_said_to_be(kainuu_2023: Comparison, language: str) -> None:
    word = {"fi": "tasattu", "sv": "utjämnade", "en": "levelled"}[language]
    for split in kainuu_2023.splits:
        note = split_table(reader_of(kainuu_2023, language), split).note
        assert (word in note) == are_levelled(split.cents, 2)
    assert any(are_levelled(split.cents, 2) for split in kainuu_2023.splits)
    said = [text for text in contract(reader_of(kainuu_2023, language)) if word in text]
    assert bool(said) == are_levelled(kainuu_2023.chosen.cents, 2)


def test_per_cents_that_are_not_levelled_are_the_nearest(kainuu_2023: Comparison) -> None:
    cents = {"105": 1, "290": 1, "578": 2}
    assert not are_levelled(cents, 2)
    assert parts_of_total(cents, 2)["578"] == Fraction(1, 2)
    assert are_levelled({"105": 857_143, "290": 857_143, "578": 4_285_714}, 2)


def test_figures_of_a_table_stand_at_the_front_with_their_source(paijat_hame: Comparison) -> None:
    """Inhabitants stand for workstations here: what matters is that a table gave them."""
    asked = with_estimates(paijat_hame, {LAHTI: "Aalto"}, PLACE)
    chosen = "weighted_population_2025"
    terms = asked.case.terms
    key = terms.keys["population_2025"].model_copy(update={"unit": "workstations"})
    weighted = key.model_copy(update={"label": LocalText.of(dict.fromkeys(LANGUAGES, "koneet"))})
    counted = paijat_hame.case.terms.keys["population_2025"]
    keys = {**terms.keys, chosen: weighted, "counted": counted}
    manifests = dict(asked.case.manifests)
    case = replace(asked.case, terms=terms.model_copy(update={"keys": keys}), manifests=manifests)
    reader = reader_of(replace(asked, case=case))
    table = shares_table.table(reader)
    (column,) = [place for place, head in enumerate(table.columns) if head.label == "Koneet"]
    figures = case.problem.keys[chosen]
    assert [number(row.cells[column]) for row in table.rows[:-1]] == [
        figures[code] for code in reader.comparison.payers
    ]
    assert "Laiterekisteri" in table.note
    assert preparation(case, reader.words).day_in_words == ""
    seat = shares_table.table(reader_of(replace(asked, case=case), focus=LAHTI))
    assert "Laiterekisteri" in seat.note
    foot = front.blocks(reader)[-1]
    assert "Muut luvut ovat vertailua varten." in str(foot)


def test_weights_are_told_as_what_they_are(paijat_hame: Comparison) -> None:
    reader = reader_of(paijat_hame)
    (certain,) = [fact for fact in questions.answers(reader) if fact.to == "certainty"]
    assert "on julkaistu." not in certain.text
    assert "muutettu ennen jakoa" in certain.text
    against = reasons.columns(reader)[1][1]
    assert any("Muuttamattomilla luvuilla" in text for text in against)
    assert "kertoimilla:" not in " ".join(answer.background(reader))


def test_changes_are_called_changes_in_the_table(kainuu_2023: Comparison) -> None:
    for language, word in (("fi", "Muutos"), ("sv", "Ändring"), ("en", "Change")):
        table = shares_table.table(reader_of(kainuu_2023, language))
        assert all(column.label.startswith(f"{word}: ") for column in table.columns[2:])
        assert "\xad" in table.html() or language == "en"


def test_single_keys_are_no_statistics(kainuu_2023: Comparison) -> None:
    (table,) = [
        one
        for one in tables_in(why.section(reader_of(kainuu_2023)).blocks)
        if one.id == "key-ranges"
    ]
    assert "jakoperusteiden mukaan" in table.caption


def test_every_change_of_figures_has_a_formula(paijat_hame: Comparison) -> None:
    assert set(FORMULAS) == set(KEY_CHANGES)
    key = paijat_hame.case.terms.keys["weighted_population_2025"]
    assert key.transform
    for code in paijat_hame.payers:
        formula = changed_figure("D5", code, key.transform)
        assert formula.startswith("=ROUND(")
        assert "D5" in formula
