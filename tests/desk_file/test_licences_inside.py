"""The file has the licence of each package that is in its parts."""

import json
from importlib.resources import files

import pytest

from analyysi.desk_file.build.parts import PACKAGE, parts_missing
from support.places import ROOT

pytestmark = pytest.mark.skipif(parts_missing() is not None, reason=str(parts_missing()))


def test_each_package_of_the_parts_has_its_licence() -> None:
    package = files(PACKAGE)
    record = json.loads((package / "parts.json").read_text("utf-8"))
    text = (package / "licences.txt").read_text("utf-8")
    lock = json.loads((ROOT / "desk_parts" / "package-lock.json").read_text("utf-8"))
    npm = lock["packages"][""]["dependencies"]
    inside = {**record["libraries"], **npm}
    headings = {line.split(" (")[0] for line in text.splitlines()}
    assert [
        f"{name} {inside[name]}" for name in inside if f"{name} {inside[name]}" not in headings
    ] == []
    assert "CPython, in pyodide" in headings
    assert "resolved" not in json.dumps(lock)
    assert "://" not in json.dumps(lock)
