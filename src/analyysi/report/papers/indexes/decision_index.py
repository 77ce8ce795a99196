"""The page of printed decisions of other bodies: who pays by what, and what an inhabitant pays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from analyysi import __version__
from analyysi.agreement.decision import Decision, DecisionPayer, PrintedValue, decimals
from analyysi.agreement.values import LocalText
from analyysi.comparison.published.decision_checks import derived_amounts, recomputed
from analyysi.languages.units import UNITS
from analyysi.messages import Message
from analyysi.money import MAIN_CURRENCY
from analyysi.report.html import policy_hash, render
from analyysi.report.language.words import Words
from analyysi.report.tables import NOTHING, Column, Row, Table

_IN_A_NUMBER = re.compile(r"(?<=\d) (?=%|\d{3}\b)")
_INHABITANTS = next(unit.words for unit in UNITS.values() if unit.population)

STATUSES: dict[str, Message] = {
    "full_table": Message("the share of every payer"),
    "some_payers": Message("the shares of some payers"),
    "one_payer": Message("the share of one payer"),
    "total_and_change": Message("the total and its change"),
    "change_only": Message("the change only"),
    "rule_only": Message("the rule only"),
}
"""What is printed, by the status of a record; the page has them in this order."""
RULES_KNOWN: dict[str, Message] = {
    "whole": Message("The whole rule is printed."),
    "keys": Message("By what is shared is printed, but not the whole rule."),
    "kind": Message("Only the kind of rule is printed."),
}


@dataclass(frozen=True)
class _Writer:
    """A decision and the words of its page."""

    decision: Decision
    words: Words

    def text(self, text: LocalText | str) -> str:
        if isinstance(text, str):
            return text
        # A number and its per cent sign, or its groups of three, are not parted at a line's end.
        return _IN_A_NUMBER.sub("\u00a0", text.in_language(self.words.language))

    def money(self, amount: Fraction, decimals: int = 0) -> str:
        return self.words.numbers.money(amount * 100, decimals)

    def printed(self, text: str | None) -> str:
        """Write a number with the decimals that it was printed with."""
        if text is None:
            return NOTHING
        return self.words.numbers.plain(Fraction(text), decimals(text))

    def scaled(self, scale: int) -> str:
        """Name what the printed amounts count: "1 000 SEK"."""
        currency = self.decision.currency or ""
        return currency if scale == 1 else f"{self.words.numbers.plain(scale)}\u00a0{currency}"

    def per_head(self, payer: DecisionPayer) -> Fraction | None:
        key = self.decision.head_count
        if key is None or payer.amount is None or key not in payer.keys:
            return None
        return Fraction(payer.amount) * self.decision.scale / Fraction(payer.keys[key])


def decision_index(decisions: Mapping[str, Decision], language: str) -> str:
    """Make the page as one HTML text without a script.

    Parameters
    ----------
    decisions
        By id; those of which most is printed are shown first.

    Raises
    ------
    ParameterError
        If the program does not speak the language, or a text of a decision is not written in it.
    """
    words = Words(language, MAIN_CURRENCY)
    writers = {
        name: _Writer(decision, Words(language, decision.currency or MAIN_CURRENCY))
        for name, decision in sorted(decisions.items(), key=_most_printed_first)
    }
    style = _style()
    say = words.say
    checked = sum(bool(decision.checks.all()) for decision in decisions.values())
    return str(
        render(
            "decision_index.html.j2",
            language=language,
            heading=say("How others share their costs"),
            lead=words.plural(
                "{count} decision as it was printed.",
                "{count} decisions as they were printed.",
                len(decisions),
            ),
            explained=[
                words.plural(
                    "{count} of them is recomputed from the printed numbers; of each other stands "
                    "why not.",
                    "{count} of them are recomputed from the printed numbers; of each other stands "
                    "why not.",
                    checked,
                ),
                say(
                    "The rules are in our words. What is not printed is not here: no figure of a "
                    "key has been added. What follows from the printed numbers is said to be "
                    "inferred."
                ),
            ],
            overview=_overview(writers, words),
            decisions=[_decision(name, writer) for name, writer in writers.items()],
            css=style,
            policy=f"default-src 'none'; style-src {policy_hash(style)}; base-uri 'none'; "
            "form-action 'none'",
            words={
                "inferred": say("Inferred, not printed"),
                "unknown": say("Not known"),
                "foot": say("Printed decisions · analyysi {version}", version=__version__),
            },
        )
    )


def _most_printed_first(named: tuple[str, Decision]) -> tuple[int, str]:
    name, decision = named
    return list(STATUSES).index(decision.status), name


def _style() -> str:
    sheets = (
        files("analyysi.report") / "template" / name for name in ("report.css", "batch_index.css")
    )
    return "\n" + "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _overview(writers: Mapping[str, _Writer], words: Words) -> Table:
    say = words.say
    columns = [
        Column(say("Shared by"), text=True),
        Column(say("Printed"), text=True),
        Column(say("Total")),
        Column(say("Per inhabitant")),
        Column(say("Recomputed"), text=True),
    ]
    rows = []
    for name, writer in writers.items():
        decision = writer.decision
        total = decision.printed_numbers()[decision.total].exact if decision.total else None
        cells = [
            writer.text(decision.basis),
            words.of(STATUSES[decision.status]),
            NOTHING if total is None else writer.money(total),
            _per_inhabitant(writer),
            say("yes") if decision.checks.all() else say("no"),
        ]
        link = Markup('<a href="#{}">{}</a>').format(name, writer.text(decision.body))
        rows.append(Row(link, cells))
    caption = say("Who pays by what")
    return Table("overview", caption, say("Who decides"), columns, rows, wide=True)


def _per_inhabitant(writer: _Writer) -> str:
    decision = writer.decision
    rates = [Fraction(decision.figures[name].value) for name in decision.per_head]
    if not rates:
        shares = [writer.per_head(payer) for payer in decision.payers]
        rates = [share for share in shares if share is not None]
    if not rates:
        return NOTHING
    ends = sorted({min(rates), max(rates)})
    return "–".join(writer.money(end, 2) for end in ends)


def _decision(name: str, writer: _Writer) -> dict[str, Any]:
    decision, words = writer.decision, writer.words
    countries = [words.numbers.named_country(code) for code in decision.countries]
    facts = [
        writer.text(decision.sector),
        words.numbers.listing(countries),
        writer.text(decision.period),
    ]
    tables = [_payers(name, writer), _figures(name, writer), _recomputed(name, writer)]
    return {
        "anchor": name,
        "heading": writer.text(decision.body),
        "facts": " · ".join(facts),
        "rule": writer.text(decision.rule),
        "known": words.of(RULES_KNOWN[decision.rule_known]),
        "tables": [table for table in tables if table is not None],
        "inferred": [writer.text(text) for text in decision.inferred],
        "unknown": [writer.text(text) for text in decision.unknown],
        "not_recomputed": ""
        if decision.not_recomputed is None
        else words.say("Not recomputed: {reason}", reason=writer.text(decision.not_recomputed)),
        "source": _source(writer),
    }


def _source(writer: _Writer) -> dict[str, str]:
    source, words = writer.decision.source, writer.words
    days = [words.say("read on {day}", day=words.numbers.day(source.read))]
    if source.day is not None:
        days.insert(0, words.numbers.when(source.day))
    return {
        "label": words.say("Source"),
        "language": words.unless_own(source.language),
        "title": f"{source.publisher}: {source.title}",
        "rest": ", ".join([source.site, *days] if source.site else days),
    }


def _payers(name: str, writer: _Writer) -> Table | None:
    decision, say = writer.decision, writer.words.say
    if not decision.payers:
        return None
    derived = derived_amounts(decision)
    heads = {payer.code: writer.per_head(payer) for payer in decision.payers}
    columns = [Column(writer.text(key.label)) for key in decision.keys.values()]
    has = {
        "amount": bool(derived) or any(payer.amount is not None for payer in decision.payers),
        "percent": any(payer.percent is not None for payer in decision.payers),
        "head": any(head is not None for head in heads.values()),
        "inside": any(payer.inside is not None for payer in decision.payers),
    }
    label = say("Pays, inferred") if derived else say("Pays")
    optional = [
        (has["amount"], Column(label, writer.scaled(decision.scale))),
        (has["percent"], Column(say("Share"), "%")),
        (has["head"], Column(say("Per inhabitant"))),
        (has["inside"], Column(say("Within the class"), text=True)),
    ]
    rows = []
    for payer in decision.payers:
        amount = payer.amount
        if payer.code in derived:
            amount = str(derived[payer.code] / decision.scale)
        head = heads[payer.code]
        cells = [
            writer.printed(amount),
            writer.printed(payer.percent),
            NOTHING if head is None else writer.money(head, 2),
            NOTHING if payer.inside is None else writer.text(payer.inside),
        ]
        keys = [writer.printed(payer.keys.get(key)) for key in decision.keys]
        kept = [cell for cell, (shown, _) in zip(cells, optional, strict=True) if shown]
        rows.append(Row(writer.text(payer.name), [*keys, *kept]))
    columns += [column for shown, column in optional if shown]
    return Table(f"{name}-payers", say("Who pays what"), say("Payer"), columns, rows)


def _figures(name: str, writer: _Writer) -> Table | None:
    decision, say = writer.decision, writer.words.say
    if not decision.figures:
        return None
    rows = []
    for figure in decision.figures.values():
        units = {
            "money": writer.scaled(figure.scale or decision.scale),
            "percent": "%",
            "people": writer.words.of(_INHABITANTS),
            "per_inhabitant": say("{currency} per inhabitant", currency=writer.scaled(1)),
        }
        rows.append(
            Row(writer.text(figure.label), [writer.printed(figure.value), units[figure.unit]])
        )
    columns = [Column(say("As printed")), Column(say("Unit"), text=True)]
    return Table(f"{name}-figures", say("Printed numbers"), say("Number"), columns, rows)


def _recomputed(name: str, writer: _Writer) -> Table | None:
    say = writer.words.say
    rows = []
    for check, outcome in recomputed(writer.decision):
        printed = outcome.printed
        ends = sorted({outcome.least, outcome.most})
        comes_to = "–".join(_exact(writer, end, printed) for end in ends)
        cells = [
            writer.words.of(check.title),
            _exact(writer, printed.exact, printed, finer=0),
            comes_to,
        ]
        rows.append(Row(_label(writer, outcome.reference), cells))
    if not rows:
        return None
    columns = [Column(say("How"), text=True), Column(say("As printed")), Column(say("Comes to"))]
    return Table(f"{name}-recomputed", say("Recomputed"), say("Number"), columns, rows)


def _exact(writer: _Writer, value: Fraction, printed: PrintedValue, finer: int = 2) -> str:
    """Write a recomputed number, with `finer` decimals more than the printed one where it is not
    as round.
    """
    places = next(places for places in range(10) if printed.step * 10**places >= 1)
    if (value * 10**places).denominator != 1:
        places += finer
    if printed.unit == "percent":
        return writer.words.numbers.percent(value / 100, places)
    if printed.unit == "money":
        return writer.money(value, places)
    return writer.words.numbers.plain(value, places)


def _label(writer: _Writer, reference: str) -> str:
    if not reference:
        return writer.words.say("The payers' per cents")
    if reference in writer.decision.figures:
        return writer.text(writer.decision.figures[reference].label)
    code = reference.partition(".")[0]
    names = {payer.code: payer.name for payer in writer.decision.payers}
    return writer.text(names[code])
