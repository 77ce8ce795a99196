"""What an analyst adds to a case in a notebook: ways of sharing and keys of her own.

They belong to one case and change no table of the program: `Case.additions` carries them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.key import OwnKey
from analyysi.agreement.terms import Terms
from analyysi.allocation.method import Method
from analyysi.allocation.methods import METHODS
from analyysi.comparison.own.own_rules import OwnMethod
from analyysi.sources.plain_table import PlainTable
from analyysi.sources.schema import CODE, Column, TableSchema


@dataclass(frozen=True)
class OwnFigures:
    """A key of an analyst's own with the figure of each party that has one."""

    key: OwnKey
    figures: Mapping[str, Fraction]

    @property
    def table_schema(self) -> TableSchema:
        """Return what the columns are, as of a survey."""
        name, unit = self.key.column, self.key.counted
        code = Column(name=CODE, type="string", description="Maksajan tunnus", required=True)
        figure = Column(
            name=name,
            type="number",
            description=self.key.label.main,
            unit=unit.name if unit.addable else None,
        )
        return TableSchema(columns=(code, figure), primary_key=(CODE,), rows=len(self.figures))

    @property
    def table(self) -> PlainTable:
        """Return the rows: a code and an exact figure."""
        return PlainTable({CODE: list(self.figures), self.key.column: list(self.figures.values())})


@dataclass(frozen=True)
class Additions:
    """What an analyst has added to a case: ways of sharing, and keys by their names."""

    methods: tuple[OwnMethod, ...] = ()
    keys: Mapping[str, OwnFigures] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.methods or self.keys)

    def rows(self, agreement: Agreement) -> dict[str, Method]:
        """Return every method that a case of the agreement may use, by name: the program's, then
        the analyst's.
        """
        parties = {party.code: party for party in agreement.parties}
        return METHODS | {own.name: own.row(parties) for own in self.methods}

    def with_methods(self, methods: Mapping[str, OwnMethod]) -> Additions:
        """Return the same with these methods beside its own; one of the same name is replaced."""
        by_name = {own.name: own for own in self.methods} | dict(methods)
        return replace(self, methods=tuple(by_name.values()))

    def with_key(self, name: str, figures: OwnFigures) -> Additions:
        """Return the same with one more key; one of the same name is replaced."""
        return replace(self, keys={**self.keys, name: figures})

    def added_to(self, terms: Terms) -> Terms:
        """Return terms with the own keys among theirs."""
        own_keys = {name: figures.key for name, figures in self.keys.items()}
        return terms.model_copy(update={"keys": {**terms.keys, **own_keys}}) if own_keys else terms

    def removed_from(self, terms: Terms) -> Terms:
        """Return terms as a file may have them: without the own keys."""
        keys = {name: key for name, key in terms.keys.items() if name not in self.keys}
        return terms.model_copy(update={"keys": keys}) if self.keys else terms

    @property
    def tables(self) -> dict[str, OwnFigures]:
        """Return the figures of the own keys, by the names that their keys have for them."""
        return {figures.key.source: figures for figures in self.keys.values()}
