"""The keys that an analyst can try besides those of the terms: of the agreement's other years, and
of the stored figures that every payer has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from analyysi.agreement.key import Key
from analyysi.agreement.reading import read_terms, years_of
from analyysi.comparison.case import Case
from analyysi.desk.added_keys import AddedKey, free_name, with_keys
from analyysi.drafting.stored_keys import named_key
from analyysi.errors import AllocationError, AnalyysiError
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.sources.figures import possible_keys

_ONLY_WORDS = {"label", "by", "asked"}
"""What does not change a key's figures."""


@dataclass(frozen=True)
class OfferedKey:
    """A key that can be added to a trial, and where it is from: a year's terms or a snapshot."""

    name: str
    key: Key
    origin: Message


def offered_keys(project: Project, case: Case) -> tuple[OfferedKey, ...]:
    """Return the keys that the case's terms lack, those of the agreement's years first, each once.

    Raises
    ------
    AnalyysiError
        If another year's terms or a snapshot is at fault.
    """
    known = [_figures(key) for key in case.terms.keys.values()]
    offered = []
    for candidate in (*_of_other_years(project, case), *_stored(project, case)):
        figures = _figures(candidate.key)
        if figures not in known:
            known.append(figures)
            offered.append(candidate)
    return tuple(offered)


def _figures(key: Key) -> dict[str, object]:
    return key.model_dump(exclude=_ONLY_WORDS)


def _of_other_years(project: Project, case: Case) -> Iterator[OfferedKey]:
    """Yield the keys of the other years, the newest year's first."""
    for year in reversed(years_of(project, case.agreement.id)):
        if year == case.terms.year:
            continue
        origin = Message("terms of {year}", {"year": str(year)})
        for name, key in read_terms(project, case.agreement, year).keys.items():
            yield OfferedKey(name, key, origin)


def _stored(project: Project, case: Case) -> Iterator[OfferedKey]:
    """Yield what is stored of every payer from before the year, and can stand in terms."""
    before = date(case.terms.year, 1, 1)
    for figures in possible_keys(project, case.terms.participants, before):
        try:
            named = named_key(project, figures)
        except AllocationError:
            continue  # its rows cannot be named in terms
        yield OfferedKey(named.name, named.key, Message("{name}", {"name": figures.snapshot}))


def with_key(
    project: Project,
    base: Case,
    added: Mapping[str, AddedKey],
    offered: OfferedKey,
    language: str,
) -> tuple[Case, AddedKey] | Message:
    """Return the year with one more key, which has a name in a language, beside those that were
    added before; and that key. Or why that cannot be, in one sentence.
    """
    name = free_name(offered.name, {*base.terms.keys, *added})
    key = AddedKey(name, offered.key)
    try:
        offered.key.label.in_language(language)
        return with_keys(project, base, {**added, name: key}), key
    except AnalyysiError as error:
        return Message("This key cannot be used. {reason}", {"reason": error.sentence})


def matching(offered: Iterable[tuple[str, OfferedKey]], text: str) -> list[tuple[str, OfferedKey]]:
    """Return those of some keys, each with its title, whose title has every word of a text."""
    matches = []
    for title, key in offered:
        plain = title.casefold()
        if all(word in plain for word in text.casefold().split()):
            matches.append((title, key))
    return matches
