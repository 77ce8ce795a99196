"""The desk in JupyterLab: controls on the left, the shares and their picture on the right, the
draft below.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from fractions import Fraction
from functools import partial
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from babel.numbers import get_decimal_symbol, get_group_symbol
from markupsafe import Markup

from analyysi.allocation.methods import in_parts
from analyysi.comparison.case import Variant, load_year
from analyysi.comparison.history import SharedYear, earlier_years, shared_year
from analyysi.comparison.participants import participant
from analyysi.desk import saving, view
from analyysi.desk.entries import amount_of, weight_of
from analyysi.desk.trial import (
    EQUAL,
    Trial,
    in_percent,
    mixed,
    outsiders,
    parts_of,
    try_out,
    variants,
)
from analyysi.errors import ReportError
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.messages import KeyName, Listing, Message, Money, PayerName
from analyysi.project import find_project
from analyysi.report.extremes import extremes
from analyysi.report.language.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandas import DataFrame

_UNITS = (1, 5, 100, 1000, 10_000)
"""Rounding units that are offered, in cents, besides that of the terms."""

_LABELS, _LONG_LABELS = {"description_width": "11.5em"}, {"description_width": "17em"}

_OWN = -1
"""The place of the analyst's own mix among the ways of sharing."""


class Desk:
    """One year's terms on a desk, where the analyst tries others. The year's own files are never
    changed.

    Parameters
    ----------
    project
        The project's folder; empty means the one that the notebook lies in.
    agreement, year
        Whose terms the trials start from.
    language
        One of `LANGUAGES`.
    municipality
        A participant's name or code, whose row is marked; empty means nobody's.

    Raises
    ------
    AnalyysiError
        If there are no such terms, or something in them or in their figures is at fault.
    """

    def __init__(
        self,
        project: str = "",
        *,
        agreement: str,
        year: int,
        language: str = MAIN_LANGUAGE,
        municipality: str = "",
    ) -> None:
        self.project = find_project(project)
        self.case = load_year(self.project, agreement, year)
        self.words = Wording(language, self.case)
        self.focus = (
            participant(self.case.agreement, self.case.terms, municipality)
            if municipality
            else None
        )
        self.own = shared_year(self.case)
        history = earlier_years(self.project, self.case)
        self.previous = history[-1] if history else None
        self.tried: SharedYear | None = self.own
        """The trial as it stands; None while something in the controls is at fault."""
        self.fault = ""
        """What is wrong with the controls, in one sentence; empty if nothing is."""
        self._variants = variants(self.case)
        self._joiners, self._unknown = outsiders(self.case)
        self._quiet = False
        self._widgets: Any = _widgets()
        self._make()
        self._update()

    def show(self) -> Any:
        """Return the desk as a widget, for the last line of a cell."""
        return self.box

    def frame(self) -> DataFrame:
        """Return the trial as it stands for pandas: a row per payer, exact cents as whole numbers.

        Raises
        ------
        ReportError
            If something in the controls is at fault, so that there are no shares.
        """
        from pandas import DataFrame, Index

        if self.tried is None:
            raise ReportError(self.fault)
        codes = view.payers_of(self.tried, self.own)
        changes = view.changes_of(self.tried, self.own)
        return DataFrame(
            {
                "payer": [self.words.payer(code) for code in codes],
                "amount_cents": [self.tried.cents.get(code, 0) for code in codes],
                "terms_cents": [self.own.cents.get(code, 0) for code in codes],
                "change_cents": [changes[code] for code in codes],
            },
            index=Index(codes, name="payer_code"),
        )

    # The controls

    def _make(self) -> None:
        widgets, say, case = self._widgets, self.words.say, self.case
        wide, style = {"width": "98%"}, _LABELS
        self.total = widgets.Text(
            description=f"{say('Total cost')}, €", continuous_update=False, layout=wide, style=style
        )
        units = sorted({*_UNITS, case.terms.rounding.unit})
        self.unit = widgets.Dropdown(
            description=say("Rounding unit"),
            options=[(self.words.of(Money(unit, 2)), unit) for unit in units],
            layout=wide,
            style=style,
        )
        titles = [
            self.words.title(variant.method.title(variant.parameters)) for variant in self._variants
        ]
        titles[0] = self.words.title(Message("{title} (chosen)", {"title": titles[0]}))
        options = [
            *((title, place) for place, title in enumerate(titles)),
            (say("A mix of your own"), _OWN),
        ]
        self.way = widgets.Dropdown(
            description=say("Way of sharing"), options=options, layout=wide, style=style
        )
        self.weights = {
            key: widgets.Text(
                description=title, continuous_update=False, layout=wide, style=_LONG_LABELS
            )
            for key, title in self._parts().items()
        }
        heading = f"{say('Weights of the mix')}, %"
        self._mix = widgets.VBox([self._heading(heading), *self.weights.values()])
        self.payers = {
            code: widgets.Checkbox(description=self._name(code), indent=False, layout=wide)
            for code in (*case.terms.participants, *self._joiners)
        }
        self.reset = widgets.Button(
            description=say("Restore the chosen split"), layout={"width": "auto"}
        )
        self.status, self.table, self.picture, self.saved = (widgets.HTML() for _ in range(4))
        self.year = widgets.IntText(
            value=saving.next_free_year(self.project, case.agreement.id, case.terms.year),
            description=say("Year"),
            layout={"width": "12em"},
            style={"description_width": "4em"},
        )
        self.save = widgets.Button(
            description=say("Save as terms"), button_style="primary", layout={"width": "auto"}
        )
        self.box = self._laid_out()
        self._restore()
        for control in (self.total, self.unit, *self.weights.values(), *self.payers.values()):
            control.observe(self._changed, names="value")
        self.way.observe(self._way_changed, names="value")
        self.reset.on_click(self._reset)
        self.save.on_click(self._save)

    def _parts(self) -> dict[str, str]:
        """Return what a mix may be made of, by the key's name, as it is called."""
        equal, nothing = in_parts({None: Fraction(1)})
        titles = {EQUAL: equal.title(nothing)}
        for variant in self._variants:
            if variant.only_key is not None:
                key = variant.only_key
                titles[key] = Message("{key}", {"key": KeyName(key)})
        return {name: self.words.title(title) for name, title in titles.items()}

    def _name(self, code: str) -> str:
        name = self.words.payer(code)
        return (
            name
            if code in self.case.terms.participants
            else f"{name} ({self.words.say('outside')})"
        )

    def _laid_out(self) -> Any:
        widgets, say = self._widgets, self.words.say
        who = (
            say("Participating municipalities")
            if self.words.municipal
            else say("Participating payers")
        )
        controls = [
            self.total,
            self.unit,
            self.way,
            self._mix,
            self._heading(who),
            *self.payers.values(),
        ]
        if self._unknown:
            names = Listing([PayerName(code) for code in self._unknown])
            controls.append(
                self._paragraph(
                    say("Figures are lacking, so it cannot be tried: {names}.", names=names)
                )
            )
        left = widgets.VBox(
            [*controls, self.reset], layout={"width": "25.5em", "margin": "0 1.5em 1em 0"}
        )
        right = widgets.VBox(
            [self.status, self.table, self.picture], layout={"flex": "1 1 32em", "min_width": "0"}
        )
        intro = say(
            "The trial is written to a new file, as a draft that nobody has decided on. The "
            "present terms stay as "
            "they are."
        )
        below = widgets.VBox(
            [
                self._heading(say("Save as terms")),
                self._paragraph(intro),
                widgets.HBox([self.year, self.save]),
            ]
        )
        style = widgets.HTML(
            f"<style>{(files('analyysi.desk') / 'desk.css').read_text(encoding='utf-8')}</style>"
        )
        top = widgets.HBox([left, right], layout={"flex_flow": "row wrap"})
        box = widgets.VBox([style, top, below, self.saved])
        box.add_class("analyysi-desk")
        return box

    def _heading(self, text: str) -> Any:
        return self._widgets.HTML(Markup("<h3>{}</h3>").format(text))

    def _paragraph(self, text: str) -> Any:
        return self._widgets.HTML(Markup("<p>{}</p>").format(text))

    # What happens

    def _changed(self, change: Mapping[str, Any]) -> None:
        if not self._quiet:
            self._update()

    def _way_changed(self, change: Mapping[str, Any]) -> None:
        if self._quiet:
            return
        if self.way.value != _OWN:
            with self._quietly():
                self._fill_weights(self._variants[self.way.value])
        self._update()

    def _reset(self, button: object) -> None:
        self._restore()
        self._update()

    def _restore(self) -> None:
        terms = self.case.terms
        with self._quietly():
            self.total.value = self.words.numbers.plain(Fraction(terms.total.value, 100), 2)
            self.unit.value = terms.rounding.unit
            self.way.value = 0
            for code, box in self.payers.items():
                box.value = code in terms.participants
            self._fill_weights(self._variants[0])

    def _fill_weights(self, variant: Variant) -> None:
        """Let a mix of one's own begin from the way that was chosen last."""
        parts = parts_of(variant)
        for key, entry in self.weights.items():
            if parts is not None:
                entry.value = self._written(parts.get(key, Fraction(0)))

    def _written(self, weight: Fraction) -> str:
        return self.words.of(in_percent(weight)).removesuffix("%").strip()

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Set several controls without a trial after each."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _update(self) -> None:
        self._mix.layout.display = None if self.way.value == _OWN else "none"
        self.saved.value = ""
        trial = self._read()
        if isinstance(trial, Message):
            self._show_fault(trial)
            return
        tried = try_out(self.case, trial)
        if isinstance(tried, Message):
            self._show_fault(tried)
            return
        self.tried, self.fault, self.save.disabled = tried, "", False
        self._show(tried)

    def _show_fault(self, fault: Message) -> None:
        """Say what is wrong, without a table: the last good one would be taken for what now stands
        in the controls.
        """
        self.tried, self.fault, self.save.disabled = None, self.words.of(fault), True
        self.table.value = self.picture.value = ""
        self.status.value = Markup('<p class="fault" role="alert">{}</p>').format(self.fault)

    def _show(self, tried: SharedYear) -> None:
        words = Wording(self.words.language, tried.case)
        say = words.say
        lines = [say("This is a trial, not a decision."), view.sums(tried, words)]
        if tried.cents == self.own.cents:
            lines.append(say("The shares are those of the chosen split."))
        self.status.value = Markup('<p class="trial" role="status">{}</p>').format(" ".join(lines))
        self.table.value = view.shares(tried, self.own, self.previous, words, self.focus).html()
        self.picture.value = view.picture(tried, self.own, words, self.focus).html()

    # What stands in the controls

    def _read(self) -> Trial | Message:
        locale = self.words.numbers.locale
        total = amount_of(self.total.value, get_decimal_symbol(locale), get_group_symbol(locale))
        if not total:
            example = self.words.numbers.plain(Fraction(self.case.terms.total.value, 100), 2)
            return Message("Write a sum above zero in this form: {example}", {"example": example})
        variant = self._mixed() if self.way.value == _OWN else self._variants[self.way.value]
        if isinstance(variant, Message):
            return variant
        payers = tuple(code for code, box in self.payers.items() if box.value)
        return Trial(total, variant.method.name, variant.parameters, payers, self.unit.value)

    def _mixed(self) -> Variant | Message:
        weights = {}
        for key, entry in self.weights.items():
            weight = weight_of(entry.value)
            if weight is None:
                return Message(
                    "Give each weight in per cent, such as {decimal}, or as a part of the whole, "
                    "such as {fraction}.",
                    {"decimal": in_percent(Fraction(1, 8)), "fraction": "1/3"},
                )
            weights[key] = weight
        return mixed(weights)

    # The draft

    def _save(self, button: object) -> None:
        if self.tried is None:
            return
        saved = saving.save(self.project, self.case, self.tried, self.year.value)
        if isinstance(saved, Message):
            text = self.words.of(saved)
            self.saved.value = Markup('<p class="fault" role="alert">{}</p>').format(text)
            return
        self.saved.value = self._saved_html(saved, self.tried)

    def _saved_html(self, saved: saving.Saved, tried: SharedYear) -> Markup:
        words = Wording(self.words.language, saved.shared.case)
        say, shared = words.say, saved.shared
        lines = [say("The draft was saved: {path}", path=saved.path)]
        changes = {
            code: cents - tried.cents[code]
            for code, cents in shared.cents.items()
            if code in tried.cents
        }
        if shared.cents == tried.cents:
            lines.append(
                say(
                    "By the draft the shares of {year} are those of the trial.",
                    year=str(shared.year),
                )
            )
        else:
            lines.append(
                say(
                    "The draft has moved on to {year}, with newer figures or a later stage of a "
                    "step. Compared with "
                    "the trial: {extremes}.",
                    year=str(shared.year),
                    extremes=extremes(changes),
                )
            )
        command = f"analyysi report {self.case.agreement.id} {shared.year}"
        command += "" if words.language == MAIN_LANGUAGE else f" --language {words.language}"
        paragraph = partial(Markup("<p>{}</p>").format)
        status = Markup('<div class="trial" role="status">{}</div>')
        return status.format(
            Markup("").join(
                [
                    *(paragraph(line) for line in lines),
                    paragraph(
                        Markup("{} <code>{}</code>").format(
                            say("This command makes its report:"), command
                        )
                    ),
                ]
            )
        )


def _widgets() -> Any:
    """Return ipywidgets, which only the desk needs."""
    try:
        return import_module("ipywidgets")
    except ImportError as error:
        raise ReportError(
            "The desk needs ipywidgets, which is not installed: give pip install 'analyysi[lab]', "
            "or start JupyterLab "
            "with make lab."
        ) from error
