"""Budgets as decided, amended and planned, what is said of them, and what looks odd in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from analyysi.comparison.burden.budget_stages import YearStages, budget_stages
from analyysi.comparison.burden.weight_on_budgets import RESTS_ON, SET_BESIDE
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.languages.plain_text import legible
from analyysi.messages import Message, PayerName, Value
from analyysi.report.blocks import Block, Bullets, Fact, Facts, Folded, Heading, Paragraph
from analyysi.report.language.wording import Wording
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table
from analyysi.sources.budget_words import MEASURES, measure_name, stage_name
from analyysi.sources.budgets import DECIDED, NET_EXPENSES, RESULT, BudgetBook, BudgetLine
from analyysi.sources.manifest import Manifest
from analyysi.sources.odd_figures.plausibility import Doubt

_CHANGE = "change"
_STAGES = {
    "planned_later": Message("Planned two years before"),
    "planned": Message("Planned a year before"),
    "decided": Message("Decided"),
    "amended": Message("Amended"),
    _CHANGE: Message("Change"),
}
"""A stage of `YearStages` as the head of its column."""


def annex_blocks(reader: Reader) -> list[Block]:
    """Return the stages of the year's budgets; nothing where the terms name no budgets.

    The joint report has the measures that shares are set beside, of every payer; a seat's report
    has every measure of its own. Other years are among the `remarks`, and all in the workbook.
    """
    book = reader.case.budgets
    if book is None:
        return []
    stages = [year for year in _stages_shown(reader, book) if year.year == book.year]
    if not stages:
        return []
    tables = (
        _by_measure(reader, "stages", stages)
        if reader.focus is None
        else [_of_seat(reader, stages)]
    )
    return [
        Heading(reader.say("Budgets at each stage")),
        Paragraph(_what_stands_here(reader, stages)),
        *tables,
    ]


def remarks(reader: Reader) -> list[Block]:
    """Return the stages of the other years, then comments, findings and doubts; nothing where the
    terms name no budgets.
    """
    book = reader.case.budgets
    if book is None:
        return []
    stages = [year for year in _stages_shown(reader, book) if year.year != book.year]
    codes = _codes(reader)
    lines = [line for line in book.lines if line.code in codes]
    about = (*RESTS_ON, NET_EXPENSES) if reader.focus is None else None
    return [
        *_by_measure(reader, "other-years", stages),
        *_comments(reader, lines, about),
        *_doubts(reader, lines, about),
    ]


def _codes(reader: Reader) -> tuple[str, ...]:
    return reader.comparison.payers if reader.focus is None else (reader.focus,)


def _stages_shown(reader: Reader, book: BudgetBook) -> list[YearStages]:
    """Return the years that have a budget, of every measure that the report shows."""
    measures = SET_BESIDE if reader.focus is None else tuple(MEASURES)
    stages = budget_stages(book, _codes(reader), measures)
    return [year for year in stages if _is_of_a_budget(year)]


def _by_measure(reader: Reader, name: str, stages: Sequence[YearStages]) -> list[Table]:
    """Return a table for each measure, a row for each payer and year."""
    words = reader.words
    of_measure: dict[str, list[tuple[str, YearStages]]] = {}
    for year in stages:
        label = f"{words.of(PayerName(year.code))} {year.year}"
        of_measure.setdefault(year.measure, []).append((label, year))
    return [
        _stages(
            reader, f"{name}-{measure}", words.of(measure_name(measure)), words.payer_header(), rows
        )
        for measure, rows in of_measure.items()
    ]


def _of_seat(reader: Reader, stages: Iterable[YearStages]) -> Table:
    """Return the one table of a seat's year, a row for each measure."""
    words = reader.words
    rows = [(words.of(measure_name(year.measure)), year) for year in stages]
    year = rows[0][1].year
    title = reader.say("The budget of {year}", year=str(year))
    return _stages(reader, "stages-own", title, reader.say("Figure"), rows)


def _is_of_a_budget(year: YearStages) -> bool:
    """Return whether a year is decided or planned in some document: what was only amended stands
    beside nothing.
    """
    return any(amount is not None for amount in (year.planned_later, year.planned, year.decided))


def _what_stands_here(reader: Reader, stages: Sequence[YearStages]) -> str:
    say = reader.say
    sentences = [say("A budget is decided before its year and may be amended during it.")]
    if _is_known(stages, "planned"):
        sentences.append(say("What earlier budgets planned for the year stands before it."))
    if _is_known(stages, "change"):
        sentences.append(
            say("Changes are in euros only, since a margin or a result may change its sign.")
        )
    sentences.append(say("The workbook has all figures of the documents."))
    return " ".join(sentences)


def where_from(words: Wording, manifests: Iterable[Manifest]) -> list[str]:
    """Say whose figures some snapshots hold, and if they were not fetched from the publisher."""
    manifests = list(manifests)
    sources = dict.fromkeys(words.frozen(manifest.attribution) for manifest in manifests)
    sentences = [f"{source}." for source in sources]
    if not all(manifest.exchanges for manifest in manifests):
        sentences.append(
            words.say(
                "The figures were not fetched from the publisher's own service: how they were "
                "obtained stands under Sources."
            )
        )
    return sentences


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
    facts = _comments(reader, lines, measures)
    if not facts:
        return []
    summary = reader.say("What the municipalities and the State Treasury say")
    return [Folded(summary, facts)]


def _comments(
    reader: Reader, lines: Iterable[BudgetLine], measures: Collection[str] | None
) -> list[Block]:
    in_finnish = reader.words.unless_own(MAIN_LANGUAGE)
    facts = [
        Fact(reader.words.of(label), text, in_finnish)
        for line in lines
        for label, text in said_of_line(line, measures)
    ]
    return [Facts(facts)] if facts else []


def said_of_line(
    line: BudgetLine, measures: Collection[str] | None = None
) -> Iterator[tuple[Message, str]]:
    """Yield what is said of the figures of a line: who says it of which figure, and the text."""
    for measure in dict.fromkeys([*line.comments, *line.findings]):
        if measures is not None and measure not in measures:
            continue
        figure = _figure(line, measure)
        if measure in line.findings:
            label = Message("{figure}: automatic remark of the State Treasury", {"figure": figure})
            yield label, legible(line.findings[measure])
        if measure in line.comments:
            label = Message("{figure}: the municipality's explanation", {"figure": figure})
            yield label, legible(line.comments[measure])


def doubt_in_words(words: Wording, doubt: Doubt) -> str:
    """Return a doubt with the municipality, the year and the stage that it is about."""
    place: dict[str, Value] = {"payer": PayerName(doubt.code), "place": stage_name(doubt)}
    return f"{words.of(Message('{payer}, {place}', place))}. {words.of(doubt.message)}"


def _figure(line: BudgetLine, measure: str) -> Message:
    values: dict[str, Value] = {
        "payer": PayerName(line.code),
        "place": stage_name(line),
        "measure": measure_name(measure),
    }
    return Message("{payer}, {place}, {measure}", values)


def _stages(
    reader: Reader,
    name: str,
    caption: str,
    corner: str,
    labelled: Sequence[tuple[str, YearStages]],
) -> Table:
    """Return a table of stages: a row for each, a column for each stage that some row has."""
    years = [year for _, year in labelled]
    known = [stage for stage in _STAGES if _is_known(years, stage)]
    rows = []
    for label, year in labelled:
        cells = [_amount(reader, getattr(year, stage), stage == _CHANGE) for stage in known]
        rows.append(Row(label, cells))
    columns = [Column(reader.words.of(_STAGES[stage]), "€") for stage in known]
    return Table(name, caption, corner, columns, rows, wide=True)


def _is_known(stages: Iterable[YearStages], stage: str) -> bool:
    return any(getattr(year, stage) is not None for year in stages)


def _amount(reader: Reader, amount: Fraction | None, signed: bool = False) -> str:
    return NOTHING if amount is None else reader.words.numbers.plain(amount, signed=signed)


def _doubts(
    reader: Reader, lines: Sequence[BudgetLine], measures: Collection[str] | None
) -> list[Block]:
    """Return the doubts about some lines, but for what the State Treasury itself has remarked."""
    remarked = {
        (line.code, line.year, line.stage, measure) for line in lines for measure in line.findings
    }
    codes = {line.code for line in lines}
    sentences = [
        doubt_in_words(reader.words, doubt)
        for doubt in reader.comparison.doubts
        if doubt.code in codes
        and (measures is None or doubt.measure in (*measures, RESULT))
        and (doubt.code, doubt.year, doubt.stage, doubt.measure) not in remarked
    ]
    if not sentences:
        return []
    return [Bullets(sentences, reader.say("Figures that look odd, and why"))]


def doubts_about_used(reader: Reader, codes: Collection[str]) -> list[str]:
    """Return in words the doubts about the budgets that some payers are measured by, as far as they
    are about what the table of payers rests on.
    """
    year = reader.case.budgets.year if reader.case.budgets is not None else 0
    return [
        doubt_in_words(reader.words, doubt)
        for doubt in reader.comparison.doubts
        if doubt.code in codes
        and (doubt.year, doubt.stage) == (year, DECIDED)
        and doubt.measure in (*RESTS_ON, NET_EXPENSES, RESULT)
    ]
