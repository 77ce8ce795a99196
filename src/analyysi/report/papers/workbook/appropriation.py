"""What each payer reserves in its budget: a decided share, or else the computed one, the years of
its plan, and what the agreement and the payer's accounts leave open.
"""

from __future__ import annotations

from collections.abc import Mapping

from analyysi.agreement.terms import Published
from analyysi.allocation.whole_units.whole_euros import whole_euros
from analyysi.comparison.outlook import outlook
from analyysi.messages import PayerName
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.input_sheet import say_own_row
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from analyysi.report.papers.workbook.sheet import Sheet, SheetCell, Span, quoted

COLUMNS = 8
"""How many columns the table of appropriations has."""

_PLAN_YEARS = 2
"""How many years a municipality's plan has after its budget."""

_BUDGET, _PLAN, _COMPUTED, _DIFFERENCE = 2, 3, 5, 6
"""The columns of the budget year, the first plan year, the computed share, and how the budget
differs from it.
"""

_LETTERS = 165
"""How long a line of text is below the table."""


def write_appropriation(sheet: Sheet, plan: WorkbookPlan, shares: Span, words: Wording) -> None:
    """Write what each payer reserves, and what is open.

    A share that has been decided or published leads, and the computed one stands beside it.

    Parameters
    ----------
    shares
        The cells of the chosen split's shares in euros, in the order of `plan.payers`.
    """
    say, year = words.say, plan.comparison.case.terms.year
    sheet.say(say("Appropriation in the budget of {year}", year=str(year)), "heading")
    say_own_row(sheet, plan, words)
    table = _Appropriation(sheet, plan, shares, words)
    table.write()
    sheet.skip()
    open_cell = SheetCell(say("[to be filled in from the agreement]"), "lines", entry=True)
    agreement = plan.comparison.case.agreement
    text = say(
        "{subject}, paid to: {organiser}",
        subject=agreement.subject.in_language(words.language),
        organiser=PayerName(agreement.organiser),
    )
    sheet.table(
        [say("Matter"), say("Content")],
        [
            [SheetCell(say("What the sum is for")), SheetCell(text, "lines")],
            [SheetCell(say("Instalments and due days")), open_cell],
            [SheetCell(say("Value added tax")), open_cell],
        ],
    )


class _Appropriation:
    """The table of what each payer reserves, and the sentences below it."""

    def __init__(self, sheet: Sheet, plan: WorkbookPlan, shares: Span, words: Wording) -> None:
        self.sheet, self.plan, self.shares, self.words = sheet, plan, shares, words
        top = sheet.row + 1
        self.body = Span(sheet.name, top, 0, top + len(plan.payers) - 1, COLUMNS - 1)
        years = outlook(plan.comparison)[:_PLAN_YEARS]
        self.planned: list[Mapping[str, int]] = []
        for year in years:
            self.planned.append(whole_euros({code: year.cents[code] for code in plan.payers}))
        # A year beyond what the terms look ahead to is left to the payer.
        self.planned += [{}] * (_PLAN_YEARS - len(years))
        self.decided: dict[str, Published] = {}
        for published in plan.comparison.case.terms.published:
            self.decided.setdefault(published.payer, published)

    def write(self) -> None:
        """Write the table, whether it makes the total cost, and what its years rest on."""
        rows = [self._row(place, code) for place, code in enumerate(self.plan.payers)]
        self.sheet.table(self._headers(), [*rows, self._sums()], totals=1, own=self.plan.own_row)
        self._check()
        for sentence in self._sentences():
            self.sheet.paragraph(sentence, _LETTERS)

    def _headers(self) -> list[str]:
        say, year = self.words.say, self.plan.comparison.case.terms.year
        later = [say("Plan {year}", year=str(year + ahead + 1)) for ahead in range(_PLAN_YEARS)]
        return [
            self.words.payer_header(),
            say("Cost centre, account"),
            f"{say('Budget {year}', year=str(year))}, {self.words.sign}",
            *(f"{title}, {self.words.sign}" for title in later),
            f"{say('Computed share')}, {self.words.sign}",
            f"{say('Against the computed share')}, {self.words.sign}",
            say("What the budget figure is"),
        ]

    def _live(self, formula: str) -> str:
        return formula if self.plan.live else ""

    def _budget(self, code: str) -> int:
        published = self.decided.get(code)
        return self.plan.comparison.chosen.cents[code] if published is None else published.value

    def _row(self, place: int, code: str) -> list[SheetCell]:
        share = self._live(f"={self.shares.row(place)}")
        computed = self.plan.comparison.chosen.cents[code]
        budget, row = self._budget(code), self.body.row(place)
        budget_cell, computed_cell = (row.column(at).here for at in (_BUDGET, _COMPUTED))
        difference = f'=IF(ISNUMBER({computed_cell}),ROUND({budget_cell}-{computed_cell},2),"")'
        return [
            SheetCell(self.words.payer(code)),
            self._open(code),
            SheetCell(budget / 100, "cents", "" if code in self.decided else share),
            *(self._of_plan(planned, code) for planned in self.planned),
            SheetCell(computed / 100, "cents", share),
            SheetCell((budget - computed) / 100, "difference", self._live(difference)),
            SheetCell(self._origin(code), "lines"),
        ]

    def _open(self, code: str) -> SheetCell:
        """Return a cell for the payer's own accounts, which other payers leave empty."""
        if self.plan.focus not in (None, code):
            return SheetCell("–")
        return SheetCell(self.words.say("[to be filled in]"), "lines", entry=True)

    def _of_plan(self, planned: Mapping[str, int], code: str) -> SheetCell:
        return SheetCell(planned[code], "whole") if planned else self._open(code)

    def _origin(self, code: str) -> str:
        say, published = self.words.say, self.decided.get(code)
        if published is None:
            return say("computed")
        if published.decided_by is not None:
            body = published.decided_by.in_language(self.words.language)
            return say("decided: {body}", body=body)
        return say("published share")

    def _sums(self) -> list[SheetCell]:
        def summed(column: int, amount: float, kind: str) -> SheetCell:
            cells = self.body.column(column).here
            formula = f"=ROUND(SUM({cells}),2)" if kind == "difference" else f"=SUM({cells})"
            return SheetCell(amount, kind, self._live(formula))

        budget = sum(self._budget(code) for code in self.plan.payers)
        row = [SheetCell(self.words.say("Total")), SheetCell("–")]
        row.append(summed(_BUDGET, budget / 100, "cents"))
        for ahead, planned in enumerate(self.planned):
            total = summed(_PLAN + ahead, sum(planned.values()), "whole")
            row.append(total if planned else SheetCell("–", "none"))
        total_cents = self.plan.total_cents
        row.append(summed(_COMPUTED, total_cents / 100, "cents"))
        row.append(summed(_DIFFERENCE, (budget - total_cents) / 100, "difference"))
        return [*row, SheetCell("–")]

    def _check(self) -> None:
        """Say whether the budgets make the total cost; where decided shares are among them, they
        may not.
        """
        say = self.words.say
        enough = say("The budget figures sum to the total cost.")
        short = say(
            "The budget figures sum to less than the total cost: the last row says by what."
        )
        over = say("The budget figures sum to more than the total cost: the last row says by what.")
        budget = sum(self._budget(code) for code in self.plan.payers)
        difference = budget - self.plan.total_cents
        text = enough if not difference else short if difference < 0 else over
        apart = f"ROUND({self.body.column(_BUDGET).below(0).here}-total_cost,2)"
        named = f"IF({apart}=0,{quoted(enough)},IF({apart}<0,{quoted(short)},{quoted(over)}))"
        # Nothing while a share cannot be calculated.
        formula = f'=IF(COUNT({self.body.column(_BUDGET).here})={len(self.plan.payers)},{named},"")'
        self.sheet.say(text, "mark", self._live(formula))

    def _sentences(self) -> list[str]:
        say, terms = self.words.say, self.plan.comparison.case.terms
        sentences = []
        if self.decided:
            sentences.append(
                say(
                    "A decided or published share goes before the computed one, which is beside it."
                )
            )
        if terms.method.chosen_by == "analyst":
            sentences.append(terms.method.source.in_language(self.words.language))
        if terms.outlook is not None and self.planned[0]:
            assumption = terms.outlook.assumption.in_language(self.words.language)
            estimate = say("The years of the plan are the report's estimate in whole euros.")
            sentences.append(f"{estimate} {assumption}")
        return sentences
