"""Whether a notebook computed what was asked of it, and whose words its own cells are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from analyysi.agreement.parameters import (
    COMPUTED,
    INJECTED_TAG,
    RunParameters,
    assigned_values,
    check_names,
    check_parameters,
)
from analyysi.errors import ReportError, Sentence, joined
from analyysi.suggestions import folded

if TYPE_CHECKING:
    from nbformat import NotebookNode

PARAMETERS = "parameters"
"""The tag of the cell that sets the parameters."""

FOR_EVERY_REPORT = "kaikki-raportit"
"""The tag of a cell of the analyst's own that belongs to every report made from its notebook."""

NOTEBOOK_VERSIONS = {"kustannustenjako": 2, "oma-jakotapa": 1, "tyopoyta": 2, "aineisto": 1}
"""The version of each notebook of the program. It goes up when an older copy no longer works."""

IDENTITY = ("agreement", "year", "language", "municipality")
"""The parameters that say which report a run is of."""


def results_of(notebook: NotebookNode) -> tuple[str, dict[str, Any]]:
    """Return results.csv and the record that an executed notebook carries in its results output.

    Raises
    ------
    ReportError
        If no cell shows the results.
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("metadata", {}).get("analyysi", {}).get("role") == "results":
                shown = output["data"]
                table = "".join(shown["text/csv"])  # text, or a list of lines
                return table, dict(shown["application/json"])
    raise ReportError("The notebook shows no results: add a cell report.results().")


def is_tagged(cell: Mapping[str, Any], tag: str) -> bool:
    """Return whether a cell of a notebook has a tag."""
    return tag in ((cell.get("metadata") or {}).get("tags") or ())


def check_version(metadata: Mapping[str, Any], where: str) -> None:
    """Refuse a copy of a notebook of the program that another version of the program needs.

    Parameters
    ----------
    metadata
        The notebook's own; a notebook that is no copy of ours says nothing of a version.
    where
        The notebook, for the message.

    Raises
    ------
    ReportError
        Says which version it is of, and what to do.
    """
    origin = metadata.get("analyysi") or {}
    name, version = origin.get("notebook"), origin.get("version")
    expected = NOTEBOOK_VERSIONS.get(str(name))
    if expected is None or version == expected:
        return
    raise ReportError(
        "{where} is a copy of version {version} of {name}.ipynb, and this "
        "analyysi needs version {expected}: take a new copy of "
        "notebooks/{name}.ipynb and move your own cells into it.",
        where=where,
        version=version,
        name=name,
        expected=expected,
    )


def asked_of(cells: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the parameters that a notebook's cells ask for: those of the parameters cell, and over
    them those that papermill injected.

    Raises
    ------
    ParameterError
        If a cell sets a name that is no parameter; names the nearest.
    """
    return {**_set_by(cells, PARAMETERS), **_set_by(cells, INJECTED_TAG)}


def _set_by(cells: Sequence[Mapping[str, Any]], tag: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for cell in cells:
        if cell.get("cell_type") == "code" and is_tagged(cell, tag):
            values |= assigned_values("".join(cell["source"]))
    check_names(values)
    for name, value in values.items():
        if value is COMPUTED:
            raise ReportError(
                "The parameters cell computes {name}: write its value there (a number or "
                "text), so that it can be compared with what the notebook computed.",
                name=name,
            )
    return values


def check_asked(asked: Mapping[str, Any], record: Mapping[str, Any]) -> None:
    """Refuse results that are not those of the parameters that were asked for.

    Parameters
    ----------
    asked
        Parameters by name; those that are not there were left to the notebook.
    record
        The record in the notebook's results output.

    Raises
    ------
    ReportError
        Names each parameter that differs, and where to look.
    """
    computed = record.get("parameters")
    if computed is None:
        raise ReportError(
            "The notebook was run by an older version of analyysi: run it again from top to bottom."
        )
    wanted = {**computed, **asked}
    meant = check_parameters({name: wanted[name] for name in wanted if name != "seat"}).recorded()
    differences = [
        Sentence(
            "{name} {asked} was asked for, and {computed} computed",
            name=name,
            asked=_quoted(meant[name]),
            computed=_quoted(computed.get(name)),
        )
        for name in asked
        if name in meant and not _same(name, meant[name], computed)
    ]
    if differences:
        raise ReportError(
            "The notebook did not compute what was asked: {differences}. Look for a "
            "cell that sets these names again below the parameters cell, for a "
            "parameters cell without the tag 'parameters', and for a parameter that "
            "is not passed to analyysi.load. Then run it again from top to bottom.",
            differences=joined(differences, "; "),
        )


def _same(name: str, meant: Any, computed: Mapping[str, Any]) -> bool:
    if name != "municipality":
        return bool(meant == computed.get(name))
    # A seat may be asked for by its name in any language, or by its code.
    return folded(str(meant)) in map(folded, computed["seat"])


def _quoted(value: Any) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"


def check_own_words(
    cells: Sequence[Mapping[str, Any]],
    own_cells: Mapping[int, str],
    record: Mapping[str, Any],
) -> None:
    """Refuse the analyst's own words in a report that they were not written for.

    They were written for the report that the parameters cell of their notebook names, whatever
    papermill passes to it.

    Parameters
    ----------
    own_cells
        The cells with content of the analyst's own: number to the beginning of its text.
    record
        The record in the notebook's results output.

    Raises
    ------
    ReportError
        Names the first such cell, both reports, and what to do.
    """
    own_cells = {
        number: text
        for number, text in own_cells.items()
        if not is_tagged(cells[number - 1], FOR_EVERY_REPORT)
    }
    written_for = {
        name: value for name, value in _set_by(cells, PARAMETERS).items() if name in IDENTITY
    }
    if not own_cells or not written_for:
        return
    defaults = {"language": RunParameters.model_fields["language"].default, "municipality": ""}
    computed = record["parameters"]
    meant = check_parameters({**computed_identity(computed), **defaults, **written_for}).recorded()
    if all(_same(name, meant[name], computed) for name in IDENTITY):
        return
    number, text = next(iter(own_cells.items()))
    raise ReportError(
        "Cell {number} of the notebook is your own ('{words}') and was written "
        "for {report}; this report is {this_report}. Copy the notebook to "
        "data/agreements/{agreement}/{file} and keep the shared one as it came, "
        "or give the cell the tag '{tag}' if it belongs to every "
        "report.",
        number=number,
        words=text,
        report=_report(meant),
        this_report=_report(computed),
        agreement=meant["agreement"],
        file=_file_name(meant, record),
        tag=FOR_EVERY_REPORT,
    )


def computed_identity(computed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that say which report a record is of."""
    return {name: computed[name] for name in IDENTITY}


def _report(parameters: Mapping[str, Any]) -> Sentence:
    seat = parameters["municipality"]
    report = Sentence(
        "{agreement} {year} ({language})",
        agreement=parameters["agreement"],
        year=parameters["year"],
        language=parameters["language"],
    )
    return Sentence("{report} of {seat}", report=report, seat=seat) if seat else report


def _file_name(parameters: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """Return the name that `run.notebook_choice` looks for: with the code of the seat, as far as
    the record of another report knows it.
    """
    parts = [str(parameters["year"]), parameters["language"]]
    seat = parameters["municipality"]
    if seat:
        shares = record.get("report", {}).get("shares", ())
        codes = {folded(share["name"]): share["code"] for share in shares}
        parts.append(codes.get(folded(seat), seat if seat.isdecimal() else f"<code of {seat}>"))
    return ".".join([*parts, "ipynb"])


CELLS = "cells"
"""In the record of the results, the checksums of the cells that had been run, by their numbers."""


def cell_checksum(source: str) -> str:
    """Return what tells a cell's source from every other, in sixteen hexadecimal digits.

    >>> cell_checksum("case\\n") == cell_checksum("case")
    True
    """
    return sha256(source.rstrip("\n").encode("utf-8")).hexdigest()[:16]


def check_cells(cells: Sequence[Mapping[str, Any]], record: Mapping[str, Any]) -> None:
    """Refuse a cell that is not as it was when it was run: the results are not of what it says.

    A cell that was run again after the results is left alone, so that a figure can be mended and
    the report exported.

    Raises
    ------
    ReportError
        Names the first such cell.
    """
    run = record.get(CELLS)
    if run is None:
        return
    last = max(map(int, run))
    for number, cell in enumerate(cells, start=1):
        count = cell.get("execution_count")
        if cell.get("cell_type") != "code" or count is None or count > last:
            continue
        source = "".join(cell["source"])
        same = cell_checksum(source) in run.get(str(count), ())
        if source.strip() and not same and not is_tagged(cell, INJECTED_TAG):
            raise ReportError(
                "Cell {number} of the notebook ('{line}') was changed after it was "
                "run, or was run before the kernel was started again: the results are "
                "not of what it says now. Run the notebook from top to bottom.",
                number=number,
                line=source.strip().splitlines()[0],
            )
