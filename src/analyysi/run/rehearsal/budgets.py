"""The State Treasury's part of a rehearsal: cells, taxonomies, phases and figures of the stored
documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from analyysi.errors import AnalyysiError, ServiceError
from analyysi.messages import Listing, Message, Number, Percent
from analyysi.plain_text import one_line
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.asking import Asking
from analyysi.run.rehearsal.live_documents import Answers, LiveDocument, ask_documents
from analyysi.run.rehearsal.revised import Place, compare_figures, figure_in_words, report_figures
from analyysi.run.rehearsal.section import Grid, Section
from analyysi.run.rehearsal.stored import StoredDocument, stored_documents
from analyysi.sources.answers.treasury_documents import Offer, choose, moment
from analyysi.sources.difference import Revision
from analyysi.sources.fetch.order import Order, Wishes
from analyysi.sources.fetch.pull import fetch_drafts
from analyysi.sources.fetch.services import SERVICES
from analyysi.sources.manifest import DocumentFigure
from analyysi.sources.recipe import TreasuryRecipe

STAGES = {
    "budget": Message("decided budget"),
    "plan_1": Message("first plan year"),
    "plan_2": Message("second plan year"),
    "prior_amended": Message("amended budget of the year before"),
    "actual": Message("accounts"),
}
"""What a stage is called; one that is not here keeps its name of the recipe."""

_TAXES, _TRANSFERS = "tax_revenue_eur", "central_government_transfers_eur"
_INCOME, _EXPENSES = "operating_income_eur", "operating_expenses_eur"
_MARGIN = "annual_contribution_margin_eur"


def rehearse_budgets(asking: Asking, recipe: TreasuryRecipe) -> list[Section]:
    """Ask for every stored document of a package, and compare; the cells that no stored document
    has come first. Where nothing is stored, the newest documents of the payers are asked.
    """
    stored = stored_documents(asking.project, recipe)
    if not stored:
        return [_form_only(asking, recipe)]
    answers = ask_documents(asking, recipe, stored)
    sections = []
    unseen = _never_stored(recipe, stored)
    if unseen:
        sections.append(_unseen_cells(asking, recipe, unseen, stored, answers))
    sections.append(_documents(asking, recipe, stored, answers))
    return sections


def _never_stored(recipe: TreasuryRecipe, stored: list[StoredDocument]) -> list[DocumentFigure]:
    seen = {column for each in stored for _, column in each.figures}
    return [figure for figure in recipe.figures if figure.column not in seen]


# Cells that have been seen in the taxonomy only
# ------------------------------------------------------------------------------------------


def _unseen_cells(
    asking: Asking,
    recipe: TreasuryRecipe,
    unseen: list[DocumentFigure],
    stored: list[StoredDocument],
    answers: Answers,
) -> Section:
    """Say of each cell of these figures whether the live documents have it, and its figure."""
    words = asking.words
    titles = [_column(words, recipe, figure.column) for figure in unseen]
    section = Section(
        words.say("Cells that no stored copy has: {figures}", figures=Listing(titles))
    )
    live = [(each, answers.live[_place(each)]) for each in stored if _place(each) in answers.live]
    if not live:
        section.unasked.append(words.say("No document came: these cells were not seen."))
        return section
    cells = [(figure, stage, cell) for figure in unseen for stage, cell in figure.cells.items()]
    for figure, stage, _ in cells:
        _one_cell(section, words, recipe, figure, stage, live)
    _control(section, words, recipe, live)
    places = [(figure.subpackage, cell) for figure, _, cell in cells]
    rows = [(_document_name(each), *_amounts(words, document, places)) for each, document in live]
    headings = tuple(
        f"{cell}: {_column(words, recipe, figure.column)}, {_stage(words, stage)}"
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
    live: Sequence[tuple[StoredDocument, LiveDocument]],
) -> None:
    cell = figure.cells[stage]
    place = (figure.subpackage, cell)
    lacking = [_document_name(each) for each, document in live if place not in document.facts]
    name = words.say(
        "Cell {cell} of {subpackage} ({figure}, {stage})",
        cell=cell,
        subpackage=figure.subpackage,
        figure=_column(words, recipe, figure.column),
        stage=_stage(words, stage),
    )
    count = words.say(
        "{name}: in documents {present} of {count}.",
        name=name,
        present=Number(len(live) - len(lacking)),
        count=Number(len(live)),
    )
    if not lacking:
        section.alike.append(count)
        return
    section.differs.append(
        count + " " + words.say("Missing from: {documents}.", documents=Listing(lacking))
    )
    elsewhere = {
        subpackage
        for _, document in live
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


def _control(
    section: Section,
    words: Words,
    recipe: TreasuryRecipe,
    live: Sequence[tuple[StoredDocument, LiveDocument]],
) -> None:
    """Say whether taxes and transfers are what the other cells leave room for.

    Margin and operating expenses less operating income are taxes, transfers and net financing; the
    last is small, so that cells of another meaning would show.
    """
    ratios = sorted(
        (ratio, _document_name(each))
        for each, document in live
        if (ratio := funding_ratio(recipe, document)) is not None
    )
    if ratios:
        (least, lowest), (most, highest) = ratios[0], ratios[-1]
        section.alike.append(
            words.say(
                "Control of the cells of the decided budget: taxes and transfers are {least} "
                "({lowest}) to {most} ({highest}) of annual margin and operating expenses less "
                "operating income (documents: {count}). Nearly 100 % is expected, since only net "
                "financing is left out.",
                least=Percent(least),
                lowest=lowest,
                most=Percent(most),
                highest=highest,
                count=Number(len(ratios)),
            )
        )


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


# Packages of which nothing is stored
# ------------------------------------------------------------------------------------------


def _form_only(asking: Asking, recipe: TreasuryRecipe) -> Section:
    """Fetch the newest documents of the payers as a pull does, to see that the recipe fits them."""
    words = asking.words
    section = Section(f"{recipe.title.or_main(words.language)} ({recipe.package})")
    if "treasury" in asking.down:
        section.unasked.append(words.say("Not asked, since the service does not answer."))
        return section
    if not asking.payers:
        section.news.append(words.say("No agreement has a municipality: nothing was asked."))
        return section
    asking.tell(words.say("State Treasury: {package}, the newest", package=recipe.package))
    order = Order(
        asking.project,
        recipe,
        Wishes(years="newest", municipalities=",".join(sorted(asking.payers))),
        asking.root("treasury"),
        asking.transport,
        asking.staging("treasury"),
        lambda purpose: asking.staging("treasury"),
    )
    try:
        drafts = fetch_drafts(SERVICES["treasury"], order)
    except ServiceError as error:
        section.unasked.append(asking.refusal(error))
    except AnalyysiError as error:
        section.differs.append(
            words.say(
                "The recipe does not fit the newest documents; {reason}",
                reason=asking.refusal(error),
            )
        )
    else:
        for draft in drafts:
            section.alike.append(
                words.say("The recipe fits: {documents}.", documents=one_line(draft.table))
            )
            for lack in draft.lacking:
                sentences = section.unasked if lack.kind == "not_read" else section.news
                sentences.append(f"{lack.municipality_code} {asking.refusal_of(lack.reason)}")
    return section


# Documents and figures
# ------------------------------------------------------------------------------------------


def _documents(
    asking: Asking, recipe: TreasuryRecipe, stored: list[StoredDocument], answers: Answers
) -> Section:
    words = asking.words
    section = Section(recipe.title.or_main(words.language))
    names = {each.document.municipality_code: each.name for each in stored}
    _missing_documents(section, asking, stored, answers)
    _taxonomies(section, words, recipe, stored, answers)
    _phases(section, words, stored, answers)
    old: dict[Place, Decimal] = {}
    for each in stored:
        if _place(each) in answers.live:
            old |= each.figures
    if old:
        new = dict(_live_figures(recipe, answers.live.values()))
        report_figures(
            section,
            words,
            compare_figures(old, new, names),
            frozenset(asking.payers),
            lambda revision: _label(words, recipe, revision),
        )
    return section


def _missing_documents(
    section: Section, asking: Asking, stored: list[StoredDocument], answers: Answers
) -> None:
    words = asking.words
    section.alike.append(
        words.say(
            "Stored documents that came: {present} of {count}.",
            present=Number(len(answers.live)),
            count=Number(len(stored)),
        )
    )
    gone = _documents_of(stored, answers.gone)
    if gone:
        section.differs.append(
            words.say("The service no longer has: {documents}.", documents=Listing(gone))
        )
    if "treasury" in asking.down and not answers.catalogue_fault:
        section.unasked.append(
            words.say(
                "The service did not answer and was not asked further; {reason}",
                reason=asking.down["treasury"],
            )
        )
        return
    for each in stored:
        if _place(each) in answers.refused:
            section.unasked.append(
                words.say(
                    "{document} could not be read: {reason}",
                    document=_document_name(each),
                    reason=answers.refused[_place(each)],
                )
            )


def _taxonomies(
    section: Section,
    words: Words,
    recipe: TreasuryRecipe,
    stored: list[StoredDocument],
    answers: Answers,
) -> None:
    """Name each taxonomy that the recipe does not list, and the documents that are in it."""
    of_taxonomy: dict[str, list[str]] = {}
    for each in stored:
        live = answers.live.get(_place(each))
        for taxonomy in live.taxonomies if live is not None else ():
            of_taxonomy.setdefault(taxonomy, []).append(_document_name(each))
    for taxonomy, documents in sorted(of_taxonomy.items()):
        if taxonomy in recipe.taxonomies:
            section.alike.append(
                words.say(
                    "Taxonomy {taxonomy}: documents {count}.",
                    taxonomy=one_line(taxonomy),
                    count=Number(len(documents)),
                )
            )
        else:
            section.differs.append(
                words.say(
                    "A new taxonomy {taxonomy}: {documents}. A pull refuses it until the recipe "
                    "lists it; the figures below were read as if its cells meant the same.",
                    taxonomy=one_line(taxonomy),
                    documents=Listing(documents),
                )
            )


def _phases(section: Section, words: Words, stored: list[StoredDocument], answers: Answers) -> None:
    """Say which documents have another phase or day of approval now, and which are new."""
    if answers.offers is None:
        if answers.catalogue_fault:
            section.unasked.append(
                words.say(
                    "The catalogue did not come, so that phases and new documents are not known; "
                    "{reason}",
                    reason=answers.catalogue_fault,
                )
            )
        return
    best = {(offer.business_id, offer.period): offer for offer in choose(answers.offers)}
    unlisted = []
    for each in stored:
        offer = best.get((each.document.business_id, each.document.period))
        if offer is None:
            unlisted.append(_document_name(each))
        else:
            _one_phase(section, words, each, offer)
    if unlisted:
        section.differs.append(
            words.say("Not in the catalogue: {documents}.", documents=Listing(unlisted))
        )
    _newer_periods(section, words, stored, answers.offers)


def _one_phase(section: Section, words: Words, each: StoredDocument, offer: Offer) -> None:
    before = each.document
    if offer.phase != before.phase:
        section.differs.append(
            words.say(
                "{document}: the phase is now {new}, and was {old} (approved {approved}).",
                document=_document_name(each),
                new=offer.phase,
                old=before.phase,
                approved=one_line(offer.approved) or "–",
            )
        )
    elif before.approved and moment(offer.approved) != moment(before.approved):
        section.news.append(
            words.say(
                "{document}: approved {new}, and {old} when it was stored.",
                document=_document_name(each),
                new=one_line(offer.approved) or "–",
                old=one_line(before.approved),
            )
        )


def _newer_periods(
    section: Section, words: Words, stored: list[StoredDocument], offers: list[Offer]
) -> None:
    newest = max(each.document.period for each in stored)
    names = {each.document.business_id: one_line(each.name) for each in stored}
    by_period: dict[str, set[str]] = {}
    for offer in offers:
        if offer.period > newest:
            by_period.setdefault(offer.period, set()).add(names[offer.business_id])
    for period, municipalities in sorted(by_period.items()):
        section.news.append(
            words.say(
                "The service already has documents of {period}: {municipalities}.",
                period=period,
                municipalities=Listing(sorted(municipalities)),
            )
        )


def _live_figures(
    recipe: TreasuryRecipe, documents: Iterable[LiveDocument]
) -> Iterator[tuple[Place, Decimal]]:
    for live in documents:
        code, period = live.document.municipality_code, live.document.period
        for figure in recipe.figures:
            for stage, cell in figure.cells.items():
                amount = live.facts.get((figure.subpackage, cell))
                if amount is not None:
                    yield ((code, period, stage), figure.column), amount


def _place(each: StoredDocument) -> tuple[str, str]:
    return each.document.municipality_code, each.document.period


def _document_name(each: StoredDocument) -> str:
    return f"{one_line(each.name)} {each.document.period}"


def _documents_of(stored: list[StoredDocument], places: set[tuple[str, str]]) -> list[str]:
    return [_document_name(each) for each in stored if _place(each) in places]


def _label(words: Words, recipe: TreasuryRecipe, revision: Revision) -> str:
    _, period, stage = revision.key
    return f"{period}, {_stage(words, stage)}: {_column(words, recipe, revision.column)}"


def _stage(words: Words, stage: str) -> str:
    return words.of(STAGES[stage]) if stage in STAGES else stage


def _column(words: Words, recipe: TreasuryRecipe, column: str) -> str:
    return recipe.descriptions[column].or_main(words.language)
