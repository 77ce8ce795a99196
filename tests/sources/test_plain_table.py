"""Tables in plain Python: rows that are picked, cells that are empty."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.sources.plain_table import PlainTable

rows = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "1", "2"])), max_size=9)


@given(rows, st.sets(st.sampled_from(["a", "b", "x"])))
def test_the_rows_with_some_cells_are_those_and_in_order(
    drawn: list[tuple[str, str]], wanted: set[str]
) -> None:
    table = PlainTable.of_rows(["code", "figure"], drawn)
    kept = table.with_cells("code", wanted)
    assert list(zip(kept["code"], kept["figure"], strict=True)) == [
        (code, figure or None) for code, figure in drawn if code in wanted
    ]
    assert list(kept) == list(table) == ["code", "figure"]
    assert list(kept.rows()) == [row for row in table.rows() if row["code"] in wanted]


def test_a_table_may_have_no_rows() -> None:
    table = PlainTable.of_rows(["a", "b"], [])
    assert (len(table), list(table), list(table.rows())) == (0, ["a", "b"], [])
    assert "a" in table
    assert "c" not in table
    with pytest.raises(KeyError):
        table["c"]


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        PlainTable.of_rows(["a", "b"], [("1", "2"), ("3",)])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["snapshots", "keys", "survey", "budgets", "fetch.store"])
def test_whoever_reads_figures_needs_no_pandas(name: str) -> None:
    script = f"import sys, analyysi.sources.{name}; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
