"""Slimming leaves the drawing as it was: texts, coordinates, looks and references."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from analyysi.report.pictures import picture
from support.drawings import (
    Draw,
    a_map,
    changes,
    drawn,
    lorenz,
    ranges,
    years,
)


def test_text_that_looks_like_markup_stays_text() -> None:
    texts = [element.text for element in ElementTree.fromstring(drawn(changes, False)[0]).iter()]
    assert "Å & <b>" in texts
    assert "<b>" not in drawn(changes, False)[0]


@pytest.fixture
def unslimmed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Draw], tuple[str, str]]:
    """Draw once as matplotlib writes it, and once as we do."""

    def both(draw: Draw) -> tuple[str, str]:
        ours = draw(False)
        with monkeypatch.context() as patch:
            patch.setattr(picture, "slim", lambda svg: svg[svg.index("<svg") :])
            return draw(False), ours

    return both


def shapes(svg: str) -> tuple[list[str], list[list[float]], list[list[float]], int]:
    """Return texts, the coordinates of paths, those of texts and dots, and how
    many dots there are.
    """
    root = ElementTree.fromstring(svg)
    texts, paths, places, dots = [], [], [], 0
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "text":
            texts.append(element.text or "")
        if tag in ("text", "use", "rect"):
            places.append([float(element.get(key, 0)) for key in ("x", "y")])
        if tag == "path":
            paths.append(points(element.get("d", "")))
        dots += tag == "use"
    return texts, paths, places, dots


def points(data: str) -> list[float]:
    """Follow a path's data, with H and V written out."""
    found: list[float] = []
    at = [0.0, 0.0]
    for command, rest in re.findall(r"([MLCQHVz])([^A-Za-z]*)", data):
        numbers = [float(text) for text in re.split(r"[ ,\n]+", rest.strip()) if text]
        if command == "H":
            numbers = [numbers[0], at[1]]
        elif command == "V":
            numbers = [at[0], numbers[0]]
        at = numbers[-2:] or at
        found += numbers
    return found


@pytest.mark.slow
@pytest.mark.parametrize("draw", [changes, years, ranges, a_map, lorenz])
def test_slimming_moves_nothing(unslimmed: Callable[[Draw], tuple[str, str]], draw: Draw) -> None:
    before, after = unslimmed(draw)
    texts, paths, places, dots = shapes(before)
    new_texts, new_paths, new_places, new_dots = shapes(after)
    assert new_texts == texts
    assert new_dots == dots
    assert len(new_paths) == len(paths)
    for old, new in zip([*paths, *places], [*new_paths, *new_places], strict=True):
        assert new == pytest.approx(old, abs=0.0051)
    assert len(after) < len(before) * 0.6


@pytest.mark.slow
@pytest.mark.parametrize("draw", [changes, years, ranges, a_map, lorenz])
def test_slimming_keeps_every_look(
    unslimmed: Callable[[Draw], tuple[str, str]], draw: Draw
) -> None:
    def looks(svg: str) -> list[dict[str, str]]:
        root = ElementTree.fromstring(svg)
        sheet = "".join(
            element.text or "" for element in root.iter() if element.tag.endswith("style")
        )
        classes = dict(re.findall(r"\.(\w+){([^}]*)}", sheet))
        found = []
        for element in root.iter():
            if element.tag.rpartition("}")[2] not in ("path", "use", "text"):
                continue
            style = element.get("style") or classes.get(element.get("class", ""), "")
            pairs = (part.split(":", 1) for part in style.split(";") if part.strip())
            said = {key.strip(): value.strip() for key, value in pairs}
            said.pop("font-family", None)
            if said.get("text-anchor") == "start":
                del said["text-anchor"]
            found.append({key: tidy(value) for key, value in said.items()})
        return found

    def tidy(value: str) -> str:
        value = re.sub(r"url\(#\w+\)", "url", value).replace("#ffffff", "#fff")
        return re.sub(r"(?<![\w#])\d*\.?\d+", lambda number: f"{float(number[0]):.2f}", value)

    before, after = unslimmed(draw)
    assert looks(after) == looks(before)


@pytest.mark.slow
def test_slimming_leaves_no_reference_open() -> None:
    for svg in (drawn(years, False)[0], drawn(a_map, False)[0], lorenz(True)):
        referred = set(re.findall(r"href='#(\w+)'", svg)) | set(re.findall(r"url\(#(\w+)\)", svg))
        defined = re.findall(r" id='(\w+)'", svg)
        assert referred == set(defined)
        assert len(defined) == len(set(defined))


def test_texts_name_their_fonts_once() -> None:
    svg = drawn(changes, False)[0]
    assert svg.count("font-family") == 1
    assert "text{font-family:system-ui," in svg
    assert "DejaVu" not in svg
