"""A trial saved as the terms of a year to come: a draft that says it was tried and that nobody has
decided on it.
"""

from __future__ import annotations

import re
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
from analyysi.agreement.values import LocalText
from analyysi.comparison.case import Case, Variant
from analyysi.comparison.compare import split_id
from analyysi.comparison.history import SharedYear, shared_year
from analyysi.comparison.scenarios import share
from analyysi.drafting.layout import TO_DECIDE, Block, Layout, inline, pairs, put_text, quoted
from analyysi.drafting.new_year import next_terms
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.errors import AllocationError, AnalyysiError
from analyysi.languages import LANGUAGES, MAIN_LANGUAGE
from analyysi.messages import Message
from analyysi.money import euros
from analyysi.project import Project
from analyysi.report.language.wording import Wording

_BARE = re.compile(r"[A-Za-z0-9_-]+")
"""A name that TOML writes without quotation marks."""

_DRAFTED = ("the sum of", "who takes part in", "the way of sharing of")
"""What a year's draft says is to be decided and the desk decides instead, for the trial."""


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
    nearest = max(one for one in known if one < year)
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
    base = tomlkit.dumps(next_terms(project, agreement_id, year))
    moved = terms_of(base, agreement, year, where)
    # The keys of a draft stand in the order of those that they were made from.
    names = dict(zip(read_terms(project, agreement, before).keys, moved.keys, strict=True))
    layout = Layout.of(_heads(base, year, before))
    _Writer(layout, case, tried, year, names).write(moved)
    text = layout.text()
    terms_of(text, agreement, year, where)
    return text


def _heads(text: str, year: int, before: int) -> str:
    """Say in the comments that the sum, the participants and the way of sharing are those of the
    trial.
    """
    text = re.sub(
        rf"\A# Year {year}:.*\n",
        f"# Year {year}: a trial made at the analyst's desk from {before}.toml. Nothing of it has "
        "been decided.\n",
        text,
    )
    for what in _DRAFTED:
        text = re.sub(
            rf"(?m)^({re.escape(TO_DECIDE)} {what} {year})\. .*$",
            r"\1. What stands here was tried at the analyst's desk.",
            text,
        )
    return text


def _defined(tried: SharedYear, variant: Variant) -> bool:
    """Tell whether another way has an answer for what was tried: an alternative without one would
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
    parameters = f"parameters = {_in_line(choice.parameters)}\n" if choice.parameters else ""
    return f"name = {quoted(choice.name)}\n{parameters}"


def _alternative(one: Alternative) -> str:
    note = (
        "" if one.note is None else f"note = {_in_line(one.note.model_dump(exclude_none=True))}\n"
    )
    return _choice(one) + note


def _in_line(value: Any) -> str:
    """Return plain data as TOML writes it in one line."""
    if isinstance(value, Mapping):
        named = (
            (name if _BARE.fullmatch(name) else quoted(name), content)
            for name, content in value.items()
        )
        return f"{{ {', '.join(f'{name} = {_in_line(content)}' for name, content in named)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_in_line, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else quoted(str(value))


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
        self._words = [Wording(language, case) for language in LANGUAGES]

    def write(self, moved: Terms) -> None:
        top = self.layout.find()
        top["status"] = "draft"
        top["participants"] = [
            party.code for party in self.case.agreement.parties if party.code in self.payers
        ]
        self._outside(moved)
        total = self.layout.find("total")
        total["value"], total["assumed"] = euros(self.tried.total), True
        source = Message("Assumption: a sum tried at the analyst's desk. Nobody has decided it.")
        put_text(total, "source", self._said(source))
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
        year = str(self.case.terms.year)
        note = self._said(
            Message("The way of sharing in the terms of {year}, for comparison.", {"year": year})
        )
        own = Alternative(
            name=moved.method.name, parameters=moved.method.parameters, note=LocalText(**note)
        )
        # The draft names them in the order of the terms that it was made from.
        others = zip(
            (own, *moved.alternatives), (self.case.chosen, *self.case.alternatives), strict=True
        )
        tables = [_alternative(one) for one, variant in others if _defined(self.tried, variant)]
        there = self.layout.elements("alternatives")
        following = self._block_after(there[-1][-1]) if there else self._block("rounding")
        lead = there[0][0].lead if there else ""
        _without(self.layout, "alternatives")
        self.layout.insert("alternatives", following, tables)
        if tables and lead:
            self.layout.elements("alternatives")[0][0].lead = lead

    def _said(self, message: Message) -> dict[str, str]:
        return {words.language: words.of(message) for words in self._words}

    def _method(self) -> None:
        method = Block("", ("method",), False, tomlkit.parse("[method]\n" + _choice(self.choice)))
        table = method.table
        table["chosen_by"] = "analyst"
        put_text(
            table,
            "reason",
            self._said(Message("The way of sharing was tried at the analyst's desk.")),
        )
        source = Message(
            "The way of sharing is the analyst's trial, nobody's proposal and no decision."
        )
        put_text(table, "source", self._said(source))
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
        reason = self._said(Message("It was left out in a trial at the analyst's desk."))
        source = self._said(
            Message("It is the analyst's trial, nobody's proposal and no decision.")
        )
        tables = [
            f'payer = "{code}"\nsince = "{self.year}"\n'
            f"reason = {inline(reason).as_string()}\nsource = {inline(source).as_string()}\n"
            for code in left
        ]
        top = self.layout.find()
        if top.get("outside") is not None:  # written in one line
            kept = [one.as_string() for one in top["outside"] if one["payer"] not in self.payers]
            new = [_in_line(tomlkit.parse(table).unwrap()) for table in tables]
            top["outside"] = tomlkit.parse(f"x = [{', '.join([*kept, *new])}]")["x"]
            return
        for element in self.layout.elements("outside"):
            if element[0].table["payer"] in self.payers:
                self.layout.remove(element)
        there = self.layout.elements("outside")
        following = self._block_after(there[-1][-1]) if there else self._block("method")
        self.layout.insert("outside", following, tables)

    def _unknown(self) -> None:
        """Say of the sum, the way and the payers that they were tried, where the draft said whose
        they were.
        """
        year = str(self.year)
        # What was carried over names no year; first stands what the draft says of sum, way and
        # payers.
        elements = [
            one for one in self.layout.elements("unknown") if year in one[0].table[MAIN_LANGUAGE]
        ][: len(_DRAFTED)]
        following = self._block_after(elements[-1][-1]) if elements else None
        for element in elements:
            self.layout.remove(element)
        values = {"year": str(self.year)}
        told = (
            Message(
                "The total cost of {year}. The sum here was tried at the analyst's desk.", values
            ),
            Message(
                "The way of sharing of {year}. The one here was tried at the analyst's desk.",
                values,
            ),
            Message(
                "The participants of {year}. Those here were tried at the analyst's desk.", values
            ),
        )
        self.layout.insert("unknown", following, [f"{pairs(self._said(one))}\n" for one in told])

    def _block(self, name: str) -> Block | None:
        return next((block for block in self.layout.blocks if block.path[:1] == (name,)), None)

    def _block_after(self, block: Block) -> Block | None:
        place = next(at for at, one in enumerate(self.layout.blocks) if one is block)
        return self.layout.blocks[place + 1] if place + 1 < len(self.layout.blocks) else None


def _without(layout: Layout, name: str) -> None:
    """Take out every table of a name, however it is written."""
    layout.blocks = [block for block in layout.blocks if block.path[:1] != (name,)]
    layout.find().pop(name, None)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Give keys the names that they have in the draft; a payer's code is no key's name."""
    if isinstance(value, Mapping):
        return {names.get(name, name): _renamed(content, names) for name, content in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value
