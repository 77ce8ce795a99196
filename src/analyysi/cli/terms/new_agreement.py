"""The command that makes a new agreement: by questions, by a file of answers, or by options."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from babel import Locale

from analyysi.cli.interview.dialogue import is_terminal
from analyysi.cli.interview.language import conversation_language
from analyysi.cli.options import ProjectOption
from analyysi.cli.screen import tell
from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE, listed_languages
from analyysi.messages import Listing, Message
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.cli.interview.dialogue import Dialogue
    from analyysi.drafting.agreements.answers import Answers

EXAMPLES = """
Examples:

\b
  analyysi new-agreement              asks what it needs, and makes the report
  analyysi new-agreement --language sv
  analyysi new-agreement --answers answers.txt    takes the answers from a file; - from a pipe
  analyysi new-agreement --subject "Velkaneuvonnan kustannusten jako" \\
    --payers "Puumala, 593, Juva" --year 2027 --total 60000

A key: population (of the newest 31 December before the year), equal, a table's file, or stored
figures as snapshot:column:year. "<" goes back one question. Nothing is written before the summary
is accepted.
"""


# Long: a line or more for each option.
def new_agreement(
    agreement_id: Annotated[
        str, typer.Option("--id", help="The agreement's name: a-z, digits, hyphens.")
    ] = "",
    subject: Annotated[str, typer.Option(help="The matter as a title, in Finnish.")] = "",
    subject_sv: Annotated[str, typer.Option(help="The same in Swedish.")] = "",
    subject_en: Annotated[str, typer.Option(help="The same in English.")] = "",
    purpose: Annotated[
        str, typer.Option(help="What is paid for together, in a sentence, in Finnish.")
    ] = "",
    purpose_sv: Annotated[str, typer.Option(help="The same in Swedish.")] = "",
    purpose_en: Annotated[str, typer.Option(help="The same in English.")] = "",
    payers: Annotated[
        str,
        typer.Option(
            help="Names or codes of municipalities, with commas; organisations as code=Name; or "
            "the file of a table that lists them."
        ),
    ] = "",
    organiser: Annotated[
        str, typer.Option(help="Who organises it; the first payer if left out.")
    ] = "",
    year: Annotated[str, typer.Option(help="The first year of the terms, e.g. 2027.")] = "",
    total: Annotated[str, typer.Option(help="The sum to be shared, in euros.")] = "",
    key: Annotated[
        str,
        typer.Option(
            help="population, equal, a table's file, or snapshot:column:year; population if left "
            "out."
        ),
    ] = "",
    status: Annotated[str, typer.Option(help="draft, analysis or decided.")] = "",
    source: Annotated[
        str, typer.Option(help="Where the sum is from, in Finnish; an assumption if left out.")
    ] = "",
    source_sv: Annotated[str, typer.Option(help="The same in Swedish.")] = "",
    source_en: Annotated[str, typer.Option(help="The same in English.")] = "",
    answers_file: Annotated[
        str,
        typer.Option(
            "--answers",
            help="A file with an answer on each line, in the order of the questions; - reads them "
            "from a pipe. A line that begins with # is a remark.",
        ),
    ] = "",
    language: Annotated[
        str, typer.Option(help=f"The language of the questions: {listed_languages()}.")
    ] = "",
    make_report: Annotated[
        bool | None,
        typer.Option(
            "--report/--no-report",
            help="Make the report at once. Without either, it is made after questions and not "
            "after options alone.",
        ),
    ] = None,
    open_report: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help="Open the report. Without either, it is opened where a person has answered.",
        ),
    ] = None,
    project: ProjectOption = "",
) -> None:
    """Make a new agreement and its report: asks the questions, or takes the answers as options."""
    from analyysi.drafting.agreements.answer_error import AnswerError, fault_of

    root = find_project(project)
    given = {
        "id": agreement_id,
        "subject": subject,
        "subject-sv": subject_sv,
        "subject-en": subject_en,
        "purpose": purpose,
        "purpose-sv": purpose_sv,
        "purpose-en": purpose_en,
        "payers": payers,
        "organiser": organiser,
        "year": year,
        "total": total,
        "key": key,
        "status": status,
        "source": source,
        "source-sv": source_sv,
        "source-en": source_en,
    }
    lines = _lines(answers_file)
    person = is_terminal() and answers_file != "-"
    missing = _missing(given)
    asking = bool(missing) or bool(answers_file)
    if missing and not person and not answers_file:
        raise ParameterError(
            f"--{missing[0]} is missing. Without a terminal nothing can be asked: give "
            f"{', '.join(f'--{name}' for name in missing)}, or --answers with a file of answers."
        )
    if not asking and not key:
        given["key"] = _usual_key()
    dialogue = _dialogue(conversation_language(language), given, lines, person and asking)
    try:
        answers = _interviewed(root, dialogue, given, whole=asking)
        if answers is None:
            dialogue.tell(Message("Nothing was written."))
            return
        _write(root, dialogue, answers)
    except AnswerError as fault:
        raise ParameterError(fault_of(fault, dialogue.words)) from fault
    if answers.missing:
        _tell_to_ask(dialogue, answers)
    elif make_report if make_report is not None else asking:
        opened = person and asking if open_report is None else open_report
        _report(root, dialogue, answers, opened)
    else:
        command = f"analyysi report {answers.id} {answers.year}"
        dialogue.tell(Message("Next: {command}", {"command": command}))


def _usual_key() -> str:
    from analyysi.drafting.agreements.answered_keys import POPULATION

    return POPULATION


def _missing(given: dict[str, str]) -> list[str]:
    from analyysi.cli.interview.questions import REQUIRED

    return [name for name in REQUIRED if not given[name].strip()]


def _lines(file: str) -> list[str]:
    """Return the answers of a file, or of a pipe."""
    from analyysi.cli.interview.dialogue import lines_of

    if not file:
        return []
    if file == "-":
        return lines_of(sys.stdin.read())
    try:
        return lines_of(Path(file).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ParameterError(
            f"--answers {file} cannot be read: give a text file in UTF-8 with an answer on each "
            "line."
        ) from error


def _dialogue(language: str, given: dict[str, str], lines: Sequence[str], person: bool) -> Dialogue:
    from analyysi.cli.interview.dialogue import Dialogue
    from analyysi.report.language.words import Words

    dialogue = Dialogue(Words(language, MAIN_CURRENCY), given, lines, person)
    if person and not lines:
        dialogue.tell(
            Message(
                "Enter takes the answer in brackets, {back} goes back one question, Ctrl-C stops. "
                "Nothing is written before you accept the summary.",
                {"back": "<"},
            )
        )
    return dialogue


def _interviewed(
    root: Project, dialogue: Dialogue, given: dict[str, str], *, whole: bool
) -> Answers | None:
    """Hold the interview; where the person stops it, keep the answers and say how to go on."""
    from analyysi.cli.interview.questions import interview
    from analyysi.cli.interview.state import Interview

    state = Interview(root, dialogue)
    try:
        return dialogue.run(lambda: interview(state, given, whole=whole))
    except (KeyboardInterrupt, typer.Abort):
        kept = dialogue.keep() if dialogue.person else None
        if kept is not None:
            told = Message(
                "Nothing was written. Your answers are kept; go on with: {command}",
                {"command": f"analyysi new-agreement --answers {kept}"},
            )
            tell(f"\n{dialogue.words.of(told)}", err=True)
        raise


def _write(root: Project, dialogue: Dialogue, answers: Answers) -> None:
    from analyysi.drafting.agreements.new_agreement import new_agreement as write

    for path in write(root, answers):
        dialogue.tell(Message("Written: {file}", {"file": root.relative(path)}))
    if answers.lacking:
        spoken = dialogue.words.language
        names = [str(Locale(code).get_language_name(spoken)) for code in answers.lacking]
        dialogue.tell(
            Message(
                "The texts lack {languages}: the files say where. A report in Finnish needs none.",
                {"languages": Listing(names)},
            )
        )


def _tell_to_ask(dialogue: Dialogue, answers: Answers) -> None:
    """Say how the payers are asked, and what comes after their answers."""
    name = f"{answers.id} {answers.year}"
    commands = {
        "send": f"analyysi survey send {name} --per-payer",
        "collect": f"analyysi survey collect {name} FILES",
        "report": f"analyysi report {name}",
    }
    dialogue.tell(
        Message(
            "Next, ask the payers: {send}\nWhen the answers have come: {collect}\nThen: {report}",
            dict(commands),
        )
    )


def _report(root: Project, dialogue: Dialogue, answers: Answers, opened: bool) -> None:
    """Make the report, say where it is, and open it if it is wanted."""
    from analyysi.agreement.parameters import check_parameters
    from analyysi.run.report import make_report

    language = dialogue.words.language
    if language in answers.lacking or language not in LANGUAGES:
        language = MAIN_LANGUAGE
    parameters = check_parameters(
        {
            "agreement": answers.id,
            "year": answers.year,
            "municipality": answers.seat,
            "language": language,
        }
    )
    for path in make_report(root, parameters, progress=False):
        dialogue.tell(Message("Report: {file}", {"file": root.shown(path)}))
        tell(path.as_uri())
        if opened:
            webbrowser.open(path.as_uri())
