"""Looks into a PDF: with two checkers of PDF/UA that do not know each other, with poppler, and into
its structure.

Run as a script by the checkers' Python, it answers one request a line for as long as it is asked:
what a checker prints of a PDF, or the structure of it with its text, as JSON. The checkers' imports
take as long as what they find.
"""

import atexit
import html
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CHECKERS = Path(__file__).resolve().parents[2] / ".checkers-venv" / "bin"


def checkers_missing() -> str | None:
    """Return a sentence on what the tests of the PDF lack here, or None."""
    lacking = [name for name in ("pdftotext", "pdfinfo") if shutil.which(name) is None]
    lacking += [
        f"{name} (tests/pdf/checkers.lock)"
        for name in ("outloud", "pdfua")
        if not (CHECKERS / name).exists()
    ]
    return (
        f"tests with a browser or office or checkers need {', '.join(lacking)}" if lacking else None
    )


def outloud_findings(path: Path) -> list[str]:
    """Return what outloud finds in a PDF: errors, warnings and remarks.

    It takes a line at the top of three pages for a running header. The head of a column is none,
    where tables happen to begin there.
    """
    (checked,) = _ask("outloud", "--json", "-", "--quiet", path)["results"]
    assert checked["error"] is None, checked["error"]
    assert any(rule["status"] == "ran" for rule in checked["rules"])
    findings = [
        finding
        for finding in checked["findings"]
        if finding["rule"] != "PAG-001" or finding["evidence"] not in _heads_of_columns(path)
    ]
    return [
        f"{finding['rule']} p. {finding.get('page')}: {finding['message']}" for finding in findings
    ]


def _heads_of_columns(path: Path) -> str:
    return " | ".join(cell.text for cell in structure_of(path).all("TH"))


def pdfua_findings(path: Path) -> list[str]:
    """Return what pdfua finds in a PDF. Rules that fail by a fault of their own are no findings of
    it.
    """
    checked = _ask("pdfua", "check", "--format", "json", path)
    assert checked["summary"]["rules_run"] > 0
    return [f"{finding['rule_id']}: {finding['message']}" for finding in checked["findings"]]


def pages_of(path: Path) -> list[str]:
    """Return the text of each page."""
    return _run("pdftotext", "-layout", path, "-").split("\f")[:-1]


@dataclass(frozen=True)
class Word:
    """A word and where it stands on its page, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of_box(cls, left: str, top: str, right: str, bottom: str, text: str) -> "Word":
        """Return the word of a box as pdftotext writes it."""
        return cls(html.unescape(text), float(left), float(top), float(right), float(bottom))

    def overlap(self, other: "Word") -> float:
        """Return which part of the smaller of the two words lies over the other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        areas = [(word.right - word.left) * (word.bottom - word.top) for word in (self, other)]
        return max(across, 0) * max(down, 0) / min(areas) if min(areas) > 0 else 0


def words_of(path: Path) -> list[list[Word]]:
    """Return the words of each page."""
    boxes = _run("pdftotext", "-bbox", path, "-")
    pattern = (
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
    )
    pages = []
    for page in boxes.split("<page ")[1:]:
        pages.append([Word.of_box(*box) for box in re.findall(pattern, page)])
    return pages


def over_each_other(words: Iterable[Word]) -> list[tuple[Word, Word]]:
    """Return the pairs of which more than half of the smaller lies over the other; only words that
    begin above the end of another can.
    """
    pairs = []
    begun: list[Word] = []
    for word in sorted(words, key=lambda word: word.top):
        begun = [earlier for earlier in begun if earlier.bottom > word.top]
        pairs += [(earlier, word) for earlier in begun if earlier.overlap(word) > 0.5]
        begun.append(word)
    return pairs


@dataclass(frozen=True)
class Element:
    """An element of a PDF's structure, which is what assistive technology reads."""

    kind: str
    attributes: dict[str, Any]
    children: tuple["Element", ...]
    words: str

    @property
    def text(self) -> str:
        """Return the text in it and below it; words that are parted at a line's end are joined."""
        return " ".join(self.words.replace("\u00ad", "").replace("\u00a0", " ").split())

    def all(self, *kinds: str) -> list["Element"]:
        """Return the elements of these kinds in it, in the order of reading; all elements if no
        kind is named.
        """
        elements = [self] if self.kind in kinds or not kinds else []
        for child in self.children:
            elements += child.all(*kinds)
        return elements


@cache
def structure_of(path: Path) -> Element:
    """Return the structure of a PDF with its text."""
    return _element(_ask("structure", path))


def _element(structure: dict[str, Any]) -> Element:
    children, words = [], ""
    for piece in structure["pieces"]:
        if isinstance(piece, dict):
            child = _element(piece)
            children.append(child)
            words += child.words
        else:
            words += piece
    return Element(structure["kind"], structure["attributes"], tuple(children), words)


def described(path: Path) -> list[str]:
    """Return the alt texts of a PDF, of pictures and formulas, in the order of reading."""
    return [
        element.attributes["Alt"]
        for element in structure_of(path).all()
        if "Alt" in element.attributes
    ]


def metadata_of(path: Path) -> str:
    """Return the metadata (XMP) of a PDF."""
    return _run("pdfinfo", "-meta", path)


def _run(command: Path | str, *arguments: Path | str) -> Any:
    done = subprocess.run([command, *arguments], capture_output=True, timeout=300, check=False)
    # Poppler grumbles where nothing is wrong.
    assert done.stdout, done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="replace")


@cache
def _checkers() -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [CHECKERS / "python", Path(__file__)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(process.wait)
    atexit.register(process.kill)
    return process


def _ask(program: str, *arguments: Path | str) -> Any:
    process = _checkers()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps([program, *map(str, arguments)]) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer, f"{program} ended before it answered of {arguments[-1]}"
    return json.loads(json.loads(answer))


# What follows runs in the environment of the checkers, whose library reads PDF: structure, and text
# by marks.


def _printed(program: str, arguments: list[str]) -> str:
    """Return what a checker prints. Its exit status says only whether it found something."""
    from importlib import import_module

    printed = io.StringIO()
    sys.argv = [program, *arguments]
    with redirect_stdout(printed), suppress(SystemExit):
        import_module(f"{program}.cli").main()
    return printed.getvalue()


def _answer(program: str, arguments: list[str]) -> str:
    if program == "structure":
        return json.dumps(_read_structure(*arguments))
    return _printed(program, arguments)


def _read_structure(path: str) -> dict[str, Any]:
    import pikepdf

    with pikepdf.open(path) as pdf:
        texts = {page.obj.objgen: _marked_texts(page, pikepdf) for page in pdf.pages}

        def read(element: Any, page: Any) -> dict[str, Any]:
            page = element.get("/Pg", page)
            given = {
                name: element[f"/{name}"] for name in ("ID", "Alt", "Lang") if f"/{name}" in element
            }
            for attributes in element.get("/A", []):
                given |= {
                    name: attributes[f"/{name}"]
                    for name in ("Scope", "Headers")
                    if f"/{name}" in attributes
                }
            texts_given = {
                name: list(map(str, entry)) if name == "Headers" else str(entry)
                for name, entry in given.items()
            }
            kids = element.get("/K", [])
            pieces: list[Any] = []
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    pieces.append(texts[page.objgen].get(kid, ""))
                elif kid.get("/Type") == "/MCR":
                    pieces.append(texts[kid.get("/Pg", page).objgen].get(int(kid.MCID), ""))
                elif "/S" in kid:
                    pieces.append(read(kid, page))
            kind = str(element.get("/S", "/Root"))[1:]
            return {"kind": kind, "attributes": texts_given, "pieces": pieces}

        return read(pdf.Root.StructTreeRoot, None)


def _marked_texts(page: Any, pikepdf: Any) -> dict[int, str]:
    """Return the text of each piece of a page that the structure refers to."""
    letters = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    marks: list[tuple[int | None, str | None]] = []
    font = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                font = str(operands[0])
            case "BMC":
                marks.append((None, None))
            case "BDC":
                given = operands[1]
                given = (
                    page.Resources.Properties[given] if isinstance(given, pikepdf.Name) else given
                )
                mark, instead = given.get("/MCID"), given.get("/ActualText")
                marks.append(
                    (None if mark is None else int(mark), None if instead is None else str(instead))
                )
                _append(texts, marks[:-1], marks[-1][1] or "")
            case "EMC":
                marks.pop()
            case "Tj" | "TJ" if not any(instead is not None for _, instead in marks):
                strings = operands[0] if str(operator) == "TJ" else [operands[0]]
                codes = b"".join(
                    bytes(string) for string in strings if isinstance(string, pikepdf.String)
                )
                pairs = (codes[place : place + 2] for place in range(0, len(codes), 2))
                _append(
                    texts,
                    marks,
                    "".join(letters[font].get(int.from_bytes(pair), "\ufffd") for pair in pairs),
                )
    return texts


def _append(texts: dict[int, str], marks: list[tuple[int | None, str | None]], text: str) -> None:
    number = next((number for number, _ in reversed(marks) if number is not None), None)
    if number is not None:
        texts[number] = texts.get(number, "") + text


def _letters(font: Any) -> dict[int, str]:
    """Return which text each glyph of a font stands for."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        letters |= {
            int(code, 16): _hex(text) for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block)
        }
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                letters[code] = chr(ord(_hex(text)) + code - int(first, 16))
    return letters


def _hex(text: str) -> str:
    return bytes.fromhex(text).decode("utf-16-be")


if __name__ == "__main__":
    for request in sys.stdin:
        asked, *given = json.loads(request)
        sys.stdout.write(json.dumps(_answer(asked, given)) + "\n")
        sys.stdout.flush()
