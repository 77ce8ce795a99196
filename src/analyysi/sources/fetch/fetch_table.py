"""A PxWeb table to a draft of a snapshot: what it has, what is taken of it, and every answer."""

from __future__ import annotations

from itertools import chain

from analyysi.errors import ParameterError, Sentence, ServiceError, SourceError
from analyysi.file_system.files import beside, clear
from analyysi.sources.answers.answer import Answer
from analyysi.sources.answers.derive import READERS
from analyysi.sources.answers.px_table import (
    TableMetadata,
    area_codes,
    contents_codes,
    division,
    find_roles,
    is_preliminary,
    parse_metadata,
    years_of,
)
from analyysi.sources.answers.tidy import contents_in
from analyysi.sources.fetch.chosen_years import choose_codes, choose_years
from analyysi.sources.fetch.order import Order, Wishes
from analyysi.sources.fetch.pxweb import PxWeb, TooLargeError, parse_limits
from analyysi.sources.fetch.query_parts import Query
from analyysi.sources.fetch.staging import ChangedMeanwhileError, Kept, Staging
from analyysi.sources.fetch.store import Draft
from analyysi.sources.manifest import PxWebDerivation
from analyysi.sources.recipe import PxWebRecipe
from analyysi.suggestions import did_you_mean

_RESTARTS = 2
_REFUSED_PART = 16
"""A refusal of less than this part of what the service takes is not about size."""

_HEAVY_HALVINGS = 3
"""How often a part is halved that the service could not deal with (5xx): one that is down is not
asked to the end.
"""


def fetch_ordered(order: Order[PxWebRecipe]) -> list[Draft]:
    """Fetch the table of an order: the draft of one snapshot."""
    service = PxWeb(order.transport, order.root)
    return [fetch_table(service, order.recipe, order.wishes, order.staging)]


def fetch_table(service: PxWeb, recipe: PxWebRecipe, wishes: Wishes, staging: Staging) -> Draft:
    """Ask for all that the recipe and the wishes name, and describe what came.

    A table that is updated while it is asked would give figures of two releases in one snapshot:
    then all is asked again.

    Raises
    ------
    ServiceError
        If the service cannot be reached, or the table keeps changing.
    SourceError
        If the table is not what the recipe expects.
    ParameterError
        If a year or a code that was wished for is not there.
    """
    for _ in range(_RESTARTS):
        try:
            return _fetch(service, recipe, wishes, staging)
        except ChangedMeanwhileError:
            staging.forget_answers()
    return _fetch(service, recipe, wishes, staging)


def _fetch(service: PxWeb, recipe: PxWebRecipe, wishes: Wishes, staging: Staging) -> Draft:
    listener, table = service.transport.listener, recipe.table
    config = staging.keep(service.limits_address(), service.fetch_limits)
    limits = parse_limits(config.path.read_bytes())
    service.transport.set_pace(service.root, limits.calls, limits.window)
    described = staging.keep(
        service.address(table), lambda path: service.fetch_metadata(table, path)
    )
    metadata = parse_metadata(described.path.read_bytes(), table)
    derivation, query, stated_division = _layout(metadata, recipe, wishes)
    parts = query.within(limits.cells)
    listener.begin(recipe.name, len(parts))
    kept: list[Kept] = []
    updated: set[str | None] = set()
    for subquery in parts:
        for piece, stamp in _ask(
            service, recipe, derivation, subquery, staging, described, limits.cells
        ):
            kept.append(piece)
            updated.add(stamp)
            if len(updated) > 1:
                raise ChangedMeanwhileError(
                    "{service} updated {table} while it was asked, and did so again: try later.",
                    service=service.name,
                    table=table,
                )
        listener.advance(recipe.name)
    width = max(3, len(str(len(kept))))
    names = [f"raw/data-{number:0{width}}.json" for number in range(1, len(kept) + 1)]
    derivation = derivation.model_copy(update={"answers": tuple(names)})
    periods = query.codes[derivation.time] if derivation.time is not None else ()
    remarks = [
        Sentence("Preliminary in this table: {period}", period=period)
        for period in periods
        if is_preliminary(period)
    ]
    return Draft(
        recipe=recipe,
        name=recipe.name,
        table=f"{table} {metadata.title}",
        reference_period=_reference_period(recipe, derivation, periods),
        area_division=stated_division,
        updated=next(iter(updated)),
        answers=(
            ("raw/config.json", config),
            ("raw/metadata.json", described),
            *zip(names, kept, strict=True),
        ),
        derivation=derivation,
        schema=recipe.table_schema,
        additive=frozenset(measure.column for measure in recipe.measures if measure.additive),
        limits={"max_cells": limits.cells, "max_calls": limits.calls, "time_window": limits.window},
        remarks=tuple(remarks),
    )


# Long: every part of the query in turn, each with the message for what may be wrong with it.
def _layout(
    metadata: TableMetadata, recipe: PxWebRecipe, wishes: Wishes
) -> tuple[PxWebDerivation, Query, str]:
    """Find out which variable is what, and what to ask of each; codes are those of the metadata, so
    they exist.
    """
    where = recipe.table
    roles = find_roles(
        metadata, {dimension.column: dimension.holds for dimension in recipe.dimensions}, where
    )
    measures = contents_codes(roles.contents, [measure.code for measure in recipe.measures], where)
    areas = tuple(area_codes(roles.area))
    codes: dict[str, tuple[str, ...]] = {
        roles.area.code: areas,
        roles.contents.code: tuple(measures.values()),
    }
    if roles.time is not None:
        years = years_of(roles.time, where)
        codes[roles.time.code] = tuple(
            years[year] for year in choose_years(wishes.years or recipe.years, years, where)
        )
    elif recipe.year is None:
        raise SourceError(
            "{where} has no time variable: state the year of its figures in the "
            "recipe, year = 2020.",
            where=where,
        )
    elif wishes.years is not None:
        raise ParameterError(
            "{where} is a table of the year {year} alone: leave --years out.",
            where=where,
            year=recipe.year,
        )
    select = dict(wishes.select)
    unknown = [column for column in select if column not in roles.dimensions]
    if unknown:
        raise ParameterError(
            "{where}: '{column}' is not one of its further columns.{near}",
            where=where,
            column=unknown[0],
            near=did_you_mean(unknown[0], roles.dimensions),
        )
    for choice in recipe.dimensions:
        variable = roles.dimensions[choice.column]
        taken = choice.take if isinstance(choice.take, str) else ",".join(choice.take)
        codes[variable.code] = choose_codes(
            select.get(choice.column, taken), variable.values, where
        )
    # In the table's own order: the same query is then always the same bytes.
    ordered = {variable.code: codes[variable.code] for variable in metadata.variables}
    further = sorted(
        (variable.code for variable in roles.dimensions.values()),
        key=lambda code: (-len(codes[code]), code),
    )
    first = [roles.time.code] if roles.time is not None else []
    derivation = PxWebDerivation(
        parser="pxweb",
        form=recipe.answers_in,
        metadata="raw/metadata.json",
        answers=(),
        area=roles.area.code,
        contents=roles.contents.code,
        time=roles.time.code if roles.time is not None else None,
        year=recipe.year if roles.time is None else None,
        columns={measure.column: measures[measure.code] for measure in recipe.measures},
        dimensions={column: variable.code for column, variable in roles.dimensions.items()},
    )
    query = Query(ordered, (*first, roles.area.code, *further))
    return derivation, query, division(roles.area, recipe.area_division, where)


def _ask(
    service: PxWeb,
    recipe: PxWebRecipe,
    derivation: PxWebDerivation,
    query: Query,
    staging: Staging,
    described: Kept,
    limit: int,
    heavy_left: int = _HEAVY_HALVINGS,
) -> list[tuple[Kept, str | None]]:
    """Ask for a part, in halves if the service finds it too large or too heavy; return the answers
    in order.
    """
    parse = READERS[recipe.answers_in]
    where = Sentence("The answer for {table}", table=recipe.table)

    stamps: list[str | None] = []

    def check(raw: bytes) -> None:
        answer = parse(raw, where)
        _check_answer(answer, query, derivation, where)
        stamps.append(answer.updated)

    try:
        kept = staging.keep(
            service.address(recipe.table),
            lambda path: service.fetch_cells(recipe.table, query, recipe.answers_in, path, check),
            query.body(recipe.answers_in),
        )
    except ServiceError as error:
        if isinstance(error, TooLargeError) and query.cells * _REFUSED_PART < limit:
            raise ServiceError(
                "{service} refuses {table} (403): even {cells} cells, though it takes "
                "{limit} in one request. It may not let this network in.",
                403,
                service=service.name,
                table=recipe.table,
                cells=query.cells,
                limit=limit,
            ) from error
        heavy = error.status is not None and error.status >= 500 and heavy_left > 0
        halves = query.halves() if heavy or isinstance(error, TooLargeError) else [query]
        if len(halves) > 1:
            left = heavy_left - 1 if heavy else heavy_left
            parts = (
                _ask(service, recipe, derivation, half, staging, described, limit, left)
                for half in halves
            )
            return list(chain.from_iterable(parts))
        if error.status == 400:
            raise _refused(service, recipe, described) from error
        raise
    if not stamps:  # kept by an earlier attempt
        check(kept.path.read_bytes())
    return [(kept, stamps[-1])]


def _refused(service: PxWeb, recipe: PxWebRecipe, described: Kept) -> ServiceError:
    """Say why the service refused codes that stood in its own metadata: has the table changed
    since?
    """
    fresh = beside(described.path)
    try:
        service.fetch_metadata(recipe.table, fresh)
        changed = fresh.read_bytes() != described.path.read_bytes()
    finally:
        clear(fresh)
    if changed:
        return ChangedMeanwhileError(
            "{service} changed {table} while it was asked: try later.",
            400,
            service=service.name,
            table=recipe.table,
        )
    return ServiceError(
        "{service} refused a query of {table} (400), though its codes stand in the "
        "table's metadata. The service's form of query may have changed.",
        400,
        service=service.name,
        table=recipe.table,
    )


def _check_answer(answer: Answer, query: Query, derivation: PxWebDerivation, where: str) -> None:
    """Refuse an answer that is not exactly the cells that were asked for: more, fewer or others.

    Raises
    ------
    ServiceError
        Naming the variable.
    """
    for code, asked in query.codes.items():
        dimension = answer.dimension(
            contents_in(answer, derivation) if code == derivation.contents else code
        )
        if dimension is None:
            raise ServiceError(
                "{where} lacks the variable '{variable}', which was asked for.",
                where=where,
                variable=code,
            )
        if set(dimension.codes) != set(asked):
            strange = sorted(set(dimension.codes) ^ set(asked))[:5]
            raise ServiceError(
                "{where} has other values of '{variable}' than were asked for: {values}.",
                where=where,
                variable=code,
                values=", ".join(strange),
            )
    if answer.size != query.cells:
        raise ServiceError(
            "{where} has {cells} cells; {asked} were asked for.",
            where=where,
            cells=answer.size,
            asked=query.cells,
        )


def _reference_period(
    recipe: PxWebRecipe, derivation: PxWebDerivation, periods: tuple[str, ...]
) -> str:
    years = sorted({period[:4] for period in periods} or {str(derivation.year)})
    ends = [years[0], years[-1]] if len(years) > 1 else years
    return "/".join(f"{year}-{recipe.day}" if recipe.day else year for year in ends)
