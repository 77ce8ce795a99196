"""Which file of the program moved a published year's shares: today's program and the archived one
are joined file by file, and each joint program shares the year again.

The exact shares in results.csv say where to look first. Where they are the same and the cents are
not, it is the rounding rule; where they differ for some ways of sharing, it is those; where for
all, it is what all have in common. From the module of that on, its imports are followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analyysi.archive.ledger import by_split
from analyysi.archive.replay import lay_out, replay_results
from analyysi.archive.scratch_project import Outcome, ScratchProject
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.errors import AnalyysiError, ReproductionError, Sentence
from analyysi.file_system.files import remove, replace_file
from analyysi.file_system.places import temporary_folder

_IMPORTED = re.compile(
    r"^\s*(?:from|import)\s+(analyysi[\w.]*)(?:\s+import\s+\(?([\w, \n]*))?", re.M
)
_MOST_TRIED = 40
"""So many files are swapped at most, the nearest to the suspected rule first: each takes a run."""

_IN_COMMON = ("analyysi.comparison.case", "analyysi.allocation.keys", "analyysi.sources.keys")
"""Where the figures come from that every way of sharing uses."""


@dataclass(frozen=True)
class Suspect:
    """What differs, by its name, and the module of today's program that does it."""

    name: str
    module: str


@dataclass(frozen=True)
class ChangedFile:
    """A file whose change moves shares: the results without and with its change, all else alike."""

    path: str
    before: str
    after: str
    alone: bool
    """Whether it explains the whole difference."""


def suspects(scratch: ScratchProject, archived: str, present: str) -> tuple[Suspect, ...]:
    """Return what makes the shares differ, as the exact shares and the cents show it."""
    exact = by_split(archived, "share_of_total"), by_split(present, "share_of_total")
    differing = _differing(*exact)
    try:
        comparison = compare_methods(
            load_year(scratch.project, scratch.record.agreement, scratch.record.year)
        )
    except AnalyysiError:
        return ()
    if not differing:
        cents = by_split(archived, "amount_eur"), by_split(present, "amount_eur")
        if not _differing(*cents):
            return (Suspect(Sentence("how results.csv is written"), "analyysi.comparison.results"),)
        return (_rounding(comparison),)
    methods = [split.variant.method for split in comparison.splits if split.id in differing]
    by_name = {
        method.name: Suspect(
            Sentence("way of sharing {name}", name=method.name), _module(method.function)
        )
        for method in methods
    }
    if not differing >= {*exact[0], *exact[1]}:
        return tuple(by_name.values())
    steps = [
        Suspect(Sentence("step {name}", name=step.name), _module(step.function))
        for step, _ in comparison.case.steps
    ]
    in_common = [Suspect(Sentence("the figures of the keys"), module) for module in _IN_COMMON]
    return (*steps, *in_common, *by_name.values())


def _rounding(comparison: Comparison) -> Suspect:
    row = comparison.case.rounding
    return Suspect(Sentence("rounding rule {name}", name=row.name), _module(row.function))


def _module(function: Callable[..., object]) -> str:
    """Return the module that a function of a row is in, also where a part of it is filled in."""
    return str(getattr(function, "func", function).__module__)


def _differing(
    old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]
) -> set[str]:
    return {split for split in {*old, *new} if old.get(split) != new.get(split)}


def files_behind(
    scratch: ScratchProject,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    archived: str,
    present: str,
    where_to_look: Iterable[Suspect],
) -> tuple[ChangedFile, ...]:
    """Return the changed files that move the shares, each swapped alone; one that explains the
    whole difference is returned alone.

    Parameters
    ----------
    before, after
        The archived program and today's: path to bytes.
    archived, present
        What each gives, as a results.csv.

    Returns
    -------
    None of them where the programs are built so differently that no file can be swapped alone.
    """
    modules = [suspect.module for suspect in where_to_look]
    candidates = []
    for path in _near(after, modules):
        if path in before and before[path] != after[path]:
            candidates.append(path)
    moving = []
    with temporary_folder() as name:
        today_but = _JoinedProgram(Path(name) / "today", after, before, scratch)
        archived_but = _JoinedProgram(Path(name) / "archived", before, after, scratch)
        for path in candidates[:_MOST_TRIED]:
            without = today_but.results(path)
            if without.results == archived:
                return (ChangedFile(path, archived, present, True),)
            within = archived_but.results(path)
            if within.results == present:
                return (ChangedFile(path, archived, present, True),)
            if without.results not in (None, present):
                moving.append(ChangedFile(path, str(without.results), present, False))
            elif within.results not in (None, archived):
                moving.append(ChangedFile(path, archived, str(within.results), False))
    return tuple(moving)


def _near(program: Mapping[str, bytes], modules: Iterable[str]) -> Iterator[str]:
    """Yield the files of modules, then of those that they import, and so on: the nearest first."""
    waiting = [path for module in modules for path in _paths(program, module)]
    seen = set(waiting)
    while waiting:
        path = waiting.pop(0)
        yield path
        for imported in _imports(program[path].decode("utf-8", "replace")):
            for further in _paths(program, imported):
                if further not in seen:
                    seen.add(further)
                    waiting.append(further)


def _imports(source: str) -> Iterator[str]:
    for module, names in _IMPORTED.findall(source):
        yield module
        # What is imported from a package may itself be a module.
        yield from (f"{module}.{name.strip()}" for name in names.split(",") if name.strip())


def _paths(program: Mapping[str, bytes], module: str) -> list[str]:
    place = module.replace(".", "/")
    return [path for path in (f"{place}.py", f"{place}/__init__.py") if path in program]


class _JoinedProgram:
    """A program laid out in a folder, one file of which at a time is another program's."""

    def __init__(
        self,
        folder: Path,
        program: Mapping[str, bytes],
        other: Mapping[str, bytes],
        scratch: ScratchProject,
    ) -> None:
        self._folder = lay_out(folder, program)
        self._program, self._other, self._scratch = program, other, scratch

    def results(self, path: str) -> Outcome:
        """Share the year while a file is the other program's."""
        record = self._scratch.record
        try:
            self._put(path, self._other[path])
            shared = replay_results(
                self._scratch.project.root,
                self._folder,
                record.agreement,
                record.year,
            )
            return Outcome(shared)
        except ReproductionError as error:
            return Outcome(None, error.sentence)
        finally:
            self._put(path, self._program[path])

    def _put(self, path: str, content: bytes) -> None:
        place = self._folder / path
        replace_file(place, content, durable=False)
        # Python takes compiled code for that of a file of the same size and second.
        for compiled in (place.parent / "__pycache__").glob(f"{place.stem}.*.pyc"):
            remove(compiled)
