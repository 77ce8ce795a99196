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
from analyysi.project import Project
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
        day = f"{figures.when.day}.{figures.when.month}.{figures.when.year}"
        in_english = f"{figures.when.day} {_MONTHS[figures.when.month - 1]} {figures.when.year}"
        return (
            {
                "fi": f"asukasluku {day}",
                "sv": f"invånarantal {day}",
                "en": f"population on {in_english}",
            },
            {
                "fi": f"asukasluvun {day} mukaan",
                "sv": f"enligt invånarantalet {day}",
                "en": f"by population on {in_english}",
            },
        )
    when = _when(figures.when, figures.years)
    described = {
        language: text
        for language, text in figures.description.model_dump().items()
        if text is not None
    }
    label = {
        language: " ".join(
            part for part in (text[:1].lower() + text[1:], figures.picked, when[language]) if part
        )
        for language, text in described.items()
    }
    form = {"fi": "luvun ”{}” mukaan", "sv": "enligt talet ”{}”", "en": "by the figure “{}”"}
    return label, {language: form[language].format(text) for language, text in label.items()}


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _when(day: date, years: int) -> dict[str, str]:
    if years == 1:
        return dict.fromkeys(("fi", "sv", "en"), str(day.year))
    span = f"{day.year - years + 1}–{day.year}"
    return {"fi": f"{span} keskimäärin", "sv": f"{span} i genomsnitt", "en": f"{span} on average"}
