"""From nothing to a report of one's own: the wheel alone, in an empty folder."""

from hashlib import sha256
from pathlib import Path

import pytest

from analyysi.drafting.projects.starting_files import EXAMPLE_YEAR
from support.installed_program import Installed, install
from support.places import ROOT

pytestmark = pytest.mark.slow

YEAR = str(EXAMPLE_YEAR)
PAPERS = ("report.html", "report.pdf", "agreement.docx", "shares.xlsx")
NEW_AGREEMENT = (
    *("new-agreement", "--id", "paijat-hame-ict", "--subject", "Yhteinen tukipalvelu"),
    *("--purpose", "Kunnat ostavat tuen yhdessä.", "--payers", "Lahti, Hollola, 081, Heinola"),
    *("--year", "2027", "--total", "120 000", "--status", "analysis"),
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return install(tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def made(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in Finnish, as the program makes it; tests add to it."""
    folder = tmp_path_factory.mktemp("projects")
    installed.run(folder, "init", "oma", "--language", "fi")
    return folder / "oma"


def test_the_installed_program_is_none_of_this_checkout(
    installed: Installed, tmp_path: Path
) -> None:
    printed = installed.tried(tmp_path, "schema", "agreement")
    assert printed.returncode == 0
    assert str(ROOT) not in printed.stderr
    packed = next(installed.folder.rglob("starting_project"))
    assert packed.parent.name == "analyysi"


def test_every_command_in_an_empty_folder_says_the_way_out(
    installed: Installed, tmp_path: Path
) -> None:
    commands = (
        ("check",),
        ("report", "a", "2027"),
        ("new-agreement",),
        ("pull", "--list"),
        ("lab", "--prepare"),
        ("update",),
        ("batch", "--all"),
    )
    for command in commands:
        done = installed.tried(tmp_path, *command)
        assert done.returncode == 2
        assert "analyysi init FOLDER" in done.stderr, command
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("language", "agreement", "word"),
    [("sv", "exempel", "Exempel"), ("en", "example", "Example")],
)
def test_a_project_makes_a_report_that_says_that_it_is_an_example(
    installed: Installed, tmp_path: Path, language: str, agreement: str, word: str
) -> None:
    installed.run(tmp_path, "init", "--language", language)
    installed.run(tmp_path, "report", agreement, YEAR, "--language", language)
    (report,) = (tmp_path / "reports" / agreement).glob("*/report.html")
    text = report.read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in text
    assert f"{word}: " in text.partition("<h1")[0].rpartition("<body")[2]


def test_from_init_to_every_paper_of_the_example(made: Path, installed: Installed) -> None:
    installed.run(made, "report", "esimerkki", YEAR, "--format", "html,pdf,docx,xlsx")
    folder = made / "reports" / "esimerkki" / YEAR
    assert all((folder / name).stat().st_size > 1000 for name in PAPERS)
    assert "Esimerkki: " in (folder / "report.html").read_text(encoding="utf-8")
    assert "ei virheitä" in installed.run(made, "check").stdout


def test_another_joint_body_then_published_and_recomputed(made: Path, installed: Installed) -> None:
    printed = installed.run(made, *NEW_AGREEMENT).stdout
    assert printed.splitlines()[-1] == "Seuraavaksi: analyysi report paijat-hame-ict 2027"
    terms = made / "data" / "agreements" / "paijat-hame-ict" / "2027.toml"
    schema = terms.read_text(encoding="utf-8").splitlines()[0].removeprefix("#:schema ")
    assert (terms.parent / schema).resolve() == made / "schemas" / "terms.schema.json"
    installed.run(made, "report", "paijat-hame-ict", "2027", "--publish")
    edition = made / "reports" / "paijat-hame-ict" / "published" / "2027" / "edition-1"
    assert (edition / "SHA256SUMS").is_file()
    assert "paijat-hame-ict" in installed.run(made, "reproduce").stdout


def test_the_project_carries_the_wheel_that_it_was_made_with(
    made: Path, installed: Installed
) -> None:
    carried = made / "wheel" / installed.wheel.name
    checksum = sha256(carried.read_bytes()).hexdigest()
    assert carried.read_bytes() == installed.wheel.read_bytes()
    assert f"--hash=sha256:{checksum}" in (made / "requirements.txt").read_text(encoding="utf-8")


def test_update_leaves_what_somebody_changed(made: Path, installed: Installed) -> None:
    readme = made / "README.md"
    readme.write_text("oma", encoding="utf-8")
    printed = installed.run(made, "update").stdout
    assert printed == "Projektin ohjelmatiedostot ovat ajan tasalla.\n"
    assert readme.read_text(encoding="utf-8") == "oma"


def test_the_notebooks_of_the_project_are_copied_for_jupyterlab(
    made: Path, installed: Installed
) -> None:
    assert "--prepare" in installed.run(made, "lab", "--help").stdout
    installed.run(made, "lab", "--prepare")
    copied = (made / "omat" / "kustannustenjako.ipynb").read_text(encoding="utf-8")
    assert '\\"esimerkki\\"' in copied
