"""Agreement files in: TOML to checked models, every fault in words with the nearest valid name."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.strict_data import UnreadableError, read_toml
from analyysi.agreement.terms import Terms
from analyysi.agreement.toml_text import toml_text
from analyysi.errors import ParameterError
from analyysi.file_system.reading import read_file
from analyysi.money import MAIN_CURRENCY, currency_decimals, euros
from analyysi.plain_text import shortened
from analyysi.project import Project
from analyysi.suggestions import did_you_mean

Model = TypeVar("Model", bound=BaseModel)

AGREEMENT_FILE = "agreement.toml"
_FAULTS_SHOWN = 50
_LONGEST_FAULT = 1000
"""Characters of one fault in words."""


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
    if agreement_id not in known:
        raise ParameterError(
            f"No agreement '{agreement_id}' in "
            f"{project.agreements}.{did_you_mean(agreement_id, known)}"
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
            f"Agreement '{agreement_id}' has no terms for {year}."
            f"{did_you_mean(str(year), map(str, known))} To add a year, write "
            f"{folder.name}/{year}.toml."
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
    file = _stored(project, terms_path(project, agreement.id, year))
    return terms_of(file.text, agreement, year, file.path)


def terms_of(text: str, agreement: Agreement, year: int, where: str) -> Terms:
    """Make terms of the text of a year's file, checked as `read_terms` checks it."""
    terms = parsed(text, Terms, where)
    known = [party.code for party in agreement.parties]
    faults = []
    if terms.agreement != agreement.id:
        faults.append(f"agreement = '{terms.agreement}', but the folder is '{agreement.id}'")
    if terms.year != year:
        faults.append(f"year = {terms.year}, but the file is {year}.toml")
    for unit in {terms.total.unit, *(published.unit for published in terms.published)}:
        if unit != agreement.currency:
            faults.append(f"unit = '{unit}', but the agreement's currency is {agreement.currency}")
    if agreement.currency != MAIN_CURRENCY:
        faults += _faults_of_currency(agreement.currency, terms)
    for code in (*terms.participants, *(outsider.payer for outsider in terms.outside)):
        if code not in known:
            faults.append(f'"{code}" is not a party of the agreement.{did_you_mean(code, known)}')
    if faults:
        raise ParameterError(_joined(where, faults))
    return terms


def _faults_of_currency(currency: str, terms: Terms) -> list[str]:
    """Return what a year in another currency than the euro cannot have, and why."""
    faults = [
        f"[{part}] compares with {figures} in euros, but the agreement's currency is {currency}: "
        "leave it out"
        for part, figures, stands in (
            ("burden", "taxes", terms.burden),
            ("budgets", "budgets of Finnish municipalities", terms.budgets),
        )
        if stands is not None
    ]
    if terms.search is not None and terms.search.budgets:
        faults.append(
            f"[search] budgets are in euros, but the currency is {currency}: leave it out"
        )
    faults += [
        f"keys.{name} is a claim in euros, but the agreement's currency is {currency}: claims must "
        "be in the currency of the total"
        for name, key in terms.keys.items()
        if key.claim
    ]
    if currency_decimals(currency) == 0 and terms.rounding.unit % 100:
        faults.append(
            f"rounding.unit = {euros(terms.rounding.unit)}: amounts in {currency} have no "
            'decimals, so at least "1" was expected'
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
        faults = [dict(fault) for fault in error.errors()]
        words = [_in_words(fault, model) for fault in faults if not _follows(fault, faults)]
        raise ParameterError(_joined(where, words)) from error
    except UnicodeEncodeError as error:
        raise ParameterError(
            f"{where}: a text holds half a character, which no paper can print: write it anew."
        ) from error


def _follows(fault: dict[str, Any], faults: list[dict[str, Any]]) -> bool:
    """Return whether a list is too short only because entries of it were refused themselves."""
    location = fault["loc"]
    entries = [other["loc"] for other in faults if other["loc"][: len(location)] == location]
    return fault["type"] == "too_short" and any(len(entry) > len(location) for entry in entries)


def _joined(where: str, faults: list[str]) -> str:
    if len(faults) == 1:
        return f"{where}: {faults[0]}"
    shown = [f"\n  - {fault}" for fault in faults[:_FAULTS_SHOWN]]
    more = f"\n  - and {len(faults) - len(shown)} more" if len(faults) > len(shown) else ""
    return f"{where} has {len(faults)} faults:{''.join(shown)}{more}"


def _in_words(fault: dict[str, Any], model: type[BaseModel]) -> str:
    shown, annotation = _walked(model, fault["loc"])
    path, context = _dotted(shown), fault.get("ctx", {})
    if fault["type"] == "extra_forbidden":
        of_table = _bare(_walked(model, fault["loc"][:-1])[1])
        valid = list(of_table.model_fields) if _is_model(of_table) else []
        return f"unknown key '{path}'.{did_you_mean(str(shown[-1]), valid)}"
    if fault["type"] == "missing":
        return f"'{path}' is missing: it must be given."
    if fault["type"] == "union_tag_not_found":
        name = context["discriminator"].strip("'")
        valid = [_value_of(kind, name) for kind in _kinds(annotation)]
        return f"'{path}.{name}' is missing: it must be given. Valid: {', '.join(sorted(valid))}."
    if fault["type"] == "union_tag_invalid":
        name, valid = context["discriminator"].strip("'"), _listed(context["expected_tags"])
        return (
            f"{path}.{name} = {_echoed(context['tag'])} is not known."
            f"{did_you_mean(context['tag'], valid)}"
        )
    if fault["type"] == "too_short":
        return f"{path}: at least {context['min_length']} expected, not {context['actual_length']}"
    if fault["type"] == "string_type":
        return f"{path} = {_echoed(fault['input'])}: text in quotes was expected."
    if fault["type"] == "literal_error":
        near = did_you_mean(str(fault["input"]), _listed(str(context["expected"])))
        return f"{path} = {_echoed(fault['input'])} is not known.{near}"
    reason = _IN_PLAIN_WORDS.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    return f"{path}: {shortened(reason, _LONGEST_FAULT)}" if path else reason


def _echoed(content: object) -> str:
    """Return what stands in a file as a message repeats it."""
    return shortened(repr(content))


_IN_PLAIN_WORDS = {
    "string_unicode": "it has half a character (a lone surrogate), which no paper can print: "
    "write the text again"
}
"""What pydantic says in words of programs, by the type of the fault."""


def _listed(expected: str) -> list[str]:
    """Take apart the valid values as pydantic lists them: "'a', 'b' or 'c'"."""
    return expected.replace("'", "").replace(" or ", ", ").split(", ")


def _dotted(location: tuple[str | int, ...]) -> str:
    text = ""
    for step in location:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        elif step != "[key]":
            text += f".{shortened(step)}" if text else shortened(step)
    return text


def _walked(
    model: type[BaseModel], location: tuple[str | int, ...]
) -> tuple[tuple[str | int, ...], Any]:
    """Follow a fault's location through the models, lists and tables.

    Returns
    -------
    The location as the file has it, without the kind that pydantic names where several are
    possible; and the type of what is expected there.
    """
    current: Any = model
    shown: list[str | int] = []
    for step in location:
        of_kind = _of_kind(current, step)
        if of_kind is None:
            shown.append(step)
            current = _within(current, step)
        else:
            current = of_kind
    return tuple(shown), current


def _of_kind(annotation: Any, step: str | int) -> type[BaseModel] | None:
    """Return which of several models a step of a location names by its kind; None if none."""
    kinds = _kinds(annotation)
    if len(kinds) > 1:
        for kind in kinds:
            if _is_model(kind) and step in [_value_of(kind, name) for name in kind.model_fields]:
                return cast("type[BaseModel]", kind)
    return None


def _value_of(kind: type[BaseModel], name: str) -> str | None:
    """Return the one value that a field of a kind can have; None if it is not fixed."""
    annotation = kind.model_fields[name].annotation
    values = get_args(annotation) if get_origin(annotation) is Literal else ()
    return str(values[0]) if len(values) == 1 else None


def _kinds(annotation: Any) -> list[Any]:
    """Return the types that are possible, without annotations and "or nothing"."""
    if get_origin(annotation) is Annotated:
        return _kinds(get_args(annotation)[0])
    if get_origin(annotation) not in (Union, UnionType):
        return [annotation] if annotation is not NoneType else []
    kinds: list[Any] = []
    for argument in get_args(annotation):
        kinds += _kinds(argument)
    return kinds


def _within(annotation: Any, step: str | int) -> Any:
    """Return the type of what a model, a list or a table of the annotated type has at `step`."""
    bare = _bare(annotation)
    if _is_model(bare):
        return bare.model_fields[step].annotation if step in bare.model_fields else None
    if get_origin(bare) in (dict, Mapping):
        return get_args(bare)[1]
    if get_origin(bare) is tuple:
        return get_args(bare)[0]
    return None


def _bare(annotation: Any) -> Any:
    """Take off what surrounds a type: its annotations, and "or nothing"."""
    kinds = _kinds(annotation)
    return kinds[0] if len(kinds) == 1 else None


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
