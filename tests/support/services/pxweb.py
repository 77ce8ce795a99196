"""The PxWeb API, version 1, as Statistics Finland serves it: levels, metadata, data, search,
limits.

What is answered follows the server's own source code and recorded answers. Not served: the formats
other than json-stat2 and json (PX-JSON), and aggregations (`agg:`, `vs:`), which are 400 here.
"""

from __future__ import annotations

import itertools
import json
import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from support.services.server import JSON, Answer, Server, bad_request, forbidden, too_many_requests

Figure = int | float | Decimal | str | None
"""A number; text is the symbol of a missing one ("..", "..."); None is missing without a symbol."""

ROOT = "/PxWeb/api/v1"
_JOINED = {"fi": ("muuttujina", "ja"), "sv": ("efter", "och"), "en": ("by", "and")}


@dataclass(frozen=True)
class Variable:
    """A variable of a table. The one that has `units` is the contents variable."""

    code: str
    text: str
    values: tuple[str, ...]
    texts: tuple[str, ...]
    time: bool = False
    elimination: bool = False
    elimination_code: str | None = None
    """The value that stands for the total; without it an eliminated variable is summed."""
    units: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Contents code to unit and decimals."""
    notes: dict[str, str] = field(default_factory=dict)
    """Value code to note; the note under "" is the variable's own."""

    def __post_init__(self) -> None:
        if len(self.values) != len(self.texts) or len(set(self.values)) != len(self.values):
            raise ValueError(
                f"{self.code}: {len(self.values)} values, {len(self.texts)} texts, or a value twice"
            )

    def text_of(self, value: str) -> str:
        return self.texts[self.values.index(value)]


@dataclass
class Table:
    """A table and its figures.

    Either `value` (value code per variable code to a figure) or `fast` is given. `fast` gets the
    codes of each variable, in the table's order, and returns the figures row by row, the last
    variable running fastest.
    """

    id: str
    title: str
    """What the figures are; the service itself adds "muuttujina …" to it."""
    source: str
    updated: str
    variables: list[Variable]
    value: Callable[[dict[str, str]], Figure] | None = None
    fast: Callable[[list[tuple[str, ...]]], list[Any]] | None = None
    notes: list[str] = field(default_factory=list)
    flags: Callable[[dict[str, str]], str | None] | None = None
    """A note on a cell that does have a number: it stands in `status` all the same."""
    matrix: str = ""
    description: str = ""
    """The text in the list of tables."""
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    """Language to Finnish text to translated text; what is not there stays Finnish."""

    @property
    def short_id(self) -> str:
        return self.matrix or self.id.removesuffix(".px")

    @property
    def contents(self) -> Variable | None:
        return next((variable for variable in self.variables if variable.units), None)

    def say(self, text: str, language: str) -> str:
        return self.translations.get(language, {}).get(text, text)

    def label(self, language: str, variables: Sequence[Variable]) -> str:
        names = [self.say(variable.text, language) for variable in variables]
        by, last = _JOINED[language]
        listed = (
            names[0]
            if len(names) == 1
            else f"{', '.join(names[:-1])} {last} {names[-1]}"
            if names
            else ""
        )
        title = self.say(self.title, language)
        return f"{title} {by} {listed}" if listed else title

    def figures(self, codes: list[tuple[str, ...]]) -> list[Any]:
        if self.fast is not None:
            return self.fast(codes)
        if self.value is None:
            raise ValueError(f"{self.id} has neither `value` nor `fast`")
        names = [variable.code for variable in self.variables]
        return [
            self.value(dict(zip(names, cell, strict=True))) for cell in itertools.product(*codes)
        ]


Databases = dict[str, dict[str, list[Table]]]
"""Database to folder ("vaerak", "Kunnat/9._Tunnusluvut") to its tables."""


class _Refused(Exception):  # noqa: N818 - not an error of the server, but its answer
    """A query that the service answers with 400."""


@dataclass(frozen=True)
class _Selected:
    variable: Variable
    codes: tuple[str, ...]
    gone: bool
    """Eliminated: counts as one cell and is not in the answer."""


class PxWeb(Server):
    """PxWeb v1 under `/PxWeb/api/v1`. Tests may change every attribute while it runs.

    The limiter counts every call, refused ones too: the time stamps older than `time_window`
    seconds are dropped, the new one is appended, and the call is refused if there are then more
    than `max_calls`.
    """

    def __init__(
        self,
        databases: Databases | None = None,
        *,
        port: int = 0,
        max_cells: int = 120_000,
        max_values: int = 120_000,
        max_calls: int = 40,
        time_window: float = 60,
        limiter_on: bool = True,
    ) -> None:
        super().__init__(port)
        self.databases: Databases = {} if databases is None else databases
        self.max_cells = max_cells
        self.max_values = max_values
        self.max_calls = max_calls
        self.time_window = time_window
        self.limiter_on = limiter_on
        self.restamped = "2026-07-01T18:34:16"
        """`updated` of every table in a list: local time of the last touch, not of the release."""
        self._calls: deque[float] = deque()

    @property
    def root(self) -> str:
        """The address that a client is given."""
        return self.url + ROOT

    def replace_table(self, database: str, folder: str, table: Table) -> None:
        """Put a table in the place of the one with its id, as a new release does."""
        tables = self.databases[database][folder]
        self.databases[database][folder] = [
            table if known.id == table.id else known for known in tables
        ]

    def forget_calls(self) -> None:
        """Empty the limiter."""
        with self.lock:
            self._calls.clear()

    def admit(self, method: str, path: str) -> Answer | None:
        if not self.limiter_on:
            return None
        with self.lock:
            now = self.clock()
            while self._calls and self._calls[0] <= now - self.time_window:
                self._calls.popleft()
            self._calls.append(now)
            refused = len(self._calls) > self.max_calls
        return too_many_requests(math.ceil(self.time_window)) if refused else None

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        try:
            return self._answer(method, path, query, body)
        except _Refused:
            return bad_request()

    def _answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        if not path.lower().startswith(ROOT.lower() + "/"):
            return Answer(
                404, "text/html", b"<html><body>404 - File or directory not found.</body></html>"
            )
        language, *levels = [part for part in path[len(ROOT) :].split("/") if part] or [""]
        language = language.lower()
        if language not in _JOINED:
            raise _Refused
        if not levels:
            if method != "GET":
                raise _Refused
            return _json(
                self._config()
                if "config" in query
                else [{"dbid": name, "text": name} for name in self.databases]
            )
        database = _same(levels[0], self.databases)
        if database is None:
            raise _Refused
        folders = self.databases[database]
        table = _find_table(folders, levels[1:])
        if method == "POST":
            if table is None:
                raise _Refused
            return self._data(table, language, body)
        if "query" in query:
            return _json(
                _search(folders, levels[1:], query["query"], query.get("filter", "*"), language)
            )
        return _json(
            self._level(folders, levels[1:], language)
            if table is None
            else self._metadata(table, language)
        )

    def _config(self) -> dict[str, Any]:
        return {
            "maxValues": self.max_values,
            "maxCells": self.max_cells,
            "maxCalls": self.max_calls,
            "timeWindow": self.time_window,
            "CORS": True,
        }

    def _level(
        self, folders: Mapping[str, list[Table]], levels: list[str], language: str
    ) -> list[dict[str, str]]:
        wanted = [level.lower() for level in levels]
        below: dict[str, dict[str, str]] = {}
        tables: list[dict[str, str]] = []
        known = not wanted
        for folder, held in folders.items():
            parts = folder.split("/") if folder else []
            if [part.lower() for part in parts[: len(wanted)]] != wanted:
                continue
            known = True
            if len(parts) > len(wanted):
                name = parts[len(wanted)]
                below[name] = {"id": name, "type": "l", "text": name}
                continue
            for table in held:
                text = (
                    f"{table.short_id} -- {table.say(table.description or table.title, language)}"
                )
                tables.append(
                    {"id": table.id, "type": "t", "text": text, "updated": self.restamped}
                )
        if not known:
            raise _Refused
        return [*below.values(), *tables]

    def _metadata(self, table: Table, language: str) -> dict[str, Any]:
        described = []
        for variable in table.variables:
            entry: dict[str, Any] = {
                "code": variable.code,
                "text": table.say(variable.text, language),
            }
            if len(variable.values) <= self.max_values:
                entry["values"] = variable.values
                entry["valueTexts"] = [table.say(text, language) for text in variable.texts]
            if variable.elimination:
                entry["elimination"] = True
            if variable.time:
                entry["time"] = True
            described.append(entry)
        return {"title": table.label(language, table.variables), "variables": described}

    def _data(self, table: Table, language: str, body: bytes) -> Answer:
        selected, wanted = _read_query(table, body)
        if math.prod(1 if one.gone else len(one.codes) for one in selected) > self.max_cells:
            return forbidden()
        figures = _cells(table, selected)
        shown = [one for one in selected if not one.gone]
        write = _json_stat2 if wanted == "json-stat2" else _px_json
        return _json(write(table, language, shown, figures, _flags(table, selected, figures)))


def _json(content: Any) -> Answer:
    return Answer(
        200, JSON, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    )


def _same(name: str, known: Mapping[str, Any]) -> str | None:
    return next((one for one in known if one.lower() == name.lower()), None)


def _find_table(folders: Mapping[str, list[Table]], levels: list[str]) -> Table | None:
    """Find the table that a path names. Levels may be left out between the
    database and the table.
    """
    if not levels:
        return None
    *above, name = [level.lower() for level in levels]
    for folder, tables in folders.items():
        parts = [part.lower() for part in folder.split("/")]
        if above == parts[: len(above)]:
            for table in tables:
                if table.id.lower() == name:
                    return table
    return None


def _search(
    folders: Mapping[str, list[Table]], levels: list[str], text: str, where: str, language: str
) -> list[dict[str, Any]]:
    wanted, under = text.lower(), "/".join(levels).lower()
    found = []
    for folder, tables in folders.items():
        if not f"{folder.lower()}/".startswith(f"{under}/" if under else ""):
            continue
        for table in tables:
            fields = {
                "title": [table.say(table.title, language), table.description],
                "codes": [
                    code
                    for variable in table.variables
                    for code in (variable.code, *variable.values)
                ],
                "values": [text for variable in table.variables for text in variable.texts],
                "matrix": [table.short_id],
            }
            searched = fields.get(where.lower()) or [
                one for texts in fields.values() for one in texts
            ]
            if any(wanted in one.lower() for one in searched):
                title = table.label(language, table.variables)
                found.append({"id": table.id, "path": f"/{folder}", "title": title, "score": 1.0})
                found[-1]["published"] = table.updated.removesuffix("Z")
    return found


def _read_query(table: Table, body: bytes) -> tuple[list[_Selected], str]:
    try:
        content = json.loads(body)
    except ValueError as error:
        raise _Refused from error
    if not isinstance(content, dict):
        raise _Refused
    response = content.get("response") or {}
    wanted = response.get("format", "json-stat2") if isinstance(response, dict) else ""
    if wanted not in ("json-stat2", "json"):
        raise _Refused
    asked: dict[str, tuple[str, ...]] = {}
    variables = {variable.code: variable for variable in table.variables}
    query = content.get("query") or []
    if not isinstance(query, list):
        raise _Refused
    for item in query:
        variable = variables.get(str(item.get("code"))) if isinstance(item, dict) else None
        if variable is None or variable.code in asked:
            raise _Refused
        asked[variable.code] = _codes(variable, item.get("selection"))
    selected = []
    for variable in table.variables:
        if variable.code in asked:
            selected.append(_Selected(variable, asked[variable.code], gone=False))
        elif variable.elimination:
            total = (
                variable.values
                if variable.elimination_code is None
                else (variable.elimination_code,)
            )
            selected.append(_Selected(variable, total, gone=True))
        else:
            selected.append(_Selected(variable, variable.values, gone=False))
    return selected, str(wanted)


def _codes(variable: Variable, selection: Any) -> tuple[str, ...]:
    """Resolve one selection to codes in the table's order."""
    if not isinstance(selection, dict) or not isinstance(selection.get("filter"), str):
        raise _Refused
    kind, values = selection["filter"].lower(), selection.get("values")
    if (
        not isinstance(values, list)
        or not values
        or not all(isinstance(value, str) for value in values)
    ):
        raise _Refused
    if kind.startswith(("agg:", "vs:")):
        raise _Refused
    if kind == "top":
        if len(values) != 1 or not values[0].isdecimal() or int(values[0]) < 1:
            raise _Refused
        count = int(values[0])
        return variable.values[-count:] if variable.time else variable.values[:count]
    if kind == "all":
        chosen = {code for pattern in values for code in variable.values if _fits(pattern, code)}
        if not chosen:
            raise _Refused
    else:
        chosen = set(values)
        if len(chosen) != len(values) or not chosen <= set(variable.values):
            raise _Refused
    return tuple(code for code in variable.values if code in chosen)


def _fits(pattern: str, code: str) -> bool:
    if pattern.startswith("*"):
        return code.endswith(pattern[1:])
    if pattern.endswith("*"):
        return code.startswith(pattern[:-1])
    return code == pattern


def _cells(table: Table, selected: list[_Selected]) -> list[Any]:
    """Return the figures, with each variable that is summed away summed."""
    figures = table.figures([one.codes for one in selected])
    sizes = [len(one.codes) for one in selected]
    if len(figures) != math.prod(sizes):
        raise ValueError(f"{table.id} gave {len(figures)} figures for {math.prod(sizes)} cells")
    for place, one in enumerate(selected):
        if one.gone and sizes[place] > 1:
            below, count = math.prod(sizes[place + 1 :]), sizes[place]
            figures = [
                _total(figures[start + low : start + count * below : below])
                for start in range(0, len(figures), count * below)
                for low in range(below)
            ]
            sizes[place] = 1
    return figures


def _total(figures: list[Any]) -> Any:
    for figure in figures:
        if figure is None or isinstance(figure, str):
            return figure
    return sum(figures)


def _flags(table: Table, selected: list[_Selected], figures: list[Any]) -> dict[int, str]:
    """Return flat index to symbol: of each missing figure, and of each figure with a note."""
    status = {place: figure for place, figure in enumerate(figures) if type(figure) is str}
    if table.flags is not None:
        left = [
            one for one in selected if not one.gone or len(one.codes) == 1
        ]  # not those summed away
        names, codes = [one.variable.code for one in left], [one.codes for one in left]
        for place, cell in enumerate(itertools.product(*codes)):
            flag = table.flags(dict(zip(names, cell, strict=True)))
            if flag and place not in status:
                status[place] = flag
    return status


def _number(figure: Any) -> Any:
    if type(figure) is int or figure is None:
        return figure
    if isinstance(figure, str):
        return None
    return int(figure) if figure == int(figure) else float(figure)


_NO_CONTENTS = "ContentsCode"
"""What the service calls the contents of a table that has no variable of contents."""


def _json_stat2(
    table: Table, language: str, shown: list[_Selected], figures: list[Any], status: dict[int, str]
) -> dict[str, Any]:
    contents = table.contents
    role = {
        "metric": [one.variable.code for one in shown if one.variable is contents],
        "time": [one.variable.code for one in shown if one.variable.time],
    }
    answer: dict[str, Any] = {
        "class": "dataset",
        "version": "2.0",
        "label": table.label(language, [one.variable for one in shown]),
        "source": table.source,
        "updated": table.updated,
        "id": [one.variable.code for one in shown],
        "size": [len(one.codes) for one in shown],
        "role": {name: codes for name, codes in role.items() if codes},
        "dimension": {one.variable.code: _dimension(table, language, one) for one in shown},
        "extension": {
            "contact": [{"raw": "<A HREF='https://stat.fi' TARGET=_blank>Tilaston kotisivu</A>"}],
            "px": {
                "aggregallowed": True,
                "contents": table.say(table.title, language),
                "decimals": 0,
                "description": f"{table.short_id} -- "
                f"{table.say(table.description or table.title, language)}",
                "descriptiondefault": False,
                "heading": [one.variable.code for one in shown[1:]],
                "language": language,
                "matrix": table.short_id,
                "official-statistics": True,
                "stub": [one.variable.code for one in shown[:1]],
                "tableid": table.short_id,
            },
        },
    }
    if contents is None:  # as recorded of the frozen accounts: a dimension that nobody asked for
        answer["id"].insert(0, _NO_CONTENTS)
        answer["size"].insert(0, 1)
        answer["role"]["metric"] = [_NO_CONTENTS]
        category = {
            "index": {"EliminatedValue": 0},
            "label": {"EliminatedValue": "EliminatedValue"},
        }
        answer["dimension"][_NO_CONTENTS] = {"label": "EliminatedContents", "category": category}
    if table.notes:
        answer["note"] = [table.say(note, language) for note in table.notes]
    answer["value"] = [_number(figure) for figure in figures]
    if status:
        answer["status"] = {str(place): symbol for place, symbol in sorted(status.items())}
    return answer


def _dimension(table: Table, language: str, one: _Selected) -> dict[str, Any]:
    """Describe a dimension. The keys stand alphabetically, as recorded: only `index` tells the
    order.
    """
    variable, codes = one.variable, sorted(one.codes)
    place = {code: number for number, code in enumerate(one.codes)}
    texts = dict(zip(variable.values, variable.texts, strict=True))
    category: dict[str, Any] = {
        "index": {code: place[code] for code in codes},
        "label": {code: table.say(texts[code], language) for code in codes},
    }
    if notes := {
        code: [table.say(variable.notes[code], language)]
        for code in codes
        if code in variable.notes
    }:
        category["note"] = notes
    if variable.units:
        units = {code: variable.units[code] for code in codes}
        category["unit"] = {
            code: {"base": table.say(base, language), "decimals": decimals}
            for code, (base, decimals) in units.items()
        }
    extension: dict[str, Any] = {"elimination": variable.elimination}
    if variable.elimination and variable.elimination_code is not None:
        extension["eliminationValueCode"] = variable.elimination_code
    extension["show"] = "value"
    described: dict[str, Any] = {"label": table.say(variable.text, language)}
    if "" in variable.notes:
        described["note"] = [table.say(variable.notes[""], language)]
    described |= {"category": category, "extension": extension}
    if not variable.units:
        scale = "SCALE-TYPE=None" if variable.time else "SCALE-TYPE=nominal"
        described["link"] = {"describedby": [{"extension": {variable.code: scale}}]}
    return described


def _px_json(
    table: Table, language: str, shown: list[_Selected], figures: list[Any], _status: dict[int, str]
) -> dict[str, Any]:
    """Write PX-JSON: one row per key, the contents side by side, and every value as text."""
    contents = next((place for place, one in enumerate(shown) if one.variable.units), None)
    keys = [one for place, one in enumerate(shown) if place != contents]
    columns = [
        _column(table, language, one.variable, "t" if one.variable.time else "d") for one in keys
    ]
    if contents is None:
        measures = [table.title]
        decimals: list[int | None] = [None]
        columns.append({"code": table.title, "text": table.say(table.title, language), "type": "c"})
    else:
        variable = shown[contents].variable
        measures, decimals = (
            list(shown[contents].codes),
            [variable.units[code][1] for code in shown[contents].codes],
        )
        for code in measures:
            column = {"code": code, "text": table.say(variable.text_of(code), language)}
            if code in variable.notes:
                column["comment"] = table.say(variable.notes[code], language) + "\r\n"
            columns.append(column | {"type": "c"})
    sizes = [len(one.codes) for one in shown]
    steps = [math.prod(sizes[place + 1 :]) for place in range(len(sizes))]
    across = 0 if contents is None else steps[contents]
    down = [step for place, step in enumerate(steps) if place != contents]
    rows = []
    for places in itertools.product(*(range(len(one.codes)) for one in keys)):
        start = sum(place * step for place, step in zip(places, down, strict=True))
        key = [one.codes[place] for one, place in zip(keys, places, strict=True)]
        cells = [start + number * across for number in range(len(measures))]
        values = [
            _text(figures[cell], digits) for cell, digits in zip(cells, decimals, strict=True)
        ]
        rows.append({"key": key, "values": values})
    in_order = [one.variable for one in keys] + (
        [] if contents is None else [shown[contents].variable]
    )
    metadata = {
        "updated": table.updated.replace(":", "."),  # the server writes the time in Finnish fashion
        "label": table.label(language, in_order),
        "source": table.source,
    }
    return {"columns": columns, "comments": [], "data": rows, "metadata": [metadata]}


def _column(table: Table, language: str, variable: Variable, kind: str) -> dict[str, str]:
    column = {"code": variable.code, "text": table.say(variable.text, language)}
    if "" in variable.notes:
        column["comment"] = table.say(variable.notes[""], language) + "\r\n"
    return column | {"type": kind}


def _text(figure: Any, decimals: int | None) -> str:
    if figure is None:
        return ".."
    if isinstance(figure, str):
        return figure
    return str(figure) if decimals is None else f"{figure:.{decimals}f}"
