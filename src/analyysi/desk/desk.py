"""The desk in JupyterLab: controls on the left, the shares and their picture on the right, the
draft and the report below.
"""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from analyysi.comparison.case import load_year
from analyysi.comparison.history import SharedYear, earlier_years, shared_year
from analyysi.comparison.participants import participant
from analyysi.desk import outcome, reporting, saving, view
from analyysi.desk.controls import Controls, Start
from analyysi.desk.forms import BUTTON
from analyysi.desk.offered_keys import OfferedKey, offered_keys, with_key
from analyysi.desk.run_of_trial import Asked
from analyysi.desk.trial import try_out
from analyysi.errors import ReportError
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.messages import Message
from analyysi.project import find_project
from analyysi.report.language.wording import Wording
from analyysi.report.papers.paper_table import DEFAULT_FORMAT, PAPERS, PaperFile

if TYPE_CHECKING:
    from pandas import DataFrame


class Desk:
    """One year's terms on a desk, where the analyst tries others. The year's own files are never
    changed, unless the desk itself wrote them.

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
        """The terms with the keys that were added at the desk."""
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
        self._widgets: Any = _widgets()
        start = Start(self.case, self.previous, offered_keys(self.project, self.case))
        self.controls = Controls(self._widgets, self.words, start, self._update, self._take_key)
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

    # What is shown

    def _make(self) -> None:
        widgets, say = self._widgets, self.words.say
        self.status, self.table, self.picture, self.saved, self.made = (
            widgets.HTML() for _ in range(5)
        )
        self.year = widgets.IntText(
            value=self._year_to_save(),
            description=say("Year"),
            layout={"width": "12em"},
            style={"description_width": "4em"},
        )
        self.save = widgets.Button(
            description=say("Save as terms"), button_style="primary", layout=BUTTON
        )
        self.report = widgets.Button(
            description=say("Make the report"), button_style="primary", layout=BUTTON
        )
        self.papers = {name: self._paper(name) for name in PAPERS if self._files_of(name)}
        self.links = widgets.Output()
        self.box = self._laid_out()
        self.save.on_click(self._save)
        self.report.on_click(self._report)

    def _files_of(self, name: str) -> tuple[PaperFile, ...]:
        """Return the files of a paper for this desk: without a seat there is no agenda item."""
        return PAPERS[name].files_for(self.case.agreement, self.focus or "")

    def _paper(self, name: str) -> Any:
        labels = [file.label(self.words) for file in self._files_of(name)]
        return self._widgets.Checkbox(
            value=name == DEFAULT_FORMAT,
            description=", ".join(labels),
            indent=False,
            layout={"width": "auto", "margin": "0 1.5em 0 0"},
        )

    def _laid_out(self) -> Any:
        widgets, say = self._widgets, self.words.say
        shown = [self.status, self.table, self.picture]
        right = widgets.VBox(shown, layout={"flex": "1 1 32em", "min_width": "0"})
        saving_intro = say(
            "The trial is written to a file of its own, as a draft that nobody has decided on. "
            "Only a draft that the desk saved itself, and nobody has changed since, is written "
            "over."
        )
        report_intro = say(
            "The report is that of what stands above. It says that it is a trial. What a trial "
            "report cannot say, such as other steps, is first saved as the draft of the year above."
        )
        below = widgets.VBox(
            [
                self._heading(say("Save as terms")),
                self._paragraph(saving_intro),
                widgets.HBox([self.year, self.save]),
                self.saved,
                self._heading(say("Make the report")),
                self._paragraph(report_intro),
                widgets.HBox(list(self.papers.values()), layout={"flex_flow": "row wrap"}),
                self.report,
                self.made,
                self.links,
            ]
        )
        style = (files("analyysi.desk") / "desk.css").read_text(encoding="utf-8")
        top = widgets.HBox([self.controls.box, right], layout={"flex_flow": "row wrap"})
        box = widgets.VBox([widgets.HTML(f"<style>{style}</style>"), top, below])
        box.add_class("analyysi-desk")
        return box

    def _heading(self, text: str) -> Any:
        return self._widgets.HTML(Markup("<h3>{}</h3>").format(text))

    def _paragraph(self, text: str) -> Any:
        return self._widgets.HTML(Markup("<p>{}</p>").format(text))

    def _update(self) -> None:
        self.saved.value = self.made.value = ""
        self.links.outputs = ()
        trial = self.controls.read()
        tried = trial if isinstance(trial, Message) else try_out(self.case, trial)
        if isinstance(tried, Message):
            self._show_fault(tried)
            return
        self.tried, self.fault = tried, ""
        self.save.disabled = self.report.disabled = False
        self._show(tried)

    def _show_fault(self, fault: Message) -> None:
        """Say what is wrong, without a table: the last good one would be taken for what now stands
        in the controls.
        """
        self.tried, self.fault = None, self.words.of(fault)
        self.save.disabled = self.report.disabled = True
        self.table.value = self.picture.value = ""
        self.status.value = outcome.fault(self.words, fault)

    def _show(self, tried: SharedYear) -> None:
        words = Wording(self.words.language, tried.case)
        say = words.say
        lines = [say("This is a trial, not a decision."), view.sums(tried, words)]
        if tried.cents == self.own.cents:
            lines.append(say("The shares are those of the chosen split."))
        self.status.value = Markup('<p class="trial" role="status">{}</p>').format(" ".join(lines))
        self.table.value = view.shares(tried, self.own, self.previous, words, self.focus).html()
        self.picture.value = view.picture(tried, self.own, words, self.focus).html()

    def _take_key(self, offered: OfferedKey) -> Message | None:
        """Let a key be among those of the terms, for this desk."""
        widened = with_key(self.project, self.case, offered, self.words.language)
        if isinstance(widened, Message):
            return widened
        self.case = widened[0]
        self.words = Wording(self.words.language, self.case)
        self.controls.offer(self.words, self.case)
        self._update()
        return None

    # The draft and the report

    def _year_to_save(self) -> int:
        return saving.year_to_save(self.project, self.case.agreement.id, self.case.terms.year)

    def _save(self, button: object) -> None:
        if self.tried is None:
            return
        saved = saving.save(self.project, self.case, self.tried, self.year.value)
        if isinstance(saved, Message):
            self.saved.value = outcome.fault(self.words, saved)
        else:
            self.saved.value = outcome.saved(saved, self.tried, self.words.language)

    def _report(self, button: object) -> None:
        if self.tried is None:
            return
        formats = tuple(name for name, box in self.papers.items() if box.value)
        if not formats:
            self.made.value = outcome.fault(self.words, Message("Choose at least one paper."))
            return
        asked = Asked(self.words.language, self.focus or "", formats, self.year.value)
        self.report.disabled = True
        self.links.outputs = ()
        try:
            made = reporting.make(self.project, self.case, self.tried, asked, self._doing)
        finally:
            self.report.disabled = False
        if isinstance(made, Message):
            self.made.value = outcome.fault(self.words, made)
            return
        if made.saved is not None:
            self.saved.value = outcome.saved(made.saved, self.tried, self.words.language)
        self.made.value = outcome.made(made, self.words)
        # JupyterLab leads from a link within an output to the file; within a widget it does not.
        self.links.outputs = (outcome.links(self.project, made.papers),)

    def _doing(self, what: Message) -> None:
        text = self.words.of(what)
        self.made.value = Markup('<p class="trial" role="status">{}</p>').format(text)


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
