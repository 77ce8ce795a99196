"""A file of an edition, dropped: which edition it is, and whether the shares come out the same.

Nothing of it is run: JSON and CSV are read strictly, and HTML as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

from analyysi.agreement.reading import agreement_ids, years_of
from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.results import COLUMNS, fingerprint, result_rows, results_csv
from analyysi.desk_file.engine.asked import Dropped
from analyysi.desk_file.engine.opened import Opened
from analyysi.errors import ParameterError, SchemaError, Sentence, SourceError
from analyysi.messages import Money
from analyysi.money import parse_cents
from analyysi.report.language.wording import Wording
from analyysi.report.tables import NOTHING

_LONGEST = 16 * 1024 * 1024
_MOST_ROWS = 200_000
_MOST_LISTED = 20
"""Differences that are listed; more are counted."""

_FOOT = re.compile(
    r"(?P<agreement>[a-z0-9]+(?:-[a-z0-9]+)*) (?P<year>\d{4}) · [^·<>]{1,40} "
    r"(?P<fingerprint>[0-9a-f]{16}) · analyysi (?P<version>[0-9A-Za-z.+]{1,40})"
)
"""The last line of a report, in any language."""

_EXPLORER = "explorer-data"
"""The element of a report that holds the decided cents as data."""


@dataclass(frozen=True)
class EditionFile:
    """What a file of an edition says of itself and of the shares; empty where it says nothing."""

    agreement: str
    year: int
    edition: int | None = None
    published: str = ""
    fingerprint: str = ""
    version: str = ""
    cents: Mapping[tuple[str, str], int] | None = None
    """Cents by the split and the payer; of the chosen split alone its name is empty."""
    results: str = ""
    """The checksum of results.csv."""
    files: Mapping[str, str] | None = None
    """The checksum of each file that the edition rests on."""


@dataclass(frozen=True)
class Form:
    """A form of file that may be dropped."""

    name: str
    fits: Callable[[str], bool]
    read: Callable[[str], EditionFile]


def recomputed(opened: Opened, dropped: Dropped) -> dict[str, Any]:
    """Say which edition a file is of, compute its shares again and compare them.

    Raises
    ------
    SourceError
        If the file is of no edition.
    ParameterError
        If its year is not in this file.
    """
    edition = _edition_file(dropped)
    words = opened.words
    comparison = _comparison(opened, edition)
    text = results_csv(comparison)
    computed = _cents(comparison, edition)
    differences = _differences(edition, computed)
    same_bytes = edition.results == sha256(text.encode()).hexdigest() if edition.results else None
    mark = fingerprint(comparison)
    own = Wording(words.language, comparison.case)
    titles = {split.id: own.title(split.title) for split in comparison.splits}
    titles[""] = own.title(comparison.chosen.title)
    same_mark = edition.fingerprint == mark if edition.fingerprint else None
    if edition.cents is not None:
        equal = not differences
    else:
        equal = (same_mark if same_bytes is None else same_bytes) is True
    return {
        "agreement": edition.agreement,
        "year": edition.year,
        "edition": edition.edition,
        "published_on": edition.published,
        "version": edition.version,
        "fingerprint": edition.fingerprint,
        "same_fingerprint": same_mark,
        "same_results": same_bytes,
        "same_cents": equal,
        "compared": len(edition.cents or {}),
        "changes": [_difference(own, titles, *each) for each in differences[:_MOST_LISTED]],
        "count": len(differences),
        "changed_files": _changed_files(comparison, edition),
        "sentence": _sentence(own, edition, differences, equal=equal, same_mark=same_mark),
    }


def _edition_file(dropped: Dropped) -> EditionFile:
    if len(dropped.text) > _LONGEST:
        raise SourceError("{file} is too long to be of an edition.", file=dropped.name)
    for form in FORMS:
        if form.fits(dropped.text):
            return form.read(dropped.text)
    raise SourceError(
        "This is no file of an edition: its run.json, its results.csv or its report (HTML) was "
        "expected."
    )


def _comparison(opened: Opened, edition: EditionFile) -> Comparison:
    project = opened.project
    if edition.agreement not in agreement_ids(project) or edition.year not in years_of(
        project, edition.agreement
    ):
        raise ParameterError(
            "{agreement} {year} is not in this file, so it cannot be computed here.",
            agreement=edition.agreement,
            year=edition.year,
        )
    base = opened.base
    if (base.agreement.id, base.terms.year) == (edition.agreement, edition.year):
        return opened.comparison
    return compare_methods(load_year(project, edition.agreement, edition.year))


def _cents(comparison: Comparison, edition: EditionFile) -> dict[tuple[str, str], int]:
    """Return the computed cents by what the file compares: every split, or the chosen one."""
    only_chosen = edition.cents is not None and all(not split for split, _ in edition.cents)
    if only_chosen:
        return {("", code): cents for code, cents in comparison.chosen.cents.items()}
    return {(row.split.id, row.payer): row.cents for row in result_rows(comparison)}


_Difference = tuple[str, str, int | None, int | None]
"""The split, the payer, the cents of the file and those computed."""


def _differences(
    edition: EditionFile, computed: Mapping[tuple[str, str], int]
) -> list[_Difference]:
    if edition.cents is None:
        return []
    places = {**edition.cents, **computed}
    return [
        (*place, edition.cents.get(place), computed.get(place))
        for place in places
        if edition.cents.get(place) != computed.get(place)
    ]


def _difference(
    words: Wording,
    titles: Mapping[str, str],
    split: str,
    payer: str,
    given: int | None,
    cents: int | None,
) -> dict[str, Any]:
    return {
        "split": split,
        "title": titles.get(split, split),
        "payer": payer,
        "name": _name(payer, words),
        "given": given,
        "computed": cents,
        "cells": [_written(each, words) for each in (given, cents)],
    }


def _name(payer: str, words: Wording) -> str:
    """Return a payer's name; of a code that is no party's, the code."""
    known = {party.code for party in words.case.agreement.parties}
    return words.payer(payer) if payer in known else payer


def _written(cents: int | None, words: Wording) -> str:
    return NOTHING if cents is None else words.numbers.amount(cents)


def _changed_files(comparison: Comparison, edition: EditionFile) -> list[str] | None:
    """Return the files that the year rests on and that are others than those of the edition."""
    if edition.files is None:
        return None
    here = {file.path: file.sha256 for file in comparison.case.inputs}
    return [
        path for path, checksum in here.items() if edition.files.get(path, checksum) != checksum
    ]


def _sentence(
    words: Wording,
    edition: EditionFile,
    differences: list[_Difference],
    *,
    equal: bool,
    same_mark: bool | None,
) -> str:
    say = words.say
    year = f"{edition.agreement} {edition.year}"
    if edition.cents is None:
        return (
            say("{year}: computed again, every share is that of the edition.", year=year)
            if equal
            else say(
                "{year}: computed again, the results are not those of the edition. Its results.csv "
                "shows where they differ.",
                year=year,
            )
        )
    if equal and same_mark is False:
        return say(
            "{year}: every share that the file shows is exactly the same. The fingerprint is "
            "another, since other files or another version of the program are here.",
            year=year,
        )
    if equal:
        return say(
            "{year}: {count} shares were computed again, and all are exactly the same.",
            year=year,
            count=str(len(edition.cents)),
        )
    _, payer, given, cents = differences[0]
    return say(
        "{year}: {count} shares are not equal. The first is that of {payer}: {given} in the "
        "file, {computed} computed.",
        year=year,
        count=str(len(differences)),
        payer=_name(payer, words),
        given=NOTHING if given is None else Money(given, 2),
        computed=NOTHING if cents is None else Money(cents, 2),
    )


# results.csv


def _is_results(text: str) -> bool:
    return text.removeprefix("\ufeff").startswith(",".join(COLUMNS))


def _of_results(text: str) -> EditionFile:
    # A spreadsheet that saved it may have changed line ends.
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    cents: dict[tuple[str, str], int] = {}
    years = set()
    try:
        rows = csv.reader(io.StringIO(plain), strict=True)
        next(rows)
        for number, row in enumerate(rows, start=2):
            if number > _MOST_ROWS or len(row) != len(COLUMNS):
                raise _no_row(number)
            cell = dict(zip(COLUMNS, row, strict=True))
            years.add((cell["agreement"], cell["year"]))
            place = (cell["split"], cell["payer_code"])
            if place in cents:
                raise _no_row(number)
            cents[place] = _signed_cents(cell["amount_eur"], number)
    except csv.Error as error:
        raise SchemaError("results.csv cannot be read: {fault}.", fault=str(error)) from error
    if len(years) != 1:
        raise SchemaError("results.csv is of one agreement and one year; this is not.")
    ((agreement, year),) = years
    checksum = sha256(plain.encode()).hexdigest()
    return EditionFile(agreement, _year(year), cents=cents, results=checksum)


def _signed_cents(text: str, number: int) -> int:
    try:
        return -parse_cents(text[1:]) if text.startswith("-") else parse_cents(text)
    except ValueError as error:
        raise _no_row(number) from error


def _no_row(number: int) -> SchemaError:
    return SchemaError(
        "results.csv, row {row}: {columns} were expected, each payer once in a split.",
        row=number,
        columns=", ".join(COLUMNS),
    )


def _year(text: object) -> int:
    digits = str(text)
    if not re.fullmatch(r"[0-9]{4}", digits):
        raise SourceError("The file names no year.")
    return int(digits)


# run.json


def _is_record(text: str) -> bool:
    return text.removeprefix("\ufeff").lstrip().startswith("{")


def _of_record(text: str) -> EditionFile:
    try:
        record = read_json(text.removeprefix("\ufeff").encode())
    except UnreadableError as error:
        raise SourceError("This is no run.json: {reason}.", reason=error) from error
    parameters = _object(record, "parameters")
    own = record if "agreement" in record else parameters
    files = _checksums(record.get("files", record.get("inputs")))
    outputs = _object(record, "outputs")
    results = files.pop("results.csv", None) or outputs.get("results.csv", "")
    number = record.get("edition")
    return EditionFile(
        agreement=_text(own, "agreement"),
        year=_year(own.get("year")),
        edition=number if isinstance(number, int) else None,
        published=_text(record, "published", needed=False),
        fingerprint=_text(record, "fingerprint"),
        version=_text(_object(record, "code"), "version", needed=False),
        results=results if isinstance(results, str) else "",
        files=files,
    )


def _object(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = record.get(name)
    return inner if isinstance(inner, Mapping) else {}


def _text(record: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    text = record.get(name)
    if isinstance(text, str) and len(text) <= 200:
        return text
    if needed:
        raise SourceError("This is no run.json: it lacks {name}.", name=name)
    return ""


def _checksums(listed: object) -> dict[str, str]:
    """Return the checksums of a list of files, by their paths in the project."""
    checksums = {}
    for entry in listed if isinstance(listed, list) else ():
        path, checksum = (
            (entry.get("path"), entry.get("sha256")) if isinstance(entry, Mapping) else ("", "")
        )
        if isinstance(path, str) and isinstance(checksum, str):
            checksums[path.removeprefix("inputs/")] = checksum
    return checksums


# A report


def _is_report(text: str) -> bool:
    return "<html" in text[:2000].lower()


class _ReportText(HTMLParser):
    """Collects a report's last line and its data; nothing else of it is looked at."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.data = ""
        self.foot: re.Match[str] | None = None
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        """Note whether the data begins."""
        self._in_data = tag == "script" and ("id", _EXPLORER) in list(attrs)

    def handle_endtag(self, tag: str) -> None:
        """Note that it ends."""
        self._in_data = False

    def handle_data(self, data: str) -> None:
        """Keep the data, and the last line that names a year and a fingerprint."""
        if self._in_data:
            self.data += data
        self.foot = _FOOT.search(data) or self.foot


def _of_report(text: str) -> EditionFile:
    parser = _ReportText()
    parser.feed(text)
    parser.close()
    if parser.foot is None:
        raise SourceError("This page is no report of the program: its last line is not there.")
    return EditionFile(
        agreement=parser.foot["agreement"],
        year=int(parser.foot["year"]),
        fingerprint=parser.foot["fingerprint"],
        version=parser.foot["version"],
        cents=_chosen_cents(parser.data),
    )


def _chosen_cents(data: str) -> dict[tuple[str, str], int] | None:
    """Return the cents that a report's explorer holds; None of a report without one."""
    if not data:
        return None
    try:
        content = read_json(data.encode())
    except UnreadableError as error:
        raise SourceError("The data of this report cannot be read: {reason}.", reason=error) from (
            error
        )
    cents = {}
    for code, text in _object(content, "cents").items():
        if not isinstance(text, str) or not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise SourceError(
                "The data of this report cannot be read: {reason}.",
                reason=Sentence("whole cents were expected"),
            )
        cents["", code] = int(text)
    return cents or None


FORMS = (
    Form("results", _is_results, _of_results),
    Form("record", _is_record, _of_record),
    Form("report", _is_report, _of_report),
)
"""The forms that are known, in the order in which they are tried."""
