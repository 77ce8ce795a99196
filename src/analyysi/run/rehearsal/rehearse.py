"""The rehearsal: both services are asked for what is stored, the State Treasury first, and what
differs is gathered.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analyysi.errors import AnalyysiError
from analyysi.file_system.places import temporary_folder
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.asking import Asking, municipal_payers
from analyysi.run.rehearsal.budgets import rehearse_budgets
from analyysi.run.rehearsal.section import Section
from analyysi.run.rehearsal.tables import known_limits, rehearse_limits, rehearse_table
from analyysi.sources.fetch.connection import CONTACT
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.services import SERVICES
from analyysi.sources.fetch.transport import Patience, Transport
from analyysi.sources.recipe import (
    PxWebRecipe,
    Recipe,
    TreasuryRecipe,
    read_recipe,
    recipe_names,
)

SAME, DIFFERS, UNASKED = 0, 3, 4
"""What the command ends with: all is as stored; something differs; something could not be asked."""

PATIENCE = Patience(total=900.0)
"""As in a pull, but a service has a quarter of an hour in all, so that none can hang for long."""


@dataclass(frozen=True)
class Rehearsal:
    """What a rehearsal brought."""

    at: datetime
    """When it began, UTC."""
    roots: Mapping[str, str]
    sections: tuple[Section, ...]
    messages: tuple[str, ...] = ()
    """The program's own messages, in English, to which the sections refer by number."""

    @property
    def differences(self) -> int:
        """How many differences there are."""
        return sum(len(section.differs) for section in self.sections)

    @property
    def unasked(self) -> int:
        """How many things could not be asked."""
        return sum(len(section.unasked) for section in self.sections)

    @property
    def code(self) -> int:
        """The exit code of the command."""
        if self.unasked:
            return UNASKED
        return DIFFERS if self.differences else SAME


def rehearse(
    project: Project,
    roots: Mapping[str, str],
    words: Words,
    tell: Callable[[str], None],
    *,
    offline: bool = False,
    patience: Patience | None = None,
) -> Rehearsal:
    """Ask both services for what is stored and compare. Nothing in the project changes.

    Parameters
    ----------
    roots
        A service's name to its root.
    words
        In whose language the report is.
    tell
        Gets one line for each step, and for each wait.
    patience
        How long a service is borne with; None: as in a pull, and a quarter of an hour in all.

    Raises
    ------
    AnalyysiError
        If the project itself cannot be read. A fault of a service is in the report.
    """
    at = datetime.now(UTC)
    recipes = [read_recipe(project, name) for name in recipe_names(project)]
    mirrors = tuple(root for name, root in roots.items() if root != SERVICES[name].root)
    with temporary_folder() as folder:
        transport = Transport(
            Hosts(also=mirrors),
            offline=offline,
            patience=patience or PATIENCE,
            listener=_Waits(words, tell),
            contact=os.environ.get(CONTACT, ""),
        )
        payers = municipal_payers(project)
        asking = Asking(project, transport, roots, Path(folder), words, tell, payers)
        try:
            sections = tuple(_sections(asking, recipes))
        finally:
            transport.close()
    return Rehearsal(at, dict(roots), sections, tuple(asking.messages))


def _sections(asking: Asking, recipes: list[Recipe]) -> Iterator[Section]:
    """Yield what each part gives; a fault of one does not keep the others from being asked."""
    for recipe in sorted(recipes, key=lambda recipe: not recipe.default):
        if isinstance(recipe, TreasuryRecipe):
            try:
                yield from rehearse_budgets(asking, recipe)
            except AnalyysiError as error:
                yield _failed(asking, recipe, error)
    yield rehearse_limits(asking, known_limits(asking.project, recipes))
    for recipe in recipes:
        if isinstance(recipe, PxWebRecipe):
            try:
                yield rehearse_table(asking, recipe)
            except AnalyysiError as error:
                yield _failed(asking, recipe, error)


def _failed(asking: Asking, recipe: Recipe, error: AnalyysiError) -> Section:
    title = recipe.title.or_main(asking.words.language)
    return Section(title, unasked=[asking.refusal(error)])


class _Waits:
    """A listener that tells of waits only: the rehearsal itself has a line for each step."""

    def __init__(self, words: Words, tell: Callable[[str], None]) -> None:
        self._words, self._tell = words, tell

    def begin(self, what: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, what: str) -> None:
        """Say nothing."""

    def wait(self, seconds: float, why: str) -> None:
        """Tell how long nothing happens, and why."""
        self._tell(
            self._words.say("Waiting {seconds} s: {reason}", seconds=f"{seconds:.0f}", reason=why)
        )

    def silence(self, seconds: float, awaited: str) -> None:
        """Tell that nothing has come for some seconds, and what is waited for."""
        self._tell(
            self._words.say(
                "Still waiting for {awaited} ({seconds} s)",
                awaited=awaited,
                seconds=f"{seconds:.0f}",
            )
        )
