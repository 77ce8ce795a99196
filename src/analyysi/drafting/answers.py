"""The answers that a new agreement is made of, each checked by itself."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from analyysi.agreement.agreement import Party
from analyysi.agreement.terms import Status
from analyysi.drafting.stored_keys import NamedKey
from analyysi.errors import ParameterError
from analyysi.file_system.locks import tidy
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.language_table import place_of
from analyysi.languages.local_text import LocalText
from analyysi.money import parse_cents
from analyysi.plain_text import printable
from analyysi.project import Project
from analyysi.sources.register import municipalities
from analyysi.suggestions import did_you_mean, folded, nearest

STATUSES: tuple[str, ...] = get_args(Status)

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


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
    total: int
    """In cents."""
    key: NamedKey | None
    """None: everybody pays the same."""
    heads: NamedKey | None
    """The number of inhabitants, for euros per inhabitant; None where a payer has none."""
    status: str
    source: LocalText
    """Of the total."""

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
        by_name = {named.name: named for named in (self.key, self.heads) if named is not None}
        return list(by_name.values())


def not_decided() -> LocalText:
    """Return the source of a total for which none is given."""
    return in_every_language("Assumption: the sum has not been decided yet.")


def check_id(project: Project, text: str) -> str:
    """Return an agreement's id, if it can be one and is not there yet."""
    name = text.strip()
    if not _ID.fullmatch(name):
        raise ParameterError(
            f"'{name}' cannot be an agreement's id: small letters a-z, digits and single hyphens "
            "were expected, such "
            "as saimaa-waste."
        )
    if os.path.lexists(project.agreements / name):
        tidy(project.agreements)
        raise ParameterError(
            f"data/agreements/{name} is there already, and it is never overwritten. Choose "
            "another id."
        )
    return name


def check_text(text: str) -> str:
    """Return a text that is not empty and that every paper can print."""
    if not text.strip():
        raise ParameterError("A text was expected.")
    try:
        return printable(text).strip()
    except ValueError as error:
        raise ParameterError(f"The text is at fault: {error}.") from error


def check_year(text: str) -> int:
    """Return a year of terms."""
    if not re.fullmatch(r"[0-9]{4}", text.strip()) or not 1900 <= int(text) <= 2200:
        raise ParameterError(f"'{text}' is not a year: four digits such as 2027 were expected.")
    return int(text)


def check_total(text: str) -> int:
    """Return a sum in cents, written as an analyst may write it: 60000, 60 000,00 or 60000.00.

    >>> check_total("60 000,50")
    6000050
    """
    plain = re.sub(r"[\s€]", "", text).replace(",", ".")
    try:
        cents = parse_cents(plain)
    except ValueError as error:
        raise ParameterError(f"{error}.".replace("..", ".")) from error
    if cents <= 0:
        raise ParameterError("The total must be above zero.")
    return cents


def check_status(text: str) -> str:
    """Return a status of terms."""
    if text.strip() not in STATUSES:
        raise ParameterError(f"There is no status '{text}'.{did_you_mean(text, STATUSES)}")
    return text.strip()


def check_payers(project: Project, text: str) -> tuple[Party, ...]:
    """Return the payers that are named, separated by commas: municipalities by name or code, others
    as ``code=Name``.

    Raises
    ------
    ParameterError
        Naming every fault, with the nearest name for a misspelt one.
    """
    register = municipalities(project)
    faults, parties = [], []
    for name in filter(None, map(str.strip, text.split(","))):
        try:
            parties.append(_party(name, register))
        except ParameterError as error:
            faults.append(str(error))
    codes = [party.code for party in parties]
    faults += [
        f"{party.name.main} ({party.code}) is named twice."
        for place, party in enumerate(parties)
        if party.code in codes[:place]
    ]
    if not faults and not parties:
        faults = ["The payers were expected, separated by commas: Helsinki, Espoo, 092."]
    if faults:
        raise ParameterError(" ".join(faults))
    return tuple(parties)


def check_organiser(project: Project, text: str, payers: Sequence[Party]) -> Party:
    """Return who organises what is paid for: one of the payers, another municipality, or
    ``code=Name``.
    """
    named = next(
        (party for party in payers if folded(text) in _names(party.code, party.name)),
        None,
    )
    return named or _party(text.strip(), municipalities(project))


def _names(code: str, name: LocalText) -> set[str]:
    return {folded(text) for text in (code, *name.texts.values())}


def _party(text: str, register: Mapping[str, LocalText]) -> Party:
    code, equals, name = map(str.strip, text.partition("="))
    if equals:
        if not _CODE.fullmatch(code) or code.isdecimal():
            raise ParameterError(
                f"'{code}' cannot be an organisation's code: letters a-z, digits and hyphens were "
                "expected, such as "
                "saimaa-region=Saimaa Regional Council."
            )
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
    hint = f" Did you mean '{near}'?" if near is not None else ""
    raise ParameterError(
        f"'{text}' is no municipality's name or code.{hint} An organisation is written as "
        "code=Name, such as "
        "saimaa-region=Saimaa Regional Council."
    )
