"""Agreement files in: TOML to checked models, every fault in words with the nearest valid name."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.model_faults import faults_in_words, joined_faults
from analyysi.agreement.strict_data import UnreadableError, read_toml
from analyysi.agreement.terms import Terms
from analyysi.agreement.toml_text import toml_text
from analyysi.errors import ParameterError, Sentence
from analyysi.file_system.reading import read_file
from analyysi.money import MAIN_CURRENCY, currency_decimals, euros
from analyysi.project import Project
from analyysi.suggestions import did_you_mean

Model = TypeVar("Model", bound=BaseModel)

AGREEMENT_FILE = "agreement.toml"


@dataclass(frozen=True)
class TextFile:
    """The bytes of a file of an agreement's folder, which may be a draft that is not on disk yet.

    `path` is where it lies or will lie, as seen from the project's root:
    "data/agreements/kainuu-ict/2023.toml". Messages and records name it so.
    """

    path: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Return the checksum of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def text(self) -> str:
        """Return the text without a byte order mark; raise `ParameterError` if the bytes are not
        UTF-8.
        """
        return toml_text(self.content, self.path)


def agreement_ids(project: Project) -> list[str]:
    """List the agreements of a project, in alphabetical order."""
    return sorted(path.parent.name for path in project.agreements.glob(f"*/{AGREEMENT_FILE}"))


def years_of(project: Project, agreement_id: str) -> list[int]:
    """List the years for which an agreement has terms, in order."""
    folder = project.agreements / agreement_id
    return sorted(int(path.stem) for path in folder.glob("*.toml") if path.stem.isdecimal())


def agreement_path(project: Project, agreement_id: str) -> Path:
    """Return the path of an agreement's file; raise `ParameterError` with the nearest name if there
    is none.
    """
    known = agreement_ids(project)
    if not known:
        raise ParameterError(
            "The project has no agreement in {folder}. Make one: {command}",
            folder=project.agreements,
            command="analyysi new-agreement",
        )
    if agreement_id not in known:
        raise ParameterError(
            "No agreement '{agreement}' in {folder}.{near}",
            agreement=agreement_id,
            folder=project.agreements,
            near=did_you_mean(agreement_id, known),
        )
    return project.agreements / agreement_id / AGREEMENT_FILE


def terms_path(project: Project, agreement_id: str, year: int) -> Path:
    """Return the path of a year's terms; raise `ParameterError` with the years there are if there
    is none.
    """
    folder = agreement_path(project, agreement_id).parent
    known = years_of(project, agreement_id)
    if year not in known:
        raise ParameterError(
            "Agreement '{agreement}' has no terms for {year}.{near} To add a "
            "year, write {folder}/{year}.toml.",
            agreement=agreement_id,
            year=year,
            near=did_you_mean(str(year), map(str, known)),
            folder=folder.name,
        )
    return folder / f"{year}.toml"


def year_files(
    project: Project,
    agreement_id: str,
    year: int,
    *,
    agreement_text: str | None = None,
    terms_text: str | None = None,
) -> tuple[TextFile, TextFile]:
    """Return the files of an agreement and of a year's terms, for `read_year`.

    Parameters
    ----------
    agreement_text, terms_text
        A draft of the file, which is then not looked for on disk.

    Raises
    ------
    ParameterError
        With the nearest name, if there is no such agreement or year and no draft of it.
    """
    folder = project.agreements / agreement_id
    return (
        _draft(project, folder / AGREEMENT_FILE, agreement_text)
        or _stored(project, agreement_path(project, agreement_id)),
        _draft(project, folder / f"{year}.toml", terms_text)
        or _stored(project, terms_path(project, agreement_id, year)),
    )


def _draft(project: Project, path: Path, text: str | None) -> TextFile | None:
    return None if text is None else TextFile(project.relative(path), text.encode())


def _stored(project: Project, path: Path) -> TextFile:
    return TextFile(project.relative(path), read_file(path))


def read_year(agreement_file: TextFile, terms_file: TextFile) -> tuple[Agreement, Terms]:
    """Read and check an agreement and a year's terms, from files on disk or from drafts.

    The folder's name in `path` is the agreement's id, and the name of the terms' file is the year.

    Raises
    ------
    ParameterError
        Naming every fault of the first file that has one.
    """
    agreement_id = PurePosixPath(agreement_file.path).parent.name
    agreement = agreement_of(agreement_file.text, agreement_id, agreement_file.path)
    year = int(PurePosixPath(terms_file.path).stem)
    return agreement, terms_of(terms_file.text, agreement, year, terms_file.path)


def read_agreement(project: Project, agreement_id: str) -> Agreement:
    """Read and check `agreement.toml`.

    Raises
    ------
    ParameterError
        Naming every fault: unknown or missing keys, values out of range, codes that are not text.
    """
    file = _stored(project, agreement_path(project, agreement_id))
    return agreement_of(file.text, agreement_id, file.path)


def agreement_of(text: str, agreement_id: str, where: str) -> Agreement:
    """Make an agreement of the text of its file, checked as `read_agreement` checks it."""
    agreement = parsed(text, Agreement, where)
    if agreement.id != agreement_id:
        raise ParameterError(
            "{where}: id = '{named}', but the folder is '{agreement}'. Make them the same.",
            where=where,
            named=agreement.id,
            agreement=agreement_id,
        )
    return agreement


def read_terms(project: Project, agreement: Agreement, year: int) -> Terms:
    """Read and check one year's terms against the agreement's parties.

    Raises
    ------
    ParameterError
        Naming every fault, with the nearest valid name for a misspelt one.
    """
    file = _stored(project, terms_path(project, agreement.id, year))
    return terms_of(file.text, agreement, year, file.path)


def terms_of(text: str, agreement: Agreement, year: int, where: str) -> Terms:
    """Make terms of the text of a year's file, checked as `read_terms` checks it."""
    terms = parsed(text, Terms, where)
    known = [party.code for party in agreement.parties]
    faults: list[str] = []
    if terms.agreement != agreement.id:
        faults.append(
            Sentence(
                "agreement = '{named}', but the folder is '{folder}'",
                named=terms.agreement,
                folder=agreement.id,
            )
        )
    if terms.year != year:
        faults.append(
            Sentence("year = {year}, but the file is {file}", year=terms.year, file=f"{year}.toml")
        )
    for unit in {terms.total.unit, *(published.unit for published in terms.published)}:
        if unit != agreement.currency:
            faults.append(
                Sentence(
                    "unit = '{unit}', but the agreement's currency is {currency}",
                    unit=unit,
                    currency=agreement.currency,
                )
            )
    if agreement.currency != MAIN_CURRENCY:
        faults += _faults_of_currency(agreement.currency, terms)
    for code in (*terms.participants, *(outsider.payer for outsider in terms.outside)):
        if code not in known:
            faults.append(
                Sentence(
                    '"{code}" is not a party of the agreement.{near}',
                    code=code,
                    near=did_you_mean(code, known),
                )
            )
    if faults:
        raise ParameterError(joined_faults(where, faults))
    return terms


def _faults_of_currency(currency: str, terms: Terms) -> list[str]:
    """Return what a year in another currency than the euro cannot have, and why."""
    faults: list[str] = []
    if terms.burden is not None:
        faults.append(
            Sentence(
                "[burden] compares with taxes in euros, but the agreement's currency is "
                "{currency}: leave it out",
                currency=currency,
            )
        )
    if terms.budgets is not None:
        faults.append(
            Sentence(
                "[budgets] compares with budgets of Finnish municipalities in euros, but the "
                "agreement's currency is {currency}: leave it out",
                currency=currency,
            )
        )
    if terms.search is not None and terms.search.budgets:
        faults.append(
            Sentence(
                "[search] budgets are in euros, but the currency is {currency}: leave it out",
                currency=currency,
            )
        )
    faults += [
        Sentence(
            "keys.{key} is a claim in euros, but the agreement's currency is {currency}: claims "
            "must be in the currency of the total",
            key=name,
            currency=currency,
        )
        for name, key in terms.keys.items()
        if key.claim
    ]
    if currency_decimals(currency) == 0 and terms.rounding.unit % 100:
        faults.append(
            Sentence(
                "rounding.unit = {unit}: amounts in {currency} have no decimals, so at least "
                '"1" was expected',
                unit=euros(terms.rounding.unit),
                currency=currency,
            )
        )
    return faults


def parsed(text: str, model: type[Model], where: str) -> Model:
    """Make a model of the text of a TOML file, or raise `ParameterError` that names every fault
    found at `where`.
    """
    try:
        content = read_toml(text)
    except UnreadableError as error:
        raise ParameterError(
            "{where} is not valid TOML: {error}. Municipality codes must stand in "
            'quotes, such as "091".',
            where=where,
            error=error,
        ) from error
    return validate(content, model, where)


def validate(content: Mapping[str, Any], model: type[Model], where: str) -> Model:
    """Make a model of plain data, or raise `ParameterError` that names every fault found at
    `where`.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise ParameterError(joined_faults(where, faults_in_words(error, model))) from error
    except UnicodeEncodeError as error:
        raise ParameterError(
            "{file}: a text holds half a character, which no paper can print: write it again.",
            file=where,
        ) from error
