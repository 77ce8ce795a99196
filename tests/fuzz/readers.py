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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyysi.agreement.decision import read_decision
from analyysi.agreement.reading import TextFile, read_year
from analyysi.archive.edition import Edition
from analyysi.archive.integrity import faults
from analyysi.drafting.moved.new_year import next_terms
from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.run.batch.destination import destination_at
from analyysi.run.batch.run_file import planned_runs, read_run_file
from analyysi.sources.answers.json_stat import parse_json_stat
from analyysi.sources.answers.px_json import parse_px_json
from analyysi.sources.answers.px_table import parse_metadata
from analyysi.sources.answers.treasury_documents import (
    asked_cells,
    read_catalogue,
    read_document,
)
from analyysi.sources.boundaries import boundaries
from analyysi.sources.budgets import budget_lines
from analyysi.sources.divisions import read_mergers
from analyysi.sources.fetch.business_ids import read_business_ids
from analyysi.sources.fetch.pxweb import _parse_entries, parse_limits
from analyysi.sources.manifest import ChosenDocument
from analyysi.sources.recipe import TreasuryRecipe, read_recipe
from analyysi.sources.snapshots import check_snapshot, load_snapshot
from analyysi.tables.asked import Asked
from analyysi.tables.decision_reader import read_decision_table
from fuzz.mutations import BYTES, CSV, JSON, LINES, ZIPPED, Mutation
from support import sent_books, sent_foreign, sent_shapes
from support.places import ROOT
from support.recorded_tables import ask
from support.sent_tables import PARTIES, variants
from support.services.tables import real_11ra

assert sent_books.BOOKS
assert sent_foreign.ICELAND
assert sent_shapes.LIKE_OURS

DATA = ROOT / "data"
FIXTURES = ROOT / "tests" / "fixtures"
SNAPSHOT = "tilastokeskus/population-kainuu-2014-2025/2026-11-24"
DERIVED = "tilastokeskus/11ra/2026-11-24"
BUDGETS = "valtiokonttori/ktas-2026/2026-11-29"
SENT = {".csv": CSV, ".txt": LINES, ".xlsx": ZIPPED, ".ods": ZIPPED, ".px": LINES, ".xls": BYTES}
"""The forms of the tables that people send, and how each is changed."""

NAMES = "thl-sotkanet/population-31-12/2026-11-24"
EDITION = ROOT / "reports" / "kainuu-ict" / "published" / "2023" / "edition-1"
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


@dataclass(frozen=True)
class Reader:
    """One reader of what comes from outside."""

    name: str
    seeds: Callable[[], tuple[bytes, ...]]
    mutations: tuple[Mutation, ...]
    prepare: Callable[[Path], Callable[[bytes], object]]
    """Lays out what is needed in an empty folder, once, and returns what reads an input."""


def _tell(faults: Sequence[str]) -> None:
    """Raise the longest of the faults that a check has listed, if it has listed any."""
    if faults:
        raise SourceError(max(faults, key=len))


def _plain(read: Callable[[bytes], object]) -> Callable[[Path], Callable[[bytes], object]]:
    return lambda folder: read


def _files(*paths: Path) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple(path.read_bytes() for path in paths)


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


def _document_reader(folder: Path) -> Callable[[bytes], object]:
    recipe = read_recipe(Project(ROOT), "accounts")
    assert isinstance(recipe, TreasuryRecipe)
    manifest = json.loads((_TREASURY / "manifest.json").read_bytes())
    described = next(
        one for one in manifest["documents"] if one["file"] == "raw/105-lopullinen.json"
    )
    document = ChosenDocument.model_validate(described)
    taxonomies, cells = manifest["derivation"]["taxonomies"], asked_cells(recipe.figures)
    return lambda raw: read_document(raw, document, taxonomies, cells)


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


def _catalogue_reader(folder: Path) -> Callable[[bytes], object]:
    def read(raw: bytes) -> object:
        packed = folder / "catalogue.gz"
        packed.write_bytes(gzip.compress(raw, 1))
        with gzip.open(packed) as stream:
            return read_catalogue(stream, ("0101263-6",), "KTAS")  # type: ignore[arg-type]

    return read


def _recipe_reader(folder: Path) -> Callable[[bytes], object]:
    project = Project(folder)
    project.recipes.mkdir(parents=True)

    def read(raw: bytes) -> object:
        (project.recipes / "recipe.toml").write_bytes(raw)
        return read_recipe(project, "recipe").table_schema(5)

    return read


def _decision_reader(folder: Path) -> Callable[[bytes], object]:
    project = Project(folder)
    project.decisions.mkdir(parents=True)

    def read(raw: bytes) -> object:
        (project.decisions / "decision.toml").write_bytes(raw)
        return read_decision(project, "decision")

    return read


def _edition(folder: Path) -> Edition:
    place = folder / "edition-1"
    shutil.copytree(EDITION, place)
    return Edition(place, "kainuu-ict", 2023, 1)


def _record_reader(folder: Path) -> Callable[[bytes], object]:
    stored = _edition(folder)

    def read(raw: bytes) -> None:
        (stored.folder / "run.json").write_bytes(raw)
        _tell(faults(Edition(stored.folder, "kainuu-ict", 2023, 1)))

    return read


def _sums_reader(folder: Path) -> Callable[[bytes], object]:
    stored = _edition(folder)

    def read(raw: bytes) -> None:
        (stored.folder / "SHA256SUMS").write_bytes(raw)
        _tell(faults(Edition(stored.folder, "kainuu-ict", 2023, 1)))

    return read


def _snapshot_copy(folder: Path, name: str) -> Project:
    project = Project(folder)
    for snapshot in (name, NAMES):  # a derivation takes its names from another snapshot
        shutil.copytree(DATA / "snapshots" / snapshot, project.snapshots / snapshot)
    return project


def _table_reader(folder: Path) -> Callable[[bytes], object]:
    """Reads a snapshot's table whose manifest has been made to agree with it."""
    project = _snapshot_copy(folder, SNAPSHOT)
    place = project.snapshots / SNAPSHOT
    manifest = json.loads((place / "manifest.json").read_bytes())

    def read(raw: bytes) -> None:
        (place / "data.csv").write_bytes(raw)
        manifest["data"] |= {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
        (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        _tell(check_snapshot(project, SNAPSHOT))

    return read


def _manifest_reader(folder: Path) -> Callable[[bytes], object]:
    project = _snapshot_copy(folder, DERIVED)
    place = project.snapshots / DERIVED / "manifest.json"

    def read(raw: bytes) -> None:
        place.write_bytes(raw)
        _tell(check_snapshot(project, DERIVED))

    return read


def _raw_reader(folder: Path) -> Callable[[bytes], object]:
    """Derives a snapshot's table from a raw answer whose manifest agrees with it."""
    project = _snapshot_copy(folder, DERIVED)
    place = project.snapshots / DERIVED
    manifest = json.loads((place / "manifest.json").read_bytes())
    raw_file = manifest["raw"][0]

    def read(raw: bytes) -> None:
        (place / raw_file["path"]).write_bytes(raw)
        raw_file.update({"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()})
        (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        _tell(check_snapshot(project, DERIVED))

    return read


def _batch_reader(folder: Path) -> Callable[[bytes], object]:
    project = Project(ROOT)

    def read(raw: bytes) -> object:
        path = folder / "batch.toml"
        path.write_bytes(raw)
        run_file = read_run_file(path)
        destination_at(run_file.output, folder)
        return planned_runs(project, run_file.reports)

    return read


def _mergers_reader(folder: Path) -> Callable[[bytes], object]:
    project = Project(folder)
    project.municipalities.mkdir(parents=True)

    def read(raw: bytes) -> object:
        (project.municipalities / "mergers.toml").write_bytes(raw)
        return read_mergers(project)

    return read


def _business_ids_reader(folder: Path) -> Callable[[bytes], object]:
    project = Project(folder)
    project.municipalities.mkdir(parents=True)

    def read(raw: bytes) -> object:
        (project.municipalities / "business_ids.csv").write_bytes(raw)
        return read_business_ids(project)

    return read


def _boundaries_reader(folder: Path) -> Callable[[bytes], object]:
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


def _boundaries_manifest_reader(folder: Path) -> Callable[[bytes], object]:
    project = Project(folder)
    for name in ("boundaries", "municipalities"):
        shutil.copytree(DATA / name, folder / "data" / name)

    def read(raw: bytes) -> object:
        (project.boundaries / "municipalities-2020" / "manifest.json").write_bytes(raw)
        return boundaries(project, ("578", "091"))

    return read


def _budgets_reader(folder: Path) -> Callable[[bytes], object]:
    """Reads a snapshot of budgets whose manifest has been made to agree with its table."""
    project = Project(folder)
    shutil.copytree(DATA / "snapshots" / BUDGETS, project.snapshots / BUDGETS)
    place = project.snapshots / BUDGETS
    manifest = json.loads((place / "manifest.json").read_bytes())

    def read(raw: bytes) -> object:
        (place / "data.csv").write_bytes(raw)
        manifest["data"] |= {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
        (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return budget_lines(load_snapshot(project, BUDGETS))

    return read


def _draft_reader(folder: Path) -> Callable[[bytes], object]:
    """Drafts the next year from changed terms, which are read as text then, comments and all."""
    project = Project(folder)
    shutil.copytree(DATA, folder / "data")

    def read(raw: bytes) -> object:
        (project.agreements / "kainuu-ict" / "2023.toml").write_bytes(raw)
        return next_terms(project, "kainuu-ict", 2028, before=2023).as_string()

    return read


_SAID = {".px": Asked(amount="2022", unit="euros", only_parties=True)}
"""What a person says of files that do not say themselves what they hold, by their ending."""


def _sent(ending: str) -> Callable[[], tuple[bytes, ...]]:
    def seeds() -> tuple[bytes, ...]:
        files = [
            sent for sent in variants() if sent.file.endswith(ending) and sent.verdict == "read"
        ]
        plain = [sent for sent in files if not sent.asked and sent.parties == PARTIES]
        files = plain or files
        return tuple(sent.content() for sent in files[:: max(1, len(files) // 12)])

    return seeds


def _sent_reader(ending: str) -> Callable[[Path], Callable[[bytes], object]]:
    def prepare(folder: Path) -> Callable[[bytes], object]:
        def read(raw: bytes) -> object:
            path = folder / f"table{ending}"
            path.write_bytes(raw)
            return read_decision_table(path, PARTIES, _SAID.get(ending))

        return read

    return prepare


_BOUNDARIES = DATA / "boundaries" / "municipalities-2020"
_PX_JSON = DATA / "snapshots" / DERIVED / "raw" / "11ra.px.json"

READERS = {
    reader.name: reader
    for reader in (
        Reader("json-stat2", _json_stat, JSON, _plain(lambda raw: parse_json_stat(raw, "x.json"))),
        Reader("px-json", _files(_PX_JSON), JSON, _plain(lambda raw: parse_px_json(raw, "x.json"))),
        Reader(
            "table metadata",
            lambda: (ask(real_11ra(), "GET"),),
            JSON,
            _plain(lambda raw: parse_metadata(raw, "x.px")),
        ),
        Reader("service limits", lambda: (LIMITS,), JSON, _plain(parse_limits)),
        Reader("service list", lambda: (ENTRIES,), JSON, _plain(_parse_entries)),
        Reader(
            "treasury document",
            _files(_TREASURY / "raw" / "105-lopullinen.json"),
            JSON,
            _document_reader,
        ),
        Reader("treasury catalogue", _catalogue, JSON, _catalogue_reader),
        Reader(
            "recipe",
            _files(*sorted((DATA / "sources").glob("*.toml"))),
            LINES,
            _recipe_reader,
        ),
        Reader(
            "year.toml",
            _files(*sorted(_agreement("kainuu-ict").glob("2*.toml"))),
            LINES,
            _plain(_read_terms),
        ),
        Reader(
            "agreement.toml",
            _files(_agreement("kainuu-ict") / "agreement.toml"),
            LINES,
            _plain(_read_agreement),
        ),
        Reader(
            "printed decision",
            _files(*sorted((DATA / "decisions").glob("*.toml"))),
            LINES,
            _decision_reader,
        ),
        Reader("run.json", _files(EDITION / "run.json"), JSON, _record_reader),
        Reader("SHA256SUMS", _files(EDITION / "SHA256SUMS"), LINES, _sums_reader),
        Reader(
            "data.csv",
            _files(DATA / "snapshots" / SNAPSHOT / "data.csv"),
            CSV,
            _table_reader,
        ),
        Reader(
            "budgets",
            _files(DATA / "snapshots" / BUDGETS / "data.csv"),
            CSV,
            _budgets_reader,
        ),
        Reader("next year", _files(_agreement("kainuu-ict") / "2023.toml"), LINES, _draft_reader),
        *(
            Reader(f"decision {ending[1:]}", _sent(ending), mutations, _sent_reader(ending))
            for ending, mutations in SENT.items()
        ),
        Reader(
            "manifest.json",
            _files(DATA / "snapshots" / DERIVED / "manifest.json"),
            JSON,
            _manifest_reader,
        ),
        Reader("raw answer", _files(_PX_JSON), JSON, _raw_reader),
        Reader("batch.toml", lambda: (BATCH,), LINES, _batch_reader),
        Reader("mergers", _files(DATA / "municipalities" / "mergers.toml"), LINES, _mergers_reader),
        Reader(
            "business ids",
            _files(DATA / "municipalities" / "business_ids.csv"),
            CSV,
            _business_ids_reader,
        ),
        Reader(
            "boundaries", _files(_BOUNDARIES / "municipalities.topo.json"), JSON, _boundaries_reader
        ),
        Reader(
            "boundaries' manifest",
            _files(_BOUNDARIES / "manifest.json"),
            JSON,
            _boundaries_manifest_reader,
        ),
    )
}
"""Every reader by its name. To add one, such as that of a table somebody sends, add a row."""
