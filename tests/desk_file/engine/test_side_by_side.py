"""Two trials and the decided split beside each other: every sum that of its split, the last column
the difference of the two before it.
"""

from __future__ import annotations

import re

from support.desk_files import MIX, page_in


def cents(text: str) -> int:
    digits = int(re.sub(r"\D", "", text) or 0)
    return -digits if text.startswith("−") else digits


def test_the_cells_are_the_cents_of_the_three_splits() -> None:
    page = page_in("fi")
    decided = page.state["decided"]["cents"]
    both = page.ask(
        "compare", choices=page.changed(**MIX), second=page.changed(method="equal", parameters={})
    )
    splits = [decided, both["first"]["cents"], both["second"]["cents"]]
    names = {payer["name"]: payer["code"] for payer in page.state["payers"]}
    assert {names[row["name"]] for row in both["rows"]} == set(decided)
    for row in both["rows"]:
        code = names[row["name"]]
        assert [cents(cell) for cell in row["cells"][:3]] == [split[code] for split in splits]
        assert cents(row["cells"][3]) == both["changes"][code]
    assert [cents(cell) for cell in both["total"]["cells"]] == [8_000_000, 8_000_000, 8_000_000, 0]


def test_whoever_takes_no_part_in_one_has_a_dash_there() -> None:
    page = page_in("fi")
    fewer = page.state["choices"]["participants"][1:]
    both = page.ask("compare", choices=page.changed(participants=fewer), second=page.changed())
    left = {payer["code"]: payer["name"] for payer in page.state["payers"]}
    name = left[page.state["choices"]["participants"][0]]
    (row,) = [row for row in both["rows"] if row["name"] == name]
    assert row["cells"][1] == "–"
    assert row["cells"][3] == "+" + row["cells"][2]
