"""The draft agreement and the job description: what stands in them, that they stay editable, and
clear refusals.
"""

import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from jinja2 import Environment, meta, nodes

from analyysi.agreement.agreement import Party
from analyysi.allocation.methods import METHODS, Mix, NoParameters
from analyysi.allocation.steps.own_costs import OwnDeductible
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.allocation.whole_units.whole_euros import parts_of_total
from analyysi.comparison.case import Variant
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.results import fingerprint
from analyysi.errors import ReportError
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.report.agenda.item import agenda_item
from analyysi.report.language.wording import Wording
from analyysi.report.papers.paper_table import PaperTemplate
from analyysi.report.papers.word import agenda_paper, agreement_paper, job_description
from analyysi.report.reader import Reader
from analyysi.sources.manifest import newest_retrieval
from support.needed import need
from support.office_tools import convert, office_missing
from support.places import ROOT
from support.prepared import DAY, OFFICE, prepared_by_office

pytestmark = pytest.mark.slow

AGREEMENT, JOB_DESCRIPTION = "sopimus", "tehtavankuvaus"
AGENDA_ITEM = "esityslista"
MAKE: dict[str, Callable[[Reader, Path], bytes]] = {
    AGREEMENT: agreement_paper,
    JOB_DESCRIPTION: job_description,
}
HEADINGS = {
    "fi": "Osapuolet; Tausta ja tarkoitus; Tehtävä ja työnantaja; Kokonaiskustannus ja "
    "maksuosuudet; "
    "Jakotavan laskukaava; Vuosittainen tarkistaminen; Laskutus ja maksuajat; Eroaminen ja mukaan "
    "tuleminen; "
    "Tarkistaminen ja seuranta; Sopimuksen muuttaminen; Erimielisyydet; Voimassaolo ja liitteet; "
    "Allekirjoitukset",
    "sv": "Parter; Bakgrund och syfte; Uppgift och arbetsgivare; Totalkostnad och "
    "betalningsandelar; "
    "Formel för fördelningen; Årlig justering; Fakturering och betalningstider; Utträde och nya "
    "deltagare; "
    "Översyn och uppföljning; Ändring av avtalet; Meningsskiljaktigheter; Giltighet och bilagor; "
    "Underskrifter",
    "en": "Parties; Background and purpose; Post and employer; Total cost and shares; Formula of "
    "the sharing; "
    "Yearly update; Invoicing and payment dates; Withdrawal and joining; Review and follow-up; "
    "Amendments; Disputes; "
    "Validity and annexes; Signatures",
}
MARKS = {"fi": "LUONNOS", "sv": "UTKAST", "en": "DRAFT"}
OFFICES = {
    "fi": ("kunnanjohtaja [tai kaupunginjohtaja]", "[allekirjoittajan virka tai tehtävä]"),
    "sv": ("kommundirektör [eller stadsdirektör]", "[undertecknarens tjänst eller uppgift]"),
    "en": ("municipal manager [or city manager]", "[office or function of the signatory]"),
}


def packed(
    comparison: Comparison, language: str, name: str = AGREEMENT, template: Path | None = None
) -> bytes:
    reader = Reader(comparison, Wording(language, comparison.case))
    return MAKE[name](reader, template or paper_template(Project(ROOT), name, language))


def paper_template(project: Project, name: str, language: str) -> Path:
    return PaperTemplate(name, ".docx").path(project, language)


def paper(
    comparison: Comparison, language: str, name: str = AGREEMENT, template: Path | None = None
) -> Word:
    return Document(BytesIO(packed(comparison, language, name, template)))


def texts(word: Word, style: str | None = None) -> list[str]:
    """Return the body's paragraphs, or those of a style by its id, with plain spaces."""
    return [
        one.text.replace("\xa0", " ")
        for one in word.paragraphs
        if style is None or one.style.style_id == style
    ]


def whole(word: Word) -> str:
    return "\n".join(texts(word))


def table(word: Word) -> list[list[str]]:
    (found,) = word.tables
    return [[cell.text for cell in row.cells] for row in found.rows]


def with_terms(comparison: Comparison, **changed: Any) -> Comparison:
    return replace(
        comparison,
        case=replace(comparison.case, terms=comparison.case.terms.model_copy(update=changed)),
    )


def with_agreement(comparison: Comparison, **changed: Any) -> Comparison:
    agreement = comparison.case.agreement.model_copy(update=changed)
    return replace(comparison, case=replace(comparison.case, agreement=agreement))


def edited(
    tmp_path: Path, old: str, new: str, name: str = AGREEMENT, part: str = "word/document.xml"
) -> Path:
    """Copy the Finnish template with one text of a part replaced, as a slip in Word would do."""
    source, path = ROOT / "templates" / f"{name}.fi.docx", tmp_path / f"{name}.fi.docx"
    with zipfile.ZipFile(source) as old_file, zipfile.ZipFile(path, "w") as new_file:
        for inner in old_file.namelist():
            content = old_file.read(inner).decode()
            if inner == part:
                assert old in content
                content = content.replace(old, new, 1)
            new_file.writestr(inner, content)
    return path


@pytest.fixture(params=[2023, 2027])
def kainuu(
    request: pytest.FixtureRequest, kainuu_2023: Comparison, kainuu_2027: Comparison
) -> Comparison:
    return kainuu_2023 if request.param == 2023 else kainuu_2027


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_agreement_says_what_it_is(kainuu: Comparison, language: str) -> None:
    word = paper(kainuu, language)
    (title,), (subtitle,) = texts(word, "Title"), texts(word, "Subtitle")
    subject = kainuu.case.agreement.subject.in_language(language)
    assert subtitle == f"{subject} {kainuu.case.terms.year}"
    assert word.core_properties.title == f"{title}: {subtitle}"
    assert word.core_properties.language == language
    lang = next(word.styles.element.iter(qn("w:lang")))
    assert lang.get(qn("w:val")) == {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[language]
    note = texts(word, "DraftNote")[0]
    assert "[ ]" in note
    assert fingerprint(kainuu) in note


def test_sections_are_numbered_headings_in_order(kainuu: Comparison, language: str) -> None:
    word = paper(kainuu, language)
    assert texts(word, "Heading1") == HEADINGS[language].split("; ")
    for style in ("Heading1", "Clause"):
        numbered = next(one for one in word.styles if one.style_id == style)
        assert numbered.element.find(f".//{qn('w:numPr')}") is not None


def test_every_share_stands_to_the_cent_and_sums_to_the_total(
    kainuu: Comparison, language: str
) -> None:
    words, rows = Wording(language, kainuu.case), table(paper(kainuu, language))
    key = kainuu.chosen.variant.parameters.key  # type: ignore[attr-defined]
    figures = kainuu.case.problem.keys[key]
    parts = parts_of_total(kainuu.chosen.cents, 2)
    assert rows[0][0] == words.payer_header()
    assert (
        rows[0][1].casefold() == kainuu.case.terms.keys[key].label.in_language(language).casefold()
    )
    expected = [
        [
            words.payer(code),
            words.numbers.plain(figures[code]),
            words.numbers.plain(Fraction(kainuu.chosen.cents[code], 100), 2),
            words.numbers.plain(parts[code] * 100, 2),
        ]
        for code in kainuu.case.terms.participants
    ]
    assert rows[1:-1] == expected
    assert rows[-1][1:] == [
        words.numbers.plain(sum(figures.values(), Fraction(0))),
        words.numbers.plain(80_000, 2),
        words.numbers.plain(100, 2),
    ]
    assert sum(int(re.sub(r"\D", "", row[2])) for row in rows[1:-1]) == 8_000_000
    assert sum(int(re.sub(r"\D", "", row[3])) for row in rows[1:-1]) == 100_00


def test_paltamos_share_as_a_reader_sees_it(kainuu_2023: Comparison) -> None:
    shares = {language: table(paper(kainuu_2023, language))[3] for language in LANGUAGES}
    assert shares["fi"] == shares["sv"] == ["Paltamo", "3\xa0183", "7\xa0325,24", "9,16"]
    assert shares["en"] == ["Paltamo", "3,183", "7,325.24", "9.16"]


def test_every_party_signs_by_its_office(kainuu: Comparison, language: str) -> None:
    word, words = paper(kainuu, language), Wording(language, kainuu.case)
    codes = [*kainuu.case.terms.participants, kainuu.case.agreement.organiser]
    assert texts(word, "SignatureParty") == [words.payer(code) for code in codes]
    named = [kainuu.case.agreement.party(code).signatory for code in codes]
    offices = [line.partition("\t")[2] for line in texts(word, "SignatureLine")]
    assert offices == [office.in_language(language) for office in named if office is not None]
    assert (
        offices[codes.index("290")]
        == {"fi": "kaupunginjohtaja", "sv": "stadsdirektör", "en": "town manager"}[language]
    )
    listed = texts(word, "ListBullet")[: len(codes) - 1]
    assert [line.partition(" [")[0] for line in listed] == [
        words.payer(code) for code in codes[:-1]
    ]


def test_office_that_is_not_known_is_left_to_the_lawyer(
    kainuu_2023: Comparison, language: str
) -> None:
    agreement = kainuu_2023.case.agreement
    parties = tuple(party.model_copy(update={"signatory": None}) for party in agreement.parties)
    word = paper(with_agreement(kainuu_2023, parties=parties), language)
    municipal, other = OFFICES[language]
    offices = [line.partition("\t")[2] for line in texts(word, "SignatureLine")]
    assert offices == [municipal] * (len(offices) - 1) + [other]


def test_an_employer_or_payer_of_its_own_is_a_party(kainuu_2023: Comparison) -> None:
    agreement = kainuu_2023.case.agreement
    company = Party(code="yhtio", kind="organisation", name=LocalText(fi="Yhtiö"))
    work = agreement.work.model_copy(update={"employer": "yhtio"})  # type: ignore[union-attr]
    apart = with_agreement(kainuu_2023, parties=(*agreement.parties, company), work=work)
    word = paper(apart, "fi")
    assert "Työnantaja on Yhtiö [Y-tunnus]." in texts(word)
    assert texts(word, "SignatureLine")[-1].endswith("[allekirjoittajan virka tai tehtävä]")
    first = (STEPS["off_the_top"], OffTheTop(payer="kainuun-liitto", share=Fraction(1, 4)))
    paying = compare_methods(replace(kainuu_2023.case, steps=(first,)))
    word = paper(paying, "fi")
    assert "Yhteistyötä koordinoi Kainuun liitto, jäljempänä koordinaattori." in texts(word)
    assert "Koordinaattori ei maksa" not in whole(word)
    assert "Koordinaattorille ei ole laskettu" not in whole(word)
    assert len(texts(word, "SignatureParty")) == 8
    assert [row[0] for row in table(word)[1:-1]].count("Kainuun liitto") == 1
    condition = "Kainuun liitto maksaa ensin 25 % kokonaiskustannuksesta, ja muut jakavat loput."
    conditions = "[Jakotapaa sovelletaan, jollei seuraavista ehdoista johdu muuta:]"
    assert f"{conditions}\n[{condition}]" in whole(word)
    assert len(table(word)[0]) == 3, (
        "a step makes the figures of the key alone no ground for the shares"
    )


def test_the_mark_of_a_draft_goes_when_the_matter_is_decided(
    kainuu: Comparison, language: str
) -> None:
    def header(comparison: Comparison) -> str:
        return paper(comparison, language).sections[0].header.paragraphs[0].text

    assert header(kainuu).endswith(f"\t{MARKS[language]}")
    decided = header(with_terms(kainuu, status="decided"))
    assert MARKS[language] not in decided
    assert decided.startswith(kainuu.case.agreement.subject.in_language(language))


def test_nothing_of_the_templates_is_left_unfilled(kainuu: Comparison, language: str) -> None:
    for name in MAKE:
        with zipfile.ZipFile(BytesIO(packed(kainuu, language, name))) as parts:
            for part in parts.namelist():
                assert not re.search(r"\{\{|\}\}|\{%|%\}", parts.read(part).decode()), part


def test_the_first_page_says_what_is_not_agreed(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    computed, draft = (
        texts(paper(one, "fi"), "DraftNoteBullet") for one in (kainuu_2023, kainuu_2027)
    )
    method = kainuu_2023.case.terms.method
    assert computed == [
        "Laskelma on analyysin tekijän. Siitä ei ole päätetty.",
        "Kokonaiskustannuksen peruste: " + kainuu_2023.case.terms.total.source.in_language("fi"),
        "Osapuolet eivät ole sopineet tämän luonnoksen jakotavasta. "
        f"{method.source.in_language('fi')} Perustelu: {method.reason.in_language('fi')}",
        "Koordinaattorille ei ole laskettu maksuosuutta. Osapuolet sopivat, osallistuuko se "
        "kustannuksiin.",
        "Paltamo: hyväksytty osuus on 7 079,00 euroa, tässä laskelmassa 7 325,24 euroa. "
        "Päättäjä: Paltamon kunnanhallitus.",
    ]
    assert draft[0] == "Tämä on luonnos. Siitä ei ole päätetty."
    assert draft[1].startswith("Kokonaiskustannuksesta ei ole päätetty. ")
    assert draft[-1] == "Osallistuvat kunnat ovat samat kuin vuonna 2023. Tämä on oletus."
    assert texts(paper(agreed_upon(kainuu_2027), "fi"), "DraftNoteBullet") == []


def agreed_upon(comparison: Comparison) -> Comparison:
    """Return the year as the parties would have decided it."""
    terms = comparison.case.terms
    return with_terms(
        comparison,
        status="decided",
        assumptions=(),
        total=terms.total.model_copy(update={"assumed": False}),
        method=terms.method.model_copy(update={"chosen_by": "decision"}),
    )


REMARKS = {
    "fi": r"Lähde|Perust|haettu|[Ll]askelma|analyy|eivät ole sopineet|ei ole laskettu",
    "sv": r"Källa|Motivering|Grund|hämta|[Bb]eräkning|analys|inte kommit överens",
    "en": r"Source|Reason|Basis|[Rr]etrieved|analy|have not agreed|calculation",
}
"""What a report says of its figures, and a contract does not."""


def test_clauses_have_no_remarks_on_the_draft(kainuu: Comparison, language: str) -> None:
    word = paper(kainuu, language)
    of_contract = [*texts(word, "Clause"), *texts(word, "ListBullet")]
    assert [text for text in of_contract if re.search(REMARKS[language], text)] == []


def test_what_nobody_has_agreed_on_stands_in_brackets(kainuu_2027: Comparison) -> None:
    def outside(comparison: Comparison) -> str:
        return re.sub(r"\[[^\]]*\]", "[]", "\n".join(texts(paper(comparison, "fi"), "Clause")))

    pays = "Osallistujat maksavat kokonaiskustannuksen seuraavan taulukon mukaan."
    rule = "Summa jaetaan asukasluvun 31.12.2025 mukaan."
    total = "Kokonaiskustannus vuonna 2027 on 80 000,00 euroa."
    draft, decided = outside(kainuu_2027), outside(agreed_upon(kainuu_2027))
    assert [text for text in (pays, rule, total) if text in draft] == []
    assert [text for text in (pays, rule, total) if text not in decided] == []
    assert "Kokonaiskustannus vuonna 2027 on []." in draft


RESERVATIONS = {
    "fi": (
        "kohdassa 1.1 mainittujen osallistujien kesken. Koordinaattori ei maksa niistä osuutta.]",
        "[Koordinaattori ei maksa osuutta kokonaiskustannuksesta.]",
        "[Sopimus sitoo osallistujaa, kun sen valtuusto",
        "hankintalain (1397/2016) 16 §:ssä",
        "[Maksuosuuksiin lisätään arvonlisävero, jos niistä on suoritettava veroa",
    ),
    "sv": (
        "de deltagare som nämns i punkt 1.1. Samordnaren betalar ingen andel av dem.]",
        "[Samordnaren betalar ingen andel av totalkostnaden.]",
        "[Avtalet binder en deltagare när dess fullmäktige",
        "16 § i upphandlingslagen (1397/2016)",
        "[Mervärdesskatt läggs till betalningsandelarna, om skatt ska betalas på dem",
    ),
    "en": (
        "the participants named in clause 1.1. The coordinator pays no share of them.]",
        "[The coordinator pays no share of the total cost.]",
        "[The agreement binds a participant when its council",
        "section 16 of the Act on Public Procurement and Concession Contracts (1397/2016)",
        "[Value added tax is added to the shares if it is payable on them",
    ),
}
"""Who pays, by the purpose and by the clause of the organiser; appropriation, procurement, tax."""


def test_who_pays_and_what_the_agreement_waits_for_are_proposed(
    kainuu: Comparison, language: str
) -> None:
    clauses = "\n".join(texts(paper(kainuu, language), "Clause"))
    assert [text for text in RESERVATIONS[language] if clauses.count(text) != 1] == []
    assert "1.1" in clauses


def seat_paper(comparison: Comparison, seat: str | None, language: str = "fi") -> Word:
    reader = Reader(comparison, Wording(language, comparison.case), seat)
    template = paper_template(Project(ROOT), AGREEMENT, language)
    return Document(BytesIO(agreement_paper(reader, template)))


def test_a_seat_has_its_copy_with_its_board_share_and_appropriation(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    decided, computed = (seat_paper(one, "578") for one in (kainuu_2023, kainuu_2027))
    assert texts(decided, "DraftNote")[0] == (
        "Osallistujan kappale: Paltamo. Sopimuksen teksti on kaikille osapuolille sama."
    )
    assert texts(decided, "DraftNoteBullet")[:4] == [
        "Paltamon kunnanhallitus käsittelee tämän luonnoksen.",
        "Maksuosuus vuonna 2023: hyväksytty osuus on 7 079,00 euroa, taulukon mukaan 7 325,24 "
        "euroa.",
        "Määräraha vuoden 2023 talousarvioon: 7 079 euroa. Kustannuspaikka ja tili: "
        "[täydennetään]. Määrärahasta päättää valtuusto (kuntalaki 410/2015, 110 §).",
        "Allekirjoittaja: kunnanjohtaja.",
    ]
    assert texts(computed, "DraftNoteBullet")[1:3] == [
        "Maksuosuus vuonna 2027: [7 168,15 euroa] taulukon mukaan. Jakotavasta ei ole sovittu.",
        "Määräraha vuoden 2027 talousarvioon: [7 168 euroa]. Kustannuspaikka ja tili: "
        "[täydennetään]. Määrärahasta päättää valtuusto (kuntalaki 410/2015, 110 §).",
    ]
    agreed = texts(seat_paper(agreed_upon(kainuu_2027), "578"), "DraftNoteBullet")
    assert agreed[0] == "Maksuosuus vuonna 2027: 7 168,15 euroa."


def test_the_contract_itself_is_the_same_for_every_seat(kainuu: Comparison, language: str) -> None:
    of_all, *of_seats = [
        seat_paper(kainuu, seat, language) for seat in (None, *kainuu.case.terms.participants)
    ]
    boxes = {"\n".join(texts(word, "DraftNoteBullet")) for word in (of_all, *of_seats)}
    assert len(boxes) == 1 + len(of_seats)
    for word in of_seats:
        assert table(word) == table(of_all)
        for style in ("Clause", "ListBullet", "TableNote", "SignatureParty", "SignatureLine"):
            assert texts(word, style) == texts(of_all, style)


def test_the_agreement_tells_its_figures_and_who_stays_outside(kainuu_2027: Comparison) -> None:
    clauses = texts(paper(kainuu_2027, "fi"))
    assert (
        "Kajaani ei ole sopimuksen osapuoli. Kajaani ilmoitti vuonna 2022 jäävänsä ulkopuolelle."
        in clauses
    )
    (title,) = [text for text in clauses if text.startswith("[Asukasluku 31.12.2025 (")]
    assert "Viitepäivä" not in title, "the name of the key has the day"
    formula = "[maksuosuus = kokonaiskustannus × osallistujan luku / osallistujien lukujen summa]"
    assert texts(paper(kainuu_2027, "fi"), "Formula") == [formula]
    nobody = with_terms(kainuu_2027, outside=())
    assert "ei ole sopimuksen osapuoli" not in whole(paper(nobody, "fi"))


def test_figures_of_a_survey_are_said_to_be_so(kainuu_2027: Comparison) -> None:
    key = kainuu_2027.case.terms.keys["population_2025"].model_copy(
        update={"snapshot": None, "survey": "kysely.csv"}
    )
    asked = with_terms(kainuu_2027, keys={**kainuu_2027.case.terms.keys, "population_2025": key})
    asked = replace(
        asked,
        case=replace(
            asked.case,
            estimates={"kysely.csv": {key.column: dict.fromkeys(("578", "105", "205"), "Arvio")}},
        ),
    )
    assert "(osallistujille tehty kysely); arvioitu luku: Hyrynsalmi ja Paltamo" in whole(
        paper(asked, "fi")
    )


def test_other_ways_of_sharing_have_their_own_formula(kainuu_2023: Comparison) -> None:
    def formula(name: str, parameters: Any) -> list[str]:
        comparison = compare_methods(
            replace(kainuu_2023.case, chosen=Variant(METHODS[name], parameters))
        )
        word = paper(comparison, "fi")
        assert [len(row) for row in table(word)] == [3] * 9
        return texts(word, "Formula")

    assert formula("equal", NoParameters()) == [
        "[maksuosuus = kokonaiskustannus / osallistujien lukumäärä]"
    ]
    mix = Mix(equal=Fraction(3, 10), keys={"population_2021": Fraction(7, 10)})
    assert formula("mix", mix) == [
        "[maksuosuus = 30 % × kokonaiskustannus / osallistujien lukumäärä + 70 % × "
        "kokonaiskustannus × osallistujan "
        "luku / osallistujien lukujen summa (luku: asukasluku 31.12.2021)]"
    ]


def test_names_stay_text(kainuu_2023: Comparison) -> None:
    agreement = kainuu_2023.case.agreement
    odd = LocalText(fi="Kuhmo & <pojat>", sv="Kuhmo & <pojat>", en="Kuhmo & <pojat>")
    parties = tuple(
        party.model_copy(update={"name": odd}) if party.code == "290" else party
        for party in agreement.parties
    )
    named = with_agreement(kainuu_2023, parties=parties, subject=LocalText(fi="Tuki & <apu>"))
    word = paper(named, "fi")
    assert table(word)[2][0] == "Kuhmo & <pojat>"
    assert "Kuhmo & <pojat>" in texts(word, "SignatureParty")
    assert word.core_properties.title == "Sopimus kustannusten jakamisesta: Tuki & <apu> 2023"
    assert word.sections[0].header.paragraphs[0].text.startswith("Tuki & <apu> 2023\t")


def test_the_same_terms_give_the_same_bytes(kainuu: Comparison, language: str) -> None:
    for name in MAKE:
        first = packed(kainuu, language, name)
        assert packed(kainuu, language, name) == first
        with zipfile.ZipFile(BytesIO(first)) as parts:
            assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_who_saved_the_template_and_when_stays_out_of_the_paper(
    kainuu_2023: Comparison, tmp_path: Path
) -> None:
    saved = (
        "<dc:creator>Lakimies "
        "Lintu</dc:creator><cp:lastPrinted>2026-01-01T00:00:00Z</cp:lastPrinted>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-02T00:00:00Z</dcterms:modified>'
        "<dc:description>Lintu</dc:description>"
    )
    template = edited(
        tmp_path, "<dc:creator>analyysi</dc:creator>", saved, part="docProps/core.xml"
    )
    with zipfile.ZipFile(BytesIO(packed(kainuu_2023, "fi", template=template))) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert not re.search(r"Lintu|2026-01|modified>|lastPrinted", core)


def test_properties_name_who_made_it_the_day_and_the_status(kainuu_2023: Comparison) -> None:
    for name in MAKE:
        properties = paper(kainuu_2023, "sv", name).core_properties
        assert (properties.author, properties.last_modified_by) == ("analyysi", "analyysi")
        assert properties.content_status == "kalkyl, inte ett beslut"
        assert properties.keywords.startswith("de nyaste uppgifterna hämtade ")
        assert properties.created.date() == newest_retrieval(kainuu_2023.case.manifests.values())
        assert properties.subject.endswith(" 2023")
    office = prepared_by_office(kainuu_2023)
    properties = paper(office, "sv").core_properties
    assert (properties.author, properties.created.date()) == (OFFICE.sv, DAY)


def test_papers_can_be_read_by_everybody(kainuu: Comparison, language: str) -> None:
    for name in MAKE:
        word = paper(kainuu, language, name)
        assert all(text.strip() for text in texts(word)), "no empty paragraph makes room"
        assert len(word.tables) == (name == AGREEMENT)
        for shares in word.tables:
            first, *others = shares.rows
            assert first._tr.find(f".//{qn('w:tblHeader')}") is not None
            assert not any(row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in others)
            for tag in ("w:tblCaption", "w:tblDescription"):
                assert shares._tbl.tblPr.find(qn(tag)).get(qn("w:val"))
        for style in ("ListBullet", "DraftNoteBullet"):
            listed = next(one for one in word.styles if one.style_id == style)
            assert listed.element.find(f".//{qn('w:numPr')}") is not None
        (section,) = word.sections
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        codes = [code.text.strip() for code in section.footer._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]


def test_the_job_description_says_what_is_known_and_brackets_the_rest(
    kainuu_2023: Comparison,
) -> None:
    word = paper(kainuu_2023, "fi", JOB_DESCRIPTION)
    assert texts(word, "Title") == ["Tehtävänkuvaus"]
    names = [
        kainuu_2023.case.agreement.party(code).name.fi
        for code in kainuu_2023.case.terms.participants
    ]
    outside = [
        text
        for one in (*texts(word, "Clause"), *texts(word, "ListBullet"))
        if (text := re.sub(r"\[[^\]]*\]", "", one).strip(" .:"))
    ]
    assert outside == [
        kainuu_2023.case.agreement.purpose.fi.rstrip("."),
        "Tehtävänimike",
        "Työnantaja: Kainuun liitto",
        "Sijoituspaikka: Kainuun liiton hallintopalvelut",
        "Esihenkilö: hallintojohtaja",
        *names,
    ]
    assert word.tables == [], "nobody has proposed how working time is divided"
    assert not re.search(r"\d+,\d", whole(word))


def test_a_decided_share_that_differs_stands_in_brackets_below_the_table(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    assert texts(paper(kainuu_2023, "fi"), "TableNote")[1:] == [
        "[Paltamo: hyväksytty osuus on 7 079,00 euroa, taulukossa 7 325,24 euroa. Osapuolet "
        "sopivat, kumpi summa sopimukseen jää. Jos taulukon summa ei jää, erotus 246,24 euroa "
        "otetaan huomioon muiden maksuosuuksissa tai kokonaiskustannuksessa.]"
    ]
    assert len(texts(paper(kainuu_2027, "fi"), "TableNote")) == 1


def test_the_agenda_item_is_of_one_board_and_can_be_edited(
    kainuu_2023: Comparison, language: str
) -> None:
    reader = Reader(kainuu_2023, Wording(language, kainuu_2023.case), "578")
    item = agenda_item(reader)
    template = paper_template(Project(ROOT), AGENDA_ITEM, language)
    package = agenda_paper(reader, template)
    assert agenda_paper(reader, template) == package
    word = Document(BytesIO(package))
    assert word.core_properties.title == item.title
    assert [one.text for one in word.paragraphs if one.style.style_id == "ListNumber"] == [
        *item.points
    ]
    assert [one.text for one in word.paragraphs if one.style.style_id == "ListBullet"] == [
        *item.events
    ]
    assert len(texts(word, "Heading1")) == 2
    head, row = table(word)
    line = item.appropriation
    assert head == [*line.headings[:2], *(f"{year}, €" for year in line.headings[2:])]
    assert row == list(line.cells)
    assert texts(word, "TableNote") == [note.replace("\xa0", " ") for note in line.notes]
    assert all(text.strip() for text in texts(word)), "no empty paragraph makes room"


def test_without_a_post_there_is_no_job_description(kainuu_2023: Comparison) -> None:
    bare = with_agreement(kainuu_2023, work=None)
    with pytest.raises(
        ReportError, match=r"no job description for kainuu-ict: its agreement.toml has no \[work\]"
    ):
        packed(bare, "fi", JOB_DESCRIPTION)
    word = paper(bare, "fi")
    assert texts(word, "Heading1") == [
        one for one in HEADINGS["fi"].split("; ") if one != "Tehtävä ja työnantaja"
    ]
    assert "Liite 1: Kustannustenjakoraportti" in whole(word)
    assert "ehtävänkuvaus" not in whole(word)


@pytest.mark.parametrize(
    ("language", "of_a_post"),
    [("fi", r"palkka\b|työajan"), ("sv", r"lön med|arbetstid"), ("en", r"\bpay with|working time")],
)
def test_only_a_joint_post_has_pay_and_working_time(
    kainuu_2023: Comparison, language: str, of_a_post: str
) -> None:
    assert len(re.findall(of_a_post, whole(paper(kainuu_2023, language)))) == 2
    bare = whole(paper(with_agreement(kainuu_2023, work=None), language))
    assert not re.findall(of_a_post, bare)
    reports = {
        "fi": "[Koordinaattori raportoi osallistujille toteutuneet kustannukset.]",
        "sv": "[Samordnaren rapporterar till deltagarna de faktiska kostnaderna.]",
        "en": "[The coordinator reports to the participants the actual costs.]",
    }
    assert reports[language] in bare


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fi",
            "Paltamo: julkaistu osuus on 7 079,00 euroa, tässä laskelmassa 7 325,24 euroa. Lähde: "
            "Lehti 2023.",
        ),
        (
            "sv",
            "Paltamo: den publicerade andelen är 7 079,00 euro, i denna beräkning 7 325,24 euro. "
            "Källa: Tidning.",
        ),
        (
            "en",
            "Paltamo: the published share is 7,079.00 euros, in this calculation 7,325.24 euros. "
            "Source: Paper 2023.",
        ),
    ],
)
def test_share_that_is_only_reported_is_not_said_to_be_decided(
    kainuu_2023: Comparison, language: str, told: str
) -> None:
    source = LocalText(fi="Lehti 2023", sv="Tidning.", en="Paper 2023")
    (share,) = kainuu_2023.case.terms.published
    reported = with_terms(
        kainuu_2023, published=(share.model_copy(update={"decided_by": None, "source": source}),)
    )
    assert texts(paper(reported, language), "DraftNoteBullet")[-1] == told


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{{ purpose }}", "{{ porpose }}", r"there is no value 'porpose'. Did you mean 'purpose'?"),
        (
            "{{ sum.amount }}",
            "{{ sum.amont }}",
            r"no value has a part 'amont'. Did you mean 'amount'?",
        ),
        ("{%p if work %}", "{%p if wrk %}", r"there is no value 'wrk'. Did you mean 'work'?"),
        ("{%p endfor %}", "{%p endfro %}", r"unknown tag 'endfro'"),
        ("{{ purpose }}", "{{ purpose", r"a tag is not whole in '{{ purpose'"),
        ("{{ purpose }}", "{# purpose", r"a tag is not whole in '{# purpose'"),
        ("{{ purpose }}", "purpose }}", r"a tag is not whole in 'purpose }}'"),
        ("{{ purpose }}", "{{ purpose + 1 }}", r"sopimus.fi.docx cannot be filled: "),
        ("{{ purpose }}", "{{ purpose.__class__.mro() }}", r"sopimus.fi.docx cannot be filled: "),
        (
            "{%p if work and work.employer_apart %}",
            "{% if work.employer_apart %}",
            r"sopimus.fi.docx cannot be filled: a tag begins in one paragraph",
        ),
    ],
)
def test_a_broken_template_is_refused(
    kainuu_2023: Comparison, tmp_path: Path, old: str, new: str, fault: str
) -> None:
    with pytest.raises(ReportError) as told:
        packed(kainuu_2023, "fi", template=edited(tmp_path, old, new))
    assert str(told.value).startswith("The template sopimus.fi.docx ")
    assert fault in str(told.value)


def test_a_fault_in_the_header_is_told_too(kainuu_2023: Comparison, tmp_path: Path) -> None:
    for new, fault in (
        ("{{ yaer }}", "no value 'yaer'"),
        ("year }}", "a tag is not whole in 'year }}LUONNOS'"),
    ):
        template = edited(tmp_path, "{{ year }}", new, part="word/header1.xml")
        with pytest.raises(ReportError, match=fault):
            packed(kainuu_2023, "fi", template=template)


def test_a_template_that_is_no_word_file_is_refused(
    kainuu_2023: Comparison, tmp_path: Path
) -> None:
    path = tmp_path / "sopimus.fi.docx"
    for content in (b"", b"text", zipped({"a.txt": "a"})):
        path.write_bytes(content)
        with pytest.raises(
            ReportError, match="sopimus.fi.docx is not a Word file that can be read"
        ):
            packed(kainuu_2023, "fi", template=path)


def zipped(files: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def test_a_missing_template_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(
        ReportError, match=r"no template templates/sopimus.sv.docx. Templates of this project: none"
    ):
        paper_template(Project(tmp_path), AGREEMENT, "sv")
    (tmp_path / "templates").mkdir()
    shutil.copy(ROOT / "templates" / "sopimus.fi.docx", tmp_path / "templates")
    assert paper_template(Project(tmp_path), AGREEMENT, "fi").name == "sopimus.fi.docx"
    with pytest.raises(ReportError, match=r"Templates of this project: sopimus.fi.docx"):
        paper_template(Project(tmp_path), AGREEMENT, "sv")


def tags(name: str, language: str) -> list[str]:
    with zipfile.ZipFile(paper_template(Project(ROOT), name, language)) as parts:
        found = "".join(
            parts.read(part).decode() for part in parts.namelist() if part.startswith("word/")
        )
    return re.findall(r"\{\{.*?\}\}|\{%.*?%\}", found)


@pytest.mark.parametrize("name", [AGREEMENT, JOB_DESCRIPTION, AGENDA_ITEM])
def test_the_languages_use_the_same_values_and_the_guide_tells_them(name: str) -> None:
    finnish, *others = [Counter(tags(name, language)) for language in LANGUAGES]
    assert others == [finnish, finnish]
    guide = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
    parsed = Environment().parse(re.sub(r"\{%(p|tr) ", "{% ", "".join(tags(name, "fi"))))
    parts = {
        node.attr
        for node in parsed.find_all(nodes.Getattr)
        if node.node != nodes.Name("loop", "load")
    }
    told = set(re.findall(r"\b[a-z_]+(?=`)", guide))
    assert meta.find_undeclared_variables(parsed) | parts <= told


def test_libreoffice_opens_the_papers(
    kainuu_2023: Comparison, kainuu_2027: Comparison, tmp_path: Path
) -> None:
    need(office_missing() or (None if shutil.which("pdftotext") else "office tests need pdftotext"))
    papers = {}
    for comparison in (kainuu_2023, kainuu_2027):
        for language in LANGUAGES:
            for name in MAKE:
                path = tmp_path / f"{name}-{comparison.case.terms.year}-{language}.docx"
                path.write_bytes(packed(comparison, language, name))
                papers[path] = (comparison, language, name)
    made = convert(list(papers), "pdf", tmp_path)
    for path, (comparison, language, name) in zip(made, papers.values(), strict=True):
        told = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.replace("\xa0", " ")
        assert MARKS[language] in told
        chosen = comparison.chosen.cents
        words, parts = Wording(language, comparison.case), parts_of_total(chosen, 2)
        if name == JOB_DESCRIPTION:
            continue
        for code in comparison.payers:
            amount = words.numbers.plain(Fraction(chosen[code], 100), 2).replace("\xa0", " ")
            percent = words.numbers.plain(parts[code] * 100, 2)
            pattern = rf"^ *{words.payer(code)} .*{re.escape(amount)} +{re.escape(percent)}$"
            assert re.search(pattern, told, re.MULTILINE), (path.name, code)
        assert re.search(rf"^ *13 +{HEADINGS[language].split('; ')[-1]}$", told, re.MULTILINE)


def test_the_figures_of_a_key_that_only_a_step_needs_are_named_too(kainuu_2023: Comparison) -> None:
    costs = OwnDeductible(own_costs="tax_revenue_2020", amount="100")
    step = (STEPS["own_deductible"], costs)
    word = paper(compare_methods(replace(kainuu_2023.case, steps=(step,))), "fi")
    named = whole(word).partition("lasketaan seuraavista luvuista")[2]
    assert "Asukasluku 31.12.2021" in named
    assert "Verotulot 2020" in named
