"""The interview: the first questions, what more is said, and the summary before anything is
written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analyysi.agreement.agreement import Party
from analyysi.cli.interview.dialogue import in_euros
from analyysi.cli.interview.state import Interview
from analyysi.cli.interview.summary import summary
from analyysi.cli.interview.tables import again, looks_like_file, read_asking, table_path
from analyysi.cli.interview.topics import WRITE, ask_topic
from analyysi.cli.interview.total_questions import check_sum
from analyysi.cli.interview.ways import ask_sharing
from analyysi.drafting.agreements.answered_keys import equally
from analyysi.drafting.agreements.answered_year import check_shared_year
from analyysi.drafting.agreements.answers import (
    Answers,
    check_id,
    check_organiser,
    check_payers,
    check_several,
    check_status,
    free_id,
    not_decided,
    shared_purpose,
)
from analyysi.drafting.agreements.new_agreement import drafted_case
from analyysi.drafting.agreements.table_figures import payers_in_table
from analyysi.errors import ParameterError, joined
from analyysi.languages.language_table import FURTHER_LANGUAGES, MAIN_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.messages import Message

REQUIRED = ("subject", "payers", "year", "total")
"""What nobody else can know."""


def interview(state: Interview, given: Mapping[str, str], *, whole: bool) -> Answers | None:
    """Ask all that a new agreement needs; None where the person does not want it written.

    Parameters
    ----------
    given
        What options say, by name: it is not asked.
    whole
        Whether questions are asked that have a usual answer, and a summary is shown. Otherwise the
        usual answers are taken.

    Raises
    ------
    AnalyysiError
        If an answer that no person gave cannot be taken.
    """
    answers = first_questions(state, given, whole=whole)
    if not whole:
        return answers
    first = True
    while True:
        for line in summary(state, answers):
            state.dialogue.tell(line)

        def ask(before: Answers = answers, first: bool = first) -> Answers | str:
            topic = ask_topic(state, first=first)
            if isinstance(topic, str):
                return topic
            after = topic(state, before)
            drafted_case(state.project, after)
            return after

        said = again(state.dialogue, ask)
        if isinstance(said, str):
            return answers if said == WRITE else None
        answers, first = said, False


def first_questions(state: Interview, given: Mapping[str, str], *, whole: bool = True) -> Answers:
    """Ask what nobody else can know, at most a handful of questions."""
    dialogue = state.dialogue
    subject = _text(state, "subject", Message("Subject, as a title"), given)
    payers = again(dialogue, lambda: _payers(state))
    organiser = _organiser(state, payers, given, whole=whole)
    year = dialogue.ask(Message("Year"), check_shared_year, name="year")
    asked = dialogue.ask(
        in_euros(Message("Total cost")), lambda text: check_sum(state, text), name="total"
    )
    status = check_status(given["status"]) if given.get("status", "").strip() else "draft"
    agreement_id = given.get("id", "").strip() or free_id(state.project, subject.main)
    answers = Answers(
        check_id(state.project, agreement_id),
        subject,
        _given_text(given, "purpose") or shared_purpose(),
        payers,
        organiser,
        year,
        asked,
        equally(),
        heads=state.population(payers, year),
        status=status,
        source=_given_text(given, "source") or not_decided(),
    )

    def shared() -> Answers:
        sharing = ask_sharing(state, answers)
        drafted_case(state.project, sharing)
        return sharing

    answers = again(dialogue, shared)
    heads = [named for named in answers.further_keys if named.counts_heads]
    return replace(answers, heads=heads[0]) if heads else answers


def _organiser(
    state: Interview, payers: Sequence[Party], given: Mapping[str, str], *, whole: bool
) -> Party:
    """Return who organises what is paid for: the first payer, if nothing else is said."""
    usual = payers[0].name.or_main(state.language)
    if not whole:
        text = given.get("organiser", "").strip() or usual
        return check_organiser(state.project, text, payers, state.register)
    return state.dialogue.ask(
        Message("Organiser"),
        lambda text: check_organiser(state.project, text, payers, state.register),
        usual,
        "organiser",
    )


def _payers(state: Interview) -> tuple[Party, ...]:
    """Return the payers: as they are named, or as a table lists them."""

    def check(text: str) -> Path | tuple[Party, ...]:
        if looks_like_file(text) and "=" not in text:
            return table_path(text)
        return check_payers(state.project, text, state.register)

    named = state.dialogue.ask(
        Message(
            "Payers: names or codes with commas, organisations with a code (yhtyma=Kuntayhtymä), "
            "or the file of a table that lists them"
        ),
        check,
        name="payers",
    )
    if isinstance(named, tuple):
        return named
    state.table = str(named)
    listed = read_asking(
        state.dialogue, lambda asked: payers_in_table(named, state.register, asked)
    )
    check_several(listed.payers)
    names = [party.name.or_main(state.language) for party in listed.payers]
    state.dialogue.tell(
        Message(
            "Read from {file}: {count} payers, {names}.",
            {"file": named.name, "count": str(len(names)), "names": ", ".join(names)},
        )
    )
    if listed.strays:
        rows = joined(listed.strays, "; ")
        state.dialogue.tell(Message("Not read, of no municipality: {rows}.", {"rows": rows}))
    return listed.payers


def _text(state: Interview, name: str, question: Message, given: Mapping[str, str]) -> LocalText:
    """Return a text from options, or as it is asked for."""
    if given.get(name, "").strip():
        text = _given_text(given, name)
        assert text is not None
        return text
    asked = state.local_text(question, name)
    further = {
        language: given[f"{name}-{language}"].strip()
        for language in FURTHER_LANGUAGES
        if given.get(f"{name}-{language}", "").strip()
    }
    return LocalText.of({**asked.texts, **further})


def _given_text(given: Mapping[str, str], name: str) -> LocalText | None:
    """Return a text that options give in the main language and maybe in others."""
    options = {MAIN_LANGUAGE: name}
    options |= {language: f"{name}-{language}" for language in FURTHER_LANGUAGES}
    texts = {language: given.get(option, "").strip() for language, option in options.items()}
    if not texts[MAIN_LANGUAGE]:
        alone = next((options[language] for language in options if texts[language]), "")
        if alone:
            raise ParameterError(
                "--{option} is given without --{main}, the same text in Finnish: give both.",
                option=alone,
                main=name,
            )
        return None
    return LocalText.of({language: text for language, text in texts.items() if text})
