"""Agreement files in: TOML to checked models, every fault in words with the nearest valid name."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.terms import Terms
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.suggestions import did_you_mean

Model = TypeVar("Model", bound=BaseModel)


def agreement_ids(project: Project) -> list[str]:
    """List the agreements of a project, in alphabetical order."""
    return sorted(path.parent.name for path in project.agreements.glob("*/agreement.toml"))


def years_of(project: Project, agreement_id: str) -> list[int]:
    """List the years for which an agreement has terms, in order."""
    folder = project.agreements / agreement_id
    return sorted(int(path.stem) for path in folder.glob("*.toml") if path.stem.isdecimal())


def agreement_path(project: Project, agreement_id: str) -> Path:
    """Return the path of an agreement's file; raise `ParameterError` with the nearest name if there
    is none.
    """
    known = agreement_ids(project)
    if agreement_id not in known:
        raise ParameterError(
            f"No agreement '{agreement_id}' in "
            f"{project.agreements}.{did_you_mean(agreement_id, known)}"
        )
    return project.agreements / agreement_id / "agreement.toml"


def terms_path(project: Project, agreement_id: str, year: int) -> Path:
    """Return the path of a year's terms; raise `ParameterError` with the years there are if there
    is none.
    """
    folder = agreement_path(project, agreement_id).parent
    known = years_of(project, agreement_id)
    if year not in known:
        raise ParameterError(
            f"Agreement '{agreement_id}' has no terms for {year}."
            f"{did_you_mean(str(year), map(str, known))} To add a year, write "
            f"{folder.name}/{year}.toml."
        )
    return folder / f"{year}.toml"


def read_agreement(project: Project, agreement_id: str) -> Agreement:
    """Read and check `agreement.toml`.

    Raises
    ------
    ParameterError
        Naming every fault: unknown or missing keys, values out of range, codes that are not text.
    """
    path = agreement_path(project, agreement_id)
    where = project.relative(path)
    return agreement_of(_text(path, where), agreement_id, where)


def agreement_of(text: str, agreement_id: str, where: str) -> Agreement:
    """Make an agreement of the text of its file, checked as `read_agreement` checks it."""
    agreement = _parsed(text, Agreement, where)
    if agreement.id != agreement_id:
        raise ParameterError(
            f"{where}: id = '{agreement.id}', but the folder is '{agreement_id}'. Make them the "
            "same."
        )
    return agreement


def read_terms(project: Project, agreement: Agreement, year: int) -> Terms:
    """Read and check one year's terms against the agreement's parties.

    Raises
    ------
    ParameterError
        Naming every fault, with the nearest valid name for a misspelt one.
    """
    path = terms_path(project, agreement.id, year)
    where = project.relative(path)
    return terms_of(_text(path, where), agreement, year, where)


def terms_of(text: str, agreement: Agreement, year: int, where: str) -> Terms:
    """Make terms of the text of a year's file, checked as `read_terms` checks it."""
    terms = _parsed(text, Terms, where)
    known = [party.code for party in agreement.parties]
    faults = []
    if terms.agreement != agreement.id:
        faults.append(f"agreement = '{terms.agreement}', but the folder is '{agreement.id}'")
    if terms.year != year:
        faults.append(f"year = {terms.year}, but the file is {year}.toml")
    for unit in {terms.total.unit, *(published.unit for published in terms.published)}:
        if unit != agreement.currency:
            faults.append(f"unit = '{unit}', but the agreement's currency is {agreement.currency}")
    for code in (*terms.participants, *(outsider.payer for outsider in terms.outside)):
        if code not in known:
            faults.append(f'"{code}" is not a party of the agreement.{did_you_mean(code, known)}')
    if faults:
        raise ParameterError(_joined(where, faults))
    return terms


def _text(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ParameterError(f"{where} is not UTF-8 text: save it again as UTF-8.") from error


def _parsed(text: str, model: type[Model], where: str) -> Model:
    try:
        # Floats as Decimal: 0.30 in a file is three tenths, not the nearest binary number.
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(
            f"{where} is not valid TOML: {error}. Municipality codes must stand in quotes, such "
            'as "091".'
        ) from error
    return validate(content, model, where)


def validate(content: Mapping[str, Any], model: type[Model], where: str) -> Model:
    """Make a model of plain data, or raise `ParameterError` that names every fault found at
    `where`.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = [_in_words(dict(fault), model) for fault in error.errors()]
        raise ParameterError(_joined(where, faults)) from error


def _joined(where: str, faults: list[str]) -> str:
    if len(faults) == 1:
        return f"{where}: {faults[0]}"
    return f"{where} has {len(faults)} faults:" + "".join(f"\n  - {fault}" for fault in faults)


def _in_words(fault: dict[str, Any], model: type[BaseModel]) -> str:
    location: tuple[str | int, ...] = fault["loc"]
    path = _dotted(location)
    if fault["type"] == "extra_forbidden":
        return f"unknown key '{path}'.{did_you_mean(str(location[-1]), _valid_names(model, location[:-1]))}"
    if fault["type"] == "missing":
        return f"'{path}' is missing: it must be given."
    if fault["type"] == "string_type":
        return f"{path} = {fault['input']!r}: text in quotes was expected."
    if fault["type"] == "literal_error":
        valid = str(fault["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return (
            f"{path} = {fault['input']!r} is not known.{did_you_mean(str(fault['input']), valid)}"
        )
    reason = fault["msg"].removeprefix("Value error, ")
    return f"{path}: {reason}" if path else reason


def _dotted(location: tuple[str | int, ...]) -> str:
    text = ""
    for part in location:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        elif part != "[key]":
            text += f".{part}" if text else part
    return text


def _valid_names(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """Follow a fault's location through the models, lists and tables to the names that are valid
    there.
    """
    current: Any = model
    for part in location:
        current = _within(current, part)
    current = _bare(current)
    return list(current.model_fields) if _is_model(current) else []


def _within(annotation: Any, part: str | int) -> Any:
    """Return the type of what lies at `part` of a model, a list or a table of
    the annotated type.
    """
    bare = _bare(annotation)
    if _is_model(bare):
        return bare.model_fields[part].annotation if part in bare.model_fields else None
    if get_origin(bare) is dict:
        return get_args(bare)[1]
    if get_origin(bare) is tuple:
        return get_args(bare)[0]
    return None


def _bare(annotation: Any) -> Any:
    """Take off what surrounds a type: its annotations, and "or nothing"."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kinds = [argument for argument in get_args(annotation) if argument is not NoneType]
        return _bare(kinds[0]) if len(kinds) == 1 else None
    return annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
