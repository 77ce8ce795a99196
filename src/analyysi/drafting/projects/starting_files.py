"""Every file that a project begins with: the program's own, and what is written for the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import metadata
from pathlib import PurePosixPath

from packaging.specifiers import SpecifierSet

from analyysi import __version__
from analyysi.drafting.projects.installed_wheel import Wheel
from analyysi.drafting.projects.project_notebooks import set_to
from analyysi.drafting.toml_templates import render_toml
from analyysi.errors import ParameterError
from analyysi.file_system.program_files import program_files
from analyysi.languages.user_language import SETTINGS
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.report.language.words import Words

EXAMPLE_YEAR = 2027
EXAMPLE_KEY = "population_2025"
POPULATION = "tilastokeskus/11ra/2026-11-24"
"""The snapshot that the example is shared by: the newest population of all municipalities."""
WHEELS = "wheel"
"""The folder of a project with the wheel of the program."""

_NOTEBOOKS = "notebooks"
_EXAMPLE_FOLDER = "data/agreements"

WRITTEN: Mapping[str, str] = {
    "README.md": "project/README.{language}.md.j2",
    ".gitignore": "project/gitignore.j2",
    ".gitattributes": "project/gitattributes.j2",
    ".github/workflows/analyysi.yml": "project/workflow.yml.j2",
    "environment.yml": "project/environment.yml.j2",
    "requirements.txt": "project/requirements.txt.j2",
    SETTINGS.as_posix(): "project/settings.toml.j2",
}
"""What is written for a project: its path there and the template that it is made from."""

EXAMPLE: Mapping[str, str] = {
    "agreement.toml": "project/example-agreement.toml.j2",
    f"{EXAMPLE_YEAR}.toml": "project/example-terms.toml.j2",
}
"""The files of the example, in the same way."""


@dataclass(frozen=True)
class StartingFiles:
    """The files of a new project, path to content, and the agreement that it begins with."""

    contents: Mapping[str, bytes]
    agreement: str
    year: int = EXAMPLE_YEAR


def starting_files(
    language: str, wheel: Wheel | None, agreement: str = "", example: bool = True
) -> StartingFiles:
    """Return all that a project begins with, in one language.

    Parameters
    ----------
    wheel
        That of the program, if it is known: the project then carries what it is made with.
    agreement
        The name of the agreement that the notebooks are set to; "example" in the project's language
        if empty.
    example
        Whether the files of that agreement are among them.

    Raises
    ------
    ParameterError
        If the program's own files are not at hand.
    """
    files = program_files()
    if not files:
        raise ParameterError(
            "This program has none of the files that a project is made from: it is the program "
            "of a published year. Use an installed analyysi."
        )
    agreement = agreement or Words(language, MAIN_CURRENCY).say("example")
    contents = {name: path.read_bytes() for name, path in files.items()}
    for name in [name for name in contents if name.startswith(f"{_NOTEBOOKS}/")]:
        stem = PurePosixPath(name).stem
        contents[name] = set_to(
            contents[name], stem, agreement, EXAMPLE_YEAR, EXAMPLE_KEY, language
        )
    values = {
        "agreement": agreement,
        "year": EXAMPLE_YEAR,
        "key": EXAMPLE_KEY,
        "snapshot": POPULATION,
        "version": __version__,
        "python": metadata("analyysi")["Requires-Python"],
        "python_versions": python_versions(metadata("analyysi")["Requires-Python"]),
        "wheel": wheel,
        "wheels": WHEELS,
    }
    if wheel is not None:
        contents[f"{WHEELS}/{wheel.name}"] = wheel.content
    templates = dict(WRITTEN)
    if example:
        folder = f"{_EXAMPLE_FOLDER}/{agreement}"
        templates |= {f"{folder}/{name}": template for name, template in EXAMPLE.items()}
    for name, template in templates.items():
        contents[name] = render_toml(
            template.format(language=language), language, **values
        ).encode()
    return StartingFiles(contents, agreement)


def is_an_agreement(name: str) -> bool:
    """Return whether a path in a project is one by which it counts as a project: it is put in place
    last.
    """
    return name.startswith(f"{_EXAMPLE_FOLDER}/")


def has_agreements(project: Project) -> bool:
    """Return whether a project has an agreement already."""
    return any(project.agreements.glob("*/agreement.toml"))


def python_versions(required: str) -> str:
    """Write for a reader which versions of Python a program runs on.

    >>> python_versions(">=3.11,<3.16")
    '3.11–3.15'
    """
    taken = [minor for minor in range(100) if f"3.{minor}" in SpecifierSet(required)]
    return f"3.{taken[0]}–3.{taken[-1]}"
