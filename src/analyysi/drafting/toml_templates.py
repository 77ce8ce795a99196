"""Agreement files from the templates in `templates/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from analyysi.agreement.key import Key
from analyysi.drafting.layout import inline_text, pairs, quoted
from analyysi.drafting.method_lines import plain_parameters
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.money import euros

SCHEMA_MARK = "#:schema "
"""Begins the line by which editors know a TOML file's schema."""


def schema_line(model: str) -> str:
    """Return the line at the head of an agreement's file by which an editor completes and checks
    it: the schemas lie in the project.

    Parameters
    ----------
    model
        "agreement" or "terms".
    """
    return f"{SCHEMA_MARK}../../../schemas/{model}.schema.json"


def render_toml(template: str, **values: Any) -> str:
    """Fill a template of `templates/`; a value that it lacks is an error of jinja2."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("analyysi.drafting"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"main_language": MAIN_LANGUAGE, "schema_line": schema_line}
    environment.filters |= {
        "toml": quoted,
        "euros": lambda cents: quoted(euros(cents)),
        "inline": lambda content: inline_text(_plain(content)),
        "transform": _transform,
        "lines": lambda text: pairs(text.texts),
        "lacking": lambda text: " and ".join(f'{language} = "..."' for language in text.lacking),
        "lacking_languages": _lacking_languages,
    }
    return environment


def _transform(key: Key) -> str:
    return inline_text([plain_parameters(change) for change in key.transform])


def _plain(content: LocalText | Mapping[str, Any] | list[str]) -> Any:
    return content.texts if isinstance(content, LocalText) else content


def _lacking_languages(text: LocalText) -> str:
    return " or ".join(LANGUAGES[language].english_name for language in text.lacking)
