"""Lines of minutes: payer, total and numbers, and every doubt of a line in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.tables.minutes import LONGEST_LINE, Line, Number, read_lines
from analyysi.tables.names.payers import Payers
from analyysi.tables.numbers.printed_numbers import NotANumberError, cents, read_printed
from analyysi.tables.numbers.scales import SCALES, TAKEN_AWAY
from support.fault_files import FAULT_FILES
from support.parties import PARTIES
from support.printed_sums import SIGNS_BELOW_ZERO, SPACES, THOUSANDS, printed_sum, sums

PAYERS = Payers(PARTIES)
THOUSAND = SCALES["thousand_euros"]


def only(text: str, **asked: str) -> Line:
    """Read the one line of a text that is not passed over."""
    (line,) = read_lines(text, PAYERS, amount_place=asked.get("place", ""))[0]
    return line


@pytest.mark.parametrize(
    ("line", "payer", "numbers"),
    [
        ("Paltamo 7 079,00 € (8,8 %)", "578", [("7 079,00", "money"), ("8,8", "percent")]),
        ("- Kuhmo: 12", "290", [("12", "")]),
        ("578 Paltamo ....... 7 079", "578", [("7 079", "")]),
        ("Helsinki eur 5", "091", [("5", "money")]),
        ("1) Puolangan kunta 3 €", "620", [("3", "money")]),
        ("Kajaani\t1\t2", "205", [("1", ""), ("2", "")]),
        ("Paltamo (578) 707 €", "578", [("707", "money")]),
        ("Paltamo 578  707 €", "578", [("707", "money")]),
        ("Paltamo 578707 €", "578", [("578707", "money")]),
        ("Paltamo  3 183 707 €", "578", [("3 183 707", "money")]),
        ("Paltamo 7 079 € (2,20 €/asukas)", "578", [("7 079", "money")]),
        ("Hyrynsalmi 4 800,00 € (alv 0 %)", "105", [("4 800,00", "money")]),
        ("Paltamo EUR79", "578", [("79", "money")]),
        ("Paltamo 578 €", "578", [("578", "money")]),
        ("Paltamo, covid-19 79 €", "578", [("79", "money")]),
    ],
)
def test_a_payers_line(line: str, payer: str, numbers: list[tuple[str, str]]) -> None:
    read = only(line)
    assert read.match is not None
    assert read.match.code == payer
    assert [(number.text, number.unit) for number in read.numbers] == numbers
    assert not read.doubt


def test_text_dates_and_sections_are_passed_over_and_listed() -> None:
    text = "Kunnanhallitus 12.5.2025 § 84\n\nPäätös\nVuosi 2025\nYhteensä 9 €\n"
    lines, passed = read_lines(text, PAYERS)
    assert [(line.number, line.total, line.doubt) for line in lines] == [(5, True, "")]
    assert passed == [
        "line 1: Kunnanhallitus 12.5.2025 § 84",
        "line 3: Päätös",
        "line 4: Vuosi 2025",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Kuhmo ja Paltamo 5 €", "Kuhmo"),
        ("Paltamo ja Kuhmoinen 5 €", "Kuhmoinen"),
        ("Paltamo 79,00- €", "'79,00-' is below zero"),
        ("Paltamo (79,00) €", "'(79,00)' is below zero"),
        ("Paltamo −79", "'-79' is below zero"),
        ("Paltamo 578 707 €", "'578 707' can be read as one number, or as 578 and 707"),
        ("Kuhmo 290 820 €", "or as 290 and 820"),
        ("Helsinki 91 500 €", "or as 91 and 500"),
        ("Paltamo 3 183 707 €", "or as 3 and 183 707, or as 3 183 and 707"),
        ("Paltamo 2 x 3 539,50 €", "can be read as 3 539,50 or as 7079.00"),
        ("Paltamo 3 539,50 € x 2", "can be read as 3 539,50 or as 7079.00"),
        ("Paltamo 2 kpl à 3 539,50 €", "can be read as 3 539,50 or as 7079.00"),
        ("Paltamo 7 000-8 000 €", "'7 000-8 000 €' may be a range"),
        ("Paltamo 7  079 €", "'079' begins with 0"),
        ("Paltamo 7079¹ €", "'7079¹' is no number"),
        ("Paltamo 7079¹ 12 €", "'7079¹' is no number"),
        ("Paltamo-79 €", "'79' is no number"),
        ("Paltamo 578", "'578' is the payer's code, or a sum"),
        ("Paltamo maksaa 12.5.", "'12.5.' may be a date or a sum"),
        ("Paltamo 2022", "'2022' may be a date or a sum"),
        ("Paltamo 200 €/kk", "it is in euros a month"),
        ("Paltamo 7 079 kr", "it is in Swedish kronor"),
        ("Paltamo 0,007 milj. €", "--unit million_euros"),
        ("Yhteensä 80 t€", "--unit thousand_euros"),
        ("Yhteensä -80 €", "'-80' is below zero"),
    ],
)
def test_what_can_be_read_in_two_ways_is_a_doubt_of_its_line(line: str, words: str) -> None:
    assert words in only(line).doubt


@pytest.mark.parametrize("word", " ".join(TAKEN_AWAY).split())
def test_a_word_that_takes_a_sum_away_is_a_doubt(word: str) -> None:
    assert f"'{word}' says that a sum is taken away" in only(f"Paltamo: {word} 79 €").doubt


@pytest.mark.parametrize(
    ("place", "numbers"), [("1", ["578 707"]), ("2", ["578", "707"])], ids=["whole", "second"]
)
def test_a_place_chooses_between_readings(place: str, numbers: list[str]) -> None:
    read = only("Paltamo 578 707 €", place=place)
    assert ([number.text for number in read.numbers], read.doubt) == (numbers, "")


@pytest.mark.parametrize("place", ["", "2", "3", "sarake"])
def test_a_place_that_does_not_choose_leaves_the_doubt(place: str) -> None:
    assert "can be read as" in only("Paltamo 3 183 707 €", place=place).doubt


def test_millions_are_no_doubt_where_the_total_is_no_smaller() -> None:
    lines, _ = read_lines("Paltamo 3 183 707 €\nYhteensä 5 000 000 €", PAYERS)
    assert [line.doubt for line in lines] == ["", ""]
    lines, _ = read_lines("Paltamo 3 183 707 €\nYhteensä 80 000 €", PAYERS)
    assert "can be read as" in lines[0].doubt


@pytest.mark.parametrize(
    "title",
    [
        "Maksuosuudet 2022, tuhatta euroa",
        "(1 000 €)",
        "Betalningsandelar, tusental euro",
        "Contributions in thousands of money",
        "t€",
    ],
)
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_a_scale_of_a_title_or_a_note_is_of_every_line(title: str, above: bool) -> None:
    table = "Paltamo 7,1\nYhteensä 80,0"
    text = f"{title}\n{table}" if above else f"{table}\n\n{title}"
    lines, passed = read_lines(text, PAYERS)
    assert len(lines) == 2
    assert len(passed) == 1
    assert title in lines[0].doubt
    assert "--unit thousand_euros" in lines[0].doubt
    assert lines[1].doubt == f"line {1 if above else 4} says thousand euros"
    lines, _ = read_lines(text, PAYERS, unit=THOUSAND)
    assert [line.doubt for line in lines] == ["", ""]


def test_a_thousand_euros_of_another_municipality_is_a_sum() -> None:
    lines, passed = read_lines("Oulu 1 000 €\nPaltamo 79 €", PAYERS)
    assert [line.doubt for line in lines] == ["", ""]
    assert not passed


def test_a_told_scale_is_not_that_of_a_line_that_says_another() -> None:
    text = "Paltamo 7,1\nKuhmo 5 t€\nPuolanka 6 milj. €\nKajaani 70 €"
    lines, _ = read_lines(text, PAYERS, unit=THOUSAND)
    assert [bool(line.doubt) for line in lines] == [False, False, True, True]
    assert "it is in euros, and --unit thousand_euros was said" in lines[3].doubt


def test_dashes_are_marks_only_where_every_payers_line_has_one() -> None:
    lines, _ = read_lines("Paltamo – 79 €\nKuhmo – 80 €\nYhteensä 159 €", PAYERS)
    assert not any(line.doubt for line in lines)
    lines, _ = read_lines("Paltamo – 79 €\nKuhmo 80 €", PAYERS)
    assert "may be a minus" in lines[0].doubt
    assert not lines[1].doubt
    assert "may be a minus" in only("Paltamo – 79 €").doubt


def test_a_year_is_passed_over_where_the_payers_sum_stands_in_another_line() -> None:
    lines, passed = read_lines("Paltamon kunta 2022\nPaltamo 79 €", PAYERS)
    assert [line.number for line in lines] == [2]
    assert passed == ["line 1: Paltamon kunta 2022"]


def test_decomposed_names_and_totals_are_known() -> None:
    lines, _ = read_lines("Kainuun liitto 5 €\nYhteensa\u0308 5 €", PAYERS)
    assert [line.total for line in lines] == [False, True]
    assert lines[0].match is not None


def test_a_line_with_too_many_signs_is_told_with_the_limit() -> None:
    read = only(f"Paltamo {'9' * 60_000} €")
    assert f"at most {LONGEST_LINE}" in read.doubt
    assert len(read.doubt) < 200


@pytest.mark.parametrize("name", ["17_minutes_code_then_sum.txt", "20_minutes_thousand_euros.txt"])
def test_files_that_were_taken_wrongly_are_doubted_line_by_line(name: str) -> None:
    lines, _ = read_lines((FAULT_FILES / name).read_text(encoding="utf-8"), PAYERS)
    assert lines
    assert all(line.doubt for line in lines if line.match is not None)


def only_sum(line: Line) -> Number:
    (number,) = [number for number in line.numbers if number.unit != "percent"]
    return number


@given(sums(), st.sampled_from(["Paltamo {}", "Paltamo:  {}", "578 Paltamo\t{}", "{} (Paltamo)"]))
def test_a_sum_in_a_line_is_the_same_cents_or_a_doubt(sum_: tuple[int, str], line: str) -> None:
    amount, text = sum_
    lines, _ = read_lines(line.format(text), PAYERS)
    for read in lines:
        if read.doubt or len(read.numbers) != 1:
            continue
        try:
            assert cents(read_printed(only_sum(read).text).value) == amount
        except NotANumberError:
            continue


@given(
    st.integers(1000_00, 999_999_99),
    st.sampled_from(THOUSANDS),
    st.sampled_from(["{}", *SIGNS_BELOW_ZERO]),
    st.sampled_from(SPACES),
)
def test_a_sum_with_a_sign_is_never_taken_for_one_without(
    amount: int, mark: str, sign: str, space: str
) -> None:
    point = "." if mark == "," else ","
    read = only(f"Kainuun liitto  {sign.format(printed_sum(amount, mark, point))}{space}€")
    if sign == "{}":
        assert not read.doubt
        assert cents(read_printed(only_sum(read).text).value) == amount
    else:
        assert "below zero" in read.doubt
