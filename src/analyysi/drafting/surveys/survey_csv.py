"""The survey beside the terms, as collected answers are written: one CSV, in one strict form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from analyysi.languages.plain_text import csv_text
from analyysi.sources.schema import CODE
from analyysi.sources.surveys.answer_columns import COMMENT, ESTIMATED, SOURCE, WORDS
from analyysi.sources.surveys.answer_table import GivenAnswer
from analyysi.sources.surveys.questions import Question

_SEPARATOR, _QUOTE = re.compile(r'[,;"\t]'), '"'

Row = Mapping[str, GivenAnswer]
"""What one payer has answered, by the questions' columns."""


def survey_csv(
    questions: Sequence[Question], rows: Mapping[str, Row], unread: Mapping[str, Mapping[str, str]]
) -> bytes:
    """Write a survey: a row for each payer that has answered anything; nothing where nobody has.

    Beside the columns of payers, answers, marks of estimates and sources there is one for the words
    of estimates and one for comments where there are any. Of several questions each has a mark of
    its own.

    Parameters
    ----------
    rows
        The answers by payer, in the order of the file.
    unread
        Further columns that the stored survey has, by payer: they stay.
    """
    if not rows:
        return b""
    columns = [question.column for question in questions]
    worded = [column for column in columns if any(_each(_words, rows, column))]
    commented = any(map(_comment, rows.values()))
    header = [CODE, *columns, *_named(ESTIMATED, columns, columns), *_named(WORDS, worded, columns)]
    header += [SOURCE, *([COMMENT] if commented else []), *unread]
    lines = [_line(header)]
    for code, row in rows.items():
        cells = [code, *(_number(row, column) for column in columns)]
        cells += ["yes" if _is_estimate(row, column) else "" for column in columns]
        cells += [_words(row, column) for column in worded]
        cells += [_joined(given.source for given in row.values())]
        cells += [_comment(row)] if commented else []
        cells += [texts.get(code, "") for texts in unread.values()]
        lines.append(_line([csv_text(cell) for cell in cells]))
    return "".join(lines).encode()


def written(number: Decimal) -> str:
    """Return a number as a survey stores it: with a point, without zeros at its end.

    >>> written(Decimal("40.50")), written(Decimal("1E+2"))
    ('40.5', '100')
    """
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _named(name: str, columns: Sequence[str], every: Sequence[str]) -> list[str]:
    """Return the headings of what is said of each question; of a single one without its name."""
    return [name if len(every) == 1 else f"{column}_{name}" for column in columns]


def _each(cell: Callable[[Row, str], str], rows: Mapping[str, Row], column: str) -> list[str]:
    return [cell(row, column) for row in rows.values()]


def _number(row: Row, column: str) -> str:
    given = row.get(column)
    return written(given.answer.number) if given is not None and given.answer is not None else ""


def _is_estimate(row: Row, column: str) -> bool:
    return column in row and row[column].estimated


def _words(row: Row, column: str) -> str:
    given = row.get(column)
    return given.answer.words if given is not None and given.answer is not None else ""


def _comment(row: Row) -> str:
    return _joined(given.comment for given in row.values())


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))


def _line(cells: Sequence[str]) -> str:
    """Write a row. A cell that holds any separator is quoted, so that it is never taken for one."""
    return f"{','.join(map(_quoted, cells))}\n"


def _quoted(cell: str) -> str:
    if _SEPARATOR.search(cell) is None:
        return cell
    return f"{_QUOTE}{cell.replace(_QUOTE, 2 * _QUOTE)}{_QUOTE}"
