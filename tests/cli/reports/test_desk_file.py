"""The command `desk-file`: a new file with the page, or a sentence and no file."""

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from analyysi.desk_file.build import parts
from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import PARTS, Parts
from analyysi.project import Project
from support.command_line import call

YEAR = ("desk-file", "kainuu-ict", "2027", "--output")
TAKEN = Parts({name: f"0 {name}" for name in PARTS}, "MPL-2.0", {})


@pytest.mark.slow
def test_the_page_is_written_in_the_language_asked_for(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "read_parts", lambda: TAKEN)
    path = tmp_path / "kalkylator.html"
    done = call("--language", "sv", *YEAR, str(path), "--project", str(project.root))
    assert str(path) in done.printed.replace("\n", "")
    page = desk_file(project, TAKEN, "kainuu-ict", 2027, "sv")
    assert path.read_text(encoding="utf-8") == page
    checksum = sha256(page.encode()).hexdigest()
    assert checksum in done.printed.replace("\n", "")
    archive = tmp_path / "kalkylator.zip"
    call("--language", "sv", *YEAR, str(archive), "--project", str(project.root))
    with ZipFile(archive) as opened:
        assert opened.namelist() == ["kalkylator.html"]
        assert sha256(opened.read("kalkylator.html")).hexdigest() == checksum


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("laskuri.htm", r"Did you mean '\.html'\?"),
        ("lacking/laskuri.html", "There is no folder lacking"),
        ("there.html", "there.html is there already"),
    ],
)
def test_a_place_that_will_not_do_is_refused_first(
    output: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.html").write_bytes(b"kept")
    with pytest.raises(Exception, match=message):
        raise call(*YEAR, output).fault or AssertionError
    assert (tmp_path / "there.html").read_bytes() == b"kept"


def test_without_parts_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "find_spec", lambda _: None)
    assert "are not installed" in str(call(*YEAR, str(tmp_path / "a.html")).fault)
    assert list(tmp_path.iterdir()) == []
