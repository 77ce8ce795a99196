"""The terms of a year as they were decided and published, from a table that was checked."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from analyysi.agreement.agreement import Agreement
from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.allocation.inference.findings import Hit
from analyysi.allocation.whole_units.rounding import USUAL_ROUNDING
from analyysi.drafting.examined_decision import ExaminedDecision, payers_of
from analyysi.drafting.layout import quoted
from analyysi.drafting.method_lines import method_lines
from analyysi.drafting.stored_keys import NamedKey, named_key
from analyysi.drafting.toml_templates import render_toml
from analyysi.errors import ParameterError, Sentence
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from analyysi.languages.plain_text import one_line
from analyysi.languages.saying import said
from analyysi.languages.user_language import language_of_project
from analyysi.messages import Message, Money, Number
from analyysi.project import Project
from analyysi.report.language.words import message_in_every_language
from analyysi.suggestions import folded, nearest

_MISSPELT = 0.85
"""How like a party's name the name of a body is that is taken for a slip of it."""


def decision_terms(
    project: Project, examined: ExaminedDecision, source: str, decided_by: str, hit: Hit | None
) -> str:
    """Return the text of the year's terms.

    Parameters
    ----------
    source, decided_by
        The decision and the body that made it, as `import_decision` is given them.
    hit
        The rule to store; without one the published cents are.
    """
    table, checked = examined.table, examined.checked
    source = one_line(source).strip().rstrip(".")
    heads = named_key(project, examined.heads) if examined.heads is not None else None
    rule_keys = _rule_keys(project, examined, hit)
    keys = {named.name: named for named in rule_keys.values()}
    if heads is not None:
        keys.setdefault(heads.name, heads)
    language = language_of_project(project.root)
    return render_toml(
        "decision.toml.j2",
        language,
        agreement=examined.agreement,
        year=examined.year,
        table=table,
        file=one_line(table.file),
        source=source,
        participants=list(payers_of(examined.agreement, table)),
        heads=heads,
        total=checked.parts,
        total_source=_total_source(source, examined),
        keys=list(keys.values()),
        rule=hit is not None,
        method=_method(hit, rule_keys),
        chosen_by="decision" if hit is None else "analyst",
        reason=_reason(hit),
        method_source=_share_source(source) if hit is None else _inferred(source),
        unit=hit.unit if hit is not None else 1,
        rounding=_rounding(hit),
        decided_by=_body(examined.agreement, decided_by),
        share_source=_share_source(source),
        snapshots=examined.snapshots,
        assumptions=_differences(examined),
        unknown=_unknown(examined, hit),
        remarks=[one_line(said(remark, language)) for remark in _remarks(examined)],
        printed=[one_line(line) for line in table.printed],
    )


def _remarks(examined: ExaminedDecision) -> tuple[str, ...]:
    """Say what cannot be seen of how the table was read, and that no total checks it."""
    remarks = examined.table.remarks
    if examined.checked.stated is None and not examined.table.summed_up:
        remarks = (
            *remarks,
            Sentence("No total is known that the shares could be checked by."),
        )
    return remarks


def _rule_keys(
    project: Project, examined: ExaminedDecision, hit: Hit | None
) -> dict[str, NamedKey]:
    """Return the keys of the rule found, by the names that the search gave them."""
    if hit is None or examined.search is None:
        return {}
    figures = examined.search.figures
    return {name: named_key(project, figures[name]) for name, _ in hit.rule.keys}


def _method(hit: Hit | None, keys: Mapping[str, NamedKey]) -> str:
    if hit is None:
        return f"name = {quoted(AS_PUBLISHED.name)}"
    if not hit.rule.keys:
        return method_lines({None: Fraction(1)})
    weights: dict[str | None, Fraction] = {None: hit.rule.equal}
    weights |= {keys[name].name: weight for name, weight in hit.rule.keys}
    return method_lines(weights)


def _reason(hit: Hit | None) -> LocalText:
    if hit is None:
        return in_every_language(
            "The shares are those that were decided and published. "
            "The way of sharing behind them is not known."
        )
    return in_every_language(
        "The published shares are the result of this way of sharing, to the cent."
    )


def _inferred(source: str) -> LocalText:
    return in_every_language(
        "The way of sharing was inferred from the published shares ({source}). "
        "It was not read in the decision.",
        source=source,
    )


def _rounding(hit: Hit | None) -> str:
    usual = USUAL_ROUNDING.name
    return usual if hit is None or usual in hit.roundings else hit.roundings[0]


def _body(agreement: Agreement, text: str) -> LocalText:
    """Return the deciding body in each language: a party's board, or the text as it is given.

    Raises
    ------
    ParameterError
        If the text is a misspelt name of a party.
    """
    text = one_line(text).strip()
    for party in agreement.parties:
        names = [party.code, *party.name.texts.values()]
        names += party.board.texts.values() if party.board is not None else []
        if folded(text) in map(folded, names):
            body = party.board or party.name
            return LocalText.of({language: body.or_main(language) for language in LANGUAGES})
    meant = nearest(text, [party.name.main for party in agreement.parties], _MISSPELT)
    if meant is not None:
        raise ParameterError(
            "--decided-by '{body}': no party has that name. Did you mean '{near}'? "
            "Any other body is named in full, such as 'Kainuun maakuntahallitus'.",
            body=text,
            near=meant,
        )
    return LocalText.of(dict.fromkeys(LANGUAGES, text))


def _share_source(source: str) -> LocalText:
    return in_every_language("{source}. The figures are as they were published.", source=source)


def _total_source(source: str, examined: ExaminedDecision) -> LocalText:
    if examined.checked.stated == examined.checked.parts:
        return in_every_language("{source}. The published total.", source=source)
    return in_every_language("{source}. The sum of the published shares.", source=source)


def _differences(examined: ExaminedDecision) -> list[LocalText]:
    """State every printed total that is not the sum of the shares."""
    sum_of_shares = examined.checked.parts
    differences = []
    for fault in examined.checked.faults:
        if fault.kind == "sum":
            total = int(fault.printed.scaleb(2))
            values = {
                "total": Money(total, 2),
                "sum": Money(sum_of_shares, 2),
                "difference": Money(abs(total - sum_of_shares), 2),
            }
            message = Message(
                "The published total is {total}, but the published shares sum to {sum}. "
                "The difference is {difference}. No figure has been corrected: "
                "the total cost here is the sum of the shares.",
                values,
            )
            differences.append(message_in_every_language(message))
    return differences


def _unknown(examined: ExaminedDecision, hit: Hit | None) -> list[LocalText]:
    unknown = []
    if hit is None:
        unknown.append(
            in_every_language("The way of sharing by which the published shares were calculated.")
        )
    elif hit != examined.known:
        count = Number(len(examined.possible))
        message = Message(
            "Which way of sharing was used. Of those tried, {count} give the published shares.",
            {"count": count},
        )
        unknown.append(message_in_every_language(message))
    if any(fault.kind == "sum" for fault in examined.checked.faults):
        unknown.append(
            in_every_language("Whether the published total or one of the shares is wrong.")
        )
    return unknown
