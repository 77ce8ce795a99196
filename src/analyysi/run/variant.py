"""Which of a year's reports this is: of all or from one seat, in which language, and the folder it
lies in.
"""

import re
import unicodedata
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.participants import participant
from analyysi.agreement.terms import Terms
from analyysi.languages import MAIN_LANGUAGE
from analyysi.project import Project


def report_folder(
    project: Project, parameters: RunParameters, agreement: Agreement, terms: Terms
) -> Path:
    """Return where a report lies: ``2023`` for the Finnish one of all, ``2023-paltamo-sv`` for
    another.

    Raises
    ------
    ParameterError
        If no participant is called as the parameters say.
    """
    parts = [str(parameters.year)]
    if parameters.municipality:
        code = participant(agreement, terms, parameters.municipality)
        names = [_in_letters(party.name.main) for party in agreement.parties]
        name = _in_letters(agreement.party(code).name.main)
        parts.append(name if names.count(name) == 1 else f"{name}-{code.lower()}")
    if parameters.language != MAIN_LANGUAGE:
        parts.append(parameters.language)
    return project.reports / parameters.agreement / "-".join(parts)


def variant_name(folder: Path, parameters: RunParameters) -> str:
    """Return a report's name within its year, its language always told: "fi", "sv", "paltamo-fi".

    Parameters
    ----------
    folder
        Where the report lies, as `report_folder` has it.
    """
    parts = folder.name.split("-")[1:]
    return "-".join([*parts, MAIN_LANGUAGE] if parameters.language == MAIN_LANGUAGE else parts)


def _in_letters(name: str) -> str:
    """Write a name as folders on every system allow it.

    >>> _in_letters("Ristijärvi"), _in_letters("Kainuun liitto")
    ('ristijarvi', 'kainuun-liitto')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "party"
