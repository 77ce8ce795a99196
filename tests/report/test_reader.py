"""A reader carries what a report needs, and works out assessments and changes once."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import SharedYear
from analyysi.comparison.report_context import ReportContext
from support.readers import reader_of


@pytest.mark.slow
def test_assessments_are_of_all_splits_in_their_order(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    splits = [assessment.split for assessment in reader.assessments]
    assert splits == list(kainuu_2023.splits)
    assert reader.assessments is reader.assessments


def test_changes_lead_from_each_year_to_the_next(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    assert reader_of(kainuu_2023).changes == ()
    earlier = SharedYear(kainuu_2023.case, kainuu_2023.chosen.cents)
    (change,) = reader_of(kainuu_2027, context=ReportContext(history=(earlier,))).changes
    assert (change.before.year, change.after.year) == (2023, 2027)
    assert change.after.cents == kainuu_2027.chosen.cents


def test_payers_of_other_years_come_last_by_their_codes(kainuu_2023: Comparison) -> None:
    payers = kainuu_2023.payers
    assert reader_of(kainuu_2023).payers_of([[payers[1]], ["999", "001"]]) == (
        *payers,
        "001",
        "999",
    )
