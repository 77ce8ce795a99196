"""A trial saved as the terms of a year to come: a draft that says it was tried and that nobody has
decided on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit

from analyysi.agreement.reading import (
    agreement_path,
    read_agreement,
    read_terms,
    terms_of,
    years_of,
)
from analyysi.agreement.terms import Alternative, Choice, Terms
from analyysi.comparison.case import Case, Variant
from analyysi.comparison.compare import split_id
from analyysi.comparison.history import SharedYear, shared_year
from analyysi.comparison.scenarios import share
from analyysi.drafting.layout import Block, Layout, inline_text, pairs, put_text, quoted
from analyysi.drafting.new_year import next_terms
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.drafting.year_draft import Origin
from analyysi.errors import AllocationError, AnalyysiError
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.local_text import LocalText
from analyysi.messages import Message
from analyysi.money import euros
from analyysi.project import Project

_TRIED_HERE = "What stands here was tried at the analyst's desk."
_TRIED = Origin(
    "a trial made at the analyst's desk from {before}.toml",
    _TRIED_HERE,
    _TRIED_HERE,
    _TRIED_HERE,
)
"""The total, the participants and the method of a draft are those of the trial."""


def _unknown_texts(year: str) -> dict[str, LocalText]:
    """Return what is not known of the year, instead of what its draft says, by the marks."""
    return {
        "total": in_every_language(
            "The total cost of {year}. The sum here was tried at the analyst's desk.", year=year
        ),
        "method": in_every_language(
            "The way of sharing of {year}. The one here was tried at the analyst's desk.",
            year=year,
        ),
        "participants": in_every_language(
            "The participants of {year}. Those here were tried at the analyst's desk.", year=year
        ),
    }


@dataclass(frozen=True)
class Saved:
    """The terms that were written, and the year as they share it."""

    path: str
    """As seen from the project's folder."""
    shared: SharedYear


def next_free_year(project: Project, agreement_id: str, year: int) -> int:
    """Return the first year after `year` that the agreement has no terms for."""
    known = years_of(project, agreement_id)
    following = year + 1
    while following in known:
        following += 1
    return following


def save(project: Project, case: Case, tried: SharedYear, year: int) -> Saved | Message:
    """Write a trial as the draft of a year's terms; nothing is ever overwritten.

    The draft is made from the terms that the trial was made on, whose keys have moved on to that
    year. It is checked with its figures and every method that applies before it is put in place.

    Parameters
    ----------
    case
        The terms that the trial was made on.
    tried
        The trial, as `trial.try_out` worked it out.

    Returns
    -------
    What was written; or, where nothing was, why, in one sentence.
    """
    agreement_id, before = case.agreement.id, case.terms.year
    known = years_of(project, agreement_id)
    if year in known:
        return Message(
            "The terms of {year} are there already, and they are never overwritten. Choose "
            "another year.",
            {"year": str(year)},
        )
    if year <= before:
        return Message("Choose a year after {year}.", {"year": str(before)})
    nearest = max(known_year for known_year in known if known_year < year)
    if nearest != before:
        return Message(
            "The terms of {year} are made from those of {before}. Open the desk with the year "
            "{before} first.",
            {"year": str(year), "before": str(nearest)},
        )
    try:
        text = draft(project, case, tried, year)
        saved = shared_year(draft_case(project, agreement_id, year, {f"{year}.toml": text}))
        path = agreement_path(project, agreement_id).with_name(f"{year}.toml")
        write_new(project, {path: text})
    except (AnalyysiError, OSError) as error:
        return Message("The terms were not saved. {reason}", {"reason": str(error)})
    return Saved(project.relative(path), saved)


def draft(project: Project, case: Case, tried: SharedYear, year: int) -> str:
    """Return the text of a year's terms with the trial in it; nothing is written.

    Raises
    ------
    AnalyysiError
        If it is not valid, with every fault.
    """
    agreement_id, before = case.agreement.id, case.terms.year
    agreement = read_agreement(project, agreement_id)
    where = f"data/agreements/{agreement_id}/{year}.toml"
    base = tomlkit.dumps(next_terms(project, agreement_id, year, _TRIED))
    moved = terms_of(base, agreement, year, where)
    # The keys of a draft stand in the order of those that they were made from.
    names = dict(zip(read_terms(project, agreement, before).keys, moved.keys, strict=True))
    layout = Layout.of(base)
    _Writer(layout, case, tried, year, names).write(moved)
    text = layout.text()
    terms_of(text, agreement, year, where)
    return text


def _defined(tried: SharedYear, variant: Variant) -> bool:
    """Return whether another way has an answer for what was tried: an alternative without one would
    stop its report.
    """
    if split_id(variant) == split_id(tried.case.chosen):
        return False
    try:
        share(tried.case, variant, tried.case.problem)
    except AllocationError:
        return False
    return True


def _choice(choice: Choice) -> str:
    name = f"name = {quoted(choice.name)}\n"
    return f"{name}parameters = {inline_text(choice.parameters)}\n" if choice.parameters else name


def _alternative(alternative: Alternative) -> str:
    note = alternative.note
    return _choice(alternative) + (f"note = {inline_text(note.texts)}\n" if note else "")


class _Writer:
    """Puts a trial into the draft of a year's terms, part by part."""

    def __init__(
        self, layout: Layout, case: Case, tried: SharedYear, year: int, names: Mapping[str, str]
    ) -> None:
        self.layout, self.case, self.tried, self.year = layout, case, tried, year
        self.payers = tried.case.terms.participants
        chosen = tried.case.chosen
        parameters = chosen.parameters.model_dump(
            mode="json", exclude_none=True, exclude_defaults=True
        )
        self.choice = Choice(name=chosen.method.name, parameters=_renamed(parameters, names))

    def write(self, moved: Terms) -> None:
        top = self.layout.find()
        top["status"] = "draft"
        top["participants"] = [
            party.code for party in self.case.agreement.parties if party.code in self.payers
        ]
        self._outside(moved)
        total = self.layout.find("total")
        total["value"], total["assumed"] = euros(self.tried.total), True
        source = in_every_language(
            "Assumption: a sum tried at the analyst's desk. Nobody has decided it."
        )
        put_text(total, "source", source.texts)
        self._method()
        self._alternatives(moved)
        self.layout.find("rounding")["unit"] = euros(self.tried.case.terms.rounding.unit)
        if (self.tried.total, set(self.payers)) != (moved.total.value, set(moved.participants)):
            # Costs of coalitions are declared for one sum and its payers.
            _without(self.layout, "game")
        self._unknown()

    def _alternatives(self, moved: Terms) -> None:
        """Compare with the way of the terms before, and with those that they named, as far as they
        have an answer.
        """
        note = in_every_language(
            "The way of sharing in the terms of {year}, for comparison.",
            year=str(self.case.terms.year),
        )
        chosen_before = Alternative(
            name=moved.method.name, parameters=moved.method.parameters, note=note
        )
        # The draft names them in the order of the terms that it was made from.
        alternatives = zip(
            (chosen_before, *moved.alternatives),
            (self.case.chosen, *self.case.alternatives),
            strict=True,
        )
        tables = [
            _alternative(alternative)
            for alternative, variant in alternatives
            if _defined(self.tried, variant)
        ]
        there = self.layout.elements("alternatives")
        following = self._block_after(there[-1][-1]) if there else self._block("rounding")
        lead = there[0][0].lead if there else ""
        _without(self.layout, "alternatives")
        self.layout.insert("alternatives", following, tables)
        if tables and lead:
            self.layout.elements("alternatives")[0][0].lead = lead

    def _method(self) -> None:
        method = Block("", ("method",), False, tomlkit.parse("[method]\n" + _choice(self.choice)))
        table = method.table
        table["chosen_by"] = "analyst"
        reason = in_every_language("The way of sharing was tried at the analyst's desk.")
        put_text(table, "reason", reason.texts)
        source = in_every_language(
            "The way of sharing is the analyst's trial, nobody's proposal and no decision."
        )
        put_text(table, "source", source.texts)
        place = next(
            at for at, block in enumerate(self.layout.blocks) if block.path[:1] == ("method",)
        )
        method.lead = self.layout.blocks[place].lead
        blocks = self.layout.blocks
        kept = [block for block in blocks[place:] if block.path[:1] != ("method",)]
        self.layout.blocks = [*blocks[:place], method, *kept]

    def _outside(self, moved: Terms) -> None:
        """Let those who joined stand outside no more, and those who are left out stand outside with
        that ground.
        """
        left = [code for code in moved.participants if code not in self.payers]
        reason = in_every_language("It was left out in a trial at the analyst's desk.").texts
        source = in_every_language(
            "It is the analyst's trial, nobody's proposal and no decision."
        ).texts
        outsiders = [
            {"payer": code, "since": str(self.year), "reason": reason, "source": source}
            for code in left
        ]
        top = self.layout.find()
        if top.get("outside") is not None:  # written in one line
            kept = [
                outsider.as_string()
                for outsider in top["outside"]
                if outsider["payer"] not in self.payers
            ]
            written = ", ".join([*kept, *map(inline_text, outsiders)])
            top["outside"] = tomlkit.parse(f"x = [{written}]")["x"]
            return
        for element in self.layout.elements("outside"):
            if element[0].table["payer"] in self.payers:
                self.layout.remove(element)
        there = self.layout.elements("outside")
        following = self._block_after(there[-1][-1]) if there else self._block("method")
        tables = [_in_lines(outsider) for outsider in outsiders]
        self.layout.insert("outside", following, tables)

    def _unknown(self) -> None:
        """Mark sum, method and payers as tried, where the draft says whose they are."""
        texts = _unknown_texts(str(self.year))
        elements = [
            element for element in self.layout.elements("unknown") if element[0].mark in texts
        ]
        following = self._block_after(elements[-1][-1]) if elements else None
        for element in elements:
            self.layout.remove(element)
        for mark, text in texts.items():
            self.layout.insert("unknown", following, [pairs(text.texts)], mark)

    def _block(self, name: str) -> Block | None:
        return next((block for block in self.layout.blocks if block.path[:1] == (name,)), None)

    def _block_after(self, block: Block) -> Block | None:
        place = self.layout.blocks.index(block)
        return self.layout.blocks[place + 1] if place + 1 < len(self.layout.blocks) else None


def _without(layout: Layout, name: str) -> None:
    """Take out every table of a name, however it is written."""
    layout.blocks = [block for block in layout.blocks if block.path[:1] != (name,)]
    layout.find().pop(name, None)


def _in_lines(settings: Mapping[str, Any]) -> str:
    return "".join(f"{name} = {inline_text(setting)}\n" for name, setting in settings.items())


def _renamed(settings: Any, names: Mapping[str, str]) -> Any:
    """Give keys the names that they have in the draft; a payer's code is no key's name."""
    if isinstance(settings, Mapping):
        return {
            names.get(name, name): _renamed(setting, names) for name, setting in settings.items()
        }
    if isinstance(settings, list | tuple):
        return [_renamed(setting, names) for setting in settings]
    return names.get(settings, settings) if isinstance(settings, str) else settings
