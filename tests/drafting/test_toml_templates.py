"""Agreement files from templates: quoted as TOML has it, and never with a value lacking."""

import pytest
from jinja2 import UndefinedError

from analyysi.cli.projects.check import MODELS
from analyysi.drafting.layout import SCHEMA_MARK, schema_line
from analyysi.drafting.toml_templates import COMMENTS, _environment, render_toml, to_write
from analyysi.languages.catalogue import check_translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from analyysi.project import Project


def filled(template: str, **values: object) -> str:
    return _environment().from_string(template).render(values)


def test_texts_and_amounts_are_quoted_as_toml_has_them() -> None:
    text = LocalText(fi='a "b"', en="c\\d")
    assert filled("{{ x | toml }}", x='a "b"') == '"a \\"b\\""'
    assert filled("{{ x | euros }}", x=123456) == '"1234.56"'
    assert filled("{{ x | inline }}", x=text) == '{ fi = "a \\"b\\"", en = "c\\\\d" }'
    assert filled("{{ x | lines }}", x=text) == 'fi = "a \\"b\\""\nen = "c\\\\d"'


def test_the_languages_that_lack_are_named() -> None:
    text = LocalText(fi="a")
    noted = '{% from "macros.toml.j2" import noted %}{{ noted("reason", x) }}'
    assert filled(noted, x=text) == (
        '# To be written: sv = "..." and en = "..." beside fi, before a report in Swedish or '
        'English.\nreason = { fi = "a" }\n'
    )
    assert filled(noted, x=LocalText(fi="a", sv="b", en="c")).startswith("reason = ")
    assert to_write("fi", text) == (
        'Kirjoitettava: sv = "..." ja en = "..." tekstin fi viereen, ennen kuin raportti tehdään '
        "kielellä sv tai en."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMENTS)
def test_comments_are_in_the_language_of_the_project(language: str, name: str) -> None:
    check_translated(COMMENTS[name].text, language)


def test_a_value_that_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'answers' is undefined"):
        render_toml("agreement.toml.j2", parties=[])


@pytest.mark.parametrize("model", MODELS)
def test_an_editor_finds_the_schema_from_an_agreement_folder(project: Project, model: str) -> None:
    named = schema_line(model).removeprefix(SCHEMA_MARK)
    schema = (project.agreements / "saimaa-waste" / named).resolve()
    assert schema == (project.root / "schemas" / f"{model}.schema.json").resolve()
    assert schema.is_file()
