"""The glossary explains the words that the report uses, and no others."""

from analyysi.comparison.compare import Comparison
from analyysi.report.pieces.glossary import glossary
from support.readers import reader_of, without_heads


def test_words_of_inhabitants_stand_only_where_they_are_counted(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    labels = [fact.label for fact in glossary(reader).facts]
    per_head = {reader.say("Gini coefficient"), reader.say("Lorenz curve")}
    assert per_head <= set(labels)
    others = [fact.label for fact in glossary(reader_of(without_heads(kainuu_2023))).facts]
    assert others == [label for label in labels if label not in per_head]
    assert labels[0] == reader.say("Total cost")
    assert labels[-1] == reader.say("Fingerprint")
