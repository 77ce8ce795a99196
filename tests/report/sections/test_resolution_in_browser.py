"""The button that copies the agenda item, pressed in a real Chromium by keyboard."""

from pathlib import Path

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.agenda.item import agenda_item
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from support.browser_tools import browser_missing, copied_by
from support.needed import need
from support.pages import notebook_of
from support.readers import reader_of

pytestmark = pytest.mark.browser


def test_the_agenda_item_is_copied_and_said_to_be(kainuu_2023: Comparison, tmp_path: Path) -> None:
    need(browser_missing())
    path = tmp_path / "seat.html"
    notebook = notebook_of(Page(kainuu_2023, "fi", "578"), only=("head", "resolution", "results"))
    path.write_text(export_html(notebook), encoding="utf-8")
    pressed = copied_by(path)
    text = agenda_item(reader_of(kainuu_2023, "fi", "578")).plain_text()
    for with_clipboard in ("clipboard", "without"):
        assert pressed[with_clipboard] == {
            "visible": True,
            "copied": text,
            "said": "Teksti on kopioitu.",
            "focus": "agenda-copy",
            "refused": [],
        }
    assert pressed["still"]["visible"] is False
