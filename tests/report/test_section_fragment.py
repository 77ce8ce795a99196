"""A section as the notebook shows it and the papers read it."""

from analyysi.report.blocks import Paragraph
from analyysi.report.html import DATA
from analyysi.report.section_fragment import section_fragment


def test_a_section_carries_its_address_and_its_blocks() -> None:
    fragment = section_fragment("next-year", "Ensi vuosi", "Mitä & milloin", [Paragraph("Teksti")])
    assert fragment.role == "section"
    assert fragment.metadata == {"anchor": "next-year", "label": "Ensi vuosi"}
    assert '<h2 id="next-year-heading">Mitä &amp; milloin</h2>' in fragment.html
    assert "<p>Teksti</p>" in fragment.html
    assert fragment.extra[DATA]["heading"] == "Mitä & milloin"
    assert [block["text"] for block in fragment.extra[DATA]["blocks"]] == ["Teksti"]
