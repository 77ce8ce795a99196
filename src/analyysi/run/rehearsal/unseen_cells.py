"""The cells of the State Treasury's documents that no stored copy has: whether the documents have
them now, and whether they mean what the recipe takes them for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from analyysi.messages import Listing, Number, Percent
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.document_words import column_in_words, document_name, stage_in_words
from analyysi.run.rehearsal.live_documents import Answers, LiveDocument
from analyysi.run.rehearsal.revised import figure_in_words
from analyysi.run.rehearsal.section import Grid, Section
from analyysi.run.rehearsal.stored import StoredDocument
from analyysi.sources.manifest import DocumentFigure
from analyysi.sources.recipe import TreasuryRecipe

CONTROL_LIMIT = Fraction(1, 10)
"""How far taxes and transfers may lie from what the other cells leave room for.

Net financing alone is left out. In the accounts of 2020 it put Kainuu's eight municipalities at
98.1 to 100.2 per cent; since the reform of 2023 taxes and transfers are about half of what they
were, so that it weighs twice as much. A cell that leaves out a kind of tax, or that is of another
year, lies further off.
"""

_TAXES, _TRANSFERS = "tax_revenue_eur", "central_government_transfers_eur"
_INCOME, _EXPENSES = "operating_income_eur", "operating_expenses_eur"
_MARGIN = "annual_contribution_margin_eur"

Pairs = Sequence[tuple[StoredDocument, LiveDocument]]


def never_stored(recipe: TreasuryRecipe, stored: list[StoredDocument]) -> list[DocumentFigure]:
    """Return the figures of a recipe that none of the stored documents has."""
    seen = {column for each in stored for _, column in each.figures}
    return [figure for figure in recipe.figures if figure.column not in seen]


def rehearse_unseen_cells(
    words: Words,
    recipe: TreasuryRecipe,
    unseen: list[DocumentFigure],
    stored: list[StoredDocument],
    answers: Answers,
) -> Section:
    """Say of each cell of these figures whether the live documents have it, and its figure."""
    titles = [column_in_words(words, recipe, figure.column) for figure in unseen]
    section = Section(
        words.say("Cells that no stored copy has: {figures}", figures=Listing(titles))
    )
    live = [(each, answers.live[each.place]) for each in stored if each.place in answers.live]
    if not live:
        section.unasked.append(words.say("No document came: these cells were not seen."))
        return section
    whole = len(live) == len(stored)
    cells = [(figure, stage, cell) for figure in unseen for stage, cell in figure.cells.items()]
    for figure, stage, _ in cells:
        _one_cell(section, words, recipe, figure, stage, live, whole)
    _control(section, words, recipe, live, whole)
    _new_figures(section, words, unseen, live)
    places = [(figure.subpackage, cell) for figure, _, cell in cells]
    rows = [(document_name(each), *_amounts(words, document, places)) for each, document in live]
    headings = tuple(
        f"{cell}: {column_in_words(words, recipe, figure.column)}, {stage_in_words(words, stage)}"
        for figure, stage, cell in cells
    )
    caption = words.say("The cells by document, euros")
    section.annex = Grid(caption, (words.say("Document"), *headings), rows)
    return section


def _amounts(words: Words, document: LiveDocument, places: list[tuple[str, str]]) -> Iterator[str]:
    for place in places:
        yield figure_in_words(words, document.facts.get(place))


def _one_cell(
    section: Section,
    words: Words,
    recipe: TreasuryRecipe,
    figure: DocumentFigure,
    stage: str,
    live: Pairs,
    whole: bool,
) -> None:
    cell = figure.cells[stage]
    place = (figure.subpackage, cell)
    lacking = [each for each, document in live if place not in document.facts]
    count = words.say(
        "Cell {cell} of {subpackage} ({figure}, {stage}): in documents {present} of {count}.",
        cell=cell,
        subpackage=figure.subpackage,
        figure=column_in_words(words, recipe, figure.column),
        stage=stage_in_words(words, stage),
        present=Number(len(live) - len(lacking)),
        count=Number(len(live)),
    )
    if not lacking:
        section.count(count, whole=whole)
        return
    names = [document_name(each) for each in lacking]
    section.differs.append(
        count + " " + words.say("Missing from: {documents}.", documents=Listing(names))
    )
    elsewhere = {
        subpackage
        for _, document in live
        if place not in document.facts
        for subpackage, number in document.places
        if number == cell and subpackage != figure.subpackage
    }
    if elsewhere:
        section.differs.append(
            words.say(
                "Cell {cell} stands in another subpackage: {subpackages}.",
                cell=cell,
                subpackages=Listing(sorted(elsewhere)),
            )
        )


def _new_figures(section: Section, words: Words, unseen: list[DocumentFigure], live: Pairs) -> None:
    places = {(figure.subpackage, cell) for figure in unseen for cell in figure.cells.values()}
    count = sum(len(places & set(document.facts)) for _, document in live)
    if count:
        section.news.append(
            words.say(
                "Figures of these cells that the service has and that are not stored: {count}. "
                "They stand in the annex of this report.",
                count=Number(count),
            )
        )


# Control
# ------------------------------------------------------------------------------------------


def _control(
    section: Section, words: Words, recipe: TreasuryRecipe, live: Pairs, whole: bool
) -> None:
    """Say whether taxes and transfers are what the other cells leave room for.

    Margin and operating expenses less operating income are taxes, transfers and net financing; the
    last is small, so that cells of another meaning would show.
    """
    ratios = sorted(
        (ratio, document_name(each))
        for each, document in live
        if (ratio := funding_ratio(recipe, document)) is not None
    )
    if not ratios:
        section.unasked.append(
            words.say("The cells of the decided budget could not be controlled: some are missing.")
        )
        return
    (least, lowest), (most, highest) = ratios[0], ratios[-1]
    limits = {"low": Percent(1 - CONTROL_LIMIT, 0), "high": Percent(1 + CONTROL_LIMIT, 0)}
    section.count(
        words.say(
            "Control of the cells of the decided budget: taxes and transfers are {least} "
            "({lowest}) to {most} ({highest}) of annual margin and operating expenses less "
            "operating income (documents: {count}).",
            least=Percent(least),
            lowest=lowest,
            most=Percent(most),
            highest=highest,
            count=Number(len(ratios)),
        )
        + " "
        + words.say(
            "The limits are {low} and {high}: only net financing is left out, and it is small.",
            **limits,
        ),
        whole=whole and len(ratios) == len(live) and not _beyond(words, ratios),
    )
    if beyond := _beyond(words, ratios):
        section.differs.append(
            words.say(
                "The control goes beyond its limits {low} and {high}: {documents}. The cell may "
                "mean something else than the recipe takes it for: do not use its figures before "
                "that is known.",
                documents=Listing(beyond),
                **limits,
            )
        )


def _beyond(words: Words, ratios: list[tuple[Fraction, str]]) -> list[str]:
    return [
        f"{name} ({words.of(Percent(ratio))})"
        for ratio, name in ratios
        if abs(ratio - 1) > CONTROL_LIMIT
    ]


def funding_ratio(recipe: TreasuryRecipe, live: LiveDocument) -> Fraction | None:
    """Return taxes and transfers of the decided budget to what margin, operating income and
    expenses leave room for; None where one of them is missing.
    """
    amounts = {
        figure.column: live.facts[figure.subpackage, figure.cells["budget"]]
        for figure in recipe.figures
        if (figure.subpackage, figure.cells.get("budget", "")) in live.facts
    }
    if not {_TAXES, _TRANSFERS, _INCOME, _EXPENSES, _MARGIN} <= set(amounts):
        return None
    room = amounts[_MARGIN] + amounts[_EXPENSES] - amounts[_INCOME]
    return Fraction(amounts[_TAXES] + amounts[_TRANSFERS]) / Fraction(room) if room else None
