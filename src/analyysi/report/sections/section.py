"""What a section of the page is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyysi.report.blocks import Block


class Shown(NamedTuple):
    """A section as the reader sees it: a heading that answers its question, and its blocks."""

    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class LeftOut:
    """A section that this report does not have, and why, in the reader's language."""

    reason: str


ANNEX_START = '<div class="annex-start" id="annex-start">'
"""How the head's HTML says where the front page ends: the annex's contents list stands there."""
