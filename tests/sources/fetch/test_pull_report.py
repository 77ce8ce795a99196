"""A report on freshly pulled figures, and a report that they must leave alone."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import pytest

from analyysi.agreement.parameters import check_parameters
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.run.report import make_report
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.fetch.pull import Pulled, Puller
from analyysi.sources.fetch.transport import Transport
from support.business_ids import KAINUU
from support.services.pxweb import PxWeb
from support.services.tables import revised_11ra, standard
from support.services.treasury import Treasury, sample_documents

OLD = "tilastokeskus/11ra/2026-11-24"
BUDGET_KEY = """
[keys.expenses]
snapshot = "{snapshot}"
column = "operating_income_eur"
rows = {{ year = {year}, stage = "budget" }}
reference_date = {year}-12-31
unit = "euros"
label = {{ fi = "talousarvion {year} toimintatulot" }}
by = {{ fi = "talousarvion {year} toimintatulojen mukaan" }}
"""


def pull(
    project: Project, name: str, pxweb: PxWeb, treasury: Treasury, years: str | None = None
) -> Pulled:
    transport = Transport(Hosts((pxweb.url, treasury.url)))
    puller = Puller(project, transport, {"pxweb": pxweb.root, "treasury": treasury.root})
    (pulled,) = puller.pull(name, Wishes(years=years))
    puller.finish()
    transport.close()
    return pulled


def use(project: Project, snapshot: str, year: int, addition: str = "") -> None:
    """Name a snapshot and a year in the terms of 2027, as an analyst would."""
    path = project.agreements / "kainuu-ict" / "2027.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace(OLD, snapshot).replace(
        "rows = { year = 2025 }", f"rows = {{ year = {year} }}"
    )
    text = text.replace("reference_date = 2025-12-31", f"reference_date = {year}-12-31")
    path.write_text(text.replace("[method]", f"{addition}\n[method]", 1), encoding="utf-8")


def digest(project: Project, year: int) -> dict[str, str]:
    (path,) = make_report(project, check_parameters({"agreement": "kainuu-ict", "year": year}))
    return {
        name: hashlib.sha256((path.parent / name).read_bytes()).hexdigest()
        for name in ("report.html", "results.csv")
    }


@pytest.mark.slow
@pytest.mark.notebook
def test_the_draft_on_pulled_figures_and_2023_untouched(project_copy: Project) -> None:
    before = digest(project_copy, 2023)
    with (
        PxWeb(standard(), limiter_on=False) as pxweb,
        Treasury(sample_documents(KAINUU)) as treasury,
    ):
        pxweb.replace_table(
            "StatFin",
            "vaerak",
            revised_11ra(area="alue_23_20260101", updated="2026-12-01T05:00:00Z"),
        )
        population = pull(project_copy, "population", pxweb, treasury)
        budgets = pull(project_copy, "budgets", pxweb, treasury, "2026")
    use(
        project_copy,
        population.manifest.id,
        2026,
        BUDGET_KEY.format(snapshot=budgets.manifest.id, year=2026),
    )
    digest(project_copy, 2027)
    page = (project_copy.reports / "kainuu-ict" / "2027" / "report.html").read_text(
        encoding="utf-8"
    )
    manifest = population.manifest
    day = f"{manifest.retrieved.day}.{manifest.retrieved.month}.{manifest.retrieved.year}"
    for text in (
        "Tunnuslukuja väestöstä alueittain",
        "Tilastokeskus: StatFin/vaerak/11ra.px",
        manifest.id,
        budgets.manifest.id,
        "Kuntien talousarviot ja taloussuunnitelmat",
        "Lähde: Valtiokonttori, tutkihallintoa.fi",
        f"({day})</dd>",
        "joka ei ole julkaisijan oma palvelu",
        "31.12.2025",  # the label is the analyst's and stays what the terms say
    ):
        assert text in page, text
    assert digest(project_copy, 2023) == before


@pytest.mark.slow
def test_the_shares_are_those_of_the_pulled_figures(project_copy: Project) -> None:
    with PxWeb(standard(), limiter_on=False) as pxweb, Treasury([]) as treasury:
        table = revised_11ra(area="alue_23_20260101")
        pxweb.replace_table("StatFin", "vaerak", table)
        population = pull(project_copy, "population", pxweb, treasury)
    use(project_copy, population.manifest.id, 2026)
    comparison = compare_methods(load_year(project_copy, "kainuu-ict", 2027))
    contents = table.variables[1].values[0]
    people = {
        code: table.figures([(f"KU{code}",), (contents,), ("2026",)])[0]
        for code in comparison.payers
    }
    for code, amount in comparison.chosen.exact.amounts.items():
        assert amount == Fraction(80_000_00 * people[code], sum(people.values()))
    assert sum(comparison.chosen.cents.values()) == 80_000_00


@pytest.mark.slow
def test_figures_of_a_division_beyond_the_table_of_mergers_are_not_joined(
    project_copy: Project,
) -> None:
    with (
        PxWeb(standard(), limiter_on=False) as pxweb,
        Treasury(sample_documents(KAINUU)) as treasury,
    ):
        budgets = pull(project_copy, "budgets", pxweb, treasury, "2027")
    key = BUDGET_KEY.format(snapshot=budgets.manifest.id, year=2027)
    use(project_copy, OLD, 2025, key)
    with pytest.raises(SourceError) as caught:
        load_year(project_copy, "kainuu-ict", 2027)
    told = str(caught.value)
    assert (
        "joins figures of different municipal divisions (tilastokeskus/11ra/2026-11-24 of "
        "2026-01-01; " in told
    )
    assert (
        "data/municipalities/mergers.toml knows every merger only from 2012-01-01 to 2026-01-01"
        in told
    )
    mergers = project_copy.municipalities / "mergers.toml"
    text = mergers.read_text(encoding="utf-8")
    mergers.write_text(
        text.replace("complete_to = 2026-01-01", "complete_to = 2027-01-01"), encoding="utf-8"
    )
    case = load_year(project_copy, "kainuu-ict", 2027)
    assert case.join is not None
    assert case.join.division.isoformat() == "2027-01-01"
    assert "data/municipalities/mergers.toml" in [item.path for item in case.inputs]
