"""The page, part by part, as the notebook calls it: each method returns a fragment to show."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from analyysi import __version__
from analyysi.agreement.participants import participant
from analyysi.comparison.change import Change, change
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import SharedYear
from analyysi.comparison.report_context import ReportContext
from analyysi.comparison.results import fingerprint, results_csv
from analyysi.comparison.verdicts import SplitAssessment
from analyysi.messages import Money, Number, PayerName
from analyysi.money import round_half_up
from analyysi.report.blocks import Block, OnPageOnly, Paragraph, as_data
from analyysi.report.html import DATA, Fragment, render
from analyysi.report.language.wording import Wording
from analyysi.report.pictures import board_charts, share_charts
from analyysi.report.pieces import share_matrix, verdicts
from analyysi.report.pieces.how_to_read import how_to_read
from analyysi.report.reader import Reader
from analyysi.report.sections import (
    annex,
    brief,
    differences,
    explorer,
    leaving,
    movement,
    next_year,
    published,
    reasons,
    seat,
    years,
)


class Page:
    """One report: a comparison told in one language, to everybody or from one participant's seat.

    Parameters
    ----------
    comparison
        The year's splits.
    language
        "fi", "sv" or "en".
    municipality
        A participant's name or code: its sums come first and are marked everywhere, and the report
        has a draft resolution for its board. Empty: the report of all.
    around
        Earlier years, later figures, the search for the published rule, the boundaries for the map.

    Raises
    ------
    ParameterError
        If there is no such language or participant; names the nearest.
    """

    def __init__(
        self,
        comparison: Comparison,
        language: str,
        municipality: str = "",
        context: ReportContext | None = None,
    ) -> None:
        self.comparison = comparison
        self.context = context if context is not None else ReportContext()
        self.words = Wording(language, comparison.case)
        case = comparison.case
        self.focus = participant(case.agreement, case.terms, municipality) if municipality else None

    @cached_property
    def _assessments(self) -> tuple[SplitAssessment, ...]:
        return verdicts.assessments(self.comparison)

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        """What led from each year of the agreement to the next, up to this one; empty if this is
        the first.
        """
        this = SharedYear(self.comparison.case, self.comparison.chosen.cents)
        return tuple(
            change(before, after) for before, after in pairwise((*self.context.history, this))
        )

    @property
    def title(self) -> str:
        """The matter and the year, and whose seat it is seen from: the page's title and first
        heading.
        """
        terms, agreement = self.comparison.case.terms, self.comparison.case.agreement
        title = f"{agreement.subject.in_language(self.words.language)} {terms.year}"
        return title if self.focus is None else f"{title}: {self.words.payer(self.focus)}"

    def head(self) -> Fragment:
        """Show the title, what status the paper has, the decision in brief and what each payer
        pays.
        """
        comparison, words, say = self.comparison, self.words, self.words.say
        case = comparison.case
        draft = say("DRAFT") if case.terms.status == "draft" else ""
        blocks: list[Block] = [
            brief.shares(Reader(comparison, words, self.focus)),
            how_to_read(Reader(comparison, words, self.focus)),
        ]
        if self.context.boundaries is not None:
            shares_on_map = board_charts.map_of_shares(
                Reader(comparison, words, self.focus), self.context.boundaries
            )
            blocks += [shares_on_map] if shares_on_map is not None else []
        tried = explorer.explorer(Reader(comparison, words, self.focus))
        blocks += [OnPageOnly(tried)] if tried is not None else []
        told = {
            "title": self.title,
            "body": say(
                "Board report · {organiser}", organiser=PayerName(case.agreement.organiser)
            ),
            "draft": draft,
            "key_figures": brief.key_figures(Reader(comparison, words, self.focus)),
            "lead": brief.lead(Reader(comparison, words, self.focus)),
            "cautions_label": say("Note before deciding"),
            "cautions": brief.cautions(Reader(comparison, words), self.context),
        }
        html = render("head.html.j2", **told, parts=[block.html() for block in blocks])
        metadata: dict[str, Any] = {
            "title": f"{draft}: {self.title}" if draft else self.title,
            "language": words.language,
            "draft": draft,
            "explorer": tried is not None,
            "chrome": self._chrome(),
        }
        return Fragment(
            "head", html, self.title, metadata, {DATA: {**told, "blocks": as_data(blocks)}}
        )

    def _chrome(self) -> dict[str, str]:
        """Return the words around the page: links, contents, the foot."""
        say, decided = self.words.say, self.comparison.case.terms.status == "decided"
        return {
            "skip": say("Skip to the content"),
            "contents": say("Contents"),
            "start": say("The decision in brief") if decided else say("The matter in brief"),
            "foot": say(
                "{agreement} {year} · fingerprint {fingerprint} · analyysi {version}",
                agreement=self.comparison.case.agreement.id,
                year=str(self.comparison.case.terms.year),
                fingerprint=fingerprint(self.comparison),
                version=__version__,
            ),
        }

    def resolution(self) -> Fragment:
        """Show the draft resolution for the board from whose seat the report is; nothing in the
        report of all.
        """
        if self.focus is None:
            return Fragment(
                "nothing", "", self.words.say("No draft resolution in the report of all")
            )
        heading, blocks = seat.resolution(Reader(self.comparison, self.words), self.focus)
        return self._section("resolution", self.words.say("Draft resolution"), heading, blocks)

    def methods(self) -> Fragment:
        """Show what every method would charge: the picture, and the table with all of it."""
        comparison, words, say = self.comparison, self.words, self.words.say
        label = say("Other ways to share")
        if len(comparison.leading) == 1:
            return self._section(
                "methods", label, say("No other way of sharing could be computed"), []
            )
        furthest = differences.furthest_way(comparison)
        payer, difference = comparison.largest_difference(furthest)
        text = (
            "Most would change by this method: {title}. {payer} would pay {difference} more"
            if difference > 0
            else "Most would change by this method: {title}. {payer} would pay {difference} less"
        )
        heading = (
            say("The ways compared come to the same sums in whole euros")
            if round_half_up(Fraction(abs(difference), 100)) == 0
            else say(
                text,
                title=furthest.title,
                payer=PayerName(payer),
                difference=Money(abs(difference), words=True),
            )
        )
        blocks: list[Block] = [
            Paragraph(
                say(
                    "The same sum was divided in {count} ways, which differ in what counts as the "
                    "ground. {shown} of "
                    "them are shown here, all in the annex.",
                    count=Number(len(comparison.splits)),
                    shown=Number(len(comparison.leading)),
                )
                if len(comparison.splits) > len(comparison.leading)
                else say(
                    "The same sum was divided in {count} ways, which differ in what counts as the "
                    "ground.",
                    count=Number(len(comparison.leading)),
                )
            ),
            share_charts.payers_by_method(Reader(comparison, words, self.focus)),
            share_matrix.euros_by_method(Reader(comparison, words, self.focus)),
        ]
        if comparison.case.heads is not None:
            blocks.append(share_charts.heads_by_method(Reader(comparison, words)))
        return self._section("methods", label, heading, blocks)

    def differences(self) -> Fragment:
        """Show who pays more or less than by the other ways, and than in the year before."""
        last = self._changes[-1] if self._changes else None
        heading, blocks = differences.parts(Reader(self.comparison, self.words, self.focus), last)
        return self._section(
            "differences", self.words.say("Who pays more, who less"), heading, blocks
        )

    def reasons(self) -> Fragment:
        """Say why this split: what speaks for it and against it, from the figures."""
        heading, blocks = reasons.parts(Reader(self.comparison, self.words), self._assessments)
        return self._section("reasons", self.words.say("Why this split"), heading, blocks)

    def leaving(self) -> Fragment:
        """Show what happens if one leaves or joins; nothing where the way of sharing leaves that
        open.
        """
        heading, blocks = leaving.parts(Reader(self.comparison, self.words, self.focus))
        if not blocks:
            return Fragment("nothing", "", heading)
        return self._section("leaving", self.words.say("If one leaves or joins"), heading, blocks)

    def movement(self) -> Fragment:
        """Show how the shares move with the population and the budget; nothing where that cannot be
        computed.
        """
        heading, blocks = movement.parts(
            Reader(self.comparison, self.words, self.focus), self.context.previous
        )
        if not blocks:
            return Fragment("nothing", "", heading)
        return self._section("movement", self.words.say("How the shares move"), heading, blocks)

    def published(self) -> Fragment:
        """Set the published shares beside the computed ones, and say what is not known."""
        heading, blocks = published.parts(
            Reader(self.comparison, self.words), self.context.explanation
        )
        return self._section("published", self.words.say("Published decisions"), heading, blocks)

    def history(self) -> Fragment:
        """Show what each has paid over the years and by which rule; nothing where the agreement has
        one year.
        """
        if not self._changes:
            return Fragment("nothing", "", self.words.say("No earlier year to tell of"))
        heading, blocks = years.parts(
            Reader(self.comparison, self.words, self.focus), self._changes
        )
        return self._section(
            "history", self.words.say("The years of the agreement"), heading, blocks
        )

    def next_year(self) -> Fragment:
        """Say by which rule and when the next year's shares are settled."""
        heading, blocks = next_year.parts(Reader(self.comparison, self.words))
        return self._section("next-year", self.words.say("Next year"), heading, blocks)

    def annex(self) -> Fragment:
        """Show everything needed to check and to recompute: all splits to the cent, inputs,
        sources, terms.
        """
        say = self.words.say
        blocks = annex.parts(
            Reader(self.comparison, self.words, self.focus),
            self._assessments,
            self.context,
            self._changes,
        )
        return self._section(
            "annex", say("Annex"), say("Annex: for checking and recomputing"), blocks
        )

    def results(self) -> Fragment:
        """Carry results.csv and the record of the run, for `analyysi report` to write; nothing for
        the reader.
        """
        case = self.comparison.case
        files = {item.path: item.sha256 for item in (*case.inputs, *self.context.inputs)}
        record = {
            "agreement": case.agreement.id,
            "year": case.terms.year,
            "language": self.words.language,
            "fingerprint": fingerprint(self.comparison),
            "report": self._in_short(),
            "inputs": [{"path": path, "sha256": checksum} for path, checksum in files.items()],
        }
        table = results_csv(self.comparison)
        plain = f"results.csv: {table.count(chr(10)) - 1} rows; fingerprint {record['fingerprint']}"
        return Fragment(
            "results",
            f"<p>{plain}</p>",
            plain,
            extra={"text/csv": table, "application/json": record},
        )

    def _in_short(self) -> dict[str, Any]:
        """Return what a list of reports tells of this one."""
        comparison, case = self.comparison, self.comparison.case
        return {
            "title": self.title,
            "subject": case.agreement.subject.in_language(self.words.language),
            "status": case.terms.status,
            "way": self.words.title(comparison.chosen.title),
            "currency": case.agreement.currency,
            "total_cents": case.terms.total.value,
            "shares": [
                {
                    "code": code,
                    "name": self.words.payer(code),
                    "cents": comparison.chosen.cents[code],
                }
                for code in sorted(comparison.chosen.cents)
            ],
        }

    def _section(self, anchor: str, label: str, heading: str, blocks: Sequence[Block]) -> Fragment:
        html = render(
            "section.html.j2",
            anchor=anchor,
            heading=heading,
            parts=[block.html() for block in blocks],
        )
        data = {"heading": heading, "blocks": as_data(blocks)}
        return Fragment("section", html, heading, {"anchor": anchor, "label": label}, {DATA: data})
