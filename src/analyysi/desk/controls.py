"""The controls of the desk: what can be tried, with labels, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analyysi.allocation.steps.step import Step
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import Case
from analyysi.comparison.history import SharedYear
from analyysi.desk.entries import amount_of
from analyysi.desk.fields import Kind
from analyysi.desk.forms import BUTTON, Surroundings
from analyysi.desk.key_picker import KeyPicker
from analyysi.desk.offered_keys import OfferedKey
from analyysi.desk.step_list import StepList, last_year_of
from analyysi.desk.trial import Trial, outsiders
from analyysi.desk.ways import Ways
from analyysi.messages import Listing, Message, Money, PayerName
from analyysi.report.language.wording import Wording

_UNITS = (1, 5, 100, 1000, 10_000)
"""Rounding units that are offered, in cents, besides that of the terms."""


@dataclass(frozen=True)
class Start:
    """What the controls start from: the terms, the year before them, and the keys to add."""

    case: Case
    previous: SharedYear | None
    keys: tuple[OfferedKey, ...]


class Controls:
    """Total, rounding unit, way of sharing, steps, keys and payers of a trial.

    `changed` is called when something in them has changed, `taken` when a key is to be added.
    """

    def __init__(
        self,
        widgets: Any,
        words: Wording,
        start: Start,
        changed: Callable[[], None],
        taken: Callable[[OfferedKey], Message | None],
    ) -> None:
        self._widgets, self._start, self._changed = widgets, start, changed
        self._quiet = False
        case = start.case
        self.around = around = self._surroundings(words, case)
        self._joiners, self._unknown = outsiders(case)
        self.total = around.text(f"{words.say('Total cost')}, {words.sign}")
        self._alert = around.alert()
        self.unit = around.choice(words.say("Rounding unit"), self._units(words))
        rules = [(words.title(row.title), name) for name, row in ROUNDING_RULES.items()]
        self.rounding = around.choice(words.say("Rounding rule"), rules)
        with self._quietly():
            self.ways = Ways(around, case)
            self.steps = StepList(around, self._step_start, case.steps)
        self.keys = KeyPicker(around, start.keys, taken)
        self.payers = {
            code: around.box(self._name(code), code in case.terms.participants)
            for code in (*case.terms.participants, *self._joiners)
        }
        self.reset = widgets.Button(
            description=words.say("Restore the chosen split"), layout=BUTTON
        )
        self.reset.on_click(self._reset)
        self.box = self._laid_out()
        self._restore()

    def read(self) -> Trial | Message:
        """Return the trial that stands in the controls, or what is wrong with it; each fault is
        said at its field too.
        """
        words = self.around.words
        numbers = words.numbers
        marks = numbers.decimal_mark, numbers.group_mark, words.sign
        total = amount_of(self.total.value, *marks)
        example = words.numbers.amount(self._start.case.terms.total.value)
        unreadable = Message("Write a sum above zero in this form: {example}", {"example": example})
        self.around.put(self._alert, None if total else unreadable)
        variant, steps = self.ways.read(), self.steps.read()
        if not total:
            return unreadable
        if isinstance(variant, Message):
            return variant
        if isinstance(steps, Message):
            return steps
        payers = tuple(code for code, box in self.payers.items() if box.value)
        unit = self.unit.value
        rule = self.rounding.value
        return Trial(total, variant.method.name, variant.parameters, payers, unit, steps, rule)

    def put(self, words: Wording, case: Case, trial: Trial, keys: Sequence[OfferedKey]) -> None:
        """Let a trial stand in the controls.

        Parameters
        ----------
        case
            The year with the keys that were added for the trial.
        keys
            Further ones that can be added to it.
        """
        self._restore()
        self.around = self._surroundings(words, case)
        self.keys.offer(keys)
        with self._quietly():
            self.total.value = words.numbers.amount(trial.total)
            self.unit.options = self._units(words, trial.unit)
            self.unit.value = trial.unit
            self.rounding.value = trial.rounding or case.terms.rounding.rule
            self.ways.put(self.around, case, trial.variant)
            self.steps.renew(self.around)
            self.steps.fill(case.steps if trial.steps is None else trial.steps)
            for code, box in self.payers.items():
                box.value = code in trial.payers

    def offer(self, words: Wording, case: Case) -> None:
        """Offer what a case with more keys has."""
        self.around = self._surroundings(words, case)
        with self._quietly():
            self.ways.offer(self.around, case)
            self.steps.renew(self.around)

    def _units(self, words: Wording, further: int | None = None) -> list[tuple[str, int]]:
        units = {*_UNITS, self._start.case.terms.rounding.unit, further or 1}
        return [(words.of(Money(unit, 2)), unit) for unit in sorted(units)]

    def _surroundings(self, words: Wording, case: Case) -> Surroundings:
        keys = {
            name: words.title(Message("{key}", {"key": key.label.or_main(words.language)}))
            for name, key in case.terms.keys.items()
        }
        names: dict[Kind, Mapping[str, str]] = {
            Kind.KEY: keys,
            Kind.CLAIM: {
                name: title for name, title in keys.items() if name in case.problem.claims
            },
            Kind.PAYER: {party.code: words.payer(party.code) for party in case.agreement.parties},
        }
        return Surroundings(self._widgets, words, names, self._noticed)

    def _noticed(self, change: object) -> None:
        if not self._quiet:
            self._changed()

    def _reset(self, button: object) -> None:
        self._restore()
        self._changed()

    def _restore(self) -> None:
        terms = self._start.case.terms
        with self._quietly():
            self.total.value = self.around.words.numbers.amount(terms.total.value)
            self.unit.value = terms.rounding.unit
            self.rounding.value = terms.rounding.rule
            self.ways.choose(0)
            self.steps.fill(self._start.case.steps)
            for code, box in self.payers.items():
                box.value = code in terms.participants

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Set several controls without a trial after each."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _step_start(self, step: Step) -> Mapping[str, Any]:
        """Return what an added step begins with: last year's shares, where they are known."""
        previous = self._start.previous
        if previous is None:
            return {}
        source = f"{previous.case.agreement.id} {previous.year}"
        return last_year_of(previous.cents, source, self._start.case.terms.participants)

    def _name(self, code: str) -> str:
        words = self.around.words
        name = words.payer(code)
        inside = code in self._start.case.terms.participants
        return name if inside else f"{name} ({words.say('outside')})"

    def _laid_out(self) -> Any:
        widgets, words = self._widgets, self.around.words
        say = words.say
        who = (
            say("Participating municipalities") if words.municipal else say("Participating payers")
        )
        note = Markup("<p>{}</p>").format(
            say("They are applied around every way of sharing, the first one outermost.")
        )
        controls = [
            self.total,
            self._alert,
            self.unit,
            self.rounding,
            self.ways.box,
            self.keys.box,
            self._heading(say("Steps")),
            widgets.HTML(note),
            self.steps.box,
            self._heading(who),
            *self.payers.values(),
        ]
        if self._unknown:
            names = Listing([PayerName(code) for code in self._unknown])
            text = say("Figures are lacking, so it cannot be tried: {names}.", names=names)
            controls.append(widgets.HTML(Markup("<p>{}</p>").format(text)))
        layout = {"width": "25.5em", "margin": "0 1.5em 1em 0"}
        return widgets.VBox([*controls, self.reset], layout=layout)

    def _heading(self, text: str) -> Any:
        return self._widgets.HTML(Markup("<h3>{}</h3>").format(text))
