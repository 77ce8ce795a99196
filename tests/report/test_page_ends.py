"""Where the pages of the PDF end: no heading last, no resolution parted, no last page of a few lines,
no name hyphenated.
"""

import shutil
from pathlib import Path

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.report_context import report_context
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from analyysi.report.papers.pdf import export_pdf
from support.needed import need
from support.page_ends import Kept, faults, kept_of
from support.pages import notebook_of
from support.pdf_tools import pages_of

LINES = "\n".join(f"Rivi {number} jatkuu." for number in range(9))
FOOT = "\nkainuu-ict 2023   1 / 2\n"


@pytest.mark.slow
@pytest.mark.parametrize("seat", ["", "Paltamo"])
@pytest.mark.parametrize("year", [2023, 2027])
def test_pages_end_where_a_reader_expects(
    project: Project,
    kainuu_2023: Comparison,
    kainuu_2027: Comparison,
    tmp_path: Path,
    year: int,
    seat: str,
) -> None:
    need(None if shutil.which("pdftotext") else "office tests need pdftotext")
    comparison = {2023: kainuu_2023, 2027: kainuu_2027}[year]
    case = comparison.case
    notebook = notebook_of(Page(comparison, "fi", seat, report_context(project, case)))
    path = tmp_path / "report.pdf"
    path.write_bytes(export_pdf(notebook))
    names = [Wording("fi", case).payer(party.code) for party in case.agreement.parties]
    kept = kept_of(export_html(notebook), names)
    assert len(kept.headings) > 60
    assert len(kept.wholes) == (1 if seat else 0), "the resolution of a seat"
    assert faults(pages_of(path), kept) == []


@pytest.mark.parametrize(
    ("first", "last", "slip"),
    [
        (LINES, LINES, None),
        (f"{LINES}\nMitä maksetaan", LINES, "p. 1: the heading 'Mitä maksetaan' stands last"),
        (f"{LINES}\nsopia toisin", LINES, "p. 1: the heading 'sopia toisin' stands last"),
        (LINES, "Viimeinen rivi.", "p. 2: the last page has 1 lines"),
        (f"{LINES}\nSotka-\nmo maksaa", LINES, "p. 1: Sotkamo is parted after 'Sotka'"),
        (f"{LINES}\nSotka-   luku\nmo   1", LINES, "p. 1: Sotkamo is parted after 'Sotka'"),
    ],
)
def test_each_slip_is_seen(first: str, last: str, slip: str | None) -> None:
    kept = Kept(["Mitä maksetaan", "Kunnat voivat sopia toisin"], [], ["Sotkamo"])
    expected = [] if slip is None else [slip]
    assert faults([f"LUONNOS\n{first}{FOOT}", f"LUONNOS\n{last}{FOOT}"], kept) == expected


def test_points_on_two_pages_are_seen() -> None:
    html = "<nav><ol><li>Sisällys</li></ol></nav><ol><li>hyväksyy <b>luonnoksen</b>,</li></ol>"
    kept = kept_of(f"<h2 id='a'>Päätös &amp; talous</h2>{html}<ol><li>a1</li><li>b2</li></ol>", [])
    assert kept == Kept(["Päätös & talous"], [["hyväksyy luonnoksen,"], ["a1", "b2"]], [])
    pages = [f"hyväksyy\nluonnoksen, a1 {LINES}{FOOT}", f"b2 {LINES}{FOOT}"]
    assert faults(pages, kept) == ["'a1' and what belongs to it stand on no page together"]
