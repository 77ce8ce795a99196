"""What can be fetched: `data/sources/<name>.toml`, one file for each table or package.

A service renames its tables; the office that meets it corrects a line here, and no code.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from pathlib import Path
from pkgutil import resolve_name
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, model_validator

from analyysi.agreement.reading import validate
from analyysi.agreement.strict_data import UnreadableError, read_toml
from analyysi.agreement.toml_text import toml_text
from analyysi.agreement.values import Frozen, LocalText, Name, Printable, Words
from analyysi.errors import ParameterError, Sentence, joined
from analyysi.file_system.program_files import program_files
from analyysi.file_system.reading import read_file
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.local_text import LocalOrFinnish
from analyysi.project import Project
from analyysi.sources.answers.treasury_documents import (
    APPROVED,
    COMMENTS,
    FINDINGS,
    PERIOD,
    PHASE,
    STAGE,
)
from analyysi.sources.fetch.services import SERVICES, Service
from analyysi.sources.manifest import DocumentFigure
from analyysi.sources.schema import CODE, NAME, SYMBOL_ENDING, YEAR, Column, TableSchema
from analyysi.suggestions import did_you_mean

Slug = Annotated[str, Field(pattern=r"^[a-z0-9_-]+$")]
ColumnName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Measure(Frozen):
    """A measure of a table and the column it becomes."""

    code: Words
    """As the service has it, without the prefix that it changes: "vaesto"."""
    column: ColumnName
    type: Literal["integer", "number"]
    unit: Words
    description: LocalOrFinnish
    minimum: int | None = None
    additive: StrictBool = False
    """Whether the municipalities' figures sum to the whole country's."""


class DimensionChoice(Frozen):
    """A further variable of a table: how it is known, and which of its values are taken."""

    column: ColumnName
    holds: Annotated[tuple[Words, ...], Field(min_length=1)]
    """Codes that the variable has and no other variable of the table has together."""
    take: Literal["all"] | tuple[Words, ...] = "all"
    description: LocalOrFinnish


class Recipe(Frozen):
    """What every recipe says; each service has a class of its own below it."""

    service: Printable
    """The name of a row of `SERVICES`."""
    source: Slug
    """The publisher's folder among the snapshots."""
    name: Slug
    """The table's folder among the snapshots."""
    title: LocalText
    publisher: Words
    producer: Words
    licence: Literal["CC-BY-4.0"]
    attribution: LocalText
    note: LocalText | None = None
    default: StrictBool = False
    """Whether `analyysi pull` takes it when no name is given."""
    copied: tuple[Words, ...] = ()
    """Stored tables, ``<source>/<table>``, that were copied by hand from the publisher's table: a
    rehearsal compares their figures too.
    """

    @property
    @abstractmethod
    def published_as(self) -> str:
        """Return what a list of recipes calls the publisher's table."""

    @property
    def has_later_figures(self) -> bool:
        """Whether the same recipe fetches newer figures when their time has come."""
        return True

    def fetches(self, column: str, unit: str | None) -> bool:
        """Return whether a fetch gives this column in this unit, one figure for a year."""
        return False

    def makes(self, table: str) -> bool:
        """Return whether snapshots of a table, ``<source>/<table>``, are this recipe's."""
        return table == f"{self.source}/{self.name}"

    @abstractmethod
    def table_schema(self, rows: int) -> TableSchema:
        """Return the form of the table that this recipe gives."""


class PxWebRecipe(Recipe):
    """A table of Statistics Finland's PxWeb."""

    service: Literal["pxweb"]
    table: Annotated[str, Field(pattern=r"^[^/]+(/[^/]+)*\.px$")]
    answers_in: Literal["json-stat2", "json"] = "json-stat2"
    years: Words = "all"
    """"all", "newest", or years such as "2015-2020, 2025"."""
    year: int | None = None
    """Of a table without a time variable: the year of its figures."""
    day: Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")] | None = None
    """The reference day within the year, "12-31", where the figures are of a day."""
    area_division: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    """Where the table itself does not say it: the first day of its municipal division."""
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    dimensions: tuple[DimensionChoice, ...] = ()

    @property
    def published_as(self) -> str:
        """Return the table's path in the service."""
        return self.table

    @property
    def has_later_figures(self) -> bool:
        """Whether newer figures will come: a table of one year has none."""
        return self.year is None

    def fetches(self, column: str, unit: str | None) -> bool:
        """Return whether this column in this unit comes, undivided by age or another dimension."""
        return not self.dimensions and any(
            (measure.column, measure.unit) == (column, unit) for measure in self.measures
        )

    @model_validator(mode="after")
    def _columns_differ(self) -> Self:
        measured = [measure.column for measure in self.measures]
        names = [CODE, NAME, YEAR, *(dimension.column for dimension in self.dimensions), *measured]
        names += [f"{column}{SYMBOL_ENDING}" for column in measured]
        _refuse_twice(names)
        self.table_schema(1)  # raises where the columns of the table cannot be
        return self

    def table_schema(self, rows: int) -> TableSchema:
        """Return the form of the table that this recipe gives."""
        columns = [
            *_municipality_columns(),
            Column(
                name=YEAR,
                type="integer",
                description=in_every_language("Statistical year"),
                required=True,
                minimum=1900,
            ),
        ]
        columns += [
            Column(
                name=dimension.column,
                type="string",
                description=dimension.description,
                required=True,
            )
            for dimension in self.dimensions
        ]
        symbol = in_every_language("The publisher's symbol in place of the figure or beside it")
        for measure in self.measures:
            columns.append(
                Column(
                    name=measure.column,
                    type=measure.type,
                    description=measure.description,
                    unit=measure.unit,
                    minimum=measure.minimum,
                )
            )
            columns.append(
                Column(name=f"{measure.column}{SYMBOL_ENDING}", type="string", description=symbol)
            )
        key = (CODE, YEAR, *(dimension.column for dimension in self.dimensions))
        return TableSchema(columns=tuple(columns), primary_key=key, panel=key, rows=rows)


class TreasuryRecipe(Recipe):
    """A package of the State Treasury's reports."""

    service: Literal["treasury"]
    package: Words
    periods: Words = "newest"
    """"newest", "newest 2", or periods such as "2026, 2027" or "2025C12"."""
    period_form: Words
    """A regular expression that a period must meet, such as `\\d{4}C12` for whole years of
    quarterly accounts.
    """
    taxonomies: Annotated[tuple[Words, ...], Field(min_length=1)]
    years: dict[Name, int]
    figures: Annotated[tuple[DocumentFigure, ...], Field(min_length=1)]
    descriptions: dict[Printable, LocalOrFinnish]

    @property
    def published_as(self) -> str:
        """Return the package and its publisher."""
        return Sentence("{package}, State Treasury", package=self.package)

    def makes(self, table: str) -> bool:
        """Return whether a table is one of the package: each period is a table of its own."""
        source, _, name = table.partition("/")
        package, _, period = name.rpartition("-")
        return (source, package) == (self.source, self.name) and bool(
            re.fullmatch(self.period_form, period, re.ASCII | re.IGNORECASE)
        )

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        names = [cell.column for cell in self.figures]
        try:
            re.compile(self.period_form)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(
                Sentence("period_form is not a regular expression: {fault}", fault=error)
            ) from error
        _refuse_twice(
            [CODE, NAME, YEAR, STAGE, PERIOD, PHASE, APPROVED, COMMENTS, FINDINGS, *names]
        )
        faults = [
            Sentence("'{column}' has no description", column=cell.column)
            for cell in self.figures
            if cell.column not in self.descriptions
        ]
        faults += [
            Sentence(
                "'{column}' has a stage '{stage}'.{near}",
                column=cell.column,
                stage=stage,
                near=did_you_mean(stage, self.years),
            )
            for cell in self.figures
            for stage in cell.cells
            if stage not in self.years
        ]
        if faults:
            raise ValueError(joined(faults, "; "))
        self.table_schema(1)  # raises where the columns of the table cannot be
        return self

    def table_schema(self, rows: int) -> TableSchema:
        """Return the form of the table that this recipe gives."""
        stages = ", ".join(self.years)
        stage = in_every_language("Stage: {stages}", stages=stages)
        columns = [
            *_municipality_columns(),
            Column(
                name=YEAR,
                type="integer",
                description=in_every_language("Year to which the figure refers"),
                required=True,
                minimum=1900,
            ),
            Column(
                name=STAGE,
                type="string",
                description=stage,
                required=True,
                pattern="|".join(self.years),
            ),
            Column(
                name=PERIOD,
                type="string",
                description=in_every_language("Reporting period"),
                required=True,
            ),
            Column(
                name=PHASE,
                type="string",
                description=in_every_language("Approval phase"),
                required=True,
            ),
            Column(name=APPROVED, type="string", description=in_every_language("Time of approval")),
            *(
                Column(
                    name=cell.column,
                    type="number",
                    description=self.descriptions[cell.column],
                    unit="euros",
                )
                for cell in self.figures
            ),
            Column(
                name=COMMENTS,
                type="string",
                description=in_every_language(
                    "What the municipality says of its figures: column to text, as JSON"
                ),
            ),
            Column(
                name=FINDINGS,
                type="string",
                description=in_every_language(
                    "What the State Treasury found in the figures: column to text, as JSON"
                ),
            ),
        ]
        return TableSchema(columns=tuple(columns), primary_key=(CODE, YEAR, STAGE), rows=rows)


def _municipality_columns() -> tuple[Column, Column]:
    return (
        Column(
            name=CODE,
            type="string",
            description=in_every_language(
                "Municipality number, three digits as text; SSS is the whole country"
            ),
            required=True,
            pattern=r"\d{3}|SSS",
        ),
        Column(
            name=NAME,
            type="string",
            description=in_every_language("Name of the municipality in Finnish"),
            required=True,
        ),
    )


def _refuse_twice(names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(Sentence("column {columns} is there twice", columns=", ".join(twice)))


def recipe_class(service: Service) -> type[Recipe]:
    """Return the class that a service's recipes are read as."""
    recipe: type[Recipe] = resolve_name(service.recipe)
    return recipe


def recipe_names(project: Project) -> list[str]:
    """List what can be fetched, in alphabetical order."""
    return list(_recipe_files(project))


def _recipe_files(project: Project) -> dict[str, Path]:
    """Return the project's recipes by name, or those of the program where it has none."""
    start = f"{project.relative(project.recipes)}/"
    paths = list(project.recipes.glob("*.toml")) or [
        path for name, path in program_files().items() if name.startswith(start)
    ]
    by_name = {path.stem: path for path in paths}
    return {name: by_name[name] for name in sorted(by_name)}


def read_recipe(project: Project, name: str) -> Recipe:
    """Read and check one recipe.

    Raises
    ------
    ParameterError
        If there is none of that name (with the nearest), or naming every fault in it.
    """
    known = _recipe_files(project)
    if name not in known:
        raise ParameterError(
            "There is nothing to fetch called '{name}'.{near}",
            name=name,
            near=did_you_mean(name, known),
        )
    path = known[name]
    where = project.shown(path)
    try:
        content = read_toml(toml_text(read_file(path), where))
    except UnreadableError as error:
        raise ParameterError(
            "{where} is not valid TOML: {fault}.", where=where, fault=error
        ) from error
    service = str(content.get("service"))
    if service not in SERVICES:
        raise ParameterError(
            "{where}: service = '{service}' is not known.{near}",
            where=where,
            service=content.get("service"),
            near=did_you_mean(service, SERVICES),
        )
    return validate(content, recipe_class(SERVICES[service]), where)
