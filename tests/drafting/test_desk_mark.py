"""The mark of the desk's own drafts: any change by hand is seen."""

import pytest

from analyysi.drafting.desk_mark import WrittenBy, marked, unmarked, whose

TEXT = '# Year 2028: a trial.\n# More.\nyear = 2028\n\n[total]\nvalue = "1.00"\n'


def test_the_mark_stands_in_the_head_and_is_taken_off_again() -> None:
    text = marked(TEXT)
    lines = text.splitlines()
    assert lines[0] == "# Year 2028: a trial."
    assert lines[1].startswith("# The desk may write over this file")
    assert unmarked(text) == TEXT
    assert marked(text) == text


@pytest.mark.parametrize(
    ("changed", "owner"),
    [
        (lambda text: text, WrittenBy.DESK),
        (lambda text: text.replace("1.00", "1.01"), WrittenBy.DESK_AND_HAND),
        (lambda text: text + "\n", WrittenBy.DESK_AND_HAND),
        (lambda text: text.replace("# More.\n", ""), WrittenBy.DESK_AND_HAND),
        (lambda text: text.replace("\n", "\r\n"), WrittenBy.OTHERS),
        (unmarked, WrittenBy.OTHERS),
    ],
)
def test_whose_a_file_is(changed: object, owner: WrittenBy) -> None:
    assert callable(changed)
    assert whose(changed(marked(TEXT))) is owner
