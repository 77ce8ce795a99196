"""The figures of an agreement's payers: what is stored or fetched, what changed, what lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from analyysi.agreement.agreement import Agreement, Party
from analyysi.agreement.parameters import refuse_undeclared
from analyysi.agreement.reading import read_agreement
from analyysi.analyst.budget_tables import doubts_table
from analyysi.analyst.lacking_figures import Lack, faults_by_table, lacks
from analyysi.analyst.notebook_names import cells_run
from analyysi.analyst.payers_tables import (
    PayersTable,
    asked_names,
    chosen_years,
    payers_table,
    possible_payers,
    recipes_to_fetch,
)
from analyysi.analyst.snapshot_changes import Change, changes
from analyysi.analyst.stored_figures import Figure, figures_of
from analyysi.comparison.trial.pull_wishes import wishes_for
from analyysi.comparison.trial.pulled_terms import Fetched, fetch
from analyysi.errors import ParameterError, Sentence
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.project import Project, find_project
from analyysi.report.language.words import Words
from analyysi.sources.fetch.connection import StreamProgress
from analyysi.sources.manifest import Manifest
from analyysi.sources.odd_figures.plausibility import Doubt
from analyysi.sources.odd_figures.stored_doubts import stored_doubts
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

CHOICES = ("frozen", "newest", "pull")
_FIGURES = ("table", "code", "payer", "year", "picked", "figure", "label", "unit", "value")
_SNAPSHOTS = (
    "table",
    "snapshot",
    "publisher",
    "published_as",
    "period",
    "division",
    "retrieved",
    "new",
    "compared_with",
)
_CHANGES = ("table", "what", "payer", "year", "figure", "old", "new", "per_cent")
_MISSING = ("table", "payer", "why", "to_do")


@dataclass(frozen=True)
class AgreementData:
    """The figures of an agreement's payers, to be looked at before anything is shared by them.

    Shown in a notebook, it lists its tables. Every table is a new `DataFrame`: what you write into
    it changes nothing here.

    Examples
    --------
    >>> import analyysi
    >>> kainuu = analyysi.data("kainuu-ict", tables="population")
    >>> kainuu.figures.shape, kainuu.snapshots.shape, kainuu.changes.shape, kainuu.missing.shape
    ((32, 9), (1, 9), (0, 8), (0, 4))
    >>> analyysi.data("kainuu-ict", tables="budgets").doubts.shape
    (36, 10)
    >>> kainuu.by_year("population").loc["Paltamo", 2025]
    np.float64(2941.0)
    >>> figure = kainuu.plot("population")
    """

    agreement: Agreement
    """The agreement, as its file says it."""
    payers: tuple[Party, ...]
    """The parties that have paid in some year, and the municipalities that could."""
    language: str
    """In what language tables name things: "fi", "sv" or "en"."""
    years: str
    """The years asked for, as text; empty: all."""
    tables: tuple[PayersTable, ...]
    """The tables that are shown."""
    manifests: Mapping[str, Manifest]
    """The record of each snapshot shown, by its id."""
    every_figure: tuple[Figure, ...]
    """The figures of all years."""
    every_change: tuple[Change, ...]
    """What changed since the snapshot in use before, in all years."""
    lacking: tuple[Lack, ...]
    """What is missing, in all years."""
    every_doubt: tuple[Doubt, ...] = ()
    """What looks odd in the budgets shown."""
    new_snapshots: frozenset[str] = frozenset()
    """The snapshots that this pull made."""

    @property
    def figures(self) -> pd.DataFrame:
        """Every figure, one a row: table, payer's code and name, year, what further columns have
        (``picked``: a stage of a budget, an age), the figure's name and label, its unit, its value.

        The values are floats, for looking and drawing; an empty cell is NaN. Splits read the
        snapshots exactly.
        """
        names = self._names()
        rows = [
            (
                figure.table,
                figure.code,
                names[figure.code],
                figure.year,
                figure.picked,
                figure.column,
                figure.label.or_main(self.language),
                figure.unit,
                figure.amount,
            )
            for figure in self._asked()
        ]
        frame = pd.DataFrame(rows, columns=list(_FIGURES))
        return frame.astype({"year": "int64", "value": "float64"})

    @property
    def snapshots(self) -> pd.DataFrame:
        """The snapshots shown, one a row: table, id, publisher, the publisher's own name of the
        table, the days that it covers, its municipal division, when it was retrieved, whether this
        pull made it, and the snapshot that it is compared with (empty: there is no other).
        """
        rows = []
        for table in self.tables:
            for name in table.snapshots:
                manifest = self.manifests[name]
                rows.append(
                    (
                        table.name,
                        name,
                        manifest.publisher,
                        manifest.table,
                        manifest.reference_period,
                        manifest.area_division,
                        manifest.retrieved,
                        name in self.new_snapshots,
                        table.older.get(name, ""),
                    )
                )
        return pd.DataFrame(rows, columns=list(_SNAPSHOTS))

    @property
    def changes(self) -> pd.DataFrame:
        """What the newest snapshot of each table has otherwise than the one in use before it, one
        change a row: table, what changed, payer, year, figure, old and new value, change in per
        cent. No rows where nothing changed or there is nothing to compare with.
        """
        names, words = self._names(), self._words()
        rows = [
            (
                change.table,
                words.of(change.what),
                names.get(change.code, change.code),
                change.year,
                change.figure,
                change.old,
                change.new,
                change.per_cent,
            )
            for change in self.every_change
        ]
        return pd.DataFrame(rows, columns=list(_CHANGES))

    @property
    def missing(self) -> pd.DataFrame:
        """What is missing, one lack a row: table, payer (or that it concerns all), why, and what to
        do. No rows where nothing is.
        """
        names, words = self._names(), self._words()
        everybody = words.say("all payers")
        rows = [
            (lack.table, names.get(lack.code, everybody), words.of(lack.why), words.of(lack.to_do))
            for lack in self.lacking
        ]
        return pd.DataFrame(rows, columns=list(_MISSING))

    @property
    def doubts(self) -> pd.DataFrame:
        """What looks odd in the budgets shown, one figure a row: payer's code and name, year, stage
        in words, document, figure and its name, what is odd, and why in a sentence. A figure may be
        right and look odd: nothing stops by it. No rows where nothing does.
        """
        return doubts_table(self.every_doubt, self._names(), self._words())

    def by_year(self, table: str, figure: str = "", picked: str = "") -> pd.DataFrame:
        """Return one figure of a table, payers by years; NaN where it is missing.

        Parameters
        ----------
        table
            One of `tables`, by its name.
        figure
            A column of the table; empty: its first.
        picked
            What the further columns must have, such as ``"budget"``; empty: the whole ("SSS") where
            the table has one, else the first of each year.

        Raises
        ------
        ParameterError
            If there is no such table, figure or pick; names the nearest. A table of which nothing
            is stored gives an empty frame.
        """
        _known(
            Sentence("There is no table '{name}'.{near}"),
            table,
            [known.name for known in self.tables],
        )
        of_table = [known for known in self._asked() if known.table == table]
        columns = list(dict.fromkeys(known.column for known in of_table))
        if figure and of_table:
            _known(Sentence("There is no figure '{name}'.{near}"), figure, columns)
        column = figure or next(iter(columns), "")
        rows = [known for known in of_table if known.column == column]
        choices = list(dict.fromkeys(known.picked for known in rows))
        if picked and rows:
            _known(Sentence("There is no pick '{name}'.{near}"), picked, choices)
        whole = [choice for choice in choices if choice and set(choice.split()) == {"SSS"}]
        wanted = [picked] if picked else whole or choices
        rows = [row for row in rows if row.picked in wanted]
        names, years = self._names(), sorted({row.year for row in rows})
        frame = pd.DataFrame(
            index=pd.Index(names.values(), name=column),
            columns=pd.Index(years, name="year"),
            dtype="float64",
        )
        # Of several picks the first stands; of several snapshots the last, which is the newest.
        for choice in reversed(wanted):
            for row in (known for known in rows if known.picked == choice):
                frame.loc[names[row.code], row.year] = row.amount
        return frame.dropna(how="all")

    def plot(self, figure: str = "", table: str = "") -> Drawing:
        """Draw a figure of each table, or of one: lines over the years, bars where there is one.

        Parameters
        ----------
        figure
            A column, such as ``"population"``: the tables that have it are drawn. Empty: the first
            column of each table.
        table
            One of `tables`, by its name; empty: all.

        Raises
        ------
        ParameterError
            If no table has the figure, with the nearest name, or nothing of the table is stored.
            Without either, a picture that says so.
        """
        from analyysi.analyst.data_pictures import Panel, drawing, unit_in_words

        panels, words = [], self._words()
        for name in [table] if table else [known.name for known in self.tables]:
            of_table = [known for known in self._asked() if known.table == name]
            drawn = [known for known in of_table if not figure or known.column == figure]
            frame = self.by_year(name, figure) if drawn or not of_table else None
            if frame is not None and not frame.empty:
                label = drawn[0].label.or_main(self.language)
                panels.append(Panel(name, label, unit_in_words(drawn[0].unit, words), frame))
        if not panels and (figure or table):
            columns = {known.column for known in self.every_figure}
            raise ParameterError(
                "Nothing of '{name}' is stored to be drawn.{near}",
                name=figure or table,
                near=did_you_mean(figure, columns) if figure else Sentence(" See missing."),
            )
        return drawing(panels, words)

    def _repr_html_(self) -> str:
        """Show each table in a row: snapshots, years, payers with figures, changes, lacks."""
        words = self._words()
        heads = (
            words.say("Table"),
            words.say("Snapshots"),
            words.say("Years"),
            words.say("Payers with figures"),
            words.say("Changes"),
            words.say("Missing"),
        )
        cells = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
        rows = "".join(self._row_html(table) for table in self.tables)
        subject = escape(self.agreement.subject.or_main(self.language))
        return (
            f"<table><caption>{subject}</caption><thead><tr>{cells}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )

    def _row_html(self, table: PayersTable) -> str:
        figures = [figure for figure in self._asked() if figure.table == table.name]
        years = sorted({figure.year for figure in figures})
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else ", ".join(map(str, years))
        with_figures = len({figure.code for figure in figures if figure.amount is not None})
        cells = (
            ", ".join(table.snapshots) or "–",
            span or "–",
            f"{with_figures} / {len(self.payers)}",
            str(sum(change.table == table.name for change in self.every_change)),
            str(sum(lack.table == table.name for lack in self.lacking)),
        )
        shown = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        return f'<tr><th scope="row">{escape(table.name)}</th>{shown}</tr>'

    def _asked(self) -> list[Figure]:
        """Return the figures of the years asked for, of each table by its own years."""
        asked: list[Figure] = []
        for table in self.tables:
            of_table = [figure for figure in self.every_figure if figure.table == table.name]
            years = set(chosen_years(self.years, {figure.year for figure in of_table}))
            asked += [figure for figure in of_table if figure.year in years]
        return asked

    def _names(self) -> dict[str, str]:
        return {party.code: party.name.or_main(self.language) for party in self.payers}

    def _words(self) -> Words:
        return Words(self.language, self.agreement.currency)


# Long: it says what each parameter may be; what it does is short.
def data(
    agreement: str,
    *,
    tables: str = "",
    years: str = "",
    data: str = "frozen",
    language: str = MAIN_LANGUAGE,
    project: str = "",
) -> AgreementData:
    """Return the figures of an agreement's payers: population, budgets, whatever its terms read.

    Parameters
    ----------
    agreement
        Its id, such as ``"kainuu-ict"``.
    tables
        Recipes or stored tables with commas between them, such as ``"population, budgets"``; empty:
        every table that the agreement's terms read, and what `analyysi pull` fetches by itself.
    years
        ``"2015-2020, 2025"``, ``"newest 3"`` or ``"all"``; empty: all.
    data
        ``"frozen"``: the snapshots that the newest terms name, and the newest of other tables;
        ``"newest"``: the newest stored; ``"pull"``: the tables are fetched first. What comes is
        kept; what does not come is in `missing`, with the reason. A line for each table goes to
        the standard error output.
    language
        Of names, labels and reasons: one of `LANGUAGES`.
    project
        The project's folder; empty means the one that the working folder lies in.

    Raises
    ------
    ParameterError
        For an unknown agreement, table, choice of data or language (with the nearest name), or
        years that are none.
    SourceError, SchemaError
        If a stored snapshot is damaged.

    Examples
    --------
    >>> import analyysi
    >>> kainuu = analyysi.data("kainuu-ict", tables="population", years="2025")
    >>> kainuu.by_year("population").loc["Paltamo", 2025]
    np.float64(2941.0)
    >>> list(kainuu.missing["payer"])
    []
    """
    refuse_undeclared(cells_run())
    _known(Sentence("There is no choice of data '{name}'.{near}"), data, CHOICES)
    here = find_project(project)
    stated = read_agreement(here, agreement)
    payers = possible_payers(here, stated)
    chosen_years(years, ())
    Words(language, stated.currency)
    names = asked_names(here, stated, payers, tables)
    asked = [payers_table(here, stated, name, data == "frozen") for name in names]
    fetched = Fetched({}, {})
    if data == "pull":
        recipes = recipes_to_fetch(here, stated, asked)
        fetched = fetch(here, wishes_for(here, stated, recipes), StreamProgress())
        names = tuple(dict.fromkeys([*names, *recipes]))
        asked = [payers_table(here, stated, name, False) for name in names]
    return _gathered(here, stated, payers, asked, (language, years), fetched)


def _gathered(
    project: Project,
    agreement: Agreement,
    payers: tuple[Party, ...],
    tables: Sequence[PayersTable],
    language_and_years: tuple[str, str],
    fetched: Fetched,
) -> AgreementData:
    language, years = language_and_years
    codes = [party.code for party in payers]
    manifests, figures = figures_of(project, tables, codes)
    faults = faults_by_table(tables, fetched.faults)
    lacking: list[Lack] = []
    for table in tables:
        of_table = [figure for figure in figures if figure.table == table.name]
        records = [manifests[name] for name in table.snapshots]
        lacking += lacks(project, table, payers, of_table, years, faults[table.name], records)
    every_pull = [pulled for snapshots in fetched.pulled.values() for pulled in snapshots]
    return AgreementData(
        agreement=agreement,
        payers=payers,
        language=language,
        years=years,
        tables=tuple(tables),
        manifests=manifests,
        every_figure=tuple(figures),
        every_change=tuple(changes(project, tables, codes)),
        lacking=tuple(lacking),
        every_doubt=tuple(
            doubt for doubt in stored_doubts(project, manifests) if doubt.code in codes
        ),
        new_snapshots=frozenset(pulled.manifest.id for pulled in every_pull if pulled.is_new),
    )


def _known(refusal: Sentence, name: str, valid: Sequence[str]) -> None:
    if name not in valid:
        raise ParameterError(refusal.text, name=name, near=did_you_mean(name, valid))
