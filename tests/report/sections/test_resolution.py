"""The agenda item for the board from whose seat the report is made, as the page shows it."""

from html import unescape

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.agenda.item import agenda_item
from analyysi.report.blocks import Bullets, Heading, OnPageOnly, Paragraph
from analyysi.report.page import Page
from analyysi.report.sections.resolution import section
from analyysi.report.sections.section import LeftOut, Shown
from analyysi.report.tables import Table
from support.pages import notebook_of
from support.readers import reader_of


def shown_of(comparison: Comparison, focus: str, language: str = "fi") -> Shown:
    shown = section(reader_of(comparison, language, focus))
    assert isinstance(shown, Shown)
    return shown


def test_the_joint_report_has_none_and_says_so(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    assert section(reader) == LeftOut(reader.say("No agenda item in the report of all"))


@pytest.mark.parametrize(
    ("focus", "heading"),
    [
        ("578", "Esityslistateksti: Paltamo maksaa 7 079 euroa"),
        ("620", "Esityslistateksti: Puolangan osuus on avoin, laskelmassa 5 629 euroa"),
    ],
)
def test_a_decided_share_leads_the_heading(
    kainuu_2023: Comparison, focus: str, heading: str
) -> None:
    assert shown_of(kainuu_2023, focus).heading.replace("\xa0", " ") == heading


def test_account_and_resolution_stand_in_order_with_the_budget_line(
    kainuu_2023: Comparison,
) -> None:
    item = agenda_item(reader_of(kainuu_2023, focus="578"))
    blocks = shown_of(kainuu_2023, "578").blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Asiaselostus",
        "Päätösesitys",
    ]
    steps, points = (block for block in blocks if isinstance(block, Bullets))
    assert (steps.items, steps.ordered) == (item.events, False)
    assert (points.items, points.ordered) == (item.points, True)
    assert isinstance(blocks[-1], Table)
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert texts[0] == "Tämä on ehdotus esityslistaa varten, ei päätös."
    assert texts[1] == item.title
    assert set(item.account) <= set(texts)
    assert texts[-1] == item.opening


def test_the_button_holds_the_very_text_of_the_file(kainuu_2023: Comparison) -> None:
    (button,) = (
        block
        for block in shown_of(kainuu_2023, "578", "sv").blocks
        if isinstance(block, OnPageOnly)
    )
    text = agenda_item(reader_of(kainuu_2023, "sv", "578")).plain_text()
    assert f'data-text="{text}"' in unescape(str(button.html()))
    assert " hidden " in button.html()


@pytest.mark.slow
def test_only_a_seats_page_has_the_script_of_the_button(kainuu_2023: Comparison) -> None:
    from analyysi.report.papers.exporter import collect

    seat, joint = (
        collect(notebook_of(Page(kainuu_2023, "fi", focus), only=("head", "results")))
        for focus in ("578", "")
    )
    assert "agenda-copy" in seat["script"]
    assert "agenda-copy" not in joint["script"]
