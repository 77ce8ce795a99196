"""One year's case: agreement, terms and figures joined and checked, ready for any method."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.checked_terms import check_last_year, check_names, row_of
from analyysi.agreement.key import Key
from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import TextFile, read_year, validate, year_files
from analyysi.agreement.references import named_keys
from analyysi.agreement.terms import Choice, Terms
from analyysi.agreement.values import Frozen
from analyysi.allocation.keys import transformed

# Cases and what is made of them know variants from here.
from analyysi.allocation.method import Method
from analyysi.allocation.method import Variant as Variant
from analyysi.allocation.methods import in_parts
from analyysi.allocation.problem import Problem
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.quotas import RoundingRule
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.game_of_terms import game_of_terms
from analyysi.comparison.own.additions import Additions
from analyysi.comparison.trial.newest_terms import Replacement, recorded
from analyysi.errors import ParameterError
from analyysi.file_system.reading import read_file
from analyysi.languages.units import CENTS_OF
from analyysi.messages import Message
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.sources.budgets import BudgetBook, read_budgets
from analyysi.sources.keys import FigureTable, key_weights
from analyysi.sources.manifest import Manifest
from analyysi.sources.municipalities.divisions import MERGERS, Join, join_divisions
from analyysi.sources.snapshots import Snapshot, load_snapshot, verified_manifest
from analyysi.sources.survey import Survey, read_surveys


@dataclass(frozen=True)
class Input:
    """A file that the case rests on, as seen from the project's root, and its checksum."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Case:
    """Everything a comparison needs. `problem` holds the figures of all payers, before any step."""

    agreement: Agreement
    terms: Terms
    problem: Problem
    chosen: Variant
    alternatives: tuple[Variant, ...]
    steps: tuple[tuple[Step, Frozen], ...]
    rounding: RoundingRule
    join: Join | None
    """How figures of different municipal divisions were brought to one; None if they follow one."""
    background: Mapping[str, Mapping[str, Fraction]]
    """Figures that judging needs and no split is shared by: earlier and projected ones, tax rates.
    """
    tables: Mapping[str, FigureTable]
    """The figures of each snapshot and survey used, of everybody that they have."""
    estimates: Mapping[str, Mapping[str, Mapping[str, str]]]
    """Each survey used, to its columns, to the payers whose figures are estimates, with sources."""
    manifests: Mapping[str, Manifest]
    """The record of each snapshot used, by its id, in the order of first use."""
    inputs: tuple[Input, ...]
    budgets: BudgetBook | None = None
    """The payers' budgets that shares are measured by; None if the terms name none."""
    asked: RunParameters | None = None
    """The parameters that the case was loaded by; None if it was not loaded by any."""
    trial: tuple[Message, ...] = ()
    """What a trial changed in the terms, in sentences; empty of a year as it stands."""
    replacements: tuple[Replacement, ...] = ()
    """The snapshots that a trial on newer figures reads, place by place of the terms."""
    additions: Additions = field(default_factory=Additions)
    """Ways of sharing and keys of the analyst's own; the own keys are among those of `terms`."""

    @property
    def methods(self) -> Mapping[str, Method]:
        """Every method by its name: the program's, then the analyst's own."""
        return self.additions.rows(self.agreement)

    @property
    def own_variants(self) -> tuple[Variant, ...]:
        """The analyst's own ways of sharing, then those by each of its own keys."""
        methods = self.methods
        by_rule = [Variant(methods[rule.name], rule.parameters) for rule in self.additions.methods]
        by_key = [Variant(*in_parts({name: Fraction(1)})) for name in self.additions.keys]
        return (*by_rule, *by_key)

    @property
    def heads(self) -> Mapping[str, Fraction] | None:
        """The number of inhabitants (or members) of each payer, or None where the terms count no
        heads.
        """
        return self.problem.keys[self.terms.per_head] if self.terms.per_head is not None else None

    @property
    def snapshots(self) -> dict[str, list[str]]:
        """The snapshot that each place of the terms is read from in a trial on newer figures, and
        after it the newer ones that lack some of them.
        """
        return recorded(self.replacements)

    @property
    def used_keys(self) -> tuple[str, ...]:
        """Return the keys that the chosen split needs, in its method or its steps, by their names
        in the terms.
        """
        return tuple(dict.fromkeys([*self.chosen.key_names, *self.step_keys]))

    @property
    def step_keys(self) -> tuple[str, ...]:
        """Return the keys that the steps need, whatever method stands inside them."""
        keys = [named_keys(parameters) for _, parameters in self.steps]
        return tuple(dict.fromkeys(chain.from_iterable(keys)))

    def estimates_of(self, key: Key) -> Mapping[str, str]:
        """Return the payers whose figures of a key are estimates, each with its source."""
        return self.estimates.get(key.source, {}).get(key.column, {})

    @property
    def brought_in(self) -> tuple[str, ...]:
        """Return the codes of the payers that steps bring in, such as an organiser that pays first.

        One of them may be a participant all the same.
        """
        return _brought_in(self.steps)


def load_year(
    project: Project,
    agreement_id: str,
    year: int,
    *,
    agreement_text: str | None = None,
    terms_text: str | None = None,
    additions: Additions | None = None,
    surveys: Mapping[str, Survey] | None = None,
) -> Case:
    """Read and check one year's agreement, terms and figures, by the terms as they stand.

    Parameters
    ----------
    agreement_text, terms_text
        Drafts of the two files, in the place of those on disk.
    additions
        Ways of sharing and keys of the analyst's own, beside those of the terms.
    surveys
        Answers in the place of those on disk, by the survey's file.

    Raises
    ------
    ParameterError
        For an unknown agreement, year, key, method, step, rounding rule or parameter, with the
        nearest name.
    SourceError, SchemaError
        If a snapshot is missing, changed or not as declared, or lacks a payer's figure.
    """
    files = year_files(
        project, agreement_id, year, agreement_text=agreement_text, terms_text=terms_text
    )
    return case_of(project, *read_year(*files), files, additions, surveys)


def case_of(
    project: Project,
    agreement: Agreement,
    terms: Terms,
    files: Sequence[TextFile] = (),
    additions: Additions | None = None,
    surveys: Mapping[str, Survey] | None = None,
) -> Case:
    """Join an agreement and a year's terms with the figures that they name.

    Parameters
    ----------
    files
        What the agreement and the terms were read from: the first of the case's inputs.
    additions
        Ways of sharing and keys of the analyst's own. The terms may choose among them.
    surveys
        As of `load_year`.

    Raises
    ------
    ParameterError
        For an unknown key, method, step, rounding rule or parameter, with the nearest name.
    SourceError, SchemaError
        If a snapshot is missing, changed or not as declared, or lacks a payer's figure.
    """
    path = project.agreements / agreement.id / f"{terms.year}.toml"
    where = project.relative(path)
    check_last_year(project, agreement, terms, where)
    additions = additions or Additions()
    complete = additions.added_to(terms)
    choices = _choices(agreement, complete, where, additions)
    payers = (*terms.participants, *_brought_in(choices.steps))
    keys = [*terms.keys.values(), *terms.background().values()]
    surveys = read_surveys(project, path.parent, agreement.parties, keys, surveys or {})
    tables = _load_tables(project, surveys, terms, payers, where)
    inputs = [Input(file.path, file.sha256) for file in files]
    inputs += _inputs(project, path.parent, terms, tables)
    tables = replace(tables, tables={**tables.tables, **additions.tables})
    return _joined(agreement, complete, choices, tables, tuple(inputs), where)


def with_terms(case: Case, terms: Terms) -> Case:
    """Return the case as it would be by other terms of its year, on the figures already read.

    The terms are checked again, even if they were made by changing a copy of the case's own.

    Raises
    ------
    ParameterError
        If the terms are at fault, or name a snapshot or survey that the case has not read.
    SchemaError, SourceError
        If a payer has no figure.
    """
    where = f"{case.agreement.id} {case.terms.year}"
    checked = case.additions.added_to(
        validate(case.additions.removed_from(terms).model_dump(), Terms, where)
    )
    for name, key in (checked.keys | checked.background()).items():
        if key.source not in case.tables:
            raise ParameterError(
                "{where}: key '{key}' is of {source}, which was not read.",
                where=where,
                key=name,
                source=key.source,
            )
    tables = _Tables(case.tables, case.estimates, case.manifests, case.join, case.budgets)
    choices = _choices(case.agreement, checked, where, case.additions)
    return _joined(case.agreement, checked, choices, tables, case.inputs, where)


@dataclass(frozen=True)
class _Choices:
    """The methods and steps that terms choose, looked up in their tables and checked."""

    chosen: Variant
    alternatives: tuple[Variant, ...]
    steps: tuple[tuple[Step, Frozen], ...]
    rounding: RoundingRule
    additions: Additions


@dataclass(frozen=True)
class _Tables:
    """The tables of figures that terms name. The fields are those of `Case`."""

    tables: Mapping[str, FigureTable]
    estimates: Mapping[str, Mapping[str, Mapping[str, str]]]
    manifests: Mapping[str, Manifest]
    join: Join | None
    budgets: BudgetBook | None


def _choices(agreement: Agreement, terms: Terms, where: str, additions: Additions) -> _Choices:
    methods = additions.rows(agreement)
    chosen = _variant(terms.method, methods, "method", where)
    alternatives = tuple(
        _variant(choice, methods, f"alternatives[{place}]", where)
        for place, choice in enumerate(terms.alternatives, start=1)
    )
    steps = tuple(
        _step(choice, f"steps[{place}]", where) for place, choice in enumerate(terms.steps, start=1)
    )
    parameters = [variant.parameters for variant in (chosen, *alternatives)]
    check_names(agreement, terms, [*parameters, *(of_step for _, of_step in steps)], where)
    rounding = row_of(terms.rounding.rule, ROUNDING_RULES, "rounding.rule", where)
    return _Choices(chosen, alternatives, steps, rounding, additions)


def _brought_in(steps: Iterable[tuple[Step, Frozen]]) -> tuple[str, ...]:
    codes = (code for step, parameters in steps for code in step.brings_in(parameters))
    return tuple(dict.fromkeys(codes))


def _load_tables(
    project: Project,
    surveys: Mapping[str, Survey],
    terms: Terms,
    payers: Collection[str],
    where: str,
) -> _Tables:
    """Load each snapshot once, with the rows that any key asks for, beside the surveys."""
    keys = [*terms.keys.values(), *terms.background().values()]
    snapshots: dict[str, Snapshot] = {}
    for key in keys:
        if key.snapshot is not None and key.snapshot not in snapshots:
            asked_rows = [user.rows for user in keys if user.snapshot == key.snapshot]
            snapshots[key.snapshot] = load_snapshot(project, key.snapshot, asked_rows)
    manifests = {name: snapshot.manifest for name, snapshot in snapshots.items()}
    divisions = {name: manifest.area_division for name, manifest in manifests.items()}
    named = terms.budgets
    budgets = read_budgets(project, named.year, named.snapshots, payers, where) if named else None
    return _Tables(
        tables={**snapshots, **surveys},
        estimates={name: survey.estimated for name, survey in surveys.items()},
        manifests={**manifests, **(budgets.manifests if budgets is not None else {})},
        join=join_divisions(project, divisions, where),
        budgets=budgets,
    )


def _inputs(project: Project, folder: Path, terms: Terms, tables: _Tables) -> list[Input]:
    """Return the files of figures that a case rests on: surveys, mergers, snapshots, and what only
    the search for the rule behind published shares looks at.
    """
    # Answers that were handed over in the place of a file that is not there yet have none.
    paths = [folder / name for name in tables.estimates if (folder / name).exists()]
    if tables.join is not None:
        paths.append(project.municipalities / MERGERS)
    inputs = [
        Input(project.relative(path), hashlib.sha256(read_file(path)).hexdigest()) for path in paths
    ]
    manifests = dict(tables.manifests)
    search = terms.search
    for name in (*search.snapshots, *search.budgets) if search is not None else ():
        if name not in manifests:
            manifests[name] = verified_manifest(project, name)[0]
    return inputs + [snapshot_input(project, *recorded) for recorded in manifests.items()]


def _joined(
    agreement: Agreement,
    terms: Terms,
    choices: _Choices,
    tables: _Tables,
    inputs: tuple[Input, ...],
    where: str,
) -> Case:
    weights, background = (
        _weights(keys, tables.tables, terms.participants, where, tables.join, agreement)
        for keys in (terms.keys, terms.background())
    )
    problem = Problem(
        Fraction(terms.total.value),
        terms.participants,
        weights,
        claims_of(terms, weights),
        game_of_terms(terms, where),
        _unit_cents(agreement, terms),
    )
    return Case(
        agreement=agreement,
        terms=terms,
        problem=problem,
        chosen=choices.chosen,
        alternatives=choices.alternatives,
        steps=choices.steps,
        rounding=choices.rounding,
        join=tables.join,
        background=background,
        tables=tables.tables,
        estimates=tables.estimates,
        manifests=tables.manifests,
        inputs=inputs,
        budgets=tables.budgets,
        additions=choices.additions,
    )


def _unit_cents(agreement: Agreement, terms: Terms) -> dict[str, int]:
    """Return the cents in one unit of each key of money, all in euros; none of another total."""
    if agreement.currency != MAIN_CURRENCY:
        return {}
    return {name: CENTS_OF[key.unit] for name, key in terms.keys.items() if key.unit in CENTS_OF}


def figures_of(
    case: Case, payers: Iterable[str], names: Collection[str] | None = None
) -> dict[str, dict[str, Fraction]]:
    """Return the figures of other payers than the case's own, by the keys of its terms: those
    named, or all.

    Raises
    ------
    SchemaError, SourceError
        If one of them has no figure.
    """
    where = f"{case.agreement.id} {case.terms.year}"
    keys = {name: key for name, key in case.terms.keys.items() if names is None or name in names}
    return _weights(keys, case.tables, tuple(payers), where, case.join, case.agreement)


def _weights(
    keys: Mapping[str, Key],
    tables: Mapping[str, FigureTable],
    payers: tuple[str, ...],
    where: str,
    join: Join | None,
    agreement: Agreement,
) -> dict[str, dict[str, Fraction]]:
    names = {party.code: party.name for party in agreement.parties}
    return {
        name: transformed(
            key_weights(name, key, tables[key.source], payers, where, join, names), key.transform
        )
        for name, key in keys.items()
    }


def claims_of(
    terms: Terms, weights: Mapping[str, Mapping[str, Fraction]]
) -> dict[str, dict[str, Fraction]]:
    """Return those of some keys that are claims, with each payer's claim in cents.

    Parameters
    ----------
    weights
        Keys by their names in the terms, in the units of the terms.
    """
    claims = {}
    for name, figures in weights.items():
        key = terms.keys[name]
        if key.claim:
            claims[name] = {code: figure * CENTS_OF[key.unit] for code, figure in figures.items()}
    return claims


def snapshot_input(project: Project, snapshot_id: str, manifest: Manifest) -> Input:
    """Return the data file of a snapshot as an input."""
    path = project.snapshots / snapshot_id / manifest.data.path
    return Input(project.relative(path), manifest.data.sha256)


def _variant(choice: Choice, methods: Mapping[str, Method], key: str, where: str) -> Variant:
    method: Method = row_of(choice.name, methods, f"{key}.name", where)
    return Variant(
        method, validate(choice.parameters, method.parameters, f"{where}, {key}.parameters")
    )


def _step(choice: Choice, key: str, where: str) -> tuple[Step, Frozen]:
    step: Step = row_of(choice.name, STEPS, f"{key}.name", where)
    return step, validate(choice.parameters, step.parameters, f"{where}, {key}.parameters")
