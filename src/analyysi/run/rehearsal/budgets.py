"""The State Treasury's part of a rehearsal: cells, taxonomies, phases and figures of the stored
documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from analyysi.errors import AnalyysiError, ServiceError
from analyysi.languages.plain_text import one_line
from analyysi.messages import Listing, Number
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.asking import Asking
from analyysi.run.rehearsal.document_words import column_in_words, document_name, stage_in_words
from analyysi.run.rehearsal.live_documents import Answers, LiveDocument, ask_documents
from analyysi.run.rehearsal.phases import (
    report_later_documents,
    report_phases,
    report_taxonomies,
)
from analyysi.run.rehearsal.revised import Place, compare_figures, report_figures
from analyysi.run.rehearsal.section import Section
from analyysi.run.rehearsal.stored import (
    LackingStored,
    StoredDocument,
    lacking_documents,
    stored_documents,
)
from analyysi.run.rehearsal.unseen_cells import never_stored, rehearse_unseen_cells
from analyysi.sources.difference import Revision
from analyysi.sources.fetch.order import Order, Wishes
from analyysi.sources.fetch.pull import fetch_drafts
from analyysi.sources.fetch.services import SERVICES
from analyysi.sources.fetch.store import Draft
from analyysi.sources.recipe import TreasuryRecipe


def rehearse_budgets(asking: Asking, recipe: TreasuryRecipe) -> list[Section]:
    """Ask for every stored document of a package, and compare; the cells that no stored document
    has come first. Where nothing is stored, the newest documents of the payers are asked.
    """
    stored = stored_documents(asking.project, recipe)
    if not stored:
        return [_form_only(asking, recipe)]
    lacking = lacking_documents(asking.project, recipe, stored)
    answers = ask_documents(asking, recipe, stored, lacking)
    sections = []
    unseen = never_stored(recipe, stored)
    if unseen:
        sections.append(rehearse_unseen_cells(asking.words, recipe, unseen, stored, answers))
    sections.append(_documents(asking, recipe, stored, lacking, answers))
    return sections


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
            _report_lacking(asking, section, draft)
    return section


def _report_lacking(asking: Asking, section: Section, draft: Draft) -> None:
    """Name the payers of whom a draft has nothing, by the reason."""
    words = asking.words
    names: dict[str, list[str]] = {"no_document": [], "no_business_id": []}
    for lack in draft.lacking:
        name = one_line(lack.municipality) or lack.municipality_code
        if lack.kind in names:
            names[lack.kind].append(name)
        else:
            section.unasked.append(
                words.say(
                    "{document} could not be read: {reason}",
                    document=f"{name} {draft.reference_period}",
                    reason=asking.refusal_of(lack.reason),
                )
            )
    if names["no_document"]:
        section.news.append(
            words.say(
                "No document of {period} yet: {municipalities}.",
                period=draft.reference_period,
                municipalities=Listing(names["no_document"]),
            )
        )
    if names["no_business_id"]:
        section.unasked.append(
            words.say(
                "Not asked, since the business id is not in business_ids.csv: {municipalities}.",
                municipalities=Listing(names["no_business_id"]),
            )
        )


# Documents and figures
# ------------------------------------------------------------------------------------------


def _documents(
    asking: Asking,
    recipe: TreasuryRecipe,
    stored: list[StoredDocument],
    lacking: list[LackingStored],
    answers: Answers,
) -> Section:
    words, payers = asking.words, frozenset(asking.payers)
    section = Section(recipe.title.or_main(words.language))
    _missing_documents(section, asking, stored, answers)
    report_taxonomies(section, words, recipe, stored, answers)
    report_phases(section, words, stored, answers)
    report_later_documents(section, words, lacking, answers, payers)
    for snapshot in dict.fromkeys(each.snapshot for each in stored):
        documents = [each for each in stored if each.snapshot == snapshot]
        _figures(section, words, recipe, documents, answers, payers)
    _coverage(section, words, stored, answers)
    return section


def _figures(
    section: Section,
    words: Words,
    recipe: TreasuryRecipe,
    stored: list[StoredDocument],
    answers: Answers,
    payers: frozenset[str],
) -> None:
    """Compare the figures of one snapshot, as far as its documents came."""
    came = [each for each in stored if each.place in answers.live]
    if not came:
        return
    old: dict[Place, Decimal] = {}
    for each in came:
        old |= each.figures
    columns = {column for _, column in old}
    live = _live_figures(recipe, (answers.live[each.place] for each in came))
    report_figures(
        section,
        words,
        compare_figures(
            old,
            {place: amount for place, amount in live if place[1] in columns},
            {each.document.municipality_code: each.name for each in stored},
            sum(len(each.figures) for each in stored) - len(old),
        ),
        payers,
        lambda revision: _label(words, recipe, revision),
        came[0].snapshot,
    )


def _coverage(
    section: Section, words: Words, stored: list[StoredDocument], answers: Answers
) -> None:
    """Say how many cells the documents have, and how many of them are stored."""
    came = [each for each in stored if each.place in answers.live]
    cells = {len(answers.live[each.place].places) for each in came}
    figures = {len(each.figures) for each in came}
    if came and max(cells) > min(figures):
        section.news.append(
            words.say(
                "The documents have {cells} cells each, and {figures} figures of each are stored: "
                "only a selection has been stored, which is no fault.",
                cells=_range(words, cells),
                figures=_range(words, figures),
            )
        )


def _range(words: Words, counts: set[int]) -> str:
    ends = sorted({min(counts), max(counts)})
    return "–".join(words.numbers.plain(end) for end in ends)


def _missing_documents(
    section: Section, asking: Asking, stored: list[StoredDocument], answers: Answers
) -> None:
    words = asking.words
    came = [each for each in stored if each.place in answers.live]
    section.count(
        words.say(
            "Stored documents that came: {present} of {count}.",
            present=Number(len(came)),
            count=Number(len(stored)),
        ),
        whole=len(came) == len(stored),
    )
    gone = [document_name(each) for each in stored if each.place in answers.gone]
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
        if each.place in answers.refused:
            section.unasked.append(
                words.say(
                    "{document} could not be read: {reason}",
                    document=document_name(each),
                    reason=answers.refused[each.place],
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


def _label(words: Words, recipe: TreasuryRecipe, revision: Revision) -> str:
    _, period, stage = revision.key
    return (
        f"{period}, {stage_in_words(words, stage)}: "
        f"{column_in_words(words, recipe, revision.column)}"
    )
