"""The answers that a new agreement is made of, each checked by itself."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast, get_args

from analyysi.agreement.agreement import Deadline, Event, Party
from analyysi.agreement.terms import Game, Status
from analyysi.agreement.total import FromLastYear
from analyysi.agreement.values import Frozen
from analyysi.allocation.method import Variant
from analyysi.allocation.steps.step import Step
from analyysi.allocation.whole_units.quotas import RoundingRule
from analyysi.allocation.whole_units.rounding import USUAL_ROUNDING
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.stored_keys import NamedKey
from analyysi.errors import joined, sentence_of
from analyysi.file_system.locks import tidy
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.language_table import place_of
from analyysi.languages.local_text import LocalText
from analyysi.languages.plain_text import printable
from analyysi.messages import Listing, Message
from analyysi.project import Project
from analyysi.sources.municipalities.register import municipalities
from analyysi.sources.survey import Survey
from analyysi.suggestions import folded, nearest

STATUSES: tuple[str, ...] = get_args(Status)

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_ID = 60
_CONNECTING = frozenset({"ja", "seka", "och", "samt", "and", "of", "for", "the", "av", "i"})
_BETWEEN_PAYERS = re.compile(r"[,;\n]")
_AND = re.compile(r"\s+(?:ja|sekä|och|samt|and|&)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Answers:
    """What must be known of an agreement to write its files. Texts need Finnish; other languages
    may come later.
    """

    id: str
    subject: LocalText
    purpose: LocalText
    payers: tuple[Party, ...]
    organiser: Party
    year: int
    asked: int
    """The sum asked for, in cents."""
    chosen: Variant
    """The way of sharing."""
    further_keys: tuple[NamedKey, ...] = ()
    """Keys of the terms, but for that of the heads."""
    heads: NamedKey | None = None
    """The number of inhabitants, for euros per inhabitant; None where a payer has none."""
    status: Status = "draft"
    source: LocalText = field(default_factory=lambda: not_decided())
    """Of the total."""
    reason: LocalText | None = None
    """Why this way of sharing; None: the words that name it."""
    steps: tuple[tuple[Step, Frozen], ...] = ()
    """Around the way of sharing, the outermost first."""
    rounding: RoundingRule = USUAL_ROUNDING
    unit: int = 1
    """What shares are rounded to, in cents."""
    from_last_year: FromLastYear | None = None
    game: Game | None = None
    history: tuple[Event, ...] = ()
    timetable: tuple[Deadline, ...] = ()
    timetable_agreed: bool = False
    prepared_by: LocalText | None = None
    surveys: Mapping[str, Survey] = field(default_factory=dict)
    """Figures that came in a table, by the file in the agreement's folder that gets them."""
    survey_files: Mapping[str, str] = field(default_factory=dict)
    """What these files hold."""
    seat: str = ""
    """The code of the payer from whose seat the report is made; empty: for all."""

    @property
    def total(self) -> int:
        """Return the sum to be shared, in cents."""
        return self.asked if self.from_last_year is None else self.from_last_year.total

    @property
    def assumed(self) -> bool:
        """Return whether the total is an assumption: that of a draft is, and
        one without a source.
        """
        return self.status == "draft" or self.source == not_decided()

    @property
    def lacking(self) -> list[str]:
        """Return the languages in which a text still has to be written."""
        texts = [self.subject, self.purpose, self.source]
        for named in self.keys:
            texts += [named.key.label, named.key.by]
        lacking: set[str] = set()
        for text in texts:
            lacking |= set(text.lacking)
        return sorted(lacking, key=place_of)

    @property
    def keys(self) -> list[NamedKey]:
        """Return the keys that the terms get."""
        heads = () if self.heads is None else (self.heads,)
        return list({named.name: named for named in (*self.further_keys, *heads)}.values())

    @property
    def missing(self) -> dict[str, list[str]]:
        """Return the keys whose figures are still to be asked for, to the payers that lack them."""
        missing: dict[str, list[str]] = {}
        for named in self.keys:
            if named.key.survey is None:
                continue
            survey = self.surveys.get(named.key.survey)
            known = _known(survey, named.key.column) if survey is not None else set()
            lacking = [party.code for party in self.payers if party.code not in known]
            if lacking:
                missing[named.name] = lacking
        return missing


def _known(survey: Survey, column: str) -> set[str]:
    return {
        given.payer
        for given in survey.answers.given
        if given.column == column and given.answer is not None
    }


def not_decided() -> LocalText:
    """Return the source of a total for which none is given."""
    return in_every_language("Assumption: the sum has not been decided yet.")


def shared_purpose() -> LocalText:
    """Return the purpose of an agreement of which nothing else was said."""
    return in_every_language("The parties pay the cost together.")


def id_of(subject: str) -> str:
    """Return the id that a subject makes: its words in small letters without accents, as many whole
    ones as a folder's name may have; "Meri-Lapin" is one.

    >>> id_of("Päijät-Hämeen hankintasihteerin kustannusten jako")
    'paijat-hameen-hankintasihteerin-kustannusten-jako'
    >>> id_of("Kirjastoauton kustannusten jako Meri-Lapissa vuosina 2027 ja 2028")
    'kirjastoauton-kustannusten-jako-meri-lapissa-vuosina-2027'
    """
    letters = unicodedata.normalize("NFKD", subject.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = ["-".join(re.findall(r"[a-z0-9]+", word)) for word in plain.split()]
    words = [word for word in words if word]
    is_cut = len("-".join(words)) > _LONGEST_ID
    while len(words) > 1 and len("-".join(words)) > _LONGEST_ID:
        words.pop()
    while is_cut and len(words) > 1 and words[-1] in _CONNECTING:
        words.pop()
    return "-".join(words)[:_LONGEST_ID].strip("-")


def free_id(project: Project, subject: str) -> str:
    """Return the id that a subject makes, with a number where it is taken; empty if it makes
    none.
    """
    name = id_of(subject)
    free, number = name, 2
    while name and os.path.lexists(project.agreements / free):
        free, number = f"{name}-{number}", number + 1
    return free


def check_id(project: Project, text: str) -> str:
    """Return an agreement's id, if it can be one and is not there yet."""
    name = text.strip()
    if not _ID.fullmatch(name):
        near = id_of(name)
        fault = Message(
            "'{answer}' cannot be an agreement's id: small letters a-z, digits and single hyphens "
            "were expected, such as {example}."
        )
        raise AnswerError(fault, answer=name, example=near or "saimaa-waste")
    if os.path.lexists(project.agreements / name):
        tidy(project.agreements)
        fault = Message(
            "{folder} is there already, and it is never overwritten. Choose another id, such as "
            "{example}."
        )
        folder = f"data/agreements/{name}"
        raise AnswerError(fault, folder=folder, example=free_id(project, name))
    return name


def check_text(text: str) -> str:
    """Return a text that is not empty and that every paper can print."""
    if not text.strip():
        raise AnswerError(Message("A text was expected."))
    try:
        return printable(text).strip()
    except ValueError as error:
        raise AnswerError(
            Message("The text is at fault: {fault}."), fault=sentence_of(error) or str(error)
        ) from error


def check_status(text: str) -> Status:
    """Return a status of terms."""
    return cast(Status, chosen(text, STATUSES))


def chosen(text: str, names: Iterable[str]) -> str:
    """Return the name that a text is, whatever its letters' case.

    Raises
    ------
    AnswerError
        If it is none of them, with the nearest.
    """
    names = list(names)
    for name in names:
        if folded(text) == folded(name):
            return name
    raise no_choice(text, names)


def no_choice(text: str, names: Sequence[str], also: Iterable[str] = ()) -> AnswerError:
    """Return the fault of an answer that is none of those to choose from; `also` are names that
    may be meant and are not listed.
    """
    near = nearest(text, [*names, *also])
    if near is not None:
        fault = Message("There is no choice '{answer}'. Did you mean '{near}'?")
        return AnswerError(fault, answer=text.strip(), near=near)
    listed = Listing(list(names))
    return AnswerError(
        Message("There is no choice '{answer}'. Valid: {names}."),
        answer=text.strip(),
        names=listed,
    )


def check_payers(
    project: Project, text: str, register: Mapping[str, LocalText] | None = None
) -> tuple[Party, ...]:
    """Return the payers that are named, separated by commas, semicolons or "and" in a language:
    municipalities by name or code, others as ``code=Name``.

    Parameters
    ----------
    register
        The municipalities that there are; None: those of the project's newest division.

    Raises
    ------
    ParameterError
        Naming every fault, with the nearest name for a misspelt one.
    """
    known = municipalities(project) if register is None else register
    faults: list[Message | str] = []
    parties = []
    for name in _payer_names(text):
        try:
            parties.append(party_of(name, known))
        except AnswerError as error:
            faults.append(error.message)
    codes = [party.code for party in parties]
    twice = Message("{name} ({code}) is named twice.")
    faults += [
        Message(twice.text, {"name": party.name.main, "code": party.code})
        for place, party in enumerate(parties)
        if party.code in codes[:place]
    ]
    if not faults and not parties:
        faults = [
            Message("The payers were expected, separated by commas, such as Helsinki, Espoo, 092.")
        ]
    if faults:
        raise AnswerError(_after_one_another(faults))
    check_several(parties)
    return tuple(parties)


def check_several(parties: Sequence[Party]) -> None:
    """Refuse a payer that is alone.

    Raises
    ------
    AnswerError
        Naming it.
    """
    if len(parties) < 2:
        fault = Message("{name} alone shares nothing: name at least two payers.")
        raise AnswerError(fault, name=joined([parties[0].name]))


def _payer_names(text: str) -> list[str]:
    """Return the payers as they are named; the name of an organisation may hold an "and".

    >>> _payer_names("lahti, hollola ja Heinola; yhtyma=Kuntayhtymä Etelä ja Länsi")
    ['lahti', 'hollola', 'Heinola', 'yhtyma=Kuntayhtymä Etelä ja Länsi']
    """
    names: list[str] = []
    for part in _BETWEEN_PAYERS.split(text):
        plain = _AND.sub(" ", f" {part} ", 1) if _AND.match(f" {part} ") else part
        names += [plain] if "=" in plain else _AND.split(plain)
    return [name.strip() for name in names if name.strip()]


def _after_one_another(faults: Sequence[Message | str]) -> Message:
    values = {f"fault_{number}": fault for number, fault in enumerate(faults)}
    return Message(" ".join(f"{{{name}}}" for name in values), values)


def check_organiser(
    project: Project,
    text: str,
    payers: Sequence[Party],
    register: Mapping[str, LocalText] | None = None,
) -> Party:
    """Return who organises what is paid for: one of the payers, another municipality, or
    ``code=Name``.
    """
    named = next((party for party in payers if is_named(party, text)), None)
    if named is not None:
        return named
    try:
        return party_of(text.strip(), municipalities(project) if register is None else register)
    except AnswerError:
        # Who organises is mostly one of the payers, so the nearest of them is meant.
        near = nearest(text, [party.name.main for party in payers])
        if near is None:
            raise
        fault = Message("There is no choice '{answer}'. Did you mean '{near}'?")
        raise AnswerError(fault, answer=text.strip(), near=near) from None


def is_named(party: Party, text: str) -> bool:
    """Return whether a text is a party's code or one of its names."""
    return folded(text) in _names(party.code, party.name)


def check_party(text: str, parties: Sequence[Party]) -> Party:
    """Return the one of some parties that a text names.

    Raises
    ------
    AnswerError
        If it names none, with the nearest.
    """
    for party in parties:
        if is_named(party, text):
            return party
    names: list[str] = []
    for party in parties:
        names += party.name.texts.values()
    raise no_choice(text, names)


def _names(code: str, name: LocalText) -> set[str]:
    return {folded(text) for text in (code, *name.texts.values())}


def party_of(text: str, register: Mapping[str, LocalText]) -> Party:
    """Return a municipality by its name or code, or an organisation that is written as
    ``code=Name``.

    Raises
    ------
    AnswerError
        If it is neither, with the nearest name.
    """
    code, equals, name = map(str.strip, text.partition("="))
    if equals:
        if not _CODE.fullmatch(code) or code.isdecimal():
            fault = Message(
                "'{answer}' cannot be an organisation's code: letters a-z, digits and hyphens were "
                "expected, such as {example}."
            )
            example = f"{id_of(name) or 'saimaa-region'}={name or 'Saimaa Regional Council'}"
            raise AnswerError(fault, answer=code, example=example)
        return Party(
            code=code, kind="organisation", name=LocalText.in_main_language(check_text(name))
        )
    for known, names in register.items():
        if folded(text) in _names(known, names):
            return Party(code=known, kind="municipality", name=names)
    known_names: list[str] = []
    for names in register.values():
        known_names += names.texts.values()
    near = nearest(text, known_names)
    fault = Message(
        "'{answer}' is no municipality's name or code. {hint}An organisation is written with a "
        "code, such as {example}."
    )
    hint: Message | str = ""
    if near is not None:
        hint = Message("Did you mean '{near}'? ", {"near": near})
    example = f"{id_of(text) or 'saimaa-region'}={text or 'Saimaa Regional Council'}"
    raise AnswerError(fault, answer=text, hint=hint, example=example)
