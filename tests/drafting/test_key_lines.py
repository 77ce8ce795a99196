"""The lines of a key are read back as the same key."""

import tomllib

import pytest

from analyysi.agreement.key import Key
from analyysi.agreement.reading import agreement_ids, read_agreement, read_terms, years_of
from analyysi.drafting.key_lines import key_lines
from analyysi.languages.local_text import LocalText
from analyysi.project import Project

TEXT = LocalText.of({"fi": 'kysytyt "koneet"', "en": "machines asked for"})


def read(key: Key) -> Key:
    return Key.model_validate(tomllib.loads(key_lines(key)))


def test_every_stored_key_is_written_as_it_is(project: Project) -> None:
    keys = []
    for agreement_id in agreement_ids(project):
        agreement = read_agreement(project, agreement_id)
        for year in years_of(project, agreement_id):
            keys += read_terms(project, agreement, year).keys.values()
    assert len(keys) > 5
    for key in keys:
        assert read(key) == key


@pytest.mark.parametrize(
    "more",
    [
        {"claim": True, "unit": "euros"},
        {"rows": {"year": (2024, 2025), "age": "0-6"}, "combine": "mean"},
        {"transform": ({"kind": "minimum", "value": "2000"}, {"kind": "plus", "value": "1.5"})},
        {"transform": ({"kind": "classes", "limits": ("10",), "weights": ("1", "1/3")},)},
        {"transform": ({"kind": "payer_factors", "factors": {"398": "0.9", "a.b": "2"}},)},
        {"transform": ({"kind": "above", "limit": "9", "factor": "0.5", "of": "excess"},)},
        {"asked": "2027-01-01"},
    ],
)
def test_what_is_rare_is_written_too(more: dict[str, object]) -> None:
    plain = {
        "survey": "answers.csv",
        "column": "machines",
        "reference_date": "2026-10-01",
        "unit": "inhabitants",
        "label": TEXT,
        "by": TEXT,
    }
    key = Key.model_validate({**plain, **more})
    assert read(key) == key
    assert "reference_date = 2026-10-01\n" in key_lines(key)
