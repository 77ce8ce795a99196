"""A trial in a file of its own: saved exactly, with the fingerprint of what it rests on, and opened
again on the same figures only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from analyysi.agreement.key import Key
from analyysi.agreement.reading import validate
from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.desk.trial import Trial, choices_of
from analyysi.desk_file.engine.asked import SavedKey, SavedStep, SavedTrial
from analyysi.desk_file.engine.choices import known, payers_of
from analyysi.desk_file.engine.opened import AddedKey, Opened
from analyysi.desk_file.engine.refusal import RefusedError
from analyysi.desk_file.engine.sent_tables import key_of
from analyysi.desk_file.engine.shown_trial import Tried, tried
from analyysi.errors import ParameterError, Sentence
from analyysi.messages import Message
from analyysi.money import euros, parse_cents
from analyysi.sources.surveys.answer_table import GivenAnswer, read_answers
from analyysi.sources.surveys.questions import Question
from analyysi.tables.files.cell import TableFile
from analyysi.tables.files.delimited import read_delimited
from analyysi.tables.names.payers import Payers

_LONGEST = 1024 * 1024
"""Characters of a trial: the largest that was saved has a thousandth of it."""

_WHERE = Sentence("the saved trial")
_MARKS = ("format", "agreement", "year", "data", "cents")
"""What a saved trial is known by."""


def saved(of: Tried) -> str:
    """Return a trial as the text of its file: the same bytes each time."""
    trial, opened = of.trial, of.opened
    dumped = trial.parameters.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    content = SavedTrial(
        format=1,
        agreement=opened.base.agreement.id,
        year=opened.base.terms.year,
        data=opened.data,
        total=euros(trial.total),
        participants=trial.payers,
        method=trial.method,
        parameters=dumped,
        steps=tuple(
            SavedStep(name=step.name, parameters=step.parameters)
            for step in choices_of(of.year.case.steps)
        ),
        rounding=of.year.case.terms.rounding.rule,
        unit=euros(trial.unit),
        keys=tuple(_saved_key(added) for added in opened.added.values()),
        cents=dict(of.year.cents),
    )
    plain = content.model_dump(mode="json")
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _saved_key(added: AddedKey) -> SavedKey:
    dumped = added.key.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return SavedKey(name=added.name, key=dumped, figures=added.file.decode())


def opened_trial(opened: Opened, text: str) -> Tried:
    """Open a saved trial on the year that it was made on.

    Raises
    ------
    RefusedError
        If it is of another year or other figures, or comes to other shares than when it was saved.
    ParameterError
        If it is no saved trial, or holds what there is not.
    """
    content = _read(text)
    terms = opened.base.terms
    if (content.agreement, content.year) != (opened.base.agreement.id, terms.year):
        raise RefusedError(
            Message(
                "This trial is of {other}, and here {this} is open.",
                {
                    "other": f"{content.agreement} {content.year}",
                    "this": f"{opened.base.agreement.id} {terms.year}",
                },
            )
        )
    if content.data != opened.data:
        raise RefusedError(
            Message(
                "This trial rests on other figures (fingerprint {other}) than those here "
                "({this}), so it is not opened: its shares would be others. Open it in the file "
                "that it was saved in.",
                {"other": content.data[:40], "this": opened.data},
            )
        )
    plain = replace(opened, case=opened.base, added={})
    with_keys = reduce(Opened.with_key, (_added(opened, key) for key in content.keys), plain)
    outcome = tried(with_keys, _trial(with_keys, content))
    if dict(outcome.year.cents) != content.cents:
        raise RefusedError(
            Message(
                "Computed again, this trial comes to other shares than those that were saved with "
                "it, so it is not opened. Another version of the program saved it, or the file "
                "was changed."
            )
        )
    return outcome


def _read(text: str) -> SavedTrial:
    if len(text) > _LONGEST:
        raise ParameterError("{file} is too long to be a saved trial.", file=_WHERE)
    try:
        content = read_json(text.encode())
    except UnreadableError as error:
        raise ParameterError(
            "This is no saved trial: {reason}. Choose the file that was saved at the desk.",
            reason=error,
        ) from error
    if not isinstance(content, Mapping):
        raise ParameterError(
            "This is no saved trial: {reason}. Choose the file that was saved at the desk.",
            reason=Sentence("an object was expected"),
        )
    lacking = [name for name in _MARKS if name not in content]
    if lacking:
        raise ParameterError(
            "This is no saved trial: {reason}. Choose the file that was saved at the desk.",
            reason=Sentence("it lacks {names}", names=", ".join(lacking)),
        )
    return validate(content, SavedTrial, _WHERE)


def _trial(opened: Opened, content: SavedTrial) -> Trial:
    known(content.method, METHODS, _WHERE)
    known(content.rounding, ROUNDING_RULES, _WHERE)
    return Trial(
        _cents(content.total),
        content.method,
        _checked(METHODS[content.method].parameters, content.parameters),
        payers_of(opened, content.participants),
        _cents(content.unit),
        tuple(map(_step, content.steps)),
        content.rounding,
    )


def _cents(text: str) -> int:
    try:
        return parse_cents(text)
    except ValueError as error:
        raise ParameterError("{where}: {fault}.", where=_WHERE, fault=error) from error


def _step(step: SavedStep) -> tuple[Step, Frozen]:
    known(step.name, STEPS, _WHERE)
    row = STEPS[step.name]
    return row, _checked(row.parameters, step.parameters)


def _checked(model: type[Frozen], parameters: Mapping[str, Any]) -> Frozen:
    return validate(parameters, model, _WHERE)


def _added(opened: Opened, saved_key: SavedKey) -> AddedKey:
    """Read a key's figures as those of the file beside the terms are read."""
    key = validate(saved_key.key, Key, _WHERE)
    if key.survey is None:
        raise ParameterError("{where}: a key has no figures of its own.", where=_WHERE)
    question = Question(key.column, key.label, key.counted, key.reference_date)
    content = b"sep=,\n" + saved_key.figures.encode()
    file = TableFile(key.survey, tuple(read_delimited(content, key.survey)))
    payers = Payers(opened.base.agreement.parties)
    answers = read_answers(file, key.survey, payers, [question])
    given: tuple[GivenAnswer, ...] = tuple(
        answer for answer in answers.given if answer.answer is not None
    )
    return key_of(key, saved_key.name, given)
