"""The parameters of a run, carried whole from the command line to the notebook and the records."""

import ast
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from analyysi.agreement.passed_values import passed_listed, passed_seat, passed_total, passed_year
from analyysi.agreement.reading import validate
from analyysi.agreement.report_parts import WITH_ANNEX, Part
from analyysi.agreement.values import Frozen, Printable, Year
from analyysi.errors import ParameterError, Sentence
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.languages.plain_text import printable, visible
from analyysi.suggestions import did_you_mean

INJECTED_TAG = "injected-parameters"
"""The tag of the cell that papermill puts into a notebook, below the parameters cell."""
_INJECTED_START = "# Parameters"
"""What that cell begins with: of the cells that have been run only the sources are known."""
TRIAL = "kokeilu"
"""What the folder and the files of a trial begin with, in every language."""


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


Text = Annotated[Printable, BeforeValidator(_stripped)]
NonEmpty = Annotated[
    str, StringConstraints(min_length=1), AfterValidator(printable), BeforeValidator(_stripped)
]


class RunParameters(Frozen):
    """What a report is made of: whole numbers and text only, since papermill passes nothing else
    unharmed. Text that means a number, as schedulers pass it, is read as the number.

    A new parameter is a field here, with a default. The command line (`-p name=value`), run files,
    the notebook, the names of folders and the records have it from here; what it does stands where
    it acts.
    """

    agreement: NonEmpty
    year: Annotated[Year, BeforeValidator(passed_year)]
    language: NonEmpty = MAIN_LANGUAGE
    municipality: Annotated[Printable, BeforeValidator(passed_seat)] = ""
    """From whose seat the report is made: a participant's name or code; empty means of all."""
    total: Annotated[Printable, BeforeValidator(passed_total)] = ""
    """A trial's total cost in euros, "90000" or "90000.50"; empty means that of the terms."""
    method: Text = ""
    """A trial's method, by its name in METHODS or of a rule of the analyst's own."""
    key: Text = ""
    """A trial's allocation key, by its name in the terms, or of the analyst's own, which the
    notebook then adds with `chosen`.
    """
    participants: Annotated[Printable, BeforeValidator(passed_listed)] = ""
    """Who takes part in a trial: names or codes, with commas."""
    data: Literal["frozen", "newest", "pull"] = "frozen"
    """Which figures: those that the terms name, the newest stored, or fetched first."""
    output: Annotated[str, BeforeValidator(_stripped), AfterValidator(visible)] = ""
    """The folder in which the report is to lie; empty means its own in `reports/`."""
    part: Part = WITH_ANNEX
    """What of the report the page and the PDF hold."""
    project: str = ""
    """The project's folder; empty means the one the notebook lies in."""

    @property
    def trial(self) -> dict[str, str]:
        """Return the parameters that make the run a trial, by name; none of a year as it stands."""
        return {
            name: getattr(self, name)
            for name in TRIAL_NAMES
            if getattr(self, name) != type(self).model_fields[name].default
        }

    @property
    def trial_in_words(self) -> str:
        """The parameters of a trial as they are given: "total=90000, method=equal"."""
        return ", ".join(f"{name}={value}" for name, value in self.trial.items())

    def file_name(self, name: str) -> str:
        """Return the name of a file of this report: in a trial it says so."""
        return trial_file(name) if self.trial else name

    @classmethod
    def option_names(cls) -> list[str]:
        """Return the parameters that distinguish a year's reports."""
        return [name for name in cls.model_fields if name not in _NOT_OF_THE_REPORT]

    def recorded(self) -> dict[str, Any]:
        """Return the parameters as records have them: without the folders of this machine."""
        return self.model_dump(exclude={"output", "project"})

    def computed(self) -> dict[str, Any]:
        """Return the recorded parameters without what the papers alone read: a notebook shows
        every part of the report.
        """
        return {name: value for name, value in self.recorded().items() if name != "part"}

    def for_notebook(self, root: str) -> dict[str, Any]:
        """Return the parameters as papermill passes them to a notebook of the project at `root`.

        Parameters of a trial that are not set are left out: the notebook's defaults are the same.
        """
        asked = self.computed()
        for name in TRIAL_NAMES:
            if name not in self.trial:
                del asked[name]
        return {**asked, "project": root}

    def as_options(self) -> list[str]:
        """Return the arguments of `analyysi report` that ask for this report again.

        Parameters that were not given are left out: a program from before they were added does not
        know them.
        """
        arguments = [self.agreement, str(self.year)]
        for name in self.option_names():
            content = str(getattr(self, name))
            if name not in self.model_fields_set or not content:
                continue
            if name in OPTIONS:
                arguments += [f"--{name}", content]
            else:
                arguments += ["-p", f"{name}={content}"]
        return arguments

    def folder_parts(self, seat: str = "") -> tuple[str, ...]:
        """Return what distinguishes this report from the year's main one, for the name of its
        folder.

        Each parameter that is not at its default has a part, so that two different reports never
        have one folder. A trial says so first; the language comes last.

        Parameters
        ----------
        seat
            The participant's name in letters that a folder may have, if there is one.

        Examples
        --------
        >>> RunParameters(agreement="a", year=2023, language="sv").folder_parts()
        ('sv',)
        >>> RunParameters(agreement="a", year=2023, total="90 000").folder_parts()
        ('kokeilu', 'total-90000')
        """
        spelled = {"municipality": seat, "language": self.language}
        names = sorted(self.option_names(), key=lambda name: name == "language")
        parts = (TRIAL,) if self.trial else ()
        return parts + tuple(
            spelled.get(name) or f"{name}-{_in_letters(str(getattr(self, name)))}"
            for name in names
            if getattr(self, name) != type(self).model_fields[name].default
        )


TRIAL_NAMES = ("total", "method", "key", "participants", "data")
"""The parameters that change what the terms say: a run with one of them is a trial."""

OPTIONS = ("language", "municipality", "part")
"""The parameters that the command line has options of their own for; others are given by `-p`."""

_ALWAYS = frozenset({"project"})
"""Passed to notebooks that do not declare it."""

_NOT_OF_THE_REPORT = ("agreement", "year", "output", "project")


_LONGEST_PART = 80
"""Letters of a parameter's value in the name of a folder."""


def trial_file(name: str) -> str:
    """Return the name that a file of a report has in a trial: "kokeilu-report.html"."""
    return f"{TRIAL}-{name}"


def _in_letters(text: str) -> str:
    """Write a value as folders on every system allow it; what is lost, or too long, makes a
    checksum differ.

    >>> _in_letters("80000.50"), _in_letters("A/b")
    ('80000.50', 'a.b-3646f792')
    """
    letters = re.sub(r"[^a-z0-9_]+", ".", text.lower()).strip(".")
    if letters == text and len(letters) <= _LONGEST_PART:
        return letters
    return f"{letters[:_LONGEST_PART]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def check_parameters(given: Mapping[str, Any]) -> RunParameters:
    """Check the parameters of a run.

    Raises
    ------
    ParameterError
        For an unknown name (with the nearest valid one), a missing one, or a value of the wrong
        type.
    """
    for name in given:
        if name not in RunParameters.model_fields:
            raise ParameterError(
                "Run parameters: unknown parameter '{name}'.{near}",
                name=name,
                near=did_you_mean(name, RunParameters.model_fields),
            )
        if given[name] is None:
            raise ParameterError(
                "Run parameters: {name} was passed as None, which is no value: leave "
                "{name} out, or give it one.",
                name=name,
            )
    return validate(dict(given), RunParameters, Sentence("Run parameters"))


def notebook_parameters(namespace: Mapping[str, Any]) -> RunParameters:
    """Take the parameters out of a running notebook, refusing those that it does not declare.

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
    cells = namespace.get("In", ())
    refuse_unknown_names(cells)
    refuse_undeclared(cells)
    declared = RunParameters.model_fields
    missing = [name for name in declared if name not in namespace]
    if any(declared[name].is_required() for name in missing):
        raise ParameterError(
            "The notebook's parameters cell does not set {missing}; run that cell first.",
            missing=", ".join(missing),
        )
    return check_parameters({name: namespace[name] for name in declared if name in namespace})


def refuse_unknown_names(history: Sequence[str]) -> None:
    """Refuse a parameter that the notebook does not know, in the cells that have been run.

    Plain papermill only warns of such a parameter and then computes with the defaults. Two kinds of
    cell are read: the one that papermill injected (it begins with "# Parameters"), and the
    parameters cell itself. Only the last of each counts: in JupyterLab a corrected cell stands
    after the faulty one.

    Parameters
    ----------
    history
        The sources of the cells that have been run, oldest first: IPython's ``In``.

    Raises
    ------
    ParameterError
        Names the nearest parameter.
    """
    injected = next((cell for cell in reversed(history) if is_injected(cell)), "")
    written = next((cell for cell in reversed(history) if is_parameters_cell(cell)), "")
    for source in (injected, written):
        check_names(assigned_values(source))


def refuse_undeclared(cells: Sequence[str]) -> None:
    """Refuse a parameter that papermill has put in and that the notebook's own parameters cell does
    not have, unless it is at its default. Plain papermill only warns of it, and the notebook goes
    on with its defaults.

    The parameters cell is the last run one that sets nothing but plain values, the agreement among
    them; a notebook without one is not looked at.

    Raises
    ------
    ParameterError
        Names the nearest parameter of the notebook.
    """
    injected = next((cell for cell in reversed(cells) if is_injected(cell)), "")
    written = [assigned_values(cell) for cell in cells if not is_injected(cell)]
    declared = next((names for names in reversed(written) if "agreement" in names), None)
    if declared is None:
        return
    for name, value in assigned_values(injected).items():
        if name not in declared and name not in _ALWAYS and not _is_default(name, value):
            raise ParameterError(
                "The notebook has no parameter '{name}'.{near}",
                name=name,
                near=did_you_mean(name, declared),
            )


def _is_default(name: str, value: Any) -> bool:
    """Return whether a value is what a run has without it, so that nothing is lost by passing it
    over.
    """
    field = RunParameters.model_fields.get(name)
    return field is not None and not field.is_required() and field.default == value


def check_output(output: str, cells: Sequence[str]) -> None:
    """Refuse a folder that a notebook's cells pass on and that is not the one asked for: the files
    would be written elsewhere than the command or the parameters cell says.

    Parameters
    ----------
    cells
        The sources of the cells that have been run, oldest first. Without a parameters cell that
        names the folder, and outside `analyysi report`, any folder is asked for where it is passed.

    Raises
    ------
    ParameterError
        Says both folders, and where to set it.
    """
    injected = assigned_values(next((cell for cell in reversed(cells) if is_injected(cell)), ""))
    written = next((cell for cell in reversed(cells) if is_parameters_cell(cell)), "")
    declared = {**assigned_values(written), **injected}
    of_command = {"output": ""} if "project" in injected else {}
    asked = {**of_command, **declared}.get("output", output)
    if asked is not COMPUTED and asked != output:
        raise ParameterError(
            "output = '{output}' was passed to analyysi.load, and '{asked}' was "
            "asked for: set the folder in the parameters cell or by -p output=..., "
            "and in no cell below it.",
            output=output,
            asked=asked,
        )


def check_names(names: Iterable[str]) -> None:
    """Refuse a name that is no parameter of a run.

    Raises
    ------
    ParameterError
        Names the nearest parameter.
    """
    for name in names:
        if name not in RunParameters.model_fields:
            raise ParameterError(
                "The notebook has no parameter '{name}'.{near}",
                name=name,
                near=did_you_mean(name, RunParameters.model_fields),
            )


def is_injected(source: str) -> bool:
    """Return whether a cell is the one that papermill puts into a notebook.

    >>> is_injected("# Parameters\\nyear = 2023\\n")
    True
    """
    return source.startswith(_INJECTED_START)


def is_parameters_cell(source: str) -> bool:
    """Return whether a cell does nothing but set plain values, agreement and year among them.

    >>> is_parameters_cell('agreement = "kainuu-ict"\\nyear = 2023  # vuosi')
    True
    """
    statements = _statements(source)
    if statements is None or not all(
        isinstance(statement, ast.Assign | ast.AnnAssign) for statement in statements
    ):
        return False
    return {"agreement", "year"} <= set(assigned_values(source))


def assigned_values(source: str) -> dict[str, Any]:
    """Return the names that the lines of a cell set, with the plain values that they are set to.

    A value that is computed is the marker `COMPUTED`. Source that is no Python sets nothing.

    >>> assigned_values('year: int = 2023  # vuosi\\nlanguage = "fi"')
    {'year': 2023, 'language': 'fi'}
    """
    values: dict[str, Any] = {}
    for statement in _statements(source) or ():
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets = [statement.target]
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name):
                values[target.id] = _plain_value(statement.value)
    return values


def _statements(source: str) -> list[ast.stmt] | None:
    """Return the statements of a cell; None if it is no Python that can be read: a NUL, half a
    character and brackets without end stop the reader of Python in ways of their own.
    """
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


COMPUTED = object()
"""Stands for a value of a cell that is not written out in it."""


def _plain_value(node: ast.expr | None) -> Any:
    try:
        return ast.literal_eval(node) if node is not None else COMPUTED
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return COMPUTED
