"""The command `preview`, run as a user runs it: over a real socket, and in a real browser."""

from __future__ import annotations

import json
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.run.report import make_report
from support.browser_tools import browser_missing, validate_html
from support.command_line import call
from support.later_snapshot import publish_population
from support.needed import need
from support.previews import (
    PATIENCE,
    PreviewBrowser,
    RunningPreview,
    edited,
    preview_browser,
    running_preview,
)

NAMED = ("kainuu-ict", "2027")
FOLDER = Path("data/agreements/kainuu-ict")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def terms(project_copy: Project) -> Path:
    return project_copy.root / FOLDER / "2027.toml"


def contents_of(root: Path) -> dict[str, bytes]:
    """Return every file of a project."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def family(pid: int) -> set[int]:
    """Return the processes of the session that a preview began, without itself."""
    members = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == pid and fields[0] != "Z":
            members.add(int(stat.parent.name))
    return members - {pid}


def is_open(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def is_all_gone(preview: RunningPreview, temporary: Path) -> bool:
    """Return whether nothing of a preview is left, after a moment."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        left = [family(preview.process.pid), list(temporary.iterdir()), is_open(preview.port)]
        if not any(left):
            return True
        time.sleep(0.05)
    raise AssertionError(left)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("kainuu-icy", "2027"), "Did you mean 'kainuu-ict'?"),
        (("kainuu-ict", "2037"), "has no terms for 2037"),
        ((*NAMED, "--language", "de"), "language 'de'"),
        ((*NAMED, "-p", "totl=1"), "Did you mean 'total'?"),
        ((*NAMED, "-p", "output=here"), "A preview writes nothing: leave -p output=here out."),
        ((*NAMED, "-p", "data=pull"), "A preview writes nothing: leave -p data=pull out."),
        ((*NAMED, "--notebook", "none.ipynb"), "There is no notebook none.ipynb"),
    ],
)
def test_what_cannot_be_followed_is_refused(
    project: Project, arguments: tuple[str, ...], sentence: str
) -> None:
    outcome = call("preview", *arguments, "--no-browser", "--project", str(project.root))
    assert isinstance(outcome.fault, ParameterError)
    assert sentence in str(outcome.fault)


def test_an_occupied_port_is_refused(project: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        outcome = call("preview", *NAMED, "--port", port, "--project", str(project.root))
    assert f"Port {port} of this computer cannot be used" in str(outcome.fault)


@LINUX
@pytest.mark.slow
@pytest.mark.notebook
def test_it_follows_what_is_saved_and_leaves_nothing(
    project_copy: Project, terms: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    before = contents_of(project_copy.root)
    with running_preview(project_copy.root, *NAMED, temporary=temporary) as preview:
        assert preview.after(0) == 1
        edited(terms, lambda text: text.replace("80000.00", "81000.00"))
        assert preview.after(1) == 2
        status, headers, page = preview.asked("page")
        assert status == 200
        assert headers["content-security-policy"] == "frame-ancestors 'self'"
        assert preview.asked("page", host=f"evil.example:{preview.port}")[0] == 421
        assert preview.asked("/page", whole=True)[0] == 404
        news = preview.news()
        next(news)
        preview.process.send_signal(signal.SIGINT)
        assert list(news)[-1]["ended"]
        assert preview.process.wait(PATIENCE) == 0
        assert is_all_gone(preview, temporary)
    written = contents_of(project_copy.root)
    assert {name for name in written if before.get(name) != written[name]} == {
        (FOLDER / "2027.toml").as_posix()
    }
    (report,) = make_report(project_copy, RunParameters(agreement="kainuu-ict", year=2027))
    assert page == report.read_bytes()


def with_cells(text: str, *cells: dict[str, Any]) -> str:
    """Return a notebook with cells put before its last code cell."""
    notebook = json.loads(text)
    for number, cell in enumerate(cells):
        tags = {"tags": ["kaikki-raportit"]}  # else it would have to be a notebook of one report
        whole = {"id": f"new-{number}", "metadata": tags, **cell}
        notebook["cells"].insert(len(notebook["cells"]) - 3, whole)
    return json.dumps(notebook, ensure_ascii=False)


@LINUX
@pytest.mark.slow
@pytest.mark.notebook
def test_figures_and_the_notebook_are_followed_too(project_copy: Project, terms: Path) -> None:
    with running_preview(project_copy.root, *NAMED) as preview:
        number = preview.after(0)
        # A snapshot that the terms do not name yet: the page tells of it.
        before = preview.asked("page")[2]
        later = "tilastokeskus/11ra/2026-11-30"
        publish_population(project_copy, "578", "2941", "2943", later)
        number = preview.after(number)
        mentioned = preview.asked("page")[2]
        assert mentioned != before
        edited(terms, lambda text: text.replace("11ra/2026-11-24", "11ra/2026-11-30"))
        number = preview.after(number)
        assert preview.asked("page")[2] not in (before, mentioned)
        assert later in preview.asked("page")[2].decode()

        notebook = project_copy.notebooks / "kustannustenjako.ipynb"
        note = {"cell_type": "markdown", "source": "Oma huomio alkaa tästä."}
        edited(notebook, lambda text: with_cells(text, note))
        number = preview.after(number)
        assert "Oma huomio alkaa tästä." in preview.asked("page")[2].decode()

        faulty = {"execution_count": None, "outputs": [], "source": "x = 1\nx + nope"}
        edited(notebook, lambda text: with_cells(text, {"cell_type": "code", **faulty}))
        news = preview.fault()
        assert "NameError" in news["fault"]
        (place,) = news["places"]
        cell = news["fault"].split("solu", 1)[1].split()[1].rstrip(":")
        assert place["place"].startswith("notebooks/kustannustenjako.ipynb, solu ")
        assert place["place"].endswith(", rivi 2")
        assert place["text"] == "x + nope"
        assert cell in place["place"]
        assert preview.asked("page")[0] == 200


@LINUX
@pytest.mark.slow
@pytest.mark.notebook
@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_it_ends_in_the_middle_of_a_page(
    project_copy: Project, terms: Path, tmp_path_factory: pytest.TempPathFactory, ending: str
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    with running_preview(project_copy.root, *NAMED, temporary=temporary) as preview:
        preview.after(0)
        edited(terms, lambda text: text.replace("80000.00", "81000.00"))
        time.sleep(0.1)
        preview.process.send_signal(getattr(signal, ending))
        code = preview.process.wait(PATIENCE)
        assert code == (-signal.SIGKILL if ending == "SIGKILL" else 0)
        assert is_all_gone(preview, temporary)


@pytest.fixture
def in_browser(project_copy: Project) -> Iterator[tuple[RunningPreview, PreviewBrowser]]:
    need(browser_missing())
    with (
        running_preview(project_copy.root, *NAMED, "--language", "sv") as preview,
        preview_browser(preview.address) as browser,
    ):
        yield preview, browser


WITHIN = "document.querySelector('#pages iframe:not(.coming)')"
TEXT = f"{WITHIN}.contentDocument.body.innerText.replace(/\\s/g, ' ')"
FAULT = "document.getElementById('fault')"


@LINUX
@pytest.mark.slow
@pytest.mark.notebook
def test_a_person_edits_and_sees(
    in_browser: tuple[RunningPreview, PreviewBrowser], terms: Path, tmp_path: Path
) -> None:
    """One flow: a page, an edit, a misspelt method, its mending, and the end."""
    preview, browser = in_browser
    browser.until("document.documentElement.dataset.number === '1'")
    assert browser.evaluate("document.documentElement.lang") == "fi"
    assert browser.evaluate(f"{WITHIN}.contentDocument.documentElement.lang") == "sv"
    assert "80 000" in browser.evaluate(TEXT)
    assert browser.evaluate(f"{FAULT}.hidden")

    # What is read stays in its place, and what was opened stays open.
    browser.evaluate(f"""(() => {{
      const page = {WITHIN}.contentDocument;
      page.querySelectorAll('details')[1].open = true;
      page.querySelectorAll('h2')[6].scrollIntoView();
    }})()""")
    place = f"Math.round({WITHIN}.contentDocument.querySelectorAll('h2')[6].getBoundingClientRect().top)"
    read = browser.evaluate(place)
    edited(terms, lambda text: text.replace("80000.00", "81234.00"))
    browser.until("document.documentElement.dataset.number === '2'")
    assert "81 234" in browser.evaluate(TEXT)
    assert abs(browser.evaluate(place) - read) <= 2
    assert browser.evaluate(f"{WITHIN}.contentDocument.querySelectorAll('details')[1].open")

    edited(terms, lambda text: text.replace('"proportional"', '"proportionl"'))
    browser.until(f"!{FAULT}.hidden")
    shown = browser.evaluate(f"{FAULT}.innerText")
    line = terms.read_text(encoding="utf-8").splitlines().index('name = "proportionl"') + 1
    assert f"{(FOLDER / '2027.toml').as_posix()}, rivi {line}" in shown
    assert 'name = "proportionl"' in shown
    assert "Tarkoititko ”proportional”?" in shown
    assert "81 234" in browser.evaluate(TEXT)
    assert "ajalta ennen virhettä" in browser.evaluate("document.body.innerText")
    for dark in (False, True):
        for width in (320, 1280):
            looked = browser.look(width, dark=dark)
            assert looked["violations"] == []
            assert looked["tooWide"] <= 0

    edited(terms, lambda text: text.replace('"proportionl"', '"proportional"'))
    browser.until("document.documentElement.dataset.number === '3'")
    assert browser.evaluate(f"{FAULT}.hidden")

    around = tmp_path / "around.html"
    around.write_bytes(preview.asked("")[2])
    assert validate_html(around) == []
    preview.process.send_signal(signal.SIGTERM)
    browser.until("document.body.innerText.includes('Esikatselu on päättynyt.')")
    assert preview.process.wait(PATIENCE) == 0
    assert not is_open(preview.port)
