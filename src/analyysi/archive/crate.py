"""An edition as an RO-Crate that other tools open: plain JSON-LD, made from the record alone.

The form is Process Run Crate 0.5 on RO-Crate 1.1 (https://w3id.org/ro/wfrun/process/0.5,
https://w3id.org/ro/crate/1.1): each report is an action that used the inputs and the program and
made the papers.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Any

from analyysi.archive.edition import (
    CODE,
    CRATE,
    INPUTS,
    LOCK,
    PAPERS,
    READ_ME,
    RECORD,
    RESULTS,
    EditionRecord,
    FileRecord,
    ReportRecord,
)
from analyysi.sources.files import json_bytes

_CRATE = "https://w3id.org/ro/crate/1.1"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_PROGRAM, _PYTHON, _LICENCE, _OFFICE = "#analyysi", "#python", "#licence", "#office"
_FORMS = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gz": "application/gzip",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".toml": "application/toml",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_DESCRIBED = {
    RESULTS: "Every split, one row per split and payer, to the cent",
    RECORD: "Parameters, versions and the checksum of every file",
    CODE: "The program that made the papers, as source code",
    READ_ME: "What is in this folder and how to recompute it",
}


def record_bytes(record: EditionRecord) -> bytes:
    """Write `run.json`."""
    return json_bytes(record.model_dump(mode="json"))


def crate_bytes(record: EditionRecord) -> bytes:
    """Write `ro-crate-metadata.json`. The same record, the same bytes."""
    run_record = FileRecord(path=RECORD, sha256=hashlib.sha256(record_bytes(record)).hexdigest())
    files = [*record.files, run_record]
    actions = [_action(record, report) for report in record.reports]
    prepared_on = record.prepared_on
    graph = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _CRATE},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": record.title,
            "description": _description(record),
            "datePublished": record.published.isoformat(),
            "version": str(record.edition),
            "license": {"@id": _LICENCE},
            **_by_office("author", record),
            **({"dateCreated": prepared_on.isoformat()} if prepared_on is not None else {}),
            "conformsTo": {"@id": _PROFILE},
            "hasPart": [{"@id": file.path} for file in files],
            "mentions": _unpacked([{"@id": action["@id"]} for action in actions]),
        },
        {"@id": _PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {
            "@id": _LICENCE,
            "@type": "CreativeWork",
            "name": "Licences",
            "description": "The figures: the licence that each manifest under "
            "inputs/data/snapshots names. "
            "The program: MIT licence.",
        },
        *_office(record),
        *actions,
        {
            "@id": _PROGRAM,
            "@type": "SoftwareApplication",
            "name": "analyysi",
            "softwareVersion": record.code.version,
            "softwareRequirements": _unpacked([{"@id": _PYTHON}, *_lock(record)]),
        },
        {
            "@id": _PYTHON,
            "@type": "SoftwareApplication",
            "name": "Python",
            "softwareVersion": record.python,
        },
        *(_file(file) for file in files),
    ]
    context = [
        f"{_CRATE}/context",
        "https://w3id.org/ro/terms/workflow-run/context",
        {"sha256": "https://schema.org/sha256"},
    ]
    return json_bytes({"@context": context, "@graph": graph})


def _unpacked(references: list[dict[str, str]]) -> list[dict[str, str]] | dict[str, str]:
    """Return a list, or its only member by itself, as RO-Crate wants it."""
    return references[0] if len(references) == 1 else references


def _office(record: EditionRecord) -> list[dict[str, str]]:
    """Return who made the reports, if the terms name an office: nobody else is taken for it."""
    if record.prepared_by is None:
        return []
    return [{"@id": _OFFICE, "@type": "Organization", "name": record.prepared_by}]


def _by_office(role: str, record: EditionRecord) -> dict[str, dict[str, str]]:
    return {role: {"@id": _OFFICE}} if record.prepared_by is not None else {}


def _description(record: EditionRecord) -> str:
    summary = (
        f"The shares of {record.agreement} {record.year} as published, with everything needed "
        "to recompute them."
    )
    if record.supersedes is None:
        return summary
    return (
        f"{summary} It takes the place of edition {record.supersedes.edition}: "
        f"{record.supersedes.reason}"
    )


def _action(record: EditionRecord, report: ReportRecord) -> dict[str, Any]:
    inputs = [file.path for file in record.files if file.path.startswith(f"{INPUTS}/")]
    made = [f"{PAPERS}/{report.folder}/{name}" for name in record.papers(report)]
    return {
        "@id": f"#report-{report.folder}",
        "@type": "CreateAction",
        "name": f"Report {report.folder} of {record.agreement} {record.year}",
        "description": "The notebook was executed and its papers made: "
        f"{', '.join(report.formats)}.",
        "instrument": {"@id": _PROGRAM},
        "object": [{"@id": path} for path in [*inputs, CODE]],
        "result": [{"@id": path} for path in [*made, RESULTS]],
        "endTime": report.executed_at.isoformat(),
        **_by_office("agent", record),
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }


def _lock(record: EditionRecord) -> list[dict[str, str]]:
    path = f"{INPUTS}/{LOCK}"
    return [{"@id": path} for file in record.files if file.path == path]


def _file(file: FileRecord) -> dict[str, Any]:
    path = PurePosixPath(file.path)
    description = {"description": _DESCRIBED[file.path]} if file.path in _DESCRIBED else {}
    media_type = _FORMS.get(path.suffix, "text/plain")
    return {
        "@id": file.path,
        "@type": "File",
        "name": path.name,
        **description,
        "encodingFormat": media_type,
        "sha256": file.sha256,
    }


def read_me(record: EditionRecord) -> bytes:
    """Write `README.txt`, for whoever opens the folder years later, in Finnish, Swedish and
    English.
    """
    return f"""{record.title}
{record.agreement} {record.year}, edition {record.edition}, published {record.published.isoformat()}

Suomeksi
  papers/     mitä hallitukselle annettiin
  results.csv kaikki jakotavat sentilleen
  inputs/     ehdot, aineistot, muistikirja ja mallipohjat, joista kaikki laskettiin
  code/       ohjelma, joka laski
  run.json    ohjelmien versiot ja jokaisen tiedoston tarkistussumma (SHA-256)
  SHA256SUMS  samat tarkistussummat: sha256sum --check SHA256SUMS
  Laske uudelleen projektin kansiossa: analyysi reproduce {record.agreement} {record.year}
  Kansiota ei muuteta. Korjaus julkaistaan uutena painoksena, ja tämä jää.

På svenska
  papers/     det som gavs till styrelsen
  results.csv alla fördelningssätt på centen
  inputs/     villkoren, materialen, anteckningsboken och mallarna som allt räknades av
  code/       programmet som räknade
  run.json    programmens versioner och varje fils kontrollsumma (SHA-256)
  SHA256SUMS  samma kontrollsummor: sha256sum --check SHA256SUMS
  Räkna om i projektets mapp: analyysi reproduce {record.agreement} {record.year}
  Mappen ändras inte. En rättelse publiceras som en ny utgåva, och denna blir kvar.

In English
  papers/     what the board was given
  results.csv every way of sharing, to the cent
  inputs/     the terms, figures, notebook and templates from which all was worked out
  code/       the program that worked it out
  run.json    the programs' versions and the checksum (SHA-256) of every file
  SHA256SUMS  the same checksums: sha256sum --check SHA256SUMS
  Recompute it in the project's folder: analyysi reproduce {record.agreement} {record.year}
  The folder is not changed. A correction is published as a new edition, and this one stays.
""".encode()
