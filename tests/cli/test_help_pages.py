"""The pages of `--help`: in three languages, nothing cut, as wide as the terminal."""

import pytest

from analyysi.cli.commands import program_of
from analyysi.cli.help_pages import (
    ARGUMENTS,
    WIDEST,
    Example,
    asked_page,
    help_texts,
    paragraphs,
    parts_of,
)
from support.command_line import ended
from support.places import ROOT

COMMANDS = program_of().commands  # type: ignore[attr-defined]
NAMES = [*COMMANDS, *(f"survey {name}" for name in COMMANDS["survey"].commands)]
SAME_IN_ANOTHER_LANGUAGE = ("analyysi ", "--")
"""How lines begin that are typed as they stand."""


def worded(page: str) -> set[str]:
    """Return the lines of a page that say something, without those that are typed."""
    lines = {line.strip() for line in page.splitlines()}
    return {
        line
        for line in lines
        if len(line.split()) > 3 and not line.startswith(SAME_IN_ANOTHER_LANGUAGE)
    }


@pytest.mark.slow
@pytest.mark.parametrize("command", ["", *NAMES])
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_line_of_a_page_is_left_in_english(command: str, language: str) -> None:
    pages = [
        ended(*command.split(), "--help", folder=ROOT, ANALYYSI_LANGUAGE=code).stdout
        for code in ("en", language)
    ]
    english, other = map(worded, pages)
    assert len(other) > 2
    assert english & other == set()


@pytest.mark.parametrize("columns", [50, 80, 140])
def test_nothing_is_cut_and_the_page_fits(columns: int) -> None:
    page = ended("--help", folder=ROOT, COLUMNS=str(columns), ANALYYSI_LANGUAGE="fi").stdout
    assert "..." not in page.replace("[ARGUMENTIT]...", "")
    assert "luettele kaikki virheet." in " ".join(page.split())
    width = max(len(line) for line in page.splitlines() if "analyysi " not in line)
    assert width <= min(max(columns, 52), WIDEST)


def test_the_language_may_be_asked_for_after_the_command() -> None:
    page = ended("check", "--help", "--language", "sv", folder=ROOT).stdout
    assert page.startswith("Användning: analyysi check [ALTERNATIV]\n")
    assert "--language TEXT" in page


def test_examples_are_read_line_by_line() -> None:
    epilog = "\nExamples:\n\n\b\n  analyysi a   does it\n  analyysi b \\\n    --more\n\nA note\non two.\n"
    assert list(parts_of(epilog)) == [
        "Examples:",
        Example("analyysi a", "does it"),
        Example("analyysi b \\", ""),
        Example("  --more", ""),
        "A note on two.",
    ]
    assert list(parts_of("Example: analyysi check")) == ["Example:", Example("analyysi check", "")]
    assert paragraphs("One\n    line.\n\n    Two.") == ["One line.", "Two."]


def test_a_page_is_shown_before_the_arguments_are_read() -> None:
    program = program_of()
    page = asked_page(program, ["survey", "collect", "kainuu-ict", "--nope", "-h"])
    assert page is not None
    assert page.startswith("Usage: analyysi survey collect [OPTIONS] {agreement} {year} {files}...")
    assert "  -h, --help " in page
    assert asked_page(program, ["lab", "--", "--help"]) is None
    assert asked_page(program, ["check"]) is None


def test_no_word_of_a_page_is_broken() -> None:
    page = ended("pull", "--help", folder=ROOT, COLUMNS="60").stdout
    words = page.split()
    assert "https://prodkuntarest.westeurope.cloudapp.azure.com/rest/v1/json]" in words
    assert not [word for word in words if word.endswith("-") and word != "-"]


def test_every_text_of_a_command_is_named() -> None:
    texts = set(help_texts(COMMANDS["use"]))
    assert {"Examples:", "SNAPSHOT", "the newest stored snapshots"} <= texts


def test_arguments_have_names_in_every_language() -> None:
    commands = [program_of(), program_of().commands["survey"]]  # type: ignore[attr-defined]
    names = {
        parameter.name
        for group in commands
        for command in group.commands.values()
        for parameter in command.params
        if parameter.param_type_name == "argument"
    }
    assert names == set(ARGUMENTS)
    page = ended("report", "--help", folder=ROOT, ANALYYSI_LANGUAGE="fi").stdout
    assert "analyysi report [VALITSIMET] {sopimus} {vuosi}" in page
    missing = ended("report", folder=ROOT, ANALYYSI_LANGUAGE="sv").stderr
    assert "Argumentet ”avtal” saknas" in missing
