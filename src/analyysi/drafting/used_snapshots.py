"""Another snapshot for the figures of a year that is not decided: its terms file with new ids in
their places, and what changes by them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import chain
from pathlib import Path

from analyysi.agreement.reading import read_agreement, read_terms, terms_path
from analyysi.agreement.terms import Terms
from analyysi.agreement.toml_text import toml_text
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.trial.budget_sentences import (
    lacking_budgets,
    partial_budgets,
    unread_budgets,
)
from analyysi.comparison.trial.newest_terms import (
    BUDGETS,
    OUTLOOK,
    TAX_RATE,
    budget_places,
    places_of,
    with_newest,
    with_snapshots,
)
from analyysi.drafting.layout import Layout, list_in_lines, put, to_decide
from analyysi.drafting.moved.moved_keys import MovedKey, MovedKeys, older_figures_used
from analyysi.drafting.moved.moved_outlook import with_later
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_over
from analyysi.errors import ParameterError, Sentence
from analyysi.file_system.reading import read_file
from analyysi.languages.language_table import LANGUAGES, RECORD_LANGUAGE
from analyysi.languages.saying import said
from analyysi.languages.user_language import language_of_project
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.sources.budgets import holds_budgets
from analyysi.sources.newer import Stored, table_of
from analyysi.sources.snapshots import by_age, snapshot_ids, verified_manifest
from analyysi.suggestions import did_you_mean


@dataclass(frozen=True)
class ChangedFigure:
    """A payer's figure of a key before and after, in the key's own unit."""

    key: str
    code: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True)
class ChangedBudget:
    """A figure of a payer's budget before and after, in euros; None where it is in neither or not
    read.
    """

    code: str
    year: int
    """To which the figure refers."""
    stage: str
    measure: str
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True)
class UsedSnapshots:
    """Terms with other snapshots, worked out and not yet written."""

    path: Path
    before_text: str
    text: str
    places: Mapping[str, tuple[str, str]]
    """Each place of the terms whose snapshot changes: the one that it named, and the new one. A
    place that had none has an empty text there; one twice is of budgets that stay, beside newer
    ones that lack a payer.
    """
    later_figures: tuple[MovedKey, ...]
    """The keys whose figures of the day that the agreement asks for are stored now."""
    passed_over: tuple[str, ...]
    """Why newer snapshots are not taken, in sentences."""
    before: Case
    after: Case
    remarks: tuple[Message, ...] = ()
    """Whose budgets are lacking in what is read, and which stored ones are not named."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the terms read, in their order."""
        named = [str(keys[0].snapshot) for keys in places_of(self.before.terms).values()]
        named += budget_places(self.before.terms).values()
        return tuple(dict.fromkeys(map(table_of, named)))

    @property
    def budget_figures(self) -> tuple[ChangedBudget, ...]:
        """The figures of budgets that are otherwise than before, by payer, year, stage and
        measure. Those of a document that was not read before, or is not read now, have None there.
        """
        before, after = _amounts(self.before), _amounts(self.after)
        return tuple(
            ChangedBudget(*place, before.get(place), after.get(place))
            for place in sorted({*before, *after})
            if before.get(place) != after.get(place)
        )

    @property
    def figures(self) -> tuple[ChangedFigure, ...]:
        """The figures that the keys have otherwise, by key and payer."""
        changed = []
        for name, figures in self.after.problem.keys.items():
            old = self.before.problem.keys[name]
            for code, figure in figures.items():
                if figure != old[code]:
                    pair = Fraction(old[code]), Fraction(figure)
                    changed.append(ChangedFigure(name, code, *pair))
        return tuple(changed)

    @property
    def shares(self) -> dict[str, tuple[int, int]]:
        """Each payer's share before and after, in cents, by the way of sharing of the terms."""
        before, after = (compare_methods(case).chosen.cents for case in (self.before, self.after))
        return {code: (before[code], after[code]) for code in after}


def use_newest(project: Project, agreement_id: str, year: int) -> UsedSnapshots:
    """Take the newest stored snapshots into a year's terms: of every key, its outlook, the tax rate
    and the budgets; nothing is written.

    Rows and days stay, but where the agreement asks for figures of a later day (``asked``) that are
    stored now: then the key moves on to them.

    Raises
    ------
    ParameterError
        If the year is decided.
    AnalyysiError
        If the terms, or what they would be, cannot be worked out.
    """
    terms = _open_terms(project, agreement_id, year)
    _, replacements = with_newest(project, terms)
    named = {*places_of(terms), *budget_places(terms)}
    places = {
        place.place: place.used
        for place in replacements
        if place.is_newer or place.place not in named
    }
    moved = MovedKeys(project, read_agreement(project, agreement_id), terms, year)
    asked = tuple(key for key in moved.by_name.values() if key.years)
    moved_on = {key.name for key in asked}
    for name in moved_on:
        places.pop(name, None)
    passed_over = [place.passed_over for place in replacements if place.place not in moved_on]
    sentences = [reason for _, reason in chain.from_iterable(passed_over)]
    used = _worked_out(project, terms, places, moved, asked, tuple(dict.fromkeys(sentences)))
    return replace(used, remarks=(*used.remarks, *unread_budgets(project, used.after.terms)))


def use_snapshot(project: Project, agreement_id: str, year: int, snapshot_id: str) -> UsedSnapshots:
    """Take one snapshot into a year's terms, wherever they read its table, or the same column of
    another one; nothing is written.

    Budgets of a year that the terms do not name are added, and the newest named are those that
    shares are measured by.

    Raises
    ------
    ParameterError
        If the year is decided, the terms read nothing that the snapshot has, or it lacks a figure
        that they need; says which.
    SourceError
        If there is no such snapshot; names the nearest.
    """
    terms = _open_terms(project, agreement_id, year)
    known = snapshot_ids(project)
    if snapshot_id not in known:
        raise ParameterError(
            "No snapshot '{name}'.{near}",
            name=snapshot_id,
            near=did_you_mean(snapshot_id, known),
        )
    stored = Stored(project)
    manifest, _ = verified_manifest(project, snapshot_id)
    places, reasons = _figures_from(stored, terms, snapshot_id)
    if holds_budgets(manifest):
        of_budgets, lacks = _budgets_from(stored, terms, snapshot_id)
        places, reasons = places | of_budgets, lacks + reasons
    if not places:
        raise ParameterError(_nothing_to_use(terms, snapshot_id, reasons))
    moved = MovedKeys(project, read_agreement(project, agreement_id), terms, year)
    return _worked_out(project, terms, places, moved, (), tuple(dict.fromkeys(reasons)))


def _figures_from(
    stored: Stored, terms: Terms, snapshot_id: str
) -> tuple[dict[str, str], list[str]]:
    """Return the places that read a snapshot's table and can read it, or, if none reads its table,
    those that read the same column of another; and what it lacks for others.
    """
    alike: dict[bool, list[str]] = {True: [], False: []}
    reasons, where = [], f"{terms.agreement} {terms.year}"
    for place, keys in places_of(terms).items():
        named = str(keys[0].snapshot)
        same_table = table_of(named) == table_of(snapshot_id)
        if named == snapshot_id or not stored.has_column(snapshot_id, named, keys[0]):
            continue
        day = date(terms.year, 1, 1)
        lack = stored.lack(snapshot_id, keys, terms.participants, day, where)
        if lack is not None:
            reasons.append(lack)
        else:
            alike[same_table].append(place)
    return dict.fromkeys(alike[True] or alike[False], snapshot_id), reasons


def _budgets_from(
    stored: Stored, terms: Terms, snapshot_id: str
) -> tuple[dict[str, str], list[str]]:
    """Return the place of the budgets whose documents a snapshot has, or a new one for it, and the
    places of those that stay beside it for payers whom it lacks; and why it cannot be read.
    """
    codes = stored.codes_of(snapshot_id, terms.participants)
    if not codes:
        payers = ", ".join(terms.participants)
        return {}, [
            Sentence(
                "{snapshot} has no budget of any payer ({payers}): it is of others.",
                snapshot=snapshot_id,
                payers=payers,
            )
        ]
    budgets = budget_places(terms)
    if snapshot_id in budgets.values():
        return {}, []
    places: dict[str, str] = {}
    same = {
        place: named
        for place, named in budgets.items()
        if stored.same_documents(named, snapshot_id)
    }
    for place, named in same.items():
        theirs = stored.codes_of(named, terms.participants)
        lost = sorted(theirs - codes)
        if lost == sorted(theirs) and theirs:
            continue
        if lost and by_age(named)[1:] > by_age(snapshot_id)[1:]:
            return {}, [
                Sentence(
                    "{snapshot} is older than {named} and has no budget of {payers}: name "
                    "one that has them too.",
                    snapshot=snapshot_id,
                    named=named,
                    payers=", ".join(lost),
                )
            ]
        places[place] = snapshot_id
        if lost:
            places[BUDGETS + named] = named
    if same and not places:
        places[BUDGETS + snapshot_id] = snapshot_id
    elif snapshot_id in stored.later_documents(tuple(budgets.values()), terms.participants):
        places[BUDGETS + table_of(snapshot_id).rpartition("/")[2]] = snapshot_id
    return places, []


def write_used(project: Project, used: UsedSnapshots) -> Path:
    """Write the terms over their file, whole or not at all, if it still holds what it held; raise
    `ParameterError` if it does not.
    """
    write_over(project, used.path, used.text, used.before_text)
    return used.path


def _open_terms(project: Project, agreement_id: str, year: int) -> Terms:
    terms = read_terms(project, read_agreement(project, agreement_id), year)
    if terms.status == "decided":
        raise ParameterError(
            "{agreement} {year} is decided: its figures stay as they were decided "
            "on. Look at newer ones in a trial: analyysi report {agreement} "
            "{year} -p data=newest",
            agreement=agreement_id,
            year=year,
        )
    return terms


@dataclass(frozen=True)
class _AboutIt:
    """Why a snapshot cannot be used, as English goes on after "it": without the snapshot's id."""

    reason: str
    snapshot: str

    @property
    def main(self) -> str:
        """The reason in English."""
        return self.reason.removeprefix(f"{self.snapshot} ")

    def or_main(self, language: str) -> str:
        """Say the whole reason in any other language."""
        return self.main if language == RECORD_LANGUAGE else said(self.reason, language)


def _nothing_to_use(terms: Terms, snapshot_id: str, reasons: list[str]) -> Sentence:
    if reasons:
        about_it = _AboutIt(reasons[0], snapshot_id)
        return Sentence(
            "{snapshot} cannot be used in {agreement} {year}: it {reason}"
            if about_it.main != reasons[0]
            else "{snapshot} cannot be used in {agreement} {year}. {reason}",
            snapshot=snapshot_id,
            agreement=terms.agreement,
            year=terms.year,
            reason=about_it,
        )
    named = [str(keys[0].snapshot) for keys in places_of(terms).values()]
    named += budget_places(terms).values()
    if snapshot_id in named:
        return Sentence(
            "{agreement} {year} names {snapshot} already: nothing to change.",
            agreement=terms.agreement,
            year=terms.year,
            snapshot=snapshot_id,
        )
    tables = ", ".join(dict.fromkeys(map(table_of, named)))
    return Sentence(
        "{agreement} {year} reads nothing that {snapshot} has. It reads these tables: {tables}.",
        agreement=terms.agreement,
        year=terms.year,
        snapshot=snapshot_id,
        tables=tables or Sentence("none"),
    )


def _worked_out(
    project: Project,
    terms: Terms,
    places: Mapping[str, str],
    moved: MovedKeys,
    asked: tuple[MovedKey, ...],
    sentences: tuple[str, ...],
) -> UsedSnapshots:
    path = terms_path(project, terms.agreement, terms.year)
    # Line ends as Python reads them: `write_over` keeps those of the file.
    before_text = toml_text(read_file(path), project.relative(path))
    layout = Layout.of(before_text, language_of_project(project.root))
    for key in asked:
        _forget_remark(layout, key.name)
        moved.write_key(layout, key)
    _write_places(project, layout, terms, places)
    text = layout.text()
    before = load_year(project, terms.agreement, terms.year)
    after = draft_case(project, terms.agreement, terms.year, {f"{terms.year}.toml": text})
    named = {place: str(keys[0].snapshot) for place, keys in places_of(terms).items()}
    named |= budget_places(terms)
    stays = {name for name in named.values() if BUDGETS + name in places}
    pairs = {
        place: (used if used in stays else named.get(place, ""), used)
        for place, used in places.items()
    }
    for key in asked:
        pairs[key.name] = (str(key.before.snapshot), str(key.key.snapshot))
    remarks: tuple[Message, ...] = ()
    if any(place.startswith(BUDGETS) for place in places):
        remarks = partial_budgets(after.budgets, terms.participants)
        remarks += lacking_budgets(after.budgets, terms.participants)
    return UsedSnapshots(path, before_text, text, pairs, asked, sentences, before, after, remarks)


def _amounts(case: Case) -> dict[tuple[str, int, str, str], Fraction]:
    """Return every figure of the budgets of a case, by payer, year, stage and measure."""
    lines = case.budgets.lines if case.budgets is not None else ()
    return {
        (line.code, line.year, line.stage, measure): amount
        for line in lines
        for measure, amount in line.figures.items()
    }


def _write_places(
    project: Project, layout: Layout, terms: Terms, places: Mapping[str, str]
) -> None:
    """Write ids over those that stand in places of the terms."""
    known = {**places_of(terms), **budget_places(terms)}
    beside = [used for place, used in places.items() if place == BUDGETS + used]
    changed = with_snapshots(
        terms,
        {place: used for place, used in places.items() if place in known or used in beside},
    )
    for place, used in places.items():
        if place in terms.keys:
            layout.find("keys", place)["snapshot"] = used
        elif place == TAX_RATE:
            layout.find("burden", "rate")["snapshot"] = used
        elif place.startswith(OUTLOOK):
            name = place.removeprefix(OUTLOOK)
            table = layout.find("outlook", "keys", name)
            # A trend that names no snapshot reads the key's own.
            if "snapshot" in table or used != changed.keys[name].snapshot:
                put(table, "snapshot", used)
    if changed.budgets is None or not any(place.startswith(BUDGETS) for place in places):
        return
    added = [used for place, used in places.items() if place not in known and used not in beside]
    budgets = with_later(project, changed.budgets, added)
    table = layout.find("budgets")
    if len(budgets.snapshots) == len(table["snapshots"]):
        for number, snapshot in enumerate(budgets.snapshots):
            if table["snapshots"][number] != snapshot:
                table["snapshots"][number] = snapshot
    else:
        table["snapshots"] = list_in_lines(budgets.snapshots)
    put(table, "year", budgets.year)


def _forget_remark(layout: Layout, name: str) -> None:
    """Take away the line that says that a key's figures are not stored yet: they are now."""
    for block in layout.blocks:
        if block.path == ("keys", name):
            lines = block.lead.splitlines(keepends=True)
            block.lead = "".join(line for line in lines if not _says_older(line))


def _says_older(line: str) -> bool:
    """Return whether a line says, in whichever language, that a key's figures are not stored."""
    return any(re.match(pattern, line) for pattern in map(_older_pattern, LANGUAGES))


@cache
def _older_pattern(language: str) -> str:
    # What follows the days has been worded in other ways.
    beginning, _, _ = said(older_figures_used("{}", "{}"), language).partition("{}")
    return re.escape(f"{to_decide(language)} {beginning}")
