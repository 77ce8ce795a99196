"""A trial in a file of its own: saved exactly, with the fingerprint of what it rests on, and opened
again on the same figures only, by the desk in a notebook and by the desk in one file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr

from analyysi.agreement.key import Key
from analyysi.agreement.reading import validate
from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.agreement.values import Frozen, Printable
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import Case
from analyysi.comparison.history import SharedYear
from analyysi.desk.added_keys import AddedKey, key_of, placed, with_keys
from analyysi.desk.trial import Trial, choices_of, in_order, known, try_out
from analyysi.errors import ParameterError, Sentence
from analyysi.file_system.files import create_file
from analyysi.file_system.locks import tidy
from analyysi.file_system.reading import read_file
from analyysi.messages import Message
from analyysi.money import euros, parse_cents
from analyysi.project import Project
from analyysi.sources.surveys.questions import Question

_LONGEST = 1024 * 1024
"""Characters of a trial: the largest that was saved has a thousandth of it."""

_WHERE = Sentence("the saved trial")
_MARKS = ("format", "agreement", "year", "data", "cents")
"""What a saved trial is known by."""


class SavedStep(Frozen):
    """A step of a saved trial, as terms have it."""

    name: Printable
    parameters: dict[Printable, Any] = Field(default_factory=dict)


class SavedKey(Frozen):
    """A key that came in a table, and its figures as the file beside the terms holds them."""

    name: Annotated[Printable, Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")]
    key: Mapping[Printable, Any]
    figures: StrictStr | None = None
    """None: those of the snapshot that the key names."""


class SavedTrial(Frozen):
    """A trial in a file of its own: exact, in the form that terms have, whatever the language."""

    format: Literal[1]
    agreement: Printable
    year: StrictInt
    data: Printable
    """The fingerprint of the files that it rests on."""
    total: Printable
    participants: tuple[Printable, ...]
    method: Printable
    parameters: dict[Printable, Any]
    steps: tuple[SavedStep, ...]
    rounding: Printable
    unit: Printable
    keys: tuple[SavedKey, ...] = ()
    begun: Mapping[Printable, StrictStr] | None = None
    """The files of an agreement that was begun at the desk, by their names in its folder."""
    cents: dict[Printable, StrictInt]
    """What each payer pays by it: the shares are computed again, and must be these."""


@dataclass(frozen=True)
class OpenedTrial:
    """A saved trial, worked out again."""

    added: Mapping[str, AddedKey]
    """Its keys besides those of the terms, by name."""
    case: Case
    """The year with these keys among those of its terms."""
    trial: Trial
    tried: SharedYear


def data_fingerprint(case: Case) -> str:
    """Return the fingerprint of the files that a year rests on: the first 16 hexadecimal digits of
    the SHA-256 over their paths and checksums.
    """
    return files_fingerprint((file.path, file.sha256) for file in case.inputs)


def files_fingerprint(files: Iterable[tuple[str, str]]) -> str:
    """Return the fingerprint of files, each as its path and its checksum, in their order."""
    lines = [f"{path} {checksum}\n" for path, checksum in files]
    return sha256("".join(lines).encode()).hexdigest()[:16]


def file_name(case: Case, number: int = 1) -> str:
    """Return what a saved trial of a year is called, the first one or a further one."""
    further = "" if number == 1 else f"-{number}"
    return f"{case.agreement.id}-{case.terms.year}{further}.trial.json"


def keep(folder: Path, case: Case, text: str) -> Path:
    """Write a trial into a folder under the first name that is free, whole or not at all; if a file
    there holds it already, return that.

    Raises
    ------
    OSError, StorageError
        If it cannot be written.
    """
    tidy(folder)
    content = text.encode()
    for number in count(1):
        path = folder / file_name(case, number)
        with suppress(FileExistsError):
            create_file(path, content)
            return path
        if read_file(path) == content:
            return path
    raise AssertionError


def saved_text(
    base: Case,
    added: Mapping[str, AddedKey],
    trial: Trial,
    tried: SharedYear,
    begun: Mapping[str, str] | None = None,
) -> str:
    """Return a trial as the text of its file: the same bytes each time.

    Parameters
    ----------
    base
        The year as it stands in its files.
    added
        Keys besides those of its terms. Of those without figures of their own only the used ones
        are saved: whoever opens the trial may lack the snapshots of the others.
    begun
        The files of an agreement that was begun at the desk, which the trial then carries.
    """
    dumped = trial.parameters.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    used = tried.case.used_keys
    content = SavedTrial(
        format=1,
        agreement=base.agreement.id,
        year=base.terms.year,
        data=data_fingerprint(base),
        total=euros(trial.total),
        participants=trial.payers,
        method=trial.method,
        parameters=dumped,
        steps=tuple(
            SavedStep(name=step.name, parameters=step.parameters)
            for step in choices_of(tried.case.steps)
        ),
        rounding=tried.case.terms.rounding.rule,
        unit=euros(trial.unit),
        keys=tuple(
            _saved_key(each) for each in added.values() if each.figures or each.name in used
        ),
        begun=begun or None,
        cents=dict(tried.cents),
    )
    plain = content.model_dump(mode="json", exclude_none=True)
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _saved_key(added: AddedKey) -> SavedKey:
    dumped = added.key.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    figures = None if added.figures is None else added.figures.file.decode()
    return SavedKey(name=added.name, key=dumped, figures=figures)


def saved_trial(text: str) -> SavedTrial:
    """Read the file of a trial, without working anything out.

    Raises
    ------
    ParameterError
        If it is no saved trial.
    """
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


def opened_trial(project: Project, base: Case, text: str) -> OpenedTrial | Message:
    """Open a saved trial on the year that it was made on.

    Parameters
    ----------
    base
        The year as it stands in its files.

    Returns
    -------
    The trial; or, where it is of another year or other figures, cannot be computed, or comes to
    other shares than when it was saved, why it is not opened, in one sentence.

    Raises
    ------
    AnalyysiError
        If it is no saved trial, or holds what there is not.
    """
    content = saved_trial(text)
    refused = _why_not(base, content)
    if refused is not None:
        return refused
    added: dict[str, AddedKey] = {}
    for saved_key in content.keys:
        known_names = {*base.terms.keys, *added}
        if saved_key.name in known_names:
            raise ParameterError(
                "{where}: there is a key '{name}' already.", where=_WHERE, name=saved_key.name
            )
        key = placed(project, base.agreement.id, _added(base, saved_key))
        added[saved_key.name] = key
    case = with_keys(project, base, added) if added else base
    trial = _trial(case, content)
    tried = try_out(case, trial)
    if isinstance(tried, Message):
        return tried
    if dict(tried.cents) != content.cents:
        return Message(
            "Computed again, this trial comes to other shares than those that were saved with "
            "it, so it is not opened. Another version of the program saved it, or the file "
            "was changed."
        )
    return OpenedTrial(added, case, trial, tried)


def _why_not(base: Case, content: SavedTrial) -> Message | None:
    this = f"{base.agreement.id} {base.terms.year}"
    other = f"{content.agreement} {content.year}"
    if other != this:
        return Message(
            "This trial is of {other}, and here {this} is open.", {"other": other, "this": this}
        )
    data = data_fingerprint(base)
    if content.data != data:
        return Message(
            "This trial rests on other figures (fingerprint {other}) than those here "
            "({this}), so it is not opened: its shares would be others. Open it in the file "
            "that it was saved in.",
            {"other": content.data[:40], "this": data},
        )
    return None


def _trial(case: Case, content: SavedTrial) -> Trial:
    known(content.method, METHODS, _WHERE)
    known(content.rounding, ROUNDING_RULES, _WHERE)
    return Trial(
        _cents(content.total),
        content.method,
        validate(content.parameters, METHODS[content.method].parameters, _WHERE),
        in_order(case, content.participants),
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
    return row, validate(step.parameters, row.parameters, _WHERE)


def _added(base: Case, saved_key: SavedKey) -> AddedKey:
    """Read a key's figures as those of the file beside the terms are read."""
    key = validate(saved_key.key, Key, _WHERE)
    if key.survey is None and key.snapshot is not None and saved_key.figures is None:
        return AddedKey(saved_key.name, key)
    if key.survey is None or saved_key.figures is None:
        raise ParameterError("{where}: a key has no figures of its own.", where=_WHERE)
    # The readers of tables are a tenth of the program: the desk in a browser starts without them.
    from analyysi.sources.surveys.answer_table import read_answers
    from analyysi.tables.files.cell import TableFile
    from analyysi.tables.files.delimited import read_delimited
    from analyysi.tables.names.payers import Payers

    question = Question(key.column, key.label, key.counted, key.reference_date)
    content = b"sep=,\n" + saved_key.figures.encode()
    file = TableFile(key.survey, tuple(read_delimited(content, key.survey)))
    payers = Payers(base.agreement.parties)
    answers = read_answers(file, key.survey, payers, [question])
    given = tuple(answer for answer in answers.given if answer.answer is not None)
    return key_of(key, saved_key.name, given)
