"""The page that lists a batch's reports, those that failed and why, and the years side by side."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from analyysi import __version__
from analyysi.agreement.parameters import trial_file
from analyysi.errors import Sentence, sentence_of
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.plain_text import one_line
from analyysi.messages import Listing
from analyysi.money import MAIN_CURRENCY
from analyysi.report.html import policy_hash, render
from analyysi.report.language.words import Words
from analyysi.report.papers.indexes.batch_years import (
    NOTHING,
    ListedReport,
    changes,
    shares,
    side_by_side,
    subject,
    years_of,
)
from analyysi.report.papers.paper_table import paper_files

RUNS = "runs.csv"
"""The same reports as a table for other programs; it lies beside the page."""

_LONG = 30
"""A table of more rows scrolls in a box of its own, or is folded."""
_SHOWN_AT_MOST = 5
"""Of more reports than this with one and the same fault, the names are folded; a warning counts
them.
"""
_FAULTS_SHOWN = 10
"""Of more causes than this, the others are folded."""

_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def alphabetical(text: str) -> tuple[str, str]:
    """Return a key that sorts names as Finnish and Swedish readers expect: Å, Ä, Ö after Z, other
    accents apart.

    >>> sorted(["Öja", "Åbo", "Éva", "Zürich", "Ähtäri", "eva"], key=alphabetical)
    ['eva', 'Éva', 'Zürich', 'Åbo', 'Ähtäri', 'Öja']
    """
    letters = unicodedata.normalize("NFC", text).casefold().translate(_AFTER_Z)
    decomposed = unicodedata.normalize("NFD", letters)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain, text


def batch_index(reports: Iterable[ListedReport], language: str) -> str:
    """Make the page as one HTML text without a script; the same reports in any order give the same
    text.

    Parameters
    ----------
    reports
        The batch's reports; their folders are taken to lie beside the page.
    language
        Of the page. What a report says itself, its title and its way of sharing, stays in that
        report's language.

    Raises
    ------
    ParameterError
        If the program does not speak the language.
    """
    words = Words(language, MAIN_CURRENCY)
    by_agreement: dict[str, list[ListedReport]] = {}
    ordered = sorted(
        reports,
        key=lambda report: (report.agreement, report.year, report.folder, report.language),
    )
    for report in ordered:
        by_agreement.setdefault(report.agreement, []).append(report)
    faults = _faults(ordered)
    anchors = {report.folder: fault.anchor for fault in faults for report in fault.failed}
    agreements = [
        _agreement(f"agreement-{place}", name, its_reports, anchors, words)
        for place, (name, its_reports) in enumerate(by_agreement.items(), 1)
    ]
    style = _style()
    heading = words.say("Reports and their comparison")
    return str(
        render(
            "batch_index.html.j2",
            language=language,
            title=f"{heading}: {agreements[0]['heading']}" if len(agreements) == 1 else heading,
            heading=heading,
            lead=_lead(ordered, words),
            runs=RUNS,
            faults=[_fault_in_page(fault, words) for fault in faults],
            faults_shown=_FAULTS_SHOWN,
            more_faults=words.plural(
                "{count} other cause", "{count} other causes", len(faults) - _FAULTS_SHOWN
            ),
            warnings=[text for agreement in agreements for text in agreement["warnings"]],
            agreements=agreements,
            nothing=NOTHING,
            long=_LONG,
            css=style,
            policy=f"default-src 'none'; style-src {policy_hash(style)}; base-uri 'none'; "
            "form-action 'none'",
            words=_frame(words),
        )
    )


def _style() -> str:
    sheets = (
        files("analyysi.report") / "template" / name for name in ("report.css", "batch_index.css")
    )
    return "\n" + "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _frame(words: Words) -> dict[str, str]:
    """Return the texts that do not depend on the reports."""
    say = words.say
    return {
        "skip": say("Skip to the content"),
        "contents": say("Contents"),
        "start": say("In brief"),
        "as_table": say("The same as a table for other programs"),
        "failed": say("Reports that failed"),
        "failed_link": say("failed"),
        "failed_note": say(
            "A failed report is missing until its cause is put right and the batch is run again."
        ),
        "in_english": say("The program tells the cause in English."),
        "folder": say("folder"),
        "warning": say("Reports that do not agree with each other"),
        "years": say("The years side by side"),
        "year": say("Year"),
        "way": say("Way of sharing"),
        "status": say("Status"),
        "change": say("Change from the year before"),
        "fingerprint": say("Fingerprint"),
        "in_this_run": say("In this run"),
        "foot": say("List of reports · analyysi {version}", version=__version__),
    }


def _lead(reports: Sequence[ListedReport], words: Words) -> str:
    counts = Counter(report.status for report in reports)
    if not reports:
        return words.say("The batch has no report.")
    plural = words.plural
    phrases = {
        "made": plural("{count} was made now", "{count} were made now", counts["made"]),
        "unchanged": plural("{count} is unchanged", "{count} are unchanged", counts["unchanged"]),
        "failed": plural("{count} has failed", "{count} have failed", counts["failed"]),
    }
    what = Listing([phrase for status, phrase in phrases.items() if counts[status]])
    return plural("{count} report: {what}.", "{count} reports: {what}.", len(reports), what=what)


@dataclass(frozen=True)
class _Fault:
    anchor: str
    text: str
    """A sentence, or English as it came."""
    failed: Sequence[ListedReport]


def _faults(reports: Iterable[ListedReport]) -> list[_Fault]:
    """Return each fault once with all the reports that it stopped: one cause often stops many."""
    alike: dict[str, list[ListedReport]] = {}
    for report in reports:
        if report.status == "failed":
            alike.setdefault(_lines(_without_name(report)), []).append(report)
    return [
        _Fault(
            f"failed-{place}",
            _without_name(failed[0]) if len(failed) > 1 else failed[0].fault,
            failed,
        )
        for place, failed in enumerate(alike.values(), 1)
    ]


def _without_name(report: ListedReport) -> str:
    """Return the fault without the report's name, with which the same sentence may begin for each
    report.
    """
    made_of = sentence_of(report.fault)
    if made_of is not None and made_of.values.get("report") == report.folder:
        return Sentence(made_of.text, **{**made_of.values, "report": "…"})
    sentence = report.fault.removeprefix(report.folder)
    if sentence == report.fault or not sentence.startswith((" ", ":")):
        return report.fault
    return f"…{sentence}"


def _lines(text: str) -> str:
    lines = (one_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line) or NOTHING


def _fault_in_page(fault: _Fault, words: Words) -> dict[str, Any]:
    names = [{"name": _name(report, words), "folder": report.folder} for report in fault.failed]
    count = (
        words.plural("{count} report", "{count} reports", len(names))
        if len(names) > _SHOWN_AT_MOST
        else ""
    )
    return {
        "anchor": fault.anchor,
        "text": _lines(words.of(fault.text)),
        "is_english": sentence_of(fault.text) is None,
        "reports": names,
        "count": count,
    }


def _name(report: ListedReport, words: Words) -> str:
    """Name a report: "kainuu-ict 2023: Paltamo, ruotsi"."""
    year = f"{report.agreement} {report.year}"
    if not report.language:
        return year
    language = _language_name(report.language, words)
    return f"{year}: {_seat(report, [report], words)}, {language}{_trial(report.trial, words)}"


def _trial(trial: str, words: Words) -> str:
    """Return what follows the name of a trial, "; kokeilu: total=90000"; nothing of others."""
    return f"; {words.say('trial: {changed}', changed=trial)}" if trial else ""


def _language_name(language: str, words: Words) -> str:
    return words.numbers.named_language(language)


def _seat(report: ListedReport, same: Iterable[ListedReport], words: Words) -> str:
    """Name the seat as a report in the page's language does, else as the
    agreement does in Finnish.
    """
    if not report.seat:
        return words.say("all payers")
    for sibling in same:
        names = sibling.summary.names if sibling.summary is not None else {}
        if sibling.language == words.language and report.seat in names:
            return one_line(names[report.seat])
    return one_line(report.seat_name or report.seat)


def _agreement(
    anchor: str, name: str, reports: Sequence[ListedReport], faults: Mapping[str, str], words: Words
) -> dict[str, Any]:
    years = years_of(reports, words.language)
    currencies = [summary.currency for summary in years.summaries.values()]
    words = Words(words.language, currencies[-1] if currencies else MAIN_CURRENCY)
    heading, language = subject(years)
    return {
        "anchor": anchor,
        "id": name,
        "heading": heading or name,
        "language": language if language != words.language else "",
        "count": words.plural("{count} report", "{count} reports", len(reports)),
        "reports": _tables(anchor, reports, faults, words),
        "shares": shares(years, words, anchor) if years.summaries else [],
        "changes": changes(years, words, anchor),
        "years": side_by_side(years, words),
        "warnings": _warnings(name, reports, words),
    }


def _warnings(agreement: str, reports: Sequence[ListedReport], words: Words) -> list[str]:
    """Warn of each year whose reports have different fingerprints, so rest on different figures."""
    by_year: dict[int, dict[str, list[str]]] = {}
    for report in reports:
        if report.fingerprint and not report.trial:
            by_year.setdefault(report.year, {}).setdefault(report.fingerprint, []).append(
                report.folder
            )
    speakers = years_of(reports, words.language).speakers
    warnings = []
    for year, groups in by_year.items():
        if len(groups) == 1:
            continue
        speaker = speakers[year]
        described = [
            f"{fingerprint} ({_folders(folders, words)})"
            for fingerprint, folders in sorted(groups.items())
        ]
        warnings.append(
            words.say(
                "{agreement} {year}: the fingerprints of the reports differ, so they do not rest "
                "on the same figures or the same program: {groups}. The comparison below is from "
                "{speaker}. Make the year's reports again.",
                agreement=agreement,
                year=str(year),
                groups="; ".join(described),
                speaker=speaker.folder if speaker is not None else NOTHING,
            )
        )
    return warnings


def _folders(folders: Sequence[str], words: Words) -> str:
    """Name the folders of reports, or say how many they are."""
    if len(folders) <= _SHOWN_AT_MOST:
        return words.of(Listing(folders))
    return words.plural("{count} report", "{count} reports", len(folders))


def _tables(
    anchor: str, reports: Sequence[ListedReport], faults: Mapping[str, str], words: Words
) -> list[dict[str, Any]]:
    """Return the tables of an agreement's reports: one, or if it were long the reports of all, then
    year by year.
    """
    present = {report.language for report in reports}
    languages = [language for language in LANGUAGES if language in present]
    rows = _rows(reports, languages, faults, words)
    names = [_language_name(language, words) for language in languages]
    columns = [name[:1].upper() + name[1:] for name in names]

    def table(
        name: str, caption: str, chosen: Sequence[dict[str, Any]], folded: bool = False
    ) -> dict[str, Any]:
        # Where every report is one of all payers, the year alone names it.
        seats = any(row["seat"] for row in chosen)
        corner = words.say("Year and payer") if seats else words.say("Year")
        labelled = [{**row, "label": row["label" if seats else "of_year"]} for row in chosen]
        return {
            "id": name,
            "caption": caption,
            "corner": corner,
            "columns": columns,
            "rows": labelled,
            "seats": seats,
            "folded": folded,
        }

    if len(rows) <= _LONG:
        return [table(f"{anchor}-reports", words.say("The reports"), rows)]
    joint = [row for row in rows if not row["seat"]]
    tables = []
    if joint:
        caption = words.say("The reports of all payers")
        tables.append(table(f"{anchor}-reports", caption, joint))
    by_year: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if row["seat"]:
            by_year.setdefault(row["year"], []).append(row)
    for year, of_year in by_year.items():
        caption = words.plural(
            "{year}: the report of {count} payer",
            "{year}: the reports of {count} payers",
            len(of_year),
            year=str(year),
        )
        failed = sum(row["failed"] for row in of_year)
        if failed:
            caption += f"; {words.plural('{count} has failed', '{count} have failed', failed)}"
        tables.append(table(f"{anchor}-reports-{year}", caption, of_year, folded=True))
    return tables


def _rows(
    reports: Sequence[ListedReport],
    languages: Sequence[str],
    faults: Mapping[str, str],
    words: Words,
) -> list[dict[str, Any]]:
    """Return a row for each year and seat: the report of all first, then by name; a cell for each
    language.
    """
    grouped: dict[tuple[int, str, str], list[ListedReport]] = {}
    for report in reports:
        grouped.setdefault((report.year, report.seat, report.trial), []).append(report)
    # A seat has the same name in all rows, found once.
    by_seat: dict[str, list[ListedReport]] = {}
    for report in reports:
        by_seat.setdefault(report.seat, []).append(report)
    names = {seat: _seat(of_seat[0], of_seat, words) for seat, of_seat in by_seat.items()}
    rows = []

    def place(row: tuple[int, str, str]) -> tuple[int, bool, tuple[str, str], str, str]:
        year, seat, trial = row
        return year, seat != "", alphabetical(names[seat]), seat, trial

    for year, seat, trial in sorted(grouped, key=place):
        same = grouped[year, seat, trial]
        by_language = {report.language: report for report in same}
        rows.append(
            {
                "year": year,
                "seat": seat,
                "of_year": f"{year}{_trial(trial, words)}",
                "label": f"{year}: {names[seat]}{_trial(trial, words)}"
                if any(report.language for report in same)
                else str(year),
                "cells": [
                    _cell(by_language.get(language), faults, words) for language in languages
                ],
                "status": _status(same, languages, words),
                "failed": sum(report.status == "failed" for report in same),
                # A year that could not be listed has no cell of its own that could lead to the
                # fault.
                "fault": "" if same[0].language else f"#{faults[same[0].folder]}",
            }
        )
    return rows


def _cell(report: ListedReport | None, faults: Mapping[str, str], words: Words) -> dict[str, Any]:
    if report is None:
        return {"links": [], "failed": ""}
    if report.status == "failed":
        return {"links": [], "failed": f"#{faults[report.folder]}"}
    folder = quote(report.folder)
    links = [
        (file.label(words), f"{folder}/{name}")
        for file in paper_files()
        for name in (file.name, trial_file(file.name))
        if name in report.files
    ]
    return {"links": links, "failed": "", "language": report.language}


def _status(same: Sequence[ListedReport], languages: Sequence[str], words: Words) -> str:
    """Say what became of a row's reports: once if it was the same for all, else language by
    language.
    """
    say = words.say
    names = {"made": say("made now"), "unchanged": say("unchanged"), "failed": say("failed")}
    if len({report.status for report in same}) == 1:
        return names[same[0].status]
    ordered = sorted(same, key=lambda report: languages.index(report.language))
    return "; ".join(
        f"{_language_name(report.language, words)}: {names[report.status]}" for report in ordered
    )
