"""The State Treasury's documents to drafts of snapshots, one for each package and period."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from analyysi.agreement.reading import agreement_ids, read_agreement
from analyysi.errors import ParameterError, Sentence, ServiceError, SourceError
from analyysi.project import Project
from analyysi.sources.answers.treasury_documents import (
    Offer,
    choose,
    moment,
    read_catalogue,
    rows,
)
from analyysi.sources.fetch.business_ids import (
    Municipality,
    no_business_id,
    pick,
    read_business_ids,
)
from analyysi.sources.fetch.chosen_years import choose_periods
from analyysi.sources.fetch.kuntatalous import Kuntatalous, document_check
from analyysi.sources.fetch.order import Order
from analyysi.sources.fetch.staging import ChangedMeanwhileError, Kept, Staging
from analyysi.sources.fetch.store import Draft
from analyysi.sources.manifest import ChosenDocument, LackingDocument, TreasuryDerivation
from analyysi.sources.recipe import TreasuryRecipe

_CATALOGUE = "treasury-catalogue"
_FAILURES_IN_TURN = 3
"""So many documents failing one after another are the service's fault: the rest is not asked for,
and nothing is stored until it answers again.
"""


def fetch_ordered(order: Order[TreasuryRecipe]) -> list[Draft]:
    """Fetch the documents of an order, those of the project's municipalities where it names none.

    A municipality without a business id does not keep the others from being asked for.

    Raises
    ------
    ParameterError
        If the user named columns to select, or municipalities that are none, or no business id of
        any is known.
    """
    if order.wishes.select:
        raise ParameterError(
            "--select is for tables of Statistics Finland; {recipe} has no such columns.",
            recipe=order.recipe.name,
        )
    table = read_business_ids(order.project)
    codes = _municipality_codes(order.project, order.wishes.municipalities, tuple(table))
    known = tuple(code for code in codes if code in table)
    names = _names_in_agreements(order.project)
    without_id = [
        LackingDocument(
            municipality_code=code,
            municipality=names.get(code, ""),
            kind="no_business_id",
            reason=no_business_id(order.project, code),
        )
        for code in sorted(set(codes) - set(known))
    ]
    return fetch_finances(
        Kuntatalous(order.transport, order.root),
        order.recipe,
        Asked(tuple(pick(table, known or codes, order.project)), tuple(without_id)),
        order.wishes.years,
        order.staging,
        order.shared_staging(_CATALOGUE),
    )


def _names_in_agreements(project: Project) -> dict[str, str]:
    """Return the names of the agreements' parties, by code."""
    return {
        party.code: party.name.main
        for agreement in agreement_ids(project)
        for party in read_agreement(project, agreement).parties
    }


def _municipality_codes(
    project: Project, listed: str | None, known: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the codes that the user listed, or those of the agreements' municipalities."""
    if listed is not None and listed.strip().lower() == "all":
        return known
    if listed is not None:
        codes = tuple(code.strip() for code in listed.split(",") if code.strip())
        wrong = [code for code in codes if len(code) != 3 or not code.isdecimal()]
        if wrong or not codes:
            raise ParameterError(
                "'{given}' names no municipalities: codes of three digits such as "
                "105,578 were expected.",
                given=listed,
            )
        return codes
    municipalities = {
        party.code
        for agreement in agreement_ids(project)
        for party in read_agreement(project, agreement).parties
        if party.kind == "municipality"
    }
    if not municipalities:
        raise SourceError(
            "No agreement of the project has a municipality: name them with --municipalities "
            "105,578."
        )
    return tuple(sorted(municipalities))


@dataclass(frozen=True)
class Asked:
    """The municipalities of an order: those that can be asked for, and those that cannot."""

    municipalities: tuple[Municipality, ...]
    without_id: tuple[LackingDocument, ...] = ()

    @property
    def by_id(self) -> dict[str, Municipality]:
        """Return each municipality by its business id."""
        return {municipality.business_id: municipality for municipality in self.municipalities}


def fetch_finances(
    service: Kuntatalous,
    recipe: TreasuryRecipe,
    asked: Asked,
    periods: str | None,
    staging: Staging,
    shared: Staging,
) -> list[Draft]:
    """Ask for the catalogue, then for the document of each municipality and period in its highest
    phase.

    A municipality that has no document yet, or whose document cannot be read, has no row; the draft
    says so, and why. Absent is not zero. `shared` keeps the catalogue, which is large and the same
    for every package.

    Raises
    ------
    ServiceError
        If the service cannot be reached or fails for several documents one after another, or if
        what it offers of nobody can be read.
    SourceError
        If every document is in a taxonomy whose cell numbers are not known.
    ParameterError
        If a period is not there.
    """
    fetching = _Fetching(service, recipe, asked, staging)
    try:
        return fetching.drafts(periods, shared, is_last=False)
    except ChangedMeanwhileError:
        shared.forget_answers()
        staging.forget_answers()
    return fetching.drafts(periods, shared, is_last=True)


class _Fetching:
    """The documents of one recipe, asked for one after another."""

    def __init__(
        self, service: Kuntatalous, recipe: TreasuryRecipe, asked: Asked, staging: Staging
    ) -> None:
        self.service, self.recipe, self.asked, self.staging = service, recipe, asked, staging
        self.by_id = asked.by_id
        self._in_turn: list[ServiceError] = []
        """The failures since a document last came. Reading the catalogue again ends no such turn:
        it says nothing of the documents.
        """
        self.derivation = TreasuryDerivation(
            parser="kuntatalous",
            package=recipe.package,
            taxonomies=recipe.taxonomies,
            figures=recipe.figures,
            years=recipe.years,
            names={municipality.code: municipality.name for municipality in asked.municipalities},
        )

    def drafts(self, periods: str | None, shared: Staging, is_last: bool) -> list[Draft]:
        """Return a draft for each period of which something came.

        Parameters
        ----------
        is_last
            Whether a document that the catalogue offers and the service does not have is a lack,
            and no reason to read the catalogue again.
        """
        listener, recipe = self.service.transport.listener, self.recipe
        listener.begin(Sentence("{recipe}: catalogue", recipe=recipe.name), None)
        address = self.service.catalogue_address()
        catalogue = shared.keep(address, self.service.fetch_catalogue, ending=".gz")
        with gzip.open(catalogue.path) as stream:
            offers = read_catalogue(stream, self.by_id, recipe.package)  # type: ignore[arg-type]
        where = Sentence("The State Treasury's {package}", package=recipe.package)
        there = (offer.period for offer in offers)
        taken_periods = choose_periods(periods or recipe.periods, there, recipe.period_form, where)
        chosen = [offer for offer in choose(offers) if offer.period in taken_periods]
        listener.begin(recipe.name, len(chosen))
        taken, faults = self._documents(chosen, is_last)
        if not taken and faults:
            raise next(iter(faults.values()))
        drafts = []
        for period in taken_periods:
            of_period = [offer for offer in offers if offer.period == period]
            if any(offer.period == period for offer in taken):
                drafts.append(self._draft(period, catalogue, of_period, taken, faults))
        empty = tuple(self._nothing_of(taken_periods, taken, faults))
        drafts[0] = replace(drafts[0], remarks=(*drafts[0].remarks, *empty))
        return drafts

    def _documents(
        self, chosen: list[Offer], is_last: bool
    ) -> tuple[dict[Offer, Kept], dict[Offer, SourceError]]:
        """Ask for documents: what came and can be read, and the fault of each of the others."""
        taken: dict[Offer, Kept] = {}
        faults: dict[Offer, SourceError] = {}
        for offer in chosen:
            try:
                taken[offer] = self._document(offer)
                self._in_turn.clear()
            except ChangedMeanwhileError as error:
                if not is_last:
                    raise
                faults[offer] = error
                self._in_turn.append(error)
            except ServiceError as error:
                if self.service.transport.offline:
                    raise
                faults[offer] = error
                self._in_turn.append(error)
            except SourceError as error:
                faults[offer] = error
            if len(self._in_turn) >= _FAILURES_IN_TURN:
                raise self._in_turn[0]
            self.service.transport.listener.advance(self.recipe.name)
        return taken, faults

    def _document(self, offer: Offer) -> Kept:
        """Ask for one document, and read from it what the table will have."""
        document = _described(offer, self.by_id[offer.business_id].code)
        check = document_check(document, self.recipe.taxonomies, self.recipe.figures)
        fetch = partial(self.service.fetch_document, document, check=check)
        kept = self.staging.keep(self.service.document_address(document), fetch)
        if not any(rows([(document, kept.path.read_bytes())], self.derivation)):
            raise SourceError(
                "{package} {period} of {municipality} ({phase}) holds none of the "
                "figures that the recipe reads.",
                package=document.package,
                period=document.period,
                municipality=document.municipality_code,
                phase=document.phase,
            )
        return kept

    def _nothing_of(
        self,
        periods: list[str],
        taken: dict[Offer, Kept],
        faults: dict[Offer, SourceError],
    ) -> Iterator[str]:
        """Yield a sentence for each period that has documents of which none could be read."""
        for period in periods:
            if not any(offer.period == period for offer in taken):
                reasons = [fault for offer, fault in faults.items() if offer.period == period]
                yield Sentence("Nothing of {period} came: {fault}", period=period, fault=reasons[0])

    def _draft(
        self,
        period: str,
        catalogue: Kept,
        offers: list[Offer],
        taken: dict[Offer, Kept],
        faults: dict[Offer, SourceError],
    ) -> Draft:
        recipe = self.recipe
        codes = {business_id: place.code for business_id, place in self.by_id.items()}
        of_period = [offer for offer in taken if offer.period == period]
        by_code = sorted(of_period, key=lambda offer: codes[offer.business_id])
        files = {offer: f"raw/{codes[offer.business_id]}-{offer.phase}.json" for offer in by_code}
        every = sorted(
            offers,
            key=lambda offer: (codes[offer.business_id], offer.phase, moment(offer.approved)),
        )
        lacking = self._lacking(period, offers, faults)
        preliminary = [codes[offer.business_id] for offer in by_code if offer.phase == "alustava"]
        remarks = _remarks(period, lacking, preliminary)
        return Draft(
            recipe=recipe,
            name=f"{recipe.name}-{period.lower()}",
            table=f"{recipe.package} {period}",
            reference_period=period[:4],
            # Each municipality reports for itself, as it is in the year that the document is of.
            area_division=f"{period[:4]}-01-01",
            updated=max((offer.approved for offer in by_code), key=moment),
            answers=(
                ("raw/catalogue.json.gz", catalogue),
                *((files[offer], taken[offer]) for offer in by_code),
            ),
            derivation=self.derivation,
            schema=recipe.table_schema,
            documents=tuple(
                _described(offer, codes[offer.business_id], files.get(offer)) for offer in every
            ),
            remarks=tuple(remarks),
            lacking=tuple(lacking),
            ask_again=any(isinstance(fault, ServiceError) for fault in faults.values()),
            answered=frozenset(codes.values())
            - {lack.municipality_code for lack in lacking if lack.kind != "no_document"},
        )

    def _lacking(
        self, period: str, offers: list[Offer], faults: dict[Offer, SourceError]
    ) -> list[LackingDocument]:
        """Return who has no row of a period, ascending, each with the reason and what to do."""
        offered = {offer.business_id for offer in offers}
        lacking = list(self.asked.without_id)
        for offer, fault in faults.items():
            if offer.period == period:
                place = self.by_id[offer.business_id]
                reason = Sentence(
                    "{fault} The others are stored: pull again to have this one too.", fault=fault
                )
                lacking.append(_lack(place, "not_read", reason))
        for place in self.asked.municipalities:
            if place.business_id not in offered:
                reason = Sentence(
                    "The State Treasury has no document of {period} of {name} ({code}) yet. Pull "
                    "again later, or ask the municipality for it.",
                    period=period,
                    name=place.name,
                    code=place.code,
                )
                lacking.append(_lack(place, "no_document", reason))
        return sorted(lacking, key=lambda lack: lack.municipality_code)


def _lack(
    place: Municipality, kind: Literal["no_document", "not_read"], reason: str
) -> LackingDocument:
    return LackingDocument(
        municipality_code=place.code, municipality=place.name, kind=kind, reason=reason
    )


def _remarks(period: str, lacking: list[LackingDocument], preliminary: list[str]) -> Iterator[str]:
    """Yield what the user should know of a period's documents, one sentence each."""
    absent = [
        f"{lack.municipality} ({lack.municipality_code})"
        for lack in lacking
        if lack.kind == "no_document"
    ]
    if absent:
        yield Sentence(
            "No document of {period} yet: {municipalities}",
            period=period,
            municipalities=", ".join(absent),
        )
    if preliminary:
        yield Sentence(
            "Preliminary documents (alustava): {municipalities}",
            municipalities=", ".join(preliminary),
        )
    for lack in lacking:
        if lack.kind != "no_document":
            yield Sentence(
                "Lacking {name} ({code}): {reason}",
                name=lack.municipality or "?",
                code=lack.municipality_code,
                reason=lack.reason,
            )


def _described(offer: Offer, code: str, file: str | None = None) -> ChosenDocument:
    return ChosenDocument(
        municipality_code=code,
        business_id=offer.business_id,
        package=offer.package,
        period=offer.period,
        phase=offer.phase,
        approved=offer.approved,
        published=offer.published,
        file=file,
    )
