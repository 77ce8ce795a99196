"""What the site makes itself and documents ask for by `<!-- site: name -->`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from website.documents import Document

Part = Callable[[Document], str]


def made_parts(site: Path, reports: bool) -> dict[str, Part]:
    """Return the parts by their names."""
    return {}
