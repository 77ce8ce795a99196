"""The language of the interview: an option, the environment, the locale, English."""

import pytest

from analyysi.cli.interview.language import VARIABLE, conversation_language
from analyysi.errors import ParameterError


@pytest.mark.parametrize(
    ("option", "variable", "locale", "expected"),
    [
        ("sv", "fi", "fi_FI.UTF-8", "sv"),
        ("", "fi", "sv_FI.UTF-8", "fi"),
        ("", "", "fi_FI.UTF-8", "fi"),
        ("", "", "sv_FI", "sv"),
        ("", "", "de_DE.UTF-8", "en"),
        ("", "", "C", "en"),
    ],
)
def test_the_nearest_word_for_it_decides(
    option: str, variable: str, locale: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    monkeypatch.setenv(VARIABLE, variable)
    assert conversation_language(option) == expected


def test_a_language_that_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ParameterError, match="'se'"):
        conversation_language("se")
    monkeypatch.setenv(VARIABLE, "de")
    with pytest.raises(ParameterError, match="'de'"):
        conversation_language()
