"""What the library finds wrong with the arguments is said in our words, in three languages."""

import pytest

from analyysi.cli.usage_errors import sentence_for
from analyysi.languages.saying import said
from support.command_line import ended
from support.places import ROOT

SAID = [
    ("nope", "Komentoa ”nope” ei ole."),
    ("repotr", "Komentoa ”repotr” ei ole. Tarkoititko 'report'?"),
    ("check --nope", "Valitsinta --nope ei ole."),
    ("check --projet x", "Valitsinta --projet ei ole (mahdollisia: --project)."),
    ("check x", "Liikaa argumentteja (x)."),
    ("compare", "Argumentti ”sopimus” puuttuu."),
    ("check --project", "Valitsin ”--project” tarvitsee arvon."),
    ("report a 2023 --quiet=1", "Valitsin ”--quiet” ei ota arvoa."),
    ("batch --workers many", "'--workers': arvo ei kelpaa: odotettiin kokonaislukua."),
    ("batch --workers -1", "'--workers': arvo ei kelpaa: odotettiin lukua, joka on vähintään 0."),
]


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "sentence"), SAID)
def test_a_fault_of_the_arguments_is_said_in_finnish(arguments: str, sentence: str) -> None:
    done = ended("--language", "fi", *arguments.split(), folder=ROOT)
    assert done.returncode == 2
    assert done.stderr == f"analyysi: {sentence} Katso 'analyysi --help'.\n"


def test_a_message_that_is_not_known_is_said_as_it_is() -> None:
    assert said(sentence_for("Something {odd}"), "fi") == "Something {odd}"
