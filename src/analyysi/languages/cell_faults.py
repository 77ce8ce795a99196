"""Faults of an analyst's cells, in her language where the notebook shows them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from analyysi.errors import AnalyysiError, ParameterError, within_bounds
from analyysi.languages.language_table import LANGUAGES, RECORD_LANGUAGE
from analyysi.languages.saying import said
from analyysi.languages.user_language import user_language


def say_faults_in_cells() -> None:
    """Let IPython show our own faults in the language of the notebook, below the same trace.

    Where no IPython runs, or somebody else shows faults already, nothing happens.
    """
    library = sys.modules.get("IPython")
    shell = None if library is None else library.get_ipython()
    if shell is not None and not shell.custom_exceptions:
        shell.set_custom_exc((AnalyysiError,), _show)


def lines_in_words(lines: list[str], fault: BaseException, names: Mapping[str, Any]) -> list[str]:
    """Return a trace in which a fault's English is said in the language of a notebook's names."""
    if not isinstance(fault, AnalyysiError):
        return lines
    words = within_bounds(said(fault, language_of(names)))
    return [line.replace(str(fault), words) for line in lines]


def language_of(names: Mapping[str, Any]) -> str:
    """Return the language of a notebook: its parameter `language`, else the user's."""
    asked = names.get("language")
    if isinstance(asked, str) and asked in LANGUAGES:
        return asked
    try:
        return user_language("", os.environ, Path.cwd())
    except (OSError, ParameterError):
        return RECORD_LANGUAGE


def _show(
    shell: Any,
    kind: type[BaseException],
    fault: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> list[str]:
    lines = shell.InteractiveTB.structured_traceback(kind, fault, trace, tb_offset=tb_offset)
    shown = lines_in_words(lines, fault, shell.user_ns)
    shell._showtraceback(kind, fault, shown)
    return shown
