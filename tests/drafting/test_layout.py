"""The layout of a terms file: tables with the comments above them, marks, and TOML as it is written."""

import tomllib

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from analyysi.drafting.layout import (
    TO_DECIDE,
    Layout,
    inline,
    inline_text,
    list_in_lines,
    put,
    put_rows,
    put_text,
)

FILE = """# Head
year = 2027

# Of the total
[total]
value = "1.00"

[[unknown]]  # draft: total
fi = "Summa."

# Why
[[unknown]]
fi = "Muu."
"""


def test_a_file_comes_out_as_it_was() -> None:
    assert Layout.of(FILE).text() == FILE


def test_a_draft_is_known_by_its_mark_whatever_it_says() -> None:
    edited = FILE.replace("Summa.", "Aivan muuta vuodesta 2027.")
    marks = [element[0].mark for element in Layout.of(edited).elements("unknown")]
    assert marks == ["total", ""]


def test_what_is_inserted_has_its_mark_and_stands_before() -> None:
    layout = Layout.of(FILE)
    author = layout.elements("unknown")[1][0]
    layout.insert("unknown", author, ['fi = "Jakotapa."'], "method")
    layout.insert("unknown", None, ['fi = "Loppu."\n'])
    again = Layout.of(layout.text())
    assert [element[0].mark for element in again.elements("unknown")] == ["total", "method", "", ""]
    assert layout.text().endswith('\n[[unknown]]\nfi = "Loppu."\n')


def test_a_remark_stands_above_its_table_or_value_or_at_the_head() -> None:
    layout = Layout.of(FILE)
    layout.remark(("total",), "the sum.")
    layout.remark(("total", "value"), "the amount.")
    layout.remark(("game",), "the costs.")
    lines = layout.text().splitlines()
    assert lines[0] == f"{TO_DECIDE} the costs."
    assert lines[lines.index("[total]") - 1] == f"{TO_DECIDE} the sum."
    assert lines[lines.index('value = "1.00"') - 1] == f"{TO_DECIDE} the amount."


def test_what_is_removed_leaves_its_question() -> None:
    layout = Layout.of(FILE)
    layout.remove(layout.elements("unknown")[0], "whether it holds.")
    assert "Summa." not in layout.text()
    assert f"{TO_DECIDE} whether it holds." in layout.text()
    assert tomllib.loads(layout.text())["unknown"] == [{"fi": "Muu."}]


@pytest.mark.parametrize(
    "written",
    [
        '[total]\nvalue = "1"\nmore = { a = "1" }\n',
        '[total]\nvalue = "1"\n\n[total.more]\na = "1"\n',
    ],
)
def test_a_table_is_dropped_however_it_is_written(written: str) -> None:
    layout = Layout.of(f'{written}\n[rest]\nb = "2"\n')
    layout.drop("total", "more")
    assert tomllib.loads(layout.text()) == {"total": {"value": "1"}, "rest": {"b": "2"}}
    layout.drop("total", "more")


PLAIN = st.recursive(
    st.text() | st.integers(-(10**9), 10**9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_plain_data_in_one_line_is_read_back(content: object) -> None:
    line = f"x = {inline_text(content)}"
    assert tomllib.loads(line)["x"] == content


def test_only_what_differs_is_written() -> None:
    document = tomlkit.parse('day = 2025-12-31 # kept\nrows = { year = [2023, 2024], age = "0" }\n')
    put(document, "day", document["day"])
    put_rows(
        document["rows"], {"year": (2023, 2024), "age": "0"}, {"year": (2024, 2025), "age": "0"}
    )
    assert tomlkit.dumps(document) == (
        'day = 2025-12-31 # kept\nrows = { year = [2024, 2025], age = "0" }\n'
    )


@pytest.mark.parametrize(
    "form", ['text = { fi = "a", sv = "b" }\n', '[text]\nfi = "a"\nsv = "b"\n']
)
def test_a_text_keeps_its_form_and_loses_languages_that_lack(form: str) -> None:
    document = tomlkit.parse(form)
    put_text(document, "text", {"fi": "c"})
    assert document.unwrap() == {"text": {"fi": "c"}}
    assert ("[text]" in tomlkit.dumps(document)) == ("[text]" in form)


def test_a_list_has_a_line_for_each_name() -> None:
    assert list_in_lines(["a/b", "c"]).as_string() == '[\n    "a/b",\n    "c",\n]'
    assert inline({"fi": 'a "b"'}).unwrap() == {"fi": 'a "b"'}
