"""The keys of a year's terms, moved on to the newest figures that are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.key import Key
from analyysi.agreement.reading import terms_path
from analyysi.agreement.terms import Terms
from analyysi.drafting.layout import Layout, put, put_rows
from analyysi.drafting.moved.moved_dates import (
    moved_day,
    moved_name,
    moved_rows,
    moved_text,
    years_in,
    years_of_key,
)
from analyysi.errors import ParameterError, Sentence, joined
from analyysi.project import Project
from analyysi.sources.newer import Stored, recipe_for


@dataclass(frozen=True)
class MovedKey:
    """A key as the new year has it, and by how many years its figures moved: fewer than asked if
    newer ones are not stored.
    """

    name: str
    before: Key
    key: Key
    years: int


class MovedKeys:
    """The keys of the terms of one year as the terms of a later year have them.

    Raises
    ------
    ParameterError
        If two keys would have one name.
    SourceError
        If a participant has merged into another municipality, or a snapshot is damaged.
    """

    def __init__(self, project: Project, agreement: Agreement, terms: Terms, year: int) -> None:
        self.project, self.terms, self.year = project, terms, year
        self.years = year - terms.year
        self._where, self.stored = f"{agreement.id} {year}", Stored(project)
        self.names = {name: moved_name(name, key, self.years) for name, key in terms.keys.items()}
        """The names in the earlier terms, to those in the new ones."""
        if len(set(self.names.values())) < len(self.names):
            path = terms_path(project, agreement.id, terms.year)
            raise ParameterError(
                "{path}: two keys would have one name in {year}. Rename one of them first.",
                path=project.relative(path),
                year=year,
            )
        self.by_name = {name: self._moved(name, key) for name, key in terms.keys.items()}
        """Each key, by its name in the earlier terms."""

    def suitable(self, keys: Sequence[Key]) -> str | None:
        """Return the newest stored snapshot that has the figures of all these keys, if any has."""
        return self.stored.suitable(
            keys, self.terms.participants, date(self.year, 1, 1), self._where
        )

    def write(self, layout: Layout) -> None:
        """Write the keys over those of the earlier terms."""
        for moved in self.by_name.values():
            self.write_key(layout, moved)

    def _moved(self, name: str, key: Key) -> MovedKey:
        """Move a key on to the newest figures that are stored, and name those asked for if they
        are newer.
        """
        asked = key.asked or key.reference_date
        asked_now = moved_day(asked, self.years)
        behind = asked.year - key.reference_date.year
        for years in range(self.years + behind, -1, -1):
            rows, day = moved_rows(key.rows, years), moved_day(key.reference_date, years)
            moved = key.model_copy(update={"rows": rows, "reference_date": day})
            # Without a year among its rows the table itself would have to be of another day.
            if years and (key.snapshot is None or moved.rows == key.rows):
                continue
            snapshot = self.suitable([moved]) if key.snapshot is not None else None
            if snapshot is not None or not years:
                update = {
                    "snapshot": snapshot or key.snapshot,
                    "asked": asked_now if day < asked_now else None,
                }
                return MovedKey(self.names[name], key, moved.model_copy(update=update), years)
        raise AssertionError("the last turn returns")  # pragma: no cover

    def write_key(self, layout: Layout, moved: MovedKey) -> None:
        """Write one key over that of the earlier terms."""
        before, key, path = moved.before, moved.key, ("keys", moved.name)
        table = layout.find(*path)
        if key.snapshot != before.snapshot:
            table["snapshot"] = key.snapshot
        if before.rows:
            put_rows(layout.find(*path, "rows"), before.rows, key.rows)
        put(table, "reference_date", key.reference_date)
        if key.asked is None:
            table.pop("asked", None)
        else:
            put(table, "asked", key.asked)
            layout.remark(path, self._older(key))
        years = years_of_key(before)
        for name, text in (("label", before.label), ("by", before.by)):
            written = layout.find(*path, name)
            for language, words in text.texts.items():
                put(written, language, moved_text(words, years, moved.years))
            strange = sorted(set(years_in(text)) - years)
            if strange:
                layout.remark(path, may_still_name(name, strange))

    def _older(self, key: Key) -> str:
        """Say which figures are not there yet, and how to get them."""
        start = older_figures_used(str(key.asked), str(key.reference_date))
        if key.snapshot is None:
            text = Sentence(
                "Ask for them, and correct `reference_date`, `label` and `by`; take `asked` away."
            )
            return joined([start, text], " ")
        recipe = recipe_for(self.project, key.snapshot, key.column, self.terms.participants)
        how = (
            Sentence("When they are published: {command}.", command=f"analyysi pull {recipe}")
            if recipe
            else Sentence("You need a snapshot of them.")
        )
        then = Sentence(
            "Then correct `snapshot`, `rows`, `reference_date`, `label` and `by`, and take `asked` "
            "away. Or remove this file and run analyysi new-year again."
        )
        return joined([start, how, then], " ")


def older_figures_used(asked: str, used: str) -> Sentence:
    """Say that the figures of a day are not there yet. Whoever brings them takes the line away,
    which is known by its beginning.
    """
    return Sentence(
        "figures of {asked} are not stored; those of {used} are used and the report says so.",
        asked=asked,
        used=used,
    )


def may_still_name(entry: str, years: Sequence[int]) -> Sentence:
    """Ask whether a text that is carried over may name years that do not move on."""
    named = ", ".join(map(str, years))
    return Sentence("whether `{entry}` may still name {years}.", entry=entry, years=named)
