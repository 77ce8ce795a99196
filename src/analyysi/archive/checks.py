"""Everything of a project that can be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from analyysi.agreement.decision import decision_ids, decision_path, read_decision
from analyysi.agreement.reading import agreement_ids, years_of
from analyysi.archive.edition import find_editions
from analyysi.archive.integrity import faults as faults_of_edition
from analyysi.errors import AnalyysiError, Sentence, portable
from analyysi.project import Project
from analyysi.sources.snapshots import check_snapshot, snapshot_ids, stray_folders


@dataclass(frozen=True)
class Check:
    """One thing that can be checked by itself."""

    name: Sentence
    find: Callable[[], list[str]]
    """Returns what is wrong, in sentences."""
    shares: bool = False
    """Whether shares are worked out: whoever does so first imports the methods."""

    def faults(self) -> list[Sentence]:
        """Return what is wrong, in sentences that another process can be told."""
        return list(map(portable, self.find()))


def checks_of(project: Project) -> Iterator[Check]:
    """Yield the check of every snapshot, year, printed decision and edition of a project."""
    for name in snapshot_ids(project):
        yield Check(Sentence("snapshot {name}", name=name), partial(check_snapshot, project, name))
    yield Check(Sentence("snapshot folders"), partial(stray_folders, project))
    for agreement in agreement_ids(project):
        for year in years_of(project, agreement):
            yield Check(
                Sentence("agreement {agreement} {year}", agreement=agreement, year=year),
                partial(_faults_of_year, project, agreement, year),
                shares=True,
            )
    for name in decision_ids(project):
        yield Check(
            Sentence("decision {name}", name=name), partial(_faults_of_decision, project, name)
        )
    for edition in find_editions(project):
        yield Check(
            Sentence("published {name}", name=edition.name), partial(faults_of_edition, edition)
        )


def _faults_of_year(project: Project, agreement: str, year: int) -> list[str]:
    from analyysi.comparison.case import load_year
    from analyysi.comparison.compare import compare_methods

    try:
        compare_methods(load_year(project, agreement, year))
    except AnalyysiError as error:
        return [error.sentence]
    return []


def _faults_of_decision(project: Project, name: str) -> list[str]:
    from analyysi.comparison.published.decision_checks import faults_of

    try:
        return faults_of(read_decision(project, name), decision_path(project, name))
    except AnalyysiError as error:
        return [error.sentence]
