"""Pieces of the page: a fragment that a notebook cell shows and the exporter puts into the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

METADATA = "analyysi"
"""The key under which an output's metadata says that it is one of ours, and what it is for."""


@cache
def environment() -> Environment:
    """Return the template environment: everything escaped, and a missing value is an error."""
    return Environment(
        loader=PackageLoader("analyysi.report", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def render(template: str, **values: Any) -> Markup:
    """Fill a template of `template/`."""
    return Markup(environment().get_template(template).render(**values))


@dataclass(frozen=True)
class Fragment:
    """A part of the page as a notebook cell shows it.

    `role` tells the exporter where it goes: "head", "section", or "results" (not shown). `metadata`
    holds what the exporter needs: the page's title and language, a section's anchor and short name.
    """

    role: str
    html: str
    plain: str
    metadata: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"text/html": self.html, "text/plain": self.plain, **self.extra}
        return data, {METADATA: {"role": self.role, **self.metadata}}
