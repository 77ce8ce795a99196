"""SERVICES, the publishers' services that figures are fetched from: one row for each.

A row names its classes and functions by their places, as entry points do, so that reading a recipe
or checking an address imports no client. A new service needs a module with its recipe class and its
`fetch` function, and a row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

OFFLINE = "ANALYYSI_OFFLINE"
"""The environment variable that forbids the network."""


@dataclass(frozen=True)
class Service:
    """A publisher's service."""

    name: str
    """As recipes have it: ``service = "pxweb"``."""
    root: str
    """The publisher's own address. Requests go to its host and to no other."""
    recipe: str
    """Where the recipes' class is, "module:name"; a subclass of `Recipe`."""
    fetch: str
    """Where the function is that makes drafts of snapshots of an `Order`, "module:name"."""
    reader: str | None = None
    """Where the function is that reads an answer in a form of the service's own, "module:name": an
    answer's bytes and its name to an `Answer`. The form then has the service's name.
    """
    mirror_option: str | None = None
    """The option of `analyysi pull` that names another root, where there is one."""
    variable: str | None = None
    """The environment variable that names another root, for a pull from a notebook too."""

    @property
    def host(self) -> str:
        """Return the publisher's host."""
        return urlsplit(self.root).hostname or ""


SERVICES = {
    service.name: service
    for service in (
        Service(  # Statistics Finland's PxWeb API, version 1
            name="pxweb",
            root="https://pxdata.stat.fi/PxWeb/api/v1",
            recipe="analyysi.sources.recipe:PxWebRecipe",
            fetch="analyysi.sources.fetch.fetch_table:fetch_ordered",
            mirror_option="--pxweb",
            variable="ANALYYSI_PXWEB",
        ),
        Service(  # The State Treasury's service of municipal finances (tutkihallintoa.fi)
            name="treasury",
            root="https://prodkuntarest.westeurope.cloudapp.azure.com/rest/v1/json",
            recipe="analyysi.sources.recipe:TreasuryRecipe",
            fetch="analyysi.sources.fetch.fetch_finances:fetch_ordered",
            mirror_option="--treasury",
            variable="ANALYYSI_TREASURY",
        ),
    )
}
"""Every service by its name."""
