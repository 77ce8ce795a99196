"""Figures of one's own as a key: exact, complete, from a Series, a dict, a CSV or a spreadsheet."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from analyysi.comparison.case import Case, with_terms
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.own.own_key import with_own_key
from analyysi.comparison.scenarios import joins
from analyysi.errors import AnalyysiError, ParameterError, SchemaError

FIGURES = {
    "Hyrynsalmi": 50,
    "Kuhmo": 200,
    "Paltamo": 100,
    "Puolanka": 60,
    "Ristijärvi": 30,
    "Sotkamo": 300,
    "Suomussalmi": 160,
}
SHARES = {"578": 888_889, "765": 2_666_667, "697": 266_667}
"""Of 80 000 euros by 900 workstations: 100 / 900, 300 / 900, 30 / 900, rounded."""


def with_key(case: Case, figures: Any = None, **changed: Any) -> Case:
    described = {
        "label": "työasemien määrä",
        "unit": "workstations",
        "date": "2022-09-30",
        "source": "Kuntien ilmoitukset",
    }
    return with_own_key(
        case, "workstations", FIGURES if figures is None else figures, **(described | changed)
    )


def test_the_key_is_compared_like_any_other(kainuu_2023: Comparison) -> None:
    comparison = compare_methods(with_key(kainuu_2023.case))
    split = next(s for s in comparison.splits if s.id == "proportional-workstations")
    assert {code: split.cents[code] for code in SHARES} == SHARES
    assert split in comparison.leading
    assert comparison.case.terms.keys["workstations"].reference_date.isoformat() == "2022-09-30"


@pytest.mark.parametrize(
    "figures",
    [
        pd.Series(FIGURES),
        pd.Series(
            {"105": 50, "290": 200, "578": 100, "620": 60, "697": 30, "765": 300, "777": 160}
        ),
        FIGURES | {"Paltamo": Decimal(100), "Kuhmo": "200", "Sotkamo": 300.0},
    ],
)
def test_names_codes_and_kinds_of_numbers(kainuu_2023: Comparison, figures: Any) -> None:
    case = with_key(kainuu_2023.case, figures)
    assert case.problem.keys["workstations"]["578"] == 100
    assert sum(case.problem.keys["workstations"].values()) == 900


def test_a_spreadsheet_is_read_by_sheet_and_column(kainuu_2023: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "kysely.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Ohje").write(0, 0, "Täytä taulukko")
    page = book.add_worksheet("Vastaukset")
    page.write_row(0, 0, ["Kunta", "Työasemia", "Käyttäjiä"])
    for row, (name, figure) in enumerate(FIGURES.items(), start=1):
        page.write_row(row, 0, [name, figure, 2 * figure])
    book.close()
    case = with_key(kainuu_2023.case, path, sheet="Vastaukset", column="Käyttäjiä")
    assert case.problem.keys["workstations"]["765"] == 600
    case = with_key(kainuu_2023.case, str(path), sheet="Vastaukset", column="B")
    assert case.problem.keys["workstations"]["765"] == 300


@pytest.mark.parametrize(
    ("figures", "changed", "sentence"),
    [
        ({"Paltamo": 1}, {}, "has no figure of Hyrynsalmi, Kuhmo, Puolanka"),
        (FIGURES | {"Kuhmo": float("nan")}, {}, "has no figure of Kuhmo: .* Ask for the answer"),
        (FIGURES | {"Kuhmo": ""}, {}, "has no figure of Kuhmo"),
        (FIGURES | {"Kuhmo": "n. 520"}, {}, "Kuhmo: 'n. 520' is not a number"),
        (FIGURES | {"Kuhmo": -1}, {}, "Kuhmo: -1 is below zero"),
        (FIGURES | {"Kuhmmo": 1}, {}, "'Kuhmmo' is no party of kainuu-ict. Did you mean 'Kuhmo'"),
        (FIGURES | {"Kuhmo 578": 1}, {}, "names Kuhmo .290., and 578 is the code of Paltamo"),
        (FIGURES | {"Kuhmoinen": 1}, {}, "'Kuhmoinen' is no party of kainuu-ict.$"),
        (FIGURES | {"290": 1}, {}, "'290' stands there a second time"),
        ([1, 2], {}, "figures = list: a pandas Series, a dict or the path"),
        (FIGURES, {"date": "30.9.2022"}, "is no day"),
        (FIGURES, {"label": " "}, "label is empty"),
    ],
)
def test_faults_are_named(
    kainuu_2023: Comparison, figures: Any, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(AnalyysiError, match=sentence):
        with_key(kainuu_2023.case, figures, **changed)


def test_a_key_of_the_terms_is_not_replaced(kainuu_2023: Comparison) -> None:
    with pytest.raises(ParameterError, match="is a key of kainuu-ict 2023 already"):
        with_own_key(
            kainuu_2023.case,
            "population_2021",
            FIGURES,
            label="x",
            unit="persons",
            date="2022-09-30",
            source="x",
        )


def test_an_own_key_is_replaced_and_survives_other_terms(kainuu_2023: Comparison) -> None:
    case = with_key(with_key(kainuu_2023.case), FIGURES | {"Paltamo": 200})
    assert case.problem.keys["workstations"]["578"] == 200
    fewer = case.terms.model_copy(update={"participants": ("290", "578"), "published": ()})
    changed = with_terms(case, fewer)
    assert dict(changed.problem.keys["workstations"]) == {"290": Fraction(200), "578": 200}


def test_texts_stand_in_every_language(kainuu_2023: Comparison) -> None:
    key = with_key(kainuu_2023.case).terms.keys["workstations"]
    assert set(key.label.texts.values()) == {"työasemien määrä"}
    assert key.by.in_language("fi") == "jakoperusteen ”työasemien määrä” mukaan"
    label = {"fi": "työasemat", "sv": "arbetsstationer"}
    key = with_key(kainuu_2023.case, label=label).terms.keys["workstations"]
    assert key.by.in_language("sv") == "enligt fördelningsgrunden ”arbetsstationer”"
    assert key.label.in_language("en") == "työasemat"


def test_a_unit_in_plain_words(kainuu_2023: Comparison) -> None:
    key = with_key(kainuu_2023.case, unit="ajokilometriä").terms.keys["workstations"]
    assert key.counted.words.values == {"unit": "ajokilometriä"}
    assert with_key(kainuu_2023.case).terms.keys["workstations"].counted.measures_use


def test_a_party_without_an_own_figure_may_still_join(kainuu_2023: Comparison) -> None:
    before = joins(kainuu_2023)
    assert before
    assert joins(compare_methods(with_key(kainuu_2023.case))) == before


def test_a_missing_figure_of_another_split_is_a_schema_error(kainuu_2023: Comparison) -> None:
    case = with_key(kainuu_2023.case)
    more = case.terms.model_copy(
        update={"participants": (*case.terms.participants, "205"), "outside": ()}
    )
    with pytest.raises(SchemaError, match="no row for Kajaani"):
        with_terms(case, more)


def test_a_column_of_no_file_is_refused(kainuu_2023: Comparison) -> None:
    ones = dict.fromkeys(kainuu_2023.case.problem.payers, 1)
    with pytest.raises(ParameterError, match="column=.* is of a file, and no file is given"):
        with_own_key(
            kainuu_2023.case,
            "sites",
            ones,
            label="L",
            unit="u",
            date="2022-09-30",
            source="S",
            column="B",
            sheet="",
        )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"date": "2099-01-01"}, r"date = '2099-01-01' is still to come, and the year .* is 2023"),
        ({"date": "30.9.2022"}, r"date = '30\.9\.2022' is no day: .*'2022-09-30'"),
        ({"date": 2022}, "date = 2022 is no day"),
        ({"unit": " "}, "unit = ' ' says nothing: a unit of the program was expected"),
        ({"label": {"sv": "antal"}}, 'label has no text in \'fi\'.*add it, "fi": "..."'),
        ({"label": {"xx": "a"}}, "label has 'xx', which is no language of the reports"),
        ({"label": 5}, "label = 5: a text for the report's readers was expected"),
        ({"source": {"fi": " "}}, "source is empty"),
    ],
)
def test_what_a_key_cannot_have_is_refused_at_once(
    kainuu_2023: Comparison, changed: dict[str, Any], message: str
) -> None:
    with pytest.raises(ParameterError, match=f"^Key 'workstations'.*{message}"):
        with_key(kainuu_2023.case, **changed)


@pytest.mark.parametrize("name", ["My Key", "", "työasemat", "1a", 5])
def test_what_cannot_name_a_key_is_refused_at_once(kainuu_2023: Comparison, name: Any) -> None:
    with pytest.raises(ParameterError, match=f"^name = {name!r} cannot name a key: small letters"):
        with_own_key(
            kainuu_2023.case,
            name,
            FIGURES,
            label="määrä",
            unit="kpl",
            date="2022-09-30",
            source="Oma",
        )


def test_figures_may_be_newer_than_the_year_and_days_of_pandas(kainuu_2023: Comparison) -> None:
    newer = with_key(kainuu_2023.case, date=pd.Timestamp("2025-03-01"))
    assert newer.terms.keys["workstations"].reference_date.isoformat() == "2025-03-01"
