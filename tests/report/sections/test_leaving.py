"""What each would pay if one left or joined."""

from dataclasses import replace

import pytest

from analyysi.allocation.steps.amounts_first import SumEach
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.report.blocks import Paragraph
from analyysi.report.front.questions import answers
from analyysi.report.sections.leaving import section
from analyysi.report.sections.section import Shown
from support.readers import number, reader_of, tables_in


@pytest.mark.slow
def test_who_leaves_pays_nothing_and_the_others_pay_it_all(kainuu_2023: Comparison) -> None:
    shown = section(reader_of(kainuu_2023))
    assert isinstance(shown, Shown)
    (table,) = tables_in(shown.blocks)
    for row, leaver in zip(table.rows, kainuu_2023.payers, strict=False):
        changes = dict(zip(kainuu_2023.payers, row.cells, strict=True))
        assert changes.pop(leaver) == "–"
        share = kainuu_2023.chosen.cents[leaver] / 100
        assert abs(float(sum(map(number, changes.values()))) - share) <= len(changes)


@pytest.mark.slow
def test_the_largest_rise_of_the_seat_is_in_the_heading(kainuu_2023: Comparison) -> None:
    shown = section(reader_of(kainuu_2023, focus="578"))
    assert isinstance(shown, Shown)
    assert "Paltamo" in shown.heading


@pytest.mark.slow
def test_whom_the_terms_cannot_do_without_is_named(kainuu_2023: Comparison) -> None:
    own = SumEach(amounts={"765": "500.00"})
    case = replace(kainuu_2023.case, steps=((STEPS["sum_each"], own),))
    comparison = compare_methods(case)
    reader = reader_of(comparison, "en")
    sentence = "What it would do if these left cannot be worked out"
    shown = section(reader)
    assert isinstance(shown, Shown)
    paragraphs = [block.text for block in shown.blocks if isinstance(block, Paragraph)]
    (left_out,) = [text for text in paragraphs if text.startswith(sentence)]
    assert left_out.endswith(": Sotkamo.")
    (answer,) = [fact.text for fact in answers(reader) if fact.to == "withdrawal"]
    assert left_out in answer
    assert not [fact for fact in answers(reader_of(kainuu_2023, "en")) if sentence in fact.text]
