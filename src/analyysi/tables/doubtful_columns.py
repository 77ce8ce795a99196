"""What stands in the columns beside the sums and makes other sums of them: cents that a comma cut
off, and signs of a credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analyysi.errors import SchemaError, Sentence
from analyysi.tables.files.cell import Cell
from analyysi.tables.numbers.plain_text import plain, words_pattern
from analyysi.tables.numbers.printed_numbers import decimal_mark
from analyysi.tables.numbers.scales import TAKEN_AWAY, is_other_quantity, says_percent
from analyysi.tables.table import Table

_CUT_OFF = {
    Sentence("the cents"): (r"\d+", r"\d\d"),
    Sentence("the hundreds"): (r"[1-9]\d{0,2}", r"\d{3}"),
}
"""What a comma cuts off from sums that are not quoted: the pattern of what is left of it in every
row, and of what is right of it."""

_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.?")
_CREDIT_MARKS = (("D", "K"), ("D", "C"), ("DR", "CR"), ("S", "H"), ("+", "-"))
"""Marks by which programs of accounting tell a debit from a credit, each pair in a column."""

_CREDIT_WORDS = (
    "hyvityslasku kredit kredit-lasku",
    "kreditfaktura kreditnota",
    "credit-note",
)
_TAKES_AWAY = re.compile(
    words_pattern(" ".join((*TAKEN_AWAY, *_CREDIT_WORDS)).split()), re.IGNORECASE
)


def refuse_doubtful_columns(table: Table, amount: int, yes: str) -> None:
    """Refuse sums that a column beside them makes doubtful.

    Parameters
    ----------
    yes
        What a person says where the sums are right all the same, as a sentence.

    Raises
    ------
    SchemaError
        If every sum may have lost digits to the column on its right, a sum may be a day, or a row
        that no total confirms is marked as a credit.
    """
    _refuse_cut_off(table, amount, yes)
    _refuse_days(table, amount)
    if not any(row.total for row in table.rows):
        _refuse_credits(table, amount, yes)


def _refuse_cut_off(table: Table, amount: int, yes: str) -> None:
    right = amount + 1
    taken = (table.payer, *table.codes)
    if right in taken or right not in table.columns or _is_known(table.names[right]):
        return
    pairs = [(row.cell(amount), row.cell(right)) for row in table.of_parties]
    filled = [pair for pair in pairs if not pair[0].empty]
    for digits, (left_pattern, right_pattern) in _CUT_OFF.items():
        lefts, rights = [pair[0] for pair in filled], [pair[1] for pair in filled]
        if len(filled) > 1 and _all_are(lefts, left_pattern) and _all_are(rights, right_pattern):
            sums = f"{filled[0][0].text.strip()},{filled[0][1].text.strip()}"
            raise SchemaError(
                "{where}: {column} may hold {digits} of {amount}, cut off at a comma "
                "({sums}): put a number that holds one in quotes, or save the table as "
                ".xlsx. {yes}",
                where=table.where,
                column=table.named(right),
                digits=digits,
                amount=table.named(amount),
                sums=sums,
                yes=yes,
            )


def _refuse_days(table: Table, amount: int) -> None:
    """Refuse a day for a sum: spreadsheets make 12.5. of what they take for one."""
    cells = [(row, row.cell(amount)) for row in table.of_parties]
    if all(decimal_mark(cell.text) != "," for _, cell in cells):
        return
    for row, cell in cells:
        text = cell.text.strip()
        if cell.number is None and _DAY.fullmatch(text):
            raise SchemaError(
                "{where}: {at} '{text}' may be a day, where other sums have a comma: "
                "write the sum with a comma.",
                where=table.where,
                at=table.at(row, amount),
                text=text,
            )


def _is_known(name: str) -> bool:
    return is_other_quantity(name) or says_percent(name)


def _all_are(cells: Sequence[Cell], pattern: str) -> bool:
    """Return whether all are texts of a pattern; a spreadsheet's own numbers are no texts."""
    return all(cell.number is None and re.fullmatch(pattern, cell.text.strip()) for cell in cells)


def _refuse_credits(table: Table, amount: int, yes: str) -> None:
    for column in table.columns:
        if column in (table.payer, amount, *table.codes):
            continue
        texts = {row.number: plain(row.cell(column).text) for row in table.of_parties}
        marks = _credit_marks(texts.values(), is_left=column < amount)
        for row in table.of_parties:
            text = texts[row.number]
            if text.upper() in marks or _TAKES_AWAY.search(text):
                raise SchemaError(
                    "{where}: {at} says '{text}' beside the sum of '{label}', which may be "
                    "a credit, and no total of the table tells: write what each pays, zero "
                    "or more. {yes}",
                    where=table.where,
                    at=table.at(row, column),
                    text=text,
                    label=row.label,
                    yes=yes,
                )


def _credit_marks(texts: Iterable[str], *, is_left: bool) -> frozenset[str]:
    """Return the marks of a credit among the texts of a column, if it holds nothing but marks.

    A "-" alone behind the sums says that there is nothing to say.
    """
    marks = {text.upper() for text in texts if text}
    for debit, credit in _CREDIT_MARKS:
        is_told = credit.isalpha() or is_left or debit in marks
        if credit in marks and marks <= {debit, credit} and is_told:
            return frozenset({credit})
    return frozenset()
