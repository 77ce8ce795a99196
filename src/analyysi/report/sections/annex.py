"""The annex: every split to the cent, the figures and where they come from, and how to recompute it
all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from analyysi import __version__
from analyysi.agreement.terms import CoalitionTable, StandAlone
from analyysi.comparison.compare import split_id
from analyysi.messages import Money, PayerName
from analyysi.report.blocks import (
    OF_FOLDS,
    Block,
    Bullets,
    Code,
    Fact,
    Facts,
    Folded,
    Heading,
    Paragraph,
)
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import names_or_count
from analyysi.report.pieces import (
    budget_tables,
    declared_costs,
    evenness,
    figures_used,
    formulas,
    glossary,
    rule_search,
    share_matrix,
    verdicts,
)
from analyysi.report.pieces.shared_sentences import as_sentence, rounding_rule, status
from analyysi.report.pieces.split_table import pools_table, split_table
from analyysi.report.pieces.total_words import total_source
from analyysi.report.reader import Reader
from analyysi.report.sections import leaving, movement, years
from analyysi.report.sections.section import Shown
from analyysi.report.tables import Column, Row, Table


def section(reader: Reader) -> Shown:
    """Show all that is needed to check and to recompute: figures, sources, budgets, terms,
    rounding, recomputing; then, folded, what only a specialist asks for.
    """
    say = reader.say
    blocks = years.annex_blocks(reader)
    blocks += figures_used.annex_blocks(reader)
    blocks += budget_tables.annex_blocks(reader)
    blocks += [Heading(say("Parameters of the report")), _terms(reader)]
    blocks += [Heading(say("Rounding")), Paragraph(_rounding(reader))]
    example = formulas.worked_out(reader)
    blocks += [] if example is None else [Paragraph(example)]
    blocks += _preparation(reader)
    blocks += [Heading(say("Glossary")), glossary.glossary(reader)]
    blocks += _recompute(reader)
    blocks += _accessibility(reader.words)
    blocks += _for_specialists(reader)
    return Shown(say("Checking and recomputing"), blocks)


def _for_specialists(reader: Reader) -> list[Block]:
    """Return what is folded on the page and not printed, below a line that says what it is."""
    say = reader.say
    folds = [
        Folded(summary, folded, for_specialists=True)
        for summary, folded in _of_specialists(reader)
        if folded
    ]
    named = say(
        "These are on the page, folded, and not on paper: {titles}. On paper they are where the "
        "report is made by the option --part all.",
        titles="; ".join(fold.summary for fold in folds),
    )
    # As one fact the line is never parted from its title on paper.
    return [Facts([Fact(say("For specialists"), named)], style=OF_FOLDS), *folds]


def _of_specialists(reader: Reader) -> Iterator[tuple[str, Sequence[Block]]]:
    """Yield each fold's title and its blocks."""
    say, explanation = reader.say, reader.context.explanation
    yield say("Every way of sharing, by itself"), _every_way(reader)
    yield say("What speaks for and against each way"), [verdicts.for_and_against(reader)]
    yield say("Properties of the chosen split"), [verdicts.properties(reader)]
    yield say("How evenly the sum weighs"), evenness.annex_blocks(reader)
    yield say("How much it is of the taxes"), evenness.of_taxes(reader)
    yield say("The shares of the years to come and of other totals"), movement.annex_blocks(reader)
    costs = [*declared_costs.annex_blocks(reader), *leaving.annex_blocks(reader)]
    yield say("The declared costs"), costs
    searched = [] if explanation is None else rule_search.annex_blocks(explanation, reader.words)
    yield say("The search for the rule behind the published share"), searched
    yield say("Formulas"), formulas.annex_blocks(reader)
    yield say("Remarks on the budgets"), budget_tables.remarks(reader)
    yield say("Files and their SHA-256 checksums"), [_files(reader)]


def _every_way(reader: Reader) -> list[Block]:
    """Return every split to the cent, all per inhabitant, and the splits that could not be made."""
    comparison, say, words = reader.comparison, reader.say, reader.words
    blocks: list[Block] = []
    for split in comparison.splits:
        blocks.append(split_table(reader, split))
        of_pools = pools_table(reader, split)
        blocks += [of_pools] if of_pools is not None else []
    if reader.case.heads is not None:
        blocks.append(share_matrix.heads_by_method(reader))
    if comparison.omitted:
        reasons = [
            f"{words.title(omitted.title)}: {words.of(omitted.reason)}"
            for omitted in comparison.omitted
        ]
        blocks.append(Bullets(reasons, say("Ways that were not compared")))
    return blocks


def _preparation(reader: Reader) -> list[Block]:
    """Return how the agreement was prepared, by its own history."""
    words, history = reader.words, reader.case.agreement.history
    if not history:
        return []
    events = [
        f"{words.numbers.when(event.when)}: {event.what.in_language(words.language)}"
        for event in history
    ]
    return [Bullets(events, reader.say("How the matter was prepared"))]


def _rounding(reader: Reader) -> str:
    say, rounding = reader.say, reader.case.rounding
    rounded = reader.comparison.chosen.rounded
    up, below, tied = rounded.rounded_up, rounded.below_quota, rounded.tied
    by_remainder = rounding.by_remainder
    sentences = rounding_rule(reader.case, reader.words)
    if up:
        names = names_or_count(reader.words, up)
        if by_remainder:
            sentences.append(
                say("In the chosen split a unit left over went to: {names}.", names=names)
            )
        else:
            sentences.append(
                say(
                    "In the chosen split these pay more than their share rounded down: {names}.",
                    names=names,
                )
            )
    if below:
        names = names_or_count(reader.words, below)
        sentences.append(
            say(
                "In the chosen split these pay less than their share rounded down: {names}.",
                names=names,
            )
        )
    if tied:
        names = names_or_count(reader.words, tied)
        sentences.append(say("The tie rule decided between: {names}.", names=names))
    else:
        sentences.append(say("In the chosen split no tie had to be settled."))
    return " ".join(sentences)


def _terms(reader: Reader) -> Table:
    say = reader.say
    facts = [
        *_chosen_terms(reader),
        *_outside_and_published(reader),
        *_steps(reader),
        *_game_costs(reader),
        *_notes(reader),
    ]
    rows = [Row(label, [text]) for label, text in facts]
    caption, columns = say("What the report was made with"), [Column(say("Content"), text=True)]
    return Table("terms", caption, say("Matter"), columns, rows)


_Terms = list[tuple[str, str]]
"""What the terms say: of what, and the text."""


def _chosen_terms(reader: Reader) -> _Terms:
    say, words, language = reader.say, reader.words, reader.words.language
    terms = reader.case.terms
    total, title = words.of(Money(terms.total.value, 2)), reader.comparison.chosen.title
    return [
        (say("Status"), status(reader.case, words)),
        (say("Total cost"), f"{total}. {total_source(terms, words)}"),
        (
            say("Chosen split"),
            f"{words.title(title)}. {terms.method.source.in_language(language)}",
        ),
    ]


def _outside_and_published(reader: Reader) -> _Terms:
    say, terms, language = reader.say, reader.case.terms, reader.words.language
    facts = []
    for outsider in terms.outside:
        texts = (outsider.reason.in_language(language), outsider.source.in_language(language))
        label = say("Outside: {name}", name=PayerName(outsider.payer))
        facts.append((label, " ".join(map(as_sentence, texts))))
    facts += [
        (
            say("Published: {name}", name=PayerName(published.payer)),
            published.source.in_language(language),
        )
        for published in terms.published
    ]
    return facts


def _steps(reader: Reader) -> _Terms:
    """Return what was put in for the steps that their rules do not say: amounts and sources."""
    words = reader.words
    of_steps = [(step, step.put_in(parameters)) for step, parameters in reader.case.steps]
    return [
        (words.title(step.title), " ".join(map(words.of, sentences)))
        for step, sentences in of_steps
        if sentences
    ]


def _game_costs(reader: Reader) -> _Terms:
    """Return the declared costs of acting alone or in groups, with their sources."""
    game, words, language = reader.case.terms.game, reader.words, reader.words.language
    if game is None:
        return []
    if isinstance(game, CoalitionTable):
        return [(words.say("Costs of the coalitions"), game.source.in_language(language))]
    alone = game.alone if isinstance(game, StandAlone) else game.needs
    return [
        (
            words.say("By itself: {name}", name=PayerName(code)),
            f"{words.of(Money(cost.value, 2))}. {as_sentence(cost.source.in_language(language))}",
        )
        for code, cost in alone.items()
    ]


def _notes(reader: Reader) -> _Terms:
    """Return the notes of the alternatives, and the agreement's references."""
    case, words, language = reader.case, reader.words, reader.words.language
    titles = {split.id: words.title(split.title) for split in reader.comparison.splits}
    facts = [
        (titles[split_id(variant)], alternative.note.in_language(language))
        for alternative, variant in zip(case.terms.alternatives, case.alternatives, strict=True)
        if alternative.note is not None
    ]
    facts += [
        (words.say("References"), reference.in_language(language))
        for reference in case.agreement.references
    ]
    return facts


def _recompute(reader: Reader) -> list[Block]:
    say, case = reader.say, reader.case
    command = (
        f"analyysi report {case.agreement.id} {case.terms.year} --language {reader.words.language}"
    )
    if reader.focus is not None:
        command += f" --municipality {quote(case.agreement.party(reader.focus).name.main)}"
    for name, value in (case.asked.trial if case.asked is not None else {}).items():
        command += f" -p {quote(f'{name}={value}')}"
    own_content: list[Block] = []
    if case.additions:
        own_content.append(
            Paragraph(
                say(
                    "The report also has a way of sharing or figures of the analyst's own, which "
                    "stand only in the analyst's notebook. To recompute it, give that notebook to "
                    "the command too: --notebook."
                )
            )
        )
    return [
        Heading(say("How to recompute this report")),
        Paragraph(
            say(
                "The report is made by the program analyysi {version}. The same files give the "
                "same cents and the same fingerprint; run.json beside the report lists them.",
                version=__version__,
            )
        ),
        Code(command),
        *own_content,
        Paragraph(f"{say('Fingerprint')}: {reader.fingerprint}"),
    ]


def _files(reader: Reader) -> Facts:
    files = {file.path: file.sha256 for file in (*reader.case.inputs, *reader.context.inputs)}
    return Facts([Fact(path, checksum) for path, checksum in files.items()], code=True)


def _accessibility(words: Wording) -> list[Block]:
    say = words.say
    text = say(
        "This report is made to meet WCAG 2.1 level AA. It needs no network, and nothing of its "
        "content needs a "
        "script. Every figure has a text alternative and its numbers stand in a table. Tell the "
        "sender of the report "
        "of any fault."
    )
    return [Heading(say("Accessibility")), Paragraph(text)]
