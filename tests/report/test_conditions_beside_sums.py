"""A sum that steps have made is never said to follow from a key alone, on any paper."""

from dataclasses import replace

import pytest

from analyysi.allocation.steps.amounts_first import SumEach
from analyysi.allocation.steps.own_costs import OwnDeductible
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.allocation.steps.transitions import WithdrawalFadeOut
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.scenarios import uncomputed_withdrawals, withdrawals
from analyysi.comparison.split_properties import split_findings
from analyysi.languages.language_table import LANGUAGES
from analyysi.report.agenda import account
from analyysi.report.agenda.seat_share import seat_share
from analyysi.report.blocks import Paragraph
from analyysi.report.front import answer, shares_table
from analyysi.report.front.questions import answers
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import conditions_of_one_year, rules_of
from analyysi.report.pieces.split_table import split_table
from analyysi.report.sections import annex, methods, next_year
from support.estimates import SURVEY, with_estimates
from support.readers import reader_of, tables_in
from support.workbooks import SHARES, made, opened


@pytest.fixture(scope="module")
def with_sums(kainuu_2027: Comparison) -> Comparison:
    sums = SumEach(amount="1000", amounts={"578": "500"})
    return compare_methods(replace(kainuu_2027.case, steps=((STEPS["sum_each"], sums),)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_of_a_way_has_the_conditions_below_it(
    with_sums: Comparison, language: str
) -> None:
    reader = reader_of(with_sums, language)
    for split in with_sums.splits:
        note = str(split_table(reader, split).note)
        for rule in split.step_rules:
            assert reader.words.of(rule) in note


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agenda_item_has_the_conditions_of_the_sum_that_it_names(
    with_sums: Comparison, language: str
) -> None:
    reader = reader_of(with_sums, language, "578")
    (rule,) = with_sums.chosen.step_rules
    written = account.paragraphs(reader, seat_share(reader))
    assert " ".join(written).count(reader.words.of(rule)) == 1


def test_a_heading_says_that_there_are_conditions(
    with_sums: Comparison, kainuu_2027: Comparison
) -> None:
    for focus in (None, "578"):
        assert "muine ehtoineen" in answer.heading(reader_of(with_sums, focus=focus))
        assert "muine ehtoineen" not in answer.heading(reader_of(kainuu_2027, focus=focus))


def test_tables_of_other_ways_say_that_the_conditions_are_the_same(
    with_sums: Comparison, kainuu_2027: Comparison
) -> None:
    said = "Muut ehdot ovat samat kaikissa jakotavoissa"
    for focus in (None, "578"):
        assert said in str(shares_table.table(reader_of(with_sums, focus=focus)).note)
        assert said not in str(shares_table.table(reader_of(kainuu_2027, focus=focus)).note)
    assert said in str(methods.section(reader_of(with_sums)).blocks[0])


@pytest.mark.slow
def test_equal_shares_within_a_step_that_needs_figures_are_not_said_to_need_none(
    kainuu_2023: Comparison,
) -> None:
    costs = OwnDeductible(own_costs="tax_revenue_2020", amount="100")
    needing = compare_methods(replace(kainuu_2023.case, steps=((STEPS["own_deductible"], costs),)))
    for comparison, expected in ((kainuu_2023, True), (needing, False)):
        said = [line.for_it.text for line in reader_of(comparison).assessments]
        assert any(text.startswith("It needs no figures") for text in said) is expected


def test_what_was_put_in_for_a_step_and_next_years_change_of_it_are_said(
    kainuu_2027: Comparison,
) -> None:
    fading = WithdrawalFadeOut(
        payer="205", last_share="0.3", schedule=("0.5", "0.25"), year=1, source="Protokoll 7"
    )
    step = STEPS["withdrawal_fade_out"]
    comparison = compare_methods(replace(kainuu_2027.case, steps=((step, fading),)))
    reader = reader_of(comparison, "en")
    (terms,) = [table for table in tables_in(annex.section(reader).blocks) if table.id == "terms"]
    (row,) = [row for row in terms.rows if row.header == reader.words.title(step.title)]
    assert "50%, 25%" in row.cells[0].replace(" and", ",")
    assert row.cells[0].endswith("Source: Protokoll 7.")
    changing = conditions_of_one_year(comparison.case, reader.words)
    shown = next_year.section(reader)
    assert changing in str(shown.blocks[0])
    assert "conditions change in 2028" in shown.heading
    assert "only its figures change" not in str(shown.blocks[0])
    assert any(changing in fact.text for fact in answers(reader))
    assert conditions_of_one_year(kainuu_2027.case, reader.words) == ""


@pytest.mark.slow
def test_the_workbook_has_the_conditions_above_the_sums_of_every_way(
    with_sums: Comparison,
) -> None:
    said = Wording("fi", with_sums.case).of(with_sums.chosen.step_rules[0])
    cells = [str(cell.value) for cell in opened(made(with_sums)).worksheets[SHARES]["A"]]
    assert sum([said in cell for cell in cells]) == len(with_sums.listed)


@pytest.mark.slow
def test_estimates_are_named_beside_the_figures_of_the_workbook(kainuu_2027: Comparison) -> None:
    comparison = with_estimates(kainuu_2027, {"578": "Arvio"})
    asked = replace(comparison.case.inputs[0], path=f"data/agreements/kainuu-ict/{SURVEY}")
    case = replace(comparison.case, inputs=(*comparison.case.inputs, asked))
    comparison = replace(comparison, case=case)
    sheets = opened(made(comparison)).worksheets
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert any(cell.endswith("Arvioita: Paltamo.") for cell in cells)


def test_next_year_has_the_whole_rule_that_was_agreed(with_sums: Comparison) -> None:
    method = with_sums.case.terms.method.model_copy(update={"chosen_by": "decision"})
    terms = with_sums.case.terms.model_copy(update={"method": method})
    agreed = replace(with_sums, case=replace(with_sums.case, terms=terms))
    reader = reader_of(agreed)
    paragraph = next_year.section(reader).blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert rules_of(agreed.chosen, reader.words) in paragraph.text


def test_whom_a_step_makes_pay_by_name_does_not_leave(kainuu_2027: Comparison) -> None:
    first = (STEPS["off_the_top"], OffTheTop(payer="578", amount="9000"))
    comparison = compare_methods(replace(kainuu_2027.case, steps=(first,)))
    assert "578" not in {scenario.payer for scenario in withdrawals(comparison)}
    assert uncomputed_withdrawals(comparison) == ("578",)
    by_name = {finding.name: finding for finding in split_findings(comparison, comparison.chosen)}
    # By one key the shares of the others stay when one of them withdraws with its own.
    assert by_name["stable_when_one_withdraws"].holds is True
