"""Questions asked of a person or a file: repeated, taken back, kept; and choices among several."""

import pytest

from analyysi.cli.interview.dialogue import (
    Answered,
    Choice,
    Dialogue,
    as_lines,
    in_euros,
    lines_of,
)
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answered_year import check_year
from analyysi.drafting.agreements.answers import check_text
from analyysi.errors import ParameterError
from analyysi.messages import Message
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words

YEAR, TITLE = Message("Year"), Message("Subject, as a title")
CHOICES = (
    Choice("rounding", Message("rounding")),
    Choice("timetable", Message("yearly timetable")),
)


def dialogue(*lines: str, person: bool = False, **given: str) -> Dialogue:
    return Dialogue(Words("fi", MAIN_CURRENCY), given, lines, person)


def of_person(monkeypatch: pytest.MonkeyPatch, *lines: str) -> Dialogue:
    left = iter(lines)
    monkeypatch.setattr("analyysi.cli.interview.dialogue.ask", lambda *_: next(left))
    return dialogue(person=True)


def test_an_option_answers_without_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert dialogue(year="2027").ask(YEAR, check_year, name="year") == 2027
    assert capsys.readouterr().out == ""


def test_a_person_is_asked_again_with_the_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = of_person(monkeypatch, "27", "2027")
    assert asking.ask(YEAR, check_year) == 2027
    assert "”27” ei ole vuosi" in capsys.readouterr().out
    assert [said.text for said in asking.answered] == ["2027"]


def test_a_file_is_not_asked_again_and_the_question_is_named() -> None:
    with pytest.raises(ParameterError, match="^Vuosi: '27' is not a year"):
        dialogue("27", "2027").ask(YEAR, check_year)


def test_a_file_that_ends_says_before_which_question() -> None:
    with pytest.raises(ParameterError, match="The answers end before this question: Vuosi"):
        dialogue().ask(YEAR, check_year)


def test_going_back_from_the_first_question_asks_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = of_person(monkeypatch, "<", "Jako")
    assert asking.run(lambda: asking.ask(TITLE, check_text)) == "Jako"
    assert "Tämä on ensimmäinen kysymys." in capsys.readouterr().out


def test_an_interview_is_whole_after_going_back(monkeypatch: pytest.MonkeyPatch) -> None:
    asking = of_person(monkeypatch, "Jako", "2026", "<", "2027", "Loppu")

    def interview() -> tuple[str, int, str]:
        return (
            asking.ask(TITLE, check_text),
            asking.ask(YEAR, check_year),
            asking.ask(TITLE, check_text),
        )

    assert asking.run(interview) == ("Jako", 2027, "Loppu")


def test_a_choice_is_named_by_number_name_title_or_how_it_begins() -> None:
    for text in ("2", "timetable", "vuosittainen aikataulu", "Vuosi"):
        assert dialogue(text).choose(Message("Which text?"), CHOICES) == "timetable"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3", "'3'. Valid: Pyöristys and Vuosittainen aikataulu"),
        ("pyoristys", "Did you mean 'Pyöristys'?"),
        ("timetabel", "Did you mean 'timetable'?"),
        ("", "Choose one by its number, from 1 to 2"),
    ],
)
def test_another_choice_is_refused_with_the_nearest(text: str, told: str) -> None:
    with pytest.raises(AnswerError) as fault:
        dialogue().chosen(text, CHOICES)
    assert told in str(fault.value)


@pytest.mark.parametrize(
    ("text", "agreed"), [("", True), ("k", True), ("ei", False), ("yes", True)]
)
def test_yes_and_no_are_said_in_the_language(text: str, agreed: bool) -> None:
    assert dialogue(text).agree(Message("One more?"), default=True) is agreed


def test_answers_that_do_not_fit_together_are_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    asking = of_person(monkeypatch, "a", "b")
    asking.ask(TITLE, check_text)
    mark = asking.mark()
    asking.ask(TITLE, check_text)
    fault = ParameterError("They do not fit.")
    asking.forget(mark, fault)
    assert [said.text for said in asking.answered] == ["a"]
    # Where nothing was answered, asking again would never end.
    with pytest.raises(ParameterError, match="They do not fit"):
        asking.forget(mark, fault)


def test_kept_answers_are_read_again() -> None:
    answered = [Answered("Otsikko", "Jako"), Answered("Järjestäjä", ""), Answered("Vuosi", "2027")]
    assert as_lines(answered).startswith("# Otsikko\nJako\n")
    assert lines_of(as_lines(answered)) == ["Jako", "", "2027"]
    asking = dialogue("Jako")
    asking.ask(TITLE, check_text)
    kept = asking.keep()
    assert kept is not None
    assert lines_of(kept.read_text(encoding="utf-8")) == ["Jako"]
    kept.unlink()
    assert dialogue().keep() is None


def test_a_sum_is_asked_with_its_unit() -> None:
    assert Words("fi", MAIN_CURRENCY).of(in_euros(Message("Total cost"))) == "Kokonaiskustannus, €"


def test_an_answer_is_no_remark(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = of_person(monkeypatch, "# jako", "Jako")
    assert asking.ask(TITLE, check_text) == "Jako"
    assert "Vastaus ei voi alkaa merkillä #" in capsys.readouterr().out
    assert lines_of(as_lines(asking.answered)) == ["Jako"]


def test_answers_that_no_question_asked_for_are_refused() -> None:
    asking = dialogue("2027", "", "1 000", "")
    assert asking.ask(YEAR, check_year) == 2027
    with pytest.raises(AnswerError, match="go on after the last question: 1 000"):
        asking.check_all_read()
    ended = dialogue("2027", "", " ")
    assert ended.ask(YEAR, check_year) == 2027
    ended.check_all_read()
