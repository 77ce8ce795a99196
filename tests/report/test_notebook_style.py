"""How a part of the report looks in a notebook, and that the page gets it as it was."""

import re
from importlib.resources import files

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.notebook_style import CLASS, in_notebook, in_page, notebook_css
from analyysi.report.page import Page


@pytest.mark.parametrize("sheet", ["p { margin: 0; }", ""])
@pytest.mark.parametrize("html", ["<p>Näin</p>", "\n<p>a</p>\n", "<!-- analyysi: --> <div></div>"])
def test_the_page_gets_a_part_as_it_was(html: str, sheet: str) -> None:
    shown = in_notebook(html, sheet)
    assert shown != html
    assert in_page(shown) == html
    assert shown.count(f"<style>{sheet}</style>") == bool(sheet)


def test_html_of_an_earlier_version_is_taken_as_it_is() -> None:
    assert in_page("<section>a</section>") == "<section>a</section>"


def test_a_part_that_shows_nothing_stays_nothing() -> None:
    assert in_notebook("", "p { margin: 0; }") == ""


@pytest.mark.parametrize("many_payers", [False, True])
def test_the_style_sheet_is_one_rule_about_the_inside_of_a_part(many_payers: bool) -> None:
    css = notebook_css(many_payers).strip()
    depth, ends = 0, []
    for place, letter in enumerate(css):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if letter == "}" and depth == 0:
            ends.append(place)
    assert ends == [len(css) - 1]
    assert css[: css.index("{")].strip() == f".{CLASS}" * 4
    assert not re.search(r"(?m)^\s*(html|body|:root)\b", css)
    assert "@page" not in css
    assert "<" not in css


def test_only_a_report_of_many_payers_has_their_rules() -> None:
    assert ".long " in notebook_css(True)
    assert ".long " not in notebook_css(False)


@pytest.mark.parametrize("name", ["report.css", "many_payers.css"])
def test_the_style_sheet_lacks_no_rule_of_the_page(name: str) -> None:
    sheet = (files("analyysi.report") / "template" / name).read_text(encoding="utf-8")
    lacking = [line for line in sheet.splitlines() if line not in notebook_css(True)]
    about_the_page = (":root {", "html {", "body {", "  html {", "  @page {")
    assert [line for line in lacking if not line.startswith(about_the_page)] == []
    assert "\n& { --paper: #fff;" in notebook_css(True)


@pytest.mark.slow
def test_the_first_part_carries_the_style_sheet_and_again_when_run_again(
    kainuu_2023: Comparison,
) -> None:
    page = Page(kainuu_2023, "fi")
    methods, own, head = page.methods(), page.section("Oma", "Lause."), page.head()
    parts = [methods, own, head, page.methods(), page.reasons()]
    shown = [part._repr_mimebundle_()[0]["text/html"] for part in parts]
    assert [html.count("<style>") for html in shown] == [1, 0, 0, 1, 0]
    assert [in_page(html) for html in shown] == [part.html for part in parts]
    again = Page(kainuu_2023, "fi").head()._repr_mimebundle_()[0]["text/html"]
    assert again.count("<style>") == 1


def test_no_class_of_the_page_is_that_of_a_part() -> None:
    folder = files("analyysi.report") / "template"
    names = [entry for entry in folder.iterdir() if entry.is_file()]
    assert not [entry.name for entry in names if CLASS in entry.read_text(encoding="utf-8")]
