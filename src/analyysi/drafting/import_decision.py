"""A prior year's published table in: read, checked, its rule looked for, and stored as a year of
the agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import (
    agreement_path,
    read_agreement,
    read_terms,
    terms_of,
    years_of,
)
from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.allocation.inference.rule_search import Hit
from analyysi.allocation.whole_units.rounding import USUAL_ROUNDING
from analyysi.catalogue import in_every_language
from analyysi.comparison.explain import Found, look_for_rule
from analyysi.comparison.history import shared_year
from analyysi.comparison.published_table import Checked, check_table
from analyysi.drafting.layout import inline, pairs, quoted
from analyysi.drafting.method_lines import method_lines
from analyysi.drafting.stored_keys import TermsKey, as_key, heads_of, is_population
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.errors import AllocationError, AnalyysiError, ParameterError, SchemaError
from analyysi.languages import LANGUAGES
from analyysi.messages import Message, Money
from analyysi.money import euros
from analyysi.plain_text import one_line
from analyysi.project import Project
from analyysi.report.language.words import message_in_every_language
from analyysi.sources.figures import Figures, possible_keys
from analyysi.tables.decision_reader import DecisionTable, Wanted, read_decision_table

Texts = dict[str, str]


@dataclass(frozen=True)
class Examined:
    """A table as read and checked, and what the search for its rule found."""

    agreement: Agreement
    year: int
    table: DecisionTable
    checked: Checked
    search: Found | None
    """None where nobody pays anything: there is nothing to explain."""
    heads: Figures | None
    """The population of all payers at the end of the year before; None if it is not stored."""
    snapshots: tuple[str, ...]
    """The snapshots that the search looked through."""

    @property
    def hit(self) -> Hit | None:
        """Return the simplest rule that gives every published cent, if the
        search identified one.
        """
        found = self.search
        return (
            found.inference.hits[0]
            if found is not None and found.inference.verdict == "identified"
            else None
        )


def examine(
    project: Project,
    agreement_id: str,
    year: int,
    path: Path,
    *,
    wanted: Wanted | None = None,
    sheet: str = "",
    given: int | None = None,
) -> Examined:
    """Read and check a published table, and look for its rule in every stored figure of before the
    year; write nothing.

    Parameters
    ----------
    wanted, sheet
        Which columns and sheet to read, where the table leaves it open.
    given
        A total from elsewhere, in cents, that the parts are checked against too.

    Raises
    ------
    SourceError, SchemaError, ParameterError
        If the table cannot be read: lists every fault of its rows.
    """
    agreement = read_agreement(project, agreement_id)
    table = read_decision_table(path, agreement.parties, wanted, sheet)
    payers = _participants(agreement, table)
    checked = check_table(table, given)
    stored = possible_keys(project, payers, date(year, 1, 1))
    search = (
        look_for_rule(checked.parts, payers, table.cents, {}, stored) if checked.parts else None
    )
    day = date(year - 1, 12, 31)
    populations = [
        figures for figures in stored if figures.when == day and is_population(project, figures)
    ]
    heads = heads_of(populations, _counted_before(project, agreement))
    return Examined(
        agreement,
        year,
        table,
        checked,
        search,
        heads,
        tuple(sorted({figures.snapshot for figures in stored})),
    )


def import_decision(
    project: Project,
    examined: Examined,
    source: str,
    decided_by: str,
    *,
    rule: str = AS_PUBLISHED.name,
    as_printed: bool = False,
) -> Path:
    """Store a published table as a year of its agreement, whole or not at all; no figure of it is
    changed.

    Parameters
    ----------
    source
        The decision: "Kunnanhallitus 12.12.2022 § 210".
    decided_by
        The body that decided: the code, the name or the board of a party, or any other in its own
        words.
    rule
        "as_published": the published cents. "found": the rule that the search found.
    as_printed
        Store a table that does not add up too: the total is then the sum of the parts, and the
        difference is told.

    Raises
    ------
    SchemaError
        If the table does not add up, unless `as_printed`.
    AllocationError
        If the rule is to be stored and is not identified, or does not give every published cent.
    ParameterError
        If the year is there already.
    """
    path = refuse_existing(project, examined.agreement.id, examined.year)
    if not source.strip() or not decided_by.strip():
        raise ParameterError(
            "Say where the decision stands and who decided: --source 'Kunnanhallitus 12.12.2022 § "
            "210' "
            "--decided-by Paltamo."
        )
    if rule not in (AS_PUBLISHED.name, "found"):
        raise ParameterError(f"--rule {rule}: as_published or found was expected.")
    if not examined.checked.adds_up and not as_printed:
        raise SchemaError(
            f"{examined.table.file} does not add up, so nothing was written. Correct the file by "
            "the decision, or "
            "store it as it is printed with --as-printed."
        )
    hit = _storable(examined) if rule == "found" else None
    text = _terms(
        project,
        examined,
        one_line(source).strip().rstrip("."),
        _body(examined.agreement, decided_by),
        hit,
    )
    name = path.name
    terms_of(text, examined.agreement, examined.year, project.relative(path))
    case = draft_case(project, examined.agreement.id, examined.year, {name: text})
    if dict(shared_year(case).cents) != examined.table.cents:
        raise AllocationError(
            f"The rule found does not give every published cent when {name} is worked out. "
            "Nothing was written; "
            "store the table without --rule found."
        )
    write_new(project, {path: text})
    return path


def refuse_existing(project: Project, agreement_id: str, year: int) -> Path:
    """Return the path of a year that is not there yet; raise `ParameterError` if it is: it is never
    overwritten.
    """
    path = agreement_path(project, agreement_id).with_name(f"{year}.toml")
    if path.exists():
        raise ParameterError(
            f"{project.relative(path)} is there already, and it is never overwritten. Move it "
            "away first, or look at "
            "the table alone with --dry-run."
        )
    return path


def _storable(examined: Examined) -> Hit:
    search, hit = examined.search, examined.hit
    if hit is not None:
        return hit
    hits = search.inference.hits if search is not None else ()
    why = (
        f"{len(hits)} rules give it, and luck may explain that"
        if hits
        else "no rule that was tried gives every published cent"
    )
    raise AllocationError(
        f"The rule behind {examined.table.file} is not identified: {why}. Nothing was written; "
        "store the table without "
        "--rule found."
    )


def _participants(agreement: Agreement, table: DecisionTable) -> tuple[str, ...]:
    return tuple(party.code for party in agreement.parties if party.code in table.cents)


def _counted_before(project: Project, agreement: Agreement) -> list[str]:
    """Return the snapshots in which other years of the agreement count heads, the latest year's
    first.
    """
    found = []
    for year in reversed(years_of(project, agreement.id)):
        try:
            terms = read_terms(project, agreement, year)
        except AnalyysiError:
            continue  # a fault of another year is no fault of this one
        if (
            terms.per_head is not None
            and (snapshot := terms.keys[terms.per_head].snapshot) is not None
        ):
            found.append(snapshot)
    return found


def _body(agreement: Agreement, text: str) -> Texts:
    """Return the deciding body in each language: a party's board, or the text as it is given."""
    text = one_line(text).strip()
    for party in agreement.parties:
        names = [party.code, *party.name.texts.values()]
        names += party.board.texts.values() if party.board is not None else []
        if text.casefold() in [name.casefold() for name in names]:
            body = party.board or party.name
            return {language: body.or_main(language) for language in LANGUAGES}
    return dict.fromkeys(LANGUAGES, text)


# The terms
# ------------------------------------------------------------------------------------------


def _terms(
    project: Project, examined: Examined, source: str, decided_by: Texts, hit: Hit | None
) -> str:
    """Write the terms of the year, in the style of those written by hand."""
    table, checked, year = examined.table, examined.checked, examined.year
    keys: dict[str, TermsKey] = {}
    names: dict[str, str] = {}
    if hit is not None and examined.search is not None:
        for name, _ in hit.rule.keys:
            key = as_key(project, examined.search.figures[name])
            names[name] = key.name
            keys[key.name] = key
    if examined.heads is not None:
        key = as_key(project, examined.heads)
        keys.setdefault(key.name, key)
    known = (
        "The rule below was found from them."
        if hit is not None
        else "The rule behind them is not known."
    )
    lines = [
        f"# Year {year}: the shares as they were decided and published ({source}).",
        f"# {known}",
        f"# `analyysi import-decision` read them from {one_line(table.file)} and changed none; "
        "the printed rows stand "
        "at the end.",
        f"agreement = {quoted(examined.agreement.id)}",
        f"year = {year}",
        'status = "decided"',
        f"participants = [{', '.join(map(quoted, _participants(examined.agreement, table)))}]",
    ]
    if examined.heads is not None:
        lines.append(f"per_head = {quoted(as_key(project, examined.heads).name)}")
    lines += [
        "",
        "[total]",
        f"value = {quoted(euros(checked.parts))}",
        'unit = "EUR"',
        f"source = {_inline(_total_source(source, examined))}",
    ]
    for key in keys.values():
        lines += ["", *key.toml()]
    lines += [
        "",
        *(_as_published(examined, source) if hit is None else _rule_found(hit, names, source)),
    ]
    lines += ["", *_rounding(hit)]
    for share in table.shares:
        lines += [
            "",
            "[[published]]",
            f"payer = {quoted(share.payer)}",
            f"value = {quoted(euros(share.cents))}",
        ]
        lines += ['unit = "EUR"']
        if share.percent is not None and not share.percent.unrounded:
            lines.append(f"percent = {quoted(format(share.percent.value, 'f'))}")
        lines += [
            f"decided_by = {_inline(decided_by)}",
            f"source = {_inline(_share_source(source))}",
        ]
    if examined.snapshots:
        lines += [
            "",
            "# Where the report looks for the rule behind the published shares. Named, so that a "
            "later search",
        ]
        lines += ["# finds the same.", "[search]", "snapshots = ["]
        lines += [f"    {quoted(name)}," for name in examined.snapshots]
        lines += ["]"]
    for texts in _differences(examined):
        lines += ["", "[[assumptions]]", pairs(texts)]
    for texts in _unknown(examined, hit):
        lines += ["", "[[unknown]]", pairs(texts)]
    lines += ["", f"# As printed in {one_line(table.file)}:"]
    lines += [f"#   {one_line(text)}" for text in table.printed]
    return "\n".join(lines) + "\n"


def _inline(texts: Mapping[str, str]) -> str:
    return str(inline(texts).as_string())


def _as_published(examined: Examined, source: str) -> list[str]:
    reason = in_every_language(
        "The shares are those that were decided and published. "
        "The way of sharing behind them is not known."
    ).texts
    amounts = examined.table.cents
    return [
        "[method]",
        f"name = {quoted(AS_PUBLISHED.name)}",
        'chosen_by = "decision"',
        f"reason = {_inline(reason)}",
        f"source = {_inline(_share_source(source))}",
        "",
        "[method.parameters.amounts]",
        *(
            f"{quoted(code)} = {quoted(euros(amounts[code]))}"
            for code in _participants(examined.agreement, examined.table)
        ),
    ]


def _rule_found(hit: Hit, names: Mapping[str, str], source: str) -> list[str]:
    rule = hit.rule
    parts: dict[str | None, Fraction] = {names[name]: weight for name, weight in rule.keys}
    reason = in_every_language(
        "The published shares are the result of this way of sharing, to the cent."
    ).texts
    inferred = in_every_language(
        "The way of sharing was inferred from the published shares ({source}). "
        "It was not read in the decision.",
        source=source,
    ).texts
    return [
        "[method]",
        *method_lines({None: rule.equal, **parts} if parts else {None: Fraction(1)}),
        'chosen_by = "analyst"',
        f"reason = {_inline(reason)}",
        f"source = {_inline(inferred)}",
    ]


def _rounding(hit: Hit | None) -> list[str]:
    usual = USUAL_ROUNDING.name
    unit = euros(hit.unit) if hit is not None else "0.01"
    rule = usual if hit is None or usual in hit.roundings else hit.roundings[0]
    return [
        "[rounding]",
        f"unit = {quoted(unit)}",
        f"rule = {quoted(rule)}",
        'tie_rule = "ascending_code"',
    ]


def _share_source(source: str) -> Texts:
    return in_every_language(
        "{source}. The figures are as they were published.", source=source
    ).texts


def _total_source(source: str, examined: Examined) -> Texts:
    if examined.checked.stated == examined.checked.parts:
        return in_every_language("{source}. The published total.", source=source).texts
    return in_every_language("{source}. The sum of the published shares.", source=source).texts


def _differences(examined: Examined) -> list[Texts]:
    """Tell of every total that is not the sum of the parts."""
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
            differences.append(message_in_every_language(message).texts)
    return differences


def _unknown(examined: Examined, hit: Hit | None) -> list[Texts]:
    unknown = []
    if hit is None:
        unknown.append(
            in_every_language("The way of sharing by which the published shares were calculated.")
        )
    if any(fault.kind == "sum" for fault in examined.checked.faults):
        unknown.append(
            in_every_language("Whether the published total or one of the shares is wrong.")
        )
    return [text.texts for text in unknown]
