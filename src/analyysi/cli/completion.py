"""What a shell completes: agreements, years, seats, keys, languages and formats.

It runs at each press of the Tab key, so files are read as they are, without the models that check
them; what cannot be read completes to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from analyysi.errors import AnalyysiError
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.project import Project, find_project
from analyysi.report.papers.paper_table import PAPERS

_CHOICES = ("total", "method", "key", "participants", "data", "output")
"""What `-p` takes; of a key the names of the year's keys are completed."""


def complete_agreement(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the agreements of the project."""
    project = _project(ctx)
    if project is None:
        return []
    return sorted(path.parent.name for path in project.agreements.glob("*/agreement.toml"))


def complete_year(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the years of the agreement that stands before, the newest first."""
    folder = _folder(ctx)
    if folder is None:
        return []
    return sorted((path.stem for path in folder.glob("[0-9]*.toml")), reverse=True)


def complete_seat(ctx: Any, args: list[str], incomplete: str) -> list[tuple[str, str]]:
    """Return the names of those that take part in the year, with their codes."""
    folder = _folder(ctx)
    if folder is None:
        return []
    there = set(_of_year(ctx).get("participants", ()))
    parties = _read(folder / "agreement.toml").get("parties", ())
    return [
        (party["name"][MAIN_LANGUAGE], party["code"])
        for party in parties
        if not there or party["code"] in there
    ]


def complete_parameter(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return what `-p` takes: its names, or the keys of the year behind `key=`."""
    if incomplete.startswith("key="):
        return [f"key={name}" for name in _of_year(ctx).get("keys", {})]
    return [f"{name}=" for name in _CHOICES]


def complete_format(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the formats of a report, after those that are given already."""
    return list(_after_commas(PAPERS, incomplete))


def complete_language(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the languages, after those that are given already."""
    return list(_after_commas(LANGUAGES, incomplete))


def _after_commas(names: Iterable[str], incomplete: str) -> Iterator[str]:
    given, comma, _ = incomplete.rpartition(",")
    taken = given.split(",")
    return (f"{given}{comma}{name}" for name in names if name not in taken)


def _project(ctx: Any) -> Project | None:
    try:
        return find_project(ctx.params.get("project") or "")
    except AnalyysiError:
        return None


def _folder(ctx: Any) -> Path | None:
    project, name = _project(ctx), _argument(ctx, "agreement", 0)
    folder = None if project is None or not name else project.agreements / name
    return folder if folder is not None and folder.is_dir() else None


def _argument(ctx: Any, name: str, place: int) -> str:
    """Return what was given for an argument: while an option lacks its value, the arguments are
    not told apart yet.
    """
    return ctx.params.get(name) or "".join(ctx.args[place : place + 1])


def _of_year(ctx: Any) -> dict[str, Any]:
    folder, year = _folder(ctx), _argument(ctx, "year", 1)
    return _read(folder / f"{year}.toml") if folder is not None and year else {}


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    from analyysi.file_system.reading import read_file

    try:
        return tomllib.loads(read_file(path).decode("utf-8-sig"))
    except (OSError, ValueError, AnalyysiError):
        return {}
