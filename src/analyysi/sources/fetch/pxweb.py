"""Statistics Finland's PxWeb API, version 1: addresses, limits, discovery, metadata and cells as
raw answers.

Only the asking is here; what the answers hold is read by `px_table`, `json_stat` and `px_json`. A
client of version 2 would have the same `limits`, `metadata` and `cells`, and nothing above it would
change.

The protocol is Statistics Finland's, as its instructions and the published source of PxWeb have it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import Sentence, ServiceError, SourceError
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.languages.plain_text import one_line
from analyysi.sources.answers.answer import MOST_CELLS
from analyysi.sources.answers.px_table import parse_metadata
from analyysi.sources.fetch.query_parts import Query
from analyysi.sources.fetch.replies import BrokenAnswerError, Reply
from analyysi.sources.fetch.transport import Transport
from analyysi.suggestions import did_you_mean

_LONGEST_WINDOW = 3600
"""Seconds in which the calls to a service are counted; the services have 10 to 60."""

_MOST_CALLS = 1_000_000
_SMALL = 1024 * 1024
_LIST = 16 * 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one client may ask: cells in a request, and requests in a number of seconds."""

    cells: int
    calls: int
    window: float


@dataclass(frozen=True)
class Entry:
    """A line of a folder: a level ("l") or a table ("t")."""

    id: str
    kind: str
    text: str
    updated: str | None = None


class TooLargeError(ServiceError):
    """The service says that a request asks for too many cells."""


class PxWeb:
    """The service at one root, in one language."""

    def __init__(self, transport: Transport, root: str, language: str = MAIN_LANGUAGE) -> None:
        self.transport = transport
        self.root = f"{root.rstrip('/')}/{language}"
        self.name = Sentence("Statistics Finland's PxWeb")

    def limits_address(self) -> str:
        """Return the address of the limits."""
        return f"{self.root}/?config"

    def address(self, path: str) -> str:
        """Return a folder's or a table's address."""
        return f"{self.root}/{quote(path.strip('/'), safe='/')}"

    def fetch_limits(self, into: Path) -> Reply:
        """Ask for the limits in force; the published help page is older than the service."""
        return self.transport.fetch(
            self.limits_address(), into, largest=_SMALL, check=_checked(parse_limits)
        )

    def fetch_metadata(self, table: str, into: Path) -> Reply:
        """Ask for a table's metadata.

        Raises
        ------
        ServiceError
            If there is no such table: the service says 400, and the folder's tables are named.
        """
        try:
            return self.transport.fetch(
                self.address(table),
                into,
                largest=_LIST,
                check=_checked(lambda raw: parse_metadata(raw, table)),
            )
        except ServiceError as error:
            if error.status not in (400, 404):
                raise
            folder, _, name = table.rpartition("/")
            raise ServiceError(
                "{service} has no table {table} ({code}); it may have been "
                "renamed.{near} Correct the recipe in data/sources.",
                error.status,
                service=self.name,
                table=table,
                code=error.status,
                near=self._near(folder, name),
            ) from error

    def _near(self, folder: str, name: str) -> Sentence:
        try:
            tables = [entry.id for entry in self.entries(folder) if entry.kind == "t"]
        except ServiceError:
            return Sentence(" Its folder {folder} is not there either.", folder=folder)
        return did_you_mean(name, tables)

    def fetch_cells(
        self, table: str, query: Query, form: str, into: Path, check: Callable[[bytes], Any]
    ) -> Reply:
        """Ask for a query's cells.

        Raises
        ------
        TooLargeError
            If the service finds the query too large (403).
        ServiceError
            For any other refusal.
        """
        try:
            return self.transport.fetch(
                self.address(table), into, body=query.body(form), check=_checked(check)
            )
        except ServiceError as error:
            if error.status == 403:
                raise TooLargeError(
                    "{service} finds {cells} cells of {table} too many.",
                    403,
                    service=self.name,
                    cells=query.cells,
                    table=table,
                ) from error
            raise

    def entries(self, path: str = "") -> list[Entry]:
        """List a folder: databases at the root, then folders, then tables.

        Raises
        ------
        ServiceError
            If there is no such folder, or the answer is not a list.
        """
        address = f"{self.address(path)}/" if path.strip("/") else f"{self.root}/"
        return self._entries(address, path or "/")

    def search(self, database: str, words: str, by: str = "") -> list[Entry]:
        """Search a database; `by` is "codes" to look for codes such as KU091."""
        query = {"query": words} | ({"filter": by} if by else {})
        return self._entries(f"{self.address(database)}?{urlencode(query)}", database)

    def _entries(self, address: str, where: str) -> list[Entry]:
        from analyysi.file_system.places import temporary_folder

        with temporary_folder() as folder:
            path = Path(folder) / "list.json"
            try:
                self.transport.fetch(address, path, largest=_LIST, check=_checked(_parse_entries))
            except ServiceError as error:
                if error.status in (400, 404):
                    raise ServiceError(
                        "{service} has no folder {folder} ({code}).",
                        error.status,
                        service=self.name,
                        folder=where,
                        code=error.status,
                    ) from error
                raise
            return _parse_entries(path.read_bytes())


def parse_limits(raw: bytes) -> Limits:
    """Read the answer of `?config`.

    Raises
    ------
    SourceError
        If they are no numbers above zero, or larger than a service would say.

    Examples
    --------
    >>> parse_limits(b'{"maxValues":120000,"maxCells":120000,"maxCalls":40,"timeWindow":60}')
    Limits(cells=120000, calls=40, window=60.0)
    """
    try:
        content = read_json(raw)
        cells, calls, window = (content[name] for name in ("maxCells", "maxCalls", "timeWindow"))
    except UnreadableError as error:
        raise SourceError(
            "The service's limits are not whole JSON: {fault}.", fault=error
        ) from error
    except (KeyError, TypeError) as error:
        raise SourceError(
            "The service's limits are not told as expected: maxCells, maxCalls, timeWindow."
        ) from error
    if not all(type(limit) is int for limit in (cells, calls)) or type(window) not in (int, float):
        raise SourceError("The service's limits are not told as expected: numbers were expected.")
    if cells < 1 or calls < 1 or window < 0:
        raise SourceError(
            "The service's limits are {cells} cells and {calls} calls: nothing can be asked.",
            cells=cells,
            calls=calls,
        )
    if window > _LONGEST_WINDOW:
        raise SourceError(
            "The service's limits are {calls} calls in {seconds} seconds, and a "
            "window of at most {most} seconds was expected: nothing is "
            "asked of it. Tell its keeper.",
            calls=calls,
            seconds=f"{window:g}",
            most=_LONGEST_WINDOW,
        )
    return Limits(min(cells, MOST_CELLS), min(calls, _MOST_CALLS), float(window))


def _parse_entries(raw: bytes) -> list[Entry]:
    try:
        return [
            Entry(
                id=one_line(str(entry["id"] if "id" in entry else entry["dbid"])),
                kind=str(entry.get("type", "t" if "path" in entry else "l")),
                text=one_line(str(entry.get("text", entry.get("title", "")))),
                updated=entry.get("updated", entry.get("published")),
            )
            for entry in read_json(raw)
        ]
    except UnreadableError as error:
        raise SourceError("The service's list is not whole JSON: {fault}.", fault=error) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            "The service's list is not as expected: id, type and text in each line."
        ) from error


def _checked(parse: Callable[[bytes], Any]) -> Callable[[Path], None]:
    """Turn a reader into a check: bytes that it cannot read are half an answer, to be asked for
    again.
    """

    def check(path: Path) -> None:
        try:
            parse(path.read_bytes())
        except SourceError as error:
            if isinstance(error, ServiceError):
                raise
            raise BrokenAnswerError(error.sentence) from error

    return check
