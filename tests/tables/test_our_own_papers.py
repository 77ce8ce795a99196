"""Every table of shares in the product's own papers comes back in as it is taken out, and gives the
same cents.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from shutil import which

import pytest

import analyysi
from analyysi.agreement.agreement import Party
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, Split, compare_methods
from analyysi.comparison.results import results_csv
from analyysi.project import Project
from analyysi.report.agenda.item import agenda_item
from analyysi.report.page import Page
from analyysi.report.papers.excel.results_table import results_table
from analyysi.report.papers.excel.table_files import excel_csv, excel_workbook
from analyysi.report.papers.exporter import export_html
from analyysi.report.papers.pdf import export_pdf
from analyysi.report.papers.word import agreement_paper
from analyysi.report.reader import Reader
from analyysi.run.batch.summary import runs_csv
from analyysi.tables.asked import Asked, filters
from analyysi.tables.decision_reader import read_decision_table
from support.made_up_runs import names_of, run
from support.needed import need
from support.office_tools import convert, office_missing
from support.pages import notebook_of
from support.places import ROOT
from support.readers import reader_of
from support.taken_out import page_table, pdf_lines, sheet_block, word_table
from support.workbooks import made

pytestmark = pytest.mark.slow


@dataclass
class Made:
    """The papers of a year in a language, each made when it is asked for."""

    comparison: Comparison
    language: str
    folder: Path

    @cached_property
    def reader(self) -> Reader:
        return reader_of(self.comparison, self.language)

    @cached_property
    def page(self) -> str:
        return export_html(notebook_of(Page(self.comparison, self.language)))

    @cached_property
    def pdf(self) -> Path:
        path = self.folder / "report.pdf"
        path.write_bytes(export_pdf(notebook_of(Page(self.comparison, self.language))))
        return path

    @property
    def workbook(self) -> bytes:
        return made(self.comparison, self.language)

    @property
    def other(self) -> Split:
        """A split that is not the chosen one, and gives other cents."""
        chosen = self.comparison.chosen
        return next(split for split in self.comparison.splits if split.cents != chosen.cents)

    def say(self, text: str) -> str:
        return self.reader.say(text)

    def titled(self, split: Split) -> str:
        return self.reader.words.title(split.title)


Taken = Callable[[Made], str | bytes]
Said = Callable[[Made], Asked]
Expected = Callable[[Made], Mapping[str, int]]


def chosen(papers: Made) -> Mapping[str, int]:
    return papers.comparison.chosen.cents


def other(papers: Made) -> Mapping[str, int]:
    return papers.other.cents


def shown(papers: Made) -> Mapping[str, int]:
    """What the chosen split charges in whole euros, which is what the paper shows."""
    return papers.comparison.chosen.shown


def nothing(_: Made) -> Asked:
    return Asked()


def of_chosen(papers: Made) -> Asked:
    return Asked(
        amount=f"{papers.say('Share')}, €",
        where=filters(f"{papers.say('Chosen')}={papers.say('yes')}"),
    )


def of_other(papers: Made) -> Asked:
    return Asked(
        amount=f"{papers.say('Share')}, €",
        where=filters(f"{papers.say('Way of sharing')}={papers.titled(papers.other)}"),
    )


@dataclass(frozen=True)
class Paper:
    """A row of `PAPERS_BACK`: how a table is taken out, what is said of it, what must come back."""

    ending: str
    take: Taken
    said: Said = nothing
    cents: Expected = chosen


def _results(papers: Made) -> bytes:
    return excel_csv(results_table(papers.comparison, papers.reader.words))


def _results_book(papers: Made) -> bytes:
    return excel_workbook(results_table(papers.comparison, papers.reader.words))


def _template(papers: Made) -> Path:
    return ROOT / "templates" / f"sopimus.{papers.language}.docx"


PAPERS_BACK: dict[str, Paper] = {
    "results.csv": Paper(
        ".csv",
        lambda papers: results_csv(papers.comparison),
        lambda _: Asked(amount="amount_eur", where=filters("chosen=yes")),
    ),
    "results.csv, another way": Paper(
        ".csv",
        lambda papers: results_csv(papers.comparison),
        lambda papers: Asked(amount="amount_eur", where=filters(f"split={papers.other.id}")),
        other,
    ),
    "results-excel.csv": Paper(".csv", _results, of_chosen),
    "results-excel.csv, another way": Paper(".csv", _results, of_other, other),
    "results-excel.csv, by codes": Paper(
        ".csv",
        _results,
        lambda papers: replace(of_chosen(papers), payer=papers.say("Code")),
    ),
    "results.xlsx": Paper(".xlsx", _results_book, of_chosen),
    "results.xlsx, another way": Paper(".xlsx", _results_book, of_other, other),
    "shares.xlsx, the values": Paper(
        ".xlsx",
        lambda papers: papers.workbook,
        lambda papers: replace(of_chosen(papers), sheet=papers.say("Shares in the report")),
    ),
    "shares.xlsx, the first table of the first sheet": Paper(
        ".xlsx",
        lambda papers: papers.workbook,
        lambda papers: Asked(
            sheet=papers.say("Shares"), amount=papers.titled(papers.other), unit="euros"
        ),
        other,
    ),
    "shares.xlsx, the first table of the budgets": Paper(
        ".xlsx",
        lambda papers: papers.workbook,
        lambda papers: Asked(
            sheet=papers.say("Budgets"), amount=f"{papers.say('Computed share')}, €", unit="euros"
        ),
    ),
    "shares.xlsx, the overview": Paper(
        ".txt",
        lambda papers: sheet_block(
            papers.workbook, papers.say("Shares"), papers.titled(papers.other)
        ),
        lambda papers: Asked(amount=papers.titled(papers.other), unit="euros"),
        other,
    ),
    "shares.xlsx, one way": Paper(
        ".txt",
        lambda papers: sheet_block(
            papers.workbook, papers.say("Shares"), f"{papers.say('Exact share')}, €"
        ),
        lambda papers: Asked(amount=f"{papers.say('Share')}, €"),
    ),
    "shares.xlsx, the budgets": Paper(
        ".txt",
        lambda papers: sheet_block(
            papers.workbook, papers.say("Budgets"), f"{papers.say('Computed share')}, €"
        ),
        lambda papers: Asked(amount=f"{papers.say('Computed share')}, €"),
    ),
    "page, the first table": Paper(
        ".txt",
        lambda papers: page_table(papers.page, "front-shares"),
        lambda papers: Asked(amount=f"{papers.say('Share')} €"),
        shown,
    ),
    "page, all ways": Paper(
        ".txt",
        lambda papers: page_table(papers.page, "methods-table"),
        lambda papers: Asked(amount=papers.titled(papers.other), only_parties=True, unit="euros"),
        other,
    ),
    "page, the chosen way": Paper(
        ".txt",
        lambda papers: page_table(papers.page, f"split-{papers.comparison.chosen.id}"),
        lambda papers: Asked(amount=f"{papers.say('Share')} €"),
    ),
    "page, another way": Paper(
        ".txt",
        lambda papers: page_table(papers.page, f"split-{papers.other.id}"),
        lambda papers: Asked(amount=f"{papers.say('Share')} €"),
        other,
    ),
    "draft agreement": Paper(
        ".txt", lambda papers: word_table(agreement_paper(papers.reader, _template(papers)))
    ),
}
"""Every table of shares, by the paper that it stands in."""


def read_back(
    content: str | bytes, ending: str, parties: Sequence[Party], asked: Asked, folder: Path
) -> dict[str, int]:
    path = folder / f"taken{ending}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return dict(read_decision_table(path, parties, asked).cents)


@pytest.fixture(scope="module")
def papers_of(
    project: Project,
    kainuu_2023: Comparison,
    paijat_hame: Comparison,
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Made]:
    folder = tmp_path_factory.mktemp("papers")
    dublin = compare_methods(load_year(project, "dublin-fire", 2013))
    return {
        "kainuu-ict, fi": Made(kainuu_2023, "fi", folder),
        "kainuu-ict, sv": Made(kainuu_2023, "sv", folder),
        "dublin-fire, en": Made(dublin, "en", folder),
        "codes with noughts, fi": Made(paijat_hame, "fi", folder),
    }


YEARS = ("kainuu-ict, fi", "kainuu-ict, sv", "dublin-fire, en", "codes with noughts, fi")


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", PAPERS_BACK)
def test_a_paper_gives_back_its_cents(
    name: str, year: str, papers_of: Mapping[str, Made], tmp_path: Path
) -> None:
    papers, paper = papers_of[year], PAPERS_BACK[name]
    parties = papers.comparison.case.agreement.parties
    read = read_back(paper.take(papers), paper.ending, parties, paper.said(papers), tmp_path)
    assert read == paper.cents(papers)


@pytest.mark.parametrize("ending", [".ods", ".xls", ".xlsx"])
def test_a_workbook_that_an_office_saved_again_comes_back(
    ending: str, papers_of: Mapping[str, Made], tmp_path: Path
) -> None:
    need(office_missing())
    papers = papers_of["codes with noughts, fi"]
    book = tmp_path / "results.xlsx"
    book.write_bytes(_results_book(papers))
    (saved,) = convert([book], ending[1:], tmp_path / "saved")
    parties = papers.comparison.case.agreement.parties
    asked = replace(of_chosen(papers), payer=papers.say("Code"))
    assert read_back(saved.read_bytes(), ending, parties, asked, tmp_path) == chosen(papers)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_shares_of_a_notebook_come_back(
    ending: str, papers_of: Mapping[str, Made], tmp_path: Path
) -> None:
    papers = papers_of["kainuu-ict, fi"]
    shares = analyysi.load("kainuu-ict", 2023, project=str(ROOT)).compare().shares
    path = tmp_path / f"shares{ending}"
    if ending == ".csv":
        shares.to_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
    else:
        shares.to_excel(path)
    parties = papers.comparison.case.agreement.parties
    asked = Asked(amount=papers.titled(papers.other))
    assert read_back(path.read_bytes(), ending, parties, asked, tmp_path) == other(papers)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("place", ["annex", "workbook"])
def test_published_shares_come_back(
    place: str, language: str, papers_of: Mapping[str, Made], tmp_path: Path
) -> None:
    papers = replace(papers_of["dublin-fire, en"], language=language)
    heading = papers.say("Published share")
    if place == "annex":
        content, amount = page_table(papers.page, "published"), f"{heading} €"
    else:
        amount = f"{heading}, €"
        content = sheet_block(papers.workbook, papers.say("Shares"), amount)
    case = papers.comparison.case
    read = read_back(content, ".csv", case.agreement.parties, Asked(amount=amount), tmp_path)
    assert read == {share.payer: share.value for share in case.terms.published}


@pytest.mark.parametrize(("place", "cents"), [("1", chosen), ("2", other)])
def test_the_pdf_gives_back_its_cents(
    place: str, cents: Expected, papers_of: Mapping[str, Made], tmp_path: Path
) -> None:
    need(None if which("pdftotext") else "tests of the PDF's text need pdftotext (poppler)")
    papers = papers_of["kainuu-ict, fi"]
    content = pdf_lines(papers.pdf, "Sotkamo", "Yhteensä")
    parties = papers.comparison.case.agreement.parties
    assert read_back(content, ".txt", parties, Asked(amount=place), tmp_path) == cents(papers)


def test_the_sentence_of_the_agenda_item_gives_back_its_euros(
    kainuu_2023: Comparison, tmp_path: Path
) -> None:
    text = agenda_item(reader_of(kainuu_2023, "fi", "578")).plain_text()
    line = next(line for line in text.splitlines() if line.startswith("Paltamo maksaa"))
    sentence = f"{line.partition('. ')[0]}.\n"
    parties = kainuu_2023.case.agreement.parties
    assert read_back(sentence, ".txt", parties, Asked(), tmp_path) == {"578": 707_900}


def test_the_list_of_a_batch_gives_back_its_cents(tmp_path: Path) -> None:
    payers = ("001", "002", "004", "005")
    seats = ("", "001", "002")
    runs = [run(2023, language, seat, payers=payers) for seat in seats for language in ("fi", "sv")]
    names = {code: names_of(5)[code] for code in seats if code}
    parties = [
        Party.model_validate({"code": code, "name": {"fi": name}, "kind": "organisation"})
        for code, name in names.items()
    ]
    record = runs[0].record
    assert record is not None
    shares = {share["code"]: share["cents"] for share in record["report"]["shares"]}
    asked = Asked(payer="municipality", amount="share_eur", where=filters("language=fi"))
    read = read_back(runs_csv(runs), ".csv", parties, asked, tmp_path)
    assert read == {code: shares[code] for code in names}
