"""One report as a job for a process of its own, and the outcome that comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from analyysi.agreement.parameters import RunParameters
from analyysi.errors import AnalyysiError, Sentence, portable
from analyysi.file_system.disk_faults import in_words
from analyysi.file_system.places import temporary_folder
from analyysi.project import Project

TIME_LIMIT = 900
"""Seconds that one report may take: many times what the largest takes on a slow machine."""


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
    def shares_its_year(self) -> bool:
        """Whether its year is worked out for several reports at once: on what is stored alone,
        since nothing is fetched there.
        """
        return self.seats > 1 and self.parameters.data == "frozen"


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


def carry_out(job: ReportJob) -> JobOutcome:
    """Make a report in this very process, which must not have made another.

    No fault is raised: it is in the outcome. Nothing is written but to a temporary folder; the
    batch writes the files.
    """
    from analyysi.run.engine.shell import new_shell
    from analyysi.run.report import UnmadeReport, make_contents, plan_report
    from analyysi.run.unchanged import report_key

    started = perf_counter()

    def outcome(fault: str = "", files: Mapping[str, bytes] | None = None) -> JobOutcome:
        return JobOutcome(job.name, dict(files or {}), portable(fault), perf_counter() - started)

    try:
        plan = plan_report(Project(Path(job.root)), job.parameters, job.formats)
        if report_key(plan.project, job.parameters) != job.key:
            return outcome(
                Sentence(
                    "{report}: the figures, the terms or the program where it was to be made are "
                    "not those that the batch began with. If something was changed meanwhile, run "
                    "the batch again; on a cluster, give every worker the same project and the "
                    "same version.",
                    report=job.name,
                )
            )
        with temporary_folder() as home:
            return outcome(files=make_contents(plan, new_shell(home)))
    except UnmadeReport as unmade:
        return outcome(unmade.fault.sentence, unmade.kept)
    except AnalyysiError as error:
        return outcome(error.sentence)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other reports go on
        return outcome(in_words(error) or f"{type(error).__name__}: {error}")
