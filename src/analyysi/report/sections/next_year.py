"""Next year's rule and timetable: what is asked each year, and when."""

from __future__ import annotations

from collections.abc import Collection

from analyysi.agreement.agreement import Deadline
from analyysi.agreement.key import Key
from analyysi.messages import Day, KeyName
from analyysi.report.blocks import Block, Paragraph
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import conditions_of_one_year
from analyysi.report.reader import Reader
from analyysi.report.sections.section import Shown
from analyysi.report.tables import Column, Row, Table


def section(reader: Reader) -> Shown:
    """Return the heading that answers, and the blocks in order."""
    comparison = reader.comparison
    say, case = reader.say, reader.case
    year = case.terms.year + 1
    known = comparison.chosen.variant.method.is_rule
    agreed = case.terms.method.chosen_by == "decision"
    changing = conditions_of_one_year(case, reader.words)
    sentences = [
        say("The total cost of {year} is settled with the budget.", year=str(year)),
        (
            _agreed_rule(reader)
            if agreed
            else say("If the parties use the way computed here, only its figures change.")
            if not changing
            else say("If the parties use the way computed here, its figures change.")
        )
        if known
        else say(
            "The published sums hold for {year} only: the rule behind them is not known.",
            year=str(year - 1),
        ),
    ]
    if changing:
        sentences.append(changing)
    keys = {name: case.terms.keys[name] for name in comparison.chosen.variant.key_names}
    for name, key in keys.items():
        day = key.next_day(case.terms.year)
        if day is not None:
            text = say(
                "Key now: {key}. Next year the figures of {day} are needed.",
                key=KeyName(name),
                day=Day(day),
            )
        else:
            text = say(
                "Key now: {key}. Next year figures newer than those of {day} are needed, if there "
                "are any.",
                key=KeyName(name),
                day=Day(key.reference_date),
            )
        sentences.append(text)
    blocks: list[Block] = [Paragraph(" ".join(sentences))]
    if case.agreement.timetable:
        if not case.agreement.timetable_agreed:
            blocks.append(
                Paragraph(
                    say(
                        "The timetable is a proposal of this report. The parties have not agreed "
                        "on it."
                    )
                )
            )
        blocks.append(_timetable(case.agreement.timetable, year, reader.words))
    return Shown(_heading(reader, known, keys.values()), blocks)


def _agreed_rule(reader: Reader) -> str:
    """Say the rule with its steps, but for those that lead from last year to this one."""
    chosen = reader.comparison.chosen
    rule = reader.say("The parties have agreed on this rule: {rule}", rule=chosen.rule)
    stated = zip(reader.case.steps, chosen.step_rules, strict=True)
    lasting = [reader.words.of(sentence) for (step, _), sentence in stated if not step.of_one_year]
    return " ".join([rule, *lasting])


def _heading(reader: Reader, known: bool, keys: Collection[Key]) -> str:
    year = str(reader.case.terms.year + 1)
    if not known:
        return reader.say("The shares of {year} need a decision of their own", year=year)
    if conditions_of_one_year(reader.case, reader.words):
        return reader.say("If the way of sharing stays, its conditions change in {year}", year=year)
    if not keys:
        return reader.say("If the way of sharing stays, so do the parts in {year}", year=year)
    if any(key.next_day(reader.case.terms.year) is None for key in keys):
        return reader.say(
            "If the way of sharing stays, the shares of {year} follow the newest figures",
            year=year,
        )
    return reader.say(
        "If the way of sharing stays, the shares of {year} follow newer figures", year=year
    )


def _timetable(deadlines: tuple[Deadline, ...], year: int, words: Wording) -> Table:
    say = words.say
    rows = []
    for deadline in deadlines:
        when = f"{year + deadline.years}-{deadline.month:02}"
        when += f"-{deadline.day:02}" if deadline.day is not None else ""
        text = words.numbers.when(when)
        what, source = (
            deadline.what.in_language(words.language),
            deadline.source.in_language(words.language),
        )
        rows.append(Row(text[:1].upper() + text[1:], [f"{what} {source.rstrip('.')}."]))
    columns = [Column(say("What is done, and on what ground"), text=True)]
    caption = say("Timetable for the shares of {year}", year=str(year))
    return Table("timetable", caption, say("When"), columns, rows)
