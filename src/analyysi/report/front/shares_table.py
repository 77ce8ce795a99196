"""The one table of the front page: what each pays and how other ways differ, or what one seat would
pay by each way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from analyysi.allocation.whole_units.whole_euros import shown_change
from analyysi.comparison.compare import Comparison, Split, split_id
from analyysi.messages import KeyName, Message, Number, PayerName
from analyysi.report.front.answer import approved, is_decided
from analyysi.report.front.ways import beside_chosen, euros, for_a_seat, is_plain, name_of
from analyysi.report.pieces.shared_sentences import (
    as_sentence,
    figure,
    in_full,
    key_source,
    same_conditions,
)
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table

MANY = 12
"""With more payers than this a page shows the reader's own and the extremes by name."""

_EURO = 100

_ENDS = 3
"""How many of the largest and of the smallest payers are named among many."""


def table(reader: Reader) -> Table:
    """Return the table of the front page."""
    return _of_all(reader) if reader.focus is None else _of_seat(reader, reader.focus)


MOST_KEYS = 2
"""How many keys the table has room for; of more the annex has the figures."""


def shown_keys(reader: Reader) -> tuple[str, ...]:
    """Return the keys that the chosen way shares by and whose figures stand in no other column."""
    case = reader.case
    keys = [name for name in dict.fromkeys(case.used_keys) if not _is_heads(reader, name)]
    return tuple(keys) if len(keys) <= MOST_KEYS else ()


def _is_heads(reader: Reader, name: str) -> bool:
    return name == reader.case.terms.per_head


def _rests_on_heads(reader: Reader) -> bool:
    return all(_is_heads(reader, name) for name in reader.case.used_keys)


def key_column(reader: Reader, name: str) -> Column:
    """Return the column of a key's figures, with what they count where the name does not tell."""
    unit = reader.case.terms.keys[name].counted
    title = reader.words.title(Message("{key}", {"key": KeyName(name)}))
    return Column(title, "" if unit.population else reader.words.of(unit.words))


def named_payers(reader: Reader) -> tuple[str, ...]:
    """Return the payers that the front page names: all, or of many the reader's own and both ends,
    in the order of every table.
    """
    payers = reader.comparison.payers
    if len(payers) <= MANY:
        return payers
    named = {*payers[:_ENDS], *payers[-_ENDS:], reader.focus}
    return tuple(code for code in payers if code in named)


def _of_all(reader: Reader) -> Table:
    comparison, say, words = reader.comparison, reader.say, reader.words
    heads = reader.case.heads
    others = beside_chosen(comparison)
    chosen = euros(comparison.chosen)
    changes = [_changes(comparison, split) for split in others]
    columns = [Column(say("Inhabitants"), extra=True)] if heads is not None else []
    columns += [key_column(reader, name) for name in shown_keys(reader)]
    columns.append(Column(say("Share"), reader.sign, marked=True))
    columns += [Column(say("Change: {key}", key=name_of(split)), reader.sign) for split in others]
    named = named_payers(reader)
    rows = []
    for code in named:
        rows.append(_row(reader, words.payer(code), [code], chosen, changes, code == reader.focus))
    unnamed = [code for code in comparison.payers if code not in named]
    if unnamed:
        label = say("{count} others", count=Number(len(unnamed)))
        rows.append(_row(reader, label, unnamed, chosen, changes))
    rows.append(_row(reader, say("Total"), comparison.payers, chosen, changes, total=True))
    note = _note(reader, others)
    if unnamed:
        note += " " + say("The shares of all payers are in the annex.")
    caption = say(
        "Shares in {year}, then what would change if the key were another",
        year=str(reader.case.terms.year),
    )
    header = words.payer_header()
    return Table("front-shares", caption, header, columns, rows, note=note, narrow=True)


def _changes(comparison: Comparison, split: Split) -> dict[str, int]:
    """Return by how many cents each payer's share differs from the chosen one."""
    return {code: comparison.difference(split, code) for code in comparison.payers}


def _note(reader: Reader, splits: Sequence[Split]) -> str:
    """Say how the table is rounded, and what the terms say of a way whose name does not tell it."""
    notes = {
        split_id(variant): alternative.note
        for alternative, variant in zip(
            reader.case.terms.alternatives, reader.case.alternatives, strict=False
        )
    }
    text = (
        "Shares are rounded to whole euros so that the total holds, changes each from its cents. "
        "The cents are in the annex."
        if approved(reader) is None
        else "Rounded to whole euros so that the total holds. The cents are in the annex."
    )
    sentences = [reader.say(text)]
    for split in splits:
        note = notes.get(split.id)
        if note is not None and not is_plain(split):
            name = reader.words.title(name_of(split))
            sentences.append(as_sentence(f"{name}: {note.in_language(reader.words.language)}"))
    sentences.append(same_conditions(reader.comparison, reader.words))
    sentences += _rested_on(reader)
    return " ".join(filter(None, sentences))


def _rested_on(reader: Reader) -> Iterator[str]:
    """Say where the figures are from that the shares rest on, and how many a seat has of them."""
    case, words = reader.case, reader.words
    for name in shown_keys(reader):
        figures = case.problem.keys[name]
        source = key_source(case.terms.keys[name], case, words).rstrip(".")
        values = {"key": KeyName(name), "source": source}
        if reader.focus is None or reader.focus not in figures:
            yield reader.say("The shares rest on these figures: {key} ({source}).", **values)
            continue
        yield reader.say(
            "The share rests on these figures: {key}, {payer} {figure}, all together {whole} "
            "({source}).",
            **values,
            payer=words.payer(reader.focus),
            figure=figure(figures[reader.focus], words),
            whole=figure(sum(figures.values(), Fraction(0)), words),
        )
    if reader.case.used_keys and not shown_keys(reader) and not _rests_on_heads(reader):
        yield reader.say("The figures that the shares rest on are in the annex.")


def _row(
    reader: Reader,
    label: str,
    codes: Sequence[str],
    chosen: dict[str, int],
    changes: Sequence[dict[str, int]],
    marked: bool = False,
    total: bool = False,
) -> Row:
    plain = reader.words.numbers.plain
    heads = reader.case.heads
    cells = []
    if heads is not None:
        counted = [heads[code] for code in codes if code in heads]
        cells.append(reader.words.of(Number(sum(counted, Fraction(0)))) if counted else NOTHING)
    for name in shown_keys(reader):
        figures = reader.case.problem.keys[name]
        of_row = [figures[code] for code in codes if code in figures]
        cells.append(figure(sum(of_row, Fraction(0)), reader.words) if of_row else NOTHING)
    cells.append(plain(sum(chosen[code] for code in codes)))
    for change in changes:
        # All changes make nought, since both ways share the same total: the row of sums is silent.
        moved = shown_change(sum(change[code] for code in codes))
        cells.append("" if total else plain(moved // _EURO, signed=True))
    return Row(label, cells, marked=marked, total=total)


def _of_seat(reader: Reader, payer: str) -> Table:
    comparison, say, words = reader.comparison, reader.say, reader.words
    published = approved(reader)
    chosen = euros(comparison.chosen)[payer]
    base = Fraction(published.value, 100) if published is not None else Fraction(chosen)
    entries = []
    for split in for_a_seat(comparison, payer):
        amount = Fraction(euros(split)[payer])
        moved = Fraction(comparison.shown_difference(split, payer), _EURO)
        change = moved if published is None else amount - base
        entries.append((amount, words.title(name_of(split)), _is_base(split, reader), change))
    against = say("Change")
    if published is not None:
        decided = is_decided(published)
        label = say("Approved share") if decided else say("Published share")
        entries.append((base, label, True, Fraction(0)))
        against = say(
            "Change from the approved share" if decided else "Change from the published share"
        )
    entries.sort(key=lambda entry: (entry[0], not entry[2]))
    heads = (reader.case.heads or {}).get(payer)
    columns = [Column(say("Share"), reader.sign, marked=True), Column(against, reader.sign)]
    if heads:
        columns.append(Column(say("Per inhabitant"), reader.sign))
    rows = []
    for amount, label, is_base, change in entries:
        decimals = 0 if amount.denominator == 1 else 2
        moved_by = NOTHING if is_base else words.numbers.plain(change, decimals, signed=True)
        cells = [words.numbers.plain(amount, decimals), moved_by]
        if heads:
            cells.append(words.numbers.plain(amount / heads, 2))
        rows.append(Row(label, cells, marked=is_base))
    caption = say(
        "What {payer} would pay if {total} were shared by other ways",
        payer=PayerName(payer),
        total=in_full(reader.case.terms.total.value),
    )
    note = _note(reader, for_a_seat(comparison, payer))
    corner = say("Way of sharing")
    return Table("front-shares", caption, corner, columns, rows, note=note, narrow=True)


def _is_base(split: Split, reader: Reader) -> bool:
    """Return whether the other rows are set against this way: the chosen one, where nobody has
    approved a share.
    """
    return approved(reader) is None and split.id == reader.comparison.chosen.id
