"""A year in another currency than the euro: every paper says so, and what rests on euros is
refused.
"""

import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.terms import Choice
from analyysi.allocation.steps.own_costs import OwnDeductible
from analyysi.comparison.case import load_year, with_terms
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.errors import AllocationError, ParameterError
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.language.numbers import Numbers
from analyysi.report.page import Page
from analyysi.run.report import make_report
from support.pages import page_text
from support.places import ROOT

EURO = re.compile(r"€|\beuro|\bEUR\b|\bsentti|(?<!per )\bcents?\b", re.IGNORECASE)
OF_EUROS = re.compile(r"\[(?:budgets|burden)(?:\.[a-z_]+)?\]\n(?:(?!\[).*\n)*")


def in_currency(project: Project, currency: str, unit: str = "0.01") -> Project:
    """Put the agreement of Kainuu into another currency, without what compares with euros."""
    for path in (project.agreements / "kainuu-ict").glob("*.toml"):
        text = OF_EUROS.sub("", path.read_text(encoding="utf-8"))
        text = text.replace('"EUR"', f'"{currency}"').replace('unit = "0.01"', f'unit = "{unit}"')
        path.write_text(re.sub(r"\nbudgets = .*\n", "\n", text), encoding="utf-8")
    return project


def shown(text: str) -> str:
    """Return what a reader sees of a page."""
    without = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", without)).replace("\u00a0", " ")


def texts_of_office_file(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as file:
        names = [name for name in file.namelist() if name.endswith(".xml")]
        return " ".join(shown(file.read(name).decode("utf-8")) for name in names)


@pytest.mark.slow
@pytest.mark.notebook
@pytest.mark.parametrize(
    ("language", "name"),
    [("fi", "Ruotsin kruunua"), ("sv", "svenska kronor"), ("en", "Swedish kronor")],
)
def test_no_paper_speaks_of_euros(project_copy: Project, language: str, name: str) -> None:
    project = in_currency(project_copy, "SEK")
    parameters = RunParameters(
        agreement="kainuu-ict", year=2027, language=language, municipality="578"
    )
    texts: dict[str, str] = {}
    for path in make_report(project, parameters, ("html", "docx", "xlsx", "txt")):
        if path.suffix in (".docx", ".xlsx"):
            texts[path.name] = texts_of_office_file(path.read_bytes())
        elif path.suffix in (".html", ".txt"):
            texts[path.name] = shown(path.read_text(encoding="utf-8"))
    assert len(texts) >= 5
    for file, text in texts.items():
        assert EURO.findall(text) == [], file
    assert f"80 000 {name}" in texts["report.html"].replace("80,000", "80 000")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_currency_without_a_minor_unit_has_no_decimals(
    project_copy: Project, language: str
) -> None:
    project = in_currency(project_copy, "ISK", unit="1.00")
    comparison = compare_methods(load_year(project, "kainuu-ict", 2027))
    assert all(cents % 100 == 0 for cents in comparison.chosen.cents.values())
    text = page_text(Page(comparison, language)).replace("\u00a0", " ")
    # Each share of the chosen split, but no ratio or measure, which have decimals of their own.
    amounts = [Numbers(language, "ISK").amount(cents) for cents in comparison.chosen.cents.values()]
    for amount in amounts:
        written = amount.replace("\u00a0", " ")
        assert written in text
        assert not re.search(rf"{re.escape(written)}[.,]\d", text)
    assert EURO.findall(text) == []


@pytest.mark.slow
def test_what_rests_on_euros_is_refused_with_the_reason(project_copy: Project) -> None:
    folder = project_copy.agreements / "kainuu-ict"
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace('"EUR"', '"SEK"')
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError) as refused:
        load_year(project_copy, "kainuu-ict", 2023)
    sentence = str(refused.value)
    assert "[burden] compares with taxes in euros, but the agreement's currency is SEK" in sentence
    assert "[budgets] compares with budgets of Finnish municipalities in euros" in sentence
    assert "[search] budgets are in euros" in sentence


def test_own_costs_in_euros_are_no_part_of_a_total_in_another_currency(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    costs = OwnDeductible(own_costs="tax_revenue_2020", amount="1.00")
    steps = [Choice(name="own_deductible", parameters=costs.model_dump())]
    terms = case.terms.model_copy(update={"steps": tuple(steps)})
    agreement = case.agreement.model_copy(update={"currency": "SEK"})
    assert compare_methods(with_terms(case, terms)).chosen.cents
    with pytest.raises(AllocationError, match="'tax_revenue_2020' is no sum of money in the curr"):
        compare_methods(with_terms(replace(case, agreement=agreement), terms))


@pytest.mark.slow
def test_parts_of_a_currency_that_has_none_are_refused(project_copy: Project) -> None:
    project = in_currency(project_copy, "JPY")
    with pytest.raises(ParameterError, match="amounts in JPY have no decimals"):
        load_year(project, "kainuu-ict", 2027)


OF_BUDGETS = {"budgets.py", "budget_tables.py", "budget_sheet.py"}
"""What these show is in euros whatever the agreement's currency."""
HEADING = re.compile(r'Column\(.*"€"|\}, €"')


def test_no_heading_of_a_table_has_the_euro_for_its_currency() -> None:
    faults = [
        f"{path.name}: {line.strip()}"
        for folder in ("report", "desk")
        for path in (ROOT / "src" / "analyysi" / folder).rglob("*.py")
        if path.name not in OF_BUDGETS
        for line in path.read_text(encoding="utf-8").splitlines()
        if HEADING.search(line)
    ]
    assert faults == [], "take the sign from reader.sign or words.sign"
    assert HEADING.search('Column(say("Share"), "€", marked=True)')
    assert HEADING.search("f\"{say('Share')}, €\",")
