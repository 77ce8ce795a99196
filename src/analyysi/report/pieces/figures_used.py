"""The figures that a report rests on: of each payer, where they come from, how divisions were
joined, revisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from analyysi.agreement.key import Key, OwnKey
from analyysi.comparison.uncertain.estimated_figures import (
    cents_on_estimates,
    estimated_figures,
    part_on_estimates,
)
from analyysi.languages.language_table import MAIN_LANGUAGE, RECORD_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.messages import Day, KeyName, Listing, Money, PayerName, Percent, payer_names
from analyysi.report.blocks import Block, Fact, Facts, Heading, Paragraph
from analyysi.report.language.own_mark import own_figure_mark
from analyysi.report.language.words import Words
from analyysi.report.many_payers import (
    IN_WORKBOOK,
    PayerColumn,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.pictures.share_map import differ_per_head
from analyysi.report.pieces.shared_sentences import (
    figure,
    key_changes,
    licence,
    table_title,
    used_for,
)
from analyysi.report.reader import Reader
from analyysi.report.tables import Column, Row, Table
from analyysi.sources.manifest import Manifest
from analyysi.sources.municipalities.boundaries import Boundaries
from analyysi.sources.municipalities.divisions import Join, touched
from analyysi.sources.survey import Survey


def annex_blocks(reader: Reader) -> list[Block]:
    """Return the figures, revisions of them, the sources and the municipal divisions, each under
    its heading.
    """
    say = reader.say
    blocks: list[Block] = []
    if reader.case.terms.keys:
        blocks += [Heading(say("Figures used")), _figures(reader)]
        blocks += _revised(reader)
    sources = _sources(reader)
    if sources:
        blocks += [Heading(say("Sources")), *sources]
    boundaries = reader.context.boundaries
    if boundaries is not None and differ_per_head(reader):
        blocks.append(Facts([Fact(say("Map"), _map(reader, boundaries))]))
    if reader.case.join is not None:
        blocks += [
            Heading(say("Municipal divisions")),
            Paragraph(_join(reader, reader.case.join)),
        ]
    return blocks


def _map(reader: Reader, boundaries: Boundaries) -> str:
    """Name where the boundaries are from, or whose lack leaves the report without a map."""
    lacking = [code for code in boundaries.missing if code in reader.comparison.payers]
    if lacking:
        names = payer_names(lacking)
        return reader.say(
            "There is no map, since the stored boundaries lack: {names}.", names=names
        )
    return reader.words.frozen(boundaries.attribution)


def _revised(reader: Reader) -> list[Block]:
    words = reader.words
    say = reader.say

    tables: list[Block] = []
    for revision in reader.context.revisions:
        label = reader.case.terms.keys[revision.key].label.in_language(words.language)
        rows = []
        for code, (used, later) in sorted(revision.changed.items()):
            cells = [figure(amount, words) for amount in (used, later, later - used)]
            rows.append(Row(words.payer(code), cells, marked=code == reader.focus))
        columns = [Column(say("Used here")), Column(say("Later")), Column(say("Change"))]
        caption = say("Figures revised since: {label}", label=label)
        note = say("Later figures: {snapshot}.", snapshot=revision.snapshot)
        tables.append(
            Table(
                f"revised-{revision.key}", caption, words.payer_header(), columns, rows, note=note
            )
        )
    return tables


def _figures(reader: Reader) -> Table:
    words = reader.words
    say, terms, problem = reader.say, reader.case.terms, reader.case.problem
    columns = [
        Column(_heading(key, words), words.of(key.counted.words)) for key in terms.keys.values()
    ]

    shares = reader.comparison.chosen.cents
    payers = sorted(problem.payers, key=lambda code: (-shares.get(code, 0), code))
    figures = [
        PayerColumn(problem.keys[name], lambda value: figure(value, words)) for name in terms.keys
    ]
    rows = payer_rows(reader, figures, payers)
    sums = []
    for name in terms.keys:
        total = sum((problem.keys[name][code] for code in problem.payers), Fraction(0))
        sums.append(figure(total, words))
    rows.append(Row(say("Total"), sums, total=True))
    changes = key_changes(reader.case, terms.keys, words)
    if changes:
        changes.insert(0, say("Figures that are changed before sharing stand here as changed."))
    notes = [*changes, *_estimated(reader), where_others_stand(reader, IN_WORKBOOK, payers)]
    return Table(
        "figures",
        say("Figures of the payers"),
        words.payer_header(),
        columns,
        rows,
        note=noted(*notes),
        wide=True,
    )


def _estimated(reader: Reader) -> list[str]:
    """Say of each key whose figures in the table are estimates."""
    participants = reader.case.terms.participants
    sentences = []
    for name, key in reader.case.terms.keys.items():
        marked = reader.case.estimates_of(key)
        payers = payer_names(code for code in participants if code in marked)
        if payers.items:
            text = reader.say(
                "{key}: figures that are estimates: {payers}.", key=KeyName(name), payers=payers
            )
            sentences.append(text[:1].upper() + text[1:])
    return sentences


def _obtained(obtained: LocalText | str, words: Words) -> Fact:
    label = words.say("How obtained")
    if isinstance(obtained, str):
        return Fact(label, obtained, words.unless_own(RECORD_LANGUAGE))
    return Fact(label, words.frozen(obtained), words.foreign(obtained))


def _sources(reader: Reader) -> list[Block]:
    """Return the sources, each as a list of facts. Snapshots of which the same is true, but for
    their table and day, are one source.
    """
    say, language, terms = reader.say, reader.words.language, reader.case.terms
    alike: dict[object, dict[str, Manifest]] = {}
    for snapshot_id, manifest in reader.case.manifests.items():
        origin = (manifest.producer, manifest.publisher, manifest.obtained, manifest.note)
        terms_of_use = (manifest.licence, manifest.attribution)
        alike.setdefault(str((origin, terms_of_use)), {})[snapshot_id] = manifest
    sources: list[Block] = [_source(reader, manifests) for manifests in alike.values()]
    for survey in reader.case.estimates:
        keys = [key for key in terms.keys.values() if key.survey == survey]
        labels = ", ".join(key.label.in_language(language) for key in keys)
        file = say("Survey") if keys[0].origin is None else say("File")
        facts = [Fact(say("Figures"), labels), Fact(file, survey)]
        facts += _given_by(reader, keys)
        facts += _estimates(reader, keys)
        sources.append(Facts(facts, table_title(keys[0], reader.words)))
    return [*sources, *_own_sources(reader)]


def _given_by(reader: Reader, keys: Sequence[Key]) -> list[Fact]:
    """Return of a table that the payers were not asked for where each figure is from that is no
    estimate; payers of the same source together.
    """
    survey = reader.case.tables.get(keys[0].source)
    if keys[0].origin is None or not isinstance(survey, Survey):
        return []
    columns = {key.column for key in keys}
    payers: dict[str, dict[str, None]] = {}
    for answer in survey.answers.given:
        certain = answer.answer is not None and not answer.estimated
        if certain and answer.column in columns and answer.payer in reader.comparison.payers:
            payers.setdefault(answer.source, {})[answer.payer] = None
    written_in = reader.words.unless_own(MAIN_LANGUAGE)
    return [
        Fact(
            reader.say("Where the figure is from, {payers}", payers=payer_names(codes)),
            source,
            written_in,
        )
        for source, codes in payers.items()
    ]


def _estimates(reader: Reader, keys: Sequence[Key]) -> list[Fact]:
    """Return each participant's estimate of the keys of a survey with its source, as the survey
    has it, and how much of the total is shared by estimates.
    """
    say = reader.say
    # Whoever fills in a survey writes in the main language, as far as anybody knows.
    written_in = reader.words.unless_own(MAIN_LANGUAGE)
    facts = []
    for code in reader.case.terms.participants:
        sources = (reader.case.estimates_of(key).get(code) for key in keys)
        label = say("Estimate, {payer}", payer=PayerName(code))
        facts += [Fact(label, source, written_in) for source in dict.fromkeys(sources) if source]
    if not facts:
        return [Fact(say("Estimates"), say("No figure is marked as an estimate."))]
    used = estimated_figures(reader.case)
    if used:
        shared = say(
            "{amount}, {part} of the total cost",
            amount=Money(cents_on_estimates(reader.comparison, used), words=True),
            part=Percent(part_on_estimates(reader.comparison, used)),
        )
        facts.append(Fact(say("Shares worked out from estimates"), shared))
    return facts


def _source(reader: Reader, manifests: Mapping[str, Manifest]) -> Facts:
    """Return what is known of snapshots of one source."""
    words, say = reader.words, reader.say
    first = next(iter(manifests.values()))
    # What was written in one language only is marked as such, so that a screen reader changes
    # its voice.
    in_finnish = words.unless_own(MAIN_LANGUAGE)
    tables = f"{first.publisher}: {_each(manifest.table for manifest in manifests.values())}"
    used = _each(", ".join(used_for(reader.case, snapshot_id, words)) for snapshot_id in manifests)
    checksums = (
        f"{snapshot_id}, SHA-256 {manifest.data.sha256[:16]}…"
        for snapshot_id, manifest in manifests.items()
    )
    divisions = (
        f"{_division(reader, manifest)} ({words.numbers.day(manifest.retrieved)})"
        for manifest in manifests.values()
    )
    facts = [
        Fact(say("Figures"), used),
        Fact(say("Producer"), first.producer, in_finnish),
        Fact(say("Publisher and table"), tables, in_finnish),
        Fact(
            say("Municipal division (retrieved)")
            if words.municipal
            else say("Division of areas (retrieved)"),
            _each(divisions),
        ),
        _obtained(first.obtained, words),
        Fact(
            say("Licence and attribution"),
            licence(first, words),
            words.foreign(first.attribution),
        ),
        Fact(say("Snapshot and checksum"), _each(checksums)),
    ]
    if first.note is not None:
        facts.append(Fact(say("Note"), words.frozen(first.note), words.foreign(first.note)))
    titles = _each(words.frozen(manifest.title) for manifest in manifests.values())
    return Facts(facts, titles, heading_lang=words.foreign(first.title))


def _division(reader: Reader, manifest: Manifest) -> str:
    division = manifest.area_division
    if division[0].isdigit():
        return reader.words.numbers.when(division)
    return reader.say("several divisions")


def _each(texts: Iterable[str]) -> str:
    """Write several texts in a row, the same one once."""
    return "; ".join(dict.fromkeys(texts))


def _own_sources(reader: Reader) -> list[Block]:
    """Return where the analyst's own figures are from, a list of facts for each key."""
    say, day, language = reader.say, reader.words.numbers.day, reader.words.language
    return [
        Facts(
            [
                Fact(say("Figures"), key.label.in_language(language)),
                Fact(say("Source"), key.origin.in_language(language)),
                Fact(say("Reference date"), day(key.reference_date)),
            ],
            say("The analyst's own figures"),
        )
        for key in reader.case.terms.keys.values()
        if isinstance(key, OwnKey)
    ]


def _heading(key: Key, words: Words) -> str:
    """Return a key's label, and that its figures are the analyst's own where they are."""
    label = key.label.in_language(words.language)
    label = label[:1].upper() + label[1:]
    return f"{label} ({own_figure_mark(words)})" if isinstance(key, OwnKey) else label


def _join(reader: Reader, join: Join) -> str:
    say = reader.say
    divisions = sorted({*join.older.values(), join.division})
    sentences = [
        say(
            "The figures follow the municipal divisions of {divisions}. They have been brought to "
            "the division of "
            "{division} by a table of mergers.",
            divisions=Listing([Day(division) for division in divisions]),
            division=Day(join.division),
        )
    ]
    summed = touched(join, reader.comparison.payers)
    for code in summed:
        merged: set[str] = set()
        for snapshot in join.older:
            merged.update(join.merged_into(code, snapshot))
        merged.discard(code)
        names = [merger.absorbed_name for merger in join.mergers if merger.absorbed in merged]
        sentences.append(
            say(
                "In {payer} the older figures of municipalities that have merged into it are "
                "added: {names}.",
                payer=PayerName(code),
                names=Listing(names),
            )
        )
    if not summed:
        sentences.append(
            say(
                "No payer's area has changed by a merger between them, so no figure has been "
                "changed."
            )
        )
    source = reader.words.frozen(join.source)
    sentences.append(say("Source of the mergers: {source}.", source=source))
    return " ".join(sentences)
