"""Names that papermill puts in and the notebook does not have stop it."""

import pytest

from analyysi.analyst.notebook_names import cells_run, refuse_undeclared
from analyysi.errors import ParameterError

DECLARED = 'agreement: str = "kainuu-ict"  # sopimus\nyears: str = ""  # vuodet'


def test_a_name_that_is_not_declared_is_refused_with_the_nearest() -> None:
    injected = '# Parameters\nagreement = "kainuu-ict"\nyear = 2023\n'
    with pytest.raises(ParameterError, match="no parameter 'year'. Did you mean 'years'"):
        refuse_undeclared(["", DECLARED, injected])


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["", DECLARED],
        ["", DECLARED, '# Parameters\nyears = "2025"\nproject = "/somewhere"\n'],
        ["", 'print("agreement")', '# Parameters\nkunta = "Paltamo"\n'],  # it declares nothing
        # The corrected cell stands after the faulty one.
        ["", DECLARED, "# Parameters\nyear = 1\n", '# Parameters\nyears = "2025"\n'],
    ],
)
def test_what_is_declared_passes(cells: list[str]) -> None:
    refuse_undeclared(cells)


def test_outside_a_notebook_no_cell_has_been_run() -> None:
    assert list(cells_run()) == []
