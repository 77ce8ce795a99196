"""The command that opens JupyterLab on the analyst's own copies of the notebooks."""

from __future__ import annotations

from typing import Annotated

import typer

from analyysi.cli.options import ProjectOption
from analyysi.cli.speech import print_lines, print_sentence
from analyysi.project import find_project

START_NOTEBOOK = "kustannustenjako"

EXAMPLES = """
Examples:

\b
  analyysi lab
  analyysi lab --notebook tyopoyta
  analyysi lab --prepare              only makes the copies, for VS Code
  analyysi lab -- --no-browser --port 8899

The notebooks are copied into the folder omat/, which git ignores; work there is never overwritten.
"""


def lab(
    more: Annotated[
        list[str] | None,
        typer.Argument(help="After --: arguments that are passed on to JupyterLab."),
    ] = None,
    notebook: Annotated[
        str, typer.Option(help="The notebook that is open at first.")
    ] = START_NOTEBOOK,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Only make the copies in omat/; start nothing.")
    ] = False,
    project: ProjectOption = "",
) -> None:
    """Open JupyterLab in Finnish on your own copies of the notebooks."""
    from analyysi.run.lab.jupyterlab import lab_command, run_lab
    from analyysi.run.lab.own_notebooks import own_notebook, prepare_own_notebooks

    root = find_project(project)
    chosen = own_notebook(root, notebook)
    # Before the copies are made: it is told here that JupyterLab is not installed.
    command = [] if prepare else lab_command(root, chosen, more or ())
    copies = prepare_own_notebooks(root)
    for copy in copies:
        if copy.sentence:
            print_lines([copy.sentence])
    if prepare:
        print_sentence("Notebooks: {folder}/", folder=root.relative(root.own_notebooks))
        return
    raise typer.Exit(run_lab(root, command))
