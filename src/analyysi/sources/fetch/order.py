"""An order: what a pull asks of a service, and where the answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from analyysi.project import Project
from analyysi.sources.fetch.staging import Staging
from analyysi.sources.fetch.transport import Transport
from analyysi.sources.recipe import Recipe

AnyRecipe = TypeVar("AnyRecipe", bound=Recipe, covariant=True)


@dataclass(frozen=True)
class Wishes:
    """What the user asked for instead of the recipes' own choice."""

    years: str | None = None
    select: Mapping[str, str] = field(default_factory=dict)
    """A further column of a table to the codes to take, or "all"."""
    municipalities: str | None = None
    """Of the State Treasury's documents: codes, or "all"; else the municipalities of the project's
    agreements.
    """
    against: str | None = None
    """The snapshot to compare with, instead of the one in use."""


@dataclass(frozen=True)
class Order(Generic[AnyRecipe]):
    """One recipe to be fetched from its service."""

    project: Project
    recipe: AnyRecipe
    wishes: Wishes
    root: str
    """The service's root: the publisher's own, or a mirror."""
    transport: Transport
    staging: Staging
    """Keeps the answers until they are a snapshot."""
    shared_staging: Callable[[str], Staging]
    """Returns the place, by a name, of answers that serve every order of a run at this root."""
