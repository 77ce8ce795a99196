"""The parameters of a run, carried whole from the command line to the notebook and the records."""

import ast
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import StringConstraints

from analyysi.agreement.reading import validate
from analyysi.agreement.values import Frozen, Year
from analyysi.errors import ParameterError
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.suggestions import did_you_mean

_INJECTED = "# Parameters"


class RunParameters(Frozen):
    """What a report is made of: whole numbers and text only, since papermill passes nothing else
    unharmed.

    A new parameter is a field here, with a default, and an option of `cli.report`. The notebook,
    the names of folders and the records have it from here; what it does stands where it acts.
    """

    agreement: Annotated[str, StringConstraints(min_length=1)]
    year: Year
    language: Annotated[str, StringConstraints(min_length=1)] = MAIN_LANGUAGE
    municipality: str = ""
    """From whose seat the report is made: a participant's name or code; empty means of all."""
    project: str = ""
    """The project's folder; empty means the one the notebook lies in."""

    @classmethod
    def option_names(cls) -> list[str]:
        """Return the parameters that distinguish a year's reports, each an option of the command
        line.
        """
        return [name for name in cls.model_fields if name not in ("agreement", "year", "project")]

    def recorded(self) -> dict[str, Any]:
        """Return the parameters as records have them: without the folder of this machine."""
        return self.model_dump(exclude={"project"})

    def for_notebook(self, root: str) -> dict[str, Any]:
        """Return the parameters as papermill passes them to a notebook of the project at `root`."""
        return {**self.recorded(), "project": root}

    def as_options(self) -> list[str]:
        """Return the arguments of `analyysi report` that ask for this report again.

        Parameters that were not given are left out: a program from before they were added does not
        know them.
        """
        arguments = [self.agreement, str(self.year)]
        for name in self.option_names():
            content = str(getattr(self, name))
            if name in self.model_fields_set and content:
                arguments += [f"--{name.replace('_', '-')}", content]
        return arguments

    def folder_parts(self, seat: str = "") -> tuple[str, ...]:
        """Return what distinguishes this report from the year's main one, for the name of its
        folder.

        Each parameter that is not at its default has a part, so that two different reports never
        have one folder. The language comes last.

        Parameters
        ----------
        seat
            The participant's name in letters that a folder may have, if there is one.

        Examples
        --------
        >>> RunParameters(agreement="a", year=2023, language="sv").folder_parts()
        ('sv',)
        """
        spelled = {"municipality": seat, "language": self.language}
        names = sorted(self.option_names(), key=lambda name: name == "language")
        return tuple(
            spelled.get(name) or f"{name}-{_in_letters(str(getattr(self, name)))}"
            for name in names
            if getattr(self, name) != type(self).model_fields[name].default
        )


def _in_letters(text: str) -> str:
    """Write a value as folders on every system allow it; what is lost makes a checksum differ.

    >>> _in_letters("80000.50"), _in_letters("A/b")
    ('80000.50', 'a.b-3646f792')
    """
    letters = re.sub(r"[^a-z0-9]+", ".", text.lower()).strip(".")
    if letters == text:
        return letters
    return f"{letters}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def check_parameters(given: Mapping[str, Any]) -> RunParameters:
    """Check the parameters of a run.

    Raises
    ------
    ParameterError
        For an unknown name (with the nearest valid one), a missing one, or a value of the wrong
        type.
    """
    return validate(dict(given), RunParameters, "Run parameters")


def notebook_parameters(namespace: Mapping[str, Any]) -> RunParameters:
    """Take the parameters out of a running notebook, refusing those that it does not declare.

    Plain papermill only warns of a parameter that the notebook does not know and then computes with
    the defaults. So the cell that papermill injected (it begins with "# Parameters") is read here,
    and every name it sets must be one of `RunParameters`.

    Parameters
    ----------
    namespace
        The notebook's ``globals()``. A parameter that its cell does not set has its default, except
        agreement and year.

    Raises
    ------
    ParameterError
        For a parameter that is unknown or at fault, or if the parameters cell has not been run.
    """
    declared = RunParameters.model_fields
    for name in _injected_names(namespace.get("In", ())):
        if name not in declared:
            raise ParameterError(
                f"The notebook has no parameter '{name}'.{did_you_mean(name, declared)}"
            )
    missing = [name for name in declared if name not in namespace]
    if any(declared[name].is_required() for name in missing):
        raise ParameterError(
            f"The notebook's parameters cell does not set {', '.join(missing)}; run that cell "
            "first."
        )
    return check_parameters({name: namespace[name] for name in declared if name in namespace})


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
