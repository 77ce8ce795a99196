"""What a shell completes: agreements, years, seats, keys, snapshots, languages and formats.

It runs at each press of the Tab key, so files are read as they are, without the models that check
them; what cannot be read completes to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from analyysi.errors import AnalyysiError
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.project import Project, find_project
from analyysi.report.papers.paper_table import PAPERS

_CHOICES = ("total", "method", "key", "participants", "data", "output")
"""What `-p` takes; of a key the names of the year's keys are completed."""
_ALL = "all"

_Offer = TypeVar("_Offer", str, tuple[str, str])
"""What can stand at the cursor, or that with a word of help."""
_Completer = Callable[[Any, list[str], str], list[_Offer]]


def _or_nothing(complete: _Completer[_Offer]) -> _Completer[_Offer]:
    """Make a completer offer nothing where it fails: a file that is half written may hold anything
    in any place, and a press of Tab is no time to say so.
    """

    @wraps(complete)
    def completer(ctx: Any, args: list[str], incomplete: str) -> list[_Offer]:
        try:
            offers = complete(ctx, args, incomplete)
        except Exception:  # noqa: BLE001 - `check` says what is wrong in a file
            return []
        return [offer for offer in offers if _is_text(offer)]

    return completer


def _is_text(offer: object) -> bool:
    parts = offer if isinstance(offer, tuple) else (offer,)
    return all(isinstance(part, str) for part in parts)


@_or_nothing
def complete_agreement(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the agreements of the project."""
    project = _project(ctx)
    if project is None:
        return []
    return sorted(path.parent.name for path in project.agreements.glob("*/agreement.toml"))


@_or_nothing
def complete_agreements(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the agreements, after those that are given already, and what stands for all."""
    return list(_after_commas([*complete_agreement(ctx, args, ""), _ALL], incomplete))


@_or_nothing
def complete_year(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the years of the agreement that stands before, the newest first."""
    folder = _folder(ctx)
    if folder is None:
        return []
    return sorted((path.stem for path in folder.glob("[0-9]*.toml")), reverse=True)


@_or_nothing
def complete_years(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the years of the agreements of `--agreements`, or of all of them."""
    project = _project(ctx)
    if project is None:
        return []
    given = [name.strip() for name in (ctx.params.get("agreements") or "").split(",")]
    names = [] if _ALL in given else list(filter(None, given))
    folders = [project.agreements / name for name in names] or project.agreements.glob("*")
    years = {path.stem for folder in folders for path in folder.glob("[0-9]*.toml")}
    return list(_after_commas([*sorted(years, reverse=True), _ALL], incomplete))


@_or_nothing
def complete_published_agreement(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the agreements that have a published year."""
    return sorted({path.parent.parent.name for path in _published(ctx, "*")})


@_or_nothing
def complete_published_year(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the published years of the agreement that stands before, the newest first."""
    folders = _published(ctx, _argument(ctx, "agreement", 0))
    return sorted((path.name for path in folders), reverse=True)


@_or_nothing
def complete_seat(ctx: Any, args: list[str], incomplete: str) -> list[tuple[str, str]]:
    """Return the names of those that take part in the year, with their codes."""
    folder = _folder(ctx)
    if folder is None:
        return []
    there = set(_of_year(ctx).get("participants", ()))
    parties = _parties(ctx, folder.name)
    return [(name, code) for name, code in parties if not there or code in there]


@_or_nothing
def complete_seats(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the parties of the agreements of `--agreements`, or of all, and what stands for the
    report of all and for every seat.
    """
    names: dict[str, None] = dict.fromkeys(["joint", _ALL])
    for agreement in complete_agreement(ctx, args, ""):
        given = ctx.params.get("agreements") or _ALL
        if given == _ALL or agreement in given.split(","):
            names |= dict.fromkeys(name for name, _ in _parties(ctx, agreement))
    return list(_after_commas(names, incomplete))


@_or_nothing
def complete_party(ctx: Any, args: list[str], incomplete: str) -> list[tuple[str, str]]:
    """Return the names of the parties of the agreement that stands before, with their codes."""
    return _parties(ctx, _argument(ctx, "agreement", 0))


@_or_nothing
def complete_payers(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the codes of the parties of all agreements, after those that are given already."""
    agreements = complete_agreement(ctx, args, "")
    pairs = [pair for agreement in agreements for pair in _parties(ctx, agreement)]
    return list(_after_commas([*dict.fromkeys(code for _, code in pairs), _ALL], incomplete))


@_or_nothing
def complete_key(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the keys of a first year that are no file and no stored figures."""
    # Not above: completion of anything else need not wait for the methods.
    from analyysi.drafting.agreements.answered_keys import EQUAL, POPULATION

    return [POPULATION, EQUAL]


@_or_nothing
def complete_question(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the keys of the year that read a survey."""
    keys = _of_year(ctx).get("keys", {})
    return [name for name, key in keys.items() if "survey" in key]


@_or_nothing
def complete_recipe(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return what can be fetched."""
    project = _project(ctx)
    return [] if project is None else sorted(path.stem for path in project.recipes.glob("*.toml"))


@_or_nothing
def complete_snapshot(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the stored snapshots."""
    project = _project(ctx)
    if project is None:
        return []
    manifests = project.snapshots.glob("*/*/*/manifest.json")
    return sorted(path.parent.relative_to(project.snapshots).as_posix() for path in manifests)


@_or_nothing
def complete_parameter(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return what `-p` takes: its names, or the keys of the year behind `key=`."""
    if incomplete.startswith("key="):
        return [f"key={name}" for name in _of_year(ctx).get("keys", {})]
    return [f"{name}=" for name in _CHOICES]


@_or_nothing
def complete_format(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the formats of a report, after those that are given already."""
    return list(_after_commas(PAPERS, incomplete))


@_or_nothing
def complete_language(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    """Return the languages, after those that are given already."""
    return list(_after_commas(LANGUAGES, incomplete))


def _after_commas(names: Iterable[str], incomplete: str) -> Iterator[str]:
    given, comma, _ = incomplete.rpartition(",")
    taken = given.split(",")
    return (f"{given}{comma}{name}" for name in names if name not in taken)


def _parties(ctx: Any, agreement: str) -> list[tuple[str, str]]:
    project = _project(ctx)
    if project is None or not agreement:
        return []
    parties = _read(project.agreements / agreement / "agreement.toml").get("parties", ())
    return [(party["name"][MAIN_LANGUAGE], party["code"]) for party in parties]


def _published(ctx: Any, agreement: str) -> list[Path]:
    project = _project(ctx)
    if project is None or not agreement:
        return []
    return list(project.reports.glob(f"{agreement}/published/[0-9]*"))


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
