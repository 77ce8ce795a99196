"""Pieces of the page: a fragment that a notebook cell shows and the exporter
puts into the report.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from analyysi.report.language.soft_hyphens import soft_hyphens
from analyysi.report.notebook_style import SheetCarrier, in_notebook

if TYPE_CHECKING:
    from jinja2 import Environment

DATA = "application/vnd.analyysi+json"
"""The media type under which a fragment carries its blocks as data, for papers that are not HTML.
"""

METADATA = "analyysi"
"""The key under which an output's metadata says that it is one of ours, and what it is for."""


@cache
def environment() -> Environment:
    """Return the template environment: everything escaped, and a missing value is an error."""
    # Not above: commands print tables of the report, and fill no template.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("analyysi.report", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.filters["whole_words"] = whole_words
    made.filters["soft_hyphens"] = soft_hyphens
    return made


def whole_words(text: str) -> Markup:
    """Keep words with a hyphen in one piece on paper, where a narrow column would break them.

    >>> whole_words("ICT-henkilö & muut")
    Markup('<span class="word">ICT-henkilö</span> &amp; muut')
    """
    parts = (
        Markup('<span class="word">{}</span>').format(piece)
        if "-" in piece.strip("-")
        else escape(piece)
        for piece in re.split(r"(\s+)", text)
    )
    return Markup("").join(parts)


def policy_hash(text: str) -> str:
    """Return the source of a style or a script for a Content-Security-Policy: ``'sha256-…'``, with
    its quotes.
    """
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def render(template: str, **values: Any) -> Markup:
    """Fill a template of `template/`."""
    return Markup(environment().get_template(template).render(**values))


@dataclass(frozen=True)
class Fragment:
    """A part of the page as a notebook cell shows it.

    `role` says where the exporter puts it: "head", "section", "own" (what an analyst shows without
    a heading), "results" or "nothing" (both not shown). `metadata` holds what the exporter needs:
    the page's title and language, a section's anchor and short name.

    `html` is the part as it stands in the page; a notebook shows it with the page's style sheet
    (`notebook_style`); `carrier` says whether this part brings the sheet along. `uses` says where
    it has got to: "shown" by a notebook, "placed" in a section.
    """

    role: str
    html: str
    plain: str
    metadata: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    carrier: SheetCarrier | None = field(default=None, compare=False, repr=False)
    uses: set[str] = field(default_factory=set, repr=False, compare=False)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        self.uses.add("shown")
        name = f"{self.role} {self.metadata.get('anchor', self.plain)}"
        sheet = "" if self.carrier is None else self.carrier.sheet_of(name)
        shown = in_notebook(self.html, sheet)
        bundle = {"text/html": shown, "text/plain": self.plain, **self.extra}
        return bundle, {METADATA: {"role": self.role, **self.metadata}}
