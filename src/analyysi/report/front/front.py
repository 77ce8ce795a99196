"""The front page as blocks: reasons side by side, one table, one picture, the board's questions."""

from __future__ import annotations

from analyysi.report.blocks import Block, Bullets, Facts, Paragraph, SideBySide
from analyysi.report.front import multiples, questions, reasons, shares_table
from analyysi.report.pieces.budget_tables import where_from
from analyysi.report.reader import Reader
from analyysi.sources.manifest import Manifest


def blocks(reader: Reader) -> list[Block]:
    """Return what stands below the head of the front page, in order."""
    (left, for_it), (right, against) = reasons.columns(reader)
    lists = [Bullets(for_it, left), Bullets(against, right)]
    return [
        SideBySide([listed for listed in lists if listed.items], to="why"),
        shares_table.table(reader),
        multiples.picture(reader),
        Facts(questions.answers(reader), style="questions"),
        Paragraph(_foot(reader), "note"),
    ]


def _foot(reader: Reader) -> str:
    sources = where_from(reader.words, _used(reader))
    case = reader.case
    keys = [case.terms.keys[name] for name in case.used_keys]
    if sources and keys and not any(key.source in case.manifests for key in keys):
        sources.insert(0, reader.say("The other figures are for comparison."))
    pointer = reader.say("Sources, formulas, cents and the other ways are in the annex below.")
    return " ".join([*sources, pointer])


def _used(reader: Reader) -> list[Manifest]:
    """Return the records of the snapshots that the keys are of."""
    case = reader.case
    snapshots = dict.fromkeys(key.snapshot for key in case.terms.keys.values() if key.snapshot)
    return [case.manifests[name] for name in snapshots if name in case.manifests]
