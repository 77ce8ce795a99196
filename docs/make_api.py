"""Writes docs/api.md, the reference of `import analyysi`, from the docstrings of its public names.

.venv/bin/python docs/make_api.py
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import analyysi
from analyysi.analyst.charts import Charts
from analyysi.report.language.words import Words
from analyysi.report.sections.section_table import SECTIONS

DOCUMENT = Path(__file__).with_name("api.md")
_HEAD = """# Reference

What `import analyysi` offers, for notebooks and scripts. `docs/make_api.py` makes this page from
the docstrings; the tests run every example. Names that are not on this page may change without
notice.

A first look, from the project's folder or a folder below it:

```python
import analyysi

case = analyysi.load("kainuu-ict", 2023)
comparison = case.compare()
comparison.shares  # what each pays by each way, in euros
report = comparison.report("fi", "Paltamo")
report.front()  # the first part of the page, as a notebook shows it
```

The examples below write `load` for `analyysi.load`.

Every fault is an `AnalyysiError` whose text says what is wrong, where, and what to do; a misspelt
name is answered with the nearest.
"""
_WIDEST = 90
_VARIABLES = {"AgreementData": "data", "Charts": "comparison.chart"}
"""What an object is called in the examples; others by their class in small letters."""
_TWICE = {"head"}
"""Names that a report has twice; the reference names one of them."""
_UNDERLINED = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)


def reference() -> str:
    """Return the whole page as Markdown."""
    described = [getattr(analyysi, name) for name in analyysi.__all__ if name != "__version__"]
    functions = [public for public in described if inspect.isfunction(public)]
    classes = [public for public in described if inspect.isclass(public)]
    faults = [public for public in classes if issubclass(public, Exception)]
    parts = [_HEAD]
    functions.sort(key=lambda function: function is not analyysi.load)
    parts += [_function(public, "analyysi.", 2) for public in functions]
    parts += [_class(public, f"`{public.__name__}`") for public in classes if public not in faults]
    parts += [_class(Charts, "`comparison.chart`"), _sections(), _faults(faults)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _function(function: Any, prefix: str, level: int) -> str:
    node = _parsed(function)
    assert isinstance(node, ast.FunctionDef)
    heading = f"{'#' * level} `{prefix}{node.name}`"
    return f"{heading}\n\n```text\n{_signature(node, prefix)}\n```\n\n{_text(function)}"


def _class(public: type, heading: str) -> str:
    parts = [f"## {heading}", _text(public)]
    variable = _VARIABLES.get(public.__name__, public.__name__.lower()) + "."
    attributes = list(_attributes(public))
    if attributes:
        parts.append("| Attribute | Type | Holds |\n| --- | --- | --- |\n" + "\n".join(attributes))
    for name, member in _members(public):
        if isinstance(member, property) or not inspect.isfunction(member):
            getter = member.fget if isinstance(member, property) else member.func
            returned = getattr(_parsed(getter), "returns", None)
            kind = f": {ast.unparse(returned)}" if returned is not None else ""
            parts.append(f"### `{variable}{name}`{kind}\n\n{_text(getter)}")
        else:
            parts.append(_function(member, variable, 3))
    return "\n\n".join(parts)


def _members(public: type) -> Iterator[tuple[str, Any]]:
    """Yield the public methods and properties, those of base classes too, in their own order."""
    seen = set()
    for base in public.__mro__[:-1]:
        for name, member in vars(base).items():
            described = isinstance(member, property) or hasattr(member, "attrname")
            if name.startswith("_") or name in seen | _TWICE:
                continue
            if described or inspect.isfunction(member):
                seen.add(name)
                yield name, member


def _attributes(public: type) -> Iterator[str]:
    """Yield a row for each field, with the text that stands under it in the class."""
    body = _parsed(public).body  # type: ignore[attr-defined]
    for field, below in zip(body, [*body[1:], None], strict=True):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if field.target.id.startswith("_"):
            continue
        is_text = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        text = " ".join(str(below.value.value).split()) if is_text else ""
        kind = ast.unparse(field.annotation).replace("|", "\\|")
        yield f"| `{field.target.id}` | `{kind}` | {text} |"


def _sections() -> str:
    words = Words("en", "EUR")
    rows = [f"| `report.{name}()` | {words.of(row.label)} |" for name, row in SECTIONS.items()]
    note = "Each shows one part of the page; nothing where this report is without it."
    return "\n".join(
        ["## Sections of the report", "", note, "", "| Call | Section |", "| --- | --- |", *rows]
    )


def _faults(faults: list[type]) -> str:
    rows = []
    for fault in faults:
        meaning = " ".join((inspect.getdoc(fault) or "").split())
        rows.append(f"| `{fault.__name__}` | {meaning} |")
    return "\n".join(["## Errors", "", "| Class | Means |", "| --- | --- |", *rows])


def _parsed(public: Any) -> ast.stmt:
    return ast.parse(dedent(inspect.getsource(public))).body[0]


def _signature(node: ast.FunctionDef, prefix: str) -> str:
    """Write a call with its types, one parameter a line if it is long."""
    node.args.args = [argument for argument in node.args.args if argument.arg != "self"]
    arguments = ast.unparse(node.args)
    returned = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
    line = f"{prefix}{node.name}({arguments}){returned}"
    if len(line) <= _WIDEST:
        return line
    split = re.sub(r", (?=\*|\w+:)", ",\n    ", arguments)
    return f"{prefix}{node.name}(\n    {split},\n){returned}"


def _text(public: Any) -> str:
    """Return a docstring as Markdown: headings in bold, parameters as lists, examples as code."""
    text = inspect.getdoc(public) or ""
    pieces = _UNDERLINED.split(text)
    written = [_examples(pieces[0].strip())]
    for heading, contents in zip(pieces[1::2], pieces[2::2], strict=True):
        body = contents.strip("\n")
        if heading in ("Parameters", "Raises"):
            body = _listed(body)
        elif heading == "Examples":
            heading, body = "Example", _examples(body.strip())
        written.append(f"**{heading}**\n\n{body}")
    return "\n\n".join(written)


def _listed(body: str) -> str:
    """Write names with what is said of each under them as a list."""
    entries = re.split(r"\n(?=\S)", body)
    rows = []
    for entry in entries:
        names, _, said = entry.partition("\n")
        named = ", ".join(f"`{name.strip()}`" for name in names.split(","))
        rows.append(f"- {named}: {' '.join(said.split())}")
    return "\n".join(rows)


def _examples(text: str) -> str:
    """Put what begins with ``>>>`` into blocks of code."""
    return re.sub(r"(?m)^>>> (?:.+\n?)+", lambda code: f"```pycon\n{code[0].rstrip()}\n```", text)


if __name__ == "__main__":
    DOCUMENT.write_text(reference(), encoding="utf-8")
