"""Reports say of each agreement only what is true of it: its kind of payers, its keys' days, its
shapes, its sums.
"""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest

from analyysi.allocation.methods import METHODS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import Variant, load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.verdicts import assess_split
from analyysi.languages.language_table import LANGUAGES
from analyysi.money import euros
from analyysi.project import Project
from analyysi.report.blocks import Block, Paragraph
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.book import workbook
from analyysi.report.pictures import share_charts
from analyysi.report.pieces import figures_used, formulas, how_to_read, verdicts
from analyysi.report.pieces.shared_sentences import rounding_rule
from analyysi.report.reader import Reader
from analyysi.report.sections import next_year, resolution
from analyysi.report.sections.section import Shown

OF_MUNICIPALITIES = re.compile(
    "kuntanumero|kommunnummer|municipality number|Kuntajako|Kommunindelning|Municipal division|"
    "kunnasta riippumatta|oberoende av kommun|whatever the municipality"
)
"""Words that fit Finnish municipalities only, in the three languages."""


@pytest.fixture(scope="module")
def dublin(project: Project) -> Comparison:
    return compare_methods(load_year(project, "dublin-fire", 2013))


def first_paragraph(blocks: list[Block]) -> str:
    (first, *_) = [block for block in blocks if isinstance(block, Paragraph)]
    return first.text


def with_day(comparison: Comparison, day: date, asked: date | None = None) -> Comparison:
    """Return a comparison whose chosen key is of another day."""
    case = comparison.case
    (name,) = comparison.chosen.variant.key_names
    key = case.terms.keys[name].model_copy(update={"reference_date": day, "asked": asked})
    terms = case.terms.model_copy(update={"keys": {**case.terms.keys, name: key}})
    return replace(comparison, case=replace(case, terms=terms))


@pytest.mark.parametrize(
    ("language", "asked_for"),
    [
        ("fi", "uudemmat luvut kuin 10.4.2011, jos niitä on"),
        ("sv", "nyare tal än de per 10.4.2011, om sådana finns"),
        ("en", "figures newer than those of 10 April 2011, if there are any"),
    ],
)
def test_census_is_not_asked_for_a_year_later(
    dublin: Comparison, language: str, asked_for: str
) -> None:
    heading, blocks = next_year.section(Reader(dublin, Wording(language, dublin.case)))
    text = first_paragraph(blocks)
    assert asked_for in text.replace("\u00a0", " ")
    assert "2012" not in text
    newest = {"fi": "uusimmista luvuista", "sv": "de senaste uppgifterna", "en": "newest figures"}
    assert newest[language] in heading


@pytest.mark.parametrize(
    ("day", "asked", "expected"),
    [
        (date(2021, 12, 31), None, "päivältä 31.12.2022"),
        (date(2020, 12, 31), None, "päivältä 31.12.2021"),
        (date(2019, 12, 31), None, "kuin 31.12.2019, jos"),
        (date(2021, 9, 30), None, "kuin 30.9.2021, jos"),
        (date(2020, 12, 31), date(2022, 6, 30), "päivältä 30.6.2023"),
    ],
)
def test_day_is_named_for_yearly_figures_only(
    kainuu_2023: Comparison, day: date, asked: date | None, expected: str
) -> None:
    comparison = with_day(kainuu_2023, day, asked)
    _, blocks = next_year.section(Reader(comparison, Wording("fi", comparison.case)))
    assert expected in first_paragraph(blocks)


@pytest.mark.slow
def test_first_picture_names_the_shapes_that_it_draws(
    dublin: Comparison, kainuu_2023: Comparison
) -> None:
    def caption(comparison: Comparison, *kinds: str) -> str:
        body = tuple(
            split for split in comparison.leading if not kinds or split.variant.method.name in kinds
        )
        shown = replace(comparison, splits=body)
        assert shown.leading == body
        return share_charts.payers_by_method(Reader(shown, Wording("fi", comparison.case))).caption

    assert caption(dublin).endswith(
        "osuus. Neliö: tasajako. Ympyrä: yksi jakoperuste. Kolmio: kiinteät osuudet."
    )
    assert caption(kainuu_2023).endswith(
        "osuus. Neliö: tasajako. Ympyrä: yksi jakoperuste. Vinoneliö: yhdistelmä."
    )
    assert caption(dublin, "proportional", "fixed").endswith(
        "osuus. Ympyrä: yksi jakoperuste. Kolmio: kiinteät osuudet."
    )
    case = kainuu_2023.case
    amounts = {code: euros(cents) for code, cents in kainuu_2023.chosen.cents.items()}
    sums = METHODS["as_published"]
    chosen = Variant(sums, sums.parameters.model_validate({"amounts": amounts}))
    of_sums = compare_methods(replace(case, chosen=chosen))
    assert caption(of_sums).endswith(
        "Vinoneliö: yhdistelmä. Kärjellään seisova kolmio: muu jakotapa."
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_of_municipalities_where_payers_are_others(
    dublin: Comparison, language: str
) -> None:
    words = Wording(language, dublin.case)
    assert not words.municipal
    ties = [
        rounding_rule(replace(dublin.case, rounding=rule), words)[-1]
        for rule in ROUNDING_RULES.values()
    ]
    assert not OF_MUNICIPALITIES.search(" ".join(ties))
    lines = [words.of(assess_split(dublin, split).for_it) for split in dublin.splits]
    assert not OF_MUNICIPALITIES.search(" ".join(lines))
    ten = how_to_read.how_to_read(Reader(dublin, words, dublin.payers[0]))
    assert not re.search("kuntasi|egen kommun", str(ten))
    party = dublin.case.agreement.party(dublin.payers[0])
    without = dublin.case.agreement.model_copy(
        update={"parties": (party.model_copy(update={"board": None}),)}
    )
    of_one = replace(dublin, case=replace(dublin.case, agreement=without))
    draft = resolution.section(Reader(of_one, Wording(language, of_one.case), party.code))
    assert isinstance(draft, Shown)
    assert not re.search("Kunnanhallitus|Kommunstyrelsen|The board", str(draft.blocks))


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_of_others_have_no_words_of_municipalities(
    dublin: Comparison, language: str
) -> None:
    words = Wording(language, dublin.case)
    table = verdicts.for_and_against(Reader(dublin, words))
    assert not re.search("kunnan|kommun|municipal", str(table))
    assert not OF_MUNICIPALITIES.search(str(figures_used.annex_blocks(Reader(dublin, words))))


def test_municipalities_keep_their_words(kainuu_2023: Comparison) -> None:
    words = Wording("fi", kainuu_2023.case)
    assert "tunnus (kuntanumero) on pienempi" in rounding_rule(kainuu_2023.case, words)[-1]
    chosen = assess_split(kainuu_2023, kainuu_2023.chosen)
    assert (
        words.of(chosen.for_it)
        == "Jokaista asukasta kohti maksetaan saman verran kunnasta riippumatta."
    )
    assert "Oma kuntasi" in str(how_to_read.how_to_read(Reader(kainuu_2023, words, "578")))
    assert "Kuntajako" in str(figures_used.annex_blocks(Reader(kainuu_2023, words)))


@pytest.mark.parametrize(
    ("cents", "unit", "expected"),
    [
        (400_00, 100, "400,00 € × 1 / 4 = 100,00 €"),
        (401_00, 100, "401,00 € × 1 / 4 = 100,25. Maksuosuus on 101,00 €"),
        (401_00, 1, "401,00 € × 1 / 4 = 100,25 €"),
        (400_01, 1, "400,01 € × 1 / 4 = 100,0025. Maksuosuus on 100,01 €"),
    ],
)
def test_example_is_equal_only_where_rounding_changed_nothing(
    dublin: Comparison, cents: int, unit: int, expected: str
) -> None:
    case = dublin.case
    rounding = case.terms.rounding.model_copy(update={"unit": unit})
    total = case.terms.total.model_copy(update={"value": cents})
    even = {
        name: dict.fromkeys(figures, Fraction(1)) for name, figures in case.problem.keys.items()
    }
    comparison = compare_methods(
        replace(
            case,
            terms=case.terms.model_copy(update={"rounding": rounding, "total": total}),
            problem=replace(case.problem, total=cents, keys=even),
            alternatives=(),
        )
    )
    example = formulas.worked_out(Reader(comparison, Wording("fi", comparison.case)))
    assert example is not None
    assert expected in example.replace("\xa0", " ")


@pytest.mark.slow
def test_workbook_has_words_for_a_licence_and_for_ties(dublin: Comparison) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(Reader(dublin, Wording("fi", dublin.case)))))
    text = "\n".join(
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    )
    assert "julkisia viranomaistietoja. " in text
    assert "public-official-figures" not in text
    assert not re.search(r"\.\.(\s|$)", text)
    assert not OF_MUNICIPALITIES.search(text)
