"""The report as a notebook shows it: the front, sections by name, own content, the results."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import escape

from analyysi.agreement.parameters import RunParameters
from analyysi.analyst.notebook_names import checksums_of_cells
from analyysi.comparison.compare import Comparison
from analyysi.comparison.report_context import ReportContext
from analyysi.file_system.files import replace_file
from analyysi.file_system.locks import alone_in
from analyysi.project import Project
from analyysi.report.html import Fragment
from analyysi.report.page import Page
from analyysi.report.papers.asked_and_computed import CELLS
from analyysi.run.earlier_papers import RESULTS
from analyysi.run.folder import report_folder


class Report(Page):
    """One report, in one language and from one seat. Made by `Comparison.report`.

    A notebook shows it cell by cell: `report.front()`, the sections by their names
    (`report.reasons()`), own `section`, `figure` and `table`, and at the end `results()`, from
    which the files are made.

    Examples
    --------
    >>> from analyysi import load
    >>> report = load("kainuu-ict", 2023).compare().report("en", "Paltamo")
    >>> report.title
    'Sharing the cost of a joint ICT person in Kainuu 2023: Paltamo'
    >>> report.front().role, report.reasons().role, report.show("reasons").role
    ('head', 'section', 'section')
    >>> report.section("Workstations", "The municipalities stated the numbers in 2022.").role
    'section'
    >>> comparison = load("kainuu-ict", 2023).compare()
    >>> chart = comparison.shares[comparison.leading].plot.barh()
    >>> own = report.figure(chart, alt="Sotkamo pays most.", caption="Shares, euros")
    >>> own = report.table(comparison.per_head, caption="Euros per inhabitant", decimals=2)
    >>> comparison.report().results().plain  # doctest: +ELLIPSIS
    'results.csv: 49 rows; fingerprint ...'
    """

    def __init__(
        self,
        comparison: Comparison,
        parameters: RunParameters,
        project: Project,
        context: ReportContext | None = None,
    ) -> None:
        super().__init__(comparison, parameters.language, parameters.municipality, context)
        self._parameters, self._project = parameters, project

    def results(self) -> Fragment:
        """Carry results.csv and the record of the run, from which the files are made.

        Where the case was loaded with `output`, results.csv is also written into the report's
        folder there. `analyysi report` writes all files itself, and passes no `output` on.

        Returns
        -------
        A part of the notebook that is not shown in the report.
        """
        fragment = super().results()
        cells = checksums_of_cells(self._project.root)
        if cells:
            record = {**fragment.extra["application/json"], CELLS: cells}
            fragment = replace(fragment, extra={**fragment.extra, "application/json": record})
        if not self._parameters.output:
            return fragment
        case = self.reader.case
        folder = report_folder(self._project, self._parameters, case.agreement, case.terms)
        path = folder / self._parameters.file_name(RESULTS)
        with alone_in(folder):
            replace_file(path, str(fragment.extra["text/csv"]).encode())
        plain = f"{fragment.plain}; written to {path}"
        return replace(fragment, html=f"<p>{escape(plain)}</p>", plain=plain)

    def front(self) -> Fragment:
        """Show the front: the title, the matter in brief and what each payer pays.

        Returns
        -------
        A part of the page, for the last line of a cell.
        """
        return self.head()

    def __repr__(self) -> str:
        return f"<Report {self.title}>"

    def _repr_html_(self) -> str:
        """Show the front, with the page's style sheet."""
        return str(self._repr_mimebundle_()[0]["text/html"])

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Show the front as the part of the page that it is."""
        return self.front()._repr_mimebundle_()
