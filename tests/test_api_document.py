"""docs/api.md is made from the docstrings, and every example in a document really runs."""

from __future__ import annotations

import importlib.util
import inspect
import re
import shutil
from collections.abc import Iterator
from doctest import DocTestParser, DocTestRunner
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import analyysi
from support.places import ROOT
from website.documents import DOCUMENTS as TABLE

DOCUMENTS = [document.source for document in TABLE]
_PYTHON = re.compile(r"^( *)```python\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
_SESSION = re.compile(r"^```pycon\n(.*?)^```", re.DOTALL | re.MULTILINE)
MANIFEST = ROOT / "data/snapshots/thl-sotkanet/population-31-12/2026-11-24/manifest.json"


def api_maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_api", ROOT / "docs" / "make_api.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PUBLIC = {name: getattr(analyysi, name) for name in analyysi.__all__} | {"analyysi": analyysi}


@pytest.fixture(autouse=True)
def _no_rules_left_behind() -> Iterator[None]:
    yield
    analyysi.forget_methods()


@pytest.mark.slow
def test_the_reference_is_that_of_the_docstrings() -> None:
    maker = api_maker()
    assert maker.DOCUMENT.read_text(encoding="utf-8") == maker.reference(), (
        "run .venv/bin/python docs/make_api.py"
    )


def test_the_reference_names_every_public_name() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for name in analyysi.__all__:
        assert name.startswith("__") or re.search(rf"`(analyysi\.)?{name}`", text), name


def shown_members(public: type) -> list[str]:
    names = {name for base in public.__mro__[:-1] for name in vars(base) if name[0] != "_"}
    fields = getattr(public, "__dataclass_fields__", {})
    return sorted(names - fields.keys() - {"head"})


@pytest.mark.parametrize("name", [name for name in PUBLIC if inspect.isclass(PUBLIC[name])])
def test_every_public_method_has_an_example(name: str) -> None:
    public = PUBLIC[name]
    if issubclass(public, Exception):
        return
    for member in shown_members(public):
        text = inspect.getdoc(getattr(public, member)) or ""
        of_class = re.search(rf">>> .*\.{member}\b", inspect.getdoc(public) or "")
        assert ">>>" in text or of_class, f"{name}.{member} has no example"


def code_of(text: str) -> list[str]:
    """Return what stands between the marks of Python code, without the indent of a list."""
    return [re.sub(rf"(?m)^{indent}", "", source) for indent, source in _PYTHON.findall(text)]


WITH_CODE = [path for path in DOCUMENTS if code_of(path.read_text(encoding="utf-8"))]


@pytest.mark.slow
@pytest.mark.parametrize("path", WITH_CODE, ids=lambda path: path.name)
def test_python_in_a_document_runs(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(MANIFEST, tmp_path / "manifest.json")
    case = analyysi.load("kainuu-ict", 2023)
    comparison = case.compare()
    names: dict[str, Any] = {
        "analyysi": analyysi,
        "case": case,
        "comparison": comparison,
        "report": comparison.report("fi", ""),
        "path": tmp_path / "manifest.json",
    }
    monkeypatch.chdir(ROOT)
    for source in code_of(path.read_text(encoding="utf-8")):
        exec(compile(source, path.name, "exec"), names)


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_says_comes_out_comes_out(path: Path) -> None:
    text = "\n".join(_SESSION.findall(path.read_text(encoding="utf-8")))
    session = DocTestParser().get_doctest(text, dict(PUBLIC), path.name, None, 0)
    assert DocTestRunner().run(session).failed == 0


def test_an_example_that_does_not_run_is_found() -> None:
    (source,) = code_of("1. So:\n\n   ```python\n   analyysi.lod('a')\n   ```\n")
    with pytest.raises(AttributeError, match="Did you mean 'load'"):
        exec(source, {"analyysi": analyysi})
    assert [path.name for path in WITH_CODE if path.name == "api.md"] == ["api.md"]
