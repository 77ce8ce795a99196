"""The metadata of a PxWeb table, and the role of each of its variables.

Statistics Finland dates its variables (`alue_23_20260101`) and renames them each year, so a
variable is known by what it holds, never by its name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import Sentence, SourceError
from analyysi.languages.plain_text import one_line
from analyysi.suggestions import did_you_mean

COUNTRY = "SSS"
"""The code of the whole country."""

_MUNICIPALITY = re.compile(r"(?:KU)?([0-9]{3})")
_NEW_STYLE = frozenset({"KU091"})
_OLD_STYLE = frozenset({"091", "837"})
"""Helsinki and Tampere: ages are three digits too, and go no further than 100."""

_CONTENTS = ("contentscode", "tiedot")
_PERIOD = re.compile(r"([0-9]{4})(\*?)")
_DATED = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_OF_YEAR = re.compile(r"(?:^|\D)((?:19|20)\d{2})$")


@dataclass(frozen=True)
class Variable:
    """A variable with its values' codes and texts, in the table's order."""

    code: str
    text: str
    values: tuple[str, ...]
    texts: tuple[str, ...]
    time: bool = False
    elimination: bool = False


@dataclass(frozen=True)
class TableMetadata:
    """A table's title and variables, as the service describes them."""

    title: str
    variables: tuple[Variable, ...]


@dataclass(frozen=True)
class Roles:
    """Which variable is the area, which the time (if any), which the contents, and which each
    further column.
    """

    area: Variable
    time: Variable | None
    contents: Variable
    dimensions: Mapping[str, Variable]


def parse_metadata(raw: bytes, where: str) -> TableMetadata:
    """Read the answer to a table's metadata request.

    Raises
    ------
    SourceError
        If the bytes are not a table's metadata, or the service left out a variable's values (it
        does so when there are more of them than its `maxValues`).
    """
    try:
        content = read_json(raw)
        variables = tuple(_variable(described) for described in content["variables"])
        title = one_line(_text(content["title"]))
    except UnreadableError as error:
        raise SourceError(
            "{where} is not whole JSON: {fault}.", where=where, fault=error
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(
            "{where} is not the metadata of a table: a title, and variables with all "
            "their values were expected.",
            where=where,
        ) from error
    codes = [variable.code for variable in variables]
    if len(set(codes)) != len(codes):
        raise SourceError(
            "{where}: two variables have one code ({codes}).", where=where, codes=", ".join(codes)
        )
    for variable in variables:
        if len(variable.values) != len(variable.texts) or len(set(variable.values)) != len(
            variable.values
        ):
            raise SourceError(
                "{where}: variable '{code}' has values without a text, or a value twice.",
                where=where,
                code=variable.code,
            )
    return TableMetadata(title, variables)


def _variable(described: dict[str, Any]) -> Variable:
    return Variable(
        code=_text(described["code"]),
        text=one_line(_text(described["text"])),
        values=tuple(map(_text, _listed(described["values"]))),
        texts=tuple(one_line(_text(text)) for text in _listed(described["valueTexts"])),
        time=described.get("time") is True,
        elimination=described.get("elimination") is True,
    )


def _text(content: object) -> str:
    if not isinstance(content, str):
        raise TypeError("a text was expected")
    return content


def _listed(content: object) -> list[object]:
    if not isinstance(content, list):
        raise TypeError("a list was expected")
    return content


def find_roles(
    metadata: TableMetadata, dimensions: Mapping[str, Iterable[str]], where: str
) -> Roles:
    """Find the variables by what they hold.

    Parameters
    ----------
    dimensions
        Each further column to some codes that its variable must have, such as ``{"sex": ["SSS",
        "1", "2"]}``.

    Raises
    ------
    SourceError
        If a part is played by no variable or by several, or a variable is left over.
    """
    area = _one(
        [
            variable
            for variable in metadata.variables
            if not variable.time and are_areas(variable.values)
        ],
        Sentence("municipalities"),
        where,
    )
    times = [variable for variable in metadata.variables if variable.time]
    if len(times) > 1:
        raise SourceError(
            "{where}: one time variable was expected, {codes} are all marked as such.",
            where=where,
            codes=_codes(times),
        )
    left = [
        variable for variable in metadata.variables if variable is not area and not variable.time
    ]
    named = [variable for variable in left if variable.code.lower() in _CONTENTS]
    further = _further_variables(left, named, dimensions, where)
    without_column = [variable for variable in left if variable not in further.values()]
    # Before 2026, and in the archive, the variable of the contents may have any name; it is what is
    # left.
    contents = _one(named or without_column, Sentence("contents"), where)
    over = [variable for variable in without_column if variable is not contents]
    if over:
        raise SourceError(
            "{where} has the variable {codes}, which its recipe does not know. Add "
            "it there as a dimension.",
            where=where,
            codes=_codes(over),
        )
    return Roles(area, times[0] if times else None, contents, further)


def _further_variables(
    left: Iterable[Variable],
    named: Collection[Variable],
    dimensions: Mapping[str, Iterable[str]],
    where: str,
) -> dict[str, Variable]:
    """Return the variable of each further column; none that is named as the contents."""
    further = {}
    for column, codes in dimensions.items():
        needed = set(codes)
        candidates = [
            variable
            for variable in left
            if variable not in named and needed <= set(variable.values)
        ]
        values = ", ".join(sorted(needed))
        role = Sentence("'{column}' (with the values {values})", column=column, values=values)
        further[column] = _one(candidates, role, where)
    return further


def are_areas(codes: Iterable[str]) -> bool:
    """Return whether the codes of a variable are those of municipalities."""
    held = set(codes)
    return held >= _NEW_STYLE or held >= _OLD_STYLE


def _one(candidates: list[Variable], role: str, where: str) -> Variable:
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise SourceError(
            "{where}: one variable of {role} was expected; none has them.", where=where, role=role
        )
    raise SourceError(
        "{where}: one variable of {role} was expected; {codes} all have them.",
        where=where,
        role=role,
        codes=_codes(candidates),
    )


def _codes(variables: Iterable[Variable]) -> str:
    return ", ".join(f"'{variable.code}'" for variable in variables)


def area_codes(area: Variable) -> dict[str, str]:
    """Return the service's codes of the municipalities and of the whole country, to ours,
    ascending.

    "KU578" (and "578" in archived tables) is "578", always text; "SSS" stays. Other levels
    (regions, sub-regions) are left out.
    """
    ours = {}
    for code in area.values:
        match = _MUNICIPALITY.fullmatch(code)
        if match is not None:
            ours[code] = match.group(1)
    if COUNTRY in area.values:
        ours[COUNTRY] = COUNTRY
    return dict(sorted(ours.items(), key=lambda pair: pair[1]))


def area_names(area: Variable) -> dict[str, str]:
    """Return our codes to the areas' names in the language of the metadata."""
    texts = dict(zip(area.values, area.texts, strict=True))
    return {ours: texts[theirs] for theirs, ours in area_codes(area).items()}


def division(area: Variable, stated: str | None, where: str) -> str:
    """Return the first day of the municipal division that a table follows.

    It stands in the area variable's code ("alue_23_20260101", "Alue 2017"); else the recipe must
    state it.

    Raises
    ------
    SourceError
        If it is nowhere, or the two differ.
    """
    dated, of_year = _DATED.search(area.code), _OF_YEAR.search(area.code)
    if dated is not None:
        try:
            day = date(*map(int, dated.groups())).isoformat()
        except ValueError as error:
            raise SourceError(
                "{where}: the area variable '{code}' ends in no date.", where=where, code=area.code
            ) from error
    elif of_year is not None:
        day = f"{of_year.group(1)}-01-01"
    elif stated is not None:
        return stated
    else:
        raise SourceError(
            "{where}: the area variable '{code}' does not tell which municipal "
            "division it follows. State it in the recipe: area_division = "
            '"2020-01-01".',
            where=where,
            code=area.code,
        )
    if stated not in (None, day):
        raise SourceError(
            "{where} follows the division of {day}, not that of {stated} which the recipe states.",
            where=where,
            day=day,
            stated=stated,
        )
    return day


def contents_codes(contents: Variable, measures: Iterable[str], where: str) -> dict[str, str]:
    """Return each measure's code in this table: "vaesto" is "vaerak-vaesto" here.

    The service puts a prefix before some codes and changes it; the part after the last "-" is what
    lasts.

    Raises
    ------
    SourceError
        If a measure is there under no code, or under more than one.
    """
    codes = {}
    for name in measures:
        hits = [code for code in contents.values if code == name] or [
            code for code in contents.values if code.rpartition("-")[2] == name.rpartition("-")[2]
        ]
        if len(hits) != 1:
            tails = [code.rpartition("-")[2] for code in contents.values]
            if hits:
                raise SourceError(
                    "{where}: the measure '{name}' was expected, and it stands there more than "
                    "once ({codes}).{near} The service may have renamed it: compare the texts, "
                    "then correct the recipe.",
                    where=where,
                    name=name,
                    codes=", ".join(hits),
                    near=did_you_mean(name, tails),
                )
            raise SourceError(
                "{where}: the measure '{name}' was expected, and it is not there.{near} The "
                "service may have renamed it: compare the texts, then correct the recipe.",
                where=where,
                name=name,
                near=did_you_mean(name, tails),
            )
        codes[name] = hits[0]
    return codes


def years_of(time: Variable, where: str) -> dict[int, str]:
    """Return the years that a table has, to its codes of them, ascending.

    Raises
    ------
    SourceError
        If a period is not a year. A preliminary one ("2026*") is.
    """
    codes: dict[int, str] = {}
    for code in time.values:
        match = _PERIOD.fullmatch(code)
        if match is None:
            raise SourceError(
                "{where}: the period '{code}' is not a year, and this recipe takes yearly tables.",
                where=where,
                code=code,
            )
        year = int(match.group(1))
        if year in codes:
            raise SourceError(
                "{where}: the year {year} stands there twice, as '{first_code}' and as '{code}'.",
                where=where,
                year=year,
                first_code=codes[year],
                code=code,
            )
        codes[year] = code
    return dict(sorted(codes.items()))


def is_preliminary(period: str) -> bool:
    """Return whether a period's code carries the mark of preliminary figures."""
    return period.endswith("*")
