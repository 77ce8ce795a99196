"""What an analyst wrote in a Markdown cell of the notebook: as HTML for the page and as blocks for
the papers, from one tree, so that page and papers cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Tag

from analyysi.errors import ReportError, Sentence
from analyysi.report.papers.analyst_blocks import Block, blocks_in, has_letters
from analyysi.report.papers.output_kinds import cell_place
from analyysi.report.papers.own_markdown import MarkdownTree, PictureFiles, markdown_tree

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class AnalystText:
    """The text of one Markdown cell.

    Parameters
    ----------
    attachments
        What was pasted into the cell, as the notebook keeps it: name to media type to base 64.
    number
        The cell's place in the notebook, counted from 1, for messages and addresses in the page.
    folder
        Where its local pictures are, if they are not yet in the notebook.
    """

    markdown: str
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    number: int = 0
    folder: Path | None = None

    def html(self) -> str:
        """Return the text as the page shows it.

        Headings stand one level below the report's own, pictures are within the page, formulas are
        MathML, and each table names its columns and rows.

        Raises
        ------
        ReportError
            Naming the cell, if a picture lacks its alt text or its file, a formula cannot be read,
            a table has merged cells, or HTML would run something or ask for a file.
        """
        root = BeautifulSoup(str(self._tree.root), "html.parser")
        for image in root.find_all("img"):
            _embed(image, self._tree)
            _write_caption(root, image)
        for formula in root.find_all("formula"):
            _write_mathml(formula, self._tree)
        for place, table in enumerate(root.find_all("table"), start=1):
            _make_accessible(root, table, f"text-{self.number}-{place}")
        return str(root)

    def blocks(self) -> list[Block]:
        """Return the text as blocks of data.

        Besides the kinds of `blocks.as_data` there are "own-paragraph" (with `runs`: text, strong,
        emphasis, code, strike, link, raised or lowered, breaks; a formula's run has its drawing),
        "own-list" (each item is a list of blocks), "own-quote" and "own-formula".

        Raises
        ------
        ReportError
            As `html`.
        """
        return blocks_in(self._tree.root, self._tree)

    @property
    def place(self) -> Sentence:
        """The cell's name in messages."""
        return cell_place(self.number, self.markdown)

    @cached_property
    def _tree(self) -> MarkdownTree:
        try:
            tree = markdown_tree(self.markdown, PictureFiles(self.attachments, self.folder))
            _write_in_words(tree)
            _move_headings_down(tree.root)
            for table in tree.root.find_all("table"):
                _check_table(table)
        except ReportError as fault:
            raise ReportError("{cell}: {fault}", cell=self.place, fault=fault) from fault
        return tree


def _write_in_words(tree: MarkdownTree) -> None:
    """Write the formulas of headings on one line: they name what is below, in lists and bookmarks
    too, where nothing is drawn.
    """
    for formula in tree.root.find_all("formula"):
        cell, row = formula.find_parent(["th", "td"]), formula.find_parent("tr")
        table = formula.find_parent("table")
        in_head = table is not None and row is table.find("tr")
        first = cell is not None and cell.find_previous_sibling(["th", "td"]) is None
        if in_head or first or formula.find_parent(_HEADINGS) is not None:
            formula.replace_with(tree.formula(formula).words)


def _move_headings_down(root: BeautifulSoup) -> None:
    """Put headings one level down, below the report's own, and let none skip a level."""
    above = 2
    for heading in root.find_all(_HEADINGS):
        if heading.find("img") is not None:
            raise ReportError("A heading has a picture in it: put the picture below the heading.")
        if not heading.get_text(strip=True):
            heading.decompose()
            continue
        above = min(int(heading.name[1]) + 1, above + 1, 6)
        heading.name = f"h{above}"


def _check_table(table: Tag) -> None:
    """Refuse a table whose cells cannot be named by one row of headings and one column."""
    if table.find("table") is not None:
        raise ReportError("A table stands within a table: make two tables of them.")
    if table.find("img") is not None:
        raise ReportError("A picture stands in a table: put it above or below the table.")
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
    if not rows or not rows[0]:
        raise ReportError("A table has no rows and cells: write them, or remove the table.")
    for row in rows:
        for cell in row:
            if {cell.get("colspan", "1"), cell.get("rowspan", "1")} != {"1"}:
                raise ReportError(
                    "A table has a merged cell ('{cell}'): give each row and column a "
                    "heading of its own, so that a screen reader can name every cell.",
                    cell=cell.get_text(strip=True),
                )
        if len(row) != len(rows[0]):
            first = row[0].get_text(strip=True) if row else ""
            raise ReportError(
                "A table's row '{row}' has {count} cells, its first row has {count_of_first}: "
                "give every row as many.",
                row=first,
                count=len(row),
                count_of_first=len(rows[0]),
            )


def _embed(image: Tag, tree: MarkdownTree) -> None:
    """Put a picture into the page itself, with its size, so that the text does not jump."""
    picture = tree.picture(image)
    image["src"] = picture.uri
    image["width"], image["height"] = str(round(picture.width)), str(round(picture.height))


def _write_caption(root: BeautifulSoup, image: Tag) -> None:
    """Write a picture's title below it: under the mouse only, few would read it."""
    caption, paragraph = str(image.attrs.pop("title", "")), image.parent
    if not caption or paragraph is None:
        return
    is_alone = [child for child in paragraph.contents if str(child).strip()] == [image]
    if is_alone and paragraph.name == "p":
        paragraph.name = "figure"
        paragraph.append(root.new_tag("figcaption", string=caption))
        return
    written = root.new_tag("small", string=caption)
    image.insert_after(root.new_tag("br"), written, root.new_tag("br"))


def _write_mathml(formula: Tag, tree: MarkdownTree) -> None:
    """Write a formula as MathML; one on a line of its own stands in a box that scrolls sideways."""
    read, paragraph = tree.formula(formula), formula.parent
    alone = paragraph is not None and [
        child for child in paragraph.contents if str(child).strip()
    ] == [formula]
    if paragraph is not None and alone and read.displayed and paragraph.name == "p":
        paragraph.name, paragraph["class"] = "div", "formula"
    formula.replace_with(BeautifulSoup(read.mathml(), "html.parser"))


def _make_accessible(root: BeautifulSoup, table: Tag, name: str) -> None:
    """Name columns and rows of a table, and let it scroll sideways in a box that has a name."""
    head, *body = table.find_all("tr")
    columns = list(zip(*(_cells(row) for row in [head, *body]), strict=True))
    for place, column in enumerate(columns):
        of_text = place == 0 or any(has_letters(cell.get_text()) for cell in column[1:])
        for cell in column:
            del cell["colspan"], cell["rowspan"]
            if place:
                cell["class"] = "text" if of_text else "figure"
    for cell in _cells(head):
        _name_header(cell, "col")
    for row in body:
        for cell in _cells(row)[1:]:
            cell.name = "td"
        for cell in _cells(row)[:1]:
            _name_header(cell, "row")
    label = table.find("caption") or head
    label["id"] = name
    box = root.new_tag(
        "div", attrs={"class": "scroll", "role": "group", "aria-labelledby": name, "tabindex": "0"}
    )
    table.wrap(box)


def _cells(row: Tag) -> list[Tag]:
    return list(row.find_all(["th", "td"], recursive=False))


def _name_header(cell: Tag, scope: str) -> None:
    """Make a cell the header of its column or row; an empty one heads nothing."""
    if cell.get_text(strip=True):
        cell.name, cell["scope"] = "th", scope
    else:
        cell.name = "td"
