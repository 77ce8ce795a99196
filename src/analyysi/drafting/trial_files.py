"""Agreement files that are not written yet, worked out as if they were: a draft is put in place
only if it works.
"""

from __future__ import annotations

from collections.abc import Mapping

from analyysi.agreement.reading import AGREEMENT_FILE
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.compare import compare_methods
from analyysi.project import Project
from analyysi.sources.survey import Survey


def draft_case(
    project: Project,
    agreement_id: str,
    year: int,
    files: Mapping[str, str],
    surveys: Mapping[str, Survey] | None = None,
) -> Case:
    """Work out a year by drafts of its terms, its agreement or both.

    Every method that applies is tried, as `analyysi check` does.

    Parameters
    ----------
    files
        A file's name in the agreement's folder to its text: "agreement.toml", "2028.toml".
    surveys
        Answers that have no file yet, by the file that they are for.

    Raises
    ------
    AnalyysiError
        For every fault that `analyysi check` would find.
    """
    case = load_year(
        project,
        agreement_id,
        year,
        agreement_text=files.get(AGREEMENT_FILE),
        terms_text=files.get(f"{year}.toml"),
        surveys=surveys,
    )
    compare_methods(case)
    return case
