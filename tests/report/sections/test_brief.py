"""What to know before deciding."""

from analyysi.comparison.compare import Comparison
from analyysi.report.sections import brief
from support.readers import reader_of


def test_a_draft_is_said_to_be_one(kainuu_2023: Comparison, kainuu_2027: Comparison) -> None:
    reader = reader_of(kainuu_2027)
    draft = reader.say("This is a draft. Nobody has decided on it.")
    assert (draft in brief.cautions(reader)) == (kainuu_2027.case.terms.status == "draft")
    assert (draft in brief.cautions(reader_of(kainuu_2023))) == (
        kainuu_2023.case.terms.status == "draft"
    )
