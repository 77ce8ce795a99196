"""What an analyst's Markdown may not hold, each with a sentence that says what to write instead."""

import pytest
from bs4 import BeautifulSoup

from analyysi.errors import ReportError
from analyysi.report.papers.markdown_refusals import refuse_active, refuse_lost, refuse_unreferred


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<a href='b.pdf'>a</a>", "The link 'a' leads to 'b.pdf', which readers of the report"),
        ("<a href='#osa'>a</a>", "The link 'a' leads to '#osa'"),
        ("<a href=''>a</a>", "The link 'a' leads to ''"),
        ("<a href='ftp://b.fi'>a</a>", "give an address of the web"),
        ("<a href='https://b.fi'> </a>", "The link to 'https://b.fi' has no words"),
        ("<p><tr><td>a</td></tr></p>", r"has <tr> outside <table> \('a'\): put <table> around"),
        ("<li>a</li>", "has <li> outside <ol>"),
        ("<dd>a</dd>", "has <dd> outside <dl>"),
        ("<table>a<tr><td>b</td></tr></table>", r"A table has text outside its cells \('a'\)"),
        ("<table><tr>a<td>b</td></tr></table>", r"put it into a cell \(<td>\), or above the table"),
        ("<dl>a<dt>b</dt></dl>", r"A list has text outside its entries \('a'\).* entry \(<dd>\)"),
        ("<ol>a<li>b</li></ol>", r"put it into an entry \(<li>\), or above the list"),
        ("<p>a[^1]</p>", r"The footnote \[\^1\] has no text: write it on a line of its own"),
        ("<p>![a](b c.png)</p>", r"The picture !\[a\]\(b c.png\) is not read as one"),
        ("<p>![a][b]</p>", r"The picture !\[a\]\[b\] is not read as one"),
        ("<p>[a](b c)</p>", r"The link \[a\]\(b c\) is not read as one"),
    ],
)
def test_what_would_be_lost_is_refused(html: str, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        refuse_lost(BeautifulSoup(html, "html.parser"))


@pytest.mark.parametrize(
    "html",
    [
        "<a href='HTTPS://b.fi'>a</a> <a href='mailto:a@b.fi'>b</a> <a name='x'></a>",
        "<a href='https://b.fi'><img src='0' alt='a'></a>",
        "<code>[^1] ![a](b c)</code><pre>[a](b c)</pre>",
        "<p>[a] (b) [1], f(x)[i], !</p><!-- [^1] -->",
        "<table> <tr><!-- a --> <td>[x] b</td></tr></table><ul> <li>a</li></ul>",
    ],
)
def test_what_everybody_can_read_stays(html: str) -> None:
    refuse_lost(BeautifulSoup(html, "html.parser"))


def test_a_footnote_that_nothing_refers_to_is_named() -> None:
    refuse_unreferred([])
    with pytest.raises(ReportError, match=r"Nothing refers to the footnote \[\^a\]"):
        refuse_unreferred(["A"])


def test_what_runs_is_named() -> None:
    with pytest.raises(ReportError, match="The text has the attribute onload of <img>"):
        refuse_active(BeautifulSoup("<img onload='a()'>", "html.parser"))
