"""Stored figures as keys of terms: where they are, which rows, and what they are called in each
language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analyysi.agreement.key import Key, Rows
from analyysi.errors import AllocationError, Sentence
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import UNITS, counts_inhabitants
from analyysi.messages import Day, Message
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.report.language.words import Words, message_in_every_language
from analyysi.sources.figures import Figures
from analyysi.sources.newer import looks_ahead
from analyysi.sources.schema import CODE, NAME, YEAR
from analyysi.sources.snapshots import by_age, verified_manifest

_DATE = "reference_date"


@dataclass(frozen=True)
class NamedKey:
    """A key and its name in the terms."""

    name: str
    key: Key
    counts_heads: bool = False
    """Whether its figures are the number of inhabitants by whom a report counts euros per head."""


def is_population(project: Project, figures: Figures) -> bool:
    """Return whether figures are the counted inhabitants of everybody: no age
    group, no projection.
    """
    if figures.column != "population" or figures.picked or figures.years > 1:
        return False
    manifest, _ = verified_manifest(project, figures.snapshot)
    column = manifest.table_schema.column(figures.column)
    dated = manifest.table_schema.column(YEAR) is not None
    return (
        column is not None
        and counts_inhabitants(column.unit)
        and dated
        and not looks_ahead(manifest)
    )


def heads_of(populations: Sequence[Figures], counted_before: Sequence[str]) -> Figures | None:
    """Choose among populations of one day: that of a snapshot in which other years count heads,
    else the newest.
    """
    for snapshot in counted_before:
        for figures in populations:
            if figures.snapshot == snapshot:
                return figures
    return max(
        populations,
        key=lambda figures: (by_age(figures.snapshot)[1:], figures.snapshot),
        default=None,
    )


def named_key(project: Project, figures: Figures) -> NamedKey:
    """Make a key of terms of stored figures.

    Raises
    ------
    AllocationError
        If a key cannot name them: their unit is none of those of a key, or their rows cannot be
        distinguished.
    """
    schema = verified_manifest(project, figures.snapshot)[0].table_schema
    column = schema.column(figures.column)
    unit = column.unit if column is not None else None
    further = [name for name in schema.primary_key if name not in (CODE, NAME, YEAR, _DATE)]
    picked = [figures.picked] if len(further) == 1 else figures.picked.split()
    if unit not in UNITS or len(picked) != len(further):
        raise AllocationError(
            "'{name}' of {snapshot} cannot stand in terms as a key (its unit is "
            "{unit}). Store the table without --rule found.",
            name=figures.name,
            snapshot=figures.snapshot,
            unit=unit or Sentence("unknown"),
        )
    rows: Rows = dict(zip(further, picked, strict=True))
    label, by = _names(project, figures)
    key = Key(
        snapshot=figures.snapshot,
        column=figures.column,
        rows=rows | _dated_rows(figures, [described.name for described in schema.columns]),
        combine="mean" if figures.years > 1 else None,
        reference_date=figures.when,
        unit=unit,
        label=label,
        by=by,
    )
    return NamedKey(_key_name(figures), key)


def _key_name(figures: Figures) -> str:
    last = figures.when.year
    years = str(last) if figures.years == 1 else f"{last - figures.years + 1}_{last}"
    words = f"{figures.column} {figures.picked} {years}".casefold()
    name = re.sub(r"[^a-z0-9]+", "_", words).strip("_")
    return name if name[:1].isalpha() else f"key_{name}"


def _dated_rows(figures: Figures, columns: Sequence[str]) -> Rows:
    days = [
        figures.when.replace(year=figures.when.year - back)
        for back in reversed(range(figures.years))
    ]
    if YEAR in columns:
        return {YEAR: _one_or_all([day.year for day in days])}
    if _DATE in columns:
        return {_DATE: _one_or_all([day.isoformat() for day in days])}
    return {}


def _one_or_all(places: Sequence[int | str]) -> int | str | tuple[int | str, ...]:
    return places[0] if len(places) == 1 else tuple(places)


def _names(project: Project, figures: Figures) -> tuple[LocalText, LocalText]:
    """Return what the figures are called, and the form "by ..."."""
    if is_population(project, figures):
        return population_names(figures.when)
    labels, forms = {}, {}
    for language, text in figures.description.texts.items():
        words = Words(language, MAIN_CURRENCY)
        label_parts = [
            text[:1].lower() + text[1:],
            figures.picked,
            _period(figures.when, figures.years, words),
        ]
        labels[language] = " ".join(filter(None, label_parts))
        forms[language] = words.say("by the figure “{figures}”", figures=labels[language])
    return LocalText.of(labels), LocalText.of(forms)


def population_names(day: date) -> tuple[LocalText, LocalText]:
    """Return what the population of a day is called, and the form "by ..."."""
    values = {"day": Day(day)}
    return (
        message_in_every_language(Message("population on {day}", values)),
        message_in_every_language(Message("by population on {day}", values)),
    )


def _period(day: date, years: int, words: Words) -> str:
    if years == 1:
        return str(day.year)
    return words.say("{years} on average", years=f"{day.year - years + 1}–{day.year}")
