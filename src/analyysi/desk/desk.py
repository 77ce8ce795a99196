"""The desk in JupyterLab: controls on the left, the shares and their picture on the right, the
draft and the report below.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from analyysi.comparison.case import Case, load_year
from analyysi.comparison.history import SharedYear, earlier_years, shared_year
from analyysi.comparison.participants import participant
from analyysi.desk import outcome, reporting, saving, view
from analyysi.desk.added_keys import AddedKey
from analyysi.desk.controls import Controls, Start
from analyysi.desk.forms import BUTTON
from analyysi.desk.offered_keys import OfferedKey, offered_keys, with_key
from analyysi.desk.run_of_trial import Asked
from analyysi.desk.saved_trial import keep, opened_trial, saved_text
from analyysi.desk.trial import Trial, try_out
from analyysi.errors import AnalyysiError, ReportError, sentence_of
from analyysi.file_system.disk_faults import in_words
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
        self.base = load_year(self.project, agreement, year)
        """The terms as they stand."""
        self.added: dict[str, AddedKey] = {}
        """Keys that were added at the desk, or came with a saved trial."""
        self.case = self.base
        """The terms with these keys."""
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
        self.status, self.table, self.picture, self.saved, self.made, self.trial_told = (
            widgets.HTML() for _ in range(6)
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
        self.upload = widgets.FileUpload(
            accept=".json", description=say("Open a saved trial"), layout=BUTTON
        )
        self.keep = widgets.Button(description=say("Save the trial as a file"), layout=BUTTON)
        self.upload.observe(self._open, names="value")
        self.keep.on_click(self._keep)
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
        trial_intro = say(
            "A trial that was saved in the calculator file or here opens on the figures that it "
            "was saved on, with the keys that it brought along."
        )
        below = widgets.VBox(
            [
                self._heading(say("Saved trials")),
                self._paragraph(trial_intro),
                widgets.HBox([self.upload, self.keep]),
                self.trial_told,
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
        self.save.disabled = self.report.disabled = self.keep.disabled = False
        self._show(tried)

    def _show_fault(self, fault: Message) -> None:
        """Say what is wrong, without a table: the last good one would be taken for what now stands
        in the controls.
        """
        self.tried, self.fault = None, self.words.of(fault)
        self.save.disabled = self.report.disabled = self.keep.disabled = True
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
        widened = with_key(self.project, self.base, self.added, offered, self.words.language)
        if isinstance(widened, Message):
            return widened
        self.case, key = widened
        self.added[key.name] = key
        self.words = Wording(self.words.language, self.case)
        self.controls.offer(self.words, self.case)
        self._update()
        return None

    # Saved trials

    def open_trial(self, text: str) -> Message | None:
        """Let a saved trial stand in the controls, with its keys in the place of those that were
        added; return why not, in one sentence, where it cannot be opened.

        Raises
        ------
        AnalyysiError
            If it is no saved trial, or holds what there is not.
        """
        opened = opened_trial(self.project, self.base, text)
        if isinstance(opened, Message):
            return opened
        before = self.controls.read()
        added, case = self.added, self.case
        self._stand(opened.case, opened.added, opened.trial)
        if self._saved_text() == saved_text(self.base, self.added, opened.trial, opened.tried):
            return None
        if isinstance(before, Trial):
            self._stand(case, added, before)
        return Message(
            "This trial has what the controls of this desk have not, so it is not opened here. "
            "Give it to analyysi new-year with --trial."
        )

    def trial_text(self) -> str:
        """Return the trial as it stands as the text of a file, which this desk and the desk in one
        file open.

        Raises
        ------
        ReportError
            If something in the controls is at fault, so that there are no shares.
        """
        text = self._saved_text()
        if text is None:
            raise ReportError(self.fault)
        return text

    def _saved_text(self) -> str | None:
        trial = self.controls.read()
        if self.tried is None or isinstance(trial, Message):
            return None
        return saved_text(self.base, self.added, trial, self.tried)

    def _stand(self, case: Case, added: Mapping[str, AddedKey], trial: Trial) -> None:
        self.case, self.added = case, dict(added)
        self.words = Wording(self.words.language, case)
        self.controls.put(self.words, case, trial, offered_keys(self.project, case))
        self._update()

    def _open(self, change: Mapping[str, Any]) -> None:
        """Open the file that was chosen."""
        chosen = [bytes(file["content"]) for file in change["new"]]
        if not chosen:
            return
        self.upload.value = ()
        try:
            fault = self.open_trial(chosen[-1].decode("utf-8", errors="replace"))
        except AnalyysiError as error:
            fault = Message("This trial is not opened. {reason}", {"reason": error.sentence})
        if fault is not None:
            self.trial_told.value = outcome.fault(self.words, fault)
        else:
            self.trial_told.value = outcome.told(self.words, Message("The saved trial is open."))

    def _keep(self, button: object) -> None:
        text = self._saved_text()
        if text is None:
            return
        try:
            path = keep(Path.cwd(), self.base, text)
        except (AnalyysiError, OSError) as error:
            reason = in_words(error) or sentence_of(error) or str(error)
            fault = Message("The trial was not saved. {reason}", {"reason": reason})
            self.trial_told.value = outcome.fault(self.words, fault)
            return
        said = Message("The trial was saved beside the notebook: {file}", {"file": path.name})
        self.trial_told.value = outcome.told(self.words, said)

    # The draft and the report

    def _year_to_save(self) -> int:
        return saving.year_to_save(self.project, self.case.agreement.id, self.case.terms.year)

    def _save(self, button: object) -> None:
        if self.tried is None:
            return
        saved = saving.save(
            self.project, self.case, self.tried, self.year.value, self.added.values()
        )
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
            made = reporting.make(
                self.project, self.case, self.tried, asked, self._doing, self.added.values()
            )
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
