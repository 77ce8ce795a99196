"""Stored figures as keys of terms: where they are, which rows, and what they are called in each
language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analyysi.drafting.layout import inline, quoted
from analyysi.errors import AllocationError
from analyysi.local_text import LocalText
from analyysi.messages import Day, Message
from analyysi.project import Project
from analyysi.report.language.words import Words, message_in_every_language
from analyysi.schema import CODE, NAME, YEAR
from analyysi.sources.figures import Figures
from analyysi.sources.newer import looks_ahead
from analyysi.sources.snapshots import by_age, verified_manifest
from analyysi.units import UNITS, counts_inhabitants

_DATE = "reference_date"


@dataclass(frozen=True)
class TermsKey:
    """A key by its name in the terms, with the values that its table has there, as TOML writes
    them.
    """

    name: str
    values: tuple[tuple[str, str], ...]

    def toml(self) -> list[str]:
        """Return the lines of its table."""
        return [f"[keys.{self.name}]", *(f"{name} = {value}" for name, value in self.values)]


def is_population(project: Project, figures: Figures) -> bool:
    """Tell whether figures are the counted inhabitants of everybody: no age
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
    return max(populations, key=lambda one: (by_age(one.snapshot)[1:], one.snapshot), default=None)


def as_key(project: Project, figures: Figures) -> TermsKey:
    """Write stored figures as a key of terms.

    Raises
    ------
    AllocationError
        If a key cannot name them: their unit is none of those of a key, or their rows cannot be
        told apart.
    """
    manifest, _ = verified_manifest(project, figures.snapshot)
    schema = manifest.table_schema
    column = schema.column(figures.column)
    unit = column.unit if column is not None else None
    further = [name for name in schema.primary_key if name not in (CODE, NAME, YEAR, _DATE)]
    picked = [figures.picked] if len(further) == 1 else figures.picked.split()
    if unit not in UNITS or len(picked) != len(further):
        raise AllocationError(
            f"'{figures.name}' of {figures.snapshot} cannot stand in terms as a key (its unit is "
            f"{unit or 'unknown'}). "
            "Store the table without --rule found."
        )
    rows = dict(zip(further, map(quoted, picked), strict=True))
    rows |= _dated_rows(figures, [one.name for one in schema.columns])
    values = {"snapshot": quoted(figures.snapshot), "column": quoted(figures.column)}
    if rows:
        values["rows"] = f"{{ {', '.join(f'{name} = {value}' for name, value in rows.items())} }}"
    if figures.years > 1:
        values["combine"] = quoted("mean")
    values |= {_DATE: figures.when.isoformat(), "unit": quoted(str(unit))}
    for name, texts in zip(("label", "by"), _names(project, figures), strict=True):
        values[name] = inline(texts).as_string()
    years = (
        f"{figures.when.year - figures.years + 1}_{figures.when.year}"
        if figures.years > 1
        else figures.when.year
    )
    bare = re.sub(
        r"[^a-z0-9]+", "_", f"{figures.column} {figures.picked} {years}".casefold()
    ).strip("_")
    return TermsKey(bare if bare[:1].isalpha() else f"key_{bare}", tuple(values.items()))


def _dated_rows(figures: Figures, columns: Sequence[str]) -> dict[str, str]:
    years = [figures.when.year - back for back in reversed(range(figures.years))]
    if YEAR in columns:
        return {YEAR: str(years[0]) if len(years) == 1 else f"[{', '.join(map(str, years))}]"}
    if _DATE in columns:
        days = [quoted(figures.when.replace(year=year).isoformat()) for year in years]
        return {_DATE: days[0] if len(days) == 1 else f"[{', '.join(days)}]"}
    return {}


def _names(project: Project, figures: Figures) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the figures are called, and the form "by ..."."""
    if is_population(project, figures):
        label, by = population_names(figures.when)
        return label.texts, by.texts
    labels, forms = {}, {}
    for language, text in figures.description.texts.items():
        words = Words(language, "EUR")
        label_parts = [
            text[:1].lower() + text[1:],
            figures.picked,
            _period(figures.when, figures.years, words),
        ]
        labels[language] = " ".join(filter(None, label_parts))
        forms[language] = words.say("by the figure “{figures}”", figures=labels[language])
    return labels, forms


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
