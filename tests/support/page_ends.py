"""Where the pages of a printed report end, from their text as pdftotext lays it out: whatever
a reader would take for a slip there.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

FEWEST = 6
"""The lines that a last page has at least, without its head and foot."""

_FOOT = re.compile(r"\d+ ?/ ?\d+$")
_HEADING = re.compile(r"<(h[1-4]|caption|summary|dt)\b[^>]*>(.*?)</\1>", re.DOTALL)
_NUMBERED = re.compile(r"<ol\b[^>]*>(.*?)</ol>", re.DOTALL)
_POINT = re.compile(r"<li\b[^>]*>(.*?)</li>", re.DOTALL)


@dataclass(frozen=True)
class Kept:
    """What the end of a page may not part.

    Parameters
    ----------
    headings
        The headings, the captions that stand above tables, and the terms above what they mean.
    wholes
        Texts that belong on one page together: the points of a resolution.
    names
        What is never hyphenated.
    """

    headings: Collection[str]
    wholes: Collection[Sequence[str]]
    names: Collection[str]


def kept_of(html: str, names: Collection[str]) -> Kept:
    """Return what no printing of a page may part; its list of contents and what is folded for
    specialists are not printed.
    """
    body = re.sub(r"<nav\b.*?</nav>", "", html, flags=re.DOTALL)
    body = re.sub(r'<details class="specialists">.*?</details>', "", body, flags=re.DOTALL)
    headings = [_plain(text) for _, text in _HEADING.findall(body)]
    wholes = [list(map(_plain, _POINT.findall(points))) for points in _NUMBERED.findall(body)]
    return Kept(headings, wholes, names)


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def faults(pages: Sequence[str], kept: Kept) -> list[str]:
    """Return the faults of a printed report, each with its page."""
    written = [_lines(page) for page in pages]
    slips = [
        *_headings_last(written, kept.headings),
        *_parted(pages, kept.wholes),
        *_hyphenated(pages, kept.names),
    ]
    if len(written[-1]) < FEWEST:
        slips.append(f"p. {len(pages)}: the last page has {len(written[-1])} lines")
    return slips


def _lines(page: str) -> list[str]:
    """Return the lines of a page but its foot and the mark of a draft at its head."""
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    foot = next((place for place, line in enumerate(lines) if _FOOT.search(line)), len(lines))
    return [line for line in lines[:foot] if not (line.isupper() and " " not in line)]


def _close(text: str) -> str:
    """Return a text without its spaces, as a page may break it anywhere."""
    return re.sub(r"[\s\u00ad]", "", text)


def _headings_last(pages: Sequence[list[str]], headings: Collection[str]) -> Iterator[str]:
    """Yield the pages that end with a heading, or with a line of one."""
    endings = [_close(heading) for heading in headings]
    for number, lines in enumerate(pages[:-1], start=1):
        last = _close(lines[-1]) if lines else ""
        for ending in endings:
            whole_line = ending.startswith(last) or ending.endswith(last)
            if whole_line and 3 * len(last) > len(ending):
                yield f"p. {number}: the heading '{lines[-1]}' stands last"
                break


def _parted(pages: Sequence[str], wholes: Collection[Sequence[str]]) -> Iterator[str]:
    """Yield the texts that are not whole on any page."""
    closed = [_close(page) for page in pages]
    for texts in wholes:
        if not any(all(_close(text) in page for text in texts) for page in closed):
            yield f"'{texts[0]}' and what belongs to it stand on no page together"


def _hyphenated(pages: Sequence[str], names: Collection[str]) -> Iterator[str]:
    """Yield the names that a line's end or a cell's parts."""
    for number, page in enumerate(pages, start=1):
        for name in names:
            for cut in range(2, len(name) - 1):
                if re.search(rf"\b{name[:cut]}[-\u00ad](\s\s|\s*$)", page, re.MULTILINE):
                    yield f"p. {number}: {name} is parted after '{name[:cut]}'"
