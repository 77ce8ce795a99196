"""The head of the report: title, status, the decision in brief and what each payer pays."""

from __future__ import annotations

from typing import Any

from analyysi import __version__
from analyysi.comparison.results import fingerprint
from analyysi.messages import PayerName
from analyysi.report.blocks import Block, OnPageOnly, as_data
from analyysi.report.html import DATA, Fragment, render
from analyysi.report.pictures.share_map import map_of_shares
from analyysi.report.pieces.how_to_read import how_to_read
from analyysi.report.reader import Reader
from analyysi.report.sections import brief
from analyysi.report.sections.explorer import explorer


def title(reader: Reader) -> str:
    """Return the matter and the year, and from whose seat it is seen: the page's title and first
    heading.
    """
    matter = reader.case.agreement.subject.in_language(reader.words.language)
    joint_title = f"{matter} {reader.case.terms.year}"
    return (
        joint_title
        if reader.focus is None
        else f"{joint_title}: {reader.words.payer(reader.focus)}"
    )


def head(reader: Reader) -> Fragment:
    """Return the head as the notebook shows it, with what the page and the papers need of it."""
    say = reader.say
    draft = reader.mark
    explorer_markup = explorer(reader)
    blocks = _blocks(reader)
    if explorer_markup is not None:
        blocks.append(OnPageOnly(explorer_markup))
    contents = {
        "title": title(reader),
        "body": say(
            "Board report · {organiser}", organiser=PayerName(reader.case.agreement.organiser)
        ),
        "draft": draft,
        "key_figures": brief.key_figures(reader),
        "lead": brief.lead(reader),
        "cautions_label": say("Note before deciding"),
        "cautions": brief.cautions(reader),
    }
    html = render("head.html.j2", **contents, parts=[block.html() for block in blocks])
    metadata: dict[str, Any] = {
        "title": f"{draft}: {title(reader)}" if draft else title(reader),
        "language": reader.words.language,
        "draft": draft,
        "explorer": explorer_markup is not None,
        "chrome": _chrome(reader),
    }
    blocks_as_data = {**contents, "blocks": as_data(blocks)}
    return Fragment("head", html, title(reader), metadata, {DATA: blocks_as_data})


def _blocks(reader: Reader) -> list[Block]:
    blocks: list[Block] = [brief.shares(reader), how_to_read(reader)]
    if reader.context.boundaries is not None:
        shares_on_map = map_of_shares(reader, reader.context.boundaries)
        if shares_on_map is not None:
            blocks.append(shares_on_map)
    return blocks


def _chrome(reader: Reader) -> dict[str, str]:
    """Return the words around the page: links, contents, the foot."""
    say, terms = reader.say, reader.case.terms
    decided = terms.status == "decided"
    return {
        "skip": say("Skip to the content"),
        "contents": say("Contents"),
        "start": say("The decision in brief") if decided else say("The matter in brief"),
        "foot": say(
            "{agreement} {year} · fingerprint {fingerprint} · analyysi {version}",
            agreement=reader.case.agreement.id,
            year=str(terms.year),
            fingerprint=fingerprint(reader.comparison),
            version=__version__,
        ),
    }
