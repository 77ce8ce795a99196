"""Questions asked one after the other: of a person, of a file of answers, or of options.

An interview is a plain function that asks. To go back one question, its last answer is forgotten
and the function is called again: it is given the answers before that without asking, and goes on
where the person wants to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from analyysi.cli.screen import ask, tell
from analyysi.drafting.agreements.answer_error import AnswerError, fault_of
from analyysi.drafting.agreements.answers import no_choice
from analyysi.errors import AnalyysiError, ParameterError
from analyysi.file_system.places import write_temporary
from analyysi.messages import Message, Value
from analyysi.report.language.words import Words
from analyysi.suggestions import folded

T = TypeVar("T")

BACK = "<"
REMARK = "#"
"""Begins a line of a file of answers that is none."""


class WentBackError(Exception):
    """The person wants to answer the question before once more."""


@dataclass(frozen=True)
class Answered:
    """A question and what was answered."""

    question: str
    text: str


@dataclass(frozen=True)
class Choice:
    """One of several things to choose from: its name in answers, and what it is called."""

    name: str
    title: Message


def in_euros(question: Message) -> Message:
    """Return a question whose answer is a sum of money."""
    return Message("{question}, {unit}", {"question": question, "unit": "€"})


class Dialogue:
    """Asks questions in a language, tells faults, and remembers the answers.

    Parameters
    ----------
    given
        Answers from options, by the names of questions: those questions are not asked.
    lines
        Answers from a file, one after the other; then the person is asked, if there is one.
    person
        Whether somebody is there to be asked.
    """

    def __init__(
        self, words: Words, given: Mapping[str, str], lines: Sequence[str] = (), person: bool = True
    ) -> None:
        self.words = words
        self.person = person
        self._given = {name: text for name, text in given.items() if text.strip()}
        self._lines = list(lines)
        self._read = 0
        self._answered: list[Answered] = []
        self._place = 0

    def run(self, interview: Callable[[], T]) -> T:
        """Call an interview until it has all its answers."""
        while True:
            self._place = 0
            try:
                return interview()
            except WentBackError:
                if self._answered:
                    self._answered.pop()
                else:
                    self.tell(Message("This is the first question."))

    def ask(
        self, question: Message, check: Callable[[str], T], default: str = "", name: str = ""
    ) -> T:
        """Return the checked answer to a question; ask again as long as it cannot be taken.

        Parameters
        ----------
        check
            Returns the answer as it is needed, or raises `AnalyysiError`.
        default
            The answer that Enter gives.
        name
            The option that may have answered it.

        Raises
        ------
        ParameterError
            If an option's answer or a line of a file cannot be taken, or a file has no answer more.
        """
        if name in self._given:
            return check(self._given[name].strip())
        shown = self.words.of(question)
        if self._place < len(self._answered):
            said = self._answered[self._place]
            self._place += 1
            return check(said.text)
        while True:
            text, typed = self._next(shown, default)
            try:
                answer = check(text or default)
            except AnalyysiError as fault:
                if not typed:
                    raise self._in_file(shown, fault) from fault
                tell(f"  {fault_of(fault, self.words)}")
                continue
            self._answered.append(Answered(shown, text or default))
            self._place += 1
            return answer

    def choose(
        self, question: Message, choices: Sequence[Choice], default: str = "", name: str = ""
    ) -> str:
        """Return the name of the choice that is answered by its number, its name or its title."""
        if name not in self._given:
            self.show(choices)
        return self.ask(question, lambda text: self.chosen(text, choices), default, name)

    def show(self, choices: Sequence[Choice]) -> None:
        """List what there is to choose from, with the numbers."""
        for number, choice in enumerate(choices, start=1):
            self.tell(f"  {number:>2}  {self.words.title(choice.title)}")

    def chosen(self, text: str, choices: Sequence[Choice], also: Iterable[str] = ()) -> str:
        """Return the name of the choice that a text means; raise `AnswerError` with the nearest,
        which may be one of `also`.
        """
        plain = text.strip()
        if plain.isdecimal() and 0 < int(plain) <= len(choices):
            return choices[int(plain) - 1].name
        titles = {self.words.title(choice.title): choice.name for choice in choices}
        for title, name in titles.items():
            if folded(plain) in (folded(title), folded(name)):
                return name
        begun = {name for title, name in titles.items() if folded(title).startswith(folded(plain))}
        if plain and len(begun) == 1:
            return begun.pop()
        if not plain:
            raise AnswerError(
                Message("Choose one by its number, from 1 to {count}."), count=str(len(choices))
            )
        raise no_choice(plain, list(titles), also=[*titles.values(), *also])

    def agree(self, question: Message, default: bool | None) -> bool:
        """Return whether a question is answered with yes. Without a default it has to be answered:
        where Enter would say what may be untrue.
        """
        yes, no = Message("yes"), Message("no")
        choices = (Choice("yes", yes), Choice("no", no))
        shown = Message("{question} ({yes}/{no})", {"question": question, "yes": yes, "no": no})
        usual = "" if default is None else self.words.of(yes if default else no)

        def check(text: str) -> str:
            if not text.strip():
                raise AnswerError(Message("Answer {yes} or {no}."), yes=yes, no=no)
            return self.chosen(text, choices)

        return self.ask(shown, check, usual) == "yes"

    def tell(self, text: Message | str) -> None:
        """Say something, unless it was said before the person went back."""
        if self._is_asking:
            tell(text if isinstance(text, str) else self.words.of(text))

    @property
    def answered(self) -> tuple[Answered, ...]:
        """Return the questions and their answers so far."""
        return tuple(self._answered)

    def mark(self) -> int:
        """Return the place of the interview, for `forget`."""
        return self._place

    def forget(self, mark: int, fault: AnalyysiError) -> None:
        """Tell a fault that several answers make together, and take them back.

        Raises
        ------
        AnalyysiError
            The fault itself, where no person gave the answers.
        """
        if not self.person or self._read < len(self._lines) or len(self._answered) == mark:
            raise fault
        tell(f"  {fault_of(fault, self.words)}")
        del self._answered[mark:]
        self._place = mark

    def keep(self) -> Path | None:
        """Write the answers so far into a temporary file, from which the interview can go on."""
        if not self._answered:
            return None
        return write_temporary(".txt", as_lines(self._answered).encode())

    @property
    def _is_asking(self) -> bool:
        return self._place == len(self._answered)

    def _next(self, question: str, default: str) -> tuple[str, bool]:
        """Return the next answer, and whether a person has typed it."""
        shown = f"{question} [{default}]" if default else question
        if self._read < len(self._lines):
            text = self._lines[self._read]
            self._read += 1
            tell(f"{shown}: {text}")
            return text.strip(), False
        if not self.person:
            raise AnswerError(
                Message("The answers end before this question: {question}."), question=question
            )
        typed = ask(shown, "").strip()
        if typed == BACK:
            raise WentBackError
        return typed, True

    def _in_file(self, question: str, fault: AnalyysiError) -> ParameterError:
        reason: Value = fault_of(fault, self.words)
        if isinstance(fault, AnswerError):
            reason = fault.message
        return AnswerError(Message("{question}: {fault}"), question=question, fault=reason)


def as_lines(answered: Sequence[Answered]) -> str:
    """Write answers as a file of answers, each below its question."""
    return "".join(f"{REMARK} {said.question}\n{said.text}\n" for said in answered)


def lines_of(text: str) -> list[str]:
    """Return the answers in a file of them.

    >>> lines_of("# Vuosi\\n2027\\n\\n")
    ['2027', '']
    """
    return [line for line in text.splitlines() if not line.startswith(REMARK)]
