"""What the commands of one report share: parameters given by `-p`, and a notebook of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyysi.cli.reports.asked import assigned, own_notebook
from analyysi.errors import ParameterError


def test_parameters_are_given_by_name() -> None:
    assert assigned(["total=90000", "participants=578,105", "key="]) == {
        "total": "90000",
        "participants": "578,105",
        "key": "",
    }


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        (["total"], "-p total: name=value was expected"),
        (["total=1", "total=2"], "-p total is given twice"),
        (["year=2027"], "-p year: the command has year as an argument of its own."),
    ],
)
def test_what_is_no_parameter_is_refused(pairs: list[str], sentence: str) -> None:
    with pytest.raises(ParameterError, match=sentence):
        assigned(pairs)


def test_a_notebook_of_ones_own_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.ipynb").touch()
    assert own_notebook("") is None
    assert own_notebook("own.ipynb") == tmp_path / "own.ipynb"
    with pytest.raises(ParameterError, match=r"There is no notebook none\.ipynb"):
        own_notebook("none.ipynb")
