"""A section begins empty: what is not said there is not in the report."""

from analyysi.run.rehearsal.section import Grid, Section


def test_a_new_section_says_nothing_and_shares_nothing() -> None:
    first, second = Section("a"), Section("b")
    first.differs.append("x")
    first.grids.append(Grid("c", ("d",), [("e",)]))
    assert second == Section("b", [], [], [], [], [], None)
