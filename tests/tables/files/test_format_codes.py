"""The signs of number formats."""

import pytest

from analyysi.tables.files.format_codes import kinds, sections_of


@pytest.mark.parametrize(
    ("code", "sections"),
    [
        ("General", [["general"]]),
        ("#,##0.00", [["digit", "comma", "digit", "digit", "digit", "point", "digit", "digit"]]),
        ('0;"a;b";\\;', [["digit"], ["literal"], ["literal"]]),
        ("_-* 0_-", [["digit"]]),
        ("[Red]0%", [["digit", "percent"]]),
        ("[>=100]0", [["condition", "digit"]]),
        ("[$€-40B] 0", [["literal", "literal", "digit"]]),
        ("[h]:mm", [["elapsed", "literal", "date"]]),
        ("d.m.yyyy", [["date", "point", "date", "point", "date"]]),
        ("0.0E+00", [["digit", "point", "digit", "exponent"]]),
        ("0;;;@", [["digit"], [], [], ["at"]]),
        ('"never closed', [["literal"]]),
    ],
)
def test_each_sign_is_known(code: str, sections: list[list[str]]) -> None:
    assert [[sign.kind for sign in section] for section in sections_of(code)] == sections


def test_kinds_are_those_of_the_signs() -> None:
    assert kinds(sections_of('0" t€"')[0]) == {"digit", "literal"}
