"""The line of the budget: this year, two plan years, and what the agreement leaves open."""

from dataclasses import replace

from analyysi.comparison.compare import Comparison
from analyysi.report.agenda.appropriation import appropriation
from analyysi.report.agenda.seat_share import seat_share
from support.readers import reader_of


def line_of(comparison: Comparison, focus: str, language: str = "fi", payer: str = ""):  # type: ignore[no-untyped-def]
    reader = reader_of(comparison, language, focus)
    share = seat_share(reader)
    return appropriation(reader, replace(share, payer=payer or share.payer))


def plain(cells: tuple[str, ...]) -> list[str]:
    return [cell.replace("\xa0", " ") for cell in cells]


def test_a_decided_share_is_this_years_sum(kainuu_2023: Comparison) -> None:
    line = line_of(kainuu_2023, "578")
    assert plain(line.headings) == [
        "Selite",
        "Kustannuspaikka, tili",
        "TA 2023",
        "TS 2024",
        "TS 2025",
    ]
    assert plain(line.cells)[1:] == ["[täydennä]", "7 079", "7 289", "7 252"]
    assert line.notes[0] == "Vuoden 2023 summa on hyväksytty osuus."
    assert "Oletus on analyysin tekijän." in line.notes[1]
    assert "kuntalaki 110 §" in line.notes[2]
    assert line.notes[-1] == "Arvonlisäverokohtelu ja maksuerät: [täydennä sopimuksesta]."


def test_a_decided_share_with_cents_keeps_them(kainuu_2023: Comparison) -> None:
    terms = kainuu_2023.case.terms
    published = terms.published[0].model_copy(update={"value": 707950, "decided_by": None})
    changed = terms.model_copy(update={"published": (published,)})
    line = line_of(replace(kainuu_2023, case=replace(kainuu_2023.case, terms=changed)), "578")
    assert plain(line.cells)[2] == "7 079,50"
    assert line.notes[0] == "Vuoden 2023 summa on julkaistu osuus."


def test_a_computed_share_stands_in_brackets_until_the_sharing_is_agreed_on(
    kainuu_2023: Comparison,
) -> None:
    line = line_of(kainuu_2023, "620")
    assert plain(line.cells)[2:] == ["[5 629]", "5 577", "5 523"]
    method = kainuu_2023.case.terms.method.model_copy(update={"chosen_by": "decision"})
    terms = kainuu_2023.case.terms.model_copy(update={"method": method})
    agreed = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    assert plain(line_of(agreed, "620").cells)[2] == "5 629"


def test_without_an_outlook_the_plan_years_are_open(kainuu_2023: Comparison) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"outlook": None})
    line = line_of(replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms)), "578", "sv")
    assert plain(line.cells)[2:] == ["7 079", "[fyll i]", "[fyll i]"]
    assert len(line.notes) == 3


def test_the_organiser_pays_nobody(kainuu_2023: Comparison) -> None:
    subject = kainuu_2023.case.agreement.subject.fi
    assert line_of(kainuu_2023, "578").cells[0] == f"{subject}, saaja: Kainuun liitto"
    terms = kainuu_2023.case.terms.model_copy(update={"outlook": None})
    bare = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    of_organiser = line_of(bare, "578", payer="kainuun-liitto")
    assert of_organiser.cells[0] == subject
    assert not any("valtuusto" in note for note in of_organiser.notes)


def test_the_page_shows_it_as_a_table_of_one_row(kainuu_2023: Comparison) -> None:
    table = line_of(kainuu_2023, "578").table()
    assert [column.unit for column in table.columns] == ["", "€", "€", "€"]
    assert [column.marked for column in table.columns] == [False, True, False, False]
    (row,) = table.rows
    assert plain(tuple(row.cells)) == ["[täydennä]", "7 079", "7 289", "7 252"]
