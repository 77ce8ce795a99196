"""A scratch project with an edition's own inputs, in which one file at a time is swapped and the
shares computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analyysi.archive.edition import EditionRecord
from analyysi.archive.replay import lay_out
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.errors import AnalyysiError
from analyysi.file_system.files import remove
from analyysi.file_system.places import temporary_folder
from analyysi.project import Project
from analyysi.run.record import sha256


@dataclass(frozen=True)
class Outcome:
    """The outcome of a recomputation: results.csv, or the fault that stopped it."""

    results: str | None
    fault: str = ""
    lacking: str = ""
    """The library without which the archived program stops, where it is that."""

    def gives(self, checksum: str) -> bool:
        """Return whether there are results, and they have this checksum (SHA-256)."""
        return self.results is not None and sha256(self.results.encode()) == checksum


@dataclass(frozen=True)
class ScratchProject:
    """The scratch project. `inputs` are the files in it, by their path in a project."""

    project: Project
    inputs: Mapping[str, bytes]
    record: EditionRecord

    def results(self, swapped: Mapping[str, bytes] | None = None) -> Outcome:
        """Compute the year with the present program while some of the files are swapped."""
        with self.swapped(swapped or {}):
            try:
                comparison = compare_methods(
                    load_year(self.project, self.record.agreement, self.record.year)
                )
                return Outcome(results_csv(comparison))
            except AnalyysiError as error:
                return Outcome(None, error.sentence)

    @contextmanager
    def swapped(self, files: Mapping[str, bytes]) -> Iterator[None]:
        """Put other files in the place of some, for as long as the context lasts."""
        try:
            lay_out(self.project.root, files)
            yield
        finally:
            for name in files:
                remove(self.project.root / name)
            lay_out(
                self.project.root,
                {name: self.inputs[name] for name in files if name in self.inputs},
            )


@contextmanager
def scratch_project(inputs: Mapping[str, bytes], record: EditionRecord) -> Iterator[ScratchProject]:
    """Lay the inputs out in a temporary folder, for as long as the context lasts."""
    with temporary_folder() as name:
        yield ScratchProject(Project(lay_out(Path(name), inputs)), inputs, record)
