"""The page, section by section, as the notebook calls it: each call returns a fragment to show."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from analyysi.comparison.compare import Comparison
from analyysi.comparison.own.own_record import own_record
from analyysi.comparison.participants import participant
from analyysi.comparison.report_context import ReportContext
from analyysi.errors import ReportError, Sentence
from analyysi.report.blocks import Block
from analyysi.report.html import Fragment
from analyysi.report.language.own_mark import marked_own
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import are_many
from analyysi.report.notebook_style import SheetCarrier
from analyysi.report.own_content import (
    OwnContent,
    own_figure,
    own_section,
    own_table,
)
from analyysi.report.own_tables import MOST_DECIMALS, table_of
from analyysi.report.pieces.preparation import preparation
from analyysi.report.reader import Reader
from analyysi.report.section_fragment import section_fragment
from analyysi.report.sections import head
from analyysi.report.sections.section import LeftOut
from analyysi.report.sections.section_table import SECTIONS
from analyysi.suggestions import did_you_mean

_OWN_KINDS = {
    "section": Sentence("section"),
    "figure": Sentence("figure"),
    "table": Sentence("table"),
}
"""What an analyst adds to a report, by the call that makes it."""


class Page:
    """One report: a comparison in one language, for everybody or from one participant's seat.

    Every section of `SECTIONS` is a method of its name: `page.reasons()` is `page.show("reasons")`.

    Parameters
    ----------
    comparison
        The year's splits.
    language
        One of `LANGUAGES`.
    municipality
        A participant's name or code: its sums come first and are marked everywhere, and the report
        has an agenda item for its board. Empty: the report of all.
    context
        Earlier years, later figures, the search for the published rule, the boundaries for the map.

    Raises
    ------
    ParameterError
        If there is no such language or participant; names the nearest.
    """

    def __init__(
        self,
        comparison: Comparison,
        language: str,
        municipality: str = "",
        context: ReportContext | None = None,
    ) -> None:
        words, case = Wording(language, comparison.case), comparison.case
        focus = participant(case.agreement, case.terms, municipality) if municipality else None
        self.reader = Reader(comparison, words, focus, context or ReportContext())
        self._carrier = SheetCarrier(are_many(comparison.payers))
        self._own: dict[tuple[str, str, str], Fragment] = {}
        self._alike: Counter[tuple[str, str]] = Counter()

    @property
    def title(self) -> str:
        """The matter and the year, and whose seat it is seen from: the page's title and first
        heading.
        """
        return head.title(self.reader)

    def head(self) -> Fragment:
        """Show the title, what status the paper has, the decision in brief and what each payer
        pays.
        """
        return self._of_this_report(head.head(self.reader))

    def show(self, name: str) -> Fragment:
        """Show a section by its name in `SECTIONS`; nothing where this report is without it.

        Raises
        ------
        AttributeError
            If there is no such section; names the nearest.
        """
        row = SECTIONS.get(name)
        if row is None:
            raise AttributeError(f"The page has no section '{name}'.{did_you_mean(name, SECTIONS)}")
        contents = row.contents(self.reader)
        if isinstance(contents, LeftOut):
            return Fragment("nothing", "", contents.reason)
        label = self.reader.words.of(row.label)
        fragment = section_fragment(row.anchor, label, contents.heading, contents.blocks)
        return self._of_this_report(fragment)

    def _of_this_report(self, fragment: Fragment) -> Fragment:
        """Return a fragment that says which report it is of: parts of two are never mixed."""
        metadata = {**fragment.metadata, "of": self._identity}
        return replace(fragment, carrier=self._carrier, metadata=metadata)

    @cached_property
    def _identity(self) -> str:
        """What tells this report from every other: its parameters, figures and results."""
        parameters = json.dumps(self._computed(), sort_keys=True, ensure_ascii=False)
        return sha256(f"{parameters} {self.reader.fingerprint}".encode()).hexdigest()

    def __getattr__(self, name: str) -> Callable[[], Fragment]:
        """Return what shows the section of that name, so that a cell reads `report.reasons()`."""
        if name in SECTIONS:
            return lambda: self.show(name)
        callable_names = [known for known in dir(self) if not known.startswith("_")]
        raise AttributeError(f"The report has no '{name}'.{did_you_mean(name, callable_names)}")

    def __dir__(self) -> list[str]:
        """List the sections too, so that the notebook completes their names."""
        return [*super().__dir__(), *SECTIONS]

    def section(self, title: str, *contents: str | Block | OwnContent) -> Fragment:
        """Show a section of the analyst's own, listed in the contents.

        Parameters
        ----------
        title
            Its heading, and its name in the list of contents.
        contents
            Texts, whose paragraphs an empty line parts, blocks, and what `figure` and `table`
            return.
        """
        section = own_section(title, contents)
        self._own["section", title, section.html] = section
        return section

    def figure(self, figure: Any, *, alt: str, caption: str, table: Any = None) -> OwnContent:
        """Show a figure of the analyst's own; refused without an alt text.

        Parameters
        ----------
        figure
            A figure or axes of matplotlib; a figure of plotly or altair, where their drawing
            libraries are installed; a picture (PNG, JPEG, GIF, SVG) as bytes, as the path of a
            file or as an image of PIL; SVG as text.
        alt
            What it shows, in words, for those who do not see it.
        caption
            What stands under it.
        table
            The numbers that it shows, as for `table`; they stand under it.
        """
        shown = None if table is None else table_of(table, self.reader.words, caption)
        place = self._alike[alt, caption]
        # A caption that is no text is refused there, with words of its own.
        marked = marked_own(str(caption), self.reader.words)
        content = own_figure(figure, alt, caption, shown, place, marked)
        self._alike[alt, caption] += 1
        self._own["figure", caption, content.html] = content
        return content

    def table(
        self, frame: Any, *, caption: str, note: str = "", decimals: int = MOST_DECIMALS
    ) -> OwnContent:
        """Show a table of the analyst's own, with numbers as the report's language writes them.

        Parameters
        ----------
        frame
            A data frame, whose index heads the rows (its first column, where the index only counts
            them); a series; a pandas Styler, shown as it formats its cells; or rows, of which the
            first holds the headings and the first cell of each heads its row.
        caption
            What it shows.
        note
            What stands under it. Rounding and missing figures are explained there by themselves.
        decimals
            How many decimals are shown at most.
        """
        table = table_of(frame, self.reader.words, caption, note, decimals)
        content = own_table(table)
        self._own["table", caption, content.html] = content
        return content

    def _refuse_unshown(self) -> None:
        """Refuse to end a report that lacks what the analyst made for it: only what a cell's last
        line returns is shown.
        """
        for (kind, name, _), made in self._own.items():
            if not made.uses:
                placed = (
                    Sentence()
                    if kind == "section"
                    else Sentence(", or put it into a report.section(...)")
                )
                raise ReportError(
                    "The {kind} '{name}' was made but is nowhere shown: a cell shows only "
                    "what its last line returns. Let report.{call}(...) be the last line of "
                    "its cell{placed}; then run the notebook from the top.",
                    kind=_OWN_KINDS[kind],
                    name=name,
                    call=kind,
                    placed=placed,
                )

    def results(self) -> Fragment:
        """Carry results.csv and the record of the run, for `analyysi report` to write; nothing for
        the reader.

        Raises
        ------
        ReportError
            If a section, figure or table was made that no cell shows.
        """
        self._refuse_unshown()
        reader, case = self.reader, self.reader.case
        inputs = (*case.inputs, *reader.context.inputs)
        checksums = {file.path: file.sha256 for file in inputs}
        record = {
            "agreement": case.agreement.id,
            "year": case.terms.year,
            "language": reader.words.language,
            "parameters": self._computed(),
            "of": self._identity,
            "snapshots": case.snapshots,
            "fingerprint": reader.fingerprint,
            "report": self._in_short(),
            "inputs": [{"path": path, "sha256": checksum} for path, checksum in checksums.items()],
        }
        own = own_record(reader.comparison)
        if own is not None:
            record["own"] = own
        table = reader.results
        rows = table.count("\n") - 1
        plain = f"results.csv: {rows} rows; fingerprint {record['fingerprint']}"
        return Fragment(
            "results",
            f"<p>{plain}</p>",
            plain,
            extra={"text/csv": table, "application/json": record},
        )

    def _computed(self) -> dict[str, Any]:
        """Return the parameters that the page was really computed by, as `RunParameters` records
        them, and under "seat" every spelling of the seat's name.
        """
        case, focus = self.reader.case, self.reader.focus
        asked = case.asked.computed() if case.asked is not None else {}
        names = [""]
        if focus is not None:
            names = [focus, *case.agreement.party(focus).name.texts.values()]
        return {
            **asked,
            "agreement": case.agreement.id,
            "year": case.terms.year,
            "language": self.reader.words.language,
            "municipality": focus or "",
            "seat": list(dict.fromkeys(names)),
        }

    def _in_short(self) -> dict[str, Any]:
        """Return what a list of reports shows of this one."""
        case, words, chosen = self.reader.case, self.reader.words, self.reader.comparison.chosen
        return {
            "title": self.title,
            "subject": case.agreement.subject.in_language(words.language),
            "status": case.terms.status,
            "prepared": preparation(case, words).recorded(),
            "way": words.title(chosen.title),
            "currency": case.agreement.currency,
            "total_cents": case.terms.total.value,
            "shares": [
                {"code": code, "name": words.payer(code), "cents": chosen.cents[code]}
                for code in sorted(chosen.cents)
            ],
        }
