"""One report as a job for a process of its own, and the answer that comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from analyysi.agreement.parameters import RunParameters
from analyysi.errors import AnalyysiError
from analyysi.project import Project


@dataclass(frozen=True)
class Job:
    """A report to be made: its name, the project's folder, and the key that the asker worked out
    for it.
    """

    name: str
    root: str
    parameters: RunParameters
    formats: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Answer:
    """What became of a job.

    `files` are the report's files, name to bytes, or those that tell of a failure; they are empty
    if the fault was found before anything began. `fault` is empty if the report was made; `lost`
    says that its process ended before it was done, so that it may well be made by another.
    `seconds` is what the process took.
    """

    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    fault: str = ""
    seconds: float = 0.0
    lost: bool = False


def do(job: Job) -> Answer:
    """Make a report in this very process, which must not have made another. No fault gets out of
    it.

    Nothing is written but to a temporary folder: the asker puts the files in their place.
    """
    from analyysi.run.engine.shell import CellShell
    from analyysi.run.report import UnmadeReport, contents_of, plan_report
    from analyysi.run.unchanged import key_of

    started = perf_counter()

    def answer(fault: str = "", files: Mapping[str, bytes] | None = None) -> Answer:
        return Answer(job.name, dict(files or {}), fault, perf_counter() - started)

    try:
        plan = plan_report(Project(Path(job.root)), job.parameters, job.formats)
        if key_of(plan.project, job.parameters) != job.key:
            return answer(
                f"{job.name}: the figures, the terms or the program where it was to be made are "
                "not those that the "
                "batch began with. If something was changed meanwhile, run the batch again; on a "
                "cluster, give every "
                "worker the same project and the same version."
            )
        with TemporaryDirectory(prefix="analyysi-shell-") as home:
            return answer(files=contents_of(plan, CellShell(Path(home)), progress=False))
    except UnmadeReport as unmade:
        return answer(str(unmade.fault), unmade.kept)
    except AnalyysiError as error:
        return answer(str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other reports go on
        return answer(f"{type(error).__name__}: {error}")
