"""Rows of the program's tables, by the names that a year's terms give."""

from collections.abc import Mapping
from typing import Any

from analyysi.errors import ParameterError
from analyysi.suggestions import did_you_mean


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
