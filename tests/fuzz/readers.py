"""READERS, everything that reads what comes from outside: one row for each.

A row has the real inputs that are changed, how they are changed, and what reads them. A reader
raises an error of ours, whose message is the one sentence; whatever else it raises is a fault of
the program.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path

from analyysi.agreement.decision import read_decision
from analyysi.agreement.reading import TextFile, read_year
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.drafting.moved.new_year import next_terms
from analyysi.project import Project
from analyysi.run.batch.destination import destination_at
from analyysi.run.batch.run_file import planned_runs, read_run_file
from analyysi.run.rehearsal import live_documents
from analyysi.sources.answers.json_stat import parse_json_stat
from analyysi.sources.answers.px_json import parse_px_json
from analyysi.sources.answers.px_table import parse_metadata
from analyysi.sources.answers.treasury_documents import (
    asked_cells,
    read_catalogue,
    read_document,
)
from analyysi.sources.budgets import budget_lines
from analyysi.sources.fetch.business_ids import read_business_ids
from analyysi.sources.fetch.kuntatalous import document_check
from analyysi.sources.fetch.pxweb import _parse_entries, parse_limits
from analyysi.sources.manifest import ChosenDocument
from analyysi.sources.municipalities.boundaries import boundaries
from analyysi.sources.municipalities.divisions import read_mergers
from analyysi.sources.recipe import TreasuryRecipe, read_recipe
from analyysi.sources.snapshots import check_snapshot, load_snapshot
from fuzz.archive_readers import ARCHIVE_READERS
from fuzz.desk_file_readers import DESK_FILE_READERS
from fuzz.given_readers import GIVEN_READERS
from fuzz.mutations import CSV, JSON, LINES
from fuzz.reader import DATA, FIXTURES, Read, Reader, files, plain, require, require_numbers, tell
from fuzz.sent_readers import SENT_READERS
from fuzz.stored_readers import NAMES, SNAPSHOT, STORED_READERS, resealed, snapshot_copy
from support.places import ROOT
from support.recorded_tables import ask
from support.services.tables import real_11ra

DERIVED = "tilastokeskus/11ra/2026-11-24"
BUDGETS = "valtiokonttori/ktas-2026/2026-11-29"

BATCH = b"""workers = 2

[[reports]]
agreements = ["kainuu-ict"]
years = ["2023", "2027"]
languages = ["fi", "sv"]
municipalities = ["joint", "Paltamo"]
formats = ["html", "pdf"]
"""
ENTRIES = b"""[{"id": "vaerak", "type": "l", "text": "Population"},
 {"id": "11ra.px", "type": "t", "text": "Key figures", "updated": "2026-04-01T05:00:00"}]"""
_TREASURY = DATA / "snapshots" / "valtiokonttori" / "ktas-2023" / "2026-11-29"
LIMITS = b'{"maxValues": 120000, "maxCells": 120000, "maxCalls": 40, "timeWindow": 60}'


def _agreement(name: str) -> Path:
    return DATA / "agreements" / name


def _read_terms(raw: bytes) -> object:
    agreement = _agreement("kainuu-ict") / "agreement.toml"
    return read_year(
        TextFile("data/agreements/kainuu-ict/agreement.toml", agreement.read_bytes()),
        TextFile(f"data/agreements/kainuu-ict/{2027 if b'year = 2027' in raw else 2023}.toml", raw),
    )


def _read_agreement(raw: bytes) -> object:
    terms = _agreement("kainuu-ict") / "2023.toml"
    return read_year(
        TextFile("data/agreements/kainuu-ict/agreement.toml", raw),
        TextFile("data/agreements/kainuu-ict/2023.toml", terms.read_bytes()),
    )


def _shares_reader(folder: Path) -> Read:
    """Shares a year by changed terms, with the stored figures: the shares sum to the total."""
    project = Project(folder)
    shutil.copytree(DATA, folder / "data")
    path = project.agreements / "kainuu-ict" / "2023.toml"

    def read(raw: bytes) -> object:
        path.write_bytes(raw)
        case = load_year(project, "kainuu-ict", 2023)
        for split in compare_methods(case).splits:
            cents = split.rounded.cents
            total = case.terms.total.value
            require(sum(cents.values()) == total, f"{split.id}: shares of another total")
            require({*cents} == {*case.terms.participants}, f"{split.id}: shares of others")
        return case

    return read


def _json_stat() -> tuple[bytes, ...]:
    query = {"query": [], "response": {"format": "json-stat2"}}
    small = {
        "class": "dataset",
        "version": "2.0",
        "label": "Test",
        "source": "Test",
        "id": ["area", "time"],
        "size": [2, 2],
        "role": {"time": ["time"]},
        "dimension": {
            "area": {"label": "Area", "category": {"index": {"KU005": 0, "SSS": 1}}},
            "time": {"label": "Year", "category": {"index": ["2024", "2025"]}},
        },
        "value": [1, None, 3.5, 4],
        "status": {"1": ".."},
        "note": ["A note"],
    }
    recorded = FIXTURES / "statfin_v1" / "budjettihaukka_128c_2024.jsonstat2.json"
    return (
        recorded.read_bytes(),
        json.dumps(small).encode(),
        ask(real_11ra(), "POST", json.dumps(query).encode()),
    )


def _read_json_stat(raw: bytes) -> object:
    answer = parse_json_stat(raw, "x.json")
    require(len(answer.values) == answer.size, "more or fewer figures than cells")
    require_numbers(answer.values, raw)
    return answer


def _read_px_json(raw: bytes) -> object:
    answer = parse_px_json(raw, "x.json")
    require(len(answer.values) == answer.size, "more or fewer figures than cells")
    require_numbers(answer.values, raw)
    return answer


def _document_reader(folder: Path) -> Read:
    recipe = read_recipe(Project(ROOT), "accounts")
    assert isinstance(recipe, TreasuryRecipe)
    manifest = json.loads((_TREASURY / "manifest.json").read_bytes())
    described = next(
        one for one in manifest["documents"] if one["file"] == "raw/105-lopullinen.json"
    )
    document = ChosenDocument.model_validate(described)
    taxonomies, cells = manifest["derivation"]["taxonomies"], asked_cells(recipe.figures)
    check = document_check(document, taxonomies, recipe.figures)
    path = folder / "document.json"

    def read(raw: bytes) -> object:
        """Reads it as a pull and as a rehearsal do."""
        path.write_bytes(raw)
        check(path)
        live_documents._whole(path)
        live_documents._taxonomies(raw)
        return read_document(raw, document, taxonomies, cells)

    return read


def _catalogue() -> tuple[bytes, ...]:
    line = {
        "ytunnus": "0101263-6",
        "raportointikokonaisuus": "KTAS",
        "raportointikausi": "2023",
        "hyvaksymisvaihe": "Lopullinen",
        "hyvaksymispvm": "2023-01-04 08:19:43.07",
        "julkaisupvm": None,
    }
    return (json.dumps({"aineistot": [line, {**line, "ytunnus": "0186000-1"}, line]}).encode(),)


def _catalogue_reader(folder: Path) -> Read:
    def read(raw: bytes) -> object:
        packed = folder / "catalogue.gz"
        packed.write_bytes(gzip.compress(raw, 1))
        with gzip.open(packed) as stream:
            return read_catalogue(stream, ("0101263-6",), "KTAS")  # type: ignore[arg-type]

    return read


def _recipe_reader(folder: Path) -> Read:
    project = Project(folder)
    project.recipes.mkdir(parents=True)

    def read(raw: bytes) -> object:
        (project.recipes / "recipe.toml").write_bytes(raw)
        return read_recipe(project, "recipe").table_schema(5)

    return read


def _decision_reader(folder: Path) -> Read:
    project = Project(folder)
    project.decisions.mkdir(parents=True)

    def read(raw: bytes) -> object:
        (project.decisions / "decision.toml").write_bytes(raw)
        return read_decision(project, "decision")

    return read


def _table_reader(folder: Path) -> Read:
    """Reads a snapshot's table whose manifest has been made to agree with it."""
    project = snapshot_copy(folder, SNAPSHOT, NAMES)
    return resealed(project, SNAPSHOT, lambda: tell(check_snapshot(project, SNAPSHOT)))


def _manifest_reader(folder: Path) -> Read:
    project = snapshot_copy(folder, DERIVED, NAMES)
    place = project.snapshots / DERIVED / "manifest.json"

    def read(raw: bytes) -> None:
        place.write_bytes(raw)
        tell(check_snapshot(project, DERIVED))

    return read


def _raw_reader(folder: Path) -> Read:
    """Derives a snapshot's table from a raw answer whose manifest agrees with it."""
    project = snapshot_copy(folder, DERIVED, NAMES)
    place = project.snapshots / DERIVED
    manifest = json.loads((place / "manifest.json").read_bytes())
    raw_file = manifest["raw"][0]

    def read(raw: bytes) -> None:
        (place / raw_file["path"]).write_bytes(raw)
        raw_file.update({"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()})
        (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        tell(check_snapshot(project, DERIVED))

    return read


def _batch_reader(folder: Path) -> Read:
    project = Project(ROOT)

    def read(raw: bytes) -> object:
        path = folder / "batch.toml"
        path.write_bytes(raw)
        run_file = read_run_file(path)
        destination_at(run_file.output, folder)
        return planned_runs(project, run_file.reports)

    return read


def _mergers_reader(folder: Path) -> Read:
    project = Project(folder)
    project.municipalities.mkdir(parents=True)

    def read(raw: bytes) -> object:
        (project.municipalities / "mergers.toml").write_bytes(raw)
        return read_mergers(project)

    return read


def _business_ids_reader(folder: Path) -> Read:
    project = Project(folder)
    project.municipalities.mkdir(parents=True)

    def read(raw: bytes) -> object:
        (project.municipalities / "business_ids.csv").write_bytes(raw)
        return read_business_ids(project)

    return read


def _boundaries_reader(folder: Path) -> Read:
    """Reads a map whose manifest has been made to agree with it."""
    project = Project(folder)
    for name in ("boundaries", "municipalities"):
        shutil.copytree(DATA / name, folder / "data" / name)
    place = project.boundaries / "municipalities-2020"
    manifest = json.loads((place / "manifest.json").read_bytes())

    def read(raw: bytes) -> object:
        (place / manifest["file"]).write_bytes(raw)
        manifest.update({"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()})
        (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return boundaries(project, ("578", "091"))

    return read


def _boundaries_manifest_reader(folder: Path) -> Read:
    project = Project(folder)
    for name in ("boundaries", "municipalities"):
        shutil.copytree(DATA / name, folder / "data" / name)

    def read(raw: bytes) -> object:
        (project.boundaries / "municipalities-2020" / "manifest.json").write_bytes(raw)
        return boundaries(project, ("578", "091"))

    return read


def _budgets_reader(folder: Path) -> Read:
    """Reads a snapshot of budgets whose manifest has been made to agree with its table."""
    project = snapshot_copy(folder, BUDGETS)
    return resealed(project, BUDGETS, lambda: budget_lines(load_snapshot(project, BUDGETS)))


def _draft_reader(folder: Path) -> Read:
    """Drafts the next year from changed terms, which are read as text then, comments and all."""
    project = Project(folder)
    shutil.copytree(DATA, folder / "data")

    def read(raw: bytes) -> object:
        (project.agreements / "kainuu-ict" / "2023.toml").write_bytes(raw)
        return next_terms(project, "kainuu-ict", 2028, before=2023)

    return read


_BOUNDARIES = DATA / "boundaries" / "municipalities-2020"
_PX_JSON = DATA / "snapshots" / DERIVED / "raw" / "11ra.px.json"

READERS = {
    reader.name: reader
    for reader in (
        Reader("json-stat2", _json_stat, JSON, plain(_read_json_stat), 16),
        Reader("px-json", files(_PX_JSON), JSON, plain(_read_px_json), 4),
        Reader(
            "table metadata",
            lambda: (ask(real_11ra(), "GET"),),
            JSON,
            plain(lambda raw: parse_metadata(raw, "x.px")),
        ),
        Reader("service limits", lambda: (LIMITS,), JSON, plain(parse_limits)),
        Reader("service list", lambda: (ENTRIES,), JSON, plain(_parse_entries)),
        Reader(
            "treasury document",
            files(_TREASURY / "raw" / "105-lopullinen.json"),
            JSON,
            _document_reader,
        ),
        Reader("treasury catalogue", _catalogue, JSON, _catalogue_reader),
        Reader(
            "recipe",
            files(*sorted((DATA / "sources").glob("*.toml"))),
            LINES,
            _recipe_reader,
        ),
        Reader(
            "year.toml",
            files(*sorted(_agreement("kainuu-ict").glob("2*.toml"))),
            LINES,
            plain(_read_terms),
        ),
        Reader(
            "shares by year.toml",
            files(_agreement("kainuu-ict") / "2023.toml"),
            LINES,
            _shares_reader,
            2,
        ),
        Reader(
            "agreement.toml",
            files(_agreement("kainuu-ict") / "agreement.toml"),
            LINES,
            plain(_read_agreement),
        ),
        Reader(
            "printed decision",
            files(*sorted((DATA / "decisions").glob("*.toml"))),
            LINES,
            _decision_reader,
        ),
        Reader(
            "data.csv", files(DATA / "snapshots" / SNAPSHOT / "data.csv"), CSV, _table_reader, 6
        ),
        Reader(
            "budgets", files(DATA / "snapshots" / BUDGETS / "data.csv"), CSV, _budgets_reader, 4
        ),
        Reader("next year", files(_agreement("kainuu-ict") / "2023.toml"), LINES, _draft_reader, 1),
        *SENT_READERS,
        *ARCHIVE_READERS,
        *GIVEN_READERS,
        *DESK_FILE_READERS,
        *STORED_READERS,
        Reader(
            "manifest.json",
            files(DATA / "snapshots" / DERIVED / "manifest.json"),
            JSON,
            _manifest_reader,
        ),
        Reader("raw answer", files(_PX_JSON), JSON, _raw_reader, 2),
        Reader("batch.toml", lambda: (BATCH,), LINES, _batch_reader, 6),
        Reader("mergers", files(DATA / "municipalities" / "mergers.toml"), LINES, _mergers_reader),
        Reader(
            "business ids",
            files(DATA / "municipalities" / "business_ids.csv"),
            CSV,
            _business_ids_reader,
            5,
        ),
        Reader(
            "boundaries",
            files(_BOUNDARIES / "municipalities.topo.json"),
            JSON,
            _boundaries_reader,
            1,
        ),
        Reader(
            "boundaries' manifest",
            files(_BOUNDARIES / "manifest.json"),
            JSON,
            _boundaries_manifest_reader,
        ),
    )
}
"""Every reader by its name. To add one, such as that of a table somebody sends, add a row."""
