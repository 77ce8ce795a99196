"""PAPERS: a row for each format that a report can be asked for, with the files that it makes.

To import this module costs little: what makes a file is imported when a row is prepared or used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from analyysi.errors import ReportError, Sentence
from analyysi.project import Project

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analyysi.agreement.agreement import Agreement
    from analyysi.agreement.parameters import RunParameters
    from analyysi.report.language.words import Words
    from analyysi.report.reader import Reader

DEFAULT_FORMAT = "html"
"""The format of a report for which none is asked."""

EXCEL = "excel"
"""The format of plain tables for a spreadsheet, which commands that print a table have too."""


@dataclass(frozen=True)
class ReportMaterial:
    """What the papers of one report are made from.

    Parameters
    ----------
    notebook
        The executed notebook.
    results
        results.csv as the notebook shows it.
    """

    project: Project
    parameters: RunParameters
    notebook: NotebookNode
    results: str

    @cached_property
    def reader(self) -> Reader:
        """The figures of the report and the words of its language, computed once for all papers.

        Raises
        ------
        ReportError
            If the figures differ from those that the notebook shows.
        """
        from analyysi.comparison.compare import compare_methods
        from analyysi.comparison.own.own_record import additions_of_record
        from analyysi.comparison.participants import participant
        from analyysi.comparison.results import results_csv
        from analyysi.comparison.trial.loading import load_case
        from analyysi.report.language.wording import Wording
        from analyysi.report.papers.asked_and_computed import results_of
        from analyysi.report.reader import Reader

        _, record = results_of(self.notebook)
        additions = additions_of_record(record.get("own"))
        snapshots = record.get("snapshots") or {}
        case = load_case(self.project, self.parameters, snapshots, additions)
        comparison = compare_methods(case)
        if results_csv(comparison) != self.results:
            raise ReportError(
                "The notebook's results are not those of the files now: something changed while it "
                "ran. Run it again."
            )
        seat = self.parameters.municipality
        focus = participant(case.agreement, case.terms, seat) if seat else None
        return Reader(comparison, Wording(self.parameters.language, case), focus)


@dataclass(frozen=True)
class PaperTemplate:
    """A template that a paper is filled from: `templates/<name>.<language><ending>`."""

    name: str
    ending: str

    def path(self, project: Project, language: str) -> Path:
        """Return the template's file in a language.

        Raises
        ------
        ReportError
            If the project has none; names those it has.
        """
        path = project.templates / f"{self.name}.{language}{self.ending}"
        if path.is_file():
            return path
        templates = sorted(file.name for file in project.templates.glob(f"*{self.ending}"))
        present = ", ".join(name for name in templates if not name.startswith("~"))
        raise ReportError(
            "There is no template templates/{file}. Templates of this project: "
            "{templates}. Copy one of another language to that name and translate it in "
            "Word.",
            file=path.name,
            templates=present or Sentence("none"),
        )


def _always(_: Agreement) -> bool:
    return True


@dataclass(frozen=True)
class PaperFile:
    """One file of a paper.

    Parameters
    ----------
    name
        The file's name in the folder of a report, the same in every language.
    label
        What a list of reports calls it, in the reader's language.
    make
        Makes its content.
    template
        What it is filled from, if it has a template.
    made_for
        Whether it is made for an agreement.
    of_seat
        Whether it is made in a seat's report only, for that seat's board.
    """

    name: str
    label: Callable[[Words], str]
    make: Callable[[ReportMaterial], bytes]
    template: PaperTemplate | None = None
    made_for: Callable[[Agreement], bool] = _always
    of_seat: bool = False


@dataclass(frozen=True)
class Paper:
    """A row of `PAPERS`.

    Parameters
    ----------
    name
        The format, as it is asked for: "pdf".
    files
        One or more. The first is made for every agreement, and stands for the paper where somebody
        asks whether it is there.
    prepare
        Imports what the making needs and computes what is the same for every report, ahead of time.

    Raises
    ------
    ValueError
        If the paper has no file, or its first file is not made for every agreement.
    """

    name: str
    files: tuple[PaperFile, ...]
    prepare: Callable[[], object]

    def __post_init__(self) -> None:
        if not self.files or self.files[0].made_for is not _always:
            raise ValueError(
                Sentence(
                    "The paper '{name}' needs a file that every agreement has.", name=self.name
                )
            )

    @property
    def file_names(self) -> tuple[str, ...]:
        """The names of all files that it may make."""
        return tuple(file.name for file in self.files)

    @property
    def of_seat(self) -> bool:
        """Whether it is made in a seat's report only: its first file is."""
        return self.files[0].of_seat

    def files_for(self, agreement: Agreement, seat: str) -> tuple[PaperFile, ...]:
        """Return the files that it makes for an agreement.

        Parameters
        ----------
        seat
            From whose seat the report is made; empty for the joint report.
        """
        return tuple(
            file for file in self.files if file.made_for(agreement) and (seat or not file.of_seat)
        )


def _page(material: ReportMaterial) -> bytes:
    from analyysi.report.papers.exporter import export_html

    return export_html(material.notebook, material.parameters.part).encode("utf-8")


def _prepare_page() -> None:
    from analyysi.report.papers.exporter import exporter

    exporter()


def _pdf(material: ReportMaterial) -> bytes:
    from analyysi.report.papers.pdf import export_pdf

    return export_pdf(material.notebook, material.parameters.part)


_AGREEMENT = PaperTemplate("sopimus", ".docx")
_JOB_DESCRIPTION = PaperTemplate("tehtavankuvaus", ".docx")


def _agreement(material: ReportMaterial) -> bytes:
    from analyysi.report.papers.word import agreement_paper

    template = _AGREEMENT.path(material.project, material.parameters.language)
    return agreement_paper(material.reader, template)


def _job_description(material: ReportMaterial) -> bytes:
    from analyysi.report.papers.word import job_description

    template = _JOB_DESCRIPTION.path(material.project, material.parameters.language)
    return job_description(material.reader, template)


_AGENDA_ITEM = PaperTemplate("esityslista", ".docx")


def _agenda_item(material: ReportMaterial) -> bytes:
    from analyysi.report.papers.word import agenda_paper

    template = _AGENDA_ITEM.path(material.project, material.parameters.language)
    return agenda_paper(material.reader, template)


def _agenda_text(material: ReportMaterial) -> bytes:
    from analyysi.report.agenda.item import agenda_item

    return agenda_item(material.reader).plain_text().encode("utf-8")


def _names_a_workplace(agreement: Agreement) -> bool:
    return agreement.work is not None


def _workbook(material: ReportMaterial) -> bytes:
    from analyysi.comparison.report_context import report_context
    from analyysi.report.many_payers import are_many
    from analyysi.report.papers.notebook_parts import parts_of
    from analyysi.report.papers.workbook.book import workbook
    from analyysi.report.papers.workbook.own_sheet import own_blocks

    reader = material.reader
    if are_many(reader.comparison.payers):  # it has rows that the page leaves out, of all years
        reader = replace(reader, context=report_context(material.project, reader.case))
    return workbook(reader, own_blocks(parts_of(material.notebook)))


def _results(material: ReportMaterial, ending: str) -> bytes:
    from analyysi.report.papers.excel.results_table import results_table
    from analyysi.report.papers.excel.table_files import TABLE_FORMATS

    reader = material.reader
    return TABLE_FORMATS[ending](results_table(reader.comparison, reader.words))


_ROWS = (
    Paper(
        "html",
        (PaperFile("report.html", lambda words: words.say("Page"), _page),),
        prepare=_prepare_page,
    ),
    Paper(
        "pdf",
        (PaperFile("report.pdf", lambda _: "PDF", _pdf),),
        prepare=lambda: import_module("analyysi.report.papers.pdf"),
    ),
    Paper(
        "docx",
        (
            PaperFile(
                "agreement.docx",
                lambda words: words.say("Draft agreement"),
                _agreement,
                template=_AGREEMENT,
            ),
            PaperFile(
                "job-description.docx",
                lambda words: words.say("Job description"),
                _job_description,
                template=_JOB_DESCRIPTION,
                made_for=_names_a_workplace,
            ),
            PaperFile(
                "agenda-item.docx",
                lambda words: words.say("Agenda item"),
                _agenda_item,
                template=_AGENDA_ITEM,
                of_seat=True,
            ),
        ),
        prepare=lambda: import_module("analyysi.report.papers.word"),
    ),
    Paper(
        "xlsx",
        (PaperFile("shares.xlsx", lambda words: words.say("Workbook"), _workbook),),
        prepare=lambda: import_module("analyysi.report.papers.workbook.book"),
    ),
    Paper(
        EXCEL,
        (
            PaperFile(
                "results.xlsx",
                lambda words: words.say("Shares for Excel"),
                lambda material: _results(material, ".xlsx"),
            ),
            PaperFile(
                "results-excel.csv",
                lambda words: words.say("Shares for Excel as CSV"),
                lambda material: _results(material, ".csv"),
            ),
        ),
        prepare=lambda: import_module("analyysi.report.papers.excel.results_table"),
    ),
    Paper(
        "txt",
        (
            PaperFile(
                "agenda-item.txt",
                lambda words: words.say("Agenda item as text"),
                _agenda_text,
                of_seat=True,
            ),
        ),
        prepare=lambda: import_module("analyysi.report.agenda.item"),
    ),
)

PAPERS: dict[str, Paper] = {paper.name: paper for paper in _ROWS}
"""Every format of a report, in the order in which its papers are listed."""


def paper_files() -> tuple[PaperFile, ...]:
    """Return the files of all papers, in order."""
    return tuple(file for paper in PAPERS.values() for file in paper.files)


def file_names(formats: Iterable[str]) -> list[str]:
    """Return the names of all files that some formats may make, in order."""
    return [name for paper in formats for name in PAPERS[paper].file_names]
