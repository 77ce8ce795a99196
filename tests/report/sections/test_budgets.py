"""What the shares weigh: every number of the section recomputed from the documents and the table."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.money import round_half_up
from analyysi.report.blocks import Bullets, Facts, Folded, Paragraph
from analyysi.report.sections.budgets import section
from analyysi.report.sections.section import LeftOut, Shown
from support.budget_documents import amount, net_expenses
from support.changed_cases import with_published
from support.readers import number, reader_of, tables_in

pytestmark = pytest.mark.slow

SEATS = (None, "105", "290", "578", "620", "697", "765", "777")


def shown(comparison: Comparison, language: str = "fi", focus: str | None = None) -> Shown:
    contents = section(reader_of(comparison, language, focus))
    assert isinstance(contents, Shown)
    return contents


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("year", [2023, 2027])
def test_every_seat_has_the_documents_own_figures(
    language: str, year: int, kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    comparison, document = {2023: (kainuu_2023, 2023), 2027: (kainuu_2027, 2026)}[year]
    for seat in SEATS:
        table = next(
            table
            for table in tables_in(shown(comparison, language, seat).blocks)
            if table.id == "weight"
        )
        assert [row.marked for row in table.rows] == [code == seat for code in comparison.payers]
        for code, row in zip(comparison.payers, table.rows, strict=True):
            plain = reader_of(comparison, language).words.numbers.plain
            net = net_expenses(code, document)
            share = Fraction(comparison.chosen.cents[code], 100)
            assert row.cells[0] == plain(net)
            assert row.cells[1] == plain(amount(code, document, "margin"))
            assert row.cells[3] == plain(share / net * 1000, 2)


def test_the_heading_says_the_range_of_the_table(kainuu_2023: Comparison) -> None:
    contents = shown(kainuu_2023)
    assert contents.heading == (
        "Osuudet ovat 0,07–0,09\xa0% maksajien nettotoimintamenoista vuoden 2023 talousarvioissa"
    )
    (table,) = tables_in(contents.blocks)
    per_thousand = [number(row.cells[3]) for row in table.rows]
    # Euros per thousand are tenths of a per cent.
    ends = [round_half_up(end / 10, 2) for end in (min(per_thousand), max(per_thousand))]
    assert [str(end) for end in ends] == ["0.07", "0.09"]


def test_a_seat_has_its_own_part_in_the_heading(kainuu_2023: Comparison) -> None:
    assert shown(kainuu_2023, focus="578").heading == (
        "Paltamon laskettu osuus olisi 0,09\xa0% vuoden 2023 talousarvion nettotoimintamenoista"
    )


def introduction(comparison: Comparison, focus: str | None = None) -> str:
    paragraph = shown(comparison, focus=focus).blocks[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.text


def test_days_of_approval_are_stated_and_whose_these_budgets_were_not(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    text = introduction(kainuu_2023)
    assert (
        "20.12.2022–16.1.2023. Jos osuuksista sovittiin ennen sitä, ilmoituksia ei ollut käytettävissä."
        in text
    )
    assert "valittu jako ja taulukoissa olevat jakotavat eivät perustu niihin" in text
    assert "Sitä ennen" not in introduction(kainuu_2027)  # of the year before the shares
    assert "Paltamo hyväksyi omansa 3.1.2023." in introduction(kainuu_2023, "578")


def with_lines(comparison: Comparison, code: str, **changes: object) -> Comparison:
    """Return a comparison with other content of one payer's lines (made up, for the form)."""
    book = comparison.case.budgets
    assert book is not None
    lines = tuple(
        replace(line, **changes) if line.code == code else line  # type: ignore[arg-type]
        for line in book.lines
    )
    case = replace(comparison.case, budgets=replace(book, lines=lines))
    return replace(comparison, case=case)


def test_a_report_that_is_not_final_is_named(kainuu_2023: Comparison) -> None:
    text = introduction(with_lines(kainuu_2023, "578", phase="alustava"))
    assert "Nämä ilmoitukset eivät ole lopullisia: Paltamo." in text


def test_a_payer_without_net_expenses_is_named_and_the_heading_claims_no_range(
    kainuu_2023: Comparison,
) -> None:
    changed = with_lines(
        kainuu_2023, "578", figures={"annual_contribution_margin_eur": Fraction(0)}
    )
    assert "eivät ole yli nollan: Paltamo." in introduction(changed)
    assert shown(changed).heading == (
        "Osuudet niiden vuoden 2023 talousarvioiden rinnalla, jotka tunnetaan"
    )
    (sentence,) = (
        item
        for block in shown(changed, focus="578").blocks
        if isinstance(block, Bullets)
        for item in block.items
        if "vuosikate on" in item
    )
    assert sentence.startswith("Paltamo: vuosikate on vuoden 2023 talousarviossa nolla")


def test_the_move_of_each_key_is_that_of_the_tables(kainuu_2023: Comparison) -> None:
    last = shown(kainuu_2023).blocks[-1]
    assert isinstance(last, Paragraph)
    text = last.text.replace("\xa0", " ")
    for sentence in (
        "Verotulot 2020: Sotkamo maksaisi 560 euroa enemmän.",
        "Kunnan tulovero 2020: Sotkamo maksaisi 956 euroa enemmän.",
        "Toimintakulut 2020: Sotkamo maksaisi 2 001 euroa vähemmän.",
        "Nettotoimintamenot vuoden 2023 talousarvioissa: Sotkamo maksaisi 4 207 euroa enemmän.",
        "Tasajako: Sotkamo maksaisi 12 386 euroa vähemmän.",
        "4 207 €, muilla euromääräisillä luvuilla 2 001 €",
    ):
        assert sentence in text


def test_a_negative_margin_is_told_and_has_no_per_cent(kainuu_2027: Comparison) -> None:
    (sentence,) = (
        item
        for block in shown(kainuu_2027, focus="697").blocks
        if isinstance(block, Bullets)
        for item in block.items
        if item.startswith("Ristijärvi: vuosikate")
    )
    assert sentence.startswith("Ristijärvi: vuosikate on vuoden 2026 talousarviossa −4\xa0079\xa0€")
    assert "%" not in sentence


def test_what_is_said_of_a_figure_stands_beside_it(kainuu_2023: Comparison) -> None:
    book = kainuu_2023.case.budgets
    assert book is not None
    texts = {"operating_expenses_eur": "Luku on oikein.", "loan_stock_eur": "Ei täällä."}
    lines = tuple(replace(line, comments=texts, findings=texts) for line in book.lines)
    case = replace(kainuu_2023.case, budgets=replace(book, lines=lines))
    blocks = shown(replace(kainuu_2023, case=case), "sv", "578").blocks
    (folded,) = (block for block in blocks if isinstance(block, Folded))
    (facts,) = folded.blocks
    assert isinstance(facts, Facts)
    assert [(fact.text, fact.lang) for fact in facts.facts] == [("Luku on oikein.", "fi")] * 2
    assert all(fact.label.startswith("Paltamo, beslutad budget 2023") for fact in facts.facts), (
        facts
    )


def test_an_odd_figure_that_is_used_is_doubted_in_words(kainuu_2027: Comparison) -> None:
    """Suomussalmi 2026: the result stands above the margin."""
    (sentence,) = (
        item
        for block in shown(kainuu_2027, focus="777").blocks
        if isinstance(block, Bullets)
        for item in block.items
        if item.startswith("Suomussalmi, ")
    )
    assert "3\xa0200\xa0165,47" in sentence
    assert "3\xa0136\xa0940,47" in sentence


def test_without_budgets_the_section_is_left_out(kainuu_2023: Comparison) -> None:
    bare = replace(kainuu_2023, case=replace(kainuu_2023.case, budgets=None))
    assert isinstance(section(reader_of(bare)), LeftOut)


def test_a_published_share_that_is_computed_is_told_as_what_is_paid(
    kainuu_2023: Comparison,
) -> None:
    """The part is of the computed share: of another published one it would be another part."""
    same = with_published(kainuu_2023.case, {"578": kainuu_2023.chosen.cents["578"]})
    contents = shown(replace(kainuu_2023, case=same), focus="578")
    assert contents.heading.startswith("Paltamon osuus on 0,09")
    (margin, *_) = [block for block in contents.blocks if isinstance(block, Bullets)]
    assert "osuus on" in margin.items[0]
    another = shown(kainuu_2023, focus="578")
    (margin, *_) = [block for block in another.blocks if isinstance(block, Bullets)]
    assert "laskettu osuus olisi" in margin.items[0]
