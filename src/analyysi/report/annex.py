"""The annex: every split to the cent, the figures and where they come from, and how to recompute it all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from analyysi import __version__
from analyysi.agreement.terms import CoalitionTable, StandAlone
from analyysi.allocation.game_methods import STANDARD_ERROR
from analyysi.comparison.compare import Comparison, Split, split_id
from analyysi.comparison.explain import Explanation
from analyysi.comparison.results import fingerprint
from analyysi.comparison.weigh import Weighed
from analyysi.messages import Day, Listing, Money, PayerName
from analyysi.report import declared_costs, evenness, explained, judgement, matrix, whatif
from analyysi.report.html import render
from analyysi.report.tables import Column, Row, Table
from analyysi.report.wording import Wording
from analyysi.sources.divisions import Join, touched


def parts(
    comparison: Comparison, words: Wording, ways: Sequence[Weighed], explanation: Explanation | None
) -> list[Markup]:
    """Return the annex's parts in order. `ways` are all of the comparison, weighed, the chosen one first."""
    say = words.say
    found = [_heading(say("All ways of sharing, to the cent"))]
    for split in comparison.splits:
        found += [_split_table(comparison, split, words).html()]
    if comparison.case.heads is not None:
        found.append(matrix.heads_by_method(comparison, words).html())
    rest = [one for one in ways if one.split not in comparison.body]
    if rest:
        found.append(_heading(say("For and against the ways that the body does not show")))
        caption = say("What speaks for and against the other ways here")
        found.append(judgement.for_and_against("weighed-others", caption, rest, comparison, words).html())
    found += [_heading(say("Properties of the chosen split")), judgement.properties(ways[0], words).html()]
    found += declared_costs.parts(comparison, words)
    found += [*evenness.parts(comparison, words), *whatif.parts(comparison, words)]
    if explanation is not None:
        found += explained.parts(explanation, words)
    found += [_heading(say("Rounding")), _paragraph(_rounding(comparison, words))]
    if comparison.omitted:
        items = [f"{words.title(omitted.title)}: {words.of(omitted.reason)}" for omitted in comparison.omitted]
        found.append(render("list.html.j2", heading=say("Ways that were not compared"), items=items))
    if comparison.case.terms.keys:
        found += [_heading(say("Figures used")), _figures(comparison, words).html()]
        found += [_sources(comparison, words)]
    if comparison.case.join is not None:
        found += [_heading(say("Municipal divisions")), _paragraph(_join(comparison, comparison.case.join, words))]
    found += [_heading(say("Terms of the year")), _terms(comparison, words).html()]
    if comparison.case.agreement.history:
        events = [
            f"{words.numbers.when(event.when)}: {event.what.in_language(words.language)}"
            for event in comparison.case.agreement.history
        ]
        found.append(render("list.html.j2", heading=say("How the matter was prepared"), items=events))
    found += [_recompute(comparison, words), _accessibility(words)]
    return found


def _heading(text: str) -> Markup:
    return render("subheading.html.j2", text=text)


def _paragraph(text: str) -> Markup:
    return render("paragraph.html.j2", text=text)


def _split_table(comparison: Comparison, split: Split, words: Wording) -> Table:
    say, plain = words.say, words.numbers.plain
    total, chosen = comparison.case.terms.total.value, split is comparison.chosen
    columns = [Column(say("Share"), "€"), Column(say("Part of the total"), "%")]
    heads = comparison.case.heads is not None
    if heads:
        columns.append(Column(say("Per inhabitant"), "€"))
    if not chosen:
        columns.append(Column(say("Against the chosen split"), "€"))
    rows = []
    for code in sorted(split.cents, key=lambda code: (-comparison.chosen.cents.get(code, 0), code)):
        cells = [
            plain(Fraction(split.cents[code], 100), 2),
            plain(Fraction(split.cents[code] * 100, total), 2),
        ]
        if heads:
            amount = comparison.per_head(split, code)
            cells.append(matrix.NOTHING if amount is None else plain(amount / 100, 2))
        if not chosen:
            cells.append(plain(Fraction(comparison.difference(split, code), 100), 2, signed=True))
        rows.append(Row(words.payer(code), cells))
    sums = [plain(Fraction(total, 100), 2), plain(Fraction(100), 2)]
    sums += [matrix.NOTHING] * heads + ([] if chosen else [plain(Fraction(0), 2)])
    rows.append(Row(say("Total"), sums, total=True))
    errors = [row.of_payer for row in split.exact.working if row.unit == STANDARD_ERROR]
    note = words.of(split.rule)
    if errors:
        note += " " + say("Its standard error is at most {amount}.", amount=Money(max(errors[0].values()), 2))
    title = words.title(split.title)
    caption = say("{title} (chosen)", title=title) if chosen else title
    return Table(f"split-{split.id}", caption, words.payer_header(), columns, rows, note=note)


def _rounding(comparison: Comparison, words: Wording) -> str:
    say, rounding = words.say, comparison.case.rounding
    rounded = comparison.chosen.rounded
    up, below, tied = rounded.rounded_up, rounded.below_quota, rounded.tied
    by_remainder = rounding.name == "largest_remainder"
    sentences = [
        say(
            "Shares are exact fractions and are rounded once, to {unit}, by the {rule}.",
            unit=Money(comparison.case.terms.rounding.unit, 2, words=True),
            rule=rounding.title,
        ),
        words.of(rounding.rule),
        say("Equal remainders are settled by ascending code.") if by_remainder else say("Ties go by ascending code."),
    ]
    if up:
        names = Listing([PayerName(code) for code in up])
        if by_remainder:
            sentences.append(say("In the chosen split a unit left over went to: {names}.", names=names))
        else:
            sentences.append(
                say("In the chosen split these pay more than their share rounded down: {names}.", names=names)
            )
    if below:
        names = Listing([PayerName(code) for code in below])
        sentences.append(say("In the chosen split these pay less than their share rounded down: {names}.", names=names))
    if tied:
        names = Listing([PayerName(code) for code in tied])
        sentences.append(say("The tie rule decided between: {names}.", names=names))
    else:
        sentences.append(say("In the chosen split no tie had to be settled."))
    return " ".join(sentences)


def _figures(comparison: Comparison, words: Wording) -> Table:
    say, terms, problem = words.say, comparison.case.terms, comparison.case.problem
    units = {
        "inhabitants": say("inhabitants"),
        "thousand_euros": say("thousand euros"),
        "euros": say("euros"),
        "persons": say("persons"),
        "workstations": say("workstations"),
        "hours": say("hours"),
        "square_km": say("square kilometres"),
    }
    labels = {name: key.label.in_language(words.language) for name, key in terms.keys.items()}
    columns = [Column(labels[name][:1].upper() + labels[name][1:], units[key.unit]) for name, key in terms.keys.items()]

    def figure(value: Fraction) -> str:
        return words.numbers.plain(value, 0 if value.denominator == 1 else 2)

    rows = [
        Row(words.payer(code), [figure(problem.keys[name][code]) for name in terms.keys])
        for code in sorted(problem.payers, key=lambda code: (-comparison.chosen.cents.get(code, 0), code))
    ]
    sums = [figure(sum((problem.keys[name][code] for code in problem.payers), Fraction(0))) for name in terms.keys]
    rows.append(Row(say("Total"), sums, total=True))
    return Table("figures", say("Figures of the payers"), words.payer_header(), columns, rows, wide=True)


def _sources(comparison: Comparison, words: Wording) -> Markup:
    say, day, language, terms = words.say, words.numbers.day, words.language, comparison.case.terms
    sources = []
    for snapshot_id, manifest in comparison.case.manifests.items():
        keys = [
            f"{key.label.in_language(language)} ({day(key.reference_date)})"
            for key in terms.keys.values()
            if key.snapshot == snapshot_id
        ]
        background = [key.reference_date for key in terms.background().values() if key.snapshot == snapshot_id]
        if not keys and background:
            keys = [say("the years to come, or the tax rate ({days})", days=Listing([Day(one) for one in background]))]
        division = manifest.area_division
        # A stored copy's history is told in English, whatever the reader's language; the page marks it so.
        english = isinstance(manifest.obtained, str) and language != "en"
        obtained = manifest.obtained if isinstance(manifest.obtained, str) else manifest.obtained.in_language(language)
        facts = [
            (say("Figures"), ", ".join(keys)),
            (say("Producer"), manifest.producer),
            (say("Publisher and table"), f"{manifest.publisher}: {manifest.table}"),
            (say("Municipal division"), words.numbers.when(division) if division[0].isdigit() else division),
            (say("Retrieved"), day(manifest.retrieved)),
            (say("How obtained"), obtained),
            (
                say("Licence and attribution"),
                f"{manifest.licence}. {manifest.attribution.in_language(language)}.",
            ),
            (say("Snapshot and checksum"), f"{snapshot_id}, SHA-256 {manifest.data.sha256[:16]}…"),
        ]
        if manifest.note is not None:
            facts.append((say("Note"), manifest.note.in_language(language)))
        sources.append((manifest.title.in_language(language), facts, obtained if english else None))
    for survey, estimated in comparison.case.estimates.items():
        keys = [key.label.in_language(language) for key in terms.keys.values() if key.survey == survey]
        facts = [(say("Figures"), ", ".join(keys)), (say("Survey"), survey)]
        names = Listing([PayerName(code) for code in estimated])
        answer = (
            say("An estimate, since there was no answer: {names}.", names=names) if estimated else say("All answered.")
        )
        sources.append((say("Survey of the payers"), [*facts, (say("Answers"), answer)], None))
    return render("sources.html.j2", heading=say("Sources"), sources=sources)


def _join(comparison: Comparison, join: Join, words: Wording) -> str:
    say = words.say
    divisions = sorted({*join.older.values(), join.division})
    sentences = [
        say(
            "The figures follow the municipal divisions of {divisions}. They have been brought to the division of "
            "{division} by a table of mergers.",
            divisions=Listing([Day(division) for division in divisions]),
            division=Day(join.division),
        )
    ]
    summed = touched(join, comparison.payers)
    for code in summed:
        parts = {part for snapshot in join.older for part in join.merged_into(code, snapshot)} - {code}
        names = [merger.absorbed_name for merger in join.mergers if merger.absorbed in parts]
        sentences.append(
            say(
                "In {payer} the older figures of municipalities that have merged into it are added: {names}.",
                payer=PayerName(code),
                names=Listing(names),
            )
        )
    if not summed:
        sentences.append(say("No payer's area has changed by a merger between them, so no figure has been changed."))
    source = join.source.in_language(words.language)
    sentences.append(say("Source of the mergers: {source}.", source=source))
    return " ".join(sentences)


def _terms(comparison: Comparison, words: Wording) -> Table:
    say, case = words.say, comparison.case
    agreement, terms, language = case.agreement, case.terms, words.language
    status = {
        "analysis": say("computed by an analyst, no decision of its own"),
        "draft": say("draft"),
        "decided": say("decided"),
    }[terms.status]
    facts = [
        (say("Agreement and year"), f"{agreement.id} {terms.year}"),
        (say("Purpose"), agreement.purpose.in_language(language)),
        (say("Status"), status),
        (
            say("Total cost"),
            f"{words.of(Money(terms.total.value, 2))}. {terms.total.source.in_language(language)}",
        ),
        (
            say("Chosen split"),
            f"{words.title(comparison.chosen.title)}. {terms.method.source.in_language(language)}",
        ),
    ]
    if agreement.work is not None:
        work = agreement.work
        facts += [
            (say("Employer"), words.payer(work.employer)),
            (say("Placement"), work.placement.in_language(language)),
            (say("Supervisor"), work.supervisor.in_language(language)),
        ]
    facts += [
        (
            say("Outside: {name}", name=PayerName(outsider.payer)),
            f"{outsider.reason.in_language(language)} {outsider.source.in_language(language)}.",
        )
        for outsider in terms.outside
    ]
    facts += [
        (say("Published: {name}", name=PayerName(published.payer)), published.source.in_language(language))
        for published in terms.published
    ]
    game = terms.game
    if isinstance(game, CoalitionTable):
        facts.append((say("Costs of the coalitions"), game.source.in_language(language)))
    elif game is not None:
        alone = game.alone if isinstance(game, StandAlone) else game.needs
        facts += [
            (
                say("By itself: {name}", name=PayerName(code)),
                f"{words.of(Money(cost.value, 2))}. {cost.source.in_language(language)}.",
            )
            for code, cost in alone.items()
        ]
    titles = {split.id: words.title(split.title) for split in comparison.splits}
    facts += [
        (titles[split_id(variant)], alternative.note.in_language(language))
        for alternative, variant in zip(terms.alternatives, case.alternatives, strict=True)
        if alternative.note is not None
    ]
    facts += [(say("References"), reference.in_language(language)) for reference in agreement.references]
    rows = [Row(label, [text]) for label, text in facts]
    return Table("terms", say("Parameters of the report"), say("Matter"), [Column(say("Content"), text=True)], rows)


def _recompute(comparison: Comparison, words: Wording) -> Markup:
    say, case = words.say, comparison.case
    return render(
        "recompute.html.j2",
        heading=say("How to recompute this report"),
        text=say(
            "The report is made from the files below by the program analyysi {version}. The same files give the same "
            "cents and the same fingerprint.",
            version=__version__,
        ),
        command=f"analyysi report {case.agreement.id} {case.terms.year} --language {words.language}",
        fingerprint_label=say("Fingerprint"),
        fingerprint=fingerprint(comparison),
        inputs=[(item.path, item.sha256) for item in case.inputs],
        inputs_label=say("Files and their SHA-256 checksums"),
    )


def _accessibility(words: Wording) -> Markup:
    say = words.say
    text = say(
        "This page is made to meet WCAG 2.1 level AA. It needs no network and no script. Every figure has a text "
        "alternative and its numbers stand in a table. Tell the sender of the report of any fault."
    )
    return Markup("").join([_heading(say("Accessibility")), _paragraph(text)])
