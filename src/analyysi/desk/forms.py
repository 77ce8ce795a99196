"""The entries of a method's or a step's parameters as widgets, each with its label, and with the
sentence of its fault below it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from markupsafe import Markup
from pydantic import ValidationError

from analyysi.agreement.values import Frozen
from analyysi.desk.entries import fault_in_words
from analyysi.desk.fields import (
    Chosen,
    Field,
    Groups,
    Kind,
    Nested,
    PerName,
    Series,
    Single,
    fields_of,
)
from analyysi.desk.typed_parameters import NOTHING, as_typed, parameters_by_name, read_typed
from analyysi.messages import Message
from analyysi.report.language.wording import Wording

Model = TypeVar("Model", bound=Frozen)

BUTTON = {"width": "auto", "align_self": "flex-start"}
"""How wide a button is: as its words."""


@dataclass(frozen=True)
class Surroundings:
    """What forms are made of and for: the widgets, the reader's words, and the names that there
    are.
    """

    widgets: Any
    words: Wording
    names: Mapping[Kind, Mapping[str, str]]
    """Keys, keys of claims and payers, each to what it is called."""
    changed: Callable[[Any], None]
    """What is called when an entry has changed."""

    def stacked(self, widget: Any) -> Any:
        """Let a control have its label above it, in lines as long as they need."""
        widget.add_class("stacked")
        widget.layout.width = "98%"
        widget.style.description_width = "auto"
        return widget

    def text(self, label: str, text: str = "") -> Any:
        """Return an entry for text that is read when it is left or confirmed."""
        entry = self.widgets.Text(value=text, description=label, continuous_update=False)
        entry = self.stacked(entry)
        entry.observe(self.changed, names="value")
        return entry

    def choice(self, label: str, options: Sequence[tuple[str, Any]], chosen: Any = None) -> Any:
        """Return a list of which one is chosen: the first, if `chosen` is not among them."""
        entry = self.stacked(self.widgets.Dropdown(description=label, options=options))
        if chosen is not None and chosen in [option for _, option in options]:
            entry.value = chosen
        entry.observe(self.changed, names="value")
        return entry

    def box(self, label: str, ticked: bool) -> Any:
        """Return a box to tick."""
        entry = self.widgets.Checkbox(
            value=ticked, description=label, indent=False, layout={"width": "98%"}
        )
        entry.observe(self.changed, names="value")
        return entry

    def folded(self, label: str, children: Sequence[Any], opened: bool) -> Any:
        """Return entries under a heading that opens them."""
        inner = self.widgets.VBox(list(children))
        return self.widgets.Accordion(
            children=[inner],
            titles=(label,),
            selected_index=0 if opened else None,
            layout={"width": "98%"},
        )

    def alert(self) -> Any:
        """Return the empty place of a fault."""
        return self.widgets.HTML(layout={"display": "none"})

    def put(self, alert: Any, fault: Message | None) -> None:
        """Say a fault in its place, or take it away."""
        text = "" if fault is None else self.words.of(fault)
        alert.value = Markup('<p class="fault" role="alert">{}</p>').format(text) if text else ""
        alert.layout.display = None if text else "none"


class Entry(ABC):
    """One parameter: its controls, and the sentence of its fault."""

    def __init__(self, field: Field, around: Surroundings, content: Any) -> None:
        self.field, self.around = field, around
        self.label = around.words.of(field.words)
        self.alert = around.alert()
        self.box = around.widgets.VBox([*self.controls(content), self.alert])

    @abstractmethod
    def controls(self, content: Any) -> list[Any]:
        """Make the controls, with a content in them (None: nothing)."""

    @abstractmethod
    def read(self) -> Any | Message:
        """Return what stands in the controls, `NOTHING`, or what is wrong with it."""

    def say(self, fault: Message | None, place: Sequence[str | int] = ()) -> None:
        """Say what is wrong, or that nothing is."""
        self.around.put(self.alert, fault)

    def labelled(self, kind: Kind) -> str:
        """Return the label with the unit of what is entered."""
        units = {Kind.SHARE: "%", Kind.AMOUNT: self.around.words.sign}
        return f"{self.label}, {units[kind]}" if kind in units else self.label


class _SingleEntry(Entry):
    def controls(self, content: Any) -> list[Any]:
        self.kind = self.field.shape.kind  # type: ignore[union-attr]
        names = self.around.names.get(self.kind)
        if names is None:
            text = as_typed(self.field, content, self.around.words) or ""
            self.control = self.around.text(self.labelled(self.kind), text)
            return [self.control]
        options: list[tuple[str, Any]] = [(title, name) for name, title in names.items()]
        # A key is a choice among few; that a payer is the first of its list says nothing.
        if not self.field.required or self.kind is Kind.PAYER or not options:
            options = [("–", None), *options]
        self.control = self.around.choice(self.label, options, content)
        return [self.control]

    def read(self) -> Any | Message:
        return read_typed(self.field, self.control.value, self.around.words)


class _SeriesEntry(Entry):
    def controls(self, content: Any) -> list[Any]:
        self.kind = self.field.shape.kind  # type: ignore[union-attr]
        several = self.around.words.say("separated by semicolons")
        label = f"{self.labelled(self.kind)} ({several})"
        typed = as_typed(self.field, content, self.around.words)
        self.control = self.around.text(label, typed or "")
        return [self.control]

    def read(self) -> Any | Message:
        return read_typed(self.field, self.control.value, self.around.words)


class _PerNameEntry(Entry):
    def controls(self, content: Any) -> list[Any]:
        shape: Any = self.field.shape
        self.kind = shape.kind
        names = self.around.names[shape.of]
        texts = as_typed(self.field, content, self.around.words) or {}
        self.entries = {
            name: self.around.text(title, texts.get(name, "")) for name, title in names.items()
        }
        opened = bool(content) or self.field.required or shape.of is not Kind.PAYER
        label = self.labelled(self.kind)
        return [self.around.folded(label, list(self.entries.values()), opened)]

    def read(self) -> Any | Message:
        typed = {name: entry.value for name, entry in self.entries.items()}
        return read_typed(self.field, typed, self.around.words)


class _ChosenEntry(Entry):
    def controls(self, content: Any) -> list[Any]:
        shape: Any = self.field.shape
        names = self.around.names[shape.of]
        self.boxes = {
            name: self.around.box(title, name in (content or ())) for name, title in names.items()
        }
        opened = bool(content) or self.field.required
        return [self.around.folded(self.label, list(self.boxes.values()), opened)]

    def read(self) -> Any | Message:
        chosen = tuple(name for name, box in self.boxes.items() if box.value)
        return read_typed(self.field, chosen, self.around.words)


class _GroupsEntry(Entry):
    def controls(self, content: Any) -> list[Any]:
        shape: Any = self.field.shape
        names, say = self.around.names[shape.of], self.around.words.say
        numbers = range(1, len(names) + 1)
        options: list[tuple[str, Any]] = [("–", None)]
        options += [(say("group {number}", number=str(number)), number) for number in numbers]
        number_of = as_typed(self.field, content, self.around.words) or {}
        self.entries = {
            name: self.around.choice(title, options, number_of.get(name))
            for name, title in names.items()
        }
        return [self.around.folded(self.label, list(self.entries.values()), opened=True)]

    def read(self) -> Any | Message:
        typed = {name: entry.value for name, entry in self.entries.items()}
        return read_typed(self.field, typed, self.around.words)


class _NestedEntry(Entry):
    def controls(self, content: Any) -> list[Any]:
        shape: Any = self.field.shape
        self.form = Form(shape.fields, self.around, parameters_by_name(content))
        opened = bool(content) or self.field.required
        return [self.around.folded(self.label, [self.form.box], opened)]

    def read(self) -> Any | Message:
        content = self.form.read()
        if isinstance(content, Message) or content or self.field.required:
            return content
        return NOTHING

    def say(self, fault: Message | None, place: Sequence[str | int] = ()) -> None:
        self.form.say(fault, place)


ENTRIES: dict[type, type[Entry]] = {
    Single: _SingleEntry,
    Series: _SeriesEntry,
    PerName: _PerNameEntry,
    Chosen: _ChosenEntry,
    Groups: _GroupsEntry,
    Nested: _NestedEntry,
}
"""What is shown for each shape of a parameter."""


class Form:
    """The entries of parameters, in the order of their fields."""

    def __init__(
        self, fields: Sequence[Field], around: Surroundings, contents: Mapping[str, Any]
    ) -> None:
        self.around = around
        self.entries = {
            field.name: ENTRIES[type(field.shape)](
                field, around, contents.get(field.name, field.default)
            )
            for field in fields
        }
        self.alert = around.alert()
        boxes = [entry.box for entry in self.entries.values()]
        self.box = around.widgets.VBox([*boxes, self.alert])

    def read(self) -> dict[str, Any] | Message:
        """Return what stands in the entries, without those left empty; or the first fault. Each
        fault is said at its entry.
        """
        self.around.put(self.alert, None)
        contents, first = {}, None
        for name, entry in self.entries.items():
            content = entry.read()
            faulty = isinstance(content, Message)
            # What is wrong within parameters has been said there.
            if not isinstance(entry, _NestedEntry):
                entry.say(content if faulty else None)
            if faulty:
                first = first or Message("{name}: {fault}", {"name": entry.label, "fault": content})
            elif content is not NOTHING:
                contents[name] = content
        return contents if first is None else first

    def kept(self) -> dict[str, Any]:
        """Return what stands in the entries and is without fault, for a form that replaces this."""
        contents = {}
        for name, entry in self.entries.items():
            if isinstance(entry, _NestedEntry):
                content: Any = entry.form.kept() or NOTHING
            else:
                content = entry.read()
            if not isinstance(content, Message) and content is not NOTHING:
                contents[name] = content
        return contents

    def say(self, fault: Message | None, place: Sequence[str | int] = ()) -> None:
        """Say a fault at the entry where it is, or below all of them."""
        entry = self.entries.get(str(place[0])) if place else None
        if entry is None:
            self.around.put(self.alert, fault)
        else:
            entry.say(fault, place[1:])

    def parameters(self, model: type[Model]) -> Model | Message:
        """Return what stands in the entries as checked parameters, or the first fault."""
        contents = self.read()
        if isinstance(contents, Message):
            return contents
        try:
            return model.model_validate(contents)
        except ValidationError as error:
            faults = [(fault_in_words(dict(fault)), fault["loc"]) for fault in error.errors()]
        for fault, place in faults:
            self.say(fault, place)
        return faults[0][0]


def form_of(
    model: type[Frozen], around: Surroundings, parameters: Frozen | Mapping[str, Any] | None = None
) -> Form:
    """Return the form of a method's or a step's parameters, filled with those given."""
    return Form(fields_of(model), around, parameters_by_name(parameters))
