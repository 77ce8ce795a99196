"""The ways of sharing that the desk offers: those compared on the terms, as they are, and every
method that applies, with its parameters to choose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from analyysi.allocation.method import Method
from analyysi.allocation.methods import METHODS, Mix
from analyysi.comparison.case import Case, Variant
from analyysi.desk.fields import fields_of
from analyysi.desk.forms import ENTRIES, Form, Surroundings, form_of
from analyysi.desk.trial import EQUAL, methods_to_choose, mixed_of, parts_of, variants
from analyysi.errors import ReportError
from analyysi.messages import Listing, Message
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import key_changes


def method_name(method: Method) -> Message:
    """Return what a method is called before its parameters are chosen: its family, or its own title
    where others are of the family too.
    """
    families = Counter(row.family.text for row in METHODS.values())
    if families[method.family.text] == 1:
        return method.family
    return method.title(method.parameters.model_construct())


class Ways:
    """A list of ways of sharing, and below it the rule of the chosen one or its parameters."""

    def __init__(self, around: Surroundings, case: Case) -> None:
        self.around = around
        self.form: Form | None = None
        self._offered: list[Variant | Method] = []
        self._further: list[Variant] = []
        """Ways of sharing of trials that were opened."""
        self._before: Variant = case.chosen
        self.control = around.stacked(
            around.widgets.Dropdown(description=around.words.say("Way of sharing"))
        )
        self.rule, self._place = around.widgets.HTML(), around.widgets.VBox()
        self.note = around.widgets.HTML()
        self.box = around.widgets.VBox([self.control, self._place, self.rule, self.note])
        self.control.observe(self._chosen, names="value")
        self.offer(around, case)
        self.choose(0)

    @property
    def offered(self) -> tuple[Variant | Method, ...]:
        """Return what is offered: the chosen split of the terms first."""
        return tuple(self._offered)

    def offer(self, around: Surroundings, case: Case) -> None:
        """Offer what a case has, keeping what is chosen and entered."""
        chosen = self._offered[self.control.index] if self.control.index is not None else None
        contents = self.form.kept() if self.form is not None else {}
        self.around, words = around, around.words
        compared = variants(case)
        titles = [words.title(variant.method.title(variant.parameters)) for variant in compared]
        titles[0] = words.title(Message("{title} (chosen)", {"title": titles[0]}))
        further = [variant for variant in self._further if variant not in compared]
        titles += [
            words.say(
                "{title} (saved trial)",
                title=words.title(variant.method.title(variant.parameters)),
            )
            for variant in further
        ]
        methods, in_files = _entered_and_not(methods_to_choose(case))
        for method in methods:
            title = words.title(method_name(method))
            titles.append(words.say("{title} (choose below)", title=title))
        self._offered = [*compared, *further, *methods]
        self.note.value = _in_files(in_files, words)
        self.control.options = [(title, place) for place, title in enumerate(titles)]
        if chosen is not None:
            # What was compared stays so: keys are only ever added.
            self.control.value = self._offered.index(chosen)
            self._show_form(contents)

    def choose(self, place: int) -> None:
        """Choose one of those offered."""
        self.control.value = place
        self._show_form({})

    def put(self, around: Surroundings, case: Case, variant: Variant) -> None:
        """Choose the way of sharing of a trial that was opened, which is then offered too."""
        self._further = [variant]
        self.offer(around, case)
        self.choose(self._offered.index(variant))

    def read(self) -> Variant | Message:
        """Return the way of sharing as it stands, or what is wrong with it."""
        self.rule.value = ""
        variant = self._read()
        if isinstance(variant, Variant):
            self._before = variant
            title = self.around.words.title(variant.method.title(variant.parameters))
            words = self.around.words
            changes = key_changes(words.case, variant.key_names, words)
            rule = " ".join([words.of(variant.method.rule(variant.parameters)), *changes])
            self.rule.value = Markup("<p><strong>{}.</strong> {}</p>").format(title, rule)
        return variant

    def _read(self) -> Variant | Message:
        offered = self._offered[self.control.value]
        if isinstance(offered, Variant):
            return offered
        assert self.form is not None
        if offered.parameters is not Mix:
            parameters = self.form.parameters(offered.parameters)
            if isinstance(parameters, Message):
                return parameters
            return Variant(offered, parameters)
        contents = self.form.read()
        if isinstance(contents, Message):
            return contents
        variant = mixed_of(contents)
        self.form.say(variant if isinstance(variant, Message) else None)
        return variant

    def _chosen(self, change: Mapping[str, Any]) -> None:
        # The trial is computed from the parameters of the new choice.
        self._show_form({})
        self.around.changed(change)

    def _show_form(self, contents: Mapping[str, Any]) -> None:
        offered = self._offered[self.control.value]
        self.form = None
        if not isinstance(offered, Variant):
            self.form = form_of(offered.parameters, self.around, contents or self._start(offered))
        self._place.children = [] if self.form is None else [self.form.box]

    def _start(self, method: Method) -> Any:
        """Let the parameters begin from the way of sharing that stood there last, as far as they
        fit.
        """
        if self._before.method.name == method.name:
            return self._before.parameters
        parts = parts_of(self._before)
        if method.parameters is not Mix or parts is None:
            return None
        keys = {key: weight for key, weight in parts.items() if key != EQUAL}
        return Mix.model_construct(equal=parts.get(EQUAL, Fraction(0)), keys=keys)


def _entered_and_not(methods: Iterable[Method]) -> tuple[list[Method], list[Method]]:
    """Return the methods whose parameters the desk has entries and words for, and the others: those
    with lists of parameters, and rules of one's own that lack words.
    """
    entered: list[Method] = []
    others: list[Method] = []
    for method in methods:
        try:
            shapes = {type(field.shape) for field in fields_of(method.parameters)}
        except ReportError:
            others.append(method)
        else:
            (entered if shapes <= ENTRIES.keys() else others).append(method)
    return entered, others


def _in_files(methods: Sequence[Method], words: Wording) -> str:
    """Say which ways of sharing can be chosen in a file of terms only."""
    if not methods:
        return ""
    names = Listing([method_name(method) for method in methods])
    text = words.say(
        "These are written in the file of the year's terms, and cannot be filled in here: {names}.",
        names=names,
    )
    return Markup("<p>{}</p>").format(text)
