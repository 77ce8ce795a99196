"""Share a joint cost on official figures, compare the ways of sharing it, report it to a board.

In a notebook: ``import analyysi``, then ``case = analyysi.load("kainuu-ict", 2023)``. Nothing is
imported before it is used, so that commands start at once.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyysi.analyst.agreement_data import AgreementData, data
    from analyysi.analyst.case import Case, load
    from analyysi.analyst.comparison import Comparison
    from analyysi.analyst.defined_rules import forget_methods, method
    from analyysi.analyst.new_project import init
    from analyysi.analyst.report import Report
    from analyysi.analyst.survey import SurveyAnswers, survey
    from analyysi.errors import (
        AllocationError,
        AnalyysiError,
        ParameterError,
        ReportError,
        ReproductionError,
        SchemaError,
        SourceError,
    )

__version__ = "0.1.0"

__all__ = [
    "AgreementData",
    "AllocationError",
    "AnalyysiError",
    "Case",
    "Comparison",
    "ParameterError",
    "Report",
    "ReportError",
    "ReproductionError",
    "SchemaError",
    "SourceError",
    "SurveyAnswers",
    "__version__",
    "data",
    "forget_methods",
    "init",
    "load",
    "method",
    "survey",
]

_HOMES = {
    "AgreementData": "analyst.agreement_data",
    "AllocationError": "errors",
    "AnalyysiError": "errors",
    "Case": "analyst.case",
    "Comparison": "analyst.comparison",
    "ParameterError": "errors",
    "Report": "analyst.report",
    "ReportError": "errors",
    "ReproductionError": "errors",
    "SchemaError": "errors",
    "SourceError": "errors",
    "SurveyAnswers": "analyst.survey",
    "data": "analyst.agreement_data",
    "forget_methods": "analyst.defined_rules",
    "init": "analyst.new_project",
    "load": "analyst.case",
    "method": "analyst.defined_rules",
    "survey": "analyst.survey",
}
"""The module that each public name comes from."""


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used; a misspelling names the nearest."""
    if name in _HOMES:
        if "IPython" in sys.modules:
            import_module("analyysi.languages.cell_faults").say_faults_in_cells()
        return getattr(import_module(f"analyysi.{_HOMES[name]}"), name)
    if name.startswith("_"):
        raise AttributeError(f"module 'analyysi' has no attribute '{name}'")
    from analyysi.suggestions import did_you_mean

    raise AttributeError(f"analyysi has no '{name}'.{did_you_mean(name, __all__)}")


def __dir__() -> list[str]:
    """List the public names only, so that a notebook completes them."""
    return list(__all__)
