"""Faults of templates: whole tags, and the nearest valid name, in the reader's language."""

import pytest
from jinja2 import UndefinedError

from analyysi.errors import ReportError
from analyysi.languages.saying import said
from analyysi.report.language.template_faults import check_whole, template_fault


def test_a_tag_that_is_not_whole_is_refused() -> None:
    check_whole("agreement.fi.docx", ["Kunnan nimi"])
    with pytest.raises(ReportError) as caught:
        check_whole("agreement.fi.docx", ["Kunta {{ name"])
    assert str(caught.value) == (
        "The template agreement.fi.docx cannot be filled: a tag is not whole in 'Kunta {{ name'. "
        "A value is written {{ name }}, a condition {% if ... %} ... {% endif %}."
    )
    assert "Arvo kirjoitetaan {{ name }}, ehto {% if ... %}" in said(caught.value, "fi")


def test_the_nearest_name_is_given() -> None:
    fault = template_fault(UndefinedError("'subjct' is undefined"), {"subject": "ICT"})
    assert fault == "there is no value 'subjct'. Did you mean 'subject'? Valid: subject."
    assert said(fault, "sv").startswith("det finns inget värde ”subjct”.")
