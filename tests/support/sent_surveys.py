"""Answers to a survey as officials send them: saved by a spreadsheet, typed, filled in, mistyped.

The figures are made up. Each file carries what is right: the figures and whose are estimates, or that
it must be refused, with what the sentence must name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from support.sent_files import Page, Rows, Styled, as_ods, as_text, as_xlsx
from support.sent_tables import GENITIVES, NAMES

FIGURES = dict(zip(NAMES, map(Decimal, (120, 410, 1205, 130, 75, 560, 390)), strict=True))
SOURCE = "Sähköposti 24.8.2022"
CODES = list(NAMES)
FORMS = {"xlsx": as_xlsx, "ods": as_ods}


@dataclass(frozen=True)
class SentSurvey:
    """A file of answers to "workstations", and what is right of it."""

    name: str
    file: str
    content: Callable[[], bytes]
    verdict: Literal["read", "refused", "either"] = "read"
    figures: Mapping[str, Decimal | None] = field(default_factory=lambda: dict(FIGURES))
    estimated: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def rows(
    header: Sequence[str] = ("municipality_code", "workstations", "estimated", "source"),
    payers: Mapping[str, str] | None = None,
    write: Callable[[Decimal], str] = str,
) -> list[list[str]]:
    shown = payers or {code: code for code in NAMES}
    table = [list(header)]
    for code, figure in FIGURES.items():
        table.append([shown[code], write(figure), "", SOURCE])
    return table


def changed(row: int, column: int, text: str) -> list[list[str]]:
    table = rows()
    table[row][column] = text
    return table


def _text(
    name: str,
    table: Rows,
    verdict: Literal["read", "refused", "either"] = "read",
    *,
    figures: Mapping[str, Decimal | None] | None = None,
    estimated: Sequence[str] = (),
    named: tuple[str, ...] = (),
    file: str = "kysely.csv",
    **form: str,
) -> SentSurvey:
    return SentSurvey(
        name,
        file,
        lambda: as_text(table, **{"delimiter": ",", **form}),  # type: ignore[arg-type]
        verdict,
        {} if verdict == "refused" else (FIGURES if figures is None else figures),
        frozenset(estimated),
        named,
    )


def _book(
    name: str,
    pages: Sequence[Page],
    verdict: Literal["read", "refused", "either"] = "read",
    *,
    form: str = "xlsx",
    figures: Mapping[str, Decimal | None] | None = None,
    estimated: Sequence[str] = (),
    named: tuple[str, ...] = (),
) -> SentSurvey:
    return SentSurvey(
        f"{name}, {form}",
        f"kysely.{form}",
        lambda: FORMS[form](*pages),
        verdict,
        {} if verdict == "refused" else (FIGURES if figures is None else figures),
        frozenset(estimated),
        named,
    )


def sent_surveys() -> list[SentSurvey]:
    """Return every survey file."""
    return [*_saved(), *_headed(), *_answered(), *_faulty(), *_spreadsheets()]


def _with(code: str, figure: str | None) -> dict[str, Decimal | None]:
    return {**FIGURES, code: None if figure is None else Decimal(figure)}


def _saved() -> Iterator[SentSurvey]:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"):
        for called, delimiter in (("comma", ","), ("semicolon", ";"), ("tab", "\t")):
            yield _text(f"{encoding}, {called}", rows(), encoding=encoding, delimiter=delimiter)
    yield _text("blank last lines", [*rows(), [], ["", "", "", ""]])
    yield _text("every cell quoted", rows(), quoted="yes")
    yield _text("line ends of Unix", rows(), line_end="\n")
    yield _text("spaces around", [[f" {cell} " for cell in row] for row in rows()])
    yield _text("empty columns behind", [[*row, "", ""] for row in rows()], delimiter=";")
    yield _text("sep= in front", [["sep=;"], *rows()], delimiter=";")
    yield _text("title above", [["Kysely työasemista 2022"], [], *rows()], delimiter=";")
    yield _text("a tsv", rows(), delimiter="\t", file="kysely.tsv")


def _headed() -> Iterator[SentSurvey]:
    headers = (
        ("MUNICIPALITY_CODE", "WORKSTATIONS", "ESTIMATED", "SOURCE"),
        ("Kuntanumero", "Työasemat", "Arvio", "Lähde"),
        ("kunta", "työasemat", "arvio", "lähde"),
        ("Kommun", "Arbetsstationer", "Uppskattning", "Källa"),
        ("Municipality code", "workstations", "Estimated?", "Source"),
        ("Kunta", "workstations", "Onko arvio", "Lähde"),
    )
    for header in headers:
        yield _text(f"header {header[0]}, {header[1]}", rows(header))
    names = dict(NAMES.items())
    genitives = {code: f"{name} kunta" for code, name in GENITIVES.items()}
    decomposed = {code: unicodedata.normalize("NFD", name) for code, name in NAMES.items()}
    for called, payers in (
        ("names", names),
        ("genitives", genitives),
        ("decomposed names", decomposed),
    ):
        yield _text(
            called, rows(("Kunta", "Työasemat", "Arvio", "Lähde"), payers), encoding="utf-8-sig"
        )
    yield _text("KU codes", rows(payers={code: f"KU{code}" for code in NAMES}))
    yield _text(
        "other columns",
        [
            [*row, *more]
            for row, more in zip(
                rows(),
                [
                    ["huom", "puh", "vuosi"],
                    *([["tarkistettu", f"08 {at}", "2022"] for at in range(7)]),
                ],
                strict=True,
            )
        ],
    )
    yield _text(
        "remarks, one a number",
        [
            [*row, more]
            for row, more in zip(rows(), ["huom", "", "5 uutta", "3", "", "", "", ""], strict=True)
        ],
    )
    yield _text("columns in another order", [[row[3], row[0], row[2], row[1]] for row in rows()])
    yield _text(
        "sources of other letters",
        [[*row[:3], f"{row[3]}, Åsa Öhman"] if at else row for at, row in enumerate(rows())],
        encoding="cp1252",
        delimiter=";",
    )


def _answered() -> Iterator[SentSurvey]:
    for called, text, figure in (
        ("thousands by space", "1 205", "1205"), ("thousands by no-break space", "1\u00a0205", "1205"), ("a decimal comma", "1205,5", "1205.5"),
        ("a decimal point", "1205.5", "1205.5"), ("a trailing space", "1205 ", "1205"), ("pieces", "1205 kpl", "1205"), ("zero", "0", "0"),
        ("a decimal nought", "1205,0", "1205"),
    ):  # fmt: skip
        yield _text(called, changed(3, 1, text), figures=_with("578", figure), delimiter=";")
    for called, text, figure in (
        ("about: n.", "n. 520", "520"), ("about: noin", "noin 520", "520"), ("about: ca", "ca 520", "520"), ("about: arvio", "520 (arvio)", "520"),
        ("about: ungefär", "ungefär 520", "520"), ("about: ~", "~520", "520"), ("about: n. with thousands", "n. 1 200", "1200"),
    ):  # fmt: skip
        yield _text(
            called,
            changed(6, 1, text),
            figures=_with("765", figure),
            estimated=["765"],
            delimiter=";",
        )
    for mark in ("yes", "kyllä", "Yes", "x", "KYLLÄ", "ja", "X"):
        yield _text(f"estimated: {mark}", changed(2, 2, mark), estimated=["290"])
    for mark in ("no", "ei", "nej", "Ei"):
        yield _text(f"not estimated: {mark}", changed(2, 2, mark))
    yield _text("no answer", changed(4, 1, ""), figures=_with("620", None))
    silent = rows()
    silent[4][1] = silent[4][3] = ""
    yield _text("neither answer nor source", silent, figures=_with("620", None))
    yield _text(
        "a payer has no row",
        [row for row in rows() if row[0] != "620"],
        figures={code: figure for code, figure in FIGURES.items() if code != "620"},
    )
    yield _text("total below", [*rows(), ["Yhteensä", "2890", "", ""]], "either")
    yield _text(
        "a note below",
        [*rows(), ["", "", "", ""], ["Vastaukset koottu 30.8.2022", "", "", ""]],
        "either",
    )


def _faulty() -> Iterator[SentSurvey]:
    for text in (
        "-5",
        "12 tai 13",
        "paljon",
        "10 %",
        "10–12",
        "ei tietoa",
        "1,205,5",
        "#REF!",
        "12.12.2022",
        "?",
        "alle 10",
        "12 + 3",
        "2 t€",
        "tuhat",
    ):
        yield _text(
            f"no answer: {text}",
            changed(3, 1, text),
            "refused",
            named=("B4", "row 4", "578", "Paltamo"),
            delimiter=";",
        )
    yield _text(
        "1.205 in two readings",
        changed(3, 1, "1.205"),
        "either",
        figures=_with("578", "1205"),
        named=("B4", "row 4"),
        delimiter=";",
    )
    yield _text(
        "total wrong",
        [*rows(), ["Yhteensä", "2990", "", ""]],
        "refused",
        named=("2990", "2 990", "row 9", "A9"),
    )
    yield _text(
        "a source is missing", changed(3, 3, ""), "refused", named=("578", "row 4", "B4", "D4")
    )
    yield _text(
        "no column of sources", [row[:3] for row in rows()], "refused", named=("source", "lähde")
    )
    yield _text(
        "no column of answers",
        [[row[0], *row[2:]] for row in rows()],
        "refused",
        named=("workstations", "Työasemat", "työasemat"),
    )
    yield _text("mark of an estimate", changed(3, 2, "ehkä"), "refused", named=("ehkä",))
    for text in ("579", "Paltamoo", "Kuhmoinen", "291", "Kunta X"):
        yield _text(
            f"no payer: {text}", changed(3, 0, text), "refused", named=(text, "A4", "row 4")
        )
    yield _text(
        "the same payer twice",
        [*rows(), ["578", "20", "", SOURCE]],
        "refused",
        named=("578", "Paltamo"),
    )
    yield _text(
        "the same payer twice by name",
        [*rows(), ["Paltamo", "20", "", SOURCE]],
        "refused",
        named=("578", "Paltamo"),
    )
    many = [rows()[0], *([f"{at}99", "1", "", SOURCE] for at in range(1, 60))]
    yield _text("sixty strangers", many, "refused")
    yield SentSurvey("empty", "kysely.csv", lambda: b"", "refused", {})
    yield SentSurvey(
        "a picture", "kysely.csv", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "refused", {}
    )


def _spreadsheets() -> Iterator[SentSurvey]:
    def numbers() -> list[list[object]]:
        made: list[list[object]] = [["Kunta", "Työasemat", "Arvio", "Lähde"]]
        made += [[NAMES[code], int(figure), None, SOURCE] for code, figure in FIGURES.items()]
        return made

    def cell(row: int, column: int, value: object) -> list[Page]:
        table = numbers()
        table[row][column] = value
        return [Page(table, "Kysely")]

    draft = [[row[0], row[1] if at == 0 else 1, *row[1:]] for at, row in enumerate(numbers())]
    draft[0] = ["Kunta", "Luonnos", "Työasemat", "Arvio", "Lähde"]
    extra = [*numbers()[:-1], ["Kajaani", 3000, None, SOURCE], numbers()[-1]]
    for form in FORMS:
        yield _book("plain", [Page(numbers(), "Kysely")], form=form)
        codes = [
            numbers()[0],
            *([int(code), *row[1:]] for code, row in zip(CODES, numbers()[1:], strict=True)),
        ]
        yield _book("codes as numbers", [Page(codes, "Kysely")], form=form)
        yield _book(
            "instructions on another sheet",
            [Page([["Ohje"], ["Täytä keltaiset solut."]], "Ohje"), Page(numbers(), "Kysely")],
            form=form,
        )
        yield _book("hidden column", [Page(draft, "Kysely", hidden_columns=(1,))], form=form)
        yield _book("hidden row", [Page(extra, "Kysely", hidden_rows=(7,))], form=form)
        yield _book(
            "hidden sheet",
            [Page(numbers(), "Kysely"), Page(draft, "Vanha", "very hidden")],
            form=form,
        )
        yield _book(
            "struck-out answer",
            cell(3, 1, Styled(1205, struck=True)),
            "refused",
            form=form,
            named=("B4",),
        )
        yield _book(
            "shown otherwise than stored",
            cell(3, 1, Styled(12.5, "0")),
            "refused",
            form=form,
            named=("B4",),
        )
        yield _book(
            "never calculated",
            cell(3, 1, Styled(None, formula="1200+5")),
            "refused",
            form=form,
            named=("B4",),
        )
        yield _book(
            "about, in words",
            cell(6, 1, "n. 520"),
            form=form,
            figures=_with("765", "520"),
            estimated=["765"],
        )
        yield _book(
            "raised mark",
            cell(3, 1, Styled("1205", raised="1")),
            "either",
            form=form,
            named=("B4",),
        )
        yield _book("a comment", cell(3, 1, Styled(1205, comment="tarkistettava")), form=form)
        yield _book(
            "title and blank row",
            [Page([["Kysely 2022", None, None, None], [None] * 4, *numbers()], "Kysely")],
            form=form,
        )
