"""A new agreement from answers: `agreement.toml` and its first year's terms, checked before they
are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import get_args

from analyysi.agreement.agreement import Party
from analyysi.agreement.key import Key
from analyysi.agreement.reading import agreement_of
from analyysi.agreement.terms import Status
from analyysi.agreement.values import LocalText
from analyysi.allocation.methods import in_parts
from analyysi.allocation.whole_units.rounding import USUAL_ROUNDING
from analyysi.catalogue import in_every_language
from analyysi.drafting.layout import inline, pairs, quoted
from analyysi.drafting.method_lines import method_lines
from analyysi.drafting.stored_keys import population_names
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.errors import ParameterError, SchemaError, SourceError
from analyysi.languages import LANGUAGES, MAIN_LANGUAGE
from analyysi.money import euros, parse_cents
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.schema import CODE, YEAR, Column
from analyysi.sources.figures import Figures, possible_keys
from analyysi.sources.keys import key_weights
from analyysi.sources.newer import looks_ahead, newest_of_table, table_of
from analyysi.sources.register import municipalities
from analyysi.sources.snapshots import by_age, load_snapshot, snapshot_ids, verified_manifest
from analyysi.suggestions import did_you_mean, nearest
from analyysi.units import UNITS, counts_inhabitants

STATUSES: tuple[str, ...] = get_args(Status)
EQUAL, POPULATION = in_parts({None: Fraction(1)})[0].name, "population"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_COLUMN = re.compile(r"[a-z][a-z0-9_]*")
_REFERENCE_DATE = "reference_date"


def not_decided() -> LocalText:
    """Return the source of a total for which none is given."""
    return in_every_language("Assumption: the sum has not been decided yet.")


@dataclass(frozen=True)
class ChosenKey:
    """What the cost is shared by: a key, and its name in the terms. `counts_heads`: it is a number
    of inhabitants.
    """

    name: str
    key: Key
    counts_heads: bool


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
    key: ChosenKey | None
    """None: everybody pays the same."""
    heads: ChosenKey | None
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
        texts += [text for chosen in self.keys for text in (chosen.key.label, chosen.key.by)]
        return [
            language for language in LANGUAGES if any(language in text.lacking for text in texts)
        ]

    @property
    def keys(self) -> list[ChosenKey]:
        """Return the keys that the terms get."""
        named = {chosen.name: chosen for chosen in (self.key, self.heads) if chosen is not None}
        return list(named.values())


def new_agreement(project: Project, answers: Answers) -> tuple[Path, Path]:
    """Check and write the two files of a new agreement; return their paths. Nothing that is there
    is touched.

    Raises
    ------
    AnalyysiError
        If the folder is there already, or the year cannot be worked out from the answers. Then
        nothing is written.
    """
    check_id(project, answers.id)
    if answers.status == "decided" and answers.source == not_decided():
        raise ParameterError("What has been decided has a source: give the decision with --source.")
    folder = project.agreements / answers.id
    texts = {f"{answers.year}.toml": terms_text(answers), "agreement.toml": agreement_text(answers)}
    agreement_of(
        texts["agreement.toml"], answers.id, f"data/agreements/{answers.id}/agreement.toml"
    )
    draft_case(project, answers.id, answers.year, texts)
    try:
        # An agreement is there when its agreement.toml is: that comes last.
        write_new(project, {folder / name: text for name, text in texts.items()})
    except BaseException:
        with suppress(OSError):
            folder.rmdir()
        raise
    return folder / "agreement.toml", folder / f"{answers.year}.toml"


# Checks of single answers, so that each can be asked again at once


def check_id(project: Project, text: str) -> str:
    """Return an agreement's id, if it can be one and is not there yet."""
    name = text.strip()
    if not _ID.fullmatch(name):
        raise ParameterError(
            f"'{name}' cannot be an agreement's id: small letters a-z, digits and single hyphens "
            "were expected, such "
            "as saimaa-waste."
        )
    if (project.agreements / name).exists():
        raise ParameterError(
            f"data/agreements/{name} is there already, and it is never overwritten. Choose "
            "another id."
        )
    return name


def check_text(text: str) -> str:
    """Return a text that is not empty."""
    if not text.strip():
        raise ParameterError("A text was expected.")
    return text.strip()


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
    faults, found = [], []
    for part in (part.strip() for part in text.split(",")):
        if not part:
            continue
        try:
            found.append(_party(part, register))
        except ParameterError as error:
            faults.append(str(error))
    codes = [party.code for party in found]
    faults += [
        f"{party.name.main} ({party.code}) is named twice."
        for place, party in enumerate(found)
        if party.code in codes[:place]
    ]
    if not faults and not found:
        faults = ["The payers were expected, separated by commas: Helsinki, Espoo, 092."]
    if faults:
        raise ParameterError(" ".join(faults))
    return tuple(found)


def check_organiser(project: Project, text: str, payers: Sequence[Party]) -> Party:
    """Return who organises what is paid for: one of the payers, another municipality, or
    ``code=Name``.
    """
    named = next(
        (party for party in payers if text.strip().casefold() in _names(party.code, party.name)),
        None,
    )
    return named or _party(text.strip(), municipalities(project))


def _names(code: str, name: LocalText) -> set[str]:
    return {text.casefold() for text in (code, *name.texts.values())}


def _party(text: str, register: Mapping[str, LocalText]) -> Party:
    code, equals, name = (part.strip() for part in text.partition("="))
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
        if text.casefold() in _names(known, names):
            return Party(code=known, kind="municipality", name=names)
    near = nearest(text, [name for names in register.values() for name in names.texts.values()])
    hint = f" Did you mean '{near}'?" if near is not None else ""
    raise ParameterError(
        f"'{text}' is no municipality's name or code.{hint} An organisation is written as "
        "code=Name, such as "
        "saimaa-region=Saimaa Regional Council."
    )


def check_key(project: Project, text: str, payers: Sequence[Party], year: int) -> ChosenKey | None:
    """Return what the cost is shared by: "population", "equal" (None), or "snapshot:column:year".

    Raises
    ------
    ParameterError
        If no stored figures are such, with the nearest name, or a payer lacks one.
    """
    wanted = text.strip()
    if wanted == EQUAL:
        return None
    if wanted == POPULATION:
        found = population(project, payers, year)
        if found is None:
            raise ParameterError(
                f"No stored snapshot has the population on 31 December before {year} for all "
                "payers. Fetch it "
                f"(analyysi pull population), or choose '{EQUAL}' or figures as "
                "snapshot:column:year."
            )
        return found
    parts = [part.strip() for part in wanted.split(":")]
    if len(parts) != 3:
        valid = (POPULATION, EQUAL)
        raise ParameterError(
            f"'{wanted}' is no key.{did_you_mean(wanted, valid)} Or figures as "
            "snapshot:column:year, such as "
            "tilastokeskus/11ra:population:2025."
        )
    return _stored_key(project, parts[0], parts[1], check_year(parts[2]), payers)


def population(project: Project, payers: Sequence[Party], year: int) -> ChosenKey | None:
    """Return the population on the newest 31 December before a year that a stored snapshot has for
    all payers.
    """
    tables = []
    for name in snapshot_ids(project):
        manifest, _ = verified_manifest(project, name)
        column = manifest.table_schema.column(POPULATION)
        dated = any(
            manifest.table_schema.column(one) is not None for one in (YEAR, _REFERENCE_DATE)
        )
        if (
            column is not None
            and counts_inhabitants(column.unit)
            and dated
            and not looks_ahead(manifest)
        ):
            tables.append(name)
    found = [
        one
        for one in possible_keys(
            project, [party.code for party in payers], date(year, 1, 1), tables
        )
        if one.column == POPULATION
        and not one.picked
        and (one.when.month, one.when.day) == (12, 31)
    ]
    if not found:
        return None
    newest = max(one.when for one in found)
    return _population_key(project, max((one for one in found if one.when == newest), key=_age))


def _age(figures: Figures) -> tuple[tuple[str, int], str]:
    _, day, number = by_age(figures.snapshot)
    return (day, number), figures.snapshot


def _population_key(project: Project, figures: Figures) -> ChosenKey:
    schema = verified_manifest(project, figures.snapshot)[0].table_schema
    day = figures.when
    label, by = population_names(day)
    key = Key(
        snapshot=figures.snapshot,
        column=POPULATION,
        rows={YEAR: day.year}
        if schema.column(YEAR) is not None
        else {_REFERENCE_DATE: day.isoformat()},
        reference_date=day,
        unit="inhabitants",
        label=label,
        by=by,
    )
    return ChosenKey(f"population_{day.year}", key, counts_heads=True)


def _stored_key(
    project: Project, table: str, column: str, year: int, payers: Sequence[Party]
) -> ChosenKey:
    known = snapshot_ids(project)
    tables = {table_of(name): newest_of_table(project, name) for name in known}
    snapshot_id = table if table in known else tables.get(table)
    if snapshot_id is None:
        near = nearest(table, [*tables, *known])
        hint = (
            f" Did you mean '{near}'?"
            if near is not None
            else f" Stored: {', '.join(sorted(tables))}."
        )
        raise ParameterError(f"No snapshot '{table}'.{hint}")
    manifest, _ = verified_manifest(project, snapshot_id)
    measures = [one for one in manifest.table_schema.columns if one.unit in UNITS]
    described = next((one for one in measures if one.name == column), None)
    if described is None or not _COLUMN.fullmatch(column):
        names = [one.name for one in measures]
        raise ParameterError(
            f"{snapshot_id} has no column '{column}' that a cost can be shared "
            f"by.{did_you_mean(column, names)}"
        )
    label, by = _words_of(described, year)
    key = Key.model_validate(
        {
            "snapshot": snapshot_id,
            "column": column,
            "rows": {YEAR: year} if manifest.table_schema.column(YEAR) is not None else {},
            "reference_date": date(year, 12, 31),
            "unit": described.unit,
            "label": label,
            "by": by,
        }
    )
    if manifest.table_schema.column(CODE) is None:
        raise ParameterError(f"{snapshot_id} has no column '{CODE}', so no figure of a payer.")
    try:
        snapshot = load_snapshot(project, snapshot_id, [key.rows])
        key_weights(column, key, snapshot, [party.code for party in payers], "the new agreement")
    except (SchemaError, SourceError) as error:
        raise ParameterError(str(error)) from error
    # Children under 15 are inhabitants too, but not those by whom a report counts euros per head.
    return ChosenKey(f"{column}_{year}", key, counts_heads=column == POPULATION)


def _words_of(column: Column, year: int) -> tuple[LocalText, LocalText]:
    """Return a key's label and "by ..." from what its table says of the column."""
    labels = {
        language: f"{_small(text.rstrip('.'))} {year}"
        for language, text in column.description.texts.items()
    }
    forms = {
        language: Words(language, "EUR").say("by “{figures}”", figures=label)
        for language, label in labels.items()
    }
    return LocalText.of(labels), LocalText.of(forms)


def _small(text: str) -> str:
    """Begin a text with a small letter, since it stands within sentences; an abbreviation stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


# The files


def agreement_text(answers: Answers) -> str:
    """Return the text of `agreement.toml`."""
    parties = list(answers.payers)
    if answers.organiser.code not in {party.code for party in parties}:
        parties.append(answers.organiser)
    written = [
        "# The standing agreement. What changes from year to year is in <year>.toml.",
        f"id = {quoted(answers.id)}",
        'currency = "EUR"',
        f"organiser = {quoted(answers.organiser.code)}",
        "",
        *_table("subject", answers.subject),
        "",
        *_table("purpose", answers.purpose),
    ]
    for party in parties:
        written += [
            "",
            "[[parties]]",
            f"code = {quoted(party.code)}",
            f"kind = {quoted(party.kind)}",
            f"name = {_in_line(party.name)}",
        ]
    written += [
        "",
        "# Optional for each party, for the decision and the draft agreement: `board` (its board "
        "by name) and",
        "# `signatory` (the office that signs). All that may stand here: analyysi schema agreement",
    ]
    return "\n".join(written) + "\n"


def terms_text(answers: Answers) -> str:
    """Return the text of `<year>.toml`."""
    decided = answers.status == "decided"
    written = [
        f"# Year {answers.year}. Amounts and codes stand in quotes. All that may stand here: "
        "analyysi schema terms",
        f"agreement = {quoted(answers.id)}",
        f"year = {answers.year}",
        f"status = {quoted(answers.status)}",
        f"participants = [{', '.join(quoted(party.code) for party in answers.payers)}]",
    ]
    if answers.heads is not None:
        written.append(f"per_head = {quoted(answers.heads.name)}")
    written += ["", "[total]", f"value = {quoted(euros(answers.total))}", 'unit = "EUR"']
    written += ["assumed = true"] if answers.assumed else []
    written += _with_note("source", answers.source)
    for chosen in answers.keys:
        written += ["", f"[keys.{chosen.name}]", *_key_lines(chosen.key)]
    written += ["", "[method]", *_method_lines(answers, decided)]
    written += [
        "",
        "[rounding]",
        'unit = "0.01"',
        f"rule = {quoted(USUAL_ROUNDING.name)}",
        'tie_rule = "ascending_code"',
    ]
    for text in _unknown(answers):
        written += ["", "[[unknown]]", pairs(text.texts)]
    return "\n".join(written) + "\n"


def _unknown(answers: Answers) -> list[LocalText]:
    unknown = []
    if answers.assumed:
        unknown.append(
            in_every_language(
                "The total cost of {year}. It has not been decided.", year=str(answers.year)
            )
        )
    if answers.status != "decided":
        unknown.append(in_every_language("The way of sharing that the parties have agreed on."))
    return unknown


def _key_lines(key: Key) -> list[str]:
    rows = ", ".join(
        f"{name} = {value if isinstance(value, int) else quoted(str(value))}"
        for name, value in key.rows.items()
    )
    return [
        f"snapshot = {quoted(key.snapshot or '')}",
        f"column = {quoted(key.column)}",
        *([f"rows = {{ {rows} }}"] if rows else []),
        f"reference_date = {key.reference_date.isoformat()}",
        f"unit = {quoted(key.unit)}",
        *_with_note("label", key.label),
        *_with_note("by", key.by),
    ]


def _method_lines(answers: Answers, decided: bool) -> list[str]:
    if answers.key is None:
        reason = in_every_language("Everybody pays the same.")
    else:
        reason = LocalText.of(
            {
                language: Words(language, "EUR").say("Allocation key: {key}.", key=label)
                for language, label in answers.key.key.label.texts.items()
            }
        )
    source = in_every_language(
        "The way of sharing is the analyst's choice. Nobody has decided on it."
    )
    return [
        *method_lines({answers.key.name if answers.key else None: Fraction(1)}),
        f"chosen_by = {quoted('decision' if decided else 'analyst')}",
        "# Why this way: correct it to say what your own reason is.",
        *_with_note("reason", reason),
        *_with_note("source", answers.source if decided else source),
    ]


def _table(name: str, text: LocalText) -> list[str]:
    return [f"[{name}]", pairs(text.texts), *_to_write(text)]


def _with_note(name: str, text: LocalText) -> list[str]:
    return [*_to_write(text), f"{name} = {_in_line(text)}"]


def _to_write(text: LocalText) -> list[str]:
    if not text.lacking:
        return []
    texts = " and ".join(f'{language} = "..."' for language in text.lacking)
    languages = " or ".join(LANGUAGES[language].english_name for language in text.lacking)
    return [f"# To be written: {texts} beside {MAIN_LANGUAGE}, before a report in {languages}."]


def _in_line(text: LocalText) -> str:
    return str(inline(text.texts).as_string())
