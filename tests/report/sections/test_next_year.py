"""By which rule and when the next year's shares are settled."""

from dataclasses import replace

from analyysi.allocation.steps.amounts_first import SumEach
from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.change_limits import Change, LimitChange
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.report.blocks import Paragraph
from analyysi.report.sections.next_year import section
from support.readers import reader_of, tables_in


def test_the_timetable_is_of_the_next_year(kainuu_2023: Comparison) -> None:
    shown = section(reader_of(kainuu_2023))
    assert "2024" in shown.heading
    (table,) = tables_in(shown.blocks)
    assert len(table.rows) == len(kainuu_2023.case.agreement.timetable)
    assert "2024" in table.caption


def test_an_agreed_rule_is_said_with_its_steps_but_those_of_one_year(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    agreed = case.terms.method.model_copy(update={"chosen_by": "decision"})
    last = dict.fromkeys(kainuu_2023.payers, "10000")
    limit = LimitChange(last_year=last, source="s", increase=Change(amount="30000"))
    steps = (
        (STEPS["sum_each"], SumEach(amount="2000")),
        (STEPS["limit_change"], limit),
    )
    terms = case.terms.model_copy(update={"method": agreed})
    comparison = compare_methods(replace(case, terms=terms, steps=steps))
    shown = section(reader_of(comparison, "en"))
    (first, *_) = [block.text for block in shown.blocks if isinstance(block, Paragraph)]
    assert "The parties have agreed on this rule" in first
    assert "Each first pays €2,000.00." in first
    assert "from last year" not in first


def test_an_agreed_rule_is_told_with_its_steps(kainuu_2027: Comparison) -> None:
    case = kainuu_2027.case
    method = case.terms.method.model_copy(update={"chosen_by": "decision"})
    agreed = replace(case, terms=case.terms.model_copy(update={"method": method}))
    comparison = compare_methods(replace(agreed, steps=((STEPS["floor"], Floor(amount="6000")),)))
    reader = reader_of(comparison)
    text = section(reader).blocks[0]
    assert isinstance(text, Paragraph)
    (floor,) = comparison.chosen.step_rules
    assert reader.words.of(floor) in text.text
