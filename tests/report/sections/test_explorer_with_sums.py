"""The explorer of years with fixed sums first: the browser comes to the cents of the steps, and says
why where they give none.
"""

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.scenarios import share
from analyysi.report.language.wording import Wording
from analyysi.report.papers.exporter import explorer_script
from analyysi.report.reader import Reader
from analyysi.report.sections.explorer import explorer
from support.browser_tools import browser_missing, told_by, validate_html
from support.explorers import EQUAL, Trial, data_of, in_every_language, page, trials
from support.fixed_sums import CREDIT, FIRST, ORGANISER, OUTSIDE, SUMS, within
from support.needed import need

NO_BREAK = "\u00a0"
CASES = 400
DEDUCTIBLE: dict[str, Any] = {
    "name": "own_deductible",
    "parameters": {"own_costs": "income_tax_2020", "amount": "3000.00"},
}
LARGE = {**CREDIT, "parameters": {**CREDIT["parameters"], "amounts": {"578": "4000.00"}}}


@pytest.fixture(scope="module")
def years(kainuu_2023: Comparison) -> dict[str, Comparison]:
    case = in_every_language(kainuu_2023).case
    return {
        "fi-nested": compare_methods(within(case, CREDIT, SUMS, FIRST, OUTSIDE)),
        "sv-credited": compare_methods(within(case, LARGE, SUMS, unit=100)),
        "en-deducted": compare_methods(within(case, DEDUCTIBLE)),
    }


def test_who_is_named_has_no_control_and_no_part_of_the_rest(years: dict[str, Comparison]) -> None:
    comparison = years["fi-nested"]
    markup = str(explorer(Reader(comparison, Wording("fi", comparison.case))))
    fixed = re.findall(
        r'<tr data-code="([^"]+)"[^>]*><th[^>]*><label><input[^>]* disabled>', markup
    )
    assert set(fixed) == {"578", "697", ORGANISER}
    assert "Näitä ei voi jättää pois" in markup
    data = data_of(comparison)
    assert data["first"] == {code: str(2000_00) for code in data["first"]} | {
        "578": str(500_00),
        ORGANISER: str(5000_00),
    }
    assert {code for code, weight in data["keys"][EQUAL].items() if weight == "0"} == {
        "697",
        ORGANISER,
    }
    assert data["first"]["205"] == str(2000_00), "Kajaani may join, and pays the sum each"


def test_a_script_has_no_line_without_a_use() -> None:
    plain, with_sums = explorer_script(), explorer_script(sums=True)
    assert "//%" not in plain + with_sums
    assert "first" not in plain.split("wholeEuros")[0]
    assert "together(payers, first)" in with_sums


def test_a_party_that_a_step_refuses_cannot_join(kainuu_2023: Comparison) -> None:
    amounts = dict.fromkeys(kainuu_2023.case.problem.payers, "100.00")
    parameters = {"own_costs": "income_tax_2020", "amounts": amounts}
    case = within(kainuu_2023.case, {"name": "own_deductible", "parameters": parameters})
    assert "205" in data_of(kainuu_2023)["keys"][EQUAL]
    assert "205" not in data_of(compare_methods(case))["keys"][EQUAL]


@dataclass(frozen=True)
class Found:
    """What the browser was asked of each year, and what it came to."""

    asked: dict[str, list[Trial]]
    raw: dict[str, Any]
    pages: dict[str, Path]

    def walk(self, name: str) -> list[dict[str, Any]]:
        walk: list[dict[str, Any]] = self.raw["walks"][list(WALKS).index(name)]
        return walk


PAUSE = ("wait", 400)
WALKS: dict[str, tuple[str, list[tuple[str, Any]]]] = {
    "below": (
        "fi-nested",
        [("press", "Tab"), ("press", "Control+a"), ("type", "17 499,99"), PAUSE],
    ),
    "just": (
        "fi-nested",
        [("press", "Tab"), ("press", "Control+a"), ("type", "17 500,00"), PAUSE],
    ),
    "out": ("fi-nested", [("click", "Sotkamo"), PAUSE]),
    "back": (
        "sv-credited",
        [("press", "Tab"), ("press", "Control+a"), ("type", "26 000"), PAUSE],
    ),
}


@pytest.fixture(scope="module")
def found(years: dict[str, Comparison], tmp_path_factory: pytest.TempPathFactory) -> Found:
    need(browser_missing())
    folder = tmp_path_factory.mktemp("explorer")
    pages = {name: folder / f"{name}.html" for name in years}
    for name, comparison in years.items():
        pages[name].write_text(page(comparison, name[:2]), encoding="utf-8")
    asked = {
        name: trials(comparison, CASES, seed)
        for seed, (name, comparison) in enumerate(years.items())
    }
    work = {
        "pages": {name: str(path) for name, path in pages.items()},
        "shares": [
            {"data": data_of(years[name]), "states": [trial.state for trial in drawn]}
            for name, drawn in asked.items()
        ],
        "typed": {},
        "examined": ["fi-nested"],
        "walks": [{"page": on, "width": 1280, "steps": steps} for on, steps in WALKS.values()],
    }
    asking = folder / "work.json"
    asking.write_text(json.dumps(work), encoding="utf-8")
    return Found(asked, told_by("explorer.mjs", asking), pages)


@pytest.mark.browser
def test_browser_comes_to_the_cents_of_the_steps(found: Found) -> None:
    shared = refused = 0
    for (name, drawn), got in zip(found.asked.items(), found.raw["shares"], strict=True):
        for trial, (cents, _) in zip(drawn, got, strict=True):
            assert cents == trial.cents, (name, trial.state)
            shared += cents is not None
            refused += cents is None
    assert shared > 300
    assert refused > 300


@pytest.mark.browser
def test_a_total_below_the_sums_is_told_and_the_last_shares_stay(found: Found) -> None:
    before, *_, told = found.walk("below")
    assert before["visible"]
    assert not before["trial"]
    fault = "Summan on oltava vähintään kiinteiden summien suuruinen, yhteensä 17 500,00 €."
    assert [text.replace(NO_BREAK, " ") for text in told["faults"]] == [fault]
    assert told["invalid"] == ["explorer-total"]
    # "17 499" and less were below the sums in passing too.
    assert told["rows"] == before["rows"]
    *_, just = found.walk("just")
    assert just["faults"] == []
    assert just["rows"][-1][1] == f"17{NO_BREAK}500,00"


@pytest.mark.browser
def test_one_that_is_taken_out_takes_its_sum_along(
    found: Found, years: dict[str, Comparison]
) -> None:
    before, _, out = found.walk("out")
    assert before["out"] == ["Kajaani"]
    assert set(out["out"]) == {"Kajaani", "Sotkamo"}
    case = years["fi-nested"].case
    cents = share(case, case.chosen, case.problem.without({"765"}, case.problem.total))
    plain = Wording("fi", case).numbers.plain
    shown = {row[0]: row[1] for row in out["rows"]}
    assert out["rows"][-1][3] == "–", "the organiser has no inhabitants"
    assert shown.pop("Yhteensä") == plain(Fraction(80_000), 2)
    names = {case.agreement.party(code).name.fi: code for code in cents}
    assert {names[name]: text for name, text in shown.items() if text != "–"} == {
        code: plain(Fraction(amount, 100), 2) for code, amount in cents.items()
    }


@pytest.mark.browser
def test_a_credit_above_the_share_is_told(found: Found) -> None:
    before, *_, told = found.walk("back")
    assert before["visible"]
    (fault,) = told["faults"]
    assert fault.startswith("På detta sätt skulle mer dras av")
    assert told["invalid"] == ["explorer-way"]


@pytest.mark.browser
def test_the_page_is_for_everybody_and_nothing_goes_wrong(found: Found) -> None:
    assert found.raw["complaints"] == []
    for facts in found.raw["pages"].values():
        assert facts["axe"] == facts["undecided"] == []
        assert {width: px for width, px in facts["overflow"].items() if px > 0} == {}
    assert validate_html(found.pages["fi-nested"]) == []
