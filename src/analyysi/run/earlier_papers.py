"""What becomes of an earlier report's papers when a new one is put in its folder.

A paper that a person changed is never lost: it is known by its checksum, which is not the one that
the report's record, run.json, has of it. So is the executed notebook, where the record has its
checksum.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from analyysi.agreement.parameters import trial_file
from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import Sentence
from analyysi.report.papers.paper_table import paper_files
from analyysi.run.notebook_choice import NOTEBOOK
from analyysi.sources.files import json_bytes

RECORD = "run.json"
RESULTS = "results.csv"

PREVIOUS = "previous"
"""The subfolder with an earlier report's files: of other inputs, or from before a failed run."""

CHANGED = "changed"
"""The subfolder with the papers that a person changed. No run touches what is in it."""

_EXECUTED = "executed_notebook"
"""The name under which a record has the checksum of the executed notebook."""


def output_names() -> frozenset[str]:
    """Return the names that the papers of a report and its results may have."""
    outputs = {RESULTS, *(file.name for file in paper_files())}
    return frozenset({*outputs, *(trial_file(name) for name in outputs)})


@dataclass(frozen=True)
class Arranged:
    """What a report's folder is to hold.

    Parameters
    ----------
    files
        What is to be written, path in the folder to bytes.
    staying
        The paths of the files of earlier runs that stay as they are.
    notes
        What was moved or removed, a sentence each.
    """

    files: dict[str, bytes]
    staying: frozenset[str] = frozenset()
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class _Earlier:
    """An earlier report: its papers, in the folder itself or in `PREVIOUS`, and its record."""

    papers: Mapping[str, bytes]
    record: Mapping[str, Any]

    def is_of(self, key: object) -> bool:
        """Return whether it was made from the same inputs as another report."""
        return key is not None and self.record.get("key") == key

    @property
    def outputs(self) -> Mapping[str, Any]:
        """The checksum of each paper as it was made; none where the record has no such list."""
        outputs = self.record.get("outputs")
        return {
            **(outputs if isinstance(outputs, dict) else {}),
            NOTEBOOK: self.record.get(_EXECUTED),
        }

    @property
    def inputs(self) -> Sequence[Any]:
        """What it was made from; nothing where the record has no such list."""
        inputs = self.record.get("inputs")
        return inputs if isinstance(inputs, list) else ()

    def as_made(self) -> dict[str, bytes]:
        """Return the papers that nobody has changed."""
        return {
            name: paper
            for name, paper in self.papers.items()
            if self.outputs.get(name) == sha256(paper).hexdigest()
        }

    def changed(self) -> dict[str, bytes]:
        """Return the papers that are not, or not known to be, as they were made."""
        made = self.as_made()
        return {name: paper for name, paper in self.papers.items() if name not in made}


def arrange(
    present: Mapping[str, bytes], contents: Mapping[str, bytes], taken: Collection[str]
) -> Arranged:
    """Return what a folder is to hold when a new report is put in it.

    A paper that the new report does not have stays if it is of the same inputs, comes back from
    `PREVIOUS` if it was there, and goes to `PREVIOUS` if it is of others. `PREVIOUS` holds one
    report: papers of a still earlier one are removed then, with a sentence where no newer paper of
    the name is there. What a person changed stays in the first case, and goes to `CHANGED` in every
    other.

    Parameters
    ----------
    present
        The files of runs that are in it, path in the folder to bytes, those in `PREVIOUS` too.
    contents
        The files of the new report.
    taken
        The names of what is in `CHANGED`.
    """
    here, before = _earlier(present, ""), _earlier(present, f"{PREVIOUS}/")
    key = _read(contents.get(RECORD)).get("key")
    kept = _without(here.papers, contents) if here.is_of(key) else {}
    returning = _without(before.as_made(), contents, here.papers) if before.is_of(key) else {}
    outdated = _without(here.as_made(), contents, kept)
    older = _without(before.as_made(), contents, returning, here.papers)
    files = {**contents, **returning}
    staying = set(kept)
    if outdated:
        files |= {f"{PREVIOUS}/{name}": present[name] for name in (*outdated, RECORD)}
    elif older:
        staying |= {f"{PREVIOUS}/{name}" for name in (*older, RECORD)}
    notes = [
        Sentence(
            "{file} was made before the project's files changed, and was not asked for now: it was "
            "moved to {folder}/.",
            file=name,
            folder=PREVIOUS,
        )
        for name in outdated
    ]
    removed = _removed(older) if outdated else ()
    added, told = _put_aside((_without(here.changed(), kept), before.changed()), contents, taken)
    if RECORD in contents:
        unmade = ((here, _without(here.as_made(), contents)), (before, returning))
        reports = [(report, papers) for report, papers in unmade if papers and report.is_of(key)]
        files[RECORD] = _with_papers(contents[RECORD], reports)
    return Arranged({**files, **added}, frozenset(staying), (*notes, *removed, *told))


def arrange_failure(
    present: Mapping[str, bytes], contents: Mapping[str, bytes], taken: Collection[str]
) -> Arranged:
    """Return what a folder is to hold after a failed run: its `contents`, and every file of an
    earlier report in `PREVIOUS`. Papers of a still earlier one are removed from there, with a
    sentence.
    """
    earlier = {
        name: content
        for name, content in present.items()
        if "/" not in name and not name.startswith("failed.")
    }
    if not earlier:
        return Arranged(dict(contents), frozenset(path for path in present if "/" in path))
    before = _earlier(present, f"{PREVIOUS}/")
    removed = _removed(_without(before.as_made(), earlier))
    added, told = _put_aside((before.changed(),), {}, taken)
    moved = {f"{PREVIOUS}/{name}": content for name, content in earlier.items()}
    return Arranged({**contents, **moved, **added}, notes=(*removed, *told))


def _earlier(present: Mapping[str, bytes], folder: str) -> _Earlier:
    in_folder = {
        path.removeprefix(folder): content
        for path, content in present.items()
        if path.startswith(folder)
    }
    record = _read(in_folder.get(RECORD))
    # Records of earlier versions do not tell whether a notebook was changed.
    names = {*output_names(), NOTEBOOK} if _EXECUTED in record else output_names()
    papers = {name: content for name, content in in_folder.items() if name in names}
    return _Earlier(papers, record)


def _read(record: bytes | None) -> dict[str, Any]:
    try:
        content = {} if record is None else read_json(record)
    except UnreadableError:
        return {}
    return content if isinstance(content, dict) else {}


def _without(papers: Mapping[str, bytes], *others: Iterable[str]) -> dict[str, bytes]:
    names = set().union(*others)
    return {name: paper for name, paper in papers.items() if name not in names}


def _removed(papers: Iterable[str]) -> tuple[Sentence, ...]:
    """Return a sentence for each paper that is removed from `PREVIOUS`."""
    return tuple(
        Sentence(
            "{path} was of a still earlier calculation: it was removed.", path=f"{PREVIOUS}/{name}"
        )
        for name in papers
    )


def _put_aside(
    changed: Iterable[Mapping[str, bytes]], contents: Mapping[str, bytes], taken: Collection[str]
) -> tuple[dict[str, bytes], tuple[Sentence, ...]]:
    """Return what goes to `CHANGED`, with a sentence for each."""
    files: dict[str, bytes] = {}
    notes = []
    for papers in changed:
        for name, paper in papers.items():
            if contents.get(name) == paper:
                continue
            path = _free(name, taken, files)
            files[path] = paper
            notes.append(
                Sentence(
                    "{file} was changed after it was made: it is kept as {path}.",
                    file=name,
                    path=path,
                )
            )
    return files, tuple(notes)


def _free(name: str, taken: Collection[str], files: Container[str]) -> str:
    """Return a path in `CHANGED` that nothing has: "changed/agreement-2.docx" for the second."""
    plain, number = PurePath(name), 1
    path = f"{CHANGED}/{name}"
    while path.removeprefix(f"{CHANGED}/") in taken or path in files:
        number += 1
        path = f"{CHANGED}/{plain.stem}-{number}{plain.suffix}"
    return path


def _with_papers(record: bytes, reports: Iterable[tuple[_Earlier, Mapping[str, bytes]]]) -> bytes:
    """Return a record that has the papers of earlier reports of the same inputs too."""
    merged = _read(record)
    for report, papers in reports:
        kept = {name: report.outputs[name] for name in papers if name in report.outputs}
        merged["outputs"] = dict(sorted({**kept, **merged["outputs"]}.items()))
        further = [item for item in report.inputs if item not in merged["inputs"]]
        merged["inputs"] = [*merged["inputs"], *further]
    return record if merged == _read(record) else json_bytes(merged)
