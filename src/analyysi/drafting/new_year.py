"""Next year's terms, drafted from those of the year before: what is known moves on, what is not is
marked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.assessment import RATE, Projection, Trend, background, earlier
from analyysi.agreement.key import Key, Rows
from analyysi.agreement.reading import (
    agreement_path,
    read_agreement,
    read_terms,
    terms_path,
    validate,
    years_of,
)
from analyysi.agreement.terms import Choice, Terms
from analyysi.allocation.steps.step import MovedStep, Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.catalogue import in_every_language
from analyysi.comparison.case import load_year
from analyysi.comparison.change import Change, change
from analyysi.comparison.history import shared_year
from analyysi.drafting.later_years import (
    later_day,
    later_rows,
    moved_name,
    moved_text,
    shape,
    years_in,
    years_of_key,
    years_of_text,
)
from analyysi.drafting.layout import (
    TO_DECIDE,
    Block,
    Layout,
    pairs,
    put_text,
    quoted,
    renamed,
    within,
)
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.drafting.year_texts import (
    UNKNOWN,
    method_reason,
    method_source,
    total_source,
    unknown_of,
)
from analyysi.errors import ParameterError
from analyysi.money import euros
from analyysi.project import Project
from analyysi.sources.newer import Stored, newest_of_table, recipe_for

_LAST_YEAR = "last_year"
"""The parameter of a step that holds the shares of the year before."""


@dataclass(frozen=True)
class NewYear:
    """A year that has been drafted and checked: its file, not yet written, and what changes from
    the year before.
    """

    path: Path
    text: str
    change: Change

    @property
    def open_points(self) -> int:
        """Return how many points the file says are still to be decided."""
        return sum(line.startswith(TO_DECIDE) for line in self.text.splitlines())


@dataclass(frozen=True)
class _Moved:
    """A key as the new year has it, and by how many years its figures moved: fewer than asked if
    they are not there.
    """

    name: str
    old: Key
    key: Key
    years: int


def new_year(project: Project, agreement_id: str, year: int) -> NewYear:
    """Draft a year's terms from the nearest earlier year's and check them; `write_year` puts them
    in place.

    Raises
    ------
    ParameterError
        If the year is there already, or there is no earlier one.
    AnalyysiError
        If the earlier year cannot be worked out, or a participant has merged into another
        municipality.
    """
    before = _nearest(project, agreement_id, year)
    text = tomlkit.dumps(next_terms(project, agreement_id, year))
    case = draft_case(project, agreement_id, year, {f"{year}.toml": text})
    found = change(shared_year(load_year(project, agreement_id, before)), shared_year(case))
    return NewYear(agreement_path(project, agreement_id).with_name(f"{year}.toml"), text, found)


def write_year(project: Project, drafted: NewYear) -> Path:
    """Write a year that has been drafted, whole or not at all; raise `ParameterError` if it has
    come there since.
    """
    write_new(project, {drafted.path: drafted.text})
    return drafted.path


def next_terms(project: Project, agreement_id: str, year: int) -> tomlkit.TOMLDocument:
    """Draft a year's terms from the nearest earlier year's; nothing is written.

    Reference dates, the keys' rows and names and the outlook move on by the difference of the
    years, each key to the newest stored figures. The total and the way of sharing stay, as
    assumptions. What must still be decided is said in comment lines that begin with "# To be
    decided:", and to the report's reader under `unknown`.

    Raises
    ------
    ParameterError
        If the year is there already, or there is no earlier one.
    SourceError
        If a participant has merged into another municipality, or a snapshot is damaged.
    """
    before = _nearest(project, agreement_id, year)
    agreement = read_agreement(project, agreement_id)
    return _Draft(project, agreement, read_terms(project, agreement, before), year).made()


def _nearest(project: Project, agreement_id: str, year: int) -> int:
    folder = agreement_path(project, agreement_id).parent
    known = years_of(project, agreement_id)
    if year in known:
        raise ParameterError(
            f"{project.relative(folder / f'{year}.toml')} is there already, and it is never "
            "overwritten. Edit that "
            "file, or move it away first."
        )
    earlier_ones = [one for one in known if one < year]
    if not earlier_ones:
        there = f"its first year is {known[0]}" if known else "it has no year yet"
        raise ParameterError(
            f"'{agreement_id}' has no year before {year} to start from: {there}. Choose a later "
            "year, or write "
            f"{folder.name}/{year}.toml."
        )
    return max(earlier_ones)


class _Draft:
    """One draft on its way: the terms it starts from, the layout of their file, and where each key
    went.
    """

    def __init__(self, project: Project, agreement: Agreement, terms: Terms, year: int) -> None:
        self.project, self.terms, self.year, self.agreement = project, terms, year, agreement
        self.before, self.years = terms.year, year - terms.year
        self.source = terms_path(project, agreement.id, terms.year)
        self.where, self.stored = f"{agreement.id} {year}", Stored(project)
        names = {name: moved_name(name, key, self.years) for name, key in terms.keys.items()}
        if len(set(names.values())) < len(names):
            raise ParameterError(
                f"{project.relative(self.source)}: two keys would have one name in {year}. Rename "
                "one of them first."
            )
        self.keys = {name: self._moved(names[name], key) for name, key in terms.keys.items()}
        text = self.source.read_text(encoding="utf-8")
        # Remarks on what this year's draft left open are made anew.
        text = re.sub(rf"(?m)^{TO_DECIDE}.*\n", "", text)
        self.layout = Layout.of(renamed(_without_head(text, self.before), names))
        for block in self.layout.blocks:
            block.lead = re.sub(r"\n{3,}", "\n\n", block.lead)

    def made(self) -> tomlkit.TOMLDocument:
        top = self.layout.find()
        top["year"], top["status"] = self.year, "draft"
        if self.terms.per_head is not None:
            top["per_head"] = self.keys[self.terms.per_head].name
        self.layout.remark(
            ("participants",), f"who takes part in {self.year}. These are those of {self.before}."
        )
        self._total()
        for moved in self.keys.values():
            self._write_key(moved)
        self._method()
        self._steps()
        self._outlook()
        self._burden()
        self._search()
        if self.terms.game is not None:
            self.layout.remark(
                ("game",), f"the costs of {self.year}. These are those of {self.before}."
            )
        if self.terms.published:
            for element in self.layout.elements("published"):
                self.layout.remove(element)
            self.layout.find().pop("published", None)
        self._told()
        head = [
            f"# Year {self.year}: a draft that `analyysi new-year` made from {self.before}.toml. "
            "Nothing of it has been decided.",
            '# What must still be decided stands in the lines with "To be decided".',
        ]
        self.layout.notes[:0] = head
        return tomlkit.parse(self.layout.text())

    # Figures

    def _moved(self, name: str, key: Key) -> _Moved:
        """Move a key on to the newest figures that are stored, and say which are asked for if those
        are older.
        """
        asked = key.asked or key.reference_date
        wanted = later_day(asked, self.years)
        behind = asked.year - key.reference_date.year
        for years in range(self.years + behind, -1, -1):
            moved = key.model_copy(
                update={
                    "rows": later_rows(key.rows, years),
                    "reference_date": later_day(key.reference_date, years),
                }
            )
            # Without a year among its rows the table itself would have to be of another day.
            if years and (key.snapshot is None or moved.rows == key.rows):
                continue
            snapshot = self._suitable([moved]) if key.snapshot is not None else None
            if snapshot is not None or not years:
                told = wanted if moved.reference_date < wanted else None
                return _Moved(
                    name,
                    key,
                    moved.model_copy(update={"snapshot": snapshot or key.snapshot, "asked": told}),
                    years,
                )
        raise AssertionError("the last turn returns")  # pragma: no cover

    def _suitable(self, keys: Sequence[Key]) -> str | None:
        return self.stored.suitable(
            keys, self.terms.participants, date(self.year, 1, 1), self.where
        )

    def _write_key(self, moved: _Moved) -> None:
        old, key, path = moved.old, moved.key, ("keys", moved.name)
        table = self.layout.find(*path)
        if key.snapshot != old.snapshot:
            table["snapshot"] = key.snapshot
        _set_rows(self.layout.find(*path, "rows") if old.rows else None, old.rows, key.rows)
        _set(table, "reference_date", key.reference_date)
        if key.asked is None:
            table.pop("asked", None)
        else:
            _set(table, "asked", key.asked)
            self.layout.remark(path, self._older(key))
        years = years_of_key(old)
        for name, text in (("label", old.label), ("by", old.by)):
            written = self.layout.find(*path, name)
            for language, words in text.texts.items():
                _set(written, language, moved_text(words, years, moved.years))
            other = sorted(set(years_in(text)) - years)
            if other:
                self.layout.remark(
                    path, f"whether `{name}` may still name {', '.join(map(str, other))}."
                )

    def _older(self, key: Key) -> str:
        """Say which figures are not there yet, and how to get them."""
        start = (
            f"figures of {key.asked} are not stored; those of {key.reference_date} are used "
            "and the report says so."
        )
        if key.snapshot is None:
            return (
                f"{start} Ask for them, and correct `reference_date`, `label` and `by`; take "
                "`asked` away."
            )
        name = recipe_for(self.project, key.snapshot, key.column, self.terms.participants)
        how = (
            f"When they are published: analyysi pull {name}, then"
            if name
            else "When you have a snapshot of them,"
        )
        return (
            f"{start} {how} correct `snapshot`, `rows`, `reference_date`, `label` and `by`, and "
            "take `asked` "
            "away. Or remove this file and run analyysi new-year again."
        )

    # What is to be decided

    def _total(self) -> None:
        self.layout.remark(("total",), f"the sum of {self.year}. This is that of {self.before}.")
        total = self.layout.find("total")
        _set(total, "assumed", True)
        put_text(total, "source", total_source(self.before, self.year).texts)

    def _method(self) -> None:
        self.layout.remark(
            ("method",), f"the way of sharing of {self.year}. This is that of {self.before}."
        )
        method = self.layout.find("method")
        # Whoever chose it chose it for that year.
        _set(method, "chosen_by", "analyst")
        put_text(method, "reason", method_reason(self.before, self.year).texts)
        put_text(method, "source", method_source(self.before, self.year).texts)
        if "parameters" in method:
            _rename(method["parameters"], self._names)
        self._rename_within(self.layout.blocks, ("method", "parameters"))
        for element in self.layout.elements("alternatives"):
            self._rename_within(element, ("alternatives", "parameters"))
        for choice in self._in_line("alternatives"):
            _rename(choice.get("parameters", {}), self._names)

    @property
    def _names(self) -> dict[str, str]:
        return {name: moved.name for name, moved in self.keys.items()}

    def _rename_within(self, blocks: Sequence[Block], path: tuple[str, ...]) -> None:
        """Rename what parameters name, in whichever tables they are written."""
        for block in blocks:
            if block.path[: len(path)] == path:
                _rename(block.table, self._names)
            elif block.path == path[:-1]:
                _rename(block.table.get(path[-1], {}), self._names)

    def _in_line(self, name: str) -> list[Any]:
        """Return the elements of a list that is written in one place, ``name = [...]``."""
        there = self.layout.find().get(name)
        return list(there) if there is not None else []

    def _steps(self) -> None:
        elements = self.layout.elements("steps")
        if not self.terms.steps:
            return
        if not elements:
            self.layout.remark(("steps",), f"the steps; none was moved on from {self.before}.")
            return
        for choice, element in zip(self.terms.steps, elements, strict=True):
            self._rename_within(element, ("steps", "parameters"))
            step = STEPS.get(choice.name)
            if step is None or not step.of_one_year:
                continue
            moved = self._one_year_step(step, choice, element)
            if moved.changed is None:
                self.layout.remove(element, moved.remark)
            elif moved.remark:
                element[0].lead += f"{TO_DECIDE} {moved.remark}\n"

    def _one_year_step(self, step: Step, choice: Choice, element: Sequence[Block]) -> MovedStep:
        """Move a step of one year on, where it does not go out."""
        moved = self._moved_step(step, choice)
        if moved.changed is None:
            return moved
        parameters = within(element, ("steps", "parameters"))
        for name, number in moved.changed.items():
            parameters[name] = number
        if _LAST_YEAR not in choice.parameters:
            return moved
        cents = shared_year(load_year(self.project, self.agreement.id, self.before)).cents
        last_year = within(element, ("steps", "parameters", _LAST_YEAR))
        for code in [*last_year, *parameters.pop("new", [])]:
            if code in cents:
                _set(last_year, str(code), euros(cents[code]))
        _set(parameters, "source", f"{self.agreement.id} {self.before}")
        return moved

    def _moved_step(self, step: Step, choice: Choice) -> MovedStep:
        if step.moved is not None:
            parameters = validate(choice.parameters, step.parameters, f"{step.name}.parameters")
            return step.moved(parameters, self.years, self.before)
        if _LAST_YEAR not in choice.parameters:
            return MovedStep({}, f"the step {step.name}, which is of {self.before}.")
        return MovedStep(
            {},
            f"whether the step {step.name} holds in {self.year}; its shares are those of "
            f"{self.before} worked out anew.",
        )

    # What the year is judged by

    def _outlook(self) -> None:
        outlook = self.terms.outlook
        if outlook is None:
            return
        moves: list[tuple[set[int], int]] = []
        for name, forecast in outlook.keys.items():
            moved = self.keys[name]
            path = ("outlook", "keys", moved.name)
            if isinstance(forecast, Trend):
                self._trend(path, moved, forecast)
                first = forecast.reference_date.year
                moves.append(({first, first + 1, moved.old.reference_date.year}, moved.years))
            else:
                self._projection(path, name, moved, forecast, outlook.years)
        table = self.layout.find("outlook")
        known: set[int] = set()
        words = outlook.assumption.texts
        for years, count in moves[:1]:
            known = {year + count for year in years}
            words = {language: moved_text(text, years, count) for language, text in words.items()}
        put_text(table, "assumption", words)
        other = sorted({year for text in words.values() for year in years_of_text(text)} - known)
        if other:
            self.layout.remark(
                ("outlook",), f"whether `assumption` may still name {', '.join(map(str, other))}."
            )

    def _trend(self, path: tuple[str, ...], moved: _Moved, forecast: Trend) -> None:
        rows, day = (
            later_rows(forecast.rows, moved.years),
            later_day(forecast.reference_date, moved.years),
        )
        assert self.terms.outlook is not None
        old = dict(background(self.terms.outlook, None, self.terms.keys))[
            earlier(self._name_of(moved))
        ]
        if old.snapshot is None:
            return
        snapshot = self._suitable([old.model_copy(update={"rows": rows, "reference_date": day})])
        table = self.layout.find(*path)
        if snapshot is None:
            snapshot = old.snapshot
            self.layout.remark(
                path,
                f"the earlier figure: that of {day} is not stored, so that of "
                f"{old.reference_date} stays.",
            )
        else:
            _set_rows(self.layout.find(*path, "rows"), forecast.rows, rows)
            _set(table, "reference_date", day)
        if forecast.snapshot is not None or snapshot != moved.key.snapshot:
            _set(table, "snapshot", snapshot)
        if (
            forecast.column is None and old.column != moved.key.column
        ):  # pragma: no cover - columns do not move
            _set(table, "column", old.column)

    def _name_of(self, moved: _Moved) -> str:
        return next(name for name, one in self.keys.items() if one is moved)

    def _projection(
        self, path: tuple[str, ...], name: str, moved: _Moved, forecast: Projection, ahead: int
    ) -> None:
        start = moved.key.reference_date
        wanted = [
            moved.key.model_copy(
                update={
                    "snapshot": forecast.snapshot,
                    "survey": None,
                    "column": forecast.column,
                    "rows": {**forecast.rows, "year": start.year + more},
                    "reference_date": later_day(start, more),
                }
            )
            for more in range(1, ahead + 1)
        ]
        snapshot = self._suitable(wanted)
        if snapshot is not None:
            _set(self.layout.find(*path), "snapshot", snapshot)
            return
        del self.layout.find("outlook", "keys")[moved.name]
        self.layout.blocks = [block for block in self.layout.blocks if block.path[:3] != path]
        self.layout.remark(
            ("outlook",),
            f"the projection of {moved.name}: no stored table has the {ahead} years after "
            f"{start.year}, so the figures "
            "stay as they are.",
        )

    def _burden(self) -> None:
        burden = self.terms.burden
        if burden is None:
            return
        table = self.layout.find("burden")
        _set(table, "tax_revenue", self.keys[burden.tax_revenue].name)
        if burden.income_tax is None or burden.rate is None:
            return
        income_tax = self.keys[burden.income_tax]
        _set(table, "income_tax", income_tax.name)
        rate = dict(background(None, burden, self.terms.keys))[RATE]
        wanted = income_tax.key.reference_date.year
        for years in range(wanted - rate.reference_date.year, -1, -1):
            rows, day = later_rows(rate.rows, years), later_day(rate.reference_date, years)
            snapshot = self._suitable(
                [rate.model_copy(update={"rows": rows, "reference_date": day})]
            )
            if snapshot is not None:
                written = self.layout.find("burden", "rate")
                _set(written, "snapshot", snapshot)
                _set_rows(
                    self.layout.find("burden", "rate", "rows") if rate.rows else None,
                    rate.rows,
                    rows,
                )
                _set(written, "reference_date", day)
                if day.year != wanted:
                    self.layout.remark(
                        ("burden", "rate"),
                        f"the income tax rate of {wanted}: it is not stored, and the report says "
                        f"it is of {day.year}.",
                    )
                return

    def _search(self) -> None:
        search = self.terms.search
        if search is None:
            return
        newest = list(
            dict.fromkeys(newest_of_table(self.project, name) for name in search.snapshots)
        )
        if newest != list(search.snapshots):
            written = tomlkit.parse(
                "x = [\n" + "".join(f"    {quoted(name)},\n" for name in newest) + "]\n"
            )["x"]
            self.layout.find("search")["snapshots"] = written

    # What the reader is told

    def _told(self) -> None:
        """Carry over what names no year, and say what is not carried; say to the reader what is not
        known yet.
        """
        # What an earlier draft said is said anew for this year.
        said_before = {
            shape(in_every_language(message.text, before="1999", year="2000").main)
            for message in UNKNOWN.values()
        }
        for name, texts in (
            ("assumptions", self.terms.assumptions),
            ("unknown", self.terms.unknown),
        ):
            elements = self.layout.elements(name)
            for place in range(len(texts) - 1, -1, -1):
                text = texts[place]
                if not years_in(text):
                    continue
                asks = f"whether this of {self.before} holds in {self.year}: {quoted(text.main)}"
                said = "" if shape(text.main) in said_before else asks
                if elements:
                    self.layout.remove(elements[place], said)
                else:
                    del self.layout.find()[name][place]
                    if said:
                        self.layout.notes.append(f"{TO_DECIDE} {said}")
            carried = self.layout.elements(name)
            if carried:
                what = "still unknown in" if name == "unknown" else "also assumed for"
                carried[0][0].lead += f"{TO_DECIDE} whether the following is {what} {self.year}.\n"
        tables = [f"{pairs(text.texts)}\n" for text in unknown_of(self.terms, self.year).values()]
        left = self.layout.elements("unknown")
        in_line = self.layout.find().pop("unknown", None)
        tables += [
            f"{pairs({key: str(value) for key, value in one.items()})}\n" for one in in_line or ()
        ]
        self.layout.insert("unknown", left[0][0] if left else None, tables)


def _set(table: Any, name: str, value: Any) -> None:
    """Set a value where it differs: what stays is written as it was."""
    if name not in table or table[name] != value:
        table[name] = value


def _set_rows(written: Any, old: Rows, new: Rows) -> None:
    for column, value in new.items():
        if value == old[column]:
            continue
        if isinstance(value, tuple):
            for place, one in enumerate(value):
                written[column][place] = one
        else:
            written[column] = value


def _rename(table: Any, names: Mapping[str, str]) -> None:
    """Give keys that parameters name as values their new names; those before ``=`` have them
    already.
    """
    places = list(table) if isinstance(table, dict) else range(len(table))
    for place in places:
        value = table[place]
        if isinstance(value, str):
            if value in names and names[value] != value:
                table[place] = names[value]
        elif isinstance(value, dict | list):
            _rename(value, names)


def _without_head(text: str, year: int) -> str:
    """Take off the comment at the top of a file that says what that year is."""
    match = re.match(r"(?:#.*\n)+", text)
    return text[match.end() :] if match is not None and str(year) in match.group() else text
