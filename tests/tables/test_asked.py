"""What a person says of a table, and how it would be said again."""

import pytest

from analyysi.errors import ParameterError
from analyysi.tables.asked import COMMAND_LINE, PYTHON, UNKNOWN, Asked, Filter, filters, total_of


def test_everything_that_was_said_is_said_again_as_options() -> None:
    asked = Asked(
        payer="A",
        amount="Maksuosuus €",
        unit="thousand_euros",
        only_parties=True,
        where=filters(["year=2023", "split = chosen"]),
        sheet="2023",
    )
    assert asked.options == (
        "--sheet 2023",
        "--payer-column A",
        '--amount-column "Maksuosuus €"',
        "--unit thousand_euros",
        "--where year=2023",
        '--where "split=chosen"'.replace('"', ""),
        "--only-parties",
    )
    assert Asked().options == ()


def test_in_a_notebook_things_are_arguments() -> None:
    asked = Asked(payer="A", amount="Työasemia kpl", called=PYTHON)
    assert asked.options == ('payer_column="A"', 'column="Työasemia kpl"')
    assert asked.option("amount") == "column="
    assert set(PYTHON) <= set(COMMAND_LINE)


def test_filters_keep_the_text_behind_the_first_sign() -> None:
    assert filters("note=a=b") == (Filter("note", "a=b"),)
    assert filters("Kunta != Kajaani") == (Filter("Kunta", "Kajaani", excluded=True),)
    assert filters("Kunta!=Kajaani")[0].written == "Kunta!=Kajaani"
    for text in ("year", "=2023", "!=2023"):
        with pytest.raises(ParameterError, match=f"--where {text}: a column and the text"):
            filters(text)


def test_totals_are_sums_or_unknown() -> None:
    assert total_of("80000") == total_of("80 000,00 €") == 8_000_000
    assert total_of(" Unknown ") == UNKNOWN
    assert total_of("") is None
    for text in ("paljon", "-5", "0,005"):
        with pytest.raises(ParameterError, match=f"--total {text}: a sum in euros"):
            total_of(text)


def test_a_decimal_mark_is_a_comma_or_a_point() -> None:
    with pytest.raises(ParameterError, match="--decimal-mark x: a comma or a point"):
        Asked(mark="x")
