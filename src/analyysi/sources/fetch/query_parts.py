"""How a query that is too large for one request is cut into parts, always in the same way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, prod

from analyysi.errors import SourceError


@dataclass(frozen=True)
class Query:
    """What to ask of a table: the codes of every variable, in the table's order of variables.

    `order` names the variables along which the query may be cut, first the one to cut first. The
    others stay whole: a row of the result needs all its measures in one answer.
    """

    codes: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]

    @property
    def cells(self) -> int:
        """The number of cells that the answer will have."""
        return prod(len(codes) for codes in self.codes.values())

    def within(self, limit: int) -> list[Query]:
        """Cut into parts of at most `limit` cells, in order; together they hold each cell once.

        Raises
        ------
        SourceError
            If even one code of each variable that may be cut is too much.
        """
        if self.cells <= limit:
            return [self]
        for name in self.order:
            codes = self.codes[name]
            if len(codes) > 1:
                fit = max(1, limit * len(codes) // self.cells)
                # Parts of nearly one size: the last is not a crumb that costs a request of its own.
                count = ceil(len(codes) / fit)
                cuts = [len(codes) * number // count for number in range(count + 1)]
                parts = [self._with(name, codes[start:end]) for start, end in pairwise(cuts)]
                return [piece for query in parts for piece in query.within(limit)]
        raise SourceError(
            "One request takes {limit} cells, and the smallest part of the query has {cells}.",
            limit=limit,
            cells=self.cells,
        )

    def halves(self) -> list[Query]:
        """Cut in two, or return the query alone if it cannot be cut."""
        for name in self.order:
            codes = self.codes[name]
            if len(codes) > 1:
                middle = (len(codes) + 1) // 2
                return [self._with(name, codes[:middle]), self._with(name, codes[middle:])]
        return [self]

    def body(self, form: str) -> bytes:
        """Write the request's body, the same bytes for the same query: the service keeps answers by
        their bytes.

        >>> Query({}, ()).body("json-stat2").decode()
        '{"query":[],"response":{"format":"json-stat2"}}'
        """
        query = [
            {"code": code, "selection": {"filter": "item", "values": list(values)}}
            for code, values in self.codes.items()
        ]
        content = {"query": query, "response": {"format": form}}
        return json.dumps(
            content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode("utf-8")

    def _with(self, name: str, codes: tuple[str, ...]) -> Query:
        return Query({**self.codes, name: codes}, self.order)
