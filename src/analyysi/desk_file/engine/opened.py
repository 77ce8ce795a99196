"""The year that is open in the desk file, with the keys that were added to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from analyysi.comparison.case import Case, load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.history import SharedYear, earlier_years, shared_year
from analyysi.comparison.participants import participant
from analyysi.desk.added_keys import AddedKey, surveys_of, with_keys
from analyysi.desk.saved_trial import data_fingerprint
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.sources.survey import Survey

if TYPE_CHECKING:
    from analyysi.comparison.report_context import ReportContext


@dataclass(frozen=True)
class Opened:
    """A year of an agreement, as it stands in its files, and with added keys."""

    project: Project
    base: Case
    """The year as it stands."""
    case: Case
    """The year with the added keys among those of its terms."""
    language: str
    focus: str | None
    added: Mapping[str, AddedKey] = field(default_factory=dict)
    begun: Mapping[str, str] = field(default_factory=dict)
    """The files of an agreement that was begun here, by their names in its folder."""

    @cached_property
    def words(self) -> Wording:
        """The reader's words, with the names of the added keys."""
        return Wording(self.language, self.case)

    @cached_property
    def own(self) -> SharedYear:
        """The year as it is decided."""
        return shared_year(self.base)

    @cached_property
    def previous(self) -> SharedYear | None:
        """The nearest earlier year of the agreement."""
        years = earlier_years(self.project, self.base)
        return years[-1] if years else None

    @cached_property
    def comparison(self) -> Comparison:
        """Every split of the year as it stands."""
        return compare_methods(self.base)

    @cached_property
    def context(self) -> ReportContext:
        """What the front page of the year as it stands needs besides its splits."""
        from analyysi.comparison.report_context import report_context

        return report_context(self.project, self.base)

    @cached_property
    def data(self) -> str:
        """The fingerprint of the files that the year rests on: the first 16 hexadecimal digits of
        the SHA-256 over their paths and checksums.
        """
        return data_fingerprint(self.base)

    @property
    def surveys(self) -> dict[str, Survey]:
        """The figures of the added keys, by the file that they become."""
        return surveys_of(self.added.values())

    def with_key(self, added: AddedKey) -> Opened:
        """Return the same year with one more key.

        Raises
        ------
        AnalyysiError
            If the key does not fit the terms, or a payer has no figure.
        """
        added_keys = {**self.added, added.name: added}
        case = with_keys(self.project, self.base, added_keys)
        return replace(self, case=case, added=added_keys)


def open_year(
    project: Project, agreement: str, year: int, language: str, municipality: str = ""
) -> Opened:
    """Open a year of an agreement.

    Raises
    ------
    AnalyysiError
        If there is no such year, language or participant, or the year's files are at fault.
    """
    case = load_year(project, agreement, year)
    focus = participant(case.agreement, case.terms, municipality) if municipality else None
    opened = Opened(project, case, case, language, focus)
    opened.words  # noqa: B018 - a language that there is not is refused now
    return opened
