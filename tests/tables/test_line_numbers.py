"""The numbers of a line: dates, times, sections and tax are none, signs and units are kept."""

import pytest

from analyysi.tables.line_numbers import Number, numbered, split_apart


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Paltamo 7 079,00 € (8,8 %)", ["7 079,00 money", "8,8 percent"]),
        ("Paltamo 7\u00a0079,00\u202f€", ["7 079,00 money"]),
        ("Paltamo 7 079,- € (alv 0 %)", ["7 079,- money"]),
        ("Paltamo 7’079:-", ["7’079:-"]),
        ("Paltamo 7079:50 €", ["7079:50 money"]),
        ("Paltamo €7,079.50", ["7,079.50 money"]),
        ("Paltamo 1.234.567,50 €", ["1.234.567,50 money"]),
        ("Paltamo EUR 79", ["79 money"]),
        ("Paltamo 5 € 79", ["5 money", "79"]),
        ("Paltamo 79e", ["79 money"]),
        ("Paltamo 79.50.", ["79.50"]),
        ("Paltamo pays 79.50.", ["79.50"]),
        ("Paltamo 7,1 t€", ["7,1 money"]),
        ("Paltamo\t578\t7 079", ["578", "7 079"]),
        ("Paltamo 578  707 €", ["578", "707 money"]),
        ("Paltamo ....... 7 079", ["7 079"]),
        ("1) Paltamo 3 €", ["3 money"]),
    ],
)
def test_marks_units_and_columns(line: str, numbers: list[str]) -> None:
    read = numbered(line)
    assert [f"{number.text} {number.unit}".strip() for number in read.numbers] == numbers
    assert not read.unread


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Paltamo 79,00- €", "79,00-"),
        ("Paltamo 79,00-€", "79,00-"),
        ("Paltamo (79,00) €", "(79,00)"),
        ("Paltamo (79,00 €)", "(79,00)"),
        ("Paltamo -79 €", "-79"),
        ("Paltamo −79 €", "-79"),
        ("Paltamo − 79 €", "-79"),
        ("Paltamo\t- 79 €", "-79"),
        ("-79,00 € Paltamo", "-79,00"),
        ("Paltamo -€79", "-79"),
        ("Paltamo +79 €", "+79"),
        ("Paltamo 79,- €", "79,-"),
    ],
)
def test_signs_are_kept_wherever_they_stand(line: str, text: str) -> None:
    (number,) = numbered(line).numbers
    assert (number.text, number.unit) == (text, "money")


@pytest.mark.parametrize(
    "words",
    [
        "12.5.2025",
        "1.1.-31.12.2022",
        "1.1.–31.12.2022",
        "7.10.22",
        "2022-05-12",
        "5/2022",
        "1-12/2022",
        "12. toukokuuta 2022",
        "den 12 maj 2022",
        "12 May 2022",
        "May 12, 2022",
        "klo 12.30",
        "kl. 12:30",
        "§ 84",
        "84 §",
        "vuonna 2022",
        "talousarvio 2022",
        "(2022)",
        "år 2022",
        "alv 25,5 %",
        "sis. alv 24 %",
        "moms 0 %",
        "VAT 0 %",
    ],
)
def test_dates_times_sections_years_and_tax_are_no_numbers(words: str) -> None:
    assert numbered(f"Paltamo {words} 79 €").numbers == (Number("79", "money"),)
    assert not numbered(f"Paltamo, {words}").numbers


@pytest.mark.parametrize("line", ["79.50.", "32.5.", "12.13.", "1.234"])
def test_what_cannot_be_a_date_is_a_number(line: str) -> None:
    read = numbered(line)
    assert [number.text for number in read.numbers] == [line.rstrip(".")]
    assert not read.short_dates


def test_a_day_and_a_month_may_be_a_number() -> None:
    read = numbered("Paltamo maksaa 12.5.")
    assert not read.numbers
    assert read.short_dates == ("12.5.",)


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("Paltamo 7079¹ €", "7079¹"),
        ("Paltamo 7 079¹", "7 079¹"),
        ("Paltamo 7079*", "7079*"),
        ("Paltamo 7079kpl", "7079kpl"),
        ("Paltamo ٣", "٣"),
        ("Paltamo-79 €", "79"),
        ("Paltamo 79-euroa", "79-euroa"),
        ("Paltamo 7 079,--", "7 079,--"),
    ],
)
def test_digits_that_are_no_number_are_told(line: str, unread: str) -> None:
    read = numbered(line)
    assert (read.numbers, read.unread) == ((), (unread,))


def test_a_range_is_told_and_two_years_are_none() -> None:
    assert numbered("Paltamo 7 000-8 000 €").ranges == ("7 000-8 000 €",)
    assert numbered("Paltamo 2022-2023 79 €").ranges == ()


def test_a_number_is_known_alone_in_its_column_or_behind_a_dash() -> None:
    (apart,) = numbered("Paltamo  3 183 707 €").numbers
    (beside,) = numbered("Paltamo 3 183 707 €").numbers
    (dashed,) = numbered("Paltamo – 79 €").numbers
    assert (apart.apart, beside.apart) == (True, False)
    assert (dashed.after_dash, beside.after_dash) == (True, False)


@pytest.mark.parametrize(
    ("text", "code", "splits"),
    [
        ("578 707", "578", ["578|707"]),
        ("20 500", "020", ["20|500"]),
        ("18 200", "290", []),
        ("578 079", "578", []),
        ("3 183 707", "578", ["3|183 707", "3 183|707"]),
        ("1 079 500", "578", ["1 079|500"]),
        ("578707", "578", []),
    ],
)
def test_a_number_with_spaces_may_be_two(text: str, code: str, splits: list[str]) -> None:
    parted = split_apart(Number(text, "money"), code)
    assert [f"{first.text}|{second.text}" for first, second in parted] == splits
