"""`--json`: one shape for every answer, also for a fault."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from analyysi.cli.answers import forget, is_asked, print_answer
from analyysi.cli.speech import speak, spoken
from analyysi.errors import Sentence
from support.command_line import ended
from support.places import ROOT

SHAPE = {"ok", "language", "result", "faults"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        "list",
        "show kainuu-ict",
        "show kainuu-ict 2027",
        "doctor",
        "decisions",
        "compare kainuu-ict 2027",
        "use kainuu-ict 2027 --dry-run",
        "check",
        "explain kainuu-ict 2023",
        "reproduce kainuu-ict 2023 --results-only --quiet",
    ],
)
def test_every_answer_has_one_shape(arguments: str) -> None:
    done = ended(*arguments.split(), "--json", "--language", "sv", folder=ROOT)
    answer = json.loads(done.stdout)
    assert set(answer) == SHAPE
    assert answer["ok"] is (done.returncode == 0)
    assert answer["language"] == "sv"
    assert answer["result"]


@pytest.mark.parametrize(
    "arguments",
    [
        "compare kainuu-ict 2027 --format csv",
        "explain kainuu-ict 2023 --format excel --output x.xlsx",
        "decisions --format page",
        "diff tilastokeskus/11ra/2026-11-24 tilastokeskus/11ra/2026-11-24 --format csv",
        "report kainuu-ict 2023 --publish",
    ],
)
def test_beside_another_form_json_is_refused(arguments: str) -> None:
    done = ended(*arguments.split(), "--json", folder=ROOT)
    assert done.returncode == 2
    assert "do not go together" in done.stderr


@pytest.mark.slow
def test_a_fault_is_an_answer_too() -> None:
    done = ended("compare", "kainuu-itc", "2027", "--json", folder=ROOT)
    assert done.returncode == 2
    answer = json.loads(done.stdout)
    assert (answer["ok"], answer["result"]) == (False, None)
    assert answer["faults"] == [done.stderr.removeprefix("analyysi: ").rstrip("\n")]
    assert is_asked()
    forget()
    assert not is_asked()


def test_sentences_are_said_and_numbers_exact(capsys: pytest.CaptureFixture[str]) -> None:
    before = spoken()
    try:
        speak("fi")
        result = {
            "given": [Sentence("{first} or {last}", first="a", last="b")],
            "day": date(2026, 1, 2),
            "share": Fraction(1, 3),
            "path": Path("a") / "b",
        }
        print_answer(result, [ValueError("odd")])
    finally:
        speak(before)
    assert json.loads(capsys.readouterr().out) == {
        "ok": False,
        "language": "fi",
        "result": {"given": ["a tai b"], "day": "2026-01-02", "share": "1/3", "path": "a/b"},
        "faults": ["odd"],
    }
