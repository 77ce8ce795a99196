"""Texts that try to be more than text, and a year of the agreement that has them in every field."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

import tomlkit

from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project

HOSTILE = (
    "<script>document.title='RAN'</script>",
    "<img src=http://hostile.invalid/a.png onerror=\"document.title='RAN'\">",
    '"><svg onload="document.title=\'RAN\'">',
    "' onmouseover='document.title=1' style='background:url(http://hostile.invalid/b)",
    '<meta http-equiv=refresh content="0;url=http://hostile.invalid/c">',
    '</title></style></script></textarea></template><base href="http://hostile.invalid/">',
    "<iframe src=//hostile.invalid/d></iframe><form action=//hostile.invalid><input autofocus>",
    "[luottamus](javascript:alert(1)) <a href=javascript:alert(1)>x</a>",
    "]]><!-- --!> <![CDATA[ &amp; &#60;b&#62; &lt;script&gt;",
    '=HYPERLINK("http://hostile.invalid","Paltamo")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+WEBSERVICE(A1)",
    "@SUM(A1:A9)",
    "＝1+1",
    "A$^$B",
    "$\\frac{1}{0}$ and $x$",
    "{{ 7 * 7 }} {{ cycler.__init__.__globals__ }}",
    "{% for a in b %}{# %} {%p x %}",
    '#read("/etc/passwd") #eval("1") \\u{41} $x$ @label <label>',
    '{ HYPERLINK "http://hostile.invalid" } DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
    "{0} {payer} {} %s %(name)s ${HOME} `id` $(id)",
    "_x0041__x000D_ &L&P&[Tab] \\textbf{x} __proto__ | a | b | # h *b*",
    "../../../../etc/passwd C:\\\\CON NUL.txt a:b*c?d",
    "Pitkä " + "nimi " * 60 + "lopussa",
)
"""What was tried against earlier versions, each a kind of its own."""

STEERING = (
    "[bold]Paltamo[/bold] [red]5 600 €[/]",
    "[link=http://hostile.invalid]Paltamo[/link]",
    "[/] [/bold] [unknown] [[x]] \\[a]",
    ":warning: :smiley: :ok:",
    "\x1b[2J\x1b[31mPaltamo\x1b]0;title\x07\x1b]8;;http://hostile.invalid\x1b\\a",
    "\x9b31mPaltamo \u202eomatlaP \u200b",
    "Paltamo\rKajaani\x08\x08",
)
"""What a terminal, or the library that writes tables on it, would take for a command."""


def write_hostile_year(project: Project, year: int, texts: Sequence[str]) -> None:
    """Put hostile texts into every text of the agreement and of a year in a project that is a copy,
    another into each field in turn.
    """
    turn = cycle(texts)
    folder = project.agreements / "kainuu-ict"
    for path in (folder / "agreement.toml", folder / f"{year}.toml"):
        content = tomlkit.parse(path.read_text(encoding="utf-8"))
        write_hostile_texts(content, turn)
        path.write_text(tomlkit.dumps(content), encoding="utf-8")


def write_hostile_texts(content: Any, turn: Iterator[str]) -> None:
    """Put hostile texts into every text by language of a file that was read."""
    for by_language in _texts_in(content):
        for language in list(by_language):
            by_language[language] = next(turn)


def _texts_in(content: Any) -> Iterator[Any]:
    """Yield every table of a text by language."""
    if isinstance(content, Mapping):
        if content and set(content) <= set(LANGUAGES):
            yield content
        for inner in content.values():
            yield from _texts_in(inner)
    elif isinstance(content, list):
        for inner in content:
            yield from _texts_in(inner)
