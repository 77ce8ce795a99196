"""The table of business ids: sound as it lies, and every fault of a changed one named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import ParameterError, SourceError
from analyysi.project import Project
from analyysi.sources.fetch.business_ids import (
    BUSINESS_IDS,
    Municipality,
    is_business_id,
    pick,
    read_business_ids,
)
from analyysi.sources.snapshots import load_snapshot, municipality_names

HEADER = "municipality_code,municipality,business_id,source"
KAINUU = ("105", "205", "290", "578", "620", "697", "765", "777")


def write(project: Project, *lines: str, header: str = HEADER) -> None:
    path = project.municipalities / BUSINESS_IDS
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


def test_the_table_is_sound(project: Project) -> None:
    table = read_business_ids(project)
    assert list(table) == sorted(table)
    assert all(code == municipality.code for code, municipality in table.items())
    assert all(is_business_id(municipality.business_id) for municipality in table.values())
    assert len({municipality.business_id for municipality in table.values()}) == len(table) >= 270


def test_codes_and_names_are_those_of_the_newest_population(project: Project) -> None:
    names = municipality_names(project, "tilastokeskus/11ra/2026-11-24")
    table = read_business_ids(project)
    assert {code: one.name for code, one in table.items()} == {code: names[code] for code in table}
    assert len(load_snapshot(project, "tilastokeskus/11ra/2026-11-24").table) == 308


def test_kainuu_espoo_and_kauniainen_are_there(project: Project) -> None:
    table = read_business_ids(project)
    assert set(KAINUU) <= set(table)
    # From the addresses of the two cities' own documents in the service.
    assert table["049"] == Municipality("049", "Espoo", "0101263-6")
    assert table["235"] == Municipality("235", "Kauniainen", "0203026-2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0203026-2", True),
        ("0101263-6", True),
        ("0203026-3", False),
        ("0203062-2", False),
        ("203026-2", False),
        ("02030262", False),
        ("0203026-2 ", False),
        ("0203026–2", False),
        ("FI02030262", False),
        ("0000000-0", True),
        ("0000001-9", True),  # two by one, 11 - 2
        ("", False),
    ],
)
def test_check_digits(text: str, expected: bool) -> None:
    assert is_business_id(text) is expected


@given(st.integers(min_value=0, max_value=9_999_999))
def test_at_most_one_check_digit_is_right(number: int) -> None:
    right = [digit for digit in range(10) if is_business_id(f"{number:07d}-{digit}")]
    assert len(right) <= 1
    # The remainder 1 has no check digit.
    rest = (
        sum(
            weight * int(digit)
            for weight, digit in zip((7, 9, 10, 5, 8, 4, 2), f"{number:07d}", strict=True)
        )
        % 11
    )
    assert (right == []) == (rest == 1)


@given(
    st.integers(min_value=0, max_value=9_999_999),
    st.integers(min_value=0, max_value=6),
    st.integers(1, 9),
)
def test_one_wrong_digit_is_always_found(number: int, place: int, change: int) -> None:
    digits = f"{number:07d}"
    other = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    for check in range(10):
        if is_business_id(f"{digits}-{check}"):
            assert not is_business_id(f"{other}-{check}")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            ["049,Espoo,0101263-7,x"],
            r"row 2 \(049\): '0101263-7' is not a business id, or its check digit is wrong",
        ),
        (["49,Espoo,0101263-6,x"], "row 2: '49' is not a municipality code of three digits"),
        (["049,Espoo,0101263-6,x", "049,Espoo,0203026-2,x"], "row 3: 049 stands twice"),
        (
            ["049,Espoo,0101263-6,x", "235,Kauniainen,0101263-6,x"],
            "business id 0101263-6 stands twice",
        ),
        (["049,Espoo,0101263-6,"], "row 2 has an empty cell"),
        (["049,,0101263-6,x"], "row 2 has an empty cell"),
    ],
)
def test_a_fault_in_the_table_is_named(project_copy: Project, lines: list[str], words: str) -> None:
    write(project_copy, *lines)
    with pytest.raises(
        SourceError,
        match=rf"^data/municipalities/business_ids\.csv: {words}\. Correct the table\.$",
    ):
        read_business_ids(project_copy)


def test_every_fault_is_named_at_once(project_copy: Project) -> None:
    write(project_copy, "49,Espoo,0101263-6,x", "235,Kauniainen,0203026-3,x", "578,,0188808-0,x")
    with pytest.raises(
        SourceError, match=r"row 2: '49' .*; row 3 \(235\): '0203026-3' .*; row 4 has an empty cell"
    ):
        read_business_ids(project_copy)


def test_another_header(project_copy: Project) -> None:
    write(project_copy, "049,0101263-6", header="code,business_id")
    with pytest.raises(
        SourceError,
        match=r"business_ids\.csv has the columns code, business_id; municipality_code, "
        r"municipality, business_id, "
        r"source were expected\.$",
    ):
        read_business_ids(project_copy)


def test_a_missing_table(project_copy: Project) -> None:
    (project_copy.municipalities / BUSINESS_IDS).unlink()
    with pytest.raises(
        SourceError,
        match=r"^data/municipalities/business_ids\.csv is missing: the State Treasury knows "
        r"municipalities by it\.",
    ):
        read_business_ids(project_copy)


def test_municipalities_are_picked_once_each_and_ascending(project: Project) -> None:
    picked = pick(read_business_ids(project), ("578", "105", "578"), project)
    assert [municipality.code for municipality in picked] == ["105", "578"]
    assert picked[1].business_id == "0188808-0"


def test_a_municipality_without_an_id_tells_how_to_add_it(project: Project) -> None:
    with pytest.raises(
        ParameterError,
        match=r"^data/municipalities/business_ids\.csv has no business id for 035, 998\. Add a "
        r"line for each, with "
        r"where you found it: municipality_code,municipality,business_id,source\.$",
    ):
        pick(read_business_ids(project), ("998", "578", "035"), project)
