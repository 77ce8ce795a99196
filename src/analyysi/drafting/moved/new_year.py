"""Next year's terms, drafted from those of the year before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analyysi.agreement.reading import agreement_path, read_agreement, read_terms, years_of
from analyysi.comparison.case import load_year
from analyysi.comparison.change import Change, change
from analyysi.comparison.history import shared_year
from analyysi.drafting.layout import is_to_decide
from analyysi.drafting.moved.year_draft import CARRIED_OVER, Origin, YearDraft
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.errors import ParameterError, Sentence
from analyysi.file_system.locks import tidy
from analyysi.project import Project


@dataclass(frozen=True)
class NewYear:
    """A year that has been drafted and checked: its file, not yet written, and what changes from
    the year before.
    """

    path: Path
    text: str
    change: Change

    @property
    def open_points(self) -> int:
        """Return how many points the file says are still to be decided."""
        return sum(map(is_to_decide, self.text.splitlines()))


def new_year(project: Project, agreement_id: str, year: int) -> NewYear:
    """Draft a year's terms from the nearest earlier year's and check them; `write_year` puts them
    in place.

    Raises
    ------
    ParameterError
        If the year is there already, or there is no earlier one.
    AnalyysiError
        If the earlier year cannot be worked out, or a participant has merged into another
        municipality.
    """
    before = _nearest(project, agreement_id, year)
    text = next_terms(project, agreement_id, year)
    case = draft_case(project, agreement_id, year, {f"{year}.toml": text})
    shared_before = shared_year(load_year(project, agreement_id, before))
    path = agreement_path(project, agreement_id).with_name(f"{year}.toml")
    return NewYear(path, text, change(shared_before, shared_year(case)))


def write_year(project: Project, drafted: NewYear) -> Path:
    """Write a year that has been drafted, whole or not at all; raise `ParameterError` if it has
    come there since.
    """
    write_new(project, {drafted.path: drafted.text})
    return drafted.path


def next_terms(
    project: Project,
    agreement_id: str,
    year: int,
    origin: Origin = CARRIED_OVER,
    before: int | None = None,
) -> str:
    """Draft the text of a year's terms from the nearest earlier year's; nothing is written.

    Reference dates, the keys' rows and names and the outlook move on by the difference of the
    years, each key to the newest stored figures. The total and the method stay, as assumptions.
    What must still be decided is said in comment lines in the project's language, which begin with
    "# To be decided:", and to the report's reader under `unknown`, where a mark distinguishes it
    from what an author wrote.

    Parameters
    ----------
    origin
        What the comments say of the total, the participants and the method.
    before
        The year to start from, where the new one may be there already; None: the nearest earlier
        year, of one that is not there.

    Raises
    ------
    ParameterError
        If the year is there already, or there is no earlier one.
    SourceError
        If a participant has merged into another municipality, or a snapshot is damaged.
    """
    before = _nearest(project, agreement_id, year) if before is None else before
    agreement = read_agreement(project, agreement_id)
    terms = read_terms(project, agreement, before)
    return YearDraft(project, agreement, terms, year, origin).text()


def _nearest(project: Project, agreement_id: str, year: int) -> int:
    folder = agreement_path(project, agreement_id).parent
    known = years_of(project, agreement_id)
    if year in known:
        tidy(folder)
        raise ParameterError(
            "{path} is there already, and it is never overwritten. Edit that file, "
            "or move it away first.",
            path=project.relative(folder / f"{year}.toml"),
        )
    earlier_years = [known_year for known_year in known if known_year < year]
    if not earlier_years:
        reason = (
            Sentence("its first year is {year}", year=known[0])
            if known
            else Sentence("it has no year yet")
        )
        raise ParameterError(
            "'{agreement}' has no year before {year} to start from: {reason}. "
            "Choose a later year, or write {folder}/{year}.toml.",
            agreement=agreement_id,
            year=year,
            reason=reason,
            folder=folder.name,
        )
    return max(earlier_years)
