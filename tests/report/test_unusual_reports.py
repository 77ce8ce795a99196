"""Reports of terms that are not like Kainuu's: every part is told, and what cannot be worked out is
left out.
"""

from pathlib import Path

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import ReportContext
from analyysi.errors import ParameterError, ReportError
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report import many_payers
from analyysi.report.language.wording import Wording
from analyysi.report.page import Page
from analyysi.report.reader import Reader
from analyysi.report.sections import leaving
from analyysi.report.sections.section import Shown
from analyysi.report.tables import NOTHING, Table
from analyysi.run.report import make_report
from support.pages import page_text

pytestmark = pytest.mark.slow

ALONE = dict.fromkeys(("105", "290", "578", "620", "697", "765", "777"), 30_000)


def terms(project: Project) -> Path:
    return project.agreements / "kainuu-ict" / "2023.toml"


def with_terms(project: Project, old: str, new: str) -> Project:
    text = terms(project).read_text(encoding="utf-8")
    assert old in text
    terms(project).write_text(text.replace(old, new, 1), encoding="utf-8")
    return project


def with_step(project: Project, step: str) -> Project:
    return with_terms(project, "[rounding]\n", f"{step}\n\n[rounding]\n")


def page(project: Project, language: str = "fi", seat: str = "") -> Page:
    return Page(
        compare_methods(load_year(project, "kainuu-ict", 2023)), language, seat, ReportContext()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_game_that_the_board_has_chosen_is_reported(project_copy: Project, language: str) -> None:
    caption = Wording(language, load_year(project_copy, "kainuu-ict", 2023)).say(
        "What each would pay more or less if the total were otherwise, whole euros"
    )
    assert caption in page_text(page(project_copy, language))
    source = '{ fi = "x", sv = "x", en = "x" }'
    alone = "\n".join(
        f'{code} = {{ value = "{cost}.00", source = {source} }}' for code, cost in ALONE.items()
    )
    game = f'[game]\nkind = "stand_alone"\n\n[game.alone]\n{alone}\n\n[method]\n'
    project = with_terms(project_copy, "[method]\n", game)
    chosen = 'name = "proportional"\nparameters = { key = "population_2021" }\nchosen_by'
    with_terms(project, chosen, 'name = "game_nucleolus"\nchosen_by')
    assert caption not in page_text(page(project, language))


def test_a_part_paid_first_that_does_not_fit_smaller_totals(project_copy: Project) -> None:
    step = (
        '[[steps]]\nname = "off_the_top"\nparameters = { payer = "kainuun-liitto", amount = '
        '"70000.00" }'
    )
    text = page_text(page(with_step(project_copy, step)))
    assert "88 000 €" in text
    # No column, and the note below the table says why.
    assert text.count("64 000 €") == 1
    assert "ei voi soveltaa tällaiseen kokonaiskustannukseen: 64 000 €" in text


def test_mean_per_inhabitant_leaves_out_what_the_organiser_pays(project_copy: Project) -> None:
    step = (
        '[[steps]]\nname = "off_the_top"\nparameters = { payer = "kainuun-liitto", share = "0.10" }'
    )
    text = page_text(page(with_step(project_copy, step)))
    assert "asukasta kohti saman verran, 2,07 euroa" in text


def test_organiser_that_pays_first_has_its_own_report(project_copy: Project) -> None:
    step = (
        '[[steps]]\nname = "off_the_top"\nparameters = { payer = "kainuun-liitto", share = "0.10" }'
    )
    text = page_text(page(with_step(project_copy, step), seat="Kainuun liitto"))
    assert "Kainuun liitto maksaisi 8 000 euroa" in text
    assert "Kainuun maakuntahallitus päättää hyväksyä" in text


def test_ways_that_agree_are_not_told_to_differ(project_copy: Project) -> None:
    text = terms(project_copy).read_text(encoding="utf-8")
    alone = text.replace(
        'participants = ["105", "290", "578", "620", "697", "765", "777"]', 'participants = ["578"]'
    )
    terms(project_copy).write_text(alone, encoding="utf-8")
    report = page(project_copy)
    for part in (report.methods(), report.differences()):
        assert "Vertaillut jakotavat antavat kokonaisina euroina samat summat" in part.html
    assert "80 000\u00a0€ –" not in report.head().html


def test_one_outside_that_still_pays_is_not_told_to_stay_outside(project_copy: Project) -> None:
    step = (
        '[[steps]]\nname = "withdrawal_fade_out"\n'
        'parameters = { payer = "205", last_amount = "10000.00", schedule = ["0.5"], year = 1, '
        'source = "x" }'
    )
    try:
        text = page_text(page(with_step(project_copy, step)))
    except ParameterError as error:  # the step's own parameters are tested elsewhere
        pytest.fail(str(error))
    assert "Ei mukana: Kajaani" not in text
    assert "Kajaani tulee mukaan" not in text


def test_payer_of_nothing_has_its_report(project_copy: Project) -> None:
    step = '[[steps]]\nname = "outside_base"\nparameters = { payers = ["697"] }'
    text = page_text(page(with_step(project_copy, step), seat="697"))
    assert "Ristijärvi maksaisi 0 euroa" in text


def test_sum_with_cents_is_decided_with_its_cents(project_copy: Project) -> None:
    text = page_text(
        page(with_terms(project_copy, 'value = "80000.00"', 'value = "80000.50"'), seat="578")
    )
    assert "Kokonaiskustannus vuonna 2023 on 80 000,50 euroa" in text


def test_totals_that_fall_are_not_said_to_rise(project_copy: Project) -> None:
    html = (
        page(with_terms(project_copy, 'total_change = "0"', 'total_change = "-0.10"'))
        .movement()
        .html
    )
    heading = html[html.index("<h2") : html.index("</h2>")]
    assert "eikä kenenkään osuus kasvaisi" in heading


@pytest.mark.notebook
@pytest.mark.parametrize(
    ("break_it", "formats", "fault", "words"),
    [
        (
            lambda root: (root / "templates" / "sopimus.sv.docx").unlink(),
            ("docx",),
            ReportError,
            "sopimus.sv.docx",
        ),
        (
            lambda root: with_terms(Project(root), 'sv = "invånarantal 31.12.2021", ', ""),
            ("html",),
            ParameterError,
            "has no version in 'sv'",
        ),
    ],
    ids=["template", "text"],
)
def test_what_lacks_is_told_before_anything_is_replaced(
    project_copy: Project,
    break_it: object,
    formats: tuple[str, ...],
    fault: type[Exception],
    words: str,
) -> None:
    folder = project_copy.reports / "kainuu-ict" / "2023-sv"
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("earlier", encoding="utf-8")
    assert callable(break_it)
    break_it(project_copy.root)
    with pytest.raises(fault, match=words):
        make_report(
            project_copy,
            RunParameters(agreement="kainuu-ict", year=2023, language="sv"),
            formats,
            False,
        )
    assert [path.name for path in folder.iterdir()] == ["report.html"]


@pytest.mark.parametrize("seat", ["", "578"])
def test_of_many_payers_a_withdrawal_tells_the_smallest_and_the_largest_change(
    project: Project, monkeypatch: pytest.MonkeyPatch, seat: str
) -> None:
    comparison = compare_methods(load_year(project, "kainuu-ict", 2023))
    words, focus = Wording("fi", comparison.case), seat or None

    def table(*, every_row: bool = False) -> Table:
        shown = leaving.section(Reader(comparison, words, focus, every_row=every_row))
        assert isinstance(shown, Shown)
        return next(block for block in shown.blocks if isinstance(block, Table))

    whole_table = table()
    monkeypatch.setattr(many_payers, "MOST_ROWS", 6)
    short = table(every_row=True)
    names = [column.label for column in whole_table.columns]
    assert [row.header for row in short.rows] == [row.header for row in whole_table.rows]
    for row, every in zip(short.rows, whole_table.rows, strict=True):
        figures = {
            name: figure(cell)
            for name, cell in zip(names, every.cells, strict=True)
            if cell != NOTHING
        }
        *own, most, whose_most, least, whose_least = row.cells
        assert (figure(least), figure(most)) == (min(figures.values()), max(figures.values()))
        assert figures[whose_least] == figure(least)
        assert figures[whose_most] == figure(most)
        assert own == ([every.cells[names.index("Paltamo")]] if seat else [])
    monkeypatch.setattr(many_payers, "_ENDS", 1)
    shortest = table()
    assert shortest.rows == [row for row in short.rows if row in shortest.rows]
    column = [figure(row.cells[0]) for row in short.rows if row.cells[0] != NOTHING]
    ends = [figure(row.cells[0]) for row in shortest.rows if row.cells[0] != NOTHING]
    assert len(shortest.rows) == (3 if seat else 2)
    assert (max(ends), min(ends)) == (max(column), min(column))


def figure(cell: str) -> int:
    return int(cell.replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", ""))
