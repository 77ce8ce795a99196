"""The program's own files that projects are made from: notebooks, recipes, templates, schemas, what
is known of municipalities, and the newest population of all of them.

They lie at the root of a clone, as those of a project do. A wheel packs them into the package
(`hatch_wheel.py` at the root asks for them here), and an installed program has them there.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

PACKED = "starting_project"
"""The folder of the package that holds them in an installed program."""

PATTERNS = (
    "notebooks/*.ipynb",
    "templates/*",
    "schemas/*.json",
    "data/sources/*.toml",
    "data/municipalities/*",
    "data/boundaries/SOURCES.md",
    "data/boundaries/municipalities-2020/*",
    # The population: of 2025 in the division of today, and of 2000-2022 for what looks back.
    "data/snapshots/tilastokeskus/11ra/2026-11-24/**/*",
    "data/snapshots/thl-sotkanet/population-31-12/2026-11-24/**/*",
    "requirements.lock",
)
"""Which files they are, as seen from the root: a row for each kind."""

_SIGN_OF_A_CLONE = "pyproject.toml"


def program_root() -> Path | None:
    """Return the folder that holds the program's own files, laid out as in a project.

    Returns
    -------
    None where they are not at hand: in the archived program of a published year.
    """
    package = Path(str(files("analyysi")))
    packed, clone = package / PACKED, package.parent.parent
    if packed.is_dir():
        return packed
    is_clone = package.parent.name == "src" and (clone / _SIGN_OF_A_CLONE).is_file()
    return clone if is_clone else None


def program_files(root: Path | None = None) -> dict[str, Path]:
    """Return the program's own files: the path in a project to where the file lies.

    Parameters
    ----------
    root
        The folder that holds them; `program_root` if None.
    """
    folder = program_root() if root is None else root
    if folder is None:
        return {}
    paths = {path for pattern in PATTERNS for path in folder.glob(pattern) if path.is_file()}
    by_name = {path.relative_to(folder).as_posix(): path for path in paths}
    # A lock or a half-written file of a command that writes there now is none of them.
    return {name: by_name[name] for name in sorted(by_name) if "/.analyysi" not in name}
