"""What commands print is in the language that they were told to speak."""

import pytest

from analyysi.cli.speech import in_words, print_sentence, speak, spoken
from analyysi.suggestions import did_you_mean


def test_what_is_told_is_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    before = spoken()
    try:
        speak("fi")
        print_sentence("{first} or {last}", first="a", last="b")
        print_sentence(did_you_mean("a", []), err=True)
        assert in_words(ValueError("odd")) == "odd"
    finally:
        speak(before)
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("a tai b\n", " Yhtään ei ole.\n")
