"""The table of a trial beside the terms and last year."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from analyysi.comparison.burden.weight_on_budgets import weights
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import SharedYear
from analyysi.comparison.results import result_rows
from analyysi.desk.trial import as_agreed
from analyysi.desk_file.engine.shares_table import shares_table, shown_amounts
from analyysi.desk_file.engine.shown_trial import Tried, tried
from analyysi.languages.language_table import LANGUAGES
from support.desk_files import page_in


def cents_in(texts: list[str]) -> list[int]:
    return [int(re.sub(r"\D", "", text)) * (-1 if "−" in text else 1) for text in texts]


def table_of(of: Tried, previous: SharedYear | None) -> dict[str, list[str]]:
    opened = of.opened
    measured = weights(Comparison(of.year.case, (of.split,), ()), of.split)
    table = shares_table(of.year, opened.own, previous, measured, of.words, "578")
    page = BeautifulSoup(table.html(), "html.parser")
    assert page.select_one("tr.marked th").text == of.words.payer("578")
    heads = [head.text for head in page.select("thead th")][1:]
    rows = [[cell.text for cell in row.select("td")] for row in page.select("tbody tr")]
    return {head: [row[place] for row in rows] for place, head in enumerate(heads)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_share_stands_beside_what_it_is_compared_with(language: str) -> None:
    opened = page_in(language).session.opened
    of = tried(opened, replace(as_agreed(opened.case), total=9_000_000))
    columns = list(table_of(of, opened.previous).values())
    assert len(columns) == 8
    share, _, own, change, before, since, _, per_thousand = columns
    for compared, difference in ((own, change), (before, since)):
        together = zip(cents_in(share), cents_in(compared), cents_in(difference), strict=True)
        assert all(now - then == by for now, then, by in together)
    assert cents_in(share)[-1] == 9_000_000
    assert cents_in(own)[-1] == opened.own.total
    assert per_thousand[-1] == "–"
    assert all(cents_in(per_thousand[:-1]))


def test_without_an_earlier_year_there_are_no_columns_for_it() -> None:
    opened = page_in("fi").session.opened
    of = tried(opened, as_agreed(opened.case))
    heads = list(table_of(of, None))
    assert len(heads) == 6
    assert not any("2023" in head for head in heads)


def test_shares_per_inhabitant_are_those_of_results_csv() -> None:
    opened = page_in("fi").session.opened
    columns = table_of(tried(opened, as_agreed(opened.case)), None)
    rows = [row for row in result_rows(opened.comparison) if row.chosen]
    per_head = list(columns.values())[-2]
    assert cents_in(per_head[:-1]) == [row.cents_per_head for row in rows]


def test_a_narrow_table_has_sums_without_cents() -> None:
    words = page_in("fi").session.opened.words
    assert shown_amounts({"578": 716_800}, words) == {"578": "7\N{NO-BREAK SPACE}168"}
