"""The language that the arguments ask for, before they are parsed."""

import pytest

from analyysi.cli.commands import program_of
from analyysi.cli.spoken_language import asked_language, named_project


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ("--language sv check", "sv"),
        ("--language=sv check", "sv"),
        ("check --language sv", "sv"),
        ("check --help --language=sv", "sv"),
        ("compare kainuu-ict 2023 --language sv", "sv"),
        ("check", ""),
        ("report kainuu-ict 2023 --language sv", ""),
        ("--language fi report kainuu-ict 2023 --language sv", "fi"),
        ("survey send kainuu-ict 2028 --language sv", ""),
        ("survey collect kainuu-ict 2028 answers --language sv", "sv"),
        ("--language", ""),
        ("", ""),
    ],
)
def test_the_language_to_speak_is_told_from_that_of_a_report(arguments: str, language: str) -> None:
    assert asked_language(arguments.split(), program_of()) == language


def test_the_project_is_found_wherever_it_stands() -> None:
    assert named_project(["report", "a", "2023", "--project", "there", "--quiet"]) == "there"
    assert named_project(["check", "--project=there"]) == "there"
    assert named_project(["check"]) == ""
