"""The steps around the method, in their order: entered, added, moved and taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from analyysi.agreement.values import Frozen
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.desk.forms import BUTTON, Form, Surroundings, form_of
from analyysi.messages import Message

Steps = tuple[tuple[Step, Frozen], ...]


@dataclass
class _Row:
    """A step that is tried: its form, and where its rule is said."""

    step: Step
    form: Form
    rule: Any


class StepList:
    """The steps of a trial, outermost first, and the list from which further ones are added.

    `start` returns what the parameters of an added step begin with.
    """

    def __init__(
        self, around: Surroundings, start: Callable[[Step], Mapping[str, Any]], steps: Steps
    ) -> None:
        self.around, self._start = around, start
        self.rows: list[_Row] = []
        say, widgets = around.words.say, around.widgets
        options = [(around.words.title(step.title), name) for name, step in STEPS.items()]
        # What is chosen here does not count until it is added.
        self.choice = around.stacked(
            widgets.Dropdown(description=say("Step to add"), options=options)
        )
        self.add = widgets.Button(description=say("Add the step"), layout=BUTTON)
        self.add.on_click(self._add)
        self._place = widgets.VBox()
        self.box = widgets.VBox([self._place, self.choice, self.add])
        self.fill(steps)

    def fill(self, steps: Steps) -> None:
        """Let these be the steps."""
        self.rows = [self._row(step, parameters) for step, parameters in steps]
        self._show()

    def renew(self, around: Surroundings) -> None:
        """Offer the names of other surroundings, keeping what is entered."""
        self.around = around
        self.rows = [self._row(row.step, row.form.kept()) for row in self.rows]
        self._show()

    def read(self) -> Steps | Message:
        """Return the steps as they stand, or the first fault; each fault is said at its entry."""
        steps, first = [], None
        for row in self.rows:
            parameters = row.form.parameters(row.step.parameters)
            row.rule.value = ""
            if isinstance(parameters, Message):
                title = self.around.words.title(row.step.title)
                first = first or Message("{name}: {fault}", {"name": title, "fault": parameters})
                continue
            rule = self.around.words.of(row.step.rule(parameters))
            row.rule.value = Markup("<p>{}</p>").format(rule)
            steps.append((row.step, parameters))
        return tuple(steps) if first is None else first

    def _row(self, step: Step, parameters: Frozen | Mapping[str, Any]) -> _Row:
        form = form_of(step.parameters, self.around, parameters)
        return _Row(step, form, self.around.widgets.HTML())

    def _show(self) -> None:
        say, widgets = self.around.words.say, self.around.widgets
        if not self.rows:
            self._place.children = [widgets.HTML(Markup("<p>{}</p>").format(say("No steps.")))]
            return
        boxes = []
        for place, row in enumerate(self.rows):
            title = self.around.words.title(row.step.title)
            heading = widgets.HTML(Markup("<h4>{}. {}</h4>").format(place + 1, title))
            buttons = [
                self._button(say("Move up"), title, partial(self._move, place, -1), place == 0),
                self._button(
                    say("Move down"),
                    title,
                    partial(self._move, place, 1),
                    place == len(self.rows) - 1,
                ),
                self._button(say("Take away"), title, partial(self._remove, place), False),
            ]
            box = widgets.VBox([heading, row.rule, row.form.box, widgets.HBox(buttons)])
            box.add_class("step")
            boxes.append(box)
        self._place.children = boxes

    def _button(self, words: str, title: str, act: Callable[[Any], None], disabled: bool) -> Any:
        button = self.around.widgets.Button(
            description=words,
            tooltip=f"{words}: {title}",
            disabled=disabled,
            layout=BUTTON,
        )
        button.on_click(act)
        return button

    def _add(self, button: object) -> None:
        step = STEPS[self.choice.value]
        self.rows.append(self._row(step, self._start(step)))
        self._acted()

    def _move(self, place: int, by: int, button: object) -> None:
        self.rows.insert(place + by, self.rows.pop(place))
        self._acted()

    def _remove(self, place: int, button: object) -> None:
        del self.rows[place]
        self._acted()

    def _acted(self) -> None:
        self._show()
        self.around.changed(None)


def last_year_of(cents: Mapping[str, int], source: str, payers: Sequence[str]) -> Mapping[str, Any]:
    """Return the parameters that hold last year's shares, for the steps that have them."""
    return {"last_year": {code: cents[code] for code in payers if code in cents}, "source": source}
