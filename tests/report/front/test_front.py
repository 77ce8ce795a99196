"""The front page as a whole: how long it is, what stands on it, in every language and seat."""

import re
from typing import Any

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.blocks import Bars, Facts, SideBySide
from analyysi.report.front import answer, front
from analyysi.report.html import DATA
from analyysi.report.sections.head import head
from analyysi.report.tables import Table
from support.readers import reader_of

MOST_TOKENS = {"fi": 600, "sv": 750, "en": 870}
"""Words and numbers together; sv a quarter more, en 45 per cent more."""
MOST_NUMBERS = 120


def texts(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        kept = [part[name] for name in part if name not in ("kind", "id", "alt", "style")]
        return [text for value in kept for text in texts(value)]
    if isinstance(part, list | tuple):
        return [text for value in part for text in texts(value)]
    return []


def tokens_of(comparison: Comparison, language: str, focus: str | None) -> list[str]:
    data = head(reader_of(comparison, language, focus)).extra[DATA]
    names = ("kicker", "heading", "key_figures", "background", "cautions", "blocks")
    text = " ".join(texts([data[name] for name in names]))
    joined = re.sub(r"(?<=\d)[\u00a0,](?=\d{3}\b)", "", text)
    # A day is one number: "31 December 2021" as "31.12.2021".
    joined = re.sub(r"(\d+) ([A-Z][a-z]+) (\d{4})", r"\1.\2.\3", joined)
    return [token for token in re.split(r"[\s\u00a0]+", joined) if re.search(r"\w", token)]


@pytest.mark.slow
@pytest.mark.parametrize("language", MOST_TOKENS)
@pytest.mark.parametrize("focus", [None, "578", "620"])
@pytest.mark.parametrize("year", [2023, 2027])
def test_a_board_reads_it_in_ten_minutes(
    kainuu_2023: Comparison,
    kainuu_2027: Comparison,
    language: str,
    focus: str | None,
    year: int,
) -> None:
    comparison = kainuu_2023 if year == 2023 else kainuu_2027
    tokens = tokens_of(comparison, language, focus)
    assert len(tokens) <= MOST_TOKENS[language]
    numbers = [token for token in tokens if re.search(r"\d", token)]
    assert len(numbers) <= MOST_NUMBERS


def test_it_has_one_table_and_one_picture(kainuu_2023: Comparison) -> None:
    blocks = front.blocks(reader_of(kainuu_2023))
    for kind in (SideBySide, Table, Bars, Facts):
        assert sum(isinstance(block, kind) for block in blocks) == 1


def test_the_share_of_a_payer_is_one_number_on_the_page(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023, focus="620")
    written = reader.words.numbers.plain(5629)
    data = head(reader).extra[DATA]
    assert written in data["heading"]
    assert written in answer.key_figures(reader)[0][1]
    (table,) = [block for block in data["blocks"] if block["kind"] == "table"]
    assert written in [row["cells"][0] for row in table["rows"]]
