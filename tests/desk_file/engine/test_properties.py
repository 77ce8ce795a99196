"""What holds of a trial is what its report says, in the report's own table."""

from __future__ import annotations

import pytest

from analyysi.allocation.properties.property_table import PROPERTIES
from analyysi.desk_file.engine.asked import Choices
from analyysi.desk_file.engine.choices import trial_of
from analyysi.desk_file.engine.reported import Reported
from analyysi.desk_file.engine.shown_trial import tried
from analyysi.project import Project
from analyysi.report.pieces import verdicts
from analyysi.report.reader import Reader
from support.desk_files import MIX, Page, page_in
from support.desks import declare_claims_and_game

STEPS = [{"name": "floor", "parameters": {"amount": "9000"}}]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    "changed", [{}, MIX, {"method": "equal", "parameters": {}, "steps": STEPS}]
)
def test_the_table_is_that_of_the_report(language: str, changed: dict[str, object]) -> None:
    page = page_in(language)
    choices = page.changed(**changed)
    html = page.ask("properties", choices=choices)["properties"]
    opened = page.session.opened
    reported = Reported(tried(opened, trial_of(opened, Choices.model_validate(choices))))
    of_report = verdicts.properties(Reader(reported.comparison, reported.words))
    assert html == str(of_report.html())
    assert html.count("<tr") >= len(PROPERTIES)


@pytest.mark.slow
def test_claims_and_costs_are_judged_too(project_copy: Project) -> None:
    declare_claims_and_game(project_copy)
    page = Page(project_copy, "en")
    by_game = page.ask("properties", choices=page.changed(method="game_nucleolus", parameters={}))
    assert "</table>" in by_game["properties"]
    assert "Kohlberg" in by_game["properties"].partition("</table>")[2]
    claims = {"method": "claims_talmud", "parameters": {"claims": "most"}}
    by_claims = page.ask("properties", choices=page.changed(**claims))["properties"]
    assert by_claims.partition("</table>")[0] != by_game["properties"].partition("</table>")[0]
    assert "Kohlberg" not in by_claims
