"""The draft resolution for the board from whose seat the report is made."""

from analyysi.comparison.compare import Comparison
from analyysi.messages import Money
from analyysi.report.blocks import Paragraph
from analyysi.report.sections.resolution import section
from analyysi.report.sections.section import LeftOut, Shown
from support.readers import reader_of, without_heads


def test_the_joint_report_has_none_and_says_so(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    assert section(reader) == LeftOut(reader.say("No draft resolution in the report of all"))


def test_the_share_stands_to_the_cent_in_heading_and_decision(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023, focus="578")
    shown = section(reader)
    assert isinstance(shown, Shown)
    amount = reader.words.of(Money(kainuu_2023.chosen.cents["578"], 2, words=True))
    decision, mandate, note = shown.blocks
    assert isinstance(decision, Paragraph)
    assert amount in shown.heading
    assert amount in decision.text
    assert [getattr(block, "style", "") for block in (decision, mandate, note)] == [
        "quote",
        "quote",
        "note",
    ]


def test_without_inhabitants_the_heading_has_the_amount_alone(kainuu_2023: Comparison) -> None:
    reader = reader_of(without_heads(kainuu_2023), focus="578")
    shown = section(reader)
    assert isinstance(shown, Shown)
    amount = Money(kainuu_2023.chosen.cents["578"], 2, words=True)
    assert shown.heading == reader.say("Draft resolution: {amount}", amount=amount)
