"""Formulas in LaTeX: both page and PDF can show them, or they are refused."""

from xml.etree.ElementTree import Element, fromstring

import pytest
from bs4 import BeautifulSoup

from analyysi.errors import ReportError
from analyysi.report.papers.formulas import read_formula


@pytest.mark.slow
@pytest.mark.parametrize(
    ("latex", "words"),
    [
        ("a^2", "a^2"),
        (r"s_i = \frac{w_i}{\sum_j w_j}", "s_i = (w_i) / (∑_j w_j)"),
        (r"\sqrt{n} \ge 2", "√(n) ≥ 2"),
        (r"x_{ij}^{n+1}", "x_ij^(n + 1)"),
    ],
)
def test_a_formula_is_mathml_drawn_and_said(latex: str, words: str) -> None:
    formula = read_formula(latex, displayed=True)
    assert formula.words == words
    assert formula.mathml().startswith("<math")
    assert 'display="block"' in formula.mathml()
    drawing = formula.drawing()
    assert drawing["formula"].startswith("<svg xmlns='http://www.w3.org/2000/svg' width='")
    assert drawing["alt"] == words


def test_a_drawing_is_the_same_each_time() -> None:
    first = read_formula("a+b").drawing()["formula"]
    assert "<text" not in first
    assert "Date" not in first


@pytest.mark.parametrize(
    ("latex", "cause"),
    [(r"\foo", r"Unknown symbol: \\foo"), ("x_{", "not complete")],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(latex: str, cause: str) -> None:
    with pytest.raises(ReportError, match=cause) as refused:
        read_formula(latex)
    assert "correct its LaTeX, or write a dollar sign" in str(refused.value)


def test_an_empty_formula_is_refused() -> None:
    with pytest.raises(ReportError, match="A formula is empty"):
        read_formula(" ")


@pytest.mark.parametrize(
    "text", ["jos x<y ja z>0", "<script>", "<meta/http-equiv=x>", "<img/src=x>", "&lt;b&gt;"]
)
def test_what_stands_in_a_text_stays_text(text: str) -> None:
    formula = read_formula(rf"\text{{{text}}}")
    names = [tag.name for tag in BeautifulSoup(formula.mathml(), "html.parser").find_all(True)]
    assert names == ["math", "mrow", "mtext"]
    assert formula.words.replace("\xa0", " ") == text


def test_signs_are_written_as_signs() -> None:
    assert "<mo>&#x0003C;</mo>" in read_formula("a < b").mathml()


@pytest.mark.parametrize("latex", [r"\quad", r"\,", r"\text{}"])
def test_a_formula_that_shows_nothing_is_refused(latex: str) -> None:
    with pytest.raises(ReportError, match="shows nothing"):
        read_formula(latex)


def test_what_is_no_mathml_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsafe(latex: str, display: str) -> Element:
        return fromstring("<math><mrow><b>x</b></mrow></math>")

    monkeypatch.setattr("latex2mathml.converter.convert_to_element", unsafe)
    with pytest.raises(ReportError, match="has <b> in it"):
        read_formula("x")


def test_brackets_deep_in_each_other_take_no_longer_than_they_are_many() -> None:
    assert read_formula("{" * 24 + "a" + "}" * 24).words == "a"


def test_a_formula_that_fills_pages_is_refused() -> None:
    with pytest.raises(ReportError, match="A formula has 1001 signs, and one of at most 1000"):
        read_formula("a+" * 500 + "a")
