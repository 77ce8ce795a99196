"""By which rule and when the next year's shares are settled."""

from dataclasses import replace

from analyysi.allocation.steps.bounds import Floor
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
