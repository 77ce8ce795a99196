"""Own content on the page, in a real Chromium: valid, accessible, and asking nobody for anything."""

from pathlib import Path

import pandas as pd
import pytest
from nbformat.v4 import new_markdown_cell

from analyysi.comparison.compare import Comparison
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from support.browser_tools import browser_missing, inspect_pages, validate_pages
from support.needed import need
from support.own_pictures import PASTED, picture
from support.pages import with_fragments

pytestmark = pytest.mark.browser
TEXT = r"""# Saate

Osuus $\frac{a}{2}$, m<sup>2</sup> ja [linkki](https://example.org).

$$\sqrt{n} \ge 2$$

![Pylväs kasvaa.](attachment:kuva.png)

- [x] tehty
- a

|   | luku | $c^2$ |
|---|--:|---|
| $z$ | 1 | $a_i$ |

<details><summary>Lisää</summary>teksti</details>
"""


def test_nobody_finds_fault_with_it(kainuu_2023: Comparison, tmp_path: Path) -> None:
    need(browser_missing())
    page = Page(kainuu_2023, "fi")
    frame = pd.DataFrame({"Osuus": [1 / 3, None]}, index=["Paltamo", "Kajaani"])
    notebook = with_fragments(
        page,
        page.section("Oma", "Teksti.", page.table(frame, caption="Luvut")),
        page.figure(picture(), alt="Sininen ala.", caption="Ala", table=frame.style),
    )
    notebook.cells.insert(1, new_markdown_cell(TEXT, attachments=PASTED))
    path = tmp_path / "own.html"
    path.write_text(export_html(notebook), encoding="utf-8")
    (facts,) = inspect_pages([path], tmp_path / "shots")
    assert validate_pages([path])[path] == []
    assert facts["axe"] == []
    assert (facts["outside"], facts["violations"], facts["scriptErrors"]) == ([], [], [])
