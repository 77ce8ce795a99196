"""A section as a fragment: what a notebook cell shows, and what page and papers are made from."""

from __future__ import annotations

from collections.abc import Sequence

from analyysi.report.blocks import Block, as_data
from analyysi.report.html import DATA, Fragment, render


def section_fragment(
    anchor: str, label: str, heading: str, blocks: Sequence[Block], is_own: bool = False
) -> Fragment:
    """Return a section with its heading, its address in the page and its name in the contents.

    `is_own` marks what an analyst made, for the papers that gather it.
    """
    html = render(
        "section.html.j2", anchor=anchor, heading=heading, parts=[block.html() for block in blocks]
    )
    contents = {"heading": heading, "blocks": as_data(blocks)}
    metadata = {"anchor": anchor, "label": label, **({"own": True} if is_own else {})}
    return Fragment("section", html, heading, metadata, {DATA: contents})
