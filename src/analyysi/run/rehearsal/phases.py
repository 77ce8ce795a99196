"""Taxonomies and phases of the State Treasury's documents, and documents that came after those
stored.
"""

from __future__ import annotations

from analyysi.languages.plain_text import one_line
from analyysi.messages import Listing, Number
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.document_words import document_name, phase_in_words, time_in_words
from analyysi.run.rehearsal.live_documents import Answers
from analyysi.run.rehearsal.section import Section
from analyysi.run.rehearsal.stored import LackingStored, StoredDocument
from analyysi.sources.answers.treasury_documents import Offer, choose, moment
from analyysi.sources.recipe import TreasuryRecipe


def report_taxonomies(
    section: Section,
    words: Words,
    recipe: TreasuryRecipe,
    stored: list[StoredDocument],
    answers: Answers,
) -> None:
    """Name each taxonomy that the recipe does not list, and the documents that are in it."""
    of_taxonomy: dict[str, list[str]] = {}
    for each in stored:
        live = answers.live.get(each.place)
        for taxonomy in live.taxonomies if live is not None else ():
            of_taxonomy.setdefault(taxonomy, []).append(document_name(each))
    for taxonomy, documents in sorted(of_taxonomy.items()):
        if taxonomy in recipe.taxonomies:
            section.count(
                words.say(
                    "Taxonomy {taxonomy}: documents {count}.",
                    taxonomy=one_line(taxonomy),
                    count=Number(len(documents)),
                ),
                whole=len(documents) == len(stored),
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


def report_phases(
    section: Section, words: Words, stored: list[StoredDocument], answers: Answers
) -> None:
    """Say which documents have another phase or day of approval now, and which periods are new."""
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
            unlisted.append(document_name(each))
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
                document=document_name(each),
                new=phase_in_words(words, offer.phase),
                old=phase_in_words(words, before.phase),
                approved=time_in_words(words, offer.approved),
            )
        )
    elif before.approved and moment(offer.approved) != moment(before.approved):
        section.news.append(
            words.say(
                "{document}: approved {new}, and {old} when it was stored.",
                document=document_name(each),
                new=time_in_words(words, offer.approved),
                old=time_in_words(words, before.approved),
            )
        )


def _newer_periods(
    section: Section, words: Words, stored: list[StoredDocument], offers: list[Offer]
) -> None:
    newest = max(each.document.period for each in stored)
    names = {each.document.business_id: one_line(each.name) for each in stored}
    by_period: dict[str, set[str]] = {}
    for offer in offers:
        if offer.period > newest and offer.business_id in names:
            by_period.setdefault(offer.period, set()).add(names[offer.business_id])
    for period, municipalities in sorted(by_period.items()):
        section.news.append(
            words.say(
                "The service already has documents of {period}: {municipalities}.",
                period=period,
                municipalities=Listing(sorted(municipalities)),
            )
        )


def report_later_documents(
    section: Section,
    words: Words,
    lacking: list[LackingStored],
    answers: Answers,
    payers: frozenset[str],
) -> None:
    """Name those whose document was lacking when a snapshot was stored: who has one now, payers of
    the agreements first, and who still lacks it.
    """
    still = []
    for each in sorted(lacking, key=lambda each: each.place[0] not in payers):
        name = f"{one_line(each.name)} {each.period}"
        live = answers.live.get(each.place)
        if live is None:
            still.append(name)
            continue
        section.news.append(
            words.say(
                "{document}: the document is there now (approved {approved}); it was lacking when "
                "{snapshot} was stored. Pull again to have it.",
                document=name,
                approved=time_in_words(words, live.document.approved),
                snapshot=each.snapshot,
            )
        )
    if still and answers.offers is not None:
        section.alike.append(
            words.say("Still lacking, as when stored: {documents}.", documents=Listing(still))
        )
