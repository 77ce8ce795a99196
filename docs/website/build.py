"""Builds the site into `site/`, without a network: `make site`."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analyysi import __version__
from website.documents import (
    LANGUAGES,
    MAIN_LANGUAGE,
    OF_PATH,
    PAGES,
    PARTS,
    ROOT,
    Document,
)
from website.links import broken_links, outside_links
from website.made_parts import Part, made_parts
from website.markdown_pages import Written, written
from website.words import WORDS

SITE = ROOT / "site"
OUTSIDE = "outside-links.txt"
"""The list of what the site leads to outside of it."""
_LOOK = Path(__file__).parent / "look"
_FILES = {".png", ".xlsx", ".csv", ".txt", ".yml", ""}
"""Endings of the files that documents offer or show, which the site takes along."""
_TAG = re.compile(r"<[^>]+>")


def build(site: Path = SITE, reports: bool = True) -> int:
    """Build the whole site in a folder, which is emptied first; return the number of its pages.

    Raises
    ------
    SystemExit
        If a link or an anchor within it leads nowhere.
    """
    if site.exists():
        shutil.rmtree(site)
    site.mkdir(parents=True)
    for name in ("site.css", "search.js"):
        shutil.copy(_LOOK / name, site / name)
    parts = made_parts(site, reports)
    pages = {document: _written(document, site, parts) for document in PAGES}
    titles = {document: page.title for document, page in pages.items()}
    for document, page in pages.items():
        path = site / document.page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_framed(document, page, titles), encoding="utf-8")
    for language in LANGUAGES:
        entries = [
            entry
            for document, page in pages.items()
            if document.language == language
            for entry in _searched(document, page)
        ]
        words = {name: WORDS[language][name] for name in ("found", "nothing")}
        index = json.dumps({"entries": entries, "words": words}, ensure_ascii=False)
        path = site / f"{language}-search.js"
        path.write_text(f"window.searched = {index};\n", encoding="utf-8")
    (site / OUTSIDE).write_text("\n".join([*outside_links(site), ""]), encoding="utf-8")
    if broken := broken_links(site):
        raise SystemExit("\n".join(["Links that lead nowhere:", *broken]))
    return len(pages)


def _written(document: Document, site: Path, parts: Mapping[str, Part]) -> Written:
    folder = PurePosixPath(document.path).parent

    def linked(target: str) -> str:
        split = urlsplit(target)
        if split.scheme or not split.path:
            return target
        named = os.path.normpath(folder / split.path)
        if (other := OF_PATH.get(named)) and other.part:
            anchor = f"#{split.fragment}" if split.fragment else ""
            return _way(document, other.page) + anchor
        if PurePosixPath(named).suffix in _FILES:
            place = site / "files" / PurePosixPath(named).name
            place.parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / named, place)
            return _way(document, f"files/{place.name}")
        raise SystemExit(f"{document.path} leads to {target}, which is no page and no file.")

    own = {name: partial(part, document) for name, part in parts.items()}
    return written(document.text(), linked, WORDS[document.language]["table"], own)


def _way(document: Document, page: str) -> str:
    """Return the relative path from a document's page to another."""
    return os.path.relpath(page, PurePosixPath(document.page).parent).replace(os.sep, "/")


@cache
def _template() -> Any:
    loader = FileSystemLoader(_LOOK)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(
        "page.html.j2"
    )


def _framed(document: Document, page: Written, titles: Mapping[Document, str]) -> str:
    home = {language: _first(language) for language in LANGUAGES}
    root = "" if document.language == MAIN_LANGUAGE else "../"
    languages = [
        {"code": code, "name": name, "target": _way(document, home[code].page)}
        for code, name in LANGUAGES.items()
    ]
    html: str = _template().render(
        document=document,
        title=page.title,
        html=page.html,
        root=root,
        home=_way(document, home[document.language].page),
        languages=languages,
        parts=_contents(document, titles),
        words=WORDS[document.language],
        version=__version__,
    )
    return html


def _first(language: str) -> Document:
    return next(document for document in PAGES if document.language == language)


def _contents(document: Document, titles: Mapping[Document, str]) -> list[dict[str, Any]]:
    contents = []
    for part, names in PARTS.items():
        pages = [
            {
                "title": titles[page],
                "target": _way(document, page.page),
                "here": page is document,
                "language": page.language,
            }
            for page in PAGES
            if page.part == part and page.language == document.language
        ]
        if pages:
            contents.append({"name": names[document.language], "pages": pages})
    return contents


def _searched(document: Document, page: Written) -> Iterator[dict[str, str]]:
    """Yield what the search knows of a page: each heading and the words below it."""
    for heading in page.headings:
        _, _, after = page.html.partition(f'id="{heading.anchor}"')
        below = re.split(r"<h[1-6] ", after, maxsplit=1)[0].partition(">")[2]
        yield {
            "page": f"{document.page}#{heading.anchor}",
            "title": page.title,
            "heading": heading.text,
            "text": " ".join(_TAG.sub(" ", below).split()),
        }


if __name__ == "__main__":
    count = build(reports="--without-reports" not in sys.argv[1:])
    print(f"{count} pages: {SITE / 'index.html'}")  # noqa: T201 - a command of the Makefile
