"""The links of a built site: those that lead nowhere, and a list of those that leave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit


class _Read(HTMLParser):
    """What a page leads to, and what can be led to in it."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the tag names."""
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.anchors.add(value)
            elif name in {"href", "src"}:
                self.targets.append(value)


def _read_pages(site: Path) -> Mapping[str, _Read]:
    pages = {}
    for path in sorted(site.rglob("*.html")):
        pages[path.relative_to(site).as_posix()] = page = _Read()
        page.feed(path.read_text(encoding="utf-8"))
    return pages


def broken_links(site: Path) -> list[str]:
    """Return the links and anchors within a site that lead nowhere, as "page: target"."""
    pages = _read_pages(site)
    broken = []
    for name, page in pages.items():
        for target in page.targets:
            parts = urlsplit(target)
            if not (parts.scheme or parts.netloc) and not _leads(site, name, target, pages):
                broken.append(f"{name}: {target}")
    return broken


def _leads(site: Path, page: str, target: str, pages: Mapping[str, _Read]) -> bool:
    parts = urlsplit(target)
    path = (site / PurePosixPath(page).parent / unquote(parts.path)).resolve()
    if not parts.path:
        path = (site / page).resolve()
    if not path.is_file() or not path.is_relative_to(site.resolve()):
        return False
    there = pages.get(path.relative_to(site.resolve()).as_posix())
    return not parts.fragment or (there is not None and unquote(parts.fragment) in there.anchors)


def outside_links(site: Path) -> Iterator[str]:
    """Yield the addresses outside of the site, once each; nothing is asked of them."""
    targets: set[str] = set()
    for page in _read_pages(site).values():
        targets.update(page.targets)
    for target in sorted(targets):
        if urlsplit(target).scheme in {"http", "https", "mailto"}:
            yield target
