"""What the desk says of what it wrote, and the links to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import SharedYear, shared_year
from analyysi.desk import outcome
from analyysi.desk.reporting import Made
from analyysi.desk.saving import Saved
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.report.language.wording import Wording


def test_a_fault_is_an_alert_and_its_text_is_escaped(kainuu_2027: Comparison) -> None:
    words = Wording("fi", kainuu_2027.case)
    fault = Message("The report was not made. {reason}", {"reason": "<b>"})
    assert outcome.fault(words, fault) == (
        '<p class="fault" role="alert">Raporttia ei tehty. &lt;b&gt;</p>'
    )


def test_a_saved_draft_is_said_with_its_command(kainuu_2027: Comparison) -> None:
    shared = shared_year(kainuu_2027.case)
    new = outcome.saved(Saved("data/x.toml", shared, over=False), shared, "fi")
    over = outcome.saved(Saved("data/x.toml", shared, over=True), shared, "sv")
    assert "Luonnos on tallennettu: data/x.toml" in new
    assert "<code>analyysi report kainuu-ict 2027</code>" in new
    assert "Utkastet sparades över arbetsbordets tidigare utkast" in over
    assert "<code>analyysi report kainuu-ict 2027 --language sv</code>" in over
    codes = list(shared.cents)
    changed = {**shared.cents, codes[0]: shared.cents[codes[0]] + 1}
    moved = outcome.saved(Saved("x", shared, over=False), SharedYear(shared.case, changed), "en")
    assert "The draft has moved on to 2027" in moved


def test_a_report_is_linked_from_where_the_notebook_is(
    kainuu_2027: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    papers = (tmp_path / "reports" / "kainuu-ict" / "2027 ä" / "report.html",)
    shown = outcome.links(project, papers)
    assert shown["output_type"] == "display_data"
    assert shown["data"]["text/html"] == (
        '<a href="../reports/kainuu-ict/2027%20%C3%A4/report.html" target="_blank">'
        "reports/kainuu-ict/2027 ä/report.html</a>"
    )
    assert shown["data"]["text/plain"] == "reports/kainuu-ict/2027 ä/report.html"
    words = Wording("en", kainuu_2027.case)
    parameters = RunParameters(agreement="kainuu-ict", year=2027)
    shared = shared_year(kainuu_2027.case)
    plain = outcome.made(Made(parameters, papers, None), words)
    drafted = outcome.made(Made(parameters, papers, Saved("x", shared, over=False)), words)
    assert "The report is ready: <code>2027 ä</code>" in plain
    assert "saved draft of 2027" not in plain
    assert "saved draft of 2027" in drafted
