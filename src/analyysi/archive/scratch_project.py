"""A scratch project with an edition's own inputs, in which one thing at a time is swapped and the
shares worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from analyysi.archive.edition import EditionRecord
from analyysi.archive.replay import lay_out
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.errors import AnalyysiError
from analyysi.project import Project


@dataclass(frozen=True)
class Outcome:
    """What a recomputation came to: results.csv, or, where it stopped, what it said."""

    results: str | None
    said: str = ""


@dataclass(frozen=True)
class Bench:
    """The scratch project. `inputs` are the files in it, by their path in a project."""

    project: Project
    inputs: Mapping[str, bytes]
    record: EditionRecord

    def results(self, swapped: Mapping[str, bytes] | None = None) -> Outcome:
        """Work the year out by the present program, with some of the files swapped for the time
        being.
        """
        other = dict(swapped or {})
        try:
            lay_out(self.project.root, other)
            comparison = compare_methods(
                load_year(self.project, self.record.agreement, self.record.year)
            )
            return Outcome(results_csv(comparison))
        except AnalyysiError as error:
            return Outcome(None, str(error))
        finally:
            for name in other:
                (self.project.root / name).unlink(missing_ok=True)
            lay_out(
                self.project.root,
                {name: self.inputs[name] for name in other if name in self.inputs},
            )


@contextmanager
def bench(inputs: Mapping[str, bytes], record: EditionRecord) -> Iterator[Bench]:
    """Lay the inputs out in a temporary folder, for as long as the context lasts."""
    with TemporaryDirectory(prefix="analyysi-") as name:
        yield Bench(Project(lay_out(Path(name), inputs)), inputs, record)
