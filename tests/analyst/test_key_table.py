"""What the keys of a case are called, and where each is from."""

from datetime import date
from typing import Any

from analyysi.analyst.key_table import key_headings, key_source
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison
from analyysi.comparison.own.own_key import with_own_key
from analyysi.report.language.wording import Wording


def with_sites(case: Case, **changed: Any) -> Case:
    described = {"label": "toimipaikat", "unit": "kpl", "date": "2022-09-30", "source": "Oma lasku"}
    return with_own_key(
        case, "sites", dict.fromkeys(case.problem.payers, 1), **described, **changed
    )


def test_headings_say_what_day_and_unit(kainuu_2023: Comparison) -> None:
    case = with_sites(kainuu_2023.case)
    headings = key_headings(case, Wording("en", case))
    assert headings["Population on 31 December 2021 (inhabitants)"] == "population_2021"
    assert list(headings)[-1] == "Toimipaikat 30 September 2022 (kpl)"


def test_each_kind_of_figure_says_where_it_is_from(kainuu_2023: Comparison) -> None:
    case = with_sites(kainuu_2023.case)
    own = key_source(case, "sites", Wording("fi", case))
    assert (own["publisher"], own["table"], own["retrieved"]) == (
        "Oma lasku",
        "analyysin tekijän oma luku",
        None,
    )
    stored = key_source(case, "population_2021", Wording("fi", case))
    assert stored["publisher"] == "THL, Sotkanet.fi"
    assert stored["day"] == date(2021, 12, 31)
