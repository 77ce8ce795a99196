"""How to read the annex, for whoever reads it."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report import many_payers
from analyysi.report.blocks import Bullets
from analyysi.report.many_payers import IN_WORKBOOK, where_others_stand
from analyysi.report.pieces.how_to_read import how_to_read
from support.readers import reader_of


def test_of_its_lines_one_is_of_the_readers_own_payer(kainuu_2023: Comparison) -> None:
    (joint,) = how_to_read(reader_of(kainuu_2023)).blocks
    (own,) = how_to_read(reader_of(kainuu_2023, focus="578")).blocks
    assert isinstance(joint, Bullets)
    assert isinstance(own, Bullets)
    assert len(joint.items) == len(own.items) == 3
    differing = [pair for pair in zip(joint.items, own.items, strict=True) if pair[0] != pair[1]]
    assert len(differing) == 1


@pytest.mark.parametrize(
    ("language", "ends", "rule", "ask"),
    [
        ("fi", "ääripäissä", "yhtä suurista ensimmäiset", "pyydä se raportin tekijältä"),
        ("sv", "ligger ytterst", "av lika stora de första", "be den som gjort rapporten"),
        ("en", "at both ends", "of equal figures, the first", "ask whoever made the report"),
    ],
)
def test_of_many_payers_it_says_once_what_the_notes_of_tables_mean(
    kainuu_2023: Comparison,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    ends: str,
    rule: str,
    ask: str,
) -> None:
    monkeypatch.setattr(many_payers, "MOST_ROWS", 6)
    for focus in (None, "578"):
        reader = reader_of(kainuu_2023, language, focus=focus)
        (lines,) = how_to_read(reader).blocks
        assert isinstance(lines, Bullets)
        line = lines.items[-1]
        note = where_others_stand(reader, IN_WORKBOOK, kainuu_2023.payers)
        assert all(words in line for words in (rule, ask))
        assert ends in note  # the words that the line explains
        assert not any(words in note for words in (rule, ask))
        assert "7" in note
