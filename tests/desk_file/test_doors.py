"""The page's doors, gone through in Chromium, Firefox and WebKit: tables, published shares, a second
trial, files, a trial's link, editions, and whatever is dropped.
"""

import json
import re
from base64 import b64decode, b64encode
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.desk_file.engine.session import Session
from analyysi.project import Project
from support.browser_tools import browser_missing, invalid_in, through_doors
from support.desk_files import PUBLISHED, WORKSTATIONS
from support.hostile_texts import HOSTILE
from support.needed import need, skipped_without
from support.other_engines import ENGINES, engine_missing, seen_in
from support.places import ROOT, TESTS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    skipped_without(parts_missing()),
    skipped_without(browser_missing()),
]
EDITIONS = ROOT / "reports" / "kainuu-ict" / "published" / "2023"
SOURCE = "Kuntien vastaukset 15.8.2022"
TWO = "Kunta\tTyöasemat\tHenkilöt\nHyrynsalmi\t100\t5\nKuhmo\t200\t6\nPaltamo\t300\t7\n"
MOST_ROWS = 400_000


def newest() -> Path:
    return max(EDITIONS.iterdir(), key=lambda path: int(path.name.removeprefix("edition-")))


def workbook() -> bytes:
    book = Workbook()
    for line in TWO.splitlines():
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in line.split("\t")])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@cache
def files() -> dict[str, bytes]:
    """What is chosen and dropped, by the names of the files."""
    results = (newest() / "results.csv").read_text(encoding="utf-8")
    report = (newest() / "papers" / "fi" / "report.html").read_text(encoding="utf-8")
    running = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
    record = json.loads((newest() / "run.json").read_text(encoding="utf-8"))
    later = {**record, "year": 2042}
    rows = [f"{name},{number}" for number, name in enumerate(["Kuhmo", *map(quoted, HOSTILE)], 1)]
    return {
        "two.xlsx": workbook(),
        "two.csv": TWO.replace("\t", ";").encode(),
        "hostile.csv": "\n".join(["Kunta,Työasemat", *rows]).encode(),
        "run.json": (newest() / "run.json").read_bytes(),
        "later.json": json.dumps(later).encode(),
        "changed.csv": results.replace(",7325.24,", ",7079.00,", 1).encode(),
        "report.html": report.replace("</body>", f"{running}</body>").encode(),
        "page.html": f"<html><body>{running}</body></html>".encode(),
        "broken.trial.json": b'{"format": 1, "participants": ["<img src=x onerror=alert(1)>"]}',
    }


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


DROPS = (
    *("run.json", "later.json", "changed.csv", "report.html", "page.html"),
    "broken.trial.json",
)


def drive() -> str:
    """Return the walk through the doors as an expression."""
    function = (TESTS / "browser" / "doors_drive.js").read_text(encoding="utf-8")
    function = function[function.index("async") :]
    given = {
        "texts": {"workstations": WORKSTATIONS, "published": PUBLISHED},
        "files": {name: b64encode(content).decode() for name, content in files().items()},
        "drops": DROPS,
    }
    return (
        f"({function.rstrip()})({json.dumps(given)}).catch((fault) => ({{ failed: `${{fault}}` }}))"
    )


def written(project: Project, folder: Path, year: int) -> Path:
    path = folder / f"{year}.html"
    path.write_text(desk_file(project, read_parts(), "kainuu-ict", year, "fi"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def pages(project: Project, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("doors")
    return [written(project, folder, year) for year in (2023, 2027)]


class Asked:
    """The program, asked what the page was: the same key added, and the same choices made."""

    def __init__(self, project: Project, choices: Any) -> None:
        self.session = Session(project)
        self.choices = choices
        self.ask("open", agreement="kainuu-ict", year=2023, language="fi", front=False)
        key = {"unit": "workstations", "day": "2022-06-30", "label": "Työasemat", "source": SOURCE}
        self.ask("table", text=WORKSTATIONS, key=key)

    def ask(self, kind: str, **asked: Any) -> Any:
        return json.loads(self.session.answer(json.dumps({"kind": kind, **asked})))

    def file(self, file: str, **asked: Any) -> tuple[str, bytes]:
        answered = self.ask("download", file=file, choices=self.choices, **asked)
        assert "fault" not in answered, answered
        return answered["name"], b64decode(answered["base64"])

    def files(self) -> dict[str, bytes]:
        plain = [self.file(name) for name in ("results", "year", "workbook", "trial")]
        return dict([*plain, self.file("figures", name="tyoasemat.csv")])


def cells(content: bytes) -> list[list[tuple[Any, ...]]]:
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(content))]


def assert_the_program_s(files_seen: dict[str, bytes], program: dict[str, bytes]) -> None:
    assert files_seen.keys() == program.keys()
    for name, content in program.items():
        if name.endswith(".xlsx"):
            assert cells(files_seen[name]) == cells(content)
        else:
            assert files_seen[name] == content, name


def assert_walked(project: Project, seen: dict[str, Any]) -> None:
    """Say that the walk saw at each door what it should."""
    assert "failed" not in seen, seen["failed"]
    assert seen["figures"][5] == ["Ristijärvi", "33", "arvio: n. 33", "B6"]
    assert len(seen["figures"]) == 8
    assert seen["forgotten"] == [True, 0, ""]
    assert seen["unanswered"] == "Täytä: Päivä, jolta luvut ovat, Lukujen lähde."
    assert "Lisätty: Työasemat 30.6.2022" in seen["added"]
    assert seen["keys"] == ["tyoasemat"]
    fault, choices, first_rows = seen["open"]
    assert "--" not in fault
    assert "Lukujen sarake: B" in fault
    assert choices == ["", "A", "B", "C"]
    assert first_rows[1] == ["1", "Kunta", "Työasemat", "Henkilöt"]
    assert [row[:2] for row in seen["chosen"][1:]] == [
        ["Hyrynsalmi", "5"],
        ["Kuhmo", "6"],
        ["Paltamo", "7"],
    ]
    assert "31.12.2021" in seen["rule"]
    assert "sattumalta" in seen["rule"] or "sattumalla" in seen["rule"]
    assert plain(seen["published"][3]) == ["Paltamo", "7 325,24", "7 325,24", "0,00"]
    assert "79753,76" in seen["doubtful"]
    heading, *rows, total = [plain(row) for row in seen["second"]]
    assert heading == ["Kunta", "Ehtojen mukaan, €", "A, €", "Tasan <b>, €", "Tasan <b> − A, €"]
    assert ["Paltamo", "7 325,24", "7 325,24", "11 428,57", "+4 103,33"] in rows
    assert total == ["Yhteensä", "80 000,00", "80 000,00", "80 000,00", "0,00"]
    assert plain(seen["swapped"])[2:4] == ["Tasan <b>, €", "B, €"]
    assert seen["left"] is True
    assert "samoihin lukuihin" in seen["opened"]
    assert "katkennut" in seen["broken"]
    assert seen["asked"] == [False, "two.csv"]
    assert_dropped(seen["dropped"])
    hostile, active, ran = seen["hostile"]
    assert HOSTILE[0] in hostile
    assert (active, ran) == (0, None)
    walked = [(told.split()[0], b64decode(content)) for told, content in seen["downloads"].values()]
    assert_the_program_s(dict(walked), Asked(project, seen["choices"]).files())


def assert_dropped(dropped: dict[str, list[str]]) -> None:
    assert "jokainen osuus on sama" in dropped["run.json"][0].replace(
        "kaikki osuudet ovat samat", "jokainen osuus on sama"
    ), dropped["run.json"]
    assert "2042" in dropped["later.json"][0]
    assert "7 079,00" in plain(dropped["changed.csv"])[0]
    assert "Paltamo" in dropped["changed.csv"][1]
    assert "2023" in dropped["report.html"][0]
    assert "viimeinen rivi" in dropped["page.html"][0]
    assert dropped["broken.trial.json"][0].endswith(".")


def plain(texts: list[str]) -> list[str]:
    return [re.sub("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", text) for text in texts]


def test_a_reader_s_own_keys_files_and_downloads(
    project: Project, pages: list[Path], tmp_path: Path
) -> None:
    for name, content in files().items():
        (tmp_path / name).write_bytes(content)
    rows = "".join(f"Kunta {number};{number}\n" for number in range(MOST_ROWS))
    (tmp_path / "large.csv").write_text(f"Kunta;Työasemat\n{rows}", encoding="utf-8")
    (tmp_path / "larger.csv").write_bytes(b"x" * (21 * 1024 * 1024))
    work = {
        "page": str(pages[0]),
        "other": str(pages[1]),
        "folder": str(tmp_path),
        "workstations": WORKSTATIONS,
        "published": PUBLISHED,
        "drive": drive(),
    }
    (tmp_path / "work.json").write_text(json.dumps(work), encoding="utf-8")
    seen = through_doors(tmp_path / "work.json")
    (tmp_path / "seen.json").write_text(json.dumps(seen, indent=1))
    assert seen["complaints"] == seen["refused"] == []
    assert set(seen["asked"]) <= {"file", "blob"}
    assert "arvio: n. 33" in seen["pasted"]
    assert any("Työasemat" in option for option in seen["keys"])
    assert seen["focus"] == "table-door-heading"
    assert "31.12.2021" in seen["rule"]
    assert "Lukujen sarake" in seen["fault"]
    assert "two.xlsx" in seen["sheet"]
    downloads = {name: b64decode(content) for name, content in seen["downloads"].items()}
    program = Asked(project, seen["choices"]).files()
    assert_the_program_s(downloads, program)
    decided = results_csv(compare_methods(load_year(project, "kainuu-ict", 2023))).encode()
    assert downloads["results.csv"] == decided
    assert seen["copied"] is True
    assert all(sentence.endswith(".") for sentence in seen["large"].values())
    assert "20 Mt" in seen["large"]["larger.csv"]
    assert "samoihin lukuihin" in seen["opened"]
    assert seen["keysOfLink"] == [SOURCE]
    assert "kainuu-ict 2023" in seen["other"][0]
    assert seen["other"][0] == seen["other"][1]
    assert {int(width): seen_width for width, seen_width in seen["widths"].items()} == {
        width: width for width in (1280, 768, 390, 320)
    }
    assert seen["axe"] == []
    assert_walked(project, seen["driven"])


def test_the_page_is_valid_html(pages: list[Path]) -> None:
    assert invalid_in(pages[0]) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_the_doors_open_in_other_engines(project: Project, pages: list[Path], engine: str) -> None:
    lacking = engine_missing(engine)
    need(lacking)
    seen = seen_in(engine, pages[0], [], "", drive())
    assert seen["ready"], seen["progress"]
    assert_walked(project, seen["values"][0])
