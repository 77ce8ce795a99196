"""Whether a year's terms name what there is: keys, parties, and last year's total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import read_terms, years_of
from analyysi.agreement.references import named_keys, named_payers
from analyysi.agreement.terms import Terms
from analyysi.agreement.values import Frozen
from analyysi.errors import ParameterError
from analyysi.money import euros
from analyysi.project import Project
from analyysi.suggestions import did_you_mean


def check_names(
    agreement: Agreement,
    terms: Terms,
    chosen: Sequence[Frozen],
    where: str,
) -> None:
    """Refuse parameters of methods and steps, and factors of keys, that name a key or a payer which
    is not there, before any figure is read.

    Raises
    ------
    ParameterError
        With the nearest name.
    """
    parties = [party.code for party in agreement.parties]
    for parameters in chosen:
        for key in named_keys(parameters):
            if key not in terms.keys:
                raise ParameterError(
                    "{where}: there is no key '{key}'.{near}",
                    where=where,
                    key=key,
                    near=did_you_mean(key, terms.keys),
                )
    named = [(where, code) for parameters in chosen for code in named_payers(parameters)]
    for name, declared in terms.keys.items():
        named += [(f"{where}, keys.{name}", code) for code in named_payers(declared)]
    for place, code in named:
        if code not in parties:
            raise ParameterError(
                '{place}: "{code}" is not a party of the agreement.{near}',
                place=place,
                code=code,
                near=did_you_mean(code, parties),
            )


def check_last_year(project: Project, agreement: Agreement, terms: Terms, where: str) -> None:
    """Refuse a total that is said to come from another one than the year before has.

    Raises
    ------
    ParameterError
        If the terms of the year before are stored and have another total; names both.
    """
    rule, before = terms.total.from_last_year, terms.year - 1
    if rule is None or before not in years_of(project, agreement.id):
        return
    known = read_terms(project, agreement, before).total.value
    if known != rule.last_year:
        raise ParameterError(
            "{where}: total.from_last_year.last_year is {last_year}, and the total "
            "of {before} is {known} in its terms. Make them the same.",
            where=where,
            last_year=euros(rule.last_year),
            before=before,
            known=euros(known),
        )


def row_of(name: str, table: Mapping[str, Any], key: str, where: str) -> Any:
    """Return the row of a name in a table.

    Parameters
    ----------
    key, where
        The key of the terms that has the name, and the file, for a message.

    Raises
    ------
    ParameterError
        If there is no such row; names the nearest.
    """
    if name not in table:
        raise ParameterError(
            "{where}: {key} = '{name}' is not known.{near}",
            where=where,
            key=key,
            name=name,
            near=did_you_mean(name, table),
        )
    return table[name]
