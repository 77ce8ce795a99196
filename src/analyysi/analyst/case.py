"""One year's case as an analyst works with it: its figures, terms and sources as tables."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from analyysi.agreement.parameters import (
    check_output,
    check_parameters,
    refuse_undeclared,
    refuse_unknown_names,
)
from analyysi.analyst.budget_tables import WithBudgets
from analyysi.analyst.charts import draw_parts
from analyysi.analyst.comparison import Comparison
from analyysi.analyst.defined_rules import defined_rules, with_defined_rules
from analyysi.analyst.frames import as_html, of_payers
from analyysi.analyst.key_table import budget_columns, budget_publisher, key_headings, key_source
from analyysi.analyst.notebook_names import cells_run, injected_project
from analyysi.comparison.case import Case as ExactCase
from analyysi.comparison.own.steady_rules import check_steady
from analyysi.comparison.trial.own_trial import shared_by
from analyysi.errors import ParameterError
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.messages import Money, payer_names
from analyysi.money import euros
from analyysi.project import Project, find_project
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import status
from analyysi.run.worked_out import case_of, comparison_of
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame, Series

    from analyysi.comparison.own.own_key import Figures


# Long: it says what each parameter may be; what it does is short.
def load(
    agreement: str,
    year: int | str,
    *,
    total: str | float = "",
    method: str = "",
    key: str = "",
    participants: str | list[str] = "",
    data: Literal["frozen", "newest", "pull"] | str = "frozen",
    output: str = "",
    language: str = MAIN_LANGUAGE,
    project: str = "",
) -> Case:
    """Read one year of an agreement, with its terms and the figures that they name.

    With any of total, method, key, participants, or data other than "frozen", the case is a trial:
    it says so wherever it is shown, and the year's own files stay as they are.

    Parameters
    ----------
    agreement
        The agreement's id, the name of its folder in `data/agreements`.
    year
        The year whose terms are read.
    total
        A trial's total cost in euros: 90000, "90 000,50".
    method
        A trial's method, by its name in docs/methods.md ("equal") or that of a rule of your own,
        which a cell above has defined.
    key
        A trial's allocation key, by its name in the terms (`case.sources` lists them). A key of
        your own joins the case after this: `case.with_key(..., chosen=True)` shares by it.
    participants
        Who takes part in a trial: names or codes, as a list or with commas.
    data
        "frozen": the figures that the terms name; "newest": the newest that are stored; "pull":
        fetched first.
    output
        A folder for results.csv; `analyysi report -p output=…` puts all files there. Empty: none.
        In a notebook it is the one that the parameters cell or papermill's `-p` names.
    language
        In what language tables name things: "fi", "sv" or "en".
    project
        The project's folder; empty means the one that the working folder lies in.

    Returns
    -------
    The case. In a notebook the cells that were run before are looked through too, so that a
    parameter with a name that there is not cannot go unnoticed.

    Raises
    ------
    ParameterError
        For an agreement, year, method, key, participant, language or parameter that there is not;
        names the nearest.
    SourceError, SchemaError
        If figures are missing, changed since they were frozen, or lack a payer.

    Examples
    --------
    >>> import analyysi
    >>> case = analyysi.load("kainuu-ict", 2023, language="en")
    >>> case.total
    Decimal('80000.00')
    >>> case.figures.loc["Paltamo", "Population on 31 December 2021 (inhabitants)"]
    np.int64(3183)
    """
    refuse_unknown_names(cells_run())
    refuse_undeclared(cells_run())
    check_output(output, cells_run())
    asked = {
        "agreement": agreement,
        "year": year,
        "language": language,
        "total": total,
        "method": method,
        "key": key,
        "participants": participants,
        "data": "" if data == "frozen" else data,
        "output": output,
        "project": project or injected_project(),
    }
    parameters = check_parameters({name: text for name, text in asked.items() if text != ""})
    home = find_project(parameters.project)
    return Case(case_of(home, parameters, defined_rules()), home, language)


@dataclass(frozen=True, repr=False)
class Case(WithBudgets):
    """One year of an agreement: who shares what, by which figures and terms. Made by `load`.

    Tables have a row for each payer, by name. Nothing here can be changed: `load` and `with_key`
    return a new case.
    """

    exact: ExactCase
    """The same as the program computes with it: exact fractions, checked terms, manifests."""
    project: Project
    """The folders that it was read from."""
    language: str = MAIN_LANGUAGE
    """In what language tables name things: "fi", "sv" or "en"."""

    @property
    def figures(self) -> DataFrame:
        """The payers' figures: a row for each payer, a column for each key, then those of the
        budgets that shares are set beside, where the terms name budgets.

        A heading says what is counted, on which day and in which unit; `.attrs["keys"]` has the
        key's name for each heading and `.attrs["sources"]` where the figures are from. Whole
        figures are int64, others the nearest float64; `exact.problem.keys` has them as fractions.

        >>> case = load("kainuu-ict", 2023, language="en")
        >>> case.figures.shape
        (7, 6)
        >>> case.figures.attrs["sources"]["Population on 31 December 2021 (inhabitants)"]
        'THL, Sotkanet.fi'
        """
        heads = key_headings(self.exact, self._words)
        columns = {head: self.exact.problem.keys[name] for head, name in heads.items()}
        budgets = budget_columns(self.exact, self._words)
        payers = self.exact.problem.payers
        frame = of_payers(payers, columns | budgets, self._words, "")
        frame.attrs["keys"] = heads
        publishers = {
            head: key_source(self.exact, name, self._words)["publisher"]
            for head, name in heads.items()
        }
        frame.attrs["sources"] = publishers | dict.fromkeys(budgets, budget_publisher(self.exact))
        return frame

    @property
    def sources(self) -> DataFrame:
        """Where the figures come from: a row for each key, by its name in the terms.

        Columns: `what` (label), `unit`, `day` (that the figures are of), `publisher`, `table`,
        `retrieved` (day, or None of a survey), `licence` and `file` (snapshot or survey).

        >>> load("kainuu-ict", 2023).sources.loc["population_2021", "day"]
        datetime.date(2021, 12, 31)
        """
        import pandas as pd

        names = self.exact.terms.keys
        rows = {name: key_source(self.exact, name, self._words) for name in names}
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("key")

    @property
    def payers(self) -> Series[str]:
        """The payers' codes by their names: what figures of your own are joined by.

        >>> load("kainuu-ict", 2023).payers["Paltamo"]
        '578'
        """
        import pandas as pd

        codes = list(self.exact.problem.payers)
        index = pd.Index(
            [self._words.payer(code) for code in codes], name=self._words.payer_header()
        )
        return pd.Series(codes, index=index, name="code")

    @property
    def total(self) -> Decimal:
        """The total cost in euros, exact to the cent.

        >>> load("kainuu-ict", 2023, total="90000,50").total
        Decimal('90000.50')
        """
        return Decimal(euros(self.exact.terms.total.value))

    @property
    def terms(self) -> Series[str]:
        """What the terms of the year say, in words: status, total, who pays, how it is shared.

        `exact.terms` has them as they are checked, with each source.

        >>> print(load("kainuu-ict", 2023, language="en").terms["Total cost"])
        €80,000.00
        """
        import pandas as pd

        words, terms = self._words, self.exact.terms
        subject = self.exact.agreement.subject.in_language(self.language)
        chosen = self.exact.chosen
        rows = {
            words.say("The matter"): f"{subject} {terms.year}",
            words.say("Status"): self._status(words),
            words.say("Total cost"): words.of(Money(terms.total.value, 2)),
            words.say("Way of sharing"): words.title(chosen.method.title(chosen.parameters)),
            words.payer_header(): words.of(payer_names(terms.participants)),
            words.say("Rounding unit"): words.of(Money(terms.rounding.unit, 2)),
        }
        return pd.Series(rows, name=f"{self.exact.agreement.id} {terms.year}")

    def key(self, name: str) -> Series[float]:
        """Return the figures of one key, by its name in the terms.

        Raises
        ------
        ParameterError
            If there is no such key; names the nearest.

        Examples
        --------
        >>> load("kainuu-ict", 2023).key("population_2021")["Paltamo"]
        np.int64(3183)
        """
        keys = self.exact.terms.keys
        if name not in keys:
            near = did_you_mean(name, keys)
            raise ParameterError("The case has no key '{name}'.{near}", name=name, near=near)
        heading = next(
            head for head, key in key_headings(self.exact, self._words).items() if key == name
        )
        return self.figures[heading]

    def plot(self) -> Figure:
        """Draw each payer's part of every key in per cent, as bars; of many the largest parts.

        Returns
        -------
        A figure of matplotlib, with one axes. It is empty if the terms have no figures.

        Examples
        --------
        >>> len(load("kainuu-ict", 2023).plot().axes[0].patches)
        28
        """
        return draw_parts(self.figures[list(self.figures.attrs["keys"])])

    def compare(self) -> Comparison:
        """Share the total by the terms' own way and by every other that applies.

        Raises
        ------
        AllocationError
            If the chosen way, or one that the terms name, is not defined on these figures, or a
            rule of your own stops or answers differently each time.

        Examples
        --------
        >>> load("kainuu-ict", 2023).compare().shares.shape
        (7, 7)
        """
        exact = comparison_of(with_defined_rules(self.exact))
        check_steady(exact.case)
        return Comparison(exact, self.project, self.language)

    # Long: a key has as many things that a report must say of it.
    def with_key(
        self,
        name: str,
        figures: Figures,
        *,
        label: str | Mapping[str, str],
        unit: str,
        date: str | datetime.date,
        source: str | Mapping[str, str],
        column: str = "",
        sheet: str = "",
        payer_column: str = "",
        only_parties: bool = False,
        where: str | Sequence[str] = (),
        chosen: bool = False,
    ) -> Case:
        """Return the case with one more key, of your own; running the cell again replaces it.

        It is compared, judged and reported like the keys of the terms, and the report marks its
        figures as the analyst's own. With `chosen` the total is shared by it, and the case is a
        trial, as one that is loaded with `key`.

        Parameters
        ----------
        name
            Its name in code: small letters, digits and underscores ("workstations").
        figures
            A number of zero or more for each payer: a Series or a dict, by the payers' names or
            codes, or the path of a CSV file or a spreadsheet, seen from the working folder or from
            the project. Whole numbers, `Fraction` and `Decimal` are exact, a float has fifteen
            digits. Parties that do not pay this year may have a figure too.
        label
            What the figures are, in plain text, which stands as it is in a report of any language,
            or by language: {"fi": "työasemien määrä", "sv": "antal arbetsstationer"}.
        unit
            A unit of the program ("inhabitants", "persons", "workstations", "hours", "euros", ...)
            or what is counted in plain words.
        date
            The day that the figures are of: "2022-09-30".
        source
            Where they are from, as `label`; say there what is estimated.
        column, sheet, payer_column
            Of a file with several: the column of the figures by header, letter or number, the
            sheet, and the column of the payers.
        only_parties
            Of a file: whether rows of others, as in a table of the whole country, are passed over.
        where
            Of a file: the rows that count, such as "year=2022".
        chosen
            Whether the cost is shared by this key. The parameters cell, or `-p key=...`, then names
            it too (`key = "workstations"`), and `key` is left out of `load`.

        Raises
        ------
        SchemaError
            If a payer has no figure: the sentence names all who lack one. Also if a figure is no
            number ("n. 520") or below zero, or stands for nobody.
        ParameterError
            If the terms have a key of that name, or an argument is at fault.
        SourceError
            If the file is missing or of a form that is not read.

        Examples
        --------
        >>> case = load("kainuu-ict", 2023)
        >>> ones = dict.fromkeys(case.payers.index, 1)
        >>> own = case.with_key("sites", ones, label="Toimipaikat", unit="toimipaikkaa",
        ...                     date="2022-09-30", source="Oma laskelma")
        >>> "Toimipaikat 30.9.2022 (toimipaikkaa)" in own.figures
        True
        >>> case.with_key("sites", ones, label="Toimipaikat", unit="toimipaikkaa",
        ...               date="2022-09-30", source="Oma laskelma", chosen=True)
        <Case trial of kainuu-ict 2023: 7 payers, 5 keys>
        """
        # Not above, here and below: most reports read no table of one's own and write no terms.
        from analyysi.comparison.own.own_key import with_own_key

        if isinstance(figures, str | PathLike) and not Path(figures).exists():
            figures = self.project.root / figures
        exact = with_own_key(
            self.exact,
            name,
            figures,
            label=label,
            unit=unit,
            date=date,
            source=source,
            column=column,
            sheet=sheet,
            payer_column=payer_column,
            only_parties=only_parties,
            where=where,
            language=self.language,
        )
        return replace(self, exact=shared_by(self.project, exact, name) if chosen else exact)

    def save_terms(self, year: int) -> Path:
        """Write the case, as it is tried here, as the draft of a later year's terms.

        The draft is made from the year's own terms, whose keys move on to the new year; the total,
        the participants and the way of sharing are those tried here. It says that nobody has
        decided on it. A year that the agreement has terms for is never overwritten. What a file of
        terms cannot have, keys of your own and newer figures than the terms name, is refused.

        Returns
        -------
        The file that was written, `data/agreements/<agreement>/<year>.toml`.

        Raises
        ------
        ParameterError
            If nothing was written, and why.

        Examples
        --------
        >>> load("kainuu-ict", 2023).save_terms(2027)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        analyysi.errors.ParameterError: Vuodella 2027 on jo ehdot, ...
        """
        from analyysi.analyst.saved_terms import save_terms

        return save_terms(self.exact, self.project, self._words, year)

    @property
    def _words(self) -> Wording:
        return Wording(self.language, self.exact)

    def _status(self, words: Wording) -> str:
        """Return what the year's terms are: decided, a draft; in a trial, what it changed."""
        if not self.exact.trial:
            return status(self.exact, words)
        return " ".join([f"{words.mark}.", *map(words.of, self.exact.trial)])

    def __repr__(self) -> str:
        terms = self.exact.terms
        payers, keys = len(self.exact.problem.payers), len(terms.keys)
        kind = "trial of " if self.exact.trial else ""
        return f"<Case {kind}{terms.agreement} {terms.year}: {payers} payers, {keys} keys>"

    def _repr_html_(self) -> str:
        """Show the terms in words."""
        return as_html(self.terms.to_frame(), self._words, str(self.terms.iloc[0]))
