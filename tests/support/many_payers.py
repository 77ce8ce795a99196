"""Agreements of many payers: those that the benchmarks make of real municipalities and their stored
populations, marked as nobody's.
"""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from support.changed_cases import without
from support.places import ROOT

REGION, YEAR, PAYERS = "maakunta-satakunta", 2022, 15


@cache
def made_agreements() -> ModuleType:
    """Return benchmarks/made_agreements.py, which is no part of the tests' path."""
    path = ROOT / "benchmarks" / "made_agreements.py"
    spec = importlib.util.spec_from_file_location("made_agreements", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a frozen dataclass looks itself up there
    spec.loader.exec_module(module)
    return module


def fifteen_payers(folder: Path) -> Comparison:
    """Return a cost that fifteen of the municipalities of Satakunta share by their inhabitants."""
    project = made_agreements().write_project(folder, regions=True, national=False, years=(YEAR,))
    case = load_year(project, REGION, YEAR)
    return compare_methods(without(case, *case.terms.participants[PAYERS:]))
