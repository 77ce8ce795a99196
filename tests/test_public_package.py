"""`import analyysi`: exactly these public names, and nothing heavy imported before it is used."""

import subprocess
import sys

import pytest

import analyysi

PUBLIC = [
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
"""Kept here too, so that a change of what others build on is a change of this test."""


def test_the_public_names_are_exactly_these() -> None:
    assert analyysi.__all__ == PUBLIC
    assert dir(analyysi) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_described(name: str) -> None:
    public = getattr(analyysi, name)
    assert isinstance(public, str) or public.__doc__


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match=r"analyysi has no 'lod'. Did you mean 'load'"):
        _ = analyysi.lod
    with pytest.raises(AttributeError, match="__wrapped__"):
        _ = analyysi.__wrapped__


def test_a_room_is_still_imported_as_a_module() -> None:
    from analyysi import errors

    assert errors.AnalyysiError is analyysi.AnalyysiError


@pytest.mark.slow
@pytest.mark.parametrize("source", ["import analyysi", "import analyysi; analyysi.AnalyysiError"])
def test_importing_it_imports_nothing_heavy(source: str) -> None:
    before = "import sys; before = set(sys.modules); "
    after = "; print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    ran = subprocess.run(
        [sys.executable, "-c", before + source + after], capture_output=True, text=True, check=True
    )
    imported = set(ran.stdout.split()) - sys.stdlib_module_names
    assert imported == {"analyysi"}


@pytest.mark.slow
def test_the_help_of_the_command_imports_no_tables_and_no_drawings() -> None:
    source = (
        "import sys; sys.argv = ['analyysi', '--help']\n"
        "from analyysi.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print({'pandas', 'matplotlib', 'numpy', 'IPython'} & set(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "set()"
