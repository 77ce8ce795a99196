"""The State Treasury's catalogue and documents: which is taken, and what stands
in it to the cent.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import ParameterError, SourceError
from analyysi.project import Project
from analyysi.sources.answers.derive import derived_rows
from analyysi.sources.answers.treasury_documents import (
    PHASES,
    Offer,
    asked_cells,
    choose,
    columns,
    moment,
    phase_of,
    read_catalogue,
    read_document,
    rows,
)
from analyysi.sources.fetch.chosen_years import choose_periods
from analyysi.sources.manifest import ChosenDocument, DocumentFigure, TreasuryDerivation
from analyysi.sources.recipe import TreasuryRecipe, read_recipe
from support.places import TESTS

ESPOO = TESTS / "fixtures" / "valtiokonttori" / "espoo_ktas_2023_facts_excerpt.csv"
TAXONOMY = "jhs-2019-03/2019-08-31"
WRITTEN = {
    "alustava": "Alustava",
    "hyvaksytty": "Hyväksytty",
    "lopullinen": "Lopullinen",
    "jalkikorjattu": "Jälkikorjattu",
}
DOCUMENT = ChosenDocument(
    municipality_code="049",
    business_id="0101263-6",
    package="KTAS",
    period="2023",
    phase="lopullinen",
    approved="2023-01-04 08:19:43.07",
)
WANTED = frozenset({("k-t05", "1093"), ("k-t05", "1121")})


def fact(cell: str, amount: object, **changes: Any) -> dict[str, Any]:
    """Make a fact in the form of the service's, as its clients describe it. Test data."""
    given_fact = {
        "ytunnus": "0101263-6",
        "raportointikokonaisuus": "KTAS",
        "osakokonaisuus": "k-t05",
        "raportointikausi": "2023",
        "hyväksymisvaihe": "Lopullinen",
        "hyväksymispvm": "2023-01-04T08:19:43.07Z",
        "taksonomia": TAXONOMY,
        "tunnusluku": cell,
        "arvo": amount,
        "kommentti": "",
        "kieli": "fi",
        "tarkastushavainnot": [{"havainto": "", "tarkennus": "", "vakavuus": ""}],
    }
    return given_fact | changes


def raw(*facts: object) -> bytes:
    return json.dumps(list(facts), ensure_ascii=False).encode("utf-8")


def read(*facts: object) -> dict[tuple[str, str], str | None]:
    known = read_document(raw(*facts), DOCUMENT, (TAXONOMY,), WANTED)
    return {cell: content.amount for cell, content in known.items()}


@pytest.fixture
def budgets(project: Project) -> TreasuryDerivation:
    recipe = read_recipe(project, "budgets")
    assert isinstance(recipe, TreasuryRecipe)
    return TreasuryDerivation(
        parser="kuntatalous",
        package=recipe.package,
        taxonomies=recipe.taxonomies,
        figures=recipe.figures,
        years=recipe.years,
        names={"049": "Espoo"},
    )


def espoo() -> bytes:
    """Make a document of Espoo's real facts for 2023; its form is the service's."""
    with ESPOO.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return raw(
        *(
            fact(line["indicator_code"], line["value_raw"], osakokonaisuus=line["subpackage"])
            for line in lines
        )
    )


# Espoo, talousarvio 2023: the amounts as the service gave them
# (valtiokonttori/espoo_ktas_2023_facts_excerpt.csv).
def test_espoos_budget_of_2023_to_the_cent(budgets: TreasuryDerivation) -> None:
    found = [
        dict(zip(columns(budgets), row, strict=True))
        for row in rows([(DOCUMENT, espoo())], budgets)
    ]
    picked = [
        (
            row["stage"],
            row["year"],
            row["annual_contribution_margin_eur"],
            row["result_eur"],
            row["gross_investments_eur"],
        )
        for row in found
    ]
    assert picked == [
        ("budget", "2023", "349083947.70", "153997243.63", "315512000.00"),
        ("plan_1", "2024", "237902905.19", "38684213.45", "306116239.00"),
        ("plan_2", "2025", "230155274.64", "32705043.51", "262279672.00"),
        ("prior_amended", "2022", "154866427.03", "-40897486.97", ""),
    ]
    for row in found:
        assert (row["municipality_code"], row["municipality"], row["period"]) == (
            "049",
            "Espoo",
            "2023",
        )
        assert (row["phase"], row["approved"]) == ("lopullinen", "2023-01-04 08:19:43.07")
        assert row["loan_stock_eur"] == row["operating_income_eur"] == row["tax_revenue_eur"] == ""


def test_only_the_documents_that_were_taken_are_read(
    project: Project, budgets: TreasuryDerivation, tmp_path: Path
) -> None:
    (tmp_path / "espoo.json").write_bytes(espoo())
    passed_over = DOCUMENT.model_copy(update={"phase": "alustava"})
    taken = DOCUMENT.model_copy(update={"file": "espoo.json"})
    schema = read_recipe(project, "budgets").table_schema(1)
    header, found = derived_rows(
        tmp_path, budgets, (passed_over, taken), schema, lambda snapshot_id: {}
    )
    assert header == columns(budgets)
    assert list(found) == list(rows([(DOCUMENT, espoo())], budgets))
    (tmp_path / "espoo.json").unlink()
    with pytest.raises(
        SourceError, match=r"^espoo\.json is missing among the raw answers\. Restore it\.$"
    ):
        list(derived_rows(tmp_path, budgets, (taken,), schema, lambda snapshot_id: {})[1])


def test_the_recorded_cells_are_those_of_the_recipe(budgets: TreasuryDerivation) -> None:
    stages = {
        "current_budget": "budget",
        "plan_year_plus_1": "plan_1",
        "plan_year_plus_2": "plan_2",
        "prior_year_amended_budget": "prior_amended",
    }
    column_of = {
        "annual_margin_eur": "annual_contribution_margin_eur",
        "financial_year_result_eur": "result_eur",
        "gross_investment_expenditure_eur": "gross_investments_eur",
    }
    figures = {figure.column: figure for figure in budgets.figures}
    with ESPOO.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 11
    for line in lines:
        stage, figure = (
            stages[line["planning_stage"]],
            figures[column_of[line["semantic_metric_id"]]],
        )
        assert figure.cells[stage] == line["indicator_code"]
        assert figure.subpackage == line["subpackage"]
        assert str(int(line["reporting_period"]) + budgets.years[stage]) == line["value_year"]
        assert line["taxonomy_version"] in budgets.taxonomies


def test_each_stage_has_a_row_of_its_own_and_only_if_it_has_a_figure(
    budgets: TreasuryDerivation,
) -> None:
    documents = [(DOCUMENT, raw(fact("328", "5.00"), fact("576", None), fact("1093", "")))]
    (row,) = rows(documents, budgets)
    assert row[:4] == ["049", "Espoo", "2024", "plan_1"]
    assert "5.00" in row


def test_zero_is_a_figure(budgets: TreasuryDerivation) -> None:
    (row,) = rows([(DOCUMENT, raw(fact("1093", "0.00")))], budgets)
    assert row[3] == "budget"
    assert row.count("0.00") == 1


def test_a_document_without_a_wanted_figure_has_no_row(budgets: TreasuryDerivation) -> None:
    assert list(rows([(DOCUMENT, raw(fact("999999", "5.00")))], budgets)) == []


def test_a_cell_of_another_subpackage_is_another_cell(budgets: TreasuryDerivation) -> None:
    assert (
        list(rows([(DOCUMENT, raw(fact("1093", "5.00", osakokonaisuus="k-t07")))], budgets)) == []
    )


def test_a_stage_that_a_figure_has_no_cell_for_is_empty(budgets: TreasuryDerivation) -> None:
    figures = (
        DocumentFigure(column="a", subpackage="k-t05", cells={"budget": "1093"}),
        DocumentFigure(column="b", subpackage="k-t05", cells={"budget": "1121", "plan_1": "1017"}),
    )
    derivation = budgets.model_copy(update={"figures": figures})
    found = list(rows([(DOCUMENT, espoo())], derivation))
    assert [row[3:4] + row[7:] for row in found] == [
        ["budget", "349083947.70", "153997243.63", "", ""],
        ["plan_1", "", "38684213.45", "", ""],
    ]
    assert columns(derivation)[7:] == ["a", "b", "comments", "findings"]


def test_what_is_said_of_a_figure_stands_beside_it(budgets: TreasuryDerivation) -> None:
    findings = [{"havainto": "VAROITUS: yli 50%.", "tarkennus": "Tarkista.", "vakavuus": "20"}]
    margin = fact("1093", "100.00", kommentti=" Arvot\nok. ", tarkastushavainnot=findings)
    (row,) = rows([(DOCUMENT, raw(margin, fact("1121", "50.00")))], budgets)
    assert json.loads(row[-2]) == {"annual_contribution_margin_eur": "Arvot ok."}
    assert json.loads(row[-1]) == {"annual_contribution_margin_eur": "VAROITUS: yli 50%."}


@pytest.mark.parametrize("amount", ["12 000,50", "x", "..", "1,5", "NaN"])
def test_an_amount_that_is_no_number(budgets: TreasuryDerivation, amount: str) -> None:
    with pytest.raises(
        SourceError,
        match=rf"^KTAS 2023 of 049 \(lopullinen\), cell 1093: '{amount}' stands where a number "
        r"was expected\.$",
    ):
        list(rows([(DOCUMENT, raw(fact("1093", amount)))], budgets))


def test_the_year_of_a_quarters_report_is_its_year(budgets: TreasuryDerivation) -> None:
    derivation = budgets.model_copy(update={"years": {"actual": 0}, "figures": (ACTUAL,)})
    document = DOCUMENT.model_copy(update={"period": "2025C12"})
    (row,) = rows([(document, raw(fact("1400", "1.00", raportointikausi="2025C12")))], derivation)
    assert row[2:5] == ["2025", "actual", "2025C12"]


ACTUAL = DocumentFigure(column="margin", subpackage="k-t05", cells={"actual": "1400"})


@pytest.mark.parametrize("period", ["2025C1", "25", "2025-2026", "2025M12"])
def test_a_period_that_is_neither_a_year_nor_a_quarter(
    budgets: TreasuryDerivation, period: str
) -> None:
    document = DOCUMENT.model_copy(update={"period": period})
    with pytest.raises(
        SourceError, match=rf"the period '{period}' is neither a year nor a quarter\.$"
    ):
        list(rows([(document, raw(fact("1093", "1.00", raportointikausi=period)))], budgets))


def test_a_quarter_is_not_taken_for_the_whole_year(project: Project) -> None:
    recipe = read_recipe(project, "accounts")
    assert isinstance(recipe, TreasuryRecipe)
    there = ["2024C12", "2025C03", "2025C06", "2025C09"]
    assert choose_periods(recipe.periods, there, recipe.period_form, "x") == ["2024C12"]
    with pytest.raises(ParameterError, match="x has no period '2025C09'"):
        choose_periods("2025C09", there, recipe.period_form, "x")


# Documents
# ------------------------------------------------------------------------------------------


def test_amounts_are_kept_as_they_are_written() -> None:
    assert read(fact("1093", "349083947.70"), fact("1121", " -5.10 ")) == {
        ("k-t05", "1093"): "349083947.70",
        ("k-t05", "1121"): "-5.10",
    }


@pytest.mark.parametrize("amount", [None, ""])
def test_an_amount_that_is_not_given_is_absent_and_not_zero(amount: object) -> None:
    assert read(fact("1093", amount)) == {("k-t05", "1093"): None}


@pytest.mark.parametrize("amount", [5, 5.5, True, ["5.00"], {}])
def test_an_amount_that_is_not_text(amount: object) -> None:
    with pytest.raises(
        SourceError,
        match=r"^KTAS 2023 of 049 \(lopullinen\) is not a list of facts as the State Treasury "
        r"gives them\.$",
    ):
        read(fact("1093", amount))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"{}x",
        b"5",
        b'{"aineistot": []}',
        b"[5]",
        b"[[]]",
        b'["x"]',
        b"[{}]",
        b"null",
        b"\xff",
        pytest.param(b"[" * 100_000, id="nested"),
    ],
)
def test_what_is_no_list_of_facts(content: bytes) -> None:
    with pytest.raises(
        SourceError,
        match=r"is not a list of facts as the State Treasury gives them|is not whole JSON: ",
    ):
        read_document(content, DOCUMENT, (TAXONOMY,), WANTED)


@pytest.mark.parametrize(
    "field", ["ytunnus", "osakokonaisuus", "taksonomia", "tunnusluku", "arvo", "hyväksymisvaihe"]
)
def test_a_fact_that_lacks_a_field(field: str) -> None:
    line = fact("1093", "1.00")
    del line[field]
    with pytest.raises(SourceError, match="is not a list of facts"):
        read(fact("1121", "1.00"), line)


def test_a_document_cut_off_in_the_middle() -> None:
    with pytest.raises(SourceError, match="is not whole JSON: "):
        read_document(espoo()[:-10], DOCUMENT, (TAXONOMY,), WANTED)


def test_an_empty_document() -> None:
    with pytest.raises(SourceError, match=r"^KTAS 2023 of 049 \(lopullinen\) is empty\.$"):
        read()


def test_the_phases_field_is_read_in_both_spellings() -> None:
    line = fact("1093", "1.00")
    line["hyvaksymisvaihe"] = line.pop("hyväksymisvaihe")
    assert read(line) == {("k-t05", "1093"): "1.00"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ytunnus": "0203026-2"}, "0203026-2 KTAS 2023 lopullinen"),
        ({"raportointikokonaisuus": "KKNR"}, "0101263-6 KKNR 2023 lopullinen"),
        ({"raportointikausi": "2022"}, "0101263-6 KTAS 2022 lopullinen"),
        ({"hyväksymisvaihe": "Alustava"}, "0101263-6 KTAS 2023 alustava"),
    ],
)
def test_facts_of_another_document(changes: dict[str, str], words: str) -> None:
    with pytest.raises(
        SourceError, match=rf"^KTAS 2023 of 049 \(lopullinen\): it holds facts of {words}\.$"
    ):
        read(fact("1121", "1.00"), fact("1093", "1.00", **changes))


def test_a_taxonomy_that_is_not_known() -> None:
    with pytest.raises(
        SourceError,
        match=r"^KTAS 2023 of 049 \(lopullinen\) is in the taxonomy 'jhs-2019-03/2026-08-31', and "
        r"its cell numbers are "
        r"known in jhs-2019-03/2019-08-31 only: the same number may mean something else there\. "
        r"Compare the "
        r"taxonomies, then add it to the recipe in data/sources\. Did you mean "
        r"'jhs-2019-03/2019-08-31'",
    ):
        read(fact("1093", "1.00", taksonomia="jhs-2019-03/2026-08-31"))


@pytest.mark.parametrize("second", ["1.00", "2.00", None])
def test_a_wanted_cell_that_stands_twice(second: str | None) -> None:
    with pytest.raises(
        SourceError, match=r"^KTAS 2023 of 049 \(lopullinen\): cell 1093 of k-t05 stands twice\.$"
    ):
        read(fact("1093", "1.00"), fact("1093", second))


def test_another_cell_may_stand_twice() -> None:
    found = read(
        fact("7", "1.00"),
        fact("7", "2.00"),
        fact("1093", "3.00"),
        fact("1093", "4.00", osakokonaisuus="k"),
    )
    assert found["k-t05", "1093"] == "3.00"


def test_the_cells_that_are_read() -> None:
    figures = (
        DocumentFigure(column="a", subpackage="k-t05", cells={"budget": "1", "plan_1": "2"}),
        DocumentFigure(column="b", subpackage="k-t13", cells={"budget": "1"}),
    )
    assert asked_cells(figures) == {("k-t05", "1"), ("k-t05", "2"), ("k-t13", "1")}


# Catalogue
# ------------------------------------------------------------------------------------------


def line(business_id: str = "0101263-6", **changes: Any) -> dict[str, Any]:
    """Make a line of the catalogue, as the service's clients describe it. Test data."""
    given_line = {
        "ytunnus": business_id,
        "raportointikokonaisuus": "KTAS",
        "raportointikausi": "2023",
        "hyvaksymisvaihe": "Lopullinen",
        "hyvaksymispvm": "2023-01-04 08:19:43.07",
        "julkaisupvm": "2023-01-04 08:19:43.053",
        "tunnusluvut": "https://elsewhere.example/dokumentti",
    }
    return given_line | changes


def catalogue(*lines: object) -> bytes:
    return json.dumps({"aineistot": list(lines)}, ensure_ascii=False).encode("utf-8")


def offers(content: bytes, *business_ids: str) -> list[Offer]:
    return read_catalogue(io.BytesIO(content), business_ids or ("0101263-6",), "KTAS")


def test_only_the_wanted_lines_of_a_catalogue_are_kept() -> None:
    found = offers(
        catalogue(
            line(),
            line("0203026-2"),
            line(raportointikokonaisuus="KKNR"),
            line(hyvaksymisvaihe="Jälkikorjattu", hyvaksymispvm=None, julkaisupvm=""),
            line("9999999-9", hyvaksymisvaihe="Unheard-of"),
        )
    )
    assert found == [
        Offer(
            "0101263-6",
            "KTAS",
            "2023",
            "lopullinen",
            "2023-01-04 08:19:43.07",
            "2023-01-04 08:19:43.053",
        ),
        Offer("0101263-6", "KTAS", "2023", "jalkikorjattu", "", ""),
    ]


class Trickle:
    """A stream that gives a few bytes at a time and counts the largest reading."""

    def __init__(self, content: bytes) -> None:
        self.content, self.place, self.largest = content, 0, 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "the whole stream at once"
        self.largest = max(self.largest, size)
        piece = self.content[self.place : self.place + min(size, 7)]
        self.place += len(piece)
        return piece

    def seek(self, place: int) -> None:
        self.place = place


def test_a_catalogue_is_read_piece_by_piece() -> None:
    stream = Trickle(catalogue(line(), *[line("9999999-9")] * 100, line(raportointikausi="2024")))
    found = read_catalogue(stream, ("0101263-6",), "KTAS")  # type: ignore[arg-type]
    assert [offer.period for offer in found] == ["2023", "2024"]
    assert 0 < stream.largest <= 1024 * 1024


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"Bad Request",
        catalogue(line())[:-1],
        catalogue(line(), line())[:-40],
        catalogue(line()) + b"x",
        catalogue(line()).replace(b"KTAS", b"KT\xffS"),
        b'{"aineistot": [{"ytunnus": "1", "ytunnus": "2"}]}',
        b'{"aineistot": [' + b"[" * 100_000,
        b'{"aineistot": ' * 100_000,
        b'{"aineistot": [{"x": ' + b"9" * 5000 + b"}]}",
        b'{"aineistot": [{"x": ' + b"9" * 500_000,
        b'{"aineistot": [NaN]}',
        b'{"aineistot": ["' + b"x" * 2_000_000,
    ],
    ids=[
        "empty",
        "page",
        "text",
        "cut at the end",
        "cut in a line",
        "more behind",
        "not UTF-8",
        "a name twice",
        "deep lists",
        "deep objects",
        "a long number",
        "a number without end",
        "no number",
        "a text without end",
    ],
)
def test_a_catalogue_that_is_not_whole_json(content: bytes) -> None:
    with pytest.raises(
        SourceError, match=r"^The State Treasury's catalogue is not whole JSON: .*\.$"
    ):
        offers(content)


@pytest.mark.parametrize(
    "field", ["ytunnus", "raportointikokonaisuus", "raportointikausi", "hyvaksymisvaihe"]
)
def test_a_line_that_lacks_a_field(field: str) -> None:
    lacking = line()
    del lacking[field]
    with pytest.raises(
        SourceError,
        match=rf"^The State Treasury's catalogue has a line of another form: '{field}' is "
        r"missing\.$",
    ):
        offers(catalogue(lacking))


@pytest.mark.parametrize("strange", [5, None, "x", []])
def test_a_line_that_is_none(strange: object) -> None:
    with pytest.raises(
        SourceError, match="The State Treasury's catalogue has a line of another form"
    ):
        offers(catalogue(strange))


def test_a_wanted_line_in_an_unknown_phase() -> None:
    with pytest.raises(
        SourceError,
        match=r"^The State Treasury has a phase of approval 'Uusi vaihe', which is not known\.$",
    ):
        offers(catalogue(line(hyvaksymisvaihe="Uusi\nvaihe")))


# Choice
# ------------------------------------------------------------------------------------------


def offer(
    phase: str = "lopullinen", approved: str = "2023-01-04 08:19:43.07", **changes: str
) -> Offer:
    given_offer = {"business_id": "0101263-6", "package": "KTAS", "period": "2023", "published": ""}
    return Offer(phase=phase, approved=approved, **(given_offer | changes))


def test_phases_in_their_order() -> None:
    assert PHASES == ("alustava", "hyvaksytty", "lopullinen", "jalkikorjattu")


@given(st.permutations(PHASES), st.integers(min_value=1, max_value=4))
def test_the_highest_phase_is_taken_whatever_its_day(phases: list[str], count: int) -> None:
    offered = [
        offer(
            phase, f"202{9 - PHASES.index(phase)}-01-01 00:00:00"
        )  # the lower the phase, the later its day
        for phase in phases[:count]
    ]
    (taken,) = choose(offered)
    assert taken.phase == max(phases[:count], key=PHASES.index)


@given(
    st.permutations(["2023-01-04 08:19:43.07", "2023-01-04T08:19:43.1Z", "2023-01-04 08:19:43", ""])
)
def test_within_a_phase_the_latest_approval_wins(stamps: list[str]) -> None:
    (taken,) = choose([offer(approved=stamp) for stamp in stamps])
    assert taken.approved == "2023-01-04T08:19:43.1Z"


def test_of_two_approvals_of_one_moment_the_first_listed_is_taken() -> None:
    first, second = offer(published="1"), offer(published="2")
    assert choose([first, second]) == [first]


def test_one_document_for_each_municipality_and_period() -> None:
    offered = [
        offer(period="2024"),
        offer(),
        offer("alustava"),
        offer(business_id="0203026-2"),
        offer("hyvaksytty", business_id="0203026-2"),
    ]
    assert [(one.business_id, one.period, one.phase) for one in choose(offered)] == [
        ("0101263-6", "2023", "lopullinen"),
        ("0101263-6", "2024", "lopullinen"),
        ("0203026-2", "2023", "lopullinen"),
    ]
    assert choose([]) == []


@pytest.mark.parametrize(("phase", "written"), WRITTEN.items())
def test_a_phase_in_all_its_spellings(phase: str, written: str) -> None:
    assert phase_of(written) == phase_of(written.upper()) == phase_of(f" {phase} ") == phase
    assert phase_of(written.replace("ä", "a\u0308")) == phase


@pytest.mark.parametrize("text", ["", "Final", "lopulliset", "Hyvaksytty x"])
def test_a_phase_that_is_not_known(text: str) -> None:
    with pytest.raises(SourceError, match="has a phase of approval '.*', which is not known"):
        phase_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-01-04 08:19:43", "2023-01-04T08:19:43.000000"),
        ("2023-01-04 08:19:43.1", "2023-01-04T08:19:43.100000"),
        ("2023-01-04 08:19:43.07", "2023-01-04T08:19:43.070000"),
        ("2023-01-04 08:19:43.053", "2023-01-04T08:19:43.053000"),
        ("2023-01-04 08:19:43.0531", "2023-01-04T08:19:43.053100"),
        ("2023-01-04 08:19:43.05312", "2023-01-04T08:19:43.053120"),
        ("2023-01-04 08:19:43.053123", "2023-01-04T08:19:43.053123"),
        ("2023-01-04T08:19:43.0531239Z", "2023-01-04T08:19:43.053123"),
        (" 2023-01-04T08:19:43Z ", "2023-01-04T08:19:43.000000"),
        ("2023-01-04", "2023-01-04T00:00:00.000000"),
        ("", ""),
        ("4.1.2023", ""),
    ],
)
def test_a_time_stamp_in_one_form(text: str, expected: str) -> None:
    assert moment(text) == expected


@given(st.datetimes(), st.datetimes())
def test_time_stamps_sort_as_the_moments_do(one: Any, other: Any) -> None:
    written = [one.isoformat(sep=" "), f"{other.isoformat()}Z"]
    assert (moment(written[0]) < moment(written[1])) == (one < other)


@pytest.mark.parametrize("content", [b"{}", b"[]", b"5", b'{"error": "x"}', b'{"aineistot": "x"}'])
def test_json_that_is_no_catalogue(content: bytes) -> None:
    import io

    from analyysi.sources.answers.treasury_documents import read_catalogue

    with pytest.raises(SourceError):
        read_catalogue(io.BytesIO(content), ("0101263-6",), "KTAS")
