"""The State Treasury's documents as they are now: asked for where they were when stored, then where
the catalogue has them.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import AnalyysiError, Sentence, ServiceError, SourceError
from analyysi.messages import Number
from analyysi.run.rehearsal.asking import GONE, Asking, is_down
from analyysi.run.rehearsal.stored import LackingStored, StoredDocument
from analyysi.sources.answers.answer import figure
from analyysi.sources.answers.treasury_documents import (
    Offer,
    asked_cells,
    choose,
    read_catalogue,
    read_document,
)
from analyysi.sources.fetch.kuntatalous import Kuntatalous
from analyysi.sources.fetch.replies import BrokenAnswerError
from analyysi.sources.manifest import ChosenDocument
from analyysi.sources.recipe import TreasuryRecipe

Facts = Mapping[tuple[str, str], Decimal]
"""(subpackage, cell number) to the amount in euros, of the cells that the recipe reads; an empty
cell is not there.
"""


@dataclass(frozen=True)
class LiveDocument:
    """A document as the service has it now."""

    document: ChosenDocument
    taxonomies: tuple[str, ...]
    facts: Facts
    places: frozenset[tuple[str, str]]
    """(subpackage, cell number) of every cell of the document, empty ones too."""


@dataclass
class Answers:
    """What the service gave for the stored documents, and what it did not."""

    live: dict[tuple[str, str], LiveDocument] = field(default_factory=dict)
    """By municipality code and period."""
    gone: set[tuple[str, str]] = field(default_factory=set)
    """Documents that are not where they were."""
    refused: dict[tuple[str, str], str] = field(default_factory=dict)
    """Documents that did not come or cannot be read, with the reason in words."""
    offers: list[Offer] | None = None
    """The catalogue's lines of these municipalities; None: it did not come."""
    catalogue_fault: str = ""
    failures_in_turn: int = 0
    """Times that the service was out of order since it last gave a document that can be read."""


def ask_documents(
    asking: Asking,
    recipe: TreasuryRecipe,
    stored: list[StoredDocument],
    lacking: Sequence[LackingStored] = (),
) -> Answers:
    """Ask for every stored document where it was, then for the catalogue, then for those documents
    that now have another phase and those that were lacking and are in the catalogue now. A service
    that is out of order twice in turn is left alone.
    """
    answers = Answers()
    service = Kuntatalous(asking.transport, asking.root("treasury"))
    by_period: dict[str, list[StoredDocument]] = {}
    for each in stored:
        by_period.setdefault(each.document.period, []).append(each)
    for period, documents in by_period.items():
        asking.tell(
            asking.words.say(
                "State Treasury: {package} {period}, documents: {count}",
                package=recipe.package,
                period=period,
                count=Number(len(documents)),
            )
        )
        _ask_each(asking, service, recipe, [each.document for each in documents], answers)
        if "treasury" in asking.down:
            return answers
    asking.tell(asking.words.say("State Treasury: the catalogue of all documents"))
    business_ids = {each.document.business_id for each in stored}
    business_ids |= {each.business_id for each in lacking if each.business_id}
    try:
        answers.offers = _catalogue(asking, service, recipe.package, business_ids)
    except AnalyysiError as error:
        answers.catalogue_fault = asking.refusal(error)
        if isinstance(error, ServiceError) and is_down(error):
            asking.down["treasury"] = answers.catalogue_fault
        return answers
    best = {(offer.business_id, offer.period): offer for offer in choose(answers.offers)}
    again = [*_moved(stored, best), *_come_since(lacking, best)]
    _ask_each(asking, service, recipe, again, answers)
    return answers


def _ask_each(
    asking: Asking,
    service: Kuntatalous,
    recipe: TreasuryRecipe,
    documents: Iterable[ChosenDocument],
    answers: Answers,
) -> None:
    for document in documents:
        place = (document.municipality_code, document.period)
        if not document.business_id:
            answers.refused[place] = asking.words.say("its business id is not in business_ids.csv")
            continue
        try:
            answers.live[place] = ask_document(asking, service, recipe, document)
        except ServiceError as error:
            if error.status in GONE:
                answers.gone.add(place)
                continue
            answers.refused[place] = asking.refusal(error)
            answers.failures_in_turn += is_down(error)
            if answers.failures_in_turn == 2:
                asking.down["treasury"] = asking.refusal(error)
                return
        except SourceError as error:
            answers.refused[place] = asking.refusal(error)
        else:
            answers.failures_in_turn = 0
            answers.gone.discard(place)


def ask_document(
    asking: Asking, service: Kuntatalous, recipe: TreasuryRecipe, document: ChosenDocument
) -> LiveDocument:
    """Ask for one document and read it in whatever taxonomy it is.

    Raises
    ------
    ServiceError
        With the status, if the service does not give it.
    SourceError
        If it is not the document that was asked for.
    """
    kept = asking.staging("treasury").keep(
        service.document_address(document),
        lambda into: service.fetch_document(document, into, check=_whole),
    )
    raw = kept.path.read_bytes()
    taxonomies = _taxonomies(raw)
    asked = asked_cells(recipe.figures)
    facts = read_document(raw, document, taxonomies, asked)
    amounts = {
        place: Decimal(figure(amount, _where(document, place[1])))
        for place, fact in facts.items()
        if place in asked and (amount := fact.amount) is not None
    }
    return LiveDocument(document, taxonomies, amounts, frozenset(facts))


def _where(document: ChosenDocument, cell: str) -> Sentence:
    return Sentence("{document}, cell {cell}", document=document.municipality_code, cell=cell)


def _whole(path: Path) -> None:
    try:
        read_json(path.read_bytes())
    except UnreadableError as error:
        raise BrokenAnswerError(
            "The State Treasury's document is not whole JSON: {fault}.", fault=error
        ) from error


def _taxonomies(raw: bytes) -> tuple[str, ...]:
    try:
        return tuple(sorted({str(line["taksonomia"]) for line in read_json(raw)}))
    except (KeyError, TypeError) as error:
        raise SourceError(
            "A document of the State Treasury is not a list of facts, each with its taxonomy."
        ) from error


def _catalogue(
    asking: Asking, service: Kuntatalous, package: str, business_ids: Iterable[str]
) -> list[Offer]:
    kept = asking.staging("treasury").keep(
        service.catalogue_address(), service.fetch_catalogue, ending=".gz"
    )
    with gzip.open(kept.path) as stream:
        return read_catalogue(stream, business_ids, package)  # type: ignore[arg-type]


def _moved(
    stored: list[StoredDocument], best: Mapping[tuple[str, str], Offer]
) -> list[ChosenDocument]:
    """Return the documents that the catalogue has in another phase than they were stored in."""
    moved = []
    for each in stored:
        offer = best.get((each.document.business_id, each.document.period))
        if offer is not None and offer.phase != each.document.phase:
            moved.append(_offered(each.document.municipality_code, offer))
    return moved


def _come_since(
    lacking: Sequence[LackingStored],
    best: Mapping[tuple[str, str], Offer],
) -> list[ChosenDocument]:
    """Return the documents that were lacking when stored, and that the catalogue has now."""
    offers = ((each, best.get((each.business_id, each.period))) for each in lacking)
    return [_offered(each.place[0], offer) for each, offer in offers if offer is not None]


def _offered(code: str, offer: Offer) -> ChosenDocument:
    return ChosenDocument(
        municipality_code=code,
        business_id=offer.business_id,
        package=offer.package,
        period=offer.period,
        phase=offer.phase,
        approved=offer.approved,
        published=offer.published,
    )
