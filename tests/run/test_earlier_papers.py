"""Papers of an earlier report: none is lost that a person changed, and none stays that is old."""

import json
import shutil
from hashlib import sha256
from pathlib import Path, PurePath

import pytest

from analyysi.errors import Sentence
from analyysi.run.batch.destination import AddressDestination, destination_at
from analyysi.run.earlier_papers import RECORD
from analyysi.run.folder import keep_failure, replace_folder
from analyysi.run.notebook_choice import NOTEBOOK

HTML, PDF, WORD = b"page", b"paper", b"agreement"


def _report(key: str, **papers: bytes) -> dict[str, bytes]:
    """Return the files of a report: papers by name without the ending's dot, and its record."""
    files = {name.replace("_", "."): content for name, content in papers.items()}
    outputs = {name: sha256(content).hexdigest() for name, content in files.items()}
    record = {"key": key, "outputs": outputs, "inputs": [{"path": name} for name in files]}
    return {**files, RECORD: json.dumps(record).encode()}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report with three papers of which one was changed."""
    folder = tmp_path / "2027"
    replace_folder(folder, _report("k", report_html=HTML, report_pdf=PDF, agreement_docx=WORD))
    (folder / "agreement.docx").write_bytes(b"mine")
    return folder


def test_papers_of_the_same_inputs_stay_and_the_record_tells_of_them(folder: Path) -> None:
    assert replace_folder(folder, _report("k", report_html=HTML)) == ()
    assert _files(folder) == {"report.html": HTML, "report.pdf": PDF, "agreement.docx": b"mine"}
    record = json.loads((folder / RECORD).read_bytes())
    assert list(record["outputs"]) == ["report.html", "report.pdf"]
    assert {"path": "report.pdf"} in record["inputs"]


def test_papers_of_other_inputs_are_moved_and_told(folder: Path) -> None:
    notes = replace_folder(folder, _report("new", report_html=b"new"))
    kept = {"previous/report.pdf": PDF, "changed/agreement.docx": b"mine"}
    assert _files(folder) == {"report.html": b"new", **kept}
    assert [note.values["file"] for note in notes] == ["report.pdf", "agreement.docx"]
    # What was moved stays until it is made again.
    assert replace_folder(folder, _report("newer", report_html=b"newer")) == ()
    assert _files(folder) == {"report.html": b"newer", **kept}
    replace_folder(folder, _report("newer", report_html=b"newer", report_pdf=b"newer"))
    assert not (folder / "previous").exists()


def test_a_changed_paper_that_is_made_again_is_kept_each_time(folder: Path) -> None:
    notes = replace_folder(folder, _report("k", agreement_docx=WORD))
    (folder / "agreement.docx").write_bytes(b"mine again")
    replace_folder(folder, _report("k", agreement_docx=WORD))
    files = _files(folder)
    assert files["agreement.docx"] == WORD
    assert files["changed/agreement.docx"] == b"mine"
    assert files["changed/agreement-2.docx"] == b"mine again"
    assert notes == (
        "agreement.docx was changed after it was made: it is kept as changed/agreement.docx.",
    )
    assert all(isinstance(note, Sentence) for note in notes)


def test_a_failure_between_two_reports_loses_nothing(folder: Path) -> None:
    keep_failure(folder, {"failed.log": b"why"})
    (folder / "previous" / "notes.txt").write_bytes(b"own")
    keep_failure(folder, {"failed.log": b"why"})
    replace_folder(folder, _report("new", report_html=b"new"))
    assert _files(folder) == {
        "report.html": b"new",
        "previous/report.pdf": PDF,
        "previous/notes.txt": b"own",
        "changed/agreement.docx": b"mine",
    }


def test_after_a_failure_papers_of_the_same_inputs_come_back(folder: Path) -> None:
    keep_failure(folder, {"failed.log": b"why"})
    replace_folder(folder, _report("k", report_html=HTML))
    kept = {"report.pdf": PDF, "changed/agreement.docx": b"mine"}
    assert _files(folder) == {"report.html": HTML, **kept}


def test_a_failure_after_a_report_keeps_what_was_changed_in_previous(folder: Path) -> None:
    replace_folder(folder, _report("new", report_html=b"new"))
    (folder / "previous" / "report.pdf").write_bytes(b"my marks")
    keep_failure(folder, {"failed.log": b"why"})
    files = _files(folder)
    assert files["previous/report.html"] == b"new"
    assert files["changed/report.pdf"] == b"my marks"


def test_what_is_removed_from_previous_is_told(folder: Path) -> None:
    """It holds one report: there is no room for papers of one before that."""
    replace_folder(folder, _report("new", report_html=b"new", results_csv=b"1"))
    assert "previous/report.pdf" in _files(folder)
    told = ("previous/report.pdf was of a still earlier calculation: it was removed.",)
    failed = folder.with_name("failed")
    shutil.copytree(folder, failed)
    assert keep_failure(failed, {"failed.log": b"why"}) == told
    assert "previous/report.pdf" not in _files(failed)
    notes = replace_folder(folder, _report("newer", report_html=b"newer"))
    assert [note.values["file"] for note in notes[:1]] == ["results.csv"]
    assert notes[1:] == told
    kept = {"previous/results.csv": b"1", "changed/agreement.docx": b"mine"}
    assert _files(folder) == {"report.html": b"newer", **kept}


def test_a_failure_tells_what_it_moved_out_of_previous(folder: Path) -> None:
    replace_folder(folder, _report("new", report_html=b"new"))
    (folder / "previous" / "report.pdf").write_bytes(b"my marks")
    assert keep_failure(folder, {"failed.log": b"why"}) == (
        "report.pdf was changed after it was made: it is kept as changed/report.pdf.",
    )


def _with_notebook(report: dict[str, bytes], notebook: bytes) -> dict[str, bytes]:
    record = {**json.loads(report[RECORD]), "executed_notebook": sha256(notebook).hexdigest()}
    return {**report, NOTEBOOK: notebook, RECORD: json.dumps(record).encode()}


def test_a_changed_notebook_is_kept_as_a_paper_is(tmp_path: Path) -> None:
    folder = tmp_path / "2027"
    made = _with_notebook(_report("k", report_html=HTML), b"cells")
    replace_folder(folder, made)
    assert replace_folder(folder, _with_notebook(_report("k", report_html=HTML), b"other")) == ()
    (folder / NOTEBOOK).write_bytes(b"my cells")
    (note,) = replace_folder(folder, made)
    assert note.values["path"] == f"changed/{NOTEBOOK}"
    kept = {f"changed/{NOTEBOOK}": b"my cells"}
    assert _files(folder) == {"report.html": HTML, NOTEBOOK: b"cells", **kept}
    # A failed run takes it along, and the next report finds it there.
    (folder / NOTEBOOK).write_bytes(b"my cells again")
    keep_failure(folder, {"failed.log": b"why"})
    assert len(replace_folder(folder, made)) == 1
    assert _files(folder)[f"changed/{PurePath(NOTEBOOK).stem}-2.ipynb"] == b"my cells again"
    assert not (folder / "previous").exists()


def test_a_notebook_without_a_checksum_is_replaced(folder: Path) -> None:
    (folder / NOTEBOOK).write_bytes(b"of an earlier version")
    assert replace_folder(folder, {**_report("k", report_html=HTML), NOTEBOOK: b"new"}) == ()
    assert _files(folder)[NOTEBOOK] == b"new"


def test_an_address_keeps_them_as_a_folder_does(tmp_path: Path) -> None:
    into = destination_at(f"memory://{tmp_path.name}", tmp_path)
    assert isinstance(into, AddressDestination)
    into.replace_report("a", _report("k", report_html=HTML, report_pdf=PDF, agreement_docx=WORD))
    into.write_file("a/agreement.docx", b"mine")
    into.replace_report("a", _report("k", report_html=HTML))
    record = into.read_record("a")
    assert record is not None
    assert list(record["outputs"]) == ["report.html", "report.pdf"]
    notes = into.replace_report("a", _report("new", report_html=b"new"))
    assert [note.values["file"] for note in notes] == ["report.pdf", "agreement.docx"]
    filesystem = into._files
    assert filesystem.cat_file(f"/{tmp_path.name}/a/changed/agreement.docx") == b"mine"
    assert filesystem.cat_file(f"/{tmp_path.name}/a/previous/report.pdf") == PDF
    told = ("previous/report.pdf was of a still earlier calculation: it was removed.",)
    assert into.keep_failure("a", {"failed.log": b"why"}) == told
    assert filesystem.cat_file(f"/{tmp_path.name}/a/previous/report.html") == b"new"
    assert into.read_record("a") is None
