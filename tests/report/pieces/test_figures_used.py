"""The figures of the payers, where they come from, and how municipal divisions were joined."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.own.own_key import with_own_key
from analyysi.comparison.report_context import ReportContext
from analyysi.comparison.uncertain.revisions import Revision
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.report.blocks import Facts, Heading, Paragraph
from analyysi.report.pieces.figures_used import annex_blocks
from analyysi.sources.municipalities.divisions import Merger
from support.estimates import with_estimates
from support.readers import body_rows, number, reader_of, tables_in


def headings(blocks: list[object]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_every_key_has_a_column_that_adds_up(kainuu_2023: Comparison) -> None:
    (table,) = tables_in(annex_blocks(reader_of(kainuu_2023)))
    keys = kainuu_2023.case.problem.keys
    assert len(table.columns) == len(keys) == 4
    (total,) = [row for row in table.rows if row.total]
    rows = body_rows(table)
    for place, figures in enumerate(keys.values()):
        assert sorted(number(row.cells[place]) for row in rows) == sorted(figures.values())
        assert number(total.cells[place]) == sum(figures.values())
    # The largest payer of the chosen split stands first.
    cents = kainuu_2023.chosen.cents
    names = [kainuu_2023.case.agreement.party(code).name.main for code in cents]
    by_share = sorted(zip(cents.values(), names, strict=True), reverse=True)
    assert [row.header for row in rows] == [name for _, name in by_share]


def test_every_snapshot_has_its_producer_licence_and_checksum(kainuu_2023: Comparison) -> None:
    sources = [b for b in annex_blocks(reader_of(kainuu_2023)) if isinstance(b, Facts)]
    manifests = kainuu_2023.case.manifests
    assert len(sources) == len(manifests) - 1  # the budgets of two years are one source
    by_label = [{fact.label: fact.text for fact in source.facts} for source in sources]
    for name, manifest in manifests.items():
        checksum = f"{name}, SHA-256 {manifest.data.sha256[:16]}…"
        (facts,) = [f for f in by_label if checksum in f["Aineisto ja tarkistussumma"]]
        assert facts["Tuottaja"] == manifest.producer
        assert manifest.table in facts["Julkaisija ja taulukko"]
        assert facts["Kuntajako (haettu)"].endswith(("(24.11.2026)", "(29.11.2026)"))
        assert facts["Luvut"]


def test_words_in_finnish_only_are_marked_in_another_language(kainuu_2023: Comparison) -> None:
    def marks(language: str) -> set[str]:
        blocks = annex_blocks(reader_of(kainuu_2023, language))
        facts = [fact for block in blocks if isinstance(block, Facts) for fact in block.facts]
        producer = {"fi": "Tuottaja", "en": "Producer"}[language]
        return {fact.lang for fact in facts if fact.label == producer}

    assert marks("fi") == {""}
    assert marks("en") == {"fi"}


def test_revised_figures_are_shown_with_their_change(kainuu_2023: Comparison) -> None:
    changed = {"578": (Fraction(3183), Fraction(3180)), "105": (Fraction(2139), Fraction(2140))}
    case = kainuu_2023.case
    later = "thl-sotkanet/population-31-12/2026-12-01"
    revision = Revision(
        "population_2021", later, date(2026, 12, 1), changed, next(iter(case.inputs))
    )
    context = ReportContext(revisions=(revision,))
    _, table = tables_in(annex_blocks(reader_of(kainuu_2023, context=context)))
    assert table.id == "revised-population_2021"
    assert later in table.note
    assert [(row.header, row.cells) for row in table.rows] == [
        ("Hyrynsalmi", ["2\xa0139", "2\xa0140", "1"]),
        ("Paltamo", ["3\xa0183", "3\xa0180", "−3"]),
    ]


def test_a_merger_of_a_payer_is_told_and_else_that_there_was_none(kainuu_2023: Comparison) -> None:
    join = kainuu_2023.case.join
    assert join is not None
    blocks = annex_blocks(reader_of(kainuu_2023))
    assert isinstance(blocks[-1], Paragraph)
    assert "kuntajakoja 1.1.2018, 1.1.2020 ja 1.1.2022" in blocks[-1].text
    assert "mitään lukua ei ole muutettu" in blocks[-1].text
    merger = Merger(
        in_force=date(2021, 1, 1),
        absorbed="940",
        absorbed_name="Vuolijoki",
        into="578",
        into_name="Paltamo",
        source="made up",
    )
    case = replace(kainuu_2023.case, join=replace(join, mergers=(*join.mergers, merger)))
    blocks = annex_blocks(reader_of(replace(kainuu_2023, case=case)))
    assert isinstance(blocks[-1], Paragraph)
    assert "mitään lukua ei ole muutettu" not in blocks[-1].text
    assert "Vuolijoki" in blocks[-1].text
    assert "Honkajoki" not in blocks[-1].text  # merged into nobody who pays


def test_payers_of_one_division_have_no_mergers_to_tell(project: Project) -> None:
    dublin = compare_methods(load_year(project, "dublin-fire", 2013))
    blocks = annex_blocks(reader_of(dublin))
    assert headings(blocks) == ["Käytetyt luvut", "Lähteet"]
    assert "Kuntajako" not in str(blocks)


def test_own_figures_are_marked_and_have_their_source(kainuu_2023: Comparison) -> None:
    case = with_own_key(
        kainuu_2023.case,
        "workstations",
        dict.fromkeys(kainuu_2023.case.problem.payers, Fraction(1, 2)),
        label="työasemien määrä",
        unit="laitetta",
        date="2022-09-30",
        source="Kuntien ilmoitukset",
    )
    blocks = annex_blocks(reader_of(compare_methods(case)))
    table = tables_in(blocks)[0]
    assert table.columns[-1].label == "Työasemien määrä (analyysin tekijän oma luku)"
    assert table.columns[-1].unit == "laitetta"
    own = [
        b for b in blocks if isinstance(b, Facts) and b.heading == "Analyysin tekijän omat luvut"
    ]
    texts = [[fact.text for fact in facts.facts] for facts in own]
    assert texts == [["työasemien määrä", "Kuntien ilmoitukset", "30.9.2022"]]


def test_each_estimate_has_its_source_and_the_euros_on_them_are_said(
    kainuu_2027: Comparison,
) -> None:
    sources = {"765": "Arvio henkilöstökertomuksesta", "777": "Puhelinvastaus, arvio", "205": "x"}
    reader = reader_of(with_estimates(kainuu_2027, sources), language="sv")
    survey = next(
        block
        for block in annex_blocks(reader)
        if isinstance(block, Facts) and block.heading == reader.say("Survey of the payers")
    )
    facts = {fact.label: fact for fact in survey.facts}
    assert facts["Uppskattning, Sotkamo"].text == sources["765"]
    # Whoever filled in the survey wrote Finnish: a screen reader changes its voice.
    assert facts["Uppskattning, Suomussalmi"].lang == "fi"
    assert not any("Kaja" in label for label in facts)
    shared = facts["Andelar som räknats på uppskattningar"].text.replace("\u00a0", " ")
    assert shared == "41 722 euro, 52,2 % av totalkostnaden"


def test_a_survey_without_estimates_says_so(kainuu_2027: Comparison) -> None:
    reader = reader_of(with_estimates(kainuu_2027, {}))
    html = "".join(block.html() for block in annex_blocks(reader))
    assert "Yhtäkään lukua ei ole merkitty arvioksi." in html


def test_a_table_from_elsewhere_is_no_survey(kainuu_2027: Comparison) -> None:
    origin = LocalText.of({"fi": "Konsultin laiteluettelo"})
    asked, brought = (
        [b for b in annex_blocks(reader_of(comparison)) if isinstance(b, Facts)]
        for comparison in (with_estimates(kainuu_2027, {}), with_estimates(kainuu_2027, {}, origin))
    )
    assert "Kysely maksajille" in [facts.heading for facts in asked]
    titles = [facts.heading for facts in brought]
    assert "Taulukko: Konsultin laiteluettelo" in titles
    assert "Kysely maksajille" not in titles
