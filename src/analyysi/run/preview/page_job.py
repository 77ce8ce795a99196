"""One page of a preview as a job for a process of its own."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analyysi.agreement.parameters import RunParameters
from analyysi.file_system.files import clear
from analyysi.file_system.places import make_temporary_folder
from analyysi.project import Project
from analyysi.report.papers.paper_table import DEFAULT_FORMAT
from analyysi.run.batch.report_job import JobOutcome, outcome_of

if TYPE_CHECKING:
    from analyysi.run.engine.shell import CellShell


@dataclass(frozen=True)
class PageJob:
    """A page to be made.

    Attributes
    ----------
    name
        What a fault calls it: "kainuu-ict/2027".
    root
        The project's folder.
    notebook
        The notebook to make it from; if None, the one that `analyysi report` takes.
    """

    name: str
    root: str
    parameters: RunParameters
    notebook: Path | None

    @property
    def shared(self) -> str:
        """Nothing: each page is worked out after its own edit."""
        return ""

    def carry_out(self) -> JobOutcome:
        """Make the page as `analyysi report` does; the outcome has it alone."""
        return outcome_of(self.name, self._made)

    def _made(self) -> dict[str, bytes]:
        from analyysi.run.report import make_papers_alone, plan_report

        try:
            project = Project(Path(self.root))
            plan = plan_report(project, self.parameters, (DEFAULT_FORMAT,), self.notebook)
            return make_papers_alone(plan, _shell())
        finally:
            clear(_home())


@dataclass(frozen=True)
class Preparation:
    """What a process can do for a page before the edit comes: nothing of it is in the page."""

    page: PageJob

    @property
    def name(self) -> str:
        """The name of the page's job."""
        return self.page.name

    @property
    def shared(self) -> str:
        """Nothing: it is the page's own preparation."""
        return ""

    def carry_out(self) -> None:
        """Make the shell of the cells, and read the figures: a table whose checksum is the same is
        not read again.
        """
        from analyysi.comparison.case import load_year
        from analyysi.comparison.report_context import report_context

        parameters, project = self.page.parameters, Project(Path(self.page.root))
        with suppress(Exception):  # whatever it is, the page itself has it, and can tell of it
            _shell()
            report_context(project, load_year(project, parameters.agreement, parameters.year))


@cache
def _home() -> Path:
    """Return the folder of this process's shell."""
    return make_temporary_folder()


@cache
def _shell() -> CellShell:
    """Return the one shell of this process."""
    from analyysi.run.engine.shell import new_shell

    return new_shell(_home())
