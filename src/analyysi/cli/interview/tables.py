"""What an interview reads from tables: columns that a table leaves open are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from analyysi.agreement.agreement import Party
from analyysi.agreement.reading import agreement_ids
from analyysi.cli.interview.dialogue import Choice, Dialogue
from analyysi.comparison.case import load_year
from analyysi.comparison.history import shared_year
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.errors import AnalyysiError
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.tables.asked import Asked, Thing
from analyysi.tables.columns import OpenColumnError
from analyysi.tables.decision_reader import read_decision_table
from analyysi.tables.files.cell import Sheet
from analyysi.tables.files.formats import FORMATS, OpenSheetError

Read = TypeVar("Read")

_QUESTIONS: Mapping[Thing, Message] = {
    "payer": Message("Which column names the payers? Letter or heading"),
    "amount": Message("Which column holds the figures? Letter or heading"),
    "percent": Message("Which column holds the per cents? Letter or heading"),
}
_OTHER = Message("What is meant?")


@dataclass(frozen=True)
class StoredYear:
    """A year of an agreement of the project."""

    agreement: str
    year: int


@dataclass(frozen=True)
class LastYear:
    """What payers paid a year before, in cents, and where that is from."""

    cents: Mapping[str, int]
    total: int
    source: str


def table_path(text: str) -> Path:
    """Return the file of a table that a person names; quotation marks around it, as a file manager
    copies them, are left out.

    Raises
    ------
    AnswerError
        If there is no such file, with the one beside it whose name is nearest.
    """
    path = Path(text.strip().strip("\"'"))
    with suppress(RuntimeError):  # the home of a user whom this computer does not know
        path = path.expanduser()
    if path.is_file():
        return path
    from analyysi.suggestions import nearest

    folder = path.parent
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    near = nearest(path.name, names)
    if near is not None:
        raise AnswerError(
            Message("There is no file '{file}'. Did you mean '{near}'?"),
            file=str(path),
            near=str(folder / near),
        )
    raise AnswerError(
        Message("There is no file '{file}'. Give the path of a table: {forms}."),
        file=str(path),
        forms=", ".join(FORMATS),
    )


def looks_like_file(text: str) -> bool:
    """Return whether an answer names a file rather than anything else.

    >>> looks_like_file("luvut.xlsx"), looks_like_file("Lahti, Hollola"), looks_like_file("1.5")
    (True, False, False)
    """
    plain = text.strip().strip("\"'")
    ending = Path(plain).suffix.removeprefix(".")
    known = ending.isalnum() and not ending.isdecimal() and len(ending) <= 4
    return bool(plain) and ("," not in plain or Path(plain).is_file()) and known


def read_asking(dialogue: Dialogue, read: Callable[[Asked], Read]) -> Read:
    """Read a table; where it leaves open which sheet is meant, ask for it by name; where it leaves
    a column open, show its first rows and ask for it.

    Raises
    ------
    AnalyysiError
        If the table cannot be read.
    """
    asked = Asked()
    while True:
        try:
            return read(asked)
        except OpenSheetError as fault:
            choices = [Choice(sheet.name, _sheet_title(sheet)) for sheet in fault.sheets]
            asked = replace(asked, sheet=dialogue.choose(Message("Which sheet?"), choices))
        except OpenColumnError as fault:
            dialogue.tell(fault.rows)
            question = _QUESTIONS.get(fault.thing, _OTHER)
            before, thing = asked, fault.thing

            def with_column(text: str, before: Asked = before, thing: Thing = thing) -> Asked:
                if not text.strip():
                    raise AnswerError(Message("A text was expected."))
                further = _with_column(before, thing, text.strip())
                try:
                    read(further)
                except OpenColumnError as still_open:
                    if still_open.thing == thing:
                        raise
                return further

            asked = dialogue.ask(question, with_column)


def _sheet_title(sheet: Sheet) -> Message:
    if sheet.hidden:
        return Message("{name} (hidden)", {"name": sheet.name})
    return Message("{key}", {"key": sheet.name})


def _with_column(asked: Asked, thing: Thing, column: str) -> Asked:
    match thing:
        case "payer":
            return replace(asked, payer=column)
        case "percent":
            return replace(asked, percent=column)
        case _:
            return replace(asked, amount=column)


def stored_year(project: Project, text: str) -> StoredYear | None:
    """Return the year of an agreement that an answer names, "kainuu-ict 2023"; None if it is of
    another form.

    Raises
    ------
    AnswerError
        If there is no such agreement, with the nearest.
    """
    from analyysi.drafting.agreements.answers import chosen

    words = text.split()
    if len(words) != 2 or not (words[1].isdecimal() and len(words[1]) == 4):
        return None
    ids = list(agreement_ids(project))
    if "-" not in words[0] and words[0] not in ids:
        return None
    return StoredYear(chosen(words[0], ids), int(words[1]))


def last_year_of(
    dialogue: Dialogue, project: Project, parties: tuple[Party, ...], place: Path | StoredYear
) -> LastYear:
    """Return what payers paid by a table, or by a year of an agreement of the project.

    Raises
    ------
    AnalyysiError
        If the table or the year cannot be read.
    """
    if isinstance(place, StoredYear):
        year = shared_year(load_year(project, place.agreement, place.year))
        published = {share.payer: share.value for share in year.case.terms.published}
        cents = published if published.keys() >= year.cents.keys() else dict(year.cents)
        return LastYear(cents, year.total, f"{place.agreement} {place.year}")
    table = read_asking(
        dialogue,
        lambda asked: read_decision_table(place, parties, replace(asked, only_parties=True)),
    )
    total = table.total.cents if table.total is not None else sum(table.cents.values())
    return LastYear(table.cents, total, place.name)


def again(dialogue: Dialogue, ask: Callable[[], Read]) -> Read:
    """Ask something that several answers make; where they do not fit together, say so and ask
    again.

    Raises
    ------
    AnalyysiError
        If no person gave the answers.
    """
    while True:
        mark = dialogue.mark()
        try:
            return ask()
        except AnalyysiError as fault:
            dialogue.forget(mark, fault)
