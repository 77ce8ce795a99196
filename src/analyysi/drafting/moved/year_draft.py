"""The draft of a year's terms, written over the layout of an earlier year's file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import terms_path, validate
from analyysi.agreement.terms import Choice, Terms
from analyysi.agreement.toml_text import toml_text
from analyysi.agreement.total import Capped
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step import MovedStep, Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.case import load_year
from analyysi.comparison.history import shared_year
from analyysi.drafting.layout import (
    SCHEMA_MARK,
    Block,
    Layout,
    is_to_decide,
    pairs,
    put,
    quoted,
    renamed,
    schema_line,
    to_decide,
    within,
)
from analyysi.drafting.moved.moved_dates import years_in
from analyysi.drafting.moved.moved_keys import MovedKeys
from analyysi.drafting.moved.moved_outlook import (
    move_budgets,
    move_burden,
    move_outlook,
    move_search,
)
from analyysi.drafting.moved.year_texts import (
    change_source,
    limit_source,
    method_reason,
    method_source,
    total_source,
    unknown_of,
)
from analyysi.errors import Sentence, joined
from analyysi.file_system.reading import read_file
from analyysi.languages.local_text import LocalText
from analyysi.languages.saying import said
from analyysi.languages.user_language import language_of_project
from analyysi.money import euros
from analyysi.project import Project

_LAST_YEAR = "last_year"
"""The parameter of a step that holds the shares of the year before."""


@dataclass(frozen=True)
class Origin:
    """Where a draft's total, participants and method are from, for its comments.

    `{before}` stands for the year that the draft is made from. They are texts of sentences.
    """

    head: Sentence
    total: Sentence
    participants: Sentence
    method: Sentence


_THAT = Sentence("This is that of {before}.")
_THOSE = Sentence("These are those of {before}.")
CARRIED_OVER = Origin(
    Sentence(
        "Year {year}: a draft that `analyysi new-year` made from {before}.toml. Nothing of it has "
        "been decided."
    ),
    _THAT,
    _THOSE,
    _THAT,
)
"""Everything is as it was in the year before."""


class YearDraft:
    """The draft of a year: the terms that it is made from, their file's layout, and the keys as
    they moved on.
    """

    def __init__(
        self, project: Project, agreement: Agreement, terms: Terms, year: int, origin: Origin
    ) -> None:
        self.project, self.terms, self.year, self.agreement = project, terms, year, agreement
        self.before, self.years = terms.year, year - terms.year
        self._origin = origin
        self.keys = MovedKeys(project, agreement, terms, year)
        path = terms_path(project, agreement.id, terms.year)
        text = toml_text(read_file(path), project.relative(path))
        # What the earlier draft left to decide is asked again for this year.
        text = "".join(line for line in text.splitlines(keepends=True) if not _is_drafted(line))
        self.layout = Layout.of(
            renamed(_without_head(text, self.before), self.keys.names),
            language_of_project(project.root),
        )
        for block in self.layout.blocks:
            block.lead = re.sub(r"\n{3,}", "\n\n", block.lead)

    def text(self) -> str:
        """Write the draft and return the text of its file."""
        top = self.layout.find()
        top["year"], top["status"] = self.year, "draft"
        if self.terms.per_head is not None:
            top["per_head"] = self.keys.names[self.terms.per_head]
        self._write_preparation()
        takes_part = Sentence("who takes part in {year}.", year=self.year)
        self._ask(("participants",), takes_part, self._origin.participants)
        self._write_total()
        self.keys.write(self.layout)
        self._write_method()
        self._write_steps()
        move_outlook(self.layout, self.keys)
        move_burden(self.layout, self.keys)
        move_search(self.layout, self.keys)
        move_budgets(self.layout, self.keys)
        if self.terms.game is not None:
            costs = Sentence("the costs of {year}.", year=self.year)
            self._ask(("game",), costs, _THOSE)
        if self.terms.published:
            for element in self.layout.elements("published"):
                self.layout.remove(element)
            self.layout.find().pop("published", None)
        self._carry_texts(
            "assumptions",
            self.terms.assumptions,
            Sentence("whether the following is also assumed for {year}.", year=self.year),
        )
        self._carry_texts(
            "unknown",
            self.terms.unknown,
            Sentence("whether the following is still unknown in {year}.", year=self.year),
        )
        self._write_unknown()
        self._write_head()
        return self.layout.text()

    def _write_head(self) -> None:
        """Say at the head of the file what it is, and how what is to be decided is found."""
        language = self.layout.language
        head = Sentence(self._origin.head.text, year=self.year, before=self.before)
        stands = Sentence(
            'What must still be decided stands in the lines with "{mark}".',
            mark=to_decide(language).strip("# :"),
        )
        comments = [f"# {said(sentence, language)}" for sentence in (head, stands)]
        self.layout.notes[:0] = [schema_line("terms"), *comments]

    def _ask(self, path: tuple[str, ...], question: Sentence, origin: Sentence) -> None:
        asked = joined([question, Sentence(origin.text, before=self.before)], " ")
        self.layout.remark(path, asked)

    def _write_preparation(self) -> None:
        """Leave out the day of the earlier calculation, and ask whether the office is the same."""
        if self.terms.prepared_by is not None:
            question = Sentence("who makes the calculation of {year}.", year=self.year)
            self._ask(("prepared_by",), question, _THAT)
        day = self.layout.find().pop("prepared_on", None)
        if day is not None:
            text = Sentence(
                "the day of the calculation, prepared_on; that of {before} was {day}.",
                before=self.before,
                day=str(day),
            )
            self.layout.notes.append(self.layout.line(text).rstrip())

    def _write_total(self) -> None:
        self._ask(("total",), Sentence("the sum of {year}.", year=self.year), self._origin.total)
        total = self.layout.find("total")
        put(total, "assumed", True)
        self.layout.put_text(total_source(self.before, self.year).texts, "total", "source")
        self._write_total_from_last_year()

    def _write_total_from_last_year(self) -> None:
        """Draw a total that follows from last year's on to the next: no change is known yet."""
        rule, path = self.terms.total.from_last_year, ("total", "from_last_year")
        if rule is None:
            return
        if self.years != 1:
            self.layout.drop(*path)
            follows = Sentence(
                "how the sum follows from that of {before}, which is not known.",
                before=self.year - 1,
            )
            self.layout.remark(("total",), follows)
            return
        table = self.layout.find(*path)
        put(table, "last_year", euros(self.terms.total.value))
        if isinstance(rule, Capped):
            self._write_cap(rule, table)
            return
        put(table, "change", "0")
        self.layout.put_text(change_source(self.year).texts, *path, "source")
        self.layout.remark(
            ("total",),
            Sentence(
                "the change from {before} to {year}, total.from_last_year.change, and its source; "
                "then the value. No change stands there now.",
                before=self.before,
                year=self.year,
            ),
        )

    def _write_cap(self, rule: Capped, table: Any) -> None:
        """Keep an agreed limit on the change; what is asked for in the new year nobody knows."""
        table.pop("asked", None)
        drawn_on = rule.model_copy(update={"last_year": self.terms.total.value, "asked": None})
        if drawn_on.total != self.terms.total.value:
            total = self.layout.find("total")
            put(total, "value", euros(drawn_on.total))
            limit = limit_source(self.before, self.year).texts
            self.layout.put_text(limit, "total", "source")
        self.layout.remark(
            ("total",),
            Sentence(
                "whether the limit on the change holds in {year} too, "
                "total.from_last_year.change, and the sum asked for, total.from_last_year.asked; "
                "then the value.",
                year=self.year,
            ),
        )

    def _write_method(self) -> None:
        asked = Sentence("the way of sharing of {year}.", year=self.year)
        self._ask(("method",), asked, self._origin.method)
        method = self.layout.find("method")
        # Whoever chose it chose it for that year.
        put(method, "chosen_by", "analyst")
        self.layout.put_text(method_reason(self.before, self.year).texts, "method", "reason")
        self.layout.put_text(method_source(self.before, self.year).texts, "method", "source")
        row = METHODS.get(self.terms.method.name)
        if row is not None:
            where = f"{self.agreement.id} {self.before}, method.parameters"
            chosen = validate(self.terms.method.parameters, row.parameters, where)
            for question in row.open_next_year(chosen):
                in_year = Sentence("in {year}, {question}", year=self.year, question=question)
                self.layout.remark(("method",), in_year)
        if "parameters" in method:
            _rename(method["parameters"], self.keys.names)
        self._rename_within(self.layout.blocks, ("method", "parameters"))
        for element in self.layout.elements("alternatives"):
            self._rename_within(element, ("alternatives", "parameters"))
        # Alternatives may also be written in one place, ``alternatives = [...]``.
        for choice in self.layout.find().get("alternatives") or ():
            _rename(choice.get("parameters", {}), self.keys.names)

    def _rename_within(self, blocks: Sequence[Block], path: tuple[str, ...]) -> None:
        """Rename what parameters name, in whichever tables they are written."""
        for block in blocks:
            if block.path[: len(path)] == path:
                _rename(block.table, self.keys.names)
            elif block.path == path[:-1]:
                _rename(block.table.get(path[-1], {}), self.keys.names)

    # Steps

    def _write_steps(self) -> None:
        elements = self.layout.elements("steps")
        if not self.terms.steps:
            return
        if not elements:
            none = Sentence("the steps; none was moved on from {before}.", before=self.before)
            self.layout.remark(("steps",), none)
            return
        for choice, element in zip(self.terms.steps, elements, strict=True):
            self._rename_within(element, ("steps", "parameters"))
            step = STEPS.get(choice.name)
            if step is None or not (step.of_one_year or step.moved):
                continue
            moved = moved_step(step, choice, self.before, self.year)
            if moved.changed is None:
                self.layout.remove(element, moved.remark)
                continue
            self._write_step(choice, element, moved.changed)
            if moved.remark:
                element[0].lead += self.layout.line(moved.remark)

    def _write_step(
        self, choice: Choice, element: Sequence[Block], changed: Mapping[str, int]
    ) -> None:
        parameters = within(element, ("steps", "parameters"))
        for name, number in changed.items():
            parameters[name] = number
        if _LAST_YEAR not in choice.parameters:
            return
        cents = shared_year(load_year(self.project, self.agreement.id, self.before)).cents
        last_year = within(element, ("steps", "parameters", _LAST_YEAR))
        for code in [*last_year, *parameters.pop("new", [])]:
            if code in cents:
                put(last_year, str(code), euros(cents[code]))
        put(parameters, "source", f"{self.agreement.id} {self.before}")

    # Texts

    def _carry_texts(self, name: str, texts: Sequence[LocalText], holds: Sentence) -> None:
        """Carry over the texts that name no year, and ask whether the others hold still.

        What an earlier draft wrote is left out: the new draft writes its own.
        """
        elements = self.layout.elements(name)
        for place in reversed(range(len(texts))):
            drafted = bool(elements) and elements[place][0].mark != ""
            if not drafted and not years_in(texts[place]):
                continue
            question = Sentence(
                "whether this of {before} holds in {year}: {text}",
                before=self.before,
                year=self.year,
                text=quoted(texts[place].main),
            )
            if elements:
                self.layout.remove(elements[place], "" if drafted else question)
            else:
                del self.layout.find()[name][place]
                self.layout.notes.append(self.layout.line(question).rstrip())
        carried = self.layout.elements(name)
        if carried:
            carried[0][0].lead += self.layout.line(holds)

    def _write_unknown(self) -> None:
        """Write what is not known of the year yet, before what was carried over."""
        carried = self.layout.elements("unknown")
        before = carried[0][0] if carried else None
        in_one_place = self.layout.find().pop("unknown", None) or ()
        for mark, text in unknown_of(self.terms, self.year).items():
            self.layout.insert("unknown", before, [pairs(text.texts)], mark)
        self.layout.insert("unknown", before, [pairs(texts.unwrap()) for texts in in_one_place])


def moved_step(step: Step, choice: Choice, before: int, year: int) -> MovedStep:
    """Return what becomes of a step of one year's terms in those of a later year."""
    if step.moved is not None:
        parameters = validate(choice.parameters, step.parameters, f"{step.name}.parameters")
        return step.moved(parameters, year - before, before)
    if not step.of_one_year:
        return MovedStep({})
    if _LAST_YEAR not in choice.parameters:
        text = Sentence("the step {step}, which is of {before}.", step=step.name, before=before)
        return MovedStep({}, text)
    return MovedStep(
        {},
        Sentence(
            "whether the step {step} holds in {year}; its shares are those of {before} worked out "
            "anew.",
            step=step.name,
            year=year,
            before=before,
        ),
    )


def _rename(table: Any, names: Mapping[str, str]) -> None:
    """Give keys that parameters name as values their new names; those before ``=`` have them
    already.
    """
    places = list(table) if isinstance(table, dict) else range(len(table))
    for place in places:
        setting = table[place]
        if isinstance(setting, str):
            if names.get(setting, setting) != setting:
                table[place] = names[setting]
        elif isinstance(setting, dict | list):
            _rename(setting, names)


def _is_drafted(line: str) -> bool:
    """Return whether a draft writes a line anew: what is to be decided, and where its schema is."""
    return is_to_decide(line) or line.startswith(SCHEMA_MARK)


def _without_head(text: str, year: int) -> str:
    """Take off the comment at the top of a file that says what that year is."""
    match = re.match(r"(?:#.*\n)+", text)
    return text[match.end() :] if match is not None and str(year) in match.group() else text
