"""An analyst's Markdown as a tree of harmless HTML, from which the page and the papers are made.

The Markdown may hold HTML of its own. What would run in a reader's browser, ask somebody for a
file, or has no words for who cannot see it stops the report; other tags that a report does not know
are left out and their text stays.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import unquote

import nh3
from bs4 import BeautifulSoup
from bs4.element import Tag
from mistune.plugins import import_plugin
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from analyysi.errors import ParameterError, ReportError, Sentence
from analyysi.file_system.reading import read_file
from analyysi.languages.plain_text import printable
from analyysi.project import find_project
from analyysi.report.papers.formulas import OwnFormula, read_formula
from analyysi.report.papers.markdown_refusals import (
    PROTOCOLS,
    refuse_active,
    refuse_lost,
    refuse_unreferred,
)
from analyysi.report.pictures.embedded import EmbeddedPicture, read_picture

# fmt: off
_KEPT = frozenset({
    "p", "div", "span", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i",
    "u", "s", "del", "ins", "mark", "small", "sub", "sup", "code", "kbd", "samp", "var", "pre",
    "q", "cite", "dfn", "abbr", "a", "img", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption",
    "details", "summary", "formula"
})
"""Elements that a report shows; of others the text stays."""
# fmt: on
_FILE_NAME = r"(?i)[^\s/]+\.(png|jpe?g|gif|svg)"
"""What Jupyter writes for the alt text of a picture that is pasted or dropped into a cell."""
_PLUGINS = (*MarkdownWithMath.DEFAULT_PLUGINS, "footnotes")
"""What Jupyter reads beside plain Markdown, and footnotes."""
_DEEPEST = 50
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "formula": {"number"},
    "*": {"lang"},
}


@dataclass(frozen=True)
class MarkdownTree:
    """The tree, and what stands behind its pictures (``<img src="3">``) and formulas
    (``<formula number="3">``).
    """

    root: BeautifulSoup
    pictures: tuple[EmbeddedPicture, ...]
    formulas: tuple[OwnFormula, ...]

    def picture(self, tag: Tag) -> EmbeddedPicture:
        """Return the picture of an img element."""
        return self.pictures[int(str(tag["src"]))]

    def formula(self, tag: Tag) -> OwnFormula:
        """Return the formula of a formula element."""
        return self.formulas[int(str(tag["number"]))]


@dataclass(frozen=True)
class PictureFiles:
    """Where the pictures of a Markdown cell are: pasted into it, or files beside the notebook."""

    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    folder: Path | None = None

    def read(self, address: str) -> EmbeddedPicture:
        """Return the picture that an address of the Markdown names.

        Raises
        ------
        ReportError
            If it is not there, is asked of the web, or is no picture.
        """
        name = unquote(address.removeprefix("attachment:"))
        data_address = re.fullmatch(r"data:image/[\w.+-]+;base64,(.*)", address, re.DOTALL)
        if data_address is not None:
            return read_picture(
                _decoded(data_address[1], Sentence("in the text")), Sentence("in the text")
            )
        for known in (name, address):
            if known in self.attachments:
                content = next(iter(self.attachments[known].values()), "")
                return read_picture(_attached(content, name), name)
        if address.startswith("attachment:"):
            raise ReportError(
                "The picture {picture} is not among what was pasted into the cell: paste it again.",
                picture=name,
            )
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//", address):
            raise ReportError(
                "The picture {picture} is on the web, and a report asks nobody for its "
                "parts: save it beside the notebook and name the file, or paste it into "
                "the cell.",
                picture=address,
            )
        return read_picture(self._local(name), name)

    def _local(self, name: str) -> bytes:
        path = None if self.folder is None else local_file(self.folder, name)
        if path is None:
            place = (
                Sentence()
                if self.folder is None
                else Sentence(" in {folder}/", folder=self.folder.name)
            )
            raise ReportError(
                "There is no picture {picture}{place}: paths are counted from the "
                "notebook's folder. Correct the path, or paste the picture into the cell.",
                picture=_shortened(name),
                place=place,
            )
        return read_file(path)


def local_file(folder: Path, name: str) -> Path | None:
    """Return the file that a notebook in `folder` names; None if there is none.

    Raises
    ------
    ReportError
        If it lies neither in the notebook's folder nor in the project: a report must not carry
        away what somebody keeps elsewhere.
    """
    try:
        path = (folder / name).resolve()
        is_file = path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return None
    if not any(path.is_relative_to(root) for root in _own_folders(folder.resolve())):
        raise ReportError(
            "The picture {picture} lies outside the project: copy it beside the "
            "notebook and correct the path, or paste it into the cell.",
            picture=_shortened(name),
        )
    return path if is_file else None


def _own_folders(folder: Path) -> list[Path]:
    """Return the folders that a notebook's pictures may be in: its own and the project's."""
    try:
        return [folder, find_project(folder).root.resolve()]
    except ParameterError:
        return [folder]


def _attached(content: object, name: str) -> bytes:
    """Return the bytes of an attachment, which Jupyter keeps in base 64, or SVG as text."""
    text = "".join(content) if isinstance(content, list) else str(content)
    return text.encode("utf-8") if "<svg" in text else _decoded(text, name)


def _decoded(text: str, name: str) -> bytes:
    """Return what is written in base 64; nothing, and what is broken, is no picture."""
    try:
        content = b64decode(text)
    except ValueError as fault:
        raise _broken(name) from fault
    if not content:
        raise _broken(name)
    return content


def _broken(name: str) -> ReportError:
    return ReportError(
        "The picture {picture} is broken in the cell: paste it again.",
        picture=name if isinstance(name, Sentence) else _shortened(name),
    )


class _Renderer(IPythonRenderer):
    """Writes pictures and headings as they are, and formulas as numbered elements."""

    def __init__(self) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self.formulas: list[OwnFormula] = []

    def block_code(self, code: str, info: str | None = None) -> str:
        return f"<pre><code>{escape(code, quote=False)}</code></pre>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        below = f' title="{escape(title)}"' if title else ""
        return f'<img src="{escape(url)}" alt="{escape(text)}"{below}>'

    def footnote_ref(self, key: str, index: int) -> str:
        return f"<sup>{index}</sup>"

    def footnote_item(self, text: str, key: str, index: int) -> str:
        mark = f"<sup>{index}</sup> "
        return text.replace("<p>", f"<p>{mark}", 1) if text.startswith("<p>") else mark + text

    def footnotes(self, text: str) -> str:
        return text

    def inline_math(self, body: str) -> str:
        return self._formula(body, displayed=False)

    def block_math(self, body: str) -> str:
        return self._formula(body, displayed=True)

    def latex_environment(self, name: str, body: str) -> str:
        if name.rstrip("*") in ("equation", "displaymath", "math"):
            return self._formula(body, displayed=True)
        return self._formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", displayed=True)

    def _formula(self, latex: str, displayed: bool) -> str:
        self.formulas.append(read_formula(latex, displayed))
        return f'<formula number="{len(self.formulas) - 1}"></formula>'


def markdown_tree(markdown: str, files: PictureFiles) -> MarkdownTree:
    """Return an analyst's Markdown as a tree whose pictures and formulas have been read.

    Raises
    ------
    ReportError
        For a picture without alt text or that cannot be read, a formula that cannot be read, or
        HTML that would run or ask somebody for a file.
    """
    renderer = _Renderer()
    html, footnotes = _read(markdown, renderer)
    refuse_unreferred(footnotes)
    raw = BeautifulSoup(html, "html.parser")
    _refuse_depth(raw)
    _write_boxes_as_signs(raw)
    refuse_active(raw)
    refuse_lost(raw)
    _write_titles_as_words(raw)
    pictures = []
    for image in raw.find_all("img"):
        pictures.append(_picture_of(image, files))
        image["src"] = str(len(pictures) - 1)
    cleaned = nh3.clean(
        str(raw),
        tags=set(_KEPT),
        attributes=_ATTRIBUTES,
        url_schemes=set(PROTOCOLS),
        link_rel=None,
    )
    root = BeautifulSoup(cleaned, "html.parser")
    for formula in root.find_all("formula"):
        if str(formula.get("number")) not in map(str, range(len(renderer.formulas))):
            formula.unwrap()
    _refuse_smuggled(root, len(pictures))
    _refuse_beginnings(root)
    _refuse_unprintable(root)
    return MarkdownTree(root, tuple(pictures), tuple(renderer.formulas))


def _refuse_depth(root: BeautifulSoup) -> None:
    """Refuse lists, quotes or elements so deep in each other that no paper can show them."""
    depths: dict[int, int] = {}
    for tag in root.find_all(True):
        depths[id(tag)] = depth = depths.get(id(tag.parent), 0) + 1
        if depth > _DEEPEST:
            raise ReportError(
                "The text has elements more than {most} deep in each other, the last a <{name}>: "
                "write it with fewer lists, quotes or marks within each other.",
                most=_DEEPEST,
                name=_shortened(tag.name),
            )


def _refuse_smuggled(root: BeautifulSoup, pictures: int) -> None:
    """Refuse pictures that were not seen before the text was cleaned: HTML's rules end a comment
    where a simpler reader goes on with it.
    """
    for image in root.find_all("img"):
        if str(image.get("src")) not in map(str, range(pictures)) or not image.get("alt"):
            raise ReportError(
                "The text has <img> behind a comment that is not closed as HTML wants it: write "
                "<!-- and --> around what nobody is to read, or remove it."
            )


def _refuse_beginnings(root: BeautifulSoup) -> None:
    """Refuse a list that begins at what is no number: page and papers would number it otherwise."""
    for begun in root.find_all("ol", start=True):
        if re.fullmatch(r"[0-9]{1,6}", str(begun["start"])) is None:
            raise ReportError(
                "A list begins with '{start}', which is no whole number of at most six digits "
                '(start=...): write such as start="3".',
                start=_shortened(str(begun["start"])),
            )


def _refuse_unprintable(root: BeautifulSoup) -> None:
    """Refuse words, of a picture too, that no paper can print."""
    for text in (root.get_text(), *(str(image["alt"]) for image in root.find_all("img"))):
        try:
            printable(text)
        except ValueError as error:
            raise ReportError("In the text {fault}.", fault=error) from error


def _read(markdown: str, renderer: _Renderer) -> tuple[str, list[str]]:
    """Return the HTML of a text, its footnotes at its end, and the names of those footnotes that
    nothing refers to, which are not in it.
    """
    parser = MarkdownWithMath(renderer=renderer, plugins=map(import_plugin, _PLUGINS))
    html, state = parser.parse(markdown)
    referred = state.env.get("footnotes") or []
    names = [name for name in state.env.get("ref_footnotes") or {} if name not in referred]
    return str(html), names


def local_pictures(markdown: str) -> list[str]:
    """Return the addresses of the pictures of a text that are files beside the notebook."""
    renderer = _AddressReader()
    html, _ = _read(markdown, renderer)
    addresses = [str(image.get("src", "")) for image in BeautifulSoup(html, "html.parser")("img")]
    return [address for address in addresses if not re.match(r"[a-zA-Z][\w+.-]+:|//", address)]


class _AddressReader(_Renderer):
    def _formula(self, latex: str, displayed: bool) -> str:
        return ""


def _write_titles_as_words(root: BeautifulSoup) -> None:
    """Write what a link or an abbreviation only says under the mouse into the text: on paper and
    on a phone there is none.
    """
    for tag in root.select("a[title], abbr[title]"):
        title = " ".join(str(tag["title"]).split())
        if title:
            tag.insert_after(f" ({title})")


def _write_boxes_as_signs(root: BeautifulSoup) -> None:
    """Write the boxes of a list of tasks as signs: nobody can tick a report."""
    for box in root.select("input.task-list-item-checkbox"):
        box.replace_with("☑ " if box.has_attr("checked") else "☐ ")


def _picture_of(image: Tag, files: PictureFiles) -> EmbeddedPicture:
    address, alt = str(image.get("src") or ""), str(image.get("alt") or "").strip()
    if re.fullmatch(_FILE_NAME, alt):
        raise ReportError(
            "The picture {picture} has only a file's name for its alt text "
            "('{alt}'): write in words what it shows, ![in words](file.png), so that "
            "a reader who cannot see it learns the same.",
            picture=_shortened(address),
            alt=alt,
        )
    if not alt:
        raise ReportError(
            "The picture {picture} has no alt text: write in words what it shows, "
            "![in words](file.png), so that a reader who cannot see it learns the "
            "same.",
            picture=_shortened(address),
        )
    return files.read(address)


def _shortened(address: str) -> str:
    name = unquote(address.removeprefix("attachment:"))
    return name if len(name) <= 60 else f"{name[:59]}…"
