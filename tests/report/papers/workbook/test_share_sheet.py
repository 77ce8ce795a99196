"""The sheet of shares: the splits side by side, the chart, published shares."""

from dataclasses import replace

import pytest

from analyysi.agreement.terms import Published
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.languages.local_text import LocalText
from support.workbooks import PALTAMO, PAYERS, SHARES, made, opened, overview


@pytest.mark.slow
def test_stored_shares_are_the_report_s_and_the_chosen_way_is_first(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        found = overview(opened(made(comparison), values=True).worksheets[SHARES])
        chosen = comparison.chosen.cents
        for code in comparison.payers:
            cents = [round(float(str(value)) * 100) for value in found[code]]
            assert cents == [*(split.cents[code] for split in comparison.listed), chosen[code]]


@pytest.mark.slow
def test_reported_share_has_its_source_where_others_have_who_decided(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    (share,) = case.terms.published
    reported = share.model_copy(update={"decided_by": None, "source": LocalText(fi="Lehti 2023")})

    def cells(*published: Published) -> set[object]:
        told = replace(case, terms=case.terms.model_copy(update={"published": published}))
        book = opened(made(replace(kainuu_2023, case=told)))
        return {
            cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
        }

    assert {"Päättäjä", "Paltamon kunnanhallitus"} <= cells(share)
    assert {"Päättäjä tai lähde", "Lehti 2023"} <= cells(reported)


@pytest.mark.slow
def test_the_reader_s_own_row_stands_out_in_words_and_look(kainuu_2023: Comparison) -> None:
    def bold(focus: str | None) -> set[str]:
        sheet = opened(made(kainuu_2023, "fi", focus)).worksheets[SHARES]
        assert ("Lihavoituna: Paltamo." in [cell.value for cell in sheet["A"]]) == bool(focus)
        return {
            str(row[1].value) for row in sheet.iter_rows() if row[1].font.bold and row[1].value
        } & set(PAYERS)

    assert bold(PALTAMO) == {PALTAMO}
    assert bold(None) == set()


@pytest.mark.slow
def test_a_rule_within_steps_stands_with_them(kainuu_2023: Comparison) -> None:
    first = (STEPS["off_the_top"], OffTheTop(payer="765", share="0.3"))
    comparison = compare_methods(replace(kainuu_2023.case, steps=(first,)))
    sheet = opened(made(comparison)).worksheets[SHARES]
    rules = [str(cell.value) for cell in sheet["A"] if "Sotkamo maksaa ensin" in str(cell.value)]
    assert len(rules) == len(comparison.listed)
