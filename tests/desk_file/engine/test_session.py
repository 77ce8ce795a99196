"""Every kind of request, with its faults, in every language; and hostile texts, which stay texts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.desk_file.engine.session import REQUESTS, Session
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from support.desk_files import MIX, Page, page_in
from support.hostile_texts import HOSTILE, write_hostile_year
from support.places import ROOT
from support.quick import at_most

FAULTS: dict[str, dict[str, Any]] = {
    "open": {"agreement": "kainu-ict", "year": 2027, "language": "fi"},
    "begin": {"text": "a", "language": "fi"},
    "change": {"total": "x"},
    "others": {"method": "equl"},
    "front": {"total": "x"},
    "properties": {"total": "x"},
    "compare": {"total": "x"},
    "table": {"text": "a"},
    "published": {"text": "a"},
    "trial": {"saved": "{}"},
    "download": {"file": "x"},
    "recompute": {"text": "x"},
}
"""A request of each kind that cannot be answered; of those with choices, what is changed."""


def test_every_kind_of_request_is_tried() -> None:
    assert FAULTS.keys() == REQUESTS.keys()


def with_choices(page: Page, kind: str, asked: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case "change" | "front" | "properties":
            return {"choices": page.changed(**asked)}
        case "compare":
            return {"choices": page.changed(), "second": page.changed(**asked)}
        case "others":
            return {"choices": page.changed(), **asked}
        case _:
            return asked


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(FAULTS))
def test_a_fault_is_said_in_the_language_that_is_read(kind: str) -> None:
    said = set()
    for language in LANGUAGES:
        page = Page(language=language)
        asked = with_choices(page, kind, FAULTS[kind])
        said.add(
            page.fault(kind, **(asked | ({"language": language} if "language" in asked else {})))
        )
        assert page.ask("change", choices=page.changed())["total"] == 8_000_000
    assert len(said) == len(LANGUAGES)


def test_two_trials_stand_side_by_side() -> None:
    page = page_in("fi")
    both = page.ask("compare", choices=page.changed(), second=page.changed(**MIX))
    assert both["first"]["title"] != both["second"]["title"]
    assert sum(both["changes"].values()) == 0
    assert both["second"] == {
        name: part
        for name, part in page.ask("change", choices=page.changed(**MIX)).items()
        if name != "kind"
    }


def test_before_a_year_is_open_there_is_nothing_to_change() -> None:
    session = Session(Project(ROOT))
    for kind in REQUESTS:
        assert "fault" in json.loads(session.answer(json.dumps({"kind": kind}))), kind
    asked = {"kind": "recompute", "text": "x"}
    assert "avaa" in json.loads(session.answer(json.dumps(asked)))["fault"]["message"]


@pytest.mark.parametrize(
    "request_text",
    ["", "x", "[]", "{}", '{"kind": "run"}', '{"kind": 5}', '{"a": 1, "a": 2}', "\ud800"],
)
def test_what_is_no_request_is_answered_too(request_text: str) -> None:
    answered = json.loads(page_in("fi").session.answer(request_text))
    assert answered["fault"]["message"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@at_most(150)
@given(st.sampled_from(sorted(set(REQUESTS) - {"open", "begin"})), st.data())
def test_whatever_is_sent_is_answered(kind: str, data: st.DataObject) -> None:
    page = page_in("en")
    model = REQUESTS[kind].model
    asked = {name: data.draw(JUNK) for name in model.model_fields}
    names = data.draw(st.sets(st.sampled_from(sorted(page.state["choices"])), max_size=2))
    if "choices" in asked:
        asked["choices"] = page.changed(**{name: data.draw(JUNK) for name in names})
    answered = json.loads(page.session.answer(json.dumps({"kind": kind, **asked})))
    assert answered["kind"] == kind


class Active(HTMLParser):
    """Collects what would run, load or lead elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "form", "base", "meta", "object", "embed", "link", "img"}:
            self.found.append(tag)
        for name, value in attrs:
            leads = name in {"href", "src", "style", "action", "srcset", "xlink:href"}
            if name.startswith("on") or (leads and re.search("javascript:|hostile", value or "")):
                self.found.append(f"{name}={value}")


def html_in(answered: Any, name: str = "") -> Iterator[str]:
    if isinstance(answered, dict):
        for inner, content in answered.items():
            yield from html_in(content, inner)
    elif isinstance(answered, str) and name in ("table", "front", "properties"):
        yield answered


@pytest.mark.slow
def test_hostile_texts_are_data(project_copy: Project) -> None:
    write_hostile_year(project_copy, 2027, HOSTILE)
    page = Page(project_copy)
    state = page.ask("open", agreement="kainuu-ict", year=2027, language="fi")
    key = {"label": HOSTILE[0], "unit": "workstations", "day": "2026-06-30", "source": HOSTILE[1]}
    rows = "".join(
        f"{row['code']}\t{number}\n" for number, row in enumerate(state["payers"], start=1)
    )
    added = page.ask("table", text="Koodi\tTyöasemat\n" + rows, key=key)
    assert "fault" not in added, added
    choices = page.changed(method="proportional", parameters={"key": added["added"]})
    answers = [
        state,
        added,
        page.ask("change", choices=choices),
        page.ask("front", choices=choices),
        page.ask("properties", choices=choices),
    ]
    pieces = [piece for answered in answers for piece in html_in(answered)]
    assert len(pieces) >= 5, [answered.get("fault") for answered in answers]
    for piece in pieces:
        parser = Active()
        parser.feed(piece)
        assert parser.found == []


START = """
import json, sys
from analyysi.desk_file.engine.session import answer
opened = json.loads(answer(json.dumps({"kind": "open", "agreement": "kainuu-ict", "year": 2027,
    "language": "fi", "front": False})))
assert "fault" not in opened, opened
json.dump(sorted(sys.modules), sys.stdout)
"""
LATER = (
    "analyysi.tables",
    "analyysi.drafting",
    "analyysi.report.front",
    "analyysi.report.sections",
)


@pytest.mark.slow
def test_a_browser_starts_without_what_a_door_needs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    imported = json.loads(done.stdout)
    assert "analyysi.comparison.compare" in imported
    assert [name for name in imported if name.startswith(LATER)] == []
