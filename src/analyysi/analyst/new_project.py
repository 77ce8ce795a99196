"""A new project from a notebook."""

from __future__ import annotations

from pathlib import Path

from analyysi.drafting.projects.new_project import new_project
from analyysi.languages.language_table import MAIN_LANGUAGE


def init(folder: str | Path, language: str = MAIN_LANGUAGE) -> Path:
    """Make a project in a new or empty folder: notebooks, figures, an example that makes a report.

    The same as the command `analyysi init`. All of it is made, or nothing.

    Parameters
    ----------
    folder
        The project's folder.
    language
        The project's language: "fi", "sv" or "en".

    Returns
    -------
    The project's folder, which `load` and the other functions take as `project`.

    Raises
    ------
    ParameterError
        If the folder holds something, or is a project already.
    StorageError
        If it cannot be written.

    Examples
    --------
    >>> import analyysi, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     project = analyysi.init(f"{folder}/my-project", language="en")
    ...     case = analyysi.load("example", 2027, project=str(project), language="en")
    >>> case.total
    Decimal('60000.00')
    """
    return new_project(Path(folder), language).project.root
