"""One report as a job for a process of its own, and the outcome that comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Protocol

from analyysi.agreement.parameters import RunParameters
from analyysi.errors import AnalyysiError, ReportError, portable
from analyysi.file_system.disk_faults import in_words
from analyysi.file_system.places import temporary_folder
from analyysi.project import Project

TIME_LIMIT = 900
"""Seconds that one report may take: many times what the largest takes on a slow machine."""


@dataclass(frozen=True)
class JobOutcome:
    """What became of a job.

    `files` are the report's files, name to content, or the notebook and log of a failure; they are
    empty if the fault was found before anything began. `fault` is empty if the report was made.
    `lost` says that the process ended before it was done, so another may well make the report.
    `seconds` is what the process took.
    """

    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    fault: str = ""
    seconds: float = 0.0
    lost: bool = False


class Job(Protocol):
    """What a process of its own is sent to do. The job that has an outcome is its last."""

    @property
    def name(self) -> str:
        """What a fault of the process calls it."""
        ...

    @property
    def shared(self) -> str:
        """What it has in common with other jobs, worked out once for all; empty: nothing."""
        ...

    def carry_out(self) -> JobOutcome | None:
        """Do it in this very process. No fault is raised: it is in the outcome."""
        ...


@dataclass(frozen=True)
class ReportJob:
    """A report to be made: its name, the project's folder, its key as the batch computed it."""

    name: str
    root: str
    parameters: RunParameters
    formats: tuple[str, ...]
    key: str
    seats: int = 1
    """Of how many seats of its year there are reports to be made."""

    @property
    def year(self) -> str:
        """What the reports from all seats of a year have in common, in one language."""
        return self.parameters.model_copy(update={"municipality": ""}).model_dump_json()

    @property
    def shared(self) -> str:
        """Its year, where several reports are made of that, on what is stored alone: nothing is
        fetched for all of them.
        """
        return self.year if self.seats > 1 and self.parameters.data == "frozen" else ""

    def work_out_shared(self) -> None:
        """Work out in this very process what it has in common with other jobs.

        Raises
        ------
        AnalyysiError
            If something is at fault.
        """
        from analyysi.run.batch.shared_year import work_out

        work_out(Project(Path(self.root)), self.parameters, self.key)

    def carry_out(self) -> JobOutcome:
        """Make the report. Nothing is written but to a temporary folder; the batch writes the
        files.
        """
        return outcome_of(self.name, self._made)

    def _made(self) -> dict[str, bytes]:
        from analyysi.run.engine.shell import new_shell
        from analyysi.run.report import make_contents, plan_report
        from analyysi.run.unchanged import report_key

        plan = plan_report(Project(Path(self.root)), self.parameters, self.formats)
        if report_key(plan.project, self.parameters) != self.key:
            raise ReportError(
                "{report}: the figures, the terms or the program where it was to be made are "
                "not those that the batch began with. If something was changed meanwhile, run "
                "the batch again; on a cluster, give every worker the same project and the "
                "same version.",
                report=self.name,
            )
        with temporary_folder() as home:
            return make_contents(plan, new_shell(home))


def outcome_of(name: str, make: Callable[[], Mapping[str, bytes]]) -> JobOutcome:
    """Make files in this very process, which must not have made others before, and say what became
    of it. No fault is raised: it is in the outcome.
    """
    from analyysi.run.report import UnmadeReport

    started = perf_counter()
    fault: str = ""
    files: Mapping[str, bytes] = {}
    try:
        files = make()
    except UnmadeReport as unmade:
        fault, files = unmade.fault.sentence, unmade.kept
    except AnalyysiError as error:
        fault = error.sentence
    except Exception as error:  # noqa: BLE001 - whatever it is, the other reports go on
        fault = in_words(error) or f"{type(error).__name__}: {error}"
    return JobOutcome(name, dict(files), portable(fault), perf_counter() - started)
