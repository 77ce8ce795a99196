"""A key, a table or a name is found on its line."""

from __future__ import annotations

import pytest

from analyysi.run.preview.toml_lines import line_of_key, lines_with

TERMS = """\
year = 2027
participants = [
    "105",
]

[method]
name = "mix"
parameters = { equal = "0.30", keys = { people = "0.70" } }

[[alternatives]]
name = "equal"
[[alternatives]] # the second
"name" = "mix"
[alternatives.parameters]
equal = "0.5"

[keys.people_2025]
rows.year = 2025
[a."b.c"]
d = 1
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("year", 1),
        ("participants", 2),
        ("participants[1]", 2),
        ("method", 6),
        ("method.name", 7),
        ("method.parameters.keys.people", 8),
        ("method.reason", 6),
        ("alternatives[1].name", 11),
        ("alternatives[2].name", 13),
        ("alternatives[2].parameters", 14),
        ("alternatives[2].parameters.equal", 15),
        ("keys.people_2025.rows.year", 18),
        ("keys.people_2025.rows", 17),
        ("status", None),
        ("", None),
    ],
)
def test_a_path_is_found_or_what_is_around_it(path: str, line: int | None) -> None:
    assert line_of_key(TERMS, path) == line


def test_a_file_that_is_no_toml_has_lines_all_the_same() -> None:
    assert line_of_key("[total\nvalue = \nunit = 'EUR'", "unit") == 3


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_what_stands_in_a_long_text_is_no_key(quotes: str) -> None:
    text = f"a = {quotes}one{quotes}\nb = {quotes}\n[other]\nc = 1\n{quotes}\nc = 2\n"
    assert line_of_key(text, "c") == 6
    assert line_of_key(text, "other") is None
    assert line_of_key(text, "b") == 2


def test_lines_are_counted_as_the_reader_of_toml_counts_them() -> None:
    text = 'a = "x\u2028y\x0cz"\r\n[b]\r\nc = 1\r\n'
    assert line_of_key(text, "b.c") == 3
    assert lines_with(text, "c") == [3]


def test_a_name_stands_whole() -> None:
    text = 'a = "11ra/2026-11-24"\nb = "11ra/2026-11-241"\nc = "x-11ra/2026-11-24"\n'
    assert lines_with(text, "11ra/2026-11-24") == [1]
    assert lines_with(text, "none") == []
