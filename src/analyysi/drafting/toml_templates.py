"""Agreement files from the templates in `templates/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from analyysi.agreement.key import Key
from analyysi.drafting.layout import inline_text, pairs, quoted, schema_line
from analyysi.drafting.method_lines import plain_parameters
from analyysi.errors import Sentence, all_of, either
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE, RECORD_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.languages.saying import said
from analyysi.money import euros

COMMENTS: Mapping[str, Sentence] = {
    "terms": Sentence(
        "Year {year}. Amounts and codes stand in quotes. All that may stand here: {command}"
    ),
    "agreement": Sentence(
        "The standing agreement. What changes from year to year is in <year>.toml."
    ),
    "from_last_year": Sentence("The total is what this comes to, to the cent."),
    "reason": Sentence("Why this way: correct it to say what your own reason is."),
    "parties": Sentence(
        "Optional for each party, for the decision and the draft agreement: `board` (its board by "
        "name) and `signatory` (the office that signs). All that may stand here: {command}"
    ),
    "to_write": Sentence("To be written: {texts} beside {main}, before a report in {languages}."),
    "decision": Sentence("Year {year}: the shares as they were decided and published ({source})."),
    "rule": Sentence("The rule below was found from them."),
    "no_rule": Sentence("The rule behind them is not known."),
    "read": Sentence(
        "`analyysi import-decision` read them from {file} and changed none; the printed rows stand "
        "at the end."
    ),
    "search": Sentence(
        "Where the report looks for the rule behind the published shares. Named, so that a later "
        "search finds the same."
    ),
    "printed": Sentence("As printed in {file}:"),
    "example_agreement": Sentence(
        "An example: these municipalities have agreed on nothing of it. Remove the folder when you "
        "need it no more."
    ),
    "example_terms": Sentence("Year {year} of the example. Amounts and codes stand in quotes."),
    "settings": Sentence("The language in which the program speaks in this project: fi, sv or en."),
}
"""What the comments of files say to those who edit them, in the language of their project."""


def comment(language: str, name: str, **values: object) -> str:
    """Say a row of `COMMENTS` in a language."""
    return said(Sentence(COMMENTS[name].text, **values) if values else COMMENTS[name], language)


def to_write(language: str, text: LocalText) -> str:
    """Say in which languages a text still has to be written."""
    names = [
        LANGUAGES[code].english_name if language == RECORD_LANGUAGE else code
        for code in text.lacking
    ]
    return comment(
        language,
        "to_write",
        texts=all_of(f'{code} = "..."' for code in text.lacking),
        main=MAIN_LANGUAGE,
        languages=either(names),
    )


def render_toml(template: str, language: str = RECORD_LANGUAGE, **values: Any) -> str:
    """Fill a template of `templates/`, its comments in a language; a value that it lacks is an
    error of jinja2.
    """
    spoken = {"comment": partial(comment, language), "to_write": partial(to_write, language)}
    return _environment().get_template(template).render({**values, **spoken, "language": language})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("analyysi.drafting"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "comment": partial(comment, RECORD_LANGUAGE),
        "to_write": partial(to_write, RECORD_LANGUAGE),
        "schema_line": schema_line,
    }
    environment.filters |= {
        "toml": quoted,
        "euros": lambda cents: quoted(euros(cents)),
        "inline": lambda content: inline_text(_plain(content)),
        "transform": _transform,
        "lines": lambda text: pairs(text.texts),
    }
    return environment


def _transform(key: Key) -> str:
    return inline_text([plain_parameters(change) for change in key.transform])


def _plain(content: LocalText | Mapping[str, Any] | list[str]) -> Any:
    return content.texts if isinstance(content, LocalText) else content
