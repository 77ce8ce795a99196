"""The page, part by part, as the notebook calls it: each method returns a fragment to show."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Any

from markupsafe import Markup

from analyysi import __version__
from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.explain import Explanation
from analyysi.comparison.observed import observations
from analyysi.comparison.results import fingerprint, results_csv
from analyysi.comparison.weigh import Weighed
from analyysi.messages import Listing, Message, Money, Number, PayerName, Percent
from analyysi.report import annex, charts, judgement, matrix, published
from analyysi.report.html import Fragment, render
from analyysi.report.tables import Column, Row, Table
from analyysi.report.wording import Wording


class Page:
    """One report: a comparison told in one language.

    The reader's own payer, if the report has one, is marked in tables: it is the payer whose share has been
    published, when there is exactly one. `explanation` is the search for the rule behind published shares, told where
    the year's terms ask for it.
    """

    def __init__(self, comparison: Comparison, language: str, explanation: Explanation | None = None) -> None:
        self.comparison = comparison
        self.explanation = explanation
        self.words = Wording(language, comparison.case)
        shares = comparison.case.terms.published
        self.focus = shares[0].payer if len(shares) == 1 else None

    @cached_property
    def _weighed(self) -> tuple[Weighed, ...]:
        return judgement.weighed(self.comparison)

    @property
    def title(self) -> str:
        """The matter and the year: the page's title and first heading."""
        terms, agreement = self.comparison.case.terms, self.comparison.case.agreement
        return f"{agreement.subject.in_language(self.words.language)} {terms.year}"

    def head(self) -> Fragment:
        """Show the title, what status the paper has, the decision in brief and what each payer pays."""
        case, say = self.comparison.case, self.words.say
        agreement, terms = case.agreement, case.terms
        draft = say("DRAFT") if terms.status == "draft" else ""
        html = render(
            "head.html.j2",
            title=self.title,
            body=say("Board report · {organiser}", organiser=PayerName(agreement.organiser)),
            draft=draft,
            key_figures=self._key_figures(),
            lead=self._lead(),
            cautions_label=say("Note before deciding"),
            cautions=self._cautions(),
            table=self._shares().html(),
        )
        metadata: dict[str, Any] = {
            "title": f"{draft}: {self.title}" if draft else self.title,
            "language": self.words.language,
        }
        metadata |= {"draft": draft, "chrome": self._chrome()}
        return Fragment("head", html, self.title, metadata)

    def _chrome(self) -> dict[str, str]:
        """Return the words around the page: links, contents, the foot."""
        say = self.words.say
        return {
            "skip": say("Skip to the content"),
            "contents": say("Contents"),
            "start": say("The decision in brief"),
            "foot": say(
                "{agreement} {year} · fingerprint {fingerprint} · analyysi {version}",
                agreement=self.comparison.case.agreement.id,
                year=str(self.comparison.case.terms.year),
                fingerprint=fingerprint(self.comparison),
                version=__version__,
            ),
        }

    def _key_figures(self) -> list[tuple[str, str, str]]:
        comparison, say = self.comparison, self.words.say
        chosen, total = comparison.chosen, comparison.case.terms.total
        figures = [
            (
                say("Total cost"),
                self.words.of(Money(total.value)),
                say("assumption") if total.assumed else "",
            )
        ]
        if self.focus is not None:
            cents = chosen.cents[self.focus]
            share = self.words.of(Percent(Fraction(cents, total.value)))
            figures.append(
                (
                    say("{payer} would pay", payer=PayerName(self.focus)),
                    self.words.of(Money(cents)),
                    say("{share} of the total", share=share),
                )
            )
        else:
            count = len(comparison.payers)
            figures.append((say("Shared by"), self._count(count), ""))
        found = comparison.head_range(chosen)
        if found is not None:
            (_, low), (_, high) = found
            low_text, high_text = (self.words.of(Money(amount, 2)) for amount in (low, high))
            text = low_text if low_text == high_text else f"{low_text} – {high_text}"
            note = say("the same for every payer") if low_text == high_text else say("lowest and highest payer")
            figures.append((say("Per inhabitant"), text, note))
        return figures

    def _count(self, count: int) -> str:
        if self.words.municipal:
            return self.words.plural("{count} municipality", "{count} municipalities", count)
        return self.words.plural("{count} payer", "{count} payers", count)

    def _lead(self) -> list[str]:
        case, say = self.comparison.case, self.words.say
        terms, count = case.terms, len(self.comparison.payers)
        sentences = [
            say(
                "In {year} the total cost is {total}. It is shared by {payers}.",
                year=str(terms.year),
                total=Money(terms.total.value, words=True),
                payers=self._count(count),
            ),
            self.words.of(self.comparison.chosen.rule),
            *(self.words.of(step.rule(parameters)) for step, parameters in case.steps),
        ]
        if terms.outside:
            names = Listing([PayerName(outsider.payer) for outsider in terms.outside])
            sentences.append(say("Not taking part: {names}.", names=names))
        return sentences

    def _cautions(self) -> list[str]:
        terms, language = self.comparison.case.terms, self.words.language
        cautions = []
        if terms.status == "draft":
            cautions.append(self.words.say("This is a draft. Nobody has decided on it."))
        if terms.total.assumed:
            cautions.append(terms.total.source.in_language(language))
        cautions += [assumption.in_language(language) for assumption in terms.assumptions]
        if terms.method.chosen_by == "analyst":
            cautions.append(terms.method.source.in_language(language))
        for seen in observations(self.comparison):
            cautions.append(
                self.words.say(
                    "The share published for {payer} is {amount}, which differs by {difference} from the share "
                    "computed here.",
                    payer=PayerName(seen.published.payer),
                    amount=Money(seen.published.value, words=True),
                    difference=Money(abs(seen.difference_to_chosen), words=True),
                )
            )
        return cautions

    def _shares(self) -> Table:
        comparison, say, of = self.comparison, self.words.say, self.words.of
        chosen, total = comparison.chosen, comparison.case.terms.total.value
        heads = comparison.case.heads
        columns = [Column(say("Share"), "€", marked=True), Column(say("Part of the total"), "%")]
        if heads is not None:
            columns += [Column(say("Per inhabitant"), "€"), Column(say("Inhabitants"), extra=True)]
        rows = []
        for code in comparison.payers:
            cells = [self._euros(chosen.cents[code]), self._percent(Fraction(chosen.cents[code], total))]
            if heads is not None:
                per_head = comparison.per_head(chosen, code)
                cells += [
                    "–" if per_head is None else self.words.numbers.plain(per_head / 100, 2),
                    "–" if code not in heads else of(Number(heads[code])),
                ]
            rows.append(Row(self.words.payer(code), cells, marked=code == self.focus))
        sums = [self._euros(total), self._percent(Fraction(1))]
        if heads is not None:
            everybody = sum(heads.values())
            sums += [self.words.numbers.plain(Fraction(total) / everybody / 100, 2), of(Number(everybody))]
        rows.append(Row(say("Total"), sums, total=True))
        return Table(
            "shares",
            say(
                "What each payer pays in {year}: {title}",
                year=str(comparison.case.terms.year),
                title=chosen.title,
            ),
            self.words.payer_header(),
            columns,
            rows,
            note=say("Whole euros. The sums to the cent are in the annex."),
        )

    def _euros(self, cents: int, signed: bool = False) -> str:
        return self.words.numbers.plain(Fraction(cents, 100), signed=signed)

    def _percent(self, ratio: Fraction) -> str:
        return self.words.numbers.plain(ratio * 100, 1)

    def methods(self) -> Fragment:
        """Show what every method would charge: the picture, and the table with all of it."""
        comparison, say = self.comparison, self.words.say
        furthest = max(
            comparison.body[1:], key=lambda split: abs(comparison.largest_difference(split)[1]), default=None
        )
        if furthest is None:
            heading = say("No other way of sharing could be computed")
            return self._section("methods", say("Other ways to share"), heading, [])
        payer, difference = comparison.largest_difference(furthest)
        text = (
            "Most would change by this method: {title}. {payer} would pay {difference} more"
            if difference > 0
            else "Most would change by this method: {title}. {payer} would pay {difference} less"
        )
        heading = say(
            text,
            title=furthest.title,
            payer=PayerName(payer),
            difference=Money(abs(difference), words=True),
        )
        parts = [
            self._paragraph(
                say(
                    "The same sum was divided in {count} ways, which differ in what counts as the ground. {shown} of "
                    "them are shown here, all in the annex.",
                    count=Number(len(comparison.splits)),
                    shown=Number(len(comparison.body)),
                )
                if len(comparison.splits) > len(comparison.body)
                else say(
                    "The same sum was divided in {count} ways, which differ in what counts as the ground.",
                    count=Number(len(comparison.body)),
                )
            ),
            charts.payers_by_method(comparison, self.words, self.focus).html(),
            matrix.euros_by_method(comparison, self.words, self.focus).html(),
        ]
        if comparison.case.heads is not None:
            parts.append(charts.heads_by_method(comparison, self.words).html())
        return self._section("methods", say("Other ways to share"), heading, parts)

    def published(self) -> Fragment:
        """Set the published shares beside the computed ones, and say what is not known."""
        heading, parts = published.parts(self.comparison, self.words, self.explanation)
        return self._section("published", self.words.say("Published decisions"), heading, parts)

    def reasons(self) -> Fragment:
        """Say why this split: what speaks for it and against it, from the figures."""
        comparison, say = self.comparison, self.words.say
        chosen = comparison.chosen
        found, heading = (
            comparison.head_range(chosen),
            say("What speaks for the chosen split and what against it"),
        )
        reasons_for = [comparison.case.terms.method.reason.in_language(self.words.language)]
        if found is not None:
            (low_payer, low), (high_payer, high) = found
            low_text, high_text = (self.words.of(Money(amount, 2, words=True)) for amount in (low, high))
            if low_text == high_text:
                heading = say("In the chosen split every inhabitant counts the same: {amount}", amount=low_text)
                reasons_for.append(say("Per inhabitant every payer pays the same, {amount}.", amount=low_text))
            else:
                reasons_for.append(
                    say(
                        "Per inhabitant the share runs from {low} ({low_payer}) to {high} ({high_payer}).",
                        low=low_text,
                        low_payer=PayerName(low_payer),
                        high=high_text,
                        high_payer=PayerName(high_payer),
                    )
                )
            ratios = {split.id: ratio for split in comparison.plain if (ratio := comparison.head_ratio(split))}
            if len(ratios) > 1 and min(ratios, key=lambda name: ratios[name]) == chosen.id:
                reasons_for.append(
                    say("Of the ways compared, shares per inhabitant are nearest to each other in this one.")
                )
        reasons_against = [
            sentence for split in comparison.body[1:] if (sentence := self._who_would_gain(split)) is not None
        ]
        if self._nothing_on_use():
            reasons_against.append(
                say("The split does not measure how much each payer uses the service; there is no figure of it.")
            )
        shown = [one for one in self._weighed if one.split in comparison.body]
        caption = say("What speaks for and against each way here")
        parts = [
            render("list.html.j2", heading=say("For"), items=reasons_for),
            render("list.html.j2", heading=say("Against"), items=reasons_against),
            render("subheading.html.j2", text=say("Which ways are defensible here")),
            self._paragraph(judgement.defensible(self._weighed, self.words)),
            judgement.for_and_against("weighed", caption, shown, comparison, self.words).html(),
        ]
        return self._section("reasons", say("Why this split"), heading, parts)

    def _nothing_on_use(self) -> bool:
        return all(
            key.unit not in ("workstations", "hours", "persons") for key in self.comparison.case.terms.keys.values()
        )

    def _who_would_gain(self, split: Split) -> str | None:
        differences = {code: self.comparison.difference(split, code) for code in self.comparison.payers}
        gainer = min(differences, key=lambda code: differences[code])
        loser = max(differences, key=lambda code: differences[code])
        if differences[gainer] == 0:
            return None
        return self.words.title(
            Message(
                "{title}: {gainer} would pay {less} less, {loser} {more} more.",
                {
                    "title": split.title,
                    "gainer": PayerName(gainer),
                    "less": Money(-differences[gainer], words=True),
                    "loser": PayerName(loser),
                    "more": Money(differences[loser], words=True),
                },
            )
        )

    def annex(self) -> Fragment:
        """Show everything needed to check and to recompute: all splits to the cent, inputs, sources, terms."""
        parts = annex.parts(self.comparison, self.words, self._weighed, self.explanation)
        return self._section(
            "annex", self.words.say("Annex"), self.words.say("Annex: for checking and recomputing"), parts
        )

    def results(self) -> Fragment:
        """Carry results.csv and the record of the run, for `analyysi report` to write; nothing for the reader."""
        case = self.comparison.case
        record = {
            "agreement": case.agreement.id,
            "year": case.terms.year,
            "language": self.words.language,
            "fingerprint": fingerprint(self.comparison),
            "inputs": [{"path": item.path, "sha256": item.sha256} for item in case.inputs],
        }
        table = results_csv(self.comparison)
        plain = f"results.csv: {table.count(chr(10)) - 1} rows; fingerprint {record['fingerprint']}"
        return Fragment("results", f"<p>{plain}</p>", plain, extra={"text/csv": table, "application/json": record})

    def _section(self, anchor: str, label: str, heading: str, parts: list[Markup]) -> Fragment:
        html = render("section.html.j2", anchor=anchor, heading=heading, parts=parts)
        return Fragment("section", html, heading, {"anchor": anchor, "label": label})

    def _paragraph(self, text: str) -> Markup:
        return render("paragraph.html.j2", text=text)
