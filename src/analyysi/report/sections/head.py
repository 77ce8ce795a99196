"""The head of the report: the front page, and what opens the annex below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from analyysi import __version__
from analyysi.report.blocks import Block, OnPageOnly, as_data
from analyysi.report.front import answer, front
from analyysi.report.html import DATA, Fragment, render
from analyysi.report.many_payers import are_many
from analyysi.report.pictures.share_map import differ_per_head, map_of_shares
from analyysi.report.pieces.how_to_read import how_to_read
from analyysi.report.pieces.preparation import preparation
from analyysi.report.reader import Reader
from analyysi.report.sections import brief
from analyysi.report.sections.explorer import explorer, sets_sums_apart
from analyysi.report.sections.section_table import linked


def title(reader: Reader) -> str:
    """Return the matter and the year, and from whose seat it is seen: the page's title."""
    matter = reader.case.agreement.subject.in_language(reader.words.language)
    joint_title = f"{matter} {reader.case.terms.year}"
    return (
        joint_title
        if reader.focus is None
        else f"{joint_title}: {reader.words.payer(reader.focus)}"
    )


def front_page(reader: Reader) -> Markup:
    """Return the front page alone, as it stands in the page; nothing of it is drawn by
    matplotlib.
    """
    return _front_page(_contents(reader), linked(front.blocks(reader)))


def head(reader: Reader) -> Fragment:
    """Return the front page as the notebook shows it, with what the page and the papers need of
    it.
    """
    draft = reader.mark
    explorer_markup = explorer(reader)
    front_blocks = linked(front.blocks(reader))
    opening = _opening(reader)
    if explorer_markup is not None:
        opening.append(OnPageOnly(explorer_markup))
    contents = _contents(reader)
    html = render(
        "head.html.j2",
        front=_front_page(contents, front_blocks),
        annex_words=contents["annex_words"],
        opening=[block.html() for block in opening],
    )
    metadata: dict[str, Any] = {
        "title": f"{draft}: {title(reader)}" if draft else title(reader),
        "language": reader.words.language,
        "draft": draft,
        "prepared": preparation(reader.case, reader.words).recorded(),
        "explorer": explorer_markup is not None,
        "agenda": reader.focus is not None,
        "chrome": _chrome(reader),
    }
    if explorer_markup is not None and sets_sums_apart(reader.case):
        metadata["explorer_sums"] = True
    if are_many(reader.comparison.payers):
        metadata["many_payers"] = True
    as_blocks = {**contents, "blocks": as_data(front_blocks), "opening": as_data(opening)}
    return Fragment("head", html, title(reader), metadata, {DATA: as_blocks})


def _contents(reader: Reader) -> dict[str, Any]:
    """Return what the head says beside its blocks."""
    return {
        "title": title(reader),
        "kicker": answer.kicker(reader, title(reader)),
        "heading": answer.heading(reader),
        "draft": reader.mark,
        "key_figures": answer.key_figures(reader),
        "background": answer.background(reader),
        "cautions_label": reader.say("Note."),
        "cautions": brief.cautions(reader),
        "annex_words": reader.say("The front page ends here. What follows is its annex."),
    }


def _front_page(contents: Mapping[str, Any], blocks: Iterable[Block]) -> Markup:
    return render("front.html.j2", **contents, front=[block.html() for block in blocks])


def _opening(reader: Reader) -> list[Block]:
    """Return what opens the annex: how to read it, and the map where the payers' inhabitants do not
    all pay the same.
    """
    blocks: list[Block] = [how_to_read(reader)]
    boundaries = reader.context.boundaries
    if boundaries is not None and differ_per_head(reader):
        shares_on_map = map_of_shares(reader, boundaries)
        if shares_on_map is not None:
            blocks.append(shares_on_map)
    return blocks


def _chrome(reader: Reader) -> dict[str, str]:
    """Return the words around the page: links, contents, the foot."""
    say, terms = reader.say, reader.case.terms
    return {
        "skip": say("Skip to the content"),
        "contents": say("Contents"),
        "alone": say("This is the front page alone. Its annex is in the whole report."),
        "foot": say(
            "{agreement} {year} · fingerprint {fingerprint} · analyysi {version}",
            agreement=reader.case.agreement.id,
            year=str(terms.year),
            fingerprint=reader.fingerprint,
            version=__version__,
        ),
    }
