"""The text of a draft: a year's terms with a trial in them, which say that it was tried and that
nobody has decided on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit

from analyysi.agreement.reading import read_agreement, read_terms, terms_of, terms_path
from analyysi.agreement.terms import Alternative, Choice, Terms
from analyysi.agreement.toml_text import toml_text
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.case import Case, Variant
from analyysi.comparison.compare import split_id
from analyysi.comparison.history import SharedYear
from analyysi.comparison.scenarios import share
from analyysi.comparison.trial.trial_terms import assumed_by
from analyysi.desk.added_keys import free_name
from analyysi.desk.trial import choices_of
from analyysi.drafting.desk_mark import marked, unmarked
from analyysi.drafting.key_lines import key_lines
from analyysi.drafting.layout import Block, Layout, inline_text, pairs, put_text, quoted
from analyysi.drafting.moved.new_year import next_terms
from analyysi.drafting.moved.year_draft import Origin, moved_step
from analyysi.errors import AllocationError, Sentence
from analyysi.file_system.reading import read_file
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.local_text import LocalText
from analyysi.languages.user_language import language_of_project
from analyysi.money import euros
from analyysi.project import Project

_TRIED_HERE = Sentence("What stands here was tried at the analyst's desk.")
_TRIED = Origin(
    Sentence(
        "Year {year}: a trial made at the analyst's desk from {before}.toml. Nothing of it has "
        "been decided."
    ),
    _TRIED_HERE,
    _TRIED_HERE,
    _TRIED_HERE,
)
"""The total, the participants and the method of a draft are those of the trial."""


STEPS_MARK = "steps"


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
        STEPS_MARK: in_every_language(
            "The steps of {year}. Those here were tried at the analyst's desk.", year=year
        ),
    }


def draft(project: Project, case: Case, tried: SharedYear, year: int) -> str:
    """Return the text of a year's terms with the trial in it; nothing is written.

    Parameters
    ----------
    year
        The case's own year, whose file is then kept but for what was tried; or a later one, to
        which the keys and steps of the terms move on.

    Raises
    ------
    AnalyysiError
        If it is not valid, with every fault.
    """
    agreement_id, before = case.agreement.id, case.terms.year
    agreement = read_agreement(project, agreement_id)
    where = f"data/agreements/{agreement_id}/{year}.toml"
    if year == before:
        base = unmarked(toml_text(read_file(terms_path(project, agreement_id, year)), where))
    else:
        base = next_terms(project, agreement_id, year, _TRIED, before)
    moved = terms_of(base, agreement, year, where)
    # The keys of a draft stand in the order of those that they were made from.
    names = dict(zip(read_terms(project, agreement, before).keys, moved.keys, strict=True))
    layout = Layout.of(base, language_of_project(project.root))
    _Writer(layout, case, tried, year, names).write(moved)
    text = marked(layout.text())
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
        self.names = dict(names)
        """Each key's name in the terms of the trial, to that in the draft."""

    def write(self, moved: Terms) -> None:
        top = self.layout.find()
        top["status"] = "draft"
        top["participants"] = [
            party.code for party in self.case.agreement.parties if party.code in self.payers
        ]
        self._outside(moved)
        total = self.layout.find("total")
        total["value"], total["assumed"] = euros(self.tried.total), True
        self.layout.drop("total", "from_last_year")
        source = in_every_language(
            "Assumption: a sum tried at the analyst's desk. Nobody has decided it."
        )
        self.layout.put_text(source.texts, "total", "source")
        self._keys(moved)
        self._method()
        self._alternatives(moved)
        self._steps()
        rounding = self.layout.find("rounding")
        rounding["unit"] = euros(self.tried.case.terms.rounding.unit)
        rounding["rule"] = self.tried.case.terms.rounding.rule
        if (self.tried.total, set(self.payers)) != (moved.total.value, set(moved.participants)):
            # Costs of coalitions are declared for one sum and its payers.
            _without(self.layout, "game")
        self._assumptions()
        if any(share.payer not in self.payers for share in moved.published):
            _without(self.layout, "published")
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
        alternatives = list(zip(moved.alternatives, self.case.alternatives, strict=True))
        if self.year != self.case.terms.year:
            alternatives.insert(0, (chosen_before, self.case.chosen))
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
        chosen = self.tried.case.chosen
        parameters = chosen.parameters.model_dump(
            mode="json", exclude_none=True, exclude_defaults=True
        )
        choice = Choice(name=chosen.method.name, parameters=_renamed(parameters, self.names))
        method = Block("", ("method",), False, tomlkit.parse("[method]\n" + _choice(choice)))
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

    def _keys(self, moved: Terms) -> None:
        """Declare the keys that the trial uses and the terms before did not name, as they are."""
        terms = self.tried.case.terms
        following = self._block("method")
        for name in self.tried.case.used_keys:
            if name in self.names:
                continue
            key = terms.keys[name]
            same = [known for known, declared in moved.keys.items() if declared == key]
            self.names[name] = (
                same[0] if same else free_name(name, {*moved.keys, *self.names.values()})
            )
            if not same:
                path = ("keys", self.names[name])
                text = f"[{'.'.join(path)}]\n{key_lines(key)}"
                block = Block("\n", path, False, tomlkit.parse(text))
                place = self.layout.blocks.index(following) if following is not None else 0
                self.layout.blocks.insert(place, block)

    def _steps(self) -> None:
        """Write the steps in the order of the trial: those of the terms as they have moved on, and
        the others as they were tried.
        """
        if not self._steps_tried():
            return
        there = self.layout.elements("steps")
        following = self._block_after(there[-1][-1]) if there else self._block("rounding")
        moved = self._moved_steps(there)
        blocks: list[Block] = []
        for choice in choices_of(self.tried.case.steps):
            known = next((step for step in moved if step[0] == choice), None)
            if known is None:
                blocks.append(self._tried_step(choice))
            else:
                moved.remove(known)
                blocks += known[1]
        _without(self.layout, "steps")
        place = len(self.layout.blocks)
        if following is not None:
            place = self.layout.blocks.index(following)
        self.layout.blocks[place:place] = blocks

    def _moved_steps(self, there: Sequence[list[Block]]) -> list[tuple[Choice, list[Block]]]:
        """Return each step of the terms with its tables in the draft: none if it has ended by
        then.
        """
        terms, tables = self.case.terms, list(there)
        moved = []
        for step, choice in zip(terms.steps, choices_of(self.case.steps), strict=True):
            ended = self.year != terms.year and (
                moved_step(STEPS[step.name], step, terms.year, self.year).changed is None
            )
            if not there and not ended:
                moved.append((choice, [self._tried_step(choice)]))
            else:
                moved.append((choice, [] if ended else tables.pop(0)))
        return moved

    def _tried_step(self, choice: Choice) -> Block:
        renamed = Choice(name=choice.name, parameters=_renamed(choice.parameters, self.names))
        text = f"[[steps]]\n{_choice(renamed)}"
        return Block("\n", ("steps",), True, tomlkit.parse(text))

    def _steps_tried(self) -> bool:
        return choices_of(self.tried.case.steps) != choices_of(self.case.steps)

    def _outside(self, moved: Terms) -> None:
        """Let those who joined stand outside no more, and those who are left out stand outside with
        that ground.
        """
        left = [code for code in moved.participants if code not in self.payers]
        source = in_every_language(
            "It is the analyst's trial, nobody's proposal and no decision."
        ).texts
        outsiders = [
            {
                "payer": code,
                "since": str(self.year),
                "reason": _left_out(self.case.agreement.party(code).name),
                "source": source,
            }
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

    def _assumptions(self) -> None:
        """Say of what the year's own terms assume that they do: the trial may have it otherwise."""
        terms = self.case.terms
        if self.year != terms.year:
            return
        elements = self.layout.elements("assumptions")
        written = self.layout.find().get("assumptions", ())
        tables = [element[0].table for element in elements] or written
        for table, text in zip(tables, assumed_by(terms), strict=True):
            table.update(text.texts)

    def _unknown(self) -> None:
        """Mark sum, method, payers and steps as tried, where the draft says whose they are."""
        texts = _unknown_texts(str(self.year))
        marks = {block.mark for block in self.layout.blocks}
        if STEPS_MARK not in marks and not self._steps_tried():
            del texts[STEPS_MARK]
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


def _left_out(name: LocalText) -> dict[str, str]:
    """Say by language that a payer was left out, by its name: the front page names no other."""
    gap = "{payer}"
    told = in_every_language("{payer} was left out in a trial at the analyst's desk.", payer=gap)
    named = name.texts
    return {
        code: text.replace(gap, named.get(code, name.main)) for code, text in told.texts.items()
    }


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
