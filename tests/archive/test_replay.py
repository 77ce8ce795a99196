"""An archived program run again: what it needs, and what is said when it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyysi.archive.replay import replay_results
from analyysi.errors import ReproductionError


def program(folder: Path, text: str) -> Path:
    """Write an archived program that does only this."""
    package = folder / "code" / "analyysi"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "__main__.py").write_text(text, encoding="utf-8")
    return package.parent


def test_a_missing_library_is_named_with_the_command_that_brings_it(tmp_path: Path) -> None:
    code = program(tmp_path, "import a_library_of_long_ago.frames\n")
    with pytest.raises(
        ReproductionError,
        match=r"^it imports the library a_library_of_long_ago, which is not installed\. Install "
        r"what the programs of published editions import: python -m pip install "
        r'"analyysi\[editions\]"\.$',
    ):
        replay_results(tmp_path, code, "kainuu-ict", 2023)


def test_a_module_that_the_program_itself_lacks_is_no_library(tmp_path: Path) -> None:
    code = program(tmp_path, "import analyysi.lost\n")
    with pytest.raises(ReproductionError, match="No module named 'analyysi.lost'"):
        replay_results(tmp_path, code, "kainuu-ict", 2023)


def test_a_program_that_stops_is_quoted(tmp_path: Path) -> None:
    code = program(tmp_path, "import sys\nsys.exit('analyysi: the year is not known.')\n")
    with pytest.raises(ReproductionError, match="^the year is not known.$"):
        replay_results(tmp_path, code, "kainuu-ict", 2023)
