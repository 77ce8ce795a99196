"""Texts that try to be more than text, in every field of an agreement and a year at once, stay text
in every paper.
"""

import csv
import io
import json
import re
import shutil
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_output
from openpyxl import load_workbook

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import agreement_of
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.results import results_csv
from analyysi.errors import ParameterError, ReportError
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.papers.analyst_text import AnalystText
from analyysi.report.papers.paper_table import PAPERS, PaperFile, ReportMaterial
from analyysi.run.folder import report_folder
from support.browser_tools import browser_missing, done_by
from support.hostile_texts import HOSTILE, write_hostile_year
from support.needed import need
from support.pages import notebook_of
from support.pdf_tools import checkers_missing, pages_of
from support.places import ROOT

pytestmark = pytest.mark.slow

SEAT = "578"
NO_LETTERS = "＝1+1"
"""What the PDF refuses by name, its fonts having no such letter: only in papers without one."""
WITH_LETTERS = tuple(text for text in HOSTILE if text != NO_LETTERS)
ACTIVE = [
    "iframe",
    "object",
    "embed",
    "applet",
    "form",
    "base",
    "link",
    "audio",
    "video",
    "frame",
    "frameset",
    "template",
    "portal",
    "dialog",
    "noscript",
    "textarea",
]
"""Elements that no page of ours has, with a text of whatever kind in it."""


@dataclass(frozen=True)
class Papers:
    folder: Path
    comparison: Comparison
    texts: tuple[str, ...]

    def content(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


@pytest.fixture(scope="module")
def first_turn(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Every paper of a seat's report of a year whose texts are all hostile."""
    return _made(tmp_path_factory.mktemp("first"), WITH_LETTERS, list(PAPERS))


@pytest.fixture(scope="module")
def another_turn(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The same with each text in another field, without the PDF, which takes seconds."""
    formats = [name for name in PAPERS if name != "pdf"]
    texts = HOSTILE[11:] + HOSTILE[:11]
    return _made(tmp_path_factory.mktemp("another"), texts, formats)


@pytest.fixture(params=["first_turn", "another_turn"])
def papers(request: pytest.FixtureRequest) -> Papers:
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Papers)
    return made


def _made(folder: Path, texts: tuple[str, ...], formats: list[str]) -> Papers:
    project = Project(folder)
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    write_hostile_year(project, 2023, texts)
    comparison = compare_methods(load_year(project, "kainuu-ict", 2023))
    parameters = RunParameters(
        agreement="kainuu-ict", year=2023, municipality=SEAT, project=str(folder)
    )
    page = Page(comparison, "fi", SEAT)
    table = page.table([["", *texts[:3]], *([text] * 4 for text in texts)], caption=texts[9])
    own = page.section(texts[0], *texts, table)
    data, metadata = own._repr_mimebundle_()
    notebook = notebook_of(page)
    output = new_output("execute_result", data=data, metadata=metadata, execution_count=1)
    notebook.cells.insert(-1, new_code_cell("own", execution_count=1, outputs=[output]))
    results = results_csv(comparison)
    material = ReportMaterial(project, parameters, notebook, results)
    files = [file for name in formats for file in _files(name, comparison)]
    for file in files:
        (folder / file.name).write_bytes(file.make(material))
    (folder / "results.csv").write_text(results, encoding="utf-8")
    return Papers(folder, comparison, texts)


def _files(name: str, comparison: Comparison) -> tuple[PaperFile, ...]:
    return PAPERS[name].files_for(comparison.case.agreement, SEAT)


def written(papers: Papers) -> list[str]:
    """Return the texts that every paper names: the payers, and what the agreement is about."""
    agreement = papers.comparison.case.agreement
    names = [agreement.party(code).name.main for code in papers.comparison.case.terms.participants]
    return [*names, agreement.subject.main]


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_every_hostile_text_is_in_some_field(papers: Papers) -> None:
    folder = papers.folder / "data" / "agreements" / "kainuu-ict"
    agreement = papers.comparison.case.agreement.model_dump_json()
    both = agreement + papers.comparison.case.terms.model_dump_json()
    for text in papers.texts:
        assert json.dumps(text.strip(), ensure_ascii=False)[1:-1] in both, text
    assert 'Paltamo"' not in (folder / "agreement.toml").read_text(encoding="utf-8")


def test_the_page_has_no_element_and_no_attribute_of_theirs(papers: Papers) -> None:
    root = BeautifulSoup(papers.content("report.html"), "html.parser")
    assert [script.get("type") for script in root("script")] == ["application/json", None]
    assert root(ACTIVE) == []
    assert len(root("title")) == len(root("style")) == 1
    assert {meta.get("http-equiv") for meta in root("meta")} == {None, "Content-Security-Policy"}
    attributes = [(name, value) for tag in root(True) for name, value in tag.attrs.items()]
    assert [name for name, _ in attributes if name.startswith(("on", "style", "ping"))] == []
    addresses = [
        str(value)
        for name, value in attributes
        if name in ("href", "src", "srcset", "action", "formaction", "xlink:href")
    ]
    assert [address for address in addresses if not address.startswith(("#", "data:"))] == []
    shown = spaced(root.get_text(" "))
    for text in written(papers):
        assert spaced(text) in shown


@pytest.mark.browser
def test_in_chromium_nothing_is_asked_for_and_nothing_runs(first_turn: Papers) -> None:
    need(browser_missing())
    told = done_by(first_turn.folder / "report.html")
    for seen in (told["policy"], told["without"]):
        assert seen == {
            "asked": [],
            "dialogs": [],
            "faults": [],
            "moved": False,
            "title": True,
            "scripts": 2,
            "handlers": 0,
        }


def test_the_pdf_has_the_texts_and_no_action(first_turn: Papers) -> None:
    path = first_turn.folder / "report.pdf"
    acts = {"/JS", "/JavaScript", "/Launch", "/URI", "/OpenAction", "/AA", "/GoToR"}
    kinds = {"/JavaScript", "/Launch", "/URI", "/SubmitForm", "/GoToR"}
    with pikepdf.open(path) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary):
                assert acts.isdisjoint(thing.keys())
                assert str(thing.get("/S")) not in kinds
        assert document.attachments == {}
    need(checkers_missing())
    shown = "".join("".join(pages_of(path)).split())
    for text in written(first_turn):
        assert "".join(text.split()) in shown


@pytest.mark.parametrize("name", ["agreement", "job-description", "agenda-item"])
def test_a_word_file_has_the_texts_and_no_field(papers: Papers, name: str) -> None:
    content = papers.content(f"{name}.docx")
    template = {"agreement": "sopimus", "job-description": "tehtavankuvaus"}.get(
        name, "esityslista"
    )
    plain = (ROOT / "templates" / f"{template}.fi.docx").read_bytes()
    assert _fields(content) == _fields(plain)
    body = " ".join(ElementTree.fromstring(_parts(content)["word/document.xml"]).itertext())
    if name == "agreement":
        for text in written(papers):
            assert spaced(text) in spaced(body)


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _fields(package: bytes) -> tuple[int, int, list[str]]:
    """Return how many fields a Word file has, and what it names outside itself."""
    parts = _parts(package)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    text = b"".join(parts[name] for name in sorted(parts) if name.startswith("word/"))
    outside = re.findall(rb'Target="([^"]*)" TargetMode="External"', b"".join(parts.values()))
    return text.count(b"instrText"), text.count(b"fldSimple"), sorted(map(repr, outside))


@pytest.mark.parametrize("name", ["shares", "results"])
def test_a_workbook_computes_nothing_of_theirs(papers: Papers, name: str) -> None:
    content = papers.content(f"{name}.xlsx")
    parts = _parts(content)
    for part_name, part in parts.items():
        if part_name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    assert not any("externalLink" in part for part in parts)
    links = re.findall(rb'Target="([^"]*)" TargetMode="External"', b"".join(parts.values()))
    assert links == []
    texts = []
    for sheet in load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert 'HYPERLINK("http' not in str(cell.value)
                    assert not re.search(r"WEBSERVICE|cmd\||DDE", str(cell.value))
                elif isinstance(cell.value, str):
                    texts.append(spaced(cell.value))
    for code in papers.comparison.case.terms.participants:
        assert spaced(papers.comparison.case.agreement.party(code).name.main) in " ".join(texts)


@pytest.mark.parametrize(("name", "delimiter"), [("results.csv", ","), ("results-excel.csv", ";")])
def test_no_cell_of_a_csv_is_a_formula(papers: Papers, name: str, delimiter: str) -> None:
    text = papers.content(name).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        ours = re.fullmatch(r'[+-]?\d+([.,]\d+)?|="[\w/.,-]+"|-', cell)
        assert ours or not cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r")), cell


def test_the_agenda_item_is_plain_text(papers: Papers) -> None:
    text = papers.content("agenda-item.txt").decode("utf-8")
    assert all(letter.isprintable() or letter in "\n\u00a0\u00ad" for letter in text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_payer_of_any_name_stands_in_results_csv_as_text(
    kainuu_2023: Comparison, text: str
) -> None:
    rows = list(csv.DictReader(io.StringIO(results_csv(_with_name(kainuu_2023, text)))))
    names = {row["payer"] for row in rows if row["payer_code"] == SEAT}
    assert names <= {text.strip(), f"'{text.strip()}"}
    assert not any(name.startswith(("=", "+", "-", "@", "＝")) for name in names)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_folder_of_any_name_lies_in_the_reports(
    kainuu_2023: Comparison, project: Project, text: str
) -> None:
    comparison = _with_name(kainuu_2023, text)
    parameters = RunParameters(agreement="kainuu-ict", year=2023, municipality=SEAT, key=text)
    folder = report_folder(project, parameters, comparison.case.agreement, comparison.case.terms)
    assert folder.resolve().parent == (ROOT / "reports" / "kainuu-ict").resolve()
    assert re.fullmatch(r"[\w.-]{5,200}", folder.name)


def _with_name(comparison: Comparison, text: str) -> Comparison:
    """Let the seat's payer have another name."""
    case = comparison.case
    parties = tuple(
        party.model_copy(update={"name": type(party.name).in_main_language(text)})
        if party.code == SEAT
        else party
        for party in case.agreement.parties
    )
    agreement = case.agreement.model_copy(update={"parties": parties})
    return replace(comparison, case=replace(case, agreement=agreement))


AGREEMENT = (ROOT / "data" / "agreements" / "kainuu-ict" / "agreement.toml").read_text("utf-8")


@pytest.mark.parametrize("letter", ["0000", "0007", "000b", "009f", "200b", "202e", "feff", "fffe"])
def test_what_no_paper_prints_is_refused_with_its_field(letter: str) -> None:
    text = AGREEMENT.replace('"Paltamo"', f'"Palta\\u{letter}mo"')
    if letter == "000b":
        agreement = agreement_of(text, "kainuu-ict", "agreement.toml")
        assert agreement.party(SEAT).name.main == "Palta mo"
        return
    told = rf"parties\[\d\]\.name\.fi: behind 'Palta' stands U\+{letter.upper()}, .*: remove it"
    with pytest.raises(ParameterError, match=told):
        agreement_of(text, "kainuu-ict", "agreement.toml")


REFUSED = (
    '<meta http-equiv=refresh content="0;url=https://hostile.invalid/">',
    "<iframe src=https://hostile.invalid></iframe>",
    "<form action=https://hostile.invalid><button>x</button></form>",
    '<base href="https://hostile.invalid/">',
    "<script>alert(1)</script>",
    "<link rel=preconnect href=https://hostile.invalid>",
    "<style>@import 'https://hostile.invalid'</style>",
    "<svg onload=alert(1)></svg>",
    "<img src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java&#9;script:alert(1)'>x</a>",
    "<a href=' &#1; javascript:alert(1)'>x</a>",
    "<a href=data:text/html,x>x</a>",
    "<a href=file:///etc/passwd>x</a>",
    "[x](vbscript:x)",
    "![x](https://hostile.invalid/a.png)",
    "<object data=https://hostile.invalid></object>",
    "<!-- --!><img src=https://hostile.invalid onerror=alert(1)> -->",
    "<math><mtext></mtext></math>",
    "<template><script>alert(1)</script></template>",
)
"""What an analyst may write in a Markdown cell, and no reader of a report may get."""


@pytest.mark.parametrize("markdown", REFUSED)
def test_active_html_in_markdown_stops_the_report(markdown: str) -> None:
    with pytest.raises(ReportError, match="^Cell 3 of the notebook "):
        AnalystText(f"Saate.\n\n{markdown}", number=3).html()


CLEANED = (
    "<p style='background:url(https://hostile.invalid)'>sana</p>",
    "<!--><script>alert(1)</script>--> sana",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>sana",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>sana",
    "<marquee>sana</marquee>",
    "<a href=https://a.fi ping=https://hostile.invalid target=_top>sana</a>",
    "<p background=https://hostile.invalid>sana</p>",
    "<?xml-stylesheet href='https://hostile.invalid'?> sana",
    "<![CDATA[<script>alert(1)</script>]]> sana",
    "$\\text{<script>alert(1)</script>}$ sana",
)
"""What looks harmless to one reader of HTML and not to another: only words may be left of it."""


@pytest.mark.parametrize("markdown", CLEANED)
def test_of_other_html_in_markdown_only_words_are_left(markdown: str) -> None:
    html = AnalystText(markdown, number=3).html()
    assert "sana" in html
    root = BeautifulSoup(html, "html.parser")
    assert root([*ACTIVE, "script", "meta", "style", "img", "svg"]) == []
    names = {name for tag in root(True) for name in tag.attrs}
    assert names <= {"href", "title", "lang", "xmlns", "display", "class", "alttext"}
