"""What a person says of a table that somebody sent: its columns, its unit, its total, and whose
rows count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from analyysi.errors import ParameterError
from analyysi.tables.numbers.plain_text import plain
from analyysi.tables.numbers.printed_numbers import NotANumberError, cents, read_printed

UNKNOWN: Literal["unknown"] = "unknown"
"""The total of a table whose total nobody knows: its parts are then believed without one."""

Thing = Literal["payer", "amount", "percent", "mark", "unit", "total", "sheet", "others", "where"]
"""What can be said of a table."""

COMMAND_LINE: Mapping[Thing, str] = {
    "payer": "--payer-column {}",
    "amount": "--amount-column {}",
    "percent": "--percent-column {}",
    "mark": "--decimal-mark {}",
    "unit": "--unit {}",
    "total": "--total {}",
    "sheet": "--sheet {}",
    "others": "--only-parties",
    "where": "--where {}",
}
"""What each thing is called where a table is read by a command."""

PYTHON: Mapping[Thing, str] = {
    "payer": 'payer_column="{}"',
    "amount": 'column="{}"',
    "mark": 'decimal_mark="{}"',
    "sheet": 'sheet="{}"',
    "others": "only_parties=True",
    "where": 'where="{}"',
}
"""What each thing is called where a table is read in a notebook, as figures of a key."""

ANSWERS: Mapping[Thing, str] = {**COMMAND_LINE, "payer": "{}", "amount": "{}", "percent": "{}"}
"""What each thing is called where the columns are asked for: an answer, and no option."""


@dataclass(frozen=True)
class Filter:
    """Rows that count: those whose cell in a column has this text, or has not."""

    column: str
    text: str
    excluded: bool = False
    """Whether the rows with the text are those that do not count."""

    @property
    def written(self) -> str:
        """Write it as it is said: "vuosi=2022", "Kunta!=Kajaani"."""
        return f"{self.column}{'!=' if self.excluded else '='}{self.text}"

    def keeps(self, text: str) -> bool:
        """Return whether a row with this text in the column counts."""
        return (plain(text).casefold() == self.text.casefold()) is not self.excluded


@dataclass(frozen=True)
class Asked:
    """What a person has said of a table; empty where nothing was said."""

    payer: str = ""
    """The column of the payers: its header, its letter or its number from 1."""
    amount: str = ""
    """The column of the sums, or of the figures. In lines of minutes the place of a number."""
    percent: str = ""
    mark: str = ""
    """The decimal mark, a comma or a point."""
    unit: str = ""
    """The scale that the sums are in, a row of `SCALES`; empty: that of the table."""
    total: int | Literal["unknown"] | None = None
    """The total from elsewhere in cents, or `UNKNOWN`."""
    only_parties: bool = False
    """Whether rows of others than the parties are passed over."""
    where: tuple[Filter, ...] = ()
    sheet: str = ""
    called: Mapping[Thing, str] = field(default_factory=lambda: COMMAND_LINE)
    """What each thing is called where it is asked for."""

    def __post_init__(self) -> None:
        """Refuse a decimal mark that is none."""
        if self.mark not in ("", ",", "."):
            raise ParameterError(
                "{option}: a comma or a point was expected.", option=self.option("mark", self.mark)
            )

    def option(self, thing: Thing, value: str = "") -> str:
        """Write how a thing is said: "--amount-column B", or without a value "--amount-column".

        >>> Asked().option("amount", "B"), Asked(called=PYTHON).option("amount")
        ('--amount-column B', 'column=')
        """
        pattern = self.called[thing]
        if value:
            shown = f'"{value}"' if " " in value and '"' not in pattern else value
            return pattern.format(shown)
        return pattern.replace('"{}"', "").replace("{}", "").strip()

    @property
    def options(self) -> tuple[str, ...]:
        """Return everything that was said, as the options that say it."""
        texts: list[tuple[Thing, str]] = [
            ("sheet", self.sheet),
            ("payer", self.payer),
            ("amount", self.amount),
            ("percent", self.percent),
            ("mark", self.mark),
            ("unit", self.unit),
        ]
        options = [self.option(thing, text) for thing, text in texts if text]
        options += [self.option("where", kept.written) for kept in self.where]
        if self.only_parties:
            options.append(self.option("others"))
        return tuple(options)


def filters(
    texts: str | Sequence[str], called: Mapping[Thing, str] = COMMAND_LINE
) -> tuple[Filter, ...]:
    """Read "year=2023": rows whose column has that text count; of "Kunta!=Kajaani" all others.

    Raises
    ------
    ParameterError
        If a text has no "=".
    """
    kept = []
    for text in [texts] if isinstance(texts, str) else texts:
        column, equals, value = text.partition("=")
        if not equals or not column.rstrip("! ").strip():
            raise ParameterError(
                "{option}: a column and the text of the rows that count were expected, "
                "such as year=2023.",
                option=Asked(called=called).option("where", text),
            )
        excluded = column.endswith("!")
        kept.append(Filter(column.rstrip("! ").strip(), plain(value), excluded))
    return tuple(kept)


def total_of(text: str) -> int | Literal["unknown"] | None:
    """Read a total from elsewhere: cents, `UNKNOWN`, or None of an empty text.

    Raises
    ------
    ParameterError
        If it is no sum.

    Examples
    --------
    >>> total_of("80 000,00"), total_of("unknown"), total_of("")
    (8000000, 'unknown', None)
    """
    if not text:
        return None
    if text.strip().casefold() == UNKNOWN:
        return UNKNOWN
    try:
        total = cents(read_printed(text).value)
    except NotANumberError:
        total = None
    if total is None or total < 0:
        raise ParameterError(
            "--total {total}: a sum in euros was expected, such as 80000 or '80 "
            "000,00'; or {unknown}, where nobody knows it.",
            total=text,
            unknown=UNKNOWN,
        )
    return total
