"""Statistics Finland's part of a rehearsal: limits, and each table of a recipe with what is stored
of it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal

from analyysi.errors import AnalyysiError, ServiceError, SourceError
from analyysi.messages import Listing, Message, Number
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.asking import GONE, Asking, is_down
from analyysi.run.rehearsal.document_words import day_in_words
from analyysi.run.rehearsal.revised import Place, compare_figures, report_figures
from analyysi.run.rehearsal.section import Section
from analyysi.run.rehearsal.stored import StoredTable, newest_tables
from analyysi.sources.answers.px_json import parse_px_json
from analyysi.sources.answers.px_table import (
    COUNTRY,
    TableMetadata,
    are_areas,
    parse_metadata,
    years_of,
)
from analyysi.sources.difference import Revision
from analyysi.sources.fetch.order import Order, Wishes
from analyysi.sources.fetch.pull import fetch_drafts
from analyysi.sources.fetch.pxweb import Limits, PxWeb, parse_limits
from analyysi.sources.fetch.services import SERVICES
from analyysi.sources.fetch.store import store
from analyysi.sources.files import answer_bytes
from analyysi.sources.manifest import Manifest, PxJsonDerivation, PxWebDerivation
from analyysi.sources.recipe import PxWebRecipe, Recipe
from analyysi.sources.schema import CODE, SYMBOL_ENDING, YEAR

LAST_SEEN = Limits(cells=120_000, calls=40, window=60.0)
"""The limits that others read from the service on 28 August 2026; those of the newest fetched
snapshot come before them.
"""


ROLES = {"area": Message("municipality or area"), "time": Message("year or time")}
"""What the variables that every table has are called."""


def _service(asking: Asking) -> PxWeb:
    return PxWeb(asking.transport, asking.root("pxweb"))


# Limits
# ------------------------------------------------------------------------------------------


def rehearse_limits(asking: Asking, known: Limits = LAST_SEEN) -> Section:
    """Ask what one client may ask, compare it with what was known, and keep to it from now on."""
    words = asking.words
    asking.tell(words.say("Statistics Finland: limits"))
    section = Section(words.say("Limits of Statistics Finland's service"))
    try:
        service = _service(asking)
        kept = asking.staging("pxweb").keep(service.limits_address(), service.fetch_limits)
    except ServiceError as error:
        section.unasked.append(asking.refusal(error))
        if is_down(error):
            asking.down["pxweb"] = asking.refusal(error)
        return section
    limits = parse_limits(kept.path.read_bytes())
    asking.transport.set_pace(service.root, limits.calls, limits.window)
    described = _limits(words, limits)
    if limits == known:
        section.alike.append(words.say("The limits: {limits}.", limits=described))
    else:
        section.differs.append(
            words.say(
                "The limits are now {new}; they were {old}. The program keeps to the new ones by "
                "itself.",
                new=described,
                old=_limits(words, known),
            )
        )
    return section


def known_limits(project: Project, recipes: Iterable[Recipe]) -> Limits:
    """Return the limits that the newest fetched snapshot was given, else those last seen. A damaged
    snapshot is left out: its own section says what is wrong.
    """
    stored: list[Manifest] = []
    for recipe in recipes:
        if isinstance(recipe, PxWebRecipe):
            with suppress(AnalyysiError):
                stored += [table.manifest for table in newest_tables(project, recipe)]
    limited = [manifest for manifest in stored if manifest.limits]
    if not limited:
        return LAST_SEEN
    limits = max(limited, key=lambda manifest: manifest.retrieved).limits or {}
    return Limits(int(limits["max_cells"]), int(limits["max_calls"]), float(limits["time_window"]))


def _limits(words: Words, limits: Limits) -> str:
    return words.say(
        "{cells} cells in a request, {calls} requests in {seconds} seconds",
        cells=Number(limits.cells),
        calls=Number(limits.calls),
        seconds=Number(int(limits.window)),
    )


# Tables
# ------------------------------------------------------------------------------------------


def rehearse_table(asking: Asking, recipe: PxWebRecipe) -> Section:
    """Ask for a recipe's table, see whether the recipe still fits it, and compare the figures with
    every snapshot of it. Where nothing is stored, the newest year is asked.
    """
    words = asking.words
    section = Section(f"{recipe.title.or_main(words.language)} ({recipe.table})")
    if "pxweb" in asking.down:
        section.unasked.append(words.say("Not asked, since the service does not answer."))
        return section
    asking.tell(words.say("Statistics Finland: {table}", table=recipe.table))
    stored = list(newest_tables(asking.project, recipe))
    try:
        metadata = _metadata(asking, recipe)
    except AnalyysiError as error:
        _report_lacking_table(asking, section, recipe, error)
        return section
    years = _years(section, words, recipe, metadata, stored)
    try:
        manifest = _fetch(asking, recipe, years, stored)
    except ServiceError as error:
        section.unasked.append(asking.refusal(error))
    except AnalyysiError as error:
        section.differs.append(
            words.say("The recipe no longer fits the table; {reason}", reason=asking.refusal(error))
        )
    else:
        section.alike.append(_identified(words, recipe, manifest))
        for table in stored:
            _compare(asking, section, recipe, table, manifest)
        if not stored:
            section.alike.append(
                words.say("Nothing of this table is stored: only its form was looked at.")
            )
    return section


def _metadata(asking: Asking, recipe: PxWebRecipe) -> TableMetadata:
    service = _service(asking)
    kept = asking.staging("pxweb").keep(
        service.address(recipe.table),
        lambda into: service.fetch_metadata(recipe.table, into),
    )
    return parse_metadata(kept.path.read_bytes(), recipe.table)


def _report_lacking_table(
    asking: Asking, section: Section, recipe: PxWebRecipe, error: AnalyysiError
) -> None:
    """Tell a table that is not there, perhaps renamed, from a service that does not answer."""
    words, reason = asking.words, asking.refusal(error)
    if not isinstance(error, ServiceError):
        section.differs.append(
            words.say("The table's description cannot be read; {reason}", reason=reason)
        )
    elif error.status in GONE:
        section.differs.append(
            words.say(
                "The service has no table {table}: it may have been renamed or removed. Tables of "
                "its folder now: {tables}.",
                table=recipe.table,
                tables=Listing(_tables_beside(asking, recipe)),
            )
        )
    else:
        section.unasked.append(reason)
        if is_down(error):
            asking.down["pxweb"] = reason


def _tables_beside(asking: Asking, recipe: PxWebRecipe) -> list[str]:
    """Return the tables of the folder with their texts; a dash if there is no folder either."""
    folder, _, _ = recipe.table.rpartition("/")
    try:
        entries = _service(asking).entries(folder)
    except ServiceError:
        return ["–"]
    tables = [f"{entry.id} ({entry.text})" for entry in entries if entry.kind == "t"]
    return [*tables[:20], "…"] if len(tables) > 20 else tables or ["–"]


def _years(
    section: Section,
    words: Words,
    recipe: PxWebRecipe,
    metadata: TableMetadata,
    stored: list[StoredTable],
) -> str | None:
    """Return the years to ask for: those stored that the table still has, or else the newest; and
    say which years are new or gone. A table of one year has no choice: None.
    """
    times = [variable for variable in metadata.variables if variable.time]
    try:
        there = set(years_of(times[0], recipe.table)) if times else set()
    except SourceError:
        return "newest"  # the recipe no longer fits: fetching says so
    if recipe.year is not None and not times:
        return None
    asked = {int(row[YEAR]) for table in stored for row in table.rows if row.get(YEAR)}
    if not asked or not there:
        return "newest"
    gone, newer = sorted(asked - there), sorted(year for year in there if year > max(asked))
    if gone:
        section.differs.append(
            words.say(
                "The table no longer has the years {years}.", years=Listing(list(map(str, gone)))
            )
        )
    if newer:
        section.news.append(
            words.say(
                "The table has newer years than what is stored: {years}.",
                years=Listing(list(map(str, newer))),
            )
        )
    return ",".join(map(str, sorted(asked & there))) or "newest"


def _fetch(
    asking: Asking, recipe: PxWebRecipe, years: str | None, stored: list[StoredTable]
) -> Manifest:
    """Fetch the table as a pull does, into the scratch folder."""
    staging = asking.staging("pxweb")
    order = Order(
        asking.project,
        recipe,
        Wishes(years=years, select=_selection(recipe, stored)),
        asking.root("pxweb"),
        asking.transport,
        staging,
        asking.staging,
    )
    (draft,) = fetch_drafts(SERVICES["pxweb"], order)
    manifest, _, _ = store(Project(asking.scratch), draft, staging)
    return manifest


def _selection(recipe: PxWebRecipe, stored: list[StoredTable]) -> dict[str, str]:
    """Return the codes to take of each further variable: those stored, or the total where the
    stored tables do not have the column.
    """
    selection = {}
    for dimension in recipe.dimensions:
        codes = sorted(
            {
                row[dimension.column]
                for table in stored
                for row in table.rows
                if row.get(dimension.column)
            }
        )
        if codes:
            selection[dimension.column] = ",".join(codes)
        elif stored and COUNTRY in dimension.holds:
            selection[dimension.column] = COUNTRY
    return selection


def _identified(words: Words, recipe: PxWebRecipe, manifest: Manifest) -> str:
    codes = codes_of(manifest.derivation)
    return words.say(
        "The recipe fits the table (updated {updated}). Codes: {codes}.",
        updated=day_in_words(words, manifest.updated or ""),
        codes=Listing([f"{_role(words, recipe, role)} = {code}" for role, code in codes.items()]),
    )


def _role(words: Words, recipe: PxWebRecipe, role: str) -> str:
    """Return what a variable or measure is called: a description as far as its first colon."""
    if role in ROLES:
        return words.of(ROLES[role])
    described = {measure.column: measure.description for measure in recipe.measures}
    described |= {dimension.column: dimension.description for dimension in recipe.dimensions}
    if role not in described:
        return role
    return described[role].or_main(words.language).partition(":")[0]


# Comparing
# ------------------------------------------------------------------------------------------


def codes_of(derivation: object) -> dict[str, str]:
    """Return what the service calls the variables and measures of a fetched table: by role, and by
    our column.
    """
    if not isinstance(derivation, PxWebDerivation):
        return {}
    roles = {"area": derivation.area, "time": derivation.time or ""}
    codes = roles | dict(derivation.dimensions) | dict(derivation.columns)
    return {role: code for role, code in codes.items() if code}


def stored_codes(project: Project, manifest: Manifest) -> dict[str, str]:
    """Return the same of a snapshot, as far as its answers say it."""
    derivation = manifest.derivation
    if not isinstance(derivation, PxJsonDerivation):
        return codes_of(derivation)
    answer = parse_px_json(
        answer_bytes(project.snapshots / manifest.id / derivation.raw), derivation.raw
    )
    codes = {
        "area" if are_areas(dimension.codes) else str(dimension.role): dimension.code
        for dimension in answer.dimensions
        if are_areas(dimension.codes) or dimension.role == "time"
    }
    columns = {column: code for code, column in derivation.options.items() if code != "names"}
    return codes | columns


def _compare(
    asking: Asking, section: Section, recipe: PxWebRecipe, table: StoredTable, live: Manifest
) -> None:
    words, stored = asking.words, table.manifest
    changed = [
        f"{_role(words, recipe, role)}: {code} → {now}"
        for role, code in stored_codes(asking.project, stored).items()
        if (now := codes_of(live.derivation).get(role, "–")) != code
    ]
    if changed:
        section.differs.append(
            words.say(
                "Changed codes since {snapshot}: {codes}.",
                snapshot=stored.id,
                codes=Listing(changed),
            )
        )
    if live.area_division != stored.area_division:
        section.differs.append(
            words.say(
                "The municipal division is now that of {new}; {snapshot} follows that of {old}.",
                new=words.numbers.when(live.area_division),
                snapshot=stored.id,
                old=words.numbers.when(stored.area_division),
            )
        )
    columns = common_columns(stored, live)
    _report_unread(section, words, stored, columns)
    path = Project(asking.scratch).snapshots / live.id / live.data.path
    with path.open(encoding="utf-8", newline="") as file:
        live_figures = dict(_figures(csv.DictReader(file), _key(stored), columns))
    stored_figures = dict(_figures(table.rows, _key(stored), columns))
    titles = {
        measure.column: measure.description.or_main(words.language) for measure in recipe.measures
    }

    def label(revision: Revision) -> str:
        row = " ".join(revision.key[1:])
        return f"{row}: {titles.get(revision.column, revision.column)}"

    report_figures(
        section,
        words,
        compare_figures(stored_figures, live_figures, table.names()),
        frozenset(asking.payers),
        label,
        stored.id,
    )


def _report_unread(section: Section, words: Words, stored: Manifest, compared: list[str]) -> None:
    """Name the stored columns of figures that the recipe does not read."""
    unread = [column for column in _figure_columns(stored) if column not in compared]
    if unread:
        section.partly.append(
            words.say(
                "{snapshot}: columns that were not compared, since the recipe does not read them "
                "or their unit is another: {columns}.",
                snapshot=stored.id,
                columns=Listing(unread),
            )
        )


def _figure_columns(manifest: Manifest) -> list[str]:
    return [
        column.name
        for column in manifest.table_schema.columns
        if column.type in ("integer", "number")
        and column.name not in (YEAR, *manifest.table_schema.primary_key)
        and not column.name.endswith(SYMBOL_ENDING)
    ]


def common_columns(stored: Manifest, live: Manifest) -> list[str]:
    """Return the columns of figures that both tables have under one name and in one unit."""
    units = {column.name: column.unit for column in stored.table_schema.columns}
    names = _figure_columns(stored)
    return [
        column.name
        for column in live.table_schema.columns
        if column.name in names and column.unit == units[column.name]
    ]


def _key(stored: Manifest) -> tuple[str, ...]:
    return tuple(dict.fromkeys((CODE, *stored.table_schema.primary_key)))


def _figures(
    rows: Iterable[Mapping[str, str]], key: tuple[str, ...], columns: list[str]
) -> Iterator[tuple[Place, Decimal]]:
    for row in rows:
        for column in columns:
            if row[column]:
                yield (tuple(row[name] for name in key), column), Decimal(row[column])
