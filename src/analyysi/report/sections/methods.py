"""What each way would charge: the table of all to the cent, and the picture."""

from __future__ import annotations

from analyysi.messages import Listing, Money, Number, PayerName
from analyysi.report.blocks import Block, Paragraph
from analyysi.report.language.own_mark import is_own
from analyysi.report.pictures import share_charts
from analyysi.report.pieces import share_matrix
from analyysi.report.pieces.all_payers import all_payers
from analyysi.report.pieces.shared_sentences import same_conditions
from analyysi.report.reader import Reader
from analyysi.report.sections.differences import furthest_split
from analyysi.report.sections.section import Shown


def section(reader: Reader) -> Shown:
    """Show what every way would charge."""
    comparison = reader.comparison
    if len(comparison.listed) == 1:
        heading = reader.say("No other way of sharing could be computed")
        return Shown(heading, [share_matrix.cents_by_method(reader), *all_payers(reader)])
    conditions = same_conditions(comparison, reader.words)
    sentences = [_how_many(reader), conditions, _own_ways(reader)]
    blocks: list[Block] = [
        Paragraph(" ".join(filter(None, sentences))),
        share_matrix.cents_by_method(reader),
        share_charts.payers_as_dots(reader),
        *all_payers(reader),
    ]
    return Shown(_heading(reader), blocks)


def _own_ways(reader: Reader) -> str:
    """Name the ways of the analyst's own, which nobody but the analyst has proposed."""
    comparison = reader.comparison
    titles = [split.title for split in comparison.splits if is_own(split, comparison)]
    if not titles:
        return ""
    return reader.say("Of these the analyst's own are: {titles}.", titles=Listing(titles))


def _heading(reader: Reader) -> str:
    """Name the split under which a share differs most from the chosen one, and that share."""
    furthest = furthest_split(reader.comparison)
    payer, difference = reader.comparison.largest_shown_difference(furthest)
    if difference == 0:
        return reader.say("The ways compared come to the same sums in whole euros")
    text = (
        "Most would change by this method: {title}. {payer} would pay {difference} more"
        if difference > 0
        else "Most would change by this method: {title}. {payer} would pay {difference} less"
    )
    return reader.say(
        text,
        title=furthest.title,
        payer=PayerName(payer),
        difference=Money(abs(difference), words=True),
    )


def _how_many(reader: Reader) -> str:
    return reader.say(
        "The same sum was divided in {count} ways, which differ in what counts as the ground.",
        count=Number(len(reader.comparison.listed)),
    )
