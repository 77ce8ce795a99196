"""The State Treasury's documents to drafts of snapshots, one for each package and period."""

from __future__ import annotations

import gzip
from functools import partial

from analyysi.agreement.reading import agreement_ids, read_agreement
from analyysi.errors import ParameterError, SourceError
from analyysi.project import Project
from analyysi.sources.answers.treasury_documents import Offer, choose, moment, read_catalogue
from analyysi.sources.fetch.business_ids import Municipality, pick, read_business_ids
from analyysi.sources.fetch.chosen_years import choose_periods
from analyysi.sources.fetch.kuntatalous import Kuntatalous, document_check
from analyysi.sources.fetch.order import Order
from analyysi.sources.fetch.staging import ChangedMeanwhileError, Kept, Staging
from analyysi.sources.fetch.store import Draft
from analyysi.sources.manifest import ChosenDocument, TreasuryDerivation
from analyysi.sources.recipe import TreasuryRecipe

_CATALOGUE = "treasury-catalogue"


def fetch_ordered(order: Order[TreasuryRecipe]) -> list[Draft]:
    """Fetch the documents of an order, those of the project's municipalities where it names none.

    Raises
    ------
    ParameterError
        If the user named columns to select, or municipalities that are none.
    """
    if order.wishes.select:
        raise ParameterError(
            f"--select is for tables of Statistics Finland; {order.recipe.name} has no such "
            "columns."
        )
    table = read_business_ids(order.project)
    codes = _municipality_codes(order.project, order.wishes.municipalities, tuple(table))
    return fetch_finances(
        Kuntatalous(order.transport, order.root),
        order.recipe,
        pick(table, codes, order.project),
        order.wishes.years,
        order.staging,
        order.shared_staging(_CATALOGUE),
    )


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
                f"'{listed}' names no municipalities: codes of three digits such as 105,578 were "
                "expected."
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


def fetch_finances(
    service: Kuntatalous,
    recipe: TreasuryRecipe,
    municipalities: list[Municipality],
    periods: str | None,
    staging: Staging,
    shared: Staging,
) -> list[Draft]:
    """Ask for the catalogue, then for the document of each municipality and period in its highest
    phase.

    A municipality that has no document yet has no row; the draft says so. Absent is not zero.
    `shared` keeps the catalogue, which is large and the same for every package.

    Raises
    ------
    ServiceError
        If the service cannot be reached, or a document is not what the catalogue offers.
    SourceError
        If a document is in a taxonomy whose cell numbers are not known.
    ParameterError
        If a period is not there.
    """
    try:
        return _fetch(service, recipe, municipalities, periods, staging, shared)
    except ChangedMeanwhileError:
        shared.forget_answers()
        staging.forget_answers()
    return _fetch(service, recipe, municipalities, periods, staging, shared)


def _fetch(
    service: Kuntatalous,
    recipe: TreasuryRecipe,
    municipalities: list[Municipality],
    periods: str | None,
    staging: Staging,
    shared: Staging,
) -> list[Draft]:
    listener = service.transport.listener
    listener.begin(f"{recipe.name}: catalogue", None)
    catalogue = shared.keep(service.catalogue_address(), service.fetch_catalogue, ending=".gz")
    by_id = {municipality.business_id: municipality for municipality in municipalities}
    with gzip.open(catalogue.path) as stream:
        offers = read_catalogue(stream, by_id, recipe.package)  # type: ignore[arg-type]
    where = f"The State Treasury's {recipe.package}"
    periods_taken = choose_periods(
        periods or recipe.periods, (offer.period for offer in offers), recipe.period_form, where
    )
    chosen = [offer for offer in choose(offers) if offer.period in periods_taken]
    listener.begin(recipe.name, len(chosen))
    drafts = []
    for period in periods_taken:
        taken: dict[Offer, Kept] = {}
        for offer in chosen:
            if offer.period == period:
                taken[offer] = _document(service, recipe, offer, by_id, staging)
                listener.advance(recipe.name)
        of_period = [offer for offer in offers if offer.period == period]
        drafts.append(_draft(recipe, period, catalogue, of_period, taken, municipalities))
    return drafts


def _document(
    service: Kuntatalous,
    recipe: TreasuryRecipe,
    offer: Offer,
    by_id: dict[str, Municipality],
    staging: Staging,
) -> Kept:
    document = _described(offer, by_id[offer.business_id].code)
    fetch = partial(
        service.fetch_document,
        document,
        check=document_check(document, recipe.taxonomies, recipe.figures),
    )
    return staging.keep(service.document_address(document), fetch)


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


def _draft(
    recipe: TreasuryRecipe,
    period: str,
    catalogue: Kept,
    offers: list[Offer],
    taken: dict[Offer, Kept],
    municipalities: list[Municipality],
) -> Draft:
    codes = {municipality.business_id: municipality.code for municipality in municipalities}
    by_code = sorted(taken, key=lambda offer: codes[offer.business_id])
    files = {offer: f"raw/{codes[offer.business_id]}-{offer.phase}.json" for offer in by_code}
    every = sorted(
        offers, key=lambda offer: (codes[offer.business_id], offer.phase, moment(offer.approved))
    )
    offered = {offer.business_id for offer in offers}
    absent = [
        f"{municipality.name} ({municipality.code})"
        for municipality in municipalities
        if municipality.business_id not in offered
    ]
    remarks = [f"No document of {period} yet: {', '.join(absent)}"] if absent else []
    preliminary = [codes[offer.business_id] for offer in by_code if offer.phase == "alustava"]
    if preliminary:
        remarks.append(f"Preliminary documents (alustava): {', '.join(preliminary)}")
    derivation = TreasuryDerivation(
        parser="kuntatalous",
        package=recipe.package,
        taxonomies=recipe.taxonomies,
        figures=recipe.figures,
        years=recipe.years,
        names={municipality.code: municipality.name for municipality in municipalities},
    )
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
        derivation=derivation,
        schema=recipe.table_schema,
        documents=tuple(
            _described(offer, codes[offer.business_id], files.get(offer)) for offer in every
        ),
        remarks=tuple(remarks),
    )
