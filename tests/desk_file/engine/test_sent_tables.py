"""Tables that were pasted or dropped, through the program's own door."""

from __future__ import annotations

from base64 import b64encode
from fractions import Fraction

import pytest

from support.desk_files import KEY_WORDS, PUBLISHED, WORKSTATIONS, Page, page_in


def test_a_pasted_table_is_shown_before_it_is_a_key() -> None:
    answered = page_in("fi").ask("table", text=WORKSTATIONS)
    table = answered["table"]
    assert answered["added"] is None
    assert (table["heading"], table["name"], table["unit"]) == (
        "Työasemat",
        "tyoasemat",
        "workstations",
    )
    (estimate,) = [row for row in table["figures"] if row["estimated"]]
    assert (estimate["name"], estimate["figure"], estimate["words"]) == (
        "Ristijärvi",
        "33",
        "n. 33",
    )
    assert table["doubtful"] == {}
    assert table["lacking"] == []


@pytest.mark.slow
def test_a_key_of_a_table_is_shared_by_with_its_source() -> None:
    page = Page()
    answered = page.ask("table", text=WORKSTATIONS, key=KEY_WORDS)
    assert answered["added"] == "tyoasemat"
    key = next(key for key in answered["keys"] if key["added"])
    assert key["origin"] == KEY_WORDS["source"]
    assert "30.6.2026" in key["title"]
    choices = page.changed(method="proportional", parameters={"key": "tyoasemat"})
    shared = page.ask("change", choices=choices)
    assert shared["exact"]["105"] == str(Fraction(8_000_000 * 100, 1099))
    year = page.ask("download", file="year", choices=choices)
    assert year["name"] == "2028.toml"
    figures = page.ask("download", file="figures", name="tyoasemat.csv", choices=choices)
    assert figures["media_type"] == "text/csv"


def test_a_dropped_workbook_is_read_through_the_same_door(tmp_path: object) -> None:
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    for line in WORKSTATIONS.splitlines():
        name, number = line.split("\t")
        book.active.append([name, int(number) if number.isdecimal() else number])
    content = BytesIO()
    book.save(content)
    dropped = b64encode(content.getvalue()).decode()
    answered = page_in("fi").ask("table", name="../../työasemat.xlsx", base64=dropped)
    pasted = page_in("fi").ask("table", text=WORKSTATIONS)
    figures = [
        [{**row, "place": ""} for row in each["table"]["figures"]] for each in (answered, pasted)
    ]
    assert figures[0] == figures[1]
    assert answered["table"]["file"] == "työasemat.xlsx"


@pytest.mark.parametrize(
    ("sent", "part"),
    [
        ({}, "tyhjä"),
        ({"base64": "%%%"}, "kokonaisena"),
        ({"text": "Kunta\tA\tB\nPaltamo\t1\t2\nKuhmo\t3\t4\n"}, "Lukujen sarake"),
        ({"text": "Kunta\tA\nPaltamo\t1\n", "key": KEY_WORDS}, "Kuhmo"),
        ({"text": WORKSTATIONS.replace("100", "noin"), "key": KEY_WORDS}, "Hyrynsalmi"),
        ({"text": WORKSTATIONS, "key": {**KEY_WORDS, "unit": "worksations"}}, "workstations"),
        ({"text": WORKSTATIONS, "key": {**KEY_WORDS, "day": "tänään"}}, "day"),
        ({"text": WORKSTATIONS, "key": {**KEY_WORDS, "day": "0026-06-30"}}, "0026"),
        ({"text": WORKSTATIONS, "where": ["x"]}, "Rivit, jotka luetaan"),
        ({"text": WORKSTATIONS, "key": {**KEY_WORDS, "label": "a\u202eb"}}, ""),
    ],
)
def test_what_cannot_be_read_is_said(sent: dict[str, object], part: str) -> None:
    assert part in page_in("fi").fault("table", **sent)


def test_figures_are_looked_at_in_the_unit_that_is_said() -> None:
    page = page_in("fi")
    text = "Kunta\tMenot\nPaltamo\t7,1 t€\nKuhmo\t8 t€\n"
    assert set(page.ask("table", text=text)["table"]["doubtful"]) == {"578", "290"}
    said = page.ask("table", text=text, read_as="thousand_euros")["table"]
    assert [row["figure"] for row in said["figures"]] == ["7.1", "8"]
    assert said["unit"] == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("", "Kunta\tOsuus t€\nPaltamo\t7,1\nKuhmo\t8\n"),
        ("", "Kunta\tOsuus €\nPaltamo\t7,1 t€\nKuhmo\t8 t€\n"),
        ("", "Kunta\tTyöasemat\nPaltamo\t7\nKuhmo\t8\n"),
        ("", "Kunta\tEurot\t€\nPaltamo\t7,00\t8,00\nKuhmo\t8,00\t9,00\n"),
        ("", "Kunta\t€\nPaltamo\t7,00\nMuut\t8,00\nKuhmo\t8,00\n"),
        ("a.txt", "Tuhatta euroa\nPaltamo 7 079\nKuhmo 8 000\n"),
        ("a.txt", "Paltamo 3 183 707 €\nKuhmo 80 €\nYhteensä 80 000 €\n"),
    ],
)
def test_a_fault_names_the_page_s_own_fields(name: str, text: str) -> None:
    for language in ("fi", "sv", "en"):
        sentence = page_in(language).fault("published", name=name, text=text)
        assert "--" not in sentence
        assert "{" not in sentence


@pytest.mark.slow
def test_published_shares_are_checked_and_their_rule_is_looked_for() -> None:
    page = Page()
    page.ask("open", agreement="kainuu-ict", year=2023, language="fi", front=False)
    answered = page.ask("published", text=PUBLISHED)
    assert answered["check"] == "Osien summa on täsmälleen kokonaissumma: 80\u00a0000,00\u00a0€."
    assert answered["faults"] == []
    assert set(answered["changes"].values()) == {0}
    assert "31.12.2021" in answered["rule"]
    assert "sattumalla" in answered["rule"]
    wrong = page.ask("published", text=PUBLISHED.replace("7 325,24", "7 079,00"), search=False)
    assert wrong["changes"]["578"] == 707_900 - 732_524
    assert len(wrong["faults"]) == 1
    assert wrong["rule"] == ""
