"""The front page as a whole: how long it is, what stands on it, in every language and seat."""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.report_context import ReportContext, report_context
from analyysi.project import Project
from analyysi.report.blocks import Bars, Facts, SideBySide, as_data
from analyysi.report.front import answer, front, questions, reasons, shares_table
from analyysi.report.front.shares_table import MANY
from analyysi.report.html import DATA
from analyysi.report.reader import Reader
from analyysi.report.sections import brief
from analyysi.report.sections.head import head, title
from analyysi.report.tables import Table
from support.many_payers import fifteen_payers
from support.readers import number, reader_of

MOST_TOKENS = {"fi": 600, "sv": 750, "en": 870}
"""Words and numbers together; sv a quarter more, en 45 per cent more."""
MOST_NUMBERS, PAYERS, FURTHER_NUMBERS = 120, 7, 9
"""How many numbers a page of seven payers has at most, and each further payer that it names."""
RESTS_ON = "what a published share rests on"


def texts(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        kept = [part[name] for name in part if name not in ("kind", "id", "alt", "style")]
        return [text for value in kept for text in texts(value)]
    if isinstance(part, list | tuple):
        return [text for value in part for text in texts(value)]
    return []


def front_texts(reader: Reader) -> list[str]:
    """Return every text of a front page, as `head` puts it together."""
    return texts(
        [
            answer.kicker(reader, title(reader)),
            answer.heading(reader),
            answer.key_figures(reader),
            answer.background(reader),
            brief.cautions(reader),
            as_data(front.blocks(reader)),
        ]
    )


def tokens_of(parts: Iterable[str]) -> list[str]:
    joined = re.sub(r"(?<=\d)[\u00a0,](?=\d{3}\b)", "", " ".join(parts))
    # A day is one number: "31 December 2021" as "31.12.2021".
    joined = re.sub(r"(\d+) ([A-Z][a-z]+) (\d{4})", r"\1.\2.\3", joined)
    return [token for token in re.split(r"[\s\u00a0]+", joined) if re.search(r"\w", token)]


def with_status(comparison: Comparison, status: str) -> Comparison:
    terms = comparison.case.terms.model_copy(update={"status": status})
    return replace(comparison, case=replace(comparison.case, terms=terms))


@pytest.fixture(scope="module")
def cases(
    project: Project,
    kainuu_2023: Comparison,
    kainuu_2027: Comparison,
    paijat_hame: Comparison,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[Comparison, ReportContext]]:
    dublin = {
        f"Dublin {year}": compare_methods(load_year(project, "dublin-fire", year))
        for year in (2009, 2013)
    }
    stored = {"Kainuu 2023": kainuu_2023, "Kainuu 2027": kainuu_2027, **dublin}
    made = {
        "Päijät-Häme": paijat_hame,
        "fifteen payers": fifteen_payers(tmp_path_factory.mktemp("fifteen")),
    }
    contexts = {name: report_context(project, stored[name].case) for name in stored}
    return {
        name: (comparison, contexts.get(name, ReportContext()))
        for name, comparison in {**stored, **made}.items()
    }


CASES = (
    "Kainuu 2023",
    "Kainuu 2027",
    "Dublin 2009",
    "Dublin 2013",
    "Päijät-Häme",
    "fifteen payers",
)
STATUSES = ("analysis", "draft", "decided")


@pytest.mark.slow
@pytest.mark.parametrize("language", MOST_TOKENS)
@pytest.mark.parametrize("name", CASES)
def test_a_board_reads_it_in_ten_minutes(
    cases: dict[str, tuple[Comparison, ReportContext]], name: str, language: str
) -> None:
    compared, context = cases[name]
    further = max(0, min(len(compared.payers), MANY) - PAYERS)
    for status in STATUSES:
        comparison = with_status(compared, status)
        for seat in (None, *comparison.payers):
            reader = reader_of(comparison, language, seat, context)
            tokens = tokens_of(front_texts(reader))
            assert len(tokens) <= MOST_TOKENS[language], (status, seat)
            numbers = [token for token in tokens if re.search(r"\d", token)]
            assert len(numbers) <= MOST_NUMBERS + FURTHER_NUMBERS * further, (status, seat)
            unanswered = [asked for asked, text in answers_on(reader).items() if not text]
            assert unanswered == ([] if comparison.case.terms.published else [RESTS_ON])


def answers_on(reader: Reader) -> dict[str, str]:
    """Return what a board asks of every matter, and the text of the front page that answers it."""
    heading, table = answer.heading(reader), shares_table.table(reader)
    figures = {label: figure for label, figure, _ in answer.key_figures(reader)}
    (why, grounds), (_, against) = reasons.columns(reader)
    asked = {fact.label: fact.text for fact in questions.answers(reader)}
    questions_left = {
        question: asked.get(reader.say(question), "")
        for question in (
            "What if one leaves?",
            "How sure are the figures?",
            "What is decided now?",
            "What about next year?",
            "Where does the money come from?",
        )
    }
    rests_on = [
        text for label, text in asked.items() if label == questions.QUESTIONS[2].words(reader)
    ]
    source = reader.case.terms.method.source.in_language(reader.words.language)
    chosen_by = [text for text in brief.cautions(reader) if text in source]
    gains = [text for text in (*grounds, *against) if _largest_change(reader, table) in text]
    return {
        "what do we pay": heading if _own_sum(reader) in heading else "",
        "per inhabitant": figures.get(reader.say("Per inhabitant"), ""),
        "why this split": " ".join([why, *grounds, *chosen_by]) if grounds else "",
        "who gains and loses": " ".join(gains),
        RESTS_ON: " ".join(rests_on),
        **questions_left,
    }


def _own_sum(reader: Reader) -> str:
    """Return the sum that the heading must have: the total, or what the seat is to pay."""
    total = reader.case.terms.total.value
    if reader.focus is None:
        return reader.words.numbers.plain(Fraction(total, 100))
    published = answer.approved(reader)
    shown = reader.comparison.chosen.shown[reader.focus]
    cents = published.value if published is not None else shown
    return reader.words.numbers.plain(Fraction(cents, 100))


def _largest_change(reader: Reader, table: Table) -> str:
    """Return the largest change of the table, as a sentence writes it without its sign."""
    changes = [
        number(cell)
        if reader.words.language != "en"
        else Fraction(cell.replace("−", "-").replace(",", ""))
        for row in table.rows
        for cell in row.cells[2 if reader.focus is None else 1 :]
        if cell.startswith(("+", "−"))
    ]
    return reader.words.numbers.plain(abs(max(changes, key=abs)))


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
