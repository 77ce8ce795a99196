"""Every command in three languages: what it prints, and what it says of a fault.

The same is asked in English and in another language: whatever is worded must then differ, and no
line of the other language may hold a word of English. Lines that are data (a path, a command to
type, a name of a snapshot) may be the same.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from analyysi.cli.commands import program_of
from analyysi.languages.language_table import LANGUAGES, RECORD_LANGUAGE
from support.command_line import Ended, ended
from support.english_words import english_in
from support.every_command import CALLS, DECIDED, copied
from support.services.as_stored import stored_databases, stored_documents
from support.services.pxweb import PxWeb
from support.services.treasury import Treasury
from support.writing_commands import UNENDING

pytestmark = pytest.mark.slow

OTHERS = [code for code in LANGUAGES if code != RECORD_LANGUAGE]

FAULTS = [
    line.strip()
    for line in """
    nope
    show kainuu-ict 2023 2027
    --language fo check
    init notebooks
    init --language fo x
    init --nope
    update --project ..
    report kainuu-itc 2023
    report kainuu-ict 2024
    report kainuu-ict 2023 --language fo
    report kainuu-ict 2023 --municipality Paltam
    report kainuu-ict 2023 --municipality Kajaani
    report kainuu-ict 2023 --notebook none.ipynb
    report kainuu-ict 2023 --supersede why
    report kainuu-ict 2023 --part front --publish
    report kainuu-ict 2023 -p total=9 --publish
    report kainuu-ict 2023 -p total
    report kainuu-ict 2023 -p method=nope
    report kainuu-ict 2023 -p total=x
    report kainuu-ict 2023 -p data=old
    report kainuu-ict 2023 --part nope
    report kainuu-ict 2023 -p nope=1
    report kainuu-ict 2023 --format pfd
    report kainuu-ict 2023 --format ,
    preview kainuu-itc 2027
    preview kainuu-ict 2099
    preview kainuu-ict 2027 --language fo
    preview kainuu-ict 2027 -p output=x
    preview kainuu-ict 2027 --port x
    preview kainuu-ict 2027 --port 99999
    lab --nope
    lab --notebook nope
    compare
    compare kainuu-ict 20x3
    desk-file kainuu-ict 2027
    compare kainuu-ict 2099
    compare kainuu-ict 2023 --format cvs
    compare kainuu-ict 2023 --format excel
    batch
    batch --all --years 2023
    batch --workers many
    batch --workers -1
    batch none.toml
    batch osuudet.csv
    batch --agreements kainuu-itc
    batch --agreements kainuu-ict --years 20x3
    batch --agreements kainuu-ict --municipalities Paltam
    batch --agreements kainuu-ict --languages fo
    reproduce kainuu-ict 20x3
    explain kainuu-itc 2023
    explain kainuu-ict 2023 --format nope
    import-decision kainuu-ict 2022 osuudet.csv
    import-decision kainuu-ict 2023 osuudet.csv --source a --decided-by b
    import-decision kainuu-ict 2022 none.csv --dry-run
    import-decision kainuu-ict 2022 osuudet.csv --dry-run --unit nope
    import-decision kainuu-ict 2022 osuudet.csv --dry-run --total x
    import-decision kainuu-ict 2022 osuudet.csv --dry-run --where x
    import-decision kainuu-ict 2022 osuudet.csv --dry-run --amount-column Z
    import-decision kainuu-ict 2022 osuudet.csv --dry-run --sheet Z
    new-agreement --year 2027
    new-agreement --year 2027 --total x --subject A --payers Juva
    new-agreement --year 2027 --total 1 --subject A --payers Juvva,Puumala
    new-agreement --answers none.txt
    new-year kainuu-itc 2028
    new-year kainuu-ict 2027
    new-year kainuu-ict 20x3
    use kainuu-ict 2027 --snapshot x
    use kainuu-ict 2027 --newest --snapshot a/b/c
    pull nope
    pull --select x
    pull population --offline
    pull budgets --municipalities 999
    pull --agreement kainuu-ict --municipalities 578
    pull --agreement dublin-fire
    pull population --pxweb ftp://x
    diff a b
    diff tilastokeskus/11ra/2026-11-24 tilastokeskus/11ra/2026-11-25
    tables --pxweb nope
    tables --offline
    tables --language fo
    rehearse --language fo
    rehearse --output data
    decisions --format excel
    decisions --format nope
    list --project ..
    show kainuu-itc
    show kainuu-ict 2099
    check --nope
    doctor --nope
    schema trems
    schema
    survey
    survey nope
    survey send kainuu-ict 2027 --language de
    survey send kainuu-ict 2027
    survey collect kainuu-ict 2027
    survey collect kainuu-ict 2027 osuudet.csv
    """.strip().splitlines()
]
"""Commands that are refused, at least one of each command."""

_WORD = re.compile(r"[^\W\d_]{2,}[.,:;]?")


@dataclass
class Walk:
    """Calls of commands, each made once in a language, in projects that are copies."""

    folder: Path
    services: dict[str, str]

    def lines(self, name: str, language: str) -> list[str]:
        """Return the lines that a command prints which succeeds."""
        call = CALLS[name]
        place = f"{name} {language}" if call.writes else "shared"
        project = self.folder / place.replace(" ", "-")
        if not project.exists():
            copied(project)
        if call.prepare is not None:
            call.prepare(project)
        arguments = call.arguments(language=language, **self.services)
        done = ended(*arguments, folder=project, ANALYYSI_LANGUAGE=language)
        assert done.returncode == 0, done.stderr
        return lines_of(done, project)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The calls of this module, and services on this machine for those that ask one."""
    with ExitStack() as running:
        pxweb = running.enter_context(PxWeb(stored_databases(), limiter_on=False))
        treasury = running.enter_context(Treasury(stored_documents()))
        services = {"pxweb": pxweb.root, "treasury": treasury.root}
        yield Walk(tmp_path_factory.mktemp("walk"), services)


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project for calls that are refused, and so write nothing."""
    folder = copied(tmp_path_factory.mktemp("refused") / "project")
    (folder / "osuudet.csv").write_text(DECIDED, encoding="utf-8")
    return folder


def lines_of(done: Ended, folder: Path) -> list[str]:
    """Return the lines that a command wrote, without the rules of tables."""
    written = (done.stdout + done.stderr).replace(str(folder), "")
    return [re.sub(r"[│┃┏┓┗┛━─┌┐└┘├┤┼]", " ", line) for line in written.splitlines()]


def worded(lines: Iterable[str]) -> set[str]:
    """Return the lines that say something: of three words or more that are no data."""
    texts = (line.split() for line in lines)
    return {" ".join(text) for text in texts if len(list(filter(_WORD.fullmatch, text))) >= 3}


def is_data(line: str) -> bool:
    """Return whether a line is the same in every language: names of payers and of files."""
    return bool(re.match(r"(analyysi |kainuu-ict|dublin-fire|\S+/\S+ )", line))


def english_lines(lines: Iterable[str], language: str) -> dict[str, list[str]]:
    """Return the lines that hold English, with its words."""
    words = {line: english_in(line, language) for line in lines}
    return {line: english for line, english in words.items() if english}


@pytest.mark.parametrize("name", CALLS)
def test_what_a_command_prints_is_in_the_language(name: str, walk: Walk) -> None:
    english = walk.lines(name, RECORD_LANGUAGE)
    for code in OTHERS:
        other = walk.lines(name, code)
        same = worded(english) & worded(other)
        assert {line for line in same if not is_data(line)} == set()
        assert english_lines(other, code) == {}


@pytest.mark.parametrize("command", FAULTS)
def test_what_is_said_of_a_fault_is_in_the_language(command: str, refused: Path) -> None:
    english = ended(*command.split(), folder=refused, ANALYYSI_LANGUAGE=RECORD_LANGUAGE)
    assert "unexpected fault" not in english.stderr
    for code in OTHERS:
        other = ended(*command.split(), folder=refused, ANALYYSI_LANGUAGE=code)
        assert english.returncode == other.returncode != 0
        assert english.stderr != other.stderr
        lines = lines_of(other, refused)
        assert not worded(lines_of(english, refused)) & worded(lines)
        assert english_lines(lines, code) == {}


def test_every_command_is_walked() -> None:
    commands = program_of().commands  # type: ignore[attr-defined]
    names = {name for name in commands if name != "survey"}
    names |= {f"survey {name}" for name in commands["survey"].commands}
    walked = {name.partition(",")[0] for name in CALLS}
    assert names == walked | UNENDING  # its own test has its words
    assert {line.split()[0] for line in FAULTS} >= set(commands)
