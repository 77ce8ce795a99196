"""Tables on a terminal: no figure is cut, and what does not fit stands in several tables."""

import pytest
from rich.console import Console
from rich.table import Table

from analyysi.cli import shown_tables
from analyysi.cli.shown_tables import Column, Row, print_table, show

COLUMNS = [Column("Way"), *(Column(f"Payer {number}", figures=True) for number in range(6))]
ROWS = [
    Row(["a way of sharing with a long name", *["1 234 567,89"] * 6], bold=True),
    Row(["equal", *["0,01"] * 6]),
]


@pytest.mark.parametrize(("width", "tables"), [(130, 1), (80, 2), (40, 6)])
def test_figures_are_never_cut(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int, tables: int
) -> None:
    monkeypatch.setattr(
        shown_tables,
        "_console",
        lambda: Console(width=width, force_terminal=True, color_system=None),
    )
    print_table("Shares", COLUMNS, ROWS, "A note.")
    printed = capsys.readouterr().out
    assert printed.count("Way") == tables
    assert printed.count("1 234 567,89") == 6
    assert "…" not in printed
    assert "A note." in printed
    assert max(map(len, printed.splitlines())) <= width


def test_outside_of_a_terminal_a_table_is_as_wide_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table("Shares", COLUMNS, ROWS)
    table = Table()
    table.add_column("x", overflow="fold")
    table.add_row("word " * 40)
    show(table)
    printed = capsys.readouterr().out
    assert "a way of sharing with a long name" in printed
    assert ("word " * 40).strip() in printed
