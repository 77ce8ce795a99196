"""Readers of what a person, a scheduler, a notebook or a service gives in its own words: parameters,
answers, options, notebooks, pictures, Markdown, headers, and records of earlier runs.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from analyysi.agreement.parameters import (
    RunParameters,
    check_parameters,
    notebook_parameters,
)
from analyysi.agreement.passed_values import passed_total
from analyysi.agreement.reading import agreement_of, read_terms
from analyysi.cli.figures.pull import _selection
from analyysi.cli.interview.dialogue import Dialogue
from analyysi.cli.interview.state import Interview
from analyysi.cli.interview.total_questions import check_sum
from analyysi.cli.reports.asked import assigned
from analyysi.desk.entries import content_of, written
from analyysi.desk.fields import Kind
from analyysi.drafting.agreements import answered_year, answers
from analyysi.drafting.agreements.answered_keys import check_key
from analyysi.drafting.surveys.asked_survey import asked_survey
from analyysi.errors import ParameterError
from analyysi.languages.language_table import check_language
from analyysi.messages import Message
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.report.papers.analyst_blocks import blocks_in
from analyysi.report.papers.own_markdown import PictureFiles, markdown_tree
from analyysi.report.pictures.embedded import read_picture
from analyysi.run.batch.destination import FolderDestination
from analyysi.run.lab.own_notebooks import prepare_own_notebooks
from analyysi.run.notebook_choice import NOTEBOOK, notebook_of
from analyysi.run.trial_check import names_added
from analyysi.sources.fetch.chosen_years import choose_codes, choose_periods, choose_years
from analyysi.sources.fetch.replies import judge, retry_after
from analyysi.sources.fetch.staging import Staging
from fuzz.mutations import ARGUMENTS, BINARY, BYTES, JSON, LINES, MARKUP
from fuzz.reader import (
    DATA,
    EDITION,
    Read,
    Reader,
    arguments,
    passed,
    plain,
    require,
    text_of,
    texts,
)
from support.places import ROOT

_RUN: dict[str, Any] = {
    "agreement": "kainuu-ict",
    "year": 2023,
    "language": "sv",
    "municipality": "Paltamo",
    "total": "90 000,50",
    "method": "equal",
    "key": "population_2021",
    "participants": "Paltamo, 290, Sotkamo",
    "data": "newest",
    "output": "x",
    "part": "all",
}
_CELL = b"""# Parameters
agreement = "kainuu-ict"
year: int = 2023  # vuosi
language = "fi"
municipality = "578"
total = 90000.5
participants = ["Paltamo", 290, "Sotkamo"]
"""


def _check_run(parameters: RunParameters) -> object:
    """Check what parameters mean: an amount stays the same, and no folder leaves its place."""
    check_language(parameters.language)  # as every command does, before anything is named by it
    require(passed_total(parameters.total) == parameters.total, "an amount that is read otherwise")
    for part in parameters.folder_parts("paltamo"):
        legal = part.isascii() and "/" not in part and ".." not in part and len(part) < 120
        require(legal, "a part of a folder's name that leads elsewhere")
    return parameters.as_options()


def _read_run(raw: bytes) -> object:
    given = passed(raw)
    if not isinstance(given, dict):
        raise ParameterError("No parameters.")
    return _check_run(check_parameters(given))


def _read_pairs(raw: bytes) -> object:
    given: dict[str, Any] = dict(assigned(texts(passed(raw))))
    return _check_run(check_parameters({"agreement": "kainuu-ict", "year": "2023", **given}))


def _read_cell(raw: bytes) -> object:
    """Reads a cell of parameters: as a scheduler puts it in, and as the notebook then has them."""
    source = raw.decode("utf-8", "surrogateescape")
    names = {"agreement": "kainuu-ict", "year": 2023, "In": ["", source]}
    return _check_run(notebook_parameters(names))


def _new_agreement_reader(folder: Path) -> Read:
    project = Project(ROOT)

    def read(raw: bytes) -> object:
        given = passed(raw)
        answers.check_id(project, text_of(given, "id"))
        answers.check_text(text_of(given, "subject"))
        payers = answers.check_payers(project, text_of(given, "payers"))
        require(len({payer.code for payer in payers}) == len(payers), "a payer twice")
        answers.check_organiser(project, text_of(given, "organiser"), payers)
        year = answered_year.check_year(text_of(given, "year"))
        interview = Interview(project, Dialogue(Words("fi", MAIN_CURRENCY), {}, (), person=False))
        total = check_sum(interview, text_of(given, "total"))
        shown = interview.dialogue.words.numbers.amount(total)
        require(total > 0 and check_sum(interview, shown) == total, "another sum")
        answers.check_status(text_of(given, "status"))
        return check_key(project, text_of(given, "key"), payers, year)

    return read


_NEW = {
    "id": "saimaa-waste",
    "subject": "Jätehuolto",
    "payers": "Helsinki, 578, Sotkamo",
    "organiser": "Espoo",
    "year": "2027",
    "total": "60 000,50",
    "status": "draft",
    "key": "tilastokeskus/11ra:population:2025",
}


def _questions_reader(folder: Path) -> Read:
    project = Project(ROOT)

    def read(raw: bytes) -> object:
        survey = asked_survey(project, "kainuu-ict", 2027, texts(passed(raw)))
        columns = [asked.column for asked in survey.all_questions]
        require(len(set(columns)) == len(columns), "a question twice")
        return columns

    return read


def _read_typed(raw: bytes) -> object:
    """Reads what is typed at the desk: what is shown of it again is read as the same."""
    given = passed(raw)
    text = text_of(given, "text")
    for words in (Words("fi", "EUR"), Words("sv", "EUR"), Words("en", "EUR")):
        for kind in (Kind.AMOUNT, Kind.SHARE, Kind.NUMBER, Kind.FIGURE):
            content = content_of(kind, text, words)
            if isinstance(content, Message):
                continue
            shown = written(kind, content, words)
            again = content_of(kind, shown, words)
            exact = kind in (Kind.AMOUNT, Kind.NUMBER)
            require(not exact or again == content, f"{kind.value}: another number when shown")
    return text


def _typed() -> tuple[bytes, ...]:
    typed = ("85 000,50 €", "1/3", "12,5 %", "85,000.50", "-120,5", "3", "0,9", "12,500")
    return tuple(json.dumps({"text": text}).encode() for text in typed)


def _read_choices(raw: bytes) -> object:
    given = passed(raw)
    periods = [f"{year}C12" for year in range(2015, 2026)]
    years = choose_years(text_of(given, "years"), range(2015, 2026), "Table")
    require({*years} <= {*range(2015, 2026)}, "a year that is not there")
    chosen = choose_periods(text_of(given, "periods"), periods, "[0-9]{4}C12", "Table")
    require({*chosen} <= {*periods}, "a period that is not there")
    codes = choose_codes(text_of(given, "codes"), ("000", "001", "SSS"), "Table")
    return codes, _selection(texts(given.get("select", []) if isinstance(given, dict) else []))


_CHOICES = {
    "years": "newest 2",
    "periods": "2023-",
    "codes": "000,001",
    "select": ["age=000,001", "sex=all"],
}


def _notebook_reader(folder: Path) -> Read:
    """Reads a notebook that was changed: to make a report from it, and as the analyst's copy."""
    project = Project(folder)
    for name in ("agreements", "snapshots"):
        (folder / "data").mkdir(exist_ok=True)
        (folder / "data" / name).symlink_to(DATA / name)
    shutil.copytree(ROOT / "notebooks", project.notebooks)
    agreement_file = project.agreements / "kainuu-ict" / "agreement.toml"
    agreement = agreement_of(agreement_file.read_text(encoding="utf-8"), "kainuu-ict", "agreement")
    terms = read_terms(project, agreement, 2023)
    asked = RunParameters(agreement="kainuu-ict", year=2023)
    prepare_own_notebooks(project)
    own = project.own_notebooks / NOTEBOOK

    def read(raw: bytes) -> object:
        own.write_bytes(raw)
        prepare_own_notebooks(project)
        own.write_bytes(raw)
        path = notebook_of(project, asked, agreement, terms, own)
        return names_added(path, folder)

    return read


def _read_headers(raw: bytes) -> object:
    """Judges an answer by its status and headers, as a service may send them."""
    given = passed(raw)
    response = requests.Response()
    status = given.get("status") if isinstance(given, dict) else None
    response.status_code = status if isinstance(status, int) else 200
    named = given.get("headers") if isinstance(given, dict) else None
    pairs = named.items() if isinstance(named, dict) else ()
    response.headers.update({str(name): str(text) for name, text in pairs})
    wait = retry_after(response)
    require(wait is None or wait >= 0, "a wait that has passed")
    judge(response, "service.example")
    return wait


def _headers() -> tuple[bytes, ...]:
    dated = {
        "Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT",
        "Date": "Wed, 21 Oct 2026 07:27:00 GMT",
    }
    answered = (
        (200, {"Content-Type": "application/json; charset=utf-8"}),
        (503, dated),
        (429, {"Retry-After": "120"}),
        (302, {"Location": "https://elsewhere.example/sign-in"}),
    )
    return arguments(*({"status": status, "headers": named} for status, named in answered))()


def _kept_reader(folder: Path) -> Read:
    """Reads the record of an answer that an unfinished pull has kept."""
    staging = Staging(folder / "pull", keep_old=True)
    (staging.folder / "kept.answer").write_bytes(b"{}")
    record = staging._path("https://service.example", None, ".json")

    def read(raw: bytes) -> object:
        record.write_bytes(raw)
        kept = staging.kept("https://service.example")
        require(kept is None or kept.path.parent == staging.folder, "an answer from elsewhere")
        return kept

    return read


_KEPT = {
    "address": "https://service.example",
    "file": "kept.answer",
    "status": 200,
    "file_sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    "content_type": "application/json",
    "sha256": "0" * 64,
    "retrieved": "2026-11-24",
}


def _earlier_run_reader(folder: Path) -> Read:
    """Reads the record of an earlier report of a batch, to know whether it is still right."""
    report = folder / "2023"
    report.mkdir()
    (report / "report.html").write_bytes(b"")
    destination = FolderDestination(folder)
    key = "0" * 64

    def read(raw: bytes) -> object:
        (report / "run.json").write_bytes(raw)
        return destination.up_to_date_record("2023", key, ["html"])

    return read


def _earlier_run() -> tuple[bytes, ...]:
    record = json.loads((EDITION / "run.json").read_bytes())
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    made = {"key": "0" * 64, "status": "made", "formats": ["html"]}
    return (json.dumps({**record, **made, "outputs": {"report.html": empty}}).encode(),)


def _pictures(form: str) -> Callable[[], tuple[bytes, ...]]:
    def seeds() -> tuple[bytes, ...]:
        out = io.BytesIO()
        Image.new("RGB", (12, 9), (10, 90, 160)).save(out, form)
        return (out.getvalue(),)

    return seeds


_SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="120pt" height="60" viewBox="0 0 160 80">
<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>
<style>rect { fill: url(#a) }</style><rect width="50%" height="10" fill="url(#a)"/>
<a href="https://example.org"><text x="3">Paltamo</text></a><use href="#a"/></svg>"""


def _read_picture(raw: bytes) -> object:
    picture = read_picture(raw, "kuva")
    require(0 < picture.width < 1e7 and 0 < picture.height < 1e7, "a picture without a size")
    drawing = picture.drawing
    _require_harmless(drawing)
    return drawing


class _Active(HTMLParser):
    """Looks for what would run or ask: another reader than those of the program."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        require(tag not in ("script", "iframe", "object", "embed", "meta", "form", "base"), tag)
        for name, text in attrs:
            address = (text or "").strip().lower()
            require(not name.startswith("on"), f"{tag} {name}")
            require(not address.startswith(("javascript:", "vbscript:")), f"{tag} {name}")


def _require_harmless(html: str) -> None:
    _Active().feed(html)


_MARKDOWN = (
    "# Perustelut\n\nPaltamon **osuus** on 7 079 €, ks. [pöytäkirja](https://example.org).\n\n"
    "| Kunta | € |\n| --- | ---: |\n| Paltamo | 7 079 |\n\n3. yksi\n4. kaksi[^1]\n\n[^1]: viite\n",
    '<div lang="sv">Andel <b>av</b> <abbr title="euro">€</abbr></div>\n\n$a = \\frac{1}{3}$\n\n'
    "<details><summary>Lisää</summary>teksti</details>\n\n```python\nx = 1\n```\n",
)


def _read_markdown(raw: bytes) -> object:
    tree = markdown_tree(raw.decode("utf-8", "replace"), PictureFiles())
    _require_harmless(str(tree.root))
    return blocks_in(tree.root, tree)


def _notebook() -> tuple[bytes, ...]:
    return ((ROOT / "notebooks" / NOTEBOOK).read_bytes(),)


GIVEN_READERS = (
    Reader(
        "parameters of a run",
        arguments(_RUN, {"agreement": "a", "year": "2023.0"}),
        ARGUMENTS,
        plain(_read_run),
        16,
    ),
    Reader(
        "-p name=value",
        arguments([f"{name}={text}" for name, text in list(_RUN.items())[2:]]),
        ARGUMENTS,
        plain(_read_pairs),
        16,
    ),
    Reader("parameters cell", lambda: (_CELL,), LINES, plain(_read_cell), 16),
    Reader(
        "answers for a new agreement",
        arguments(_NEW, {**_NEW, "key": "equal", "payers": "Kuhmo, liitto=Liitto"}),
        ARGUMENTS,
        _new_agreement_reader,
        1,
    ),
    Reader(
        "questions of a survey",
        arguments(["workstations=Työasemat 31.12.2026"]),
        ARGUMENTS,
        _questions_reader,
        6,
    ),
    Reader("typed at the desk", _typed, ARGUMENTS, plain(_read_typed), 12),
    Reader("choices of a pull", arguments(_CHOICES), ARGUMENTS, plain(_read_choices), 16),
    Reader("notebook", _notebook, JSON, _notebook_reader, 6),
    Reader("headers of an answer", _headers, ARGUMENTS, plain(_read_headers), 16),
    Reader("kept answer", arguments(_KEPT), JSON, _kept_reader, 16),
    Reader("earlier report", _earlier_run, JSON, _earlier_run_reader),
    *(
        Reader(f"picture {form.lower()}", _pictures(form), BINARY, plain(_read_picture), 4)
        for form in ("PNG", "JPEG", "GIF")
    ),
    Reader("picture svg", lambda: (_SVG,), MARKUP, plain(_read_picture), 12),
    Reader(
        "own Markdown",
        lambda: tuple(text.encode() for text in _MARKDOWN),
        (*BYTES, *MARKUP, *LINES),
        plain(_read_markdown),
        6,
    ),
)
