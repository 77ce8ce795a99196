"""A whole session of `new-agreement`: the interview, the files, and the report made and opened."""

from __future__ import annotations

import shlex
import webbrowser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from analyysi.agreement.parameters import check_parameters
from analyysi.cli.help_pages import ARGUMENTS
from analyysi.cli.interview.dialogue import BACK, Dialogue
from analyysi.cli.interview.questions import interview
from analyysi.cli.interview.state import Interview
from analyysi.cli.progress import ProgressBar
from analyysi.cli.screen import tell
from analyysi.cli.speech import spoken
from analyysi.drafting.agreements.answer_error import AnswerError, fault_of
from analyysi.drafting.agreements.answered_keys import POPULATION
from analyysi.drafting.agreements.answers import Answers
from analyysi.drafting.agreements.new_agreement import new_agreement
from analyysi.errors import ParameterError
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.languages.saying import said
from analyysi.messages import Listing, Message
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.run.report import make_report


@dataclass(frozen=True)
class Session:
    """What a session is given."""

    given: Mapping[str, str]
    """Answers from options, by name."""
    lines: Sequence[str]
    """Answers from a file."""
    person: bool
    """Whether somebody is there to be asked."""
    asking: bool
    """Whether questions are asked at all, of a person or a file."""
    language: str
    report: bool
    """Whether the report is made."""
    opened: bool
    """Whether it is opened."""


def hold(project: Project, session: Session) -> None:
    """Hold the interview, write the files, and make the report or say what comes next.

    Raises
    ------
    AnalyysiError
        In the language of the interview, as far as the fault is one of an answer.
    """
    given = dict(session.given)
    if not session.asking and not given["key"]:
        given["key"] = POPULATION
    words = Words(session.language, MAIN_CURRENCY)
    dialogue = Dialogue(words, given, session.lines, session.person)
    if session.person and not session.lines:
        dialogue.tell(
            Message(
                "Enter takes the answer in brackets, {back} goes back one question, Ctrl-C stops. "
                "Nothing is written before you accept the summary.",
                {"back": BACK},
            )
        )
    try:
        answers = _agreed(project, dialogue, given, whole=session.asking)
    except AnswerError as fault:
        raise ParameterError(fault_of(fault, words)) from fault
    if answers is None:
        dialogue.tell(Message("Nothing was written."))
    elif answers.missing:
        _tell_to_ask(dialogue, answers)
    elif session.report:
        _report(project, dialogue, answers, session.opened)
    else:
        command = f"analyysi report {answers.id} {answers.year}"
        dialogue.tell(Message("Next: {command}", {"command": command}))


def _agreed(
    project: Project, dialogue: Dialogue, given: Mapping[str, str], *, whole: bool
) -> Answers | None:
    """Hold the interview and write the files. Where the person stops it, or anything fails, the
    answers are kept, and it is said how to go on.
    """
    state = Interview(project, dialogue)
    try:
        answers = dialogue.run(lambda: interview(state, given, whole=whole))
        dialogue.check_all_read()
        written = new_agreement(project, answers) if answers is not None else []
    except (KeyboardInterrupt, typer.Abort, Exception):
        kept = dialogue.keep() if dialogue.person else None
        if kept is not None:
            resumption = Message(
                "Nothing was written. Your answers are kept; go on with: {command}",
                {"command": _resumed(project, dialogue, given, kept)},
            )
            tell(f"\n{dialogue.words.of(resumption)}", err=True)
        raise
    for path in written:
        dialogue.tell(Message("Written: {file}", {"file": project.relative(path)}))
    if answers is not None and answers.lacking:
        numbers, of_report = dialogue.words.numbers, _language_of_report(dialogue, answers)
        names = [numbers.named_language(code) for code in answers.lacking]
        dialogue.tell(
            Message(
                "The texts lack {languages}: the files say where. A report in {language} needs "
                "none.",
                {"languages": Listing(names), "language": numbers.named_language(of_report)},
            )
        )
    return answers


def _resumed(project: Project, dialogue: Dialogue, given: Mapping[str, str], kept: Path) -> str:
    """Return the command that goes on with kept answers: those of options are not in the file."""
    words = ["analyysi", "new-agreement", "--answers", str(kept)]
    for name, answer in given.items():
        if answer.strip():
            words += [f"--{name}", answer]
    if dialogue.words.language != spoken():
        words += ["--language", dialogue.words.language]
    if not Path.cwd().is_relative_to(project.root):
        words += ["--project", str(project.root)]
    return shlex.join(words)


def _tell_to_ask(dialogue: Dialogue, answers: Answers) -> None:
    """Say how the payers are asked, and what comes after their answers."""
    name = f"{answers.id} {answers.year}"
    files = said(ARGUMENTS["files"], dialogue.words.language).upper()
    commands = {
        "send": f"analyysi survey send {name} --per-payer",
        "collect": f"analyysi survey collect {name} {files}",
        "report": f"analyysi report {name}",
    }
    dialogue.tell(
        Message(
            "Next, ask the payers: {send}\nWhen the answers have come: {collect}\nThen: {report}",
            dict(commands),
        )
    )


def _language_of_report(dialogue: Dialogue, answers: Answers) -> str:
    """Return the language of the interview, or the main one where texts lack it."""
    language = dialogue.words.language
    return MAIN_LANGUAGE if language in answers.lacking else language


def _report(project: Project, dialogue: Dialogue, answers: Answers, opened: bool) -> None:
    """Make the report, say where it is, and open it if it is wanted."""
    parameters = check_parameters(
        {
            "agreement": answers.id,
            "year": answers.year,
            "municipality": answers.seat,
            "language": _language_of_report(dialogue, answers),
        }
    )
    with ProgressBar(quiet=not dialogue.person) as bar:
        papers = make_report(project, parameters, progress=bar)
    for path in papers:
        dialogue.tell(Message("Report: {file}", {"file": project.shown(path)}))
        tell(path.as_uri())
        if opened:
            webbrowser.open(path.as_uri())
