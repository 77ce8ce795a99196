"""Fragments of the page, and the templates they are made with."""

import base64
import hashlib

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from analyysi.report.html import (
    DATA,
    METADATA,
    Fragment,
    environment,
    policy_hash,
    render,
    whole_words,
)
from analyysi.report.notebook_style import in_notebook


def test_a_fragment_shows_its_text_and_tells_the_exporter_its_role() -> None:
    fragment = Fragment("section", "<p>a</p>", "a", {"anchor": "costs"}, {DATA: {"blocks": []}})
    contents, metadata = fragment._repr_mimebundle_(include=None)
    shown = in_notebook("<p>a</p>", "")
    assert contents == {"text/html": shown, "text/plain": "a", DATA: {"blocks": []}}
    assert metadata == {METADATA: {"role": "section", "anchor": "costs"}}


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("ICT-henkilö", '<span class="word">ICT-henkilö</span>'),
        ("kunnan ICT-henkilö ja", 'kunnan <span class="word">ICT-henkilö</span> ja'),
        # A dash of its own, or one that ends or begins a word, holds no word together.
        ("a - b", "a - b"),
        ("työ- ja -aika", "työ- ja -aika"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("<b>-x", '<span class="word">&lt;b&gt;-x</span>'),
        ("a  b\tc", "a  b\tc"),
        ("", ""),
    ],
)
def test_words_with_a_hyphen_stay_whole_and_text_stays_text(text: str, markup: str) -> None:
    assert whole_words(text) == Markup(markup)


def test_policy_names_a_script_by_its_checksum() -> None:
    text = "let näin = 1"
    kind, _, encoded = policy_hash(text).strip("'").partition("-")
    assert policy_hash(text) == f"'{kind}-{encoded}'"
    assert kind == "sha256"
    assert base64.b64decode(encoded) == hashlib.sha256(text.encode()).digest()


def test_templates_escape_what_they_show_and_refuse_a_missing_value() -> None:
    shown = environment().from_string("<p>{{ text }}</p> {{ text|whole_words }}")
    assert shown.render(text="<i>-a") == (
        '<p>&lt;i&gt;-a</p> <span class="word">&lt;i&gt;-a</span>'
    )
    with pytest.raises(UndefinedError, match="'text' is undefined"):
        shown.render()
    with pytest.raises(UndefinedError, match="'block' is undefined"):
        render("blocks/code.html.j2")
