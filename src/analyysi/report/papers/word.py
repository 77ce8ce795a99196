"""The papers that are edited in Word: the draft agreement, the job description and the agenda item
of one board, from templates in `templates/`.

The words of a contract are the lawyer's, so they stand in the templates, which are edited in Word.
From here come the parties, the sums, the rule and the sources, as values that the templates name;
`templates/README.md` lists them. What neither the figures nor the terms know stands in the
templates in square brackets, as a proposal.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from analyysi import __version__
from analyysi.agreement.key import OwnKey
from analyysi.agreement.terms import Published
from analyysi.allocation.whole_units.whole_euros import BESIDE_CENTS, are_levelled, parts_of_total
from analyysi.comparison.own.live_sums import only_sums_first
from analyysi.comparison.results import fingerprint
from analyysi.errors import ReportError
from analyysi.file_system.reading import read_file
from analyysi.languages.plain_text import property_text, unveiled, veiled
from analyysi.messages import Listing, Money, PayerName, Percent
from analyysi.money import MAIN_CURRENCY
from analyysi.report.agenda.item import agenda_item
from analyysi.report.language.template_faults import check_whole, template_fault
from analyysi.report.papers.seat_box import seat_box
from analyysi.report.pieces.preparation import preparation
from analyysi.report.pieces.shared_sentences import as_sentence, figure, key_changes, rounding_rule
from analyysi.report.pieces.total_words import total_rule, total_source
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING

Values = dict[str, Any]
"""What a template may name: texts, conditions, lists and tables in the reader's language."""


_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date that Word itself gives to the parts of a document."""

_TITLES = ("Title", "Subtitle")
"""The styles of the paragraphs that are together the title of the file, by the names Word keeps in
any language.
"""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WHOLE_TAG = re.compile(r"\{\{(?:(?!\{[{%#]).)*?\}\}|\{%(?:(?!\{[{%#]).)*?%\}|\{#.*?#\}")


def agreement_paper(reader: Reader, template: Path) -> bytes:
    """Write the draft agreement as a Word file.

    Raises
    ------
    ReportError
        If the template cannot be filled: names the file and the fault.
    """
    return _filled(template, _values(reader), reader)


def job_description(reader: Reader, template: Path) -> bytes:
    """Write the draft of the joint person's job description, the agreement's annex, as a Word file.

    Raises
    ------
    ReportError
        If the agreement does not say where the work stands, or the template cannot be filled.
    """
    agreement = reader.case.agreement
    if agreement.work is None:
        raise ReportError(
            "There is no job description for {agreement}: its agreement.toml has no [work] "
            "with employer, placement and supervisor. Add it, or leave the job "
            "description out.",
            agreement=agreement.id,
        )
    return _filled(template, _values(reader), reader)


def agenda_paper(reader: Reader, template: Path) -> bytes:
    """Write the agenda item of the board from whose seat the report is made as a Word file.

    Raises
    ------
    ReportError
        If the template cannot be filled.
    ValueError
        If the report is of all.
    """
    values = {**_values(reader), "item": agenda_item(reader).for_template()}
    return _filled(template, values, reader)


def _values(reader: Reader) -> Values:
    comparison, words = reader.comparison, reader.words
    case, language = reader.case, words.language
    agreement, terms = case.agreement, case.terms
    signing = _parties(reader)
    by_code = dict(signing)
    work = agreement.work
    return {
        "subject": agreement.subject.in_language(language),
        "purpose": as_sentence(agreement.purpose.in_language(language)),
        "year": str(terms.year),
        "sign": words.sign,
        "euro": agreement.currency == MAIN_CURRENCY,
        "status": terms.status,
        "draft": terms.status != "decided",
        "seat": seat_box(reader),
        "fingerprint": fingerprint(comparison),
        "parties": [party for _, party in signing],
        "participants": [party for _, party in signing if party["pays"]],
        "organiser": by_code[agreement.organiser],
        "work": None
        if work is None
        else {
            "employer": words.payer(work.employer),
            "employer_apart": not (
                by_code[work.employer]["organiser"] or by_code[work.employer]["pays"]
            ),
            "placement": work.placement.in_language(language),
            "supervisor": work.supervisor.in_language(language),
        },
        "outside": [
            {
                "name": words.payer(outsider.payer),
                "since": words.numbers.when(outsider.since),
                "reason": as_sentence(outsider.reason.in_language(language)),
                "source": as_sentence(outsider.source.in_language(language)),
            }
            for outsider in terms.outside
            if outsider.payer not in comparison.chosen.cents
        ],
        "total": {
            "amount": words.of(Money(terms.total.value, 2, words=True)),
            "assumed": terms.total.assumed,
            "source": as_sentence(total_source(terms, words)),
            "rule": total_rule(terms, words),
        },
        **_shares(reader),
        **_rule(reader),
        "published": [_published(reader, share) for share in terms.published],
        "assumptions": [as_sentence(text.in_language(language)) for text in terms.assumptions],
    }


def _published(reader: Reader, published: Published) -> Values:
    """Return a share that somebody has decided or published, beside the computed one."""
    words, language = reader.words, reader.words.language
    computed = reader.comparison.chosen.cents[published.payer]
    body = published.decided_by
    return {
        "name": words.payer(published.payer),
        "amount": words.of(Money(published.value, 2, words=True)),
        "share": words.of(Money(computed, 2, words=True)),
        "differs": published.value != computed,
        "difference": words.of(Money(abs(published.value - computed), 2, words=True)),
        "decided_by": "" if body is None else body.in_language(language),
        "source": as_sentence(published.source.in_language(language)),
    }


def _parties(reader: Reader) -> list[tuple[str, Values]]:
    """Return everybody who signs, by code: the participants, payers that a step brings in,
    organiser and employer.
    """
    case = reader.case
    work = case.agreement.work
    codes = [*case.terms.participants, *reader.comparison.chosen.cents, case.agreement.organiser]
    codes += [work.employer] if work is not None else []
    return [
        (
            code,
            {
                "name": reader.words.payer(code),
                "municipality": case.agreement.party(code).kind == "municipality",
                "organiser": code == case.agreement.organiser,
                "pays": code in reader.comparison.chosen.cents,
                "signatory": "" if office is None else office.in_language(reader.words.language),
            },
        )
        for code in dict.fromkeys(codes)
        for office in (case.agreement.party(code).signatory,)
    ]


def _shares(reader: Reader) -> Values:
    """Return the table of shares, in the order in which the parties are named and sign. It has the
    figures of the key where the shares follow from those of one key alone.
    """
    words = reader.words
    case, chosen, plain = reader.case, reader.comparison.chosen, words.numbers.plain
    total = case.terms.total.value
    parts = parts_of_total(chosen.cents, BESIDE_CENTS)
    name = None if case.steps else chosen.variant.only_key
    figures: Mapping[str, Fraction] = case.problem.keys[name] if name is not None else {}

    rows = [
        {
            "name": words.payer(code),
            "figure": figure(figures[code], words) if code in figures else "",
            "amount": words.numbers.amount(chosen.cents[code]),
            "percent": plain(parts[code] * 100, BESIDE_CENTS),
        }
        for code, party in _parties(reader)
        if party["pays"]
    ]
    heading = ""
    if name is not None:
        key = case.terms.keys[name]
        label, unit = _capital(key.label.in_language(words.language)), key.counted
        heading = label if unit.population else f"{label} ({words.of(unit.words)})"
    return {
        "headings": {"payer": words.payer_header(), "figure": heading},
        "levelled": are_levelled(chosen.cents, BESIDE_CENTS),
        "shares": rows,
        "sum": {
            "figure": figure(sum(figures.values(), Fraction(0)), words) if figures else "",
            "amount": words.numbers.amount(total),
            "percent": plain(Fraction(100), BESIDE_CENTS),
        },
    }


def _rule(reader: Reader) -> Values:
    """Return how the sum is shared: the rule, what its formula needs, steps, sources, rounding, who
    chose it.
    """
    comparison, words = reader.comparison, reader.words
    case, language = reader.case, words.language
    terms, variant = case.terms, comparison.chosen.variant
    names = list(dict.fromkeys(variant.key_names))
    changes = key_changes(case, case.used_keys, words)
    parts = [
        {
            "share": words.of(Percent(weight, None)),
            "key": "" if key is None else terms.keys[key].label.in_language(language),
        }
        for key, weight in (variant.parts or {}).items()
    ]
    return {
        "method": {
            "kind": variant.method.name,
            "rule": " ".join([as_sentence(words.of(comparison.chosen.rule)), *changes]),
            "key": terms.keys[names[0]].label.in_language(language) if len(names) == 1 else "",
            "parts": parts if len(parts) > 1 else [],
            "agreed": terms.method.chosen_by == "decision",
            "reason": as_sentence(terms.method.reason.in_language(language)),
            "source": as_sentence(terms.method.source.in_language(language)),
        },
        "steps": [as_sentence(words.of(rule)) for rule in comparison.chosen.step_rules],
        "sums_first": only_sums_first(case),
        "keys": [_key(reader, name) for name in case.used_keys],
        "rounding": " ".join(rounding_rule(case, words)),
    }


def _key(reader: Reader, name: str) -> Values:
    words = reader.words
    case, language = reader.case, words.language
    key = case.terms.keys[name]
    manifest = case.manifests.get(key.source)
    marked = case.estimates_of(key)
    estimated = [code for code in case.terms.participants if code in marked]
    if key.origin is not None:
        is_own = isinstance(key, OwnKey)
        return {
            "label": _capital(key.label.in_language(language)),
            "day": words.numbers.day(key.reference_date),
            "survey": "",
            "title": words.say("The analyst's own figures") if is_own else key.source,
            "source": as_sentence(key.origin.in_language(language)),
            "retrieved": NOTHING,
            "estimated": words.of(Listing([PayerName(code) for code in estimated])),
        }
    return {
        "label": _capital(key.label.in_language(language)),
        "day": words.numbers.day(key.reference_date),
        "survey": key.survey or "",
        "title": words.frozen(manifest.title) if manifest is not None else "",
        "source": as_sentence(words.frozen(manifest.attribution)) if manifest is not None else "",
        "retrieved": words.numbers.day(manifest.retrieved) if manifest is not None else "",
        "estimated": words.of(Listing([PayerName(code) for code in estimated])),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class _WholeTemplate(DocxTemplate):  # type: ignore[misc]
    """A template whose filled parts must be whole: docxtpl alone would mend broken XML by leaving
    text out.
    """

    def render_xml_part(self, *arguments: Any, **named: Any) -> str:
        """Fill one part, and refuse what is no XML any more."""
        xml: str = super().render_xml_part(*arguments, **named)
        try:
            ElementTree.fromstring(xml)
        except ElementTree.ParseError as error:
            raise TemplateError(
                "a tag begins in one paragraph, row or cell and ends in another; give each of the "
                "two a paragraph of "
                "its own and write {%p ... %}, or in a table a row of its own and {%tr ... %}"
            ) from error
        return xml


def _filled(template: Path, values: Values, reader: Reader) -> bytes:
    """Fill a template and return the Word file, the same bytes for the same template and values."""
    environment = SandboxedEnvironment(undefined=StrictUndefined)
    paper = _WholeTemplate(template)
    try:
        check_whole(
            template.name, (_WHOLE_TAG.sub("", text) for text in _texts(read_file(template)))
        )
        paper.render(veiled(values), environment, autoescape=True)
    except TemplateError as error:
        raise ReportError(
            "The template {template} cannot be filled: {fault}",
            template=template.name,
            fault=template_fault(error, values),
        ) from error
    except (PackageNotFoundError, zipfile.BadZipFile, SyntaxError, KeyError, ValueError) as error:
        raise ReportError(
            "The template {template} is not a Word file that can be read ({fault}). Save "
            "it in Word as a .docx.",
            template=template.name,
            fault=error,
        ) from error
    except (TypeError, ArithmeticError, AttributeError) as error:
        raise ReportError(
            "The template {template} cannot be filled: {fault}.",
            template=template.name,
            fault=error,
        ) from error
    document: Document = paper.docx
    _describe(document, values, reader)
    out = BytesIO()
    document.save(out)
    check_whole(template.name, _texts(out.getvalue()))
    return _repacked(out.getvalue())


def _texts(package: bytes) -> Iterator[str]:
    """Yield the text of every paragraph: of the body and its tables, headers,
    footers, footnotes.
    """
    with zipfile.ZipFile(BytesIO(package)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                for paragraph in ElementTree.fromstring(archive.read(name)).iter(f"{_WORD}p"):
                    yield "".join(run.text or "" for run in paragraph.iter(f"{_WORD}t"))


def _describe(document: Document, values: Values, reader: Reader) -> None:
    """Set the file's properties: title, language, who made it, on which day and with what status;
    no person and no clock.
    """
    titles = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style is not None and paragraph.style.style_id in _TITLES
    ]
    matter = f"{values['subject']} {values['year']}"
    prepared = preparation(reader.case, reader.words)
    properties = document.core_properties
    properties.title = property_text(": ".join(titles) or matter)
    properties.subject = property_text(matter)
    properties.language = reader.words.language
    properties.author = properties.last_modified_by = property_text(prepared.author)
    properties.content_status = property_text(prepared.status)
    properties.keywords = prepared.day_in_words
    properties.comments = f"analyysi {__version__}, {values['fingerprint']}"
    properties.category = properties.identifier = ""
    properties.revision = 1
    core = properties._element
    dates = ("}created", "}modified", "}lastPrinted")
    for element in [child for child in core if child.tag.endswith(dates)]:
        core.remove(element)
    if prepared.day is not None:
        properties.created = datetime.combine(prepared.day, time())


def _repacked(package: bytes) -> bytes:
    """Pack a document again, with the braces of its texts and the same date on each part, so that
    only its content decides the bytes.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o644 << 16
            part = old.read(name)
            new.writestr(entry, unveiled(part) if name.endswith(".xml") else part)
    return out.getvalue()
