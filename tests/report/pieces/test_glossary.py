"""The glossary explains the words that the report uses, and no others."""

from dataclasses import replace

from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.compare import Comparison
from analyysi.report.pieces.glossary import glossary
from support.readers import reader_of


def test_words_stand_only_where_they_are_used(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    labels = [fact.label for fact in glossary(reader).facts]
    assert labels[0] == reader.say("Total cost")
    assert labels[-1] == reader.say("Fingerprint")
    remainder = reader.say("Remainder")
    assert remainder in labels
    rounded = replace(kainuu_2023.case, rounding=ROUNDING_RULES["adams"])
    others = glossary(reader_of(replace(kainuu_2023, case=rounded))).facts
    assert [fact.label for fact in others] == [label for label in labels if label != remainder]
