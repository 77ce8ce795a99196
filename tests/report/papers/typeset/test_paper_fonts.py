"""The letters of papers come from packages."""

from analyysi.report.papers.typeset.paper_fonts import FALLBACK, SANS, paper_fonts


def test_both_families_are_there() -> None:
    families = {str(name).lower() for name in paper_fonts().families()}
    assert {SANS.lower(), FALLBACK.lower()} <= families
