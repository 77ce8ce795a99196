"""Runs of a batch made up for tests: no agreement, no payer and no sum in them is real."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from analyysi.agreement.parameters import RunParameters
from analyysi.run.batch.batch import FAILED, MADE, RunOutcome
from analyysi.run.batch.run_file import ReportRun

FILES = ("report.html", "results.csv")
FAULT = """made-up/2024.toml: total: value 'a <b>lot</b> & more' is no amount.
Write it in euros: "80000.00".
  Did you mean "8000.00"?"""


def names_of(count: int) -> dict[str, str]:
    """Return so many payers, code to name; some sort after Z, one looks like an element."""
    names = {f"{code:03d}": f"Keksitty kunta {code}" for code in range(1, count + 1)}
    return names | {"002": "Äkkilä", "003": "Öisti", "004": "Åla", "005": "Zeta <i>& Co</i>"}


def record(
    year: int,
    language: str = "fi",
    seat: str = "",
    payers: Sequence[str] = ("001", "002", "003"),
    files: Sequence[str] = FILES,
    fingerprint: str = "",
    agreement: str = "made-up",
) -> dict[str, Any]:
    """Return what a batch keeps of a run.json; the shares move a little with the year."""
    names = names_of(len(payers))
    cents = {
        code: 100_000 + 37 * (year - 2000) * (int(code) % 7 - 3) + 1_111 * int(code)
        for code in payers
    }
    title = {
        "fi": "Keksityn kustannuksen jako",
        "sv": "Fördelning av en påhittad kostnad",
        "en": "A made-up cost",
    }
    key = {"fi": "Asukasluku", "sv": "Invånarantal", "en": "Population"}
    return {
        "fingerprint": fingerprint or sha256(f"{agreement} {year}".encode()).hexdigest()[:16],
        "report": {
            "title": f"{title[language]} {year}" + (f": {names[seat]}" if seat else ""),
            "subject": title[language],
            "status": "draft" if year > 2025 else "decided",
            "way": f"{key[language]} 31.12.{year - 2}",
            "currency": "EUR",
            "total_cents": sum(cents.values()),
            "shares": [
                {"code": code, "name": names[code], "cents": cents[code]} for code in payers
            ],
        },
        "outputs": dict.fromkeys(files, "0" * 64),
    }


def run(
    year: int,
    language: str = "fi",
    seat: str = "",
    status: str = MADE,
    agreement: str = "made-up",
    **told: Any,
) -> RunOutcome:
    """Return one report's run; `told` goes to `record`, but `fault` to the run."""
    fault = told.pop("fault", FAULT)
    folder = "-".join(
        [str(year), *([f"seat{seat}"] if seat else []), *([language] if language != "fi" else [])]
    )
    name = f"{agreement}/{folder}"
    asked = RunParameters(agreement=agreement, year=year, language=language, municipality=seat)
    report_run = ReportRun(
        name, asked, ("html",), names_of(5).get(seat, f"Keksitty kunta {int(seat)}") if seat else ""
    )
    if status == FAILED:
        return RunOutcome(name, agreement, year, FAILED, report_run, seconds=0.5, fault=fault)
    seconds = 1.25 if status == MADE else None
    return RunOutcome(
        name,
        agreement,
        year,
        status,
        report_run,
        record(year, language, seat, agreement=agreement, **told),
        seconds,
    )


def unlisted(year: int, agreement: str = "made-up", fault: str = FAULT) -> RunOutcome:
    """Return the run of a year whose reports could not even be listed."""
    return RunOutcome(f"{agreement}/{year}", agreement, year, FAILED, fault=fault)


def everything_at_once() -> list[RunOutcome]:
    """Return two agreements in which all that can happen happens: faults, a payer who leaves, two
    fingerprints.
    """
    papers = (
        "report.html",
        "report.pdf",
        "agreement.docx",
        "job-description.docx",
        "shares.xlsx",
        "results.csv",
    )
    runs = [
        run(year, language, seat, files=papers)
        for year in (2023, 2025)
        for seat in ("", "002", "003")
        for language in ("fi", "sv")
    ]
    runs += [
        run(2024, "fi", status=FAILED),
        run(2024, "sv", status=FAILED),
        run(2024, "fi", "003", status=FAILED),
    ]
    runs += [
        run(2026, "fi", payers=("001", "002", "004")),
        run(2026, "sv", status=FAILED, fault="It took too long."),
    ]
    runs += [
        run(2020, "en", status="unchanged", agreement="other-one"),
        run(2021, "en", status="unchanged", agreement="other-one"),
        run(2021, "en", "001", fingerprint="fedcba9876543210", agreement="other-one"),
        unlisted(2022, "other-one", "other-one/2022.toml: no such file."),
    ]
    return runs


def many_payers(payers: int = 300, years: int = 22) -> list[RunOutcome]:
    """Return one report of all for every year."""
    codes = [f"{code:03d}" for code in range(1, payers + 1)]
    return [run(year, payers=codes) for year in range(2001, 2001 + years)]


def a_thousand() -> list[RunOutcome]:
    """Return a thousand and more reports: 22 years by 15 seats and the report of all, by three
    languages.
    """
    codes = [f"{code:03d}" for code in range(1, 16)]
    return [
        run(year, language, seat, payers=codes, files=("report.html", "report.pdf", "shares.xlsx"))
        for year in range(2001, 2023)
        for seat in ("", *codes)
        for language in ("fi", "sv", "en")
    ]
