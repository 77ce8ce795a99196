"""The typed parameters of a run, checked before the kernel starts and once more inside the
notebook.
"""

import ast
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from analyysi.agreement.reading import validate
from analyysi.agreement.values import Frozen, Year
from analyysi.errors import ParameterError
from analyysi.languages import MAIN_LANGUAGE
from analyysi.suggestions import did_you_mean

_INJECTED = "# Parameters"


class RunParameters(Frozen):
    """What a report is made of: whole numbers and text only, since papermill passes nothing else
    unharmed.
    """

    agreement: Annotated[str, StringConstraints(min_length=1)]
    year: Year
    language: Annotated[str, StringConstraints(min_length=1)] = MAIN_LANGUAGE
    municipality: str = ""
    """From whose seat the report is made: a participant's name or code; empty means of all."""
    project: str = Field(default="")
    """The project's folder; empty means the one the notebook lies in."""


def check_parameters(values: Mapping[str, Any]) -> RunParameters:
    """Check the parameters of a run.

    Raises
    ------
    ParameterError
        For an unknown name (with the nearest valid one), a missing one, or a value of the wrong
        type.
    """
    return validate(dict(values), RunParameters, "Run parameters")


def notebook_parameters(namespace: Mapping[str, Any]) -> RunParameters:
    """Take the parameters out of a running notebook, refusing those that it does not declare.

    Plain papermill only warns of a parameter that the notebook does not know and then computes with
    the defaults. So the cell that papermill injected (it begins with "# Parameters") is read here,
    and every name it sets must be one of `RunParameters`.

    Parameters
    ----------
    namespace
        The notebook's ``globals()``.
    """
    declared = RunParameters.model_fields
    for name in _injected_names(namespace.get("In", ())):
        if name not in declared:
            raise ParameterError(
                f"The notebook has no parameter '{name}'.{did_you_mean(name, declared)}"
            )
    missing = [name for name in declared if name not in namespace]
    if missing:
        raise ParameterError(
            f"The notebook's parameters cell does not set {', '.join(missing)}; run that cell "
            "first."
        )
    return check_parameters({name: namespace[name] for name in declared})


def _injected_names(history: Sequence[str]) -> list[str]:
    # Only the last such cell counts: in JupyterLab a corrected cell stands after the faulty one.
    source = next((source for source in reversed(history) if source.startswith(_INJECTED)), "")
    return [
        target.id
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]
