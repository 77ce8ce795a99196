"""Lines of minutes: payer, total and numbers; dates and sections are no sums."""

import pytest

from analyysi.tables.minutes import Number, read_lines
from analyysi.tables.names.payers import Payers
from support.parties import PARTIES

PAYERS = Payers(PARTIES)


@pytest.mark.parametrize(
    ("line", "payer", "numbers"),
    [
        ("Paltamo 7 079,00 € (8,8 %)", "578", [("7 079,00", "euros"), ("8,8", "percent")]),
        ("- Kuhmo: 12", "290", [("12", "")]),
        ("578 Paltamo ....... 7 079", "578", [("7 079", "")]),
        ("Helsinki eur 5", "091", [("5", "euros")]),
        ("1) Puolangan kunta 3 €", "620", [("3", "euros")]),
        ("Kajaani\t1\t2", "205", [("1", ""), ("2", "")]),
    ],
)
def test_a_payers_line(line: str, payer: str, numbers: list[tuple[str, str]]) -> None:
    (read,), passed = read_lines(line, PAYERS)
    assert read.match is not None
    assert read.match.code == payer
    assert list(read.numbers) == [Number(*number) for number in numbers]
    assert not passed


def test_text_dates_and_sections_are_passed_over_and_listed() -> None:
    text = "Kunnanhallitus 12.5.2025 § 84\n\nPäätös\nVuosi 2025\nYhteensä 9 €\n"
    lines, passed = read_lines(text, PAYERS)
    assert [(line.number, line.total) for line in lines] == [(5, True)]
    assert passed == [
        "line 1: Kunnanhallitus 12.5.2025 § 84",
        "line 3: Päätös",
        "line 4: Vuosi 2025",
    ]


def test_a_line_of_two_payers_keeps_its_doubt() -> None:
    (line,), _ = read_lines("Kuhmo ja Paltamo 5 €", PAYERS)
    assert line.match is None
    assert "names 2 payers" in line.doubt
