"""A section begins empty: what is not said there is not in the report."""

from analyysi.run.rehearsal.section import Grid, Section


def test_a_new_section_says_nothing_and_shares_nothing() -> None:
    first, second = Section("a"), Section("b")
    first.differs.append("x")
    first.grids.append(Grid("c", ("d",), [("e",)]))
    assert second == Section("b", [], [], [], [], [], [], None)


def test_a_count_is_as_before_only_if_the_answer_was_whole() -> None:
    section = Section("a")
    section.count("all", whole=True)
    section.count("some", whole=False)
    assert (section.alike, section.partly) == (["all"], ["some"])
