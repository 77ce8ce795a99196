"""The allocation key that an analyst chooses for a new agreement, from the stored figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from analyysi.agreement.agreement import Party
from analyysi.agreement.key import Key
from analyysi.allocation.method import Variant
from analyysi.allocation.methods import in_parts
from analyysi.drafting.agreements.answered_year import check_year
from analyysi.drafting.stored_keys import NamedKey, population_names
from analyysi.errors import ParameterError, SchemaError, Sentence, SourceError
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import UNITS, counts_inhabitants
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.sources.figures import Figures, possible_keys
from analyysi.sources.keys import key_weights
from analyysi.sources.newer import looks_ahead, newest_of_table, table_of
from analyysi.sources.schema import CODE, YEAR, Column
from analyysi.sources.snapshots import by_age, load_snapshot, snapshot_ids, verified_manifest
from analyysi.suggestions import did_you_mean, nearest

EQUAL, POPULATION = in_parts({None: Fraction(1)})[0].name, "population"

_COLUMN = re.compile(r"[a-z][a-z0-9_]*")
_REFERENCE_DATE = "reference_date"


def equally() -> Variant:
    """Return the way by which everybody pays the same."""
    return Variant(*in_parts({None: Fraction(1)}))


def by_key(name: str) -> Variant:
    """Return the way by which everybody pays in proportion to a key."""
    return Variant(*in_parts({name: Fraction(1)}))


def check_key(project: Project, text: str, payers: Sequence[Party], year: int) -> NamedKey | None:
    """Return what the cost is shared by: "population", "equal" (None), or "snapshot:column:year".

    Raises
    ------
    ParameterError
        If no stored figures are such, with the nearest name, or a payer lacks one.
    """
    answer = text.strip()
    if answer == EQUAL:
        return None
    if answer == POPULATION:
        named = population(project, payers, year)
        if named is None:
            raise ParameterError(
                "No stored snapshot has the population on 31 December before {year} for "
                "all payers. Fetch it (analyysi pull population), or choose '{equal}' or "
                "figures as snapshot:column:year.",
                year=year,
                equal=EQUAL,
            )
        return named
    table, _, column_and_year = answer.partition(":")
    column, _, year_of_figures = column_and_year.partition(":")
    if not year_of_figures or ":" in year_of_figures:
        valid = (POPULATION, EQUAL)
        raise ParameterError(
            "'{answer}' is no key.{near} Or figures as snapshot:column:year, such as "
            "tilastokeskus/11ra:population:2025.",
            answer=answer,
            near=did_you_mean(answer, valid),
        )
    return _stored_key(project, table.strip(), column.strip(), check_year(year_of_figures), payers)


def population(project: Project, payers: Sequence[Party], year: int) -> NamedKey | None:
    """Return the population on the newest 31 December before a year that a stored snapshot has for
    all payers.
    """
    tables = []
    for name in snapshot_ids(project):
        manifest, _ = verified_manifest(project, name)
        column = manifest.table_schema.column(POPULATION)
        dated = any(map(manifest.table_schema.column, (YEAR, _REFERENCE_DATE)))
        if (
            column is not None
            and counts_inhabitants(column.unit)
            and dated
            and not looks_ahead(manifest)
        ):
            tables.append(name)
    codes = [party.code for party in payers]
    candidates = [
        figures
        for figures in possible_keys(project, codes, date(year, 1, 1), tables)
        if _of_year_end(figures)
    ]
    return _population_key(project, max(candidates, key=_age)) if candidates else None


def _of_year_end(figures: Figures) -> bool:
    last_day = (figures.when.month, figures.when.day) == (12, 31)
    return figures.column == POPULATION and not figures.picked and last_day


def _age(figures: Figures) -> tuple[date, tuple[str, int], str]:
    """Return what puts the newest day first, and of one day the newest snapshot."""
    _, day, number = by_age(figures.snapshot)
    return figures.when, (day, number), figures.snapshot


def _population_key(project: Project, figures: Figures) -> NamedKey:
    schema = verified_manifest(project, figures.snapshot)[0].table_schema
    day = figures.when
    label, by = population_names(day)
    key = Key(
        snapshot=figures.snapshot,
        column=POPULATION,
        rows={YEAR: day.year}
        if schema.column(YEAR) is not None
        else {_REFERENCE_DATE: day.isoformat()},
        reference_date=day,
        unit="inhabitants",
        label=label,
        by=by,
    )
    return NamedKey(f"population_{day.year}", key, counts_heads=True)


def _stored_key(
    project: Project, table: str, name: str, year: int, payers: Sequence[Party]
) -> NamedKey:
    known = snapshot_ids(project)
    tables = {table_of(name): newest_of_table(project, name) for name in known}
    snapshot_id = table if table in known else tables.get(table)
    if snapshot_id is None:
        near = nearest(table, [*tables, *known])
        hint = (
            Sentence(" Did you mean '{name}'?", name=near)
            if near is not None
            else Sentence(" Stored: {names}.", names=", ".join(sorted(tables)))
        )
        raise ParameterError("No snapshot '{name}'.{near}", name=table, near=hint)
    manifest, _ = verified_manifest(project, snapshot_id)
    measures = [column for column in manifest.table_schema.columns if column.unit in UNITS]
    described = next((measure for measure in measures if measure.name == name), None)
    if described is None or not _COLUMN.fullmatch(name):
        names = [measure.name for measure in measures]
        raise ParameterError(
            "{snapshot} has no column '{column}' that a cost can be shared by.{near}",
            snapshot=snapshot_id,
            column=name,
            near=did_you_mean(name, names),
        )
    label, by = _words_of(described, year)
    key = Key.model_validate(
        {
            "snapshot": snapshot_id,
            "column": name,
            "rows": {YEAR: year} if manifest.table_schema.column(YEAR) is not None else {},
            "reference_date": date(year, 12, 31),
            "unit": described.unit,
            "label": label,
            "by": by,
        }
    )
    if manifest.table_schema.column(CODE) is None:
        raise ParameterError(
            "{snapshot} has no column '{column}', so no figure of a payer.",
            snapshot=snapshot_id,
            column=CODE,
        )
    try:
        snapshot = load_snapshot(project, snapshot_id, [key.rows])
        codes = [party.code for party in payers]
        key_weights(name, key, snapshot, codes, Sentence("the new agreement"))
    except (SchemaError, SourceError) as error:
        raise ParameterError(error.sentence) from error
    # Children under 15 are inhabitants too, but not those by whom a report counts euros per head.
    return NamedKey(f"{name}_{year}", key, counts_heads=name == POPULATION)


def _words_of(column: Column, year: int) -> tuple[LocalText, LocalText]:
    """Return a key's label and "by ..." from what its table says of the column."""
    labels = {
        language: f"{_small(text.rstrip('.'))} {year}"
        for language, text in column.description.texts.items()
    }
    forms = {
        language: Words(language, MAIN_CURRENCY).say("by “{figures}”", figures=label)
        for language, label in labels.items()
    }
    return LocalText.of(labels), LocalText.of(forms)


def _small(text: str) -> str:
    """Begin a text with a small letter, since it stands within sentences; an abbreviation stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
