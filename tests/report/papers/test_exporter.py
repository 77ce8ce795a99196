"""The page of an executed notebook."""

import nbformat
import pytest

from analyysi.errors import ReportError
from analyysi.report.papers.exporter import export_html
from support.places import ROOT


def test_exporter_refuses_a_notebook_that_was_not_run() -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "kustannustenjako.ipynb", as_version=4)
    with pytest.raises(ReportError, match="has not been run"):
        export_html(notebook)
