"""The notebooks of a project: those of the program, set to the project's own example and in its
language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from analyysi.languages.language_table import MAIN_LANGUAGE

TEXTS = "notebook_texts"
"""The folder with the texts of the cells in further languages: `<language>.json`."""

_SHIPPED = {"agreement": "kainuu-ict", "key": "population_2021"}
"""What the program's notebooks name of the agreement that they are written for."""
_YEAR = re.compile(r"(?m)^year: int = \d{4}|(?<= )2023(?= --notebook)")
_LANGUAGE = f'language: str = "{MAIN_LANGUAGE}"'


def set_to(notebook: bytes, name: str, agreement: str, year: int, key: str, language: str) -> bytes:
    """Return a notebook of the program, set to an agreement of the project.

    Parameters
    ----------
    notebook
        As the program has it.
    name
        Its name without the ending.
    key
        A key of the agreement's year, by which an example shares.
    """
    content: dict[str, Any] = json.loads(notebook)
    texts = cell_texts(language).get(name, {})
    for cell in content["cells"]:
        source = texts.get(cell["id"], "".join(cell["source"]))
        source = source.replace(_SHIPPED["agreement"], agreement).replace(_SHIPPED["key"], key)
        source = _YEAR.sub(lambda match: match.group()[:-4] + str(year), source)
        source = source.replace(_LANGUAGE, f'language: str = "{language}"')
        cell["source"] = source.splitlines(keepends=True)
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def cell_texts(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the cells in a further language: notebook to cell to text. The main language has none,
    since the notebooks are written in it.
    """
    if language == MAIN_LANGUAGE:
        return {}
    path = files("analyysi.drafting.projects") / TEXTS / f"{language}.json"
    texts: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return texts
