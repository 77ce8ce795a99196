"""Budgets as decided, amended and planned, what is said of them, and what looks odd in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from analyysi.comparison.burden.budget_doubts import doubts_of_case
from analyysi.comparison.burden.budget_stages import YearStages, budget_stages
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.messages import PayerName
from analyysi.report.blocks import Block, Bullets, Fact, Facts, Folded, Heading, Paragraph
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table
from analyysi.sources.budget_words import MEASURES, STAGES, measure_name
from analyysi.sources.budgets import DECIDED, MARGIN, NET_EXPENSES, BudgetBook, BudgetLine
from analyysi.sources.odd_figures.plausibility import Doubt


def annex_blocks(reader: Reader) -> list[Block]:
    """Return a table of stages for each measure, then comments, findings and doubts; nothing where
    the terms name no budgets.

    The joint report has the measures that shares are set beside, of every payer; a seat's report
    has every measure of its own. The workbook has all of both.
    """
    book, say = reader.case.budgets, reader.say
    if book is None:
        return []
    codes = reader.comparison.payers if reader.focus is None else (reader.focus,)
    measures = (NET_EXPENSES, MARGIN) if reader.focus is None else tuple(MEASURES)
    lines = [line for line in book.lines if line.code in codes]
    tables: list[Block] = []
    for measure in measures:
        stages = [
            year for year in budget_stages(book, codes, (measure,)) if year.decided is not None
        ]
        if stages:
            tables.append(_stages(reader, measure, stages))
    if not tables:
        return []
    return [
        Heading(say("Budgets: decided, amended and planned")),
        Paragraph(
            say(
                "A budget is decided before its year and may be amended during it. What was "
                "planned for the year in the two budgets before it stands first. A margin or a "
                "result may change its sign, so changes are in euros only."
            )
        ),
        *tables,
        *said(reader, lines),
        *_doubts(reader, codes),
    ]


def said(
    reader: Reader, lines: Iterable[BudgetLine], measures: Collection[str] | None = None
) -> list[Block]:
    """Return what the municipalities and the State Treasury say of some figures, folded and in
    their own words; nothing where nothing is said.

    Parameters
    ----------
    lines
        The lines that the figures stand in.
    measures
        The figures' measures; None: all.
    """
    say, words = reader.say, reader.words
    in_finnish = words.unless_own(MAIN_LANGUAGE)
    facts = []
    for line in lines:
        for measure in dict.fromkeys([*line.comments, *line.findings]):
            if measures is not None and measure not in measures:
                continue
            figure = _figure_name(reader, line.code, line.year, line.stage, measure)
            if measure in line.findings:
                label = say("{figure}: the State Treasury's finding", figure=figure)
                facts.append(Fact(label, line.findings[measure], in_finnish))
            if measure in line.comments:
                label = say("{figure}: the municipality's comment", figure=figure)
                facts.append(Fact(label, line.comments[measure], in_finnish))
    if not facts:
        return []
    return [Folded(say("What the municipalities and the State Treasury say"), [Facts(facts)])]


def doubt_in_words(reader: Reader, doubt: Doubt) -> str:
    """Return a doubt with the municipality, the year and the stage that it is about."""
    figure = _figure_name(reader, doubt.code, doubt.year, doubt.stage, None)
    return f"{figure}: {reader.words.of(doubt.message)}"


def _figure_name(reader: Reader, code: str, year: int, stage: str, measure: str | None) -> str:
    words = reader.words
    place = f"{words.of(PayerName(code))} {year}, {words.of(STAGES[stage])}"
    return place if measure is None else f"{place}, {words.of(measure_name(measure))}"


def _stages(reader: Reader, measure: str, stages: Sequence[YearStages]) -> Table:
    """Return a measure's table: a row for each year that has a decided budget, a column for each
    stage that some row has.
    """
    say, words = reader.say, reader.words
    columns = {
        "planned_later": Column(say("Planned two years before"), "€"),
        "planned": Column(say("Planned a year before"), "€"),
        "decided": Column(say("Decided"), "€"),
        "amended": Column(say("Amended"), "€"),
        "change": Column(say("Change from decided"), "€"),
    }
    known = [name for name in columns if _is_known(stages, name)]
    rows = []
    for year in stages:
        cells = [_amount(reader, getattr(year, name), signed=name == "change") for name in known]
        rows.append(Row(f"{words.of(PayerName(year.code))} {year.year}", cells))
    caption = words.of(measure_name(measure))
    corner = say("{payer} and year", payer=words.payer_header())
    shown = [columns[name] for name in known]
    return Table(f"stages-{measure}", caption, corner, shown, rows, wide=True)


def _is_known(stages: Iterable[YearStages], stage: str) -> bool:
    return any(getattr(year, stage) is not None for year in stages)


def _amount(reader: Reader, amount: Fraction | None, signed: bool = False) -> str:
    return NOTHING if amount is None else reader.words.numbers.plain(amount, signed=signed)


def _doubts(reader: Reader, codes: Collection[str]) -> list[Block]:
    doubts = [doubt for doubt in doubts_of_case(reader.case) if doubt.code in codes]
    if not doubts:
        return []
    say = reader.say
    sentences = [doubt_in_words(reader, doubt) for doubt in doubts]
    return [Folded(say("Figures that look odd, and why"), [Bullets(sentences)])]


def doubts_about_used(
    reader: Reader, book: BudgetBook, code: str, measures: Collection[str]
) -> list[str]:
    """Return in words the doubts about some measures of the budget that a payer is measured by."""
    return [
        doubt_in_words(reader, doubt)
        for doubt in doubts_of_case(reader.case)
        if (doubt.code, doubt.year, doubt.stage) == (code, book.year, DECIDED)
        and doubt.measure in measures
    ]
