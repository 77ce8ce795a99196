"""Files that were once taken wrongly, in the shape of public reports: each is read to the cent, or
refused by the cell. Whose report each is after, and what is right, stands in the list.
"""

from __future__ import annotations

import pytest

from analyysi.agreement.reading import read_agreement
from analyysi.comparison.published.published_table import check_table
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from analyysi.tables.asked import Asked
from analyysi.tables.decision_reader import read_decision_table
from analyysi.tables.decision_table import DecisionTable
from support.fault_files import FAULT_FILES, READ, REFUSED, SEVEN


def read(project: Project, name: str, asked: Asked | None = None) -> DecisionTable:
    parties = read_agreement(project, "kainuu-ict").parties
    return read_decision_table(FAULT_FILES / name, parties, asked)


def checked(project: Project, name: str) -> None:
    """Read a file and refuse what does not add up, as the command does."""
    faults = check_table(read(project, name)).faults
    if faults:
        raise AnalyysiError(", ".join(f"{fault.printed} {fault.expected}" for fault in faults))


def test_every_file_has_its_right_value() -> None:
    names = {path.name for path in FAULT_FILES.iterdir()}
    assert names == {*READ, *REFUSED}


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read_to_the_cent(project: Project, name: str) -> None:
    table = read(project, name)
    assert {code: cents // 100 for code, cents in table.cents.items()} == READ[name]
    assert not any(cents % 100 for cents in table.cents.values())
    assert check_table(table).adds_up
    assert all(share.percent is None for share in table.shares)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_believed_is_refused_by_its_place(project: Project, name: str) -> None:
    with pytest.raises(AnalyysiError) as refusal:
        checked(project, name)
    for words in REFUSED[name]:
        assert words in str(refusal.value)


def test_what_is_not_seen_and_what_is_shown_otherwise_is_told(project: Project) -> None:
    (hidden,) = read(project, "04_hidden_row.xlsx").remarks
    assert hidden == "Not read, since it is not seen: row 9 is hidden."
    (rounded,) = read(project, "06_shown_whole_euros.xlsx").remarks
    assert rounded.startswith("6 sums hold another number than the one shown, and the shown one")
    assert "B2 shows 4 800 and holds 4800.25. If the other was decided" in rounded
    (marked,) = read(project, "01_footnote_superscript.xlsx").remarks
    assert marked.endswith("B4 has the footnote mark 1.")


def test_a_hidden_column_and_a_hidden_sheet_are_read_only_if_they_are_named(
    project: Project,
) -> None:
    seen = read(project, "02_hidden_column_draft.xlsx", Asked(amount="C"))
    assert seen.cents == {code: 100 * euros for code, euros in SEVEN.items()}
    with pytest.raises(AnalyysiError, match="nothing is seen in column B .*column B is hidden"):
        read(project, "02_hidden_column_draft.xlsx", Asked(amount="B"))
    named = read(project, "03_hidden_sheet_draft.xlsx", Asked(sheet="Luonnos"))
    assert "Sheet 'Luonnos' is hidden, and was read since it was named." in named.remarks


@pytest.mark.parametrize("name", ["07_title_thousand_euros.csv", "08_header_1.000_eur.csv"])
def test_thousand_euros_are_scaled_where_the_person_says_so(project: Project, name: str) -> None:
    table = read(project, name, Asked(unit="thousand_euros"))
    assert (table.cents["578"], sum(table.cents.values())) == (710_000, 8_000_000)
    assert table.columns.startswith("payer in column A ('Kunta'), thousand euros in column B")
