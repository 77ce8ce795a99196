"""A new method is a row and its texts: terms, page, explorer, formula, pictures, workbook, agreement,
desk and drafts take it from there.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from math import isqrt

import pytest
from docx import Document

from analyysi.agreement.values import Frozen, NamedKey
from analyysi.allocation.method import (
    OTHER_SHAPE,
    Method,
    MethodFormula,
    NotApplicable,
    Parts,
    Shape,
    in_no_parts,
)
from analyysi.allocation.methods import METHODS
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.ratios import Ratios
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.desk.trial import as_agreed, parts_of, try_out
from analyysi.drafting.moved.new_year import next_terms
from analyysi.errors import ReportError
from analyysi.languages import catalogue as catalogues
from analyysi.messages import KeyName, Message
from analyysi.project import Project
from analyysi.report.blocks import Formula
from analyysi.report.language.wording import Wording
from analyysi.report.papers.word import agreement_paper
from analyysi.report.papers.workbook.book import workbook
from analyysi.report.papers.workbook.live_plan import plan_workbook
from analyysi.report.pictures.share_charts import payers_by_method
from analyysi.report.pieces import formulas
from analyysi.report.reader import Reader
from analyysi.report.sections.explorer import explorer

pytestmark = pytest.mark.slow

HALF = Fraction(1, 2)
YEAR = 2023


class OfKey(Frozen):
    """The key that a made-up method uses."""

    key: NamedKey


def half_equally(problem: Problem, parameters: OfKey) -> ExactSplit:
    equal = Ratios(dict.fromkeys(problem.payers, 1), 1).in_proportion(problem.total * HALF)
    return ExactSplit(equal + problem.weights(parameters.key).in_proportion(problem.total * HALF))


def roots(problem: Problem, parameters: OfKey) -> Ratios:
    figures = problem.weights(parameters.key)
    return Ratios.of({code: Fraction(isqrt(int(figures[code]))) for code in problem.payers})


def by_root(problem: Problem, parameters: OfKey) -> ExactSplit:
    return ExactSplit(roots(problem, parameters).in_proportion(problem.total))


def parts_of_half(parameters: OfKey) -> Parts:
    return {None: HALF, parameters.key: HALF}


HALF_AND_HALF = Method(
    name="half_and_half",
    kind="plain",
    function=half_equally,
    parameters=OfKey,
    family=Message("Half and half"),
    title=lambda parameters: Message("Half by {key}", {"key": KeyName(parameters.key)}),
    rule=lambda parameters: Message("Half is shared equally, half {by}.", {"by": "by a key"}),
    candidates=lambda problem: NotApplicable(Message("Half and half must be asked for.")),
    reference="Made up for this test",
    formula=MethodFormula(
        r"s_i = \frac{T}{2}", "s_i = T / 2", Message("Half and half: T is halved.")
    ),
    shape=Shape("pentagon", Message("Pentagon: half and half.")),
    parts=parts_of_half,
)
BY_ROOT = Method(
    name="by_root",
    kind="plain",
    function=by_root,
    parameters=OfKey,
    family=Message("By a root"),
    title=lambda parameters: Message("Root of {key}", {"key": KeyName(parameters.key)}),
    rule=lambda parameters: Message("The sum is divided by square roots."),
    candidates=lambda problem: NotApplicable(Message("A root must be asked for.")),
    reference="Made up for this test",
    formula=MethodFormula(
        r"s_i = T \sqrt{a_i}", "s_i = T sqrt(a_i)", Message("Root: by square roots.")
    ),
    shape=OTHER_SHAPE,
    parts=in_no_parts,
)
TEXTS = (
    "Half and half",
    "Half by {key}",
    "Half is shared equally, half {by}.",
    "Half and half must be asked for.",
    "Half and half: T is halved.",
    "Pentagon: half and half.",
    "By a root",
    "Root of {key}",
    "The sum is divided by square roots.",
    "A root must be asked for.",
    "Root: by square roots.",
)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> None:
    for row in (HALF_AND_HALF, BY_ROOT):
        monkeypatch.setitem(METHODS, row.name, row)


@pytest.fixture
def texts() -> Iterator[None]:
    catalogue = catalogues.catalogue("en")
    for text in TEXTS:
        catalogue["", text] = f'msgstr "{text}"'
    yield
    for text in TEXTS:
        del catalogue["", text]


def shared_by(project: Project, name: str) -> Comparison:
    """Compare the methods of a year whose terms choose one by its name."""
    path = project.agreements / "kainuu-ict" / f"{YEAR}.toml"
    terms = path.read_text(encoding="utf-8")
    chosen = terms.replace('name = "proportional"', f'name = "{name}"', 1)
    return compare_methods(load_year(project, "kainuu-ict", YEAR, terms_text=chosen))


def reader_of(comparison: Comparison) -> Reader:
    return Reader(comparison, Wording("en", comparison.case))


@pytest.mark.usefixtures("rows")
def test_a_row_without_texts_is_refused_by_name(project: Project) -> None:
    reader = reader_of(shared_by(project, "by_root"))
    with pytest.raises(ReportError, match=r"The text 'Root: by square roots\.' has no translation"):
        formulas.annex_blocks(reader)


@pytest.mark.usefixtures("rows", "texts")
def test_the_page_tells_a_new_method(project: Project) -> None:
    reader = reader_of(shared_by(project, "half_and_half"))
    shown = [block for block in formulas.annex_blocks(reader) if isinstance(block, Formula)]
    assert (shown[-1].latex, shown[-1].typst) == (r"s_i = \frac{T}{2}", "s_i = T / 2")
    picture = payers_by_method(reader)
    assert picture.caption.endswith("Pentagon: half and half.")
    assert "Circle: a single allocation key." in picture.caption
    other = payers_by_method(reader_of(shared_by(project, "by_root")))
    assert "Triangle pointing down: another way of sharing." in other.caption


@pytest.mark.usefixtures("rows", "texts")
def test_the_explorer_shares_by_a_new_method_that_is_made_of_parts(project: Project) -> None:
    comparison = shared_by(project, "half_and_half")
    markup = explorer(reader_of(comparison))
    assert markup is not None
    found = re.search(r'id="explorer-data" type="application/json">(.*?)</script>', str(markup))
    assert found is not None
    chosen = json.loads(found[1])["ways"][0]
    assert chosen["title"].startswith("Half by ")
    assert chosen["weights"] == {"": "1", "population_2021": "1"}
    # What is made of no parts cannot be changed there, and the page says nothing it cannot hold.
    assert explorer(reader_of(shared_by(project, "by_root"))) is None


@pytest.mark.usefixtures("rows", "texts")
def test_a_row_of_another_form_is_live_by_the_weights_that_it_names(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = replace(BY_ROOT, weights=roots)
    monkeypatch.setitem(METHODS, row.name, row)
    comparison = shared_by(project, "by_root")
    markup = str(explorer(reader_of(comparison)))
    data = re.search(r'id="explorer-data" type="application/json">(.*?)</script>', markup)
    assert data is not None
    chosen = comparison.chosen.id
    assert json.loads(data[1])["ways"][0]["weights"] == {chosen: "1"}
    # isqrt(3183) = 56
    assert json.loads(data[1])["keys"][chosen]["578"] == "56"
    first = plan_workbook(comparison).splits[0]
    assert first.only_basis is not None


@pytest.mark.usefixtures("rows", "texts")
def test_the_workbook_has_live_formulas_for_parts_and_values_for_the_rest(project: Project) -> None:
    comparison = shared_by(project, "half_and_half")
    first = plan_workbook(comparison).splits[0]
    assert first.reported is comparison.chosen
    assert first.weights is not None
    assert sorted(first.weights)[-2:] == [1, 1]
    assert workbook(reader_of(comparison)).startswith(b"PK")
    assert plan_workbook(shared_by(project, "by_root")).splits[0].weights is None


@pytest.mark.usefixtures("rows", "texts")
def test_the_agreement_has_its_rule(project: Project) -> None:
    reader = reader_of(shared_by(project, "half_and_half"))
    template = project.root / "templates" / "sopimus.en.docx"
    paragraphs = Document(BytesIO(agreement_paper(reader, template))).paragraphs
    words = "\n".join(paragraph.text for paragraph in paragraphs)
    assert "Half is shared equally, half by a key." in words


@pytest.mark.usefixtures("rows", "texts")
@pytest.mark.parametrize("name", ["half_and_half", "by_root"])
def test_the_desk_tries_it(project: Project, name: str) -> None:
    case = shared_by(project, name).case
    trial = as_agreed(case)
    assert trial.method == name
    tried = try_out(case, trial)
    assert not isinstance(tried, Message)
    assert sum(tried.cents.values()) == case.terms.total.value
    expected = {"": HALF, "population_2021": HALF} if name == "half_and_half" else None
    assert parts_of(case.chosen) == expected


@pytest.mark.usefixtures("rows", "texts")
def test_a_draft_for_the_next_year_keeps_it(project_copy: Project) -> None:
    path = project_copy.agreements / "kainuu-ict" / f"{YEAR}.toml"
    terms = path.read_text(encoding="utf-8")
    path.write_text(
        terms.replace('name = "proportional"', 'name = "half_and_half"', 1), encoding="utf-8"
    )
    method = tomllib.loads(next_terms(project_copy, "kainuu-ict", YEAR + 1))["method"]
    assert method["name"] == "half_and_half"
    assert method["parameters"] == {"key": "population_2022"}
