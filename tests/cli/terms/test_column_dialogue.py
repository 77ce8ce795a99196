"""What a table leaves open is asked where somebody sits at the terminal, and refused elsewhere."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from analyysi.cli.terms import column_dialogue
from analyysi.cli.terms.column_dialogue import asking_for_columns
from analyysi.errors import ParameterError
from analyysi.tables.asked import Asked
from analyysi.tables.columns import OpenColumnError
from analyysi.tables.files.delimited import read_delimited

(SHEET,) = read_delimited(b"Kunta;Osuus\nPaltamo;7079\n", "osuudet.csv")


def reads(asked: Asked) -> Asked:
    """Read a table that names neither its payers nor its sums."""
    if not asked.payer:
        raise OpenColumnError("Who pays?", "payer", SHEET)
    if not asked.amount:
        raise OpenColumnError("How much?", "amount", SHEET)
    return asked


def test_somebody_at_the_terminal_is_asked_and_told_the_options(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers = iter(["A", " Osuus € "])
    with (
        patch.object(column_dialogue, "_somebody_is_there", return_value=True),
        patch.object(column_dialogue, "ask", side_effect=lambda question: next(answers)),
    ):
        outcome = asking_for_columns(Asked(sheet="2022"), reads)
    assert (outcome.payer, outcome.amount) == ("A", "Osuus €")
    printed = capsys.readouterr().out
    assert "Who pays?\n    | A       | B\n  1 | Kunta   | Osuus\n" in printed
    assert printed.endswith(
        'The same without questions: --sheet 2022 --payer-column A --amount-column "Osuus €"\n'
    )


def test_an_answer_that_names_no_column_is_asked_for_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def reads_b_only(asked: Asked) -> Asked:
        if asked.amount not in ("", "B"):
            raise ParameterError(f"There is no column {asked.amount}.")
        return reads(asked)

    answers = iter(["Z", "B"])
    with (
        patch.object(column_dialogue, "_somebody_is_there", return_value=True),
        patch.object(column_dialogue, "ask", side_effect=lambda question: next(answers)),
    ):
        assert asking_for_columns(Asked(payer="A"), reads_b_only).amount == "B"
    assert "There is no column Z." in capsys.readouterr().out
    with pytest.raises(ParameterError, match="There is no column Q"):
        asking_for_columns(Asked(payer="A", amount="Q"), reads_b_only)


def test_nobody_is_asked_where_nobody_sits() -> None:
    with pytest.raises(OpenColumnError, match="Who pays"):
        asking_for_columns(Asked(), reads)


def test_nothing_is_said_where_nothing_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    asked = Asked(payer="A", amount="B")
    assert asking_for_columns(asked, reads) == asked
    assert not capsys.readouterr().out
