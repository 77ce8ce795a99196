"""A project made from a notebook."""

from pathlib import Path

import pytest

import analyysi


def test_a_project_is_made_and_read_at_once(tmp_path: Path) -> None:
    root = analyysi.init(tmp_path / "a", language="en")
    assert root == tmp_path / "a"
    case = analyysi.load("example", 2027, project=str(root), language="en")
    assert list(case.figures.index) == ["Hanko", "Inkoo", "Raasepori", "Siuntio"]
    with pytest.raises(analyysi.ParameterError, match="is a project already"):
        analyysi.init(root)
