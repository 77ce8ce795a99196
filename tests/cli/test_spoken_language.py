"""The language that the arguments ask for, before they are parsed."""

import pytest

from analyysi.cli.spoken_language import asked_language, named_project


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ("--language sv check", "sv"),
        ("--language=sv check", "sv"),
        ("check", ""),
        ("report kainuu-ict 2023 --language sv", ""),
        ("--language", ""),
        ("", ""),
    ],
)
def test_the_language_before_the_command_is_meant(arguments: str, language: str) -> None:
    assert asked_language(arguments.split()) == language


def test_the_project_is_found_wherever_it_stands() -> None:
    assert named_project(["report", "a", "2023", "--project", "there", "--quiet"]) == "there"
    assert named_project(["check", "--project=there"]) == "there"
    assert named_project(["check"]) == ""
