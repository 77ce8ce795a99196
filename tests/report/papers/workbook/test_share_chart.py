"""The chart of shares: its words, and what it sets beside the chosen split."""

import re
import zipfile
from io import BytesIO

import pytest

from analyysi.comparison.compare import Comparison
from support.workbooks import SHARES, made, opened

pytestmark = pytest.mark.slow


def test_chart_has_words_for_those_who_do_not_see_it(kainuu_2023: Comparison) -> None:
    with zipfile.ZipFile(BytesIO(made(kainuu_2023))) as file:
        drawing = file.read("xl/drawings/drawing1.xml").decode()
    text = re.search(r'descr="([^"]+)"', drawing)
    assert text is not None
    assert "Sotkamo" in text[1]
    assert "23\u00a0814,51" in text[1]


def test_the_chosen_split_is_not_compared_with_itself(kainuu_2023: Comparison) -> None:
    data = made(kainuu_2023)
    with zipfile.ZipFile(BytesIO(data)) as file:
        content = file.read("xl/charts/chart1.xml").decode()
    names = re.findall(r"<c:tx><c:strRef><c:f>Maksuosuudet!\$(\w+)\$(\d+)<", content)
    columns = re.findall(r"<c:val><c:numRef><c:f>Maksuosuudet!\$(\w+)\$(\d+):", content)
    sheet = opened(data, values=True).worksheets[SHARES]
    titles = [sheet[f"{column}{row}"].value for column, row in names]
    assert titles == ["Asukasluku 31.12.2021 (valittu jako)", "Tasajako"]
    first = [sheet[f"{column}{row}"].value for column, row in columns]
    assert first == [23814.51, 11428.57]
