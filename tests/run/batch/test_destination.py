"""Where a batch puts its reports: folders of this machine, and addresses that fsspec knows."""

from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from analyysi.errors import ParameterError, ReportError, StorageError
from analyysi.run.batch.destination import AddressDestination, FolderDestination, destination_at


def test_two_batches_in_one_folder_are_kept_apart(tmp_path: Path) -> None:
    first, second = (destination_at(str(tmp_path), tmp_path) for _ in range(2))
    with (
        first.lock(),
        pytest.raises(ReportError, match="Another batch is at work"),
        second.lock(),
    ):
        pass
    with second.lock():
        pass


def _put_and_find(address: str, tmp_path: Path) -> None:
    into = destination_at(address, tmp_path)
    record = b'{"key": "k", "outputs": {"report.html": "%s"}}'
    sha = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # of "hello"
    files = {"report.html": b"hello", "run.json": record % sha.encode()}
    assert not into.up_to_date_record("a/2023", "k", ["html"])
    into.replace_report("a/2023", files)
    assert into.up_to_date_record("a/2023", "k", ["html"])
    assert not into.up_to_date_record("a/2023", "other", ["html"])
    assert not into.up_to_date_record("a/2023", "k", ["html", "pdf"])
    into.replace_report("a/2023", {"report.html": b"other", "run.json": record % sha.encode()})
    assert not into.up_to_date_record(
        "a/2023", "k", ["html"]
    )  # its page is not the one that the record tells of
    into.replace_report("a/2023", files)
    into.keep_failure("a/2023", {"failed.log": b"why"})
    assert into.read_record("a/2023") is None
    into.replace_report("a/2023", files)
    assert into.up_to_date_record("a/2023", "k", ["html"])
    into.write_file("index.html", b"index")


@pytest.mark.parametrize("kind", ["folder", "file", "local", "memory"])
def test_a_destination_holds_whole_reports(kind: str, tmp_path: Path) -> None:
    addresses = {
        "folder": str(tmp_path / "out"),
        "file": f"file://{tmp_path}/out",
        "local": f"local://{tmp_path}/out",
        "memory": f"memory://{tmp_path.name}",
    }
    _put_and_find(addresses[kind], tmp_path)
    if kind != "memory":
        assert (tmp_path / "out" / "a" / "2023" / "report.html").read_bytes() == b"hello"
        assert not (tmp_path / "out" / "a" / "2023" / "failed.log").exists()
        assert (tmp_path / "out" / "index.html").read_bytes() == b"index"


def test_notes_beside_a_report_stay(tmp_path: Path) -> None:
    for address in (str(tmp_path / "out"), f"local://{tmp_path}/other"):
        into = destination_at(address, tmp_path)
        into.replace_report("a/2023", {"report.html": b"1", "run.json": b"{}"})
        notes = (
            tmp_path / ("out" if "://" not in address else "other") / "a" / "2023" / "muistio.txt"
        )
        notes.write_text("ours", encoding="utf-8")
        into.replace_report("a/2023", {"report.html": b"2", "run.json": b"{}"})
        into.keep_failure("a/2023", {"failed.log": b"why"})
        assert notes.read_text(encoding="utf-8") == "ours"


def test_an_address_that_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="cannot be written to: Protocol not known: nonsense"):
        destination_at("nonsense://x", tmp_path)


def test_a_store_whose_library_has_faults_of_its_own_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class ConnectionLostError(Exception):
        """As botocore has: no OSError."""

    def lost(*_: object, **__: object) -> None:
        raise ConnectionLostError("Could not connect.")

    into = destination_at(f"memory://{tmp_path.name}", tmp_path)
    for name in ("cat_file", "cat", "pipe", "pipe_file", "ls", "makedirs"):
        monkeypatch.setattr(MemoryFileSystem, name, lost)
    sentence = (
        "cannot be read or written: ConnectionLostError: Could not connect. Check the address"
    )
    for work in (
        lambda: into.read_record("a/2023"),
        lambda: into.up_to_date_record("a/2023", "k", ["html"]),
        lambda: into.replace_report("a/2023", {"report.html": b"1", "run.json": b"{}"}),
        lambda: into.keep_failure("a/2023", {"failed.log": b"why"}),
        lambda: into.write_file("index.html", b"index"),
    ):
        with pytest.raises(ReportError, match=sentence):
            work()


def test_an_address_of_a_file_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "raportit vuosilta"
    assert destination_at(folder.as_uri(), tmp_path).address_of("index.html") == str(
        folder / "index.html"
    )


def test_reports_of_the_project_are_the_destination_where_none_is_named(tmp_path: Path) -> None:
    destination = destination_at("", tmp_path)
    assert isinstance(destination, FolderDestination)
    assert destination.root == tmp_path


def test_folder_that_cannot_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    destination = destination_at(str(tmp_path / "file"), tmp_path)
    for work in (
        lambda: destination.write_file("index.html", b"index"),
        lambda: destination.replace_report("a/2023", {"run.json": b"{}"}),
        lambda: destination.lock().__enter__(),
    ):
        with pytest.raises(StorageError, match=r"file is no folder, and a folder was expected"):
            work()


def test_record_that_is_no_record_is_none(tmp_path: Path) -> None:
    for address in (str(tmp_path / "out"), f"memory://{tmp_path.name}-records"):
        destination = destination_at(address, tmp_path)
        assert destination.read_record("a/2023") is None
        for content in (b"[]", b"{"):
            destination.write_file("run.json", content)
            assert destination.read_record(".") is None


def test_record_is_written_last_and_taken_away_first(tmp_path: Path) -> None:
    """Else a store that stops in the middle would hold a report that looks whole."""
    steps: list[str] = []

    class Watched(MemoryFileSystem):
        store: dict[str, object] = {}  # noqa: RUF012
        pseudo_dirs = [""]  # noqa: RUF012

        def rm_file(self, path: str) -> None:
            steps.append(f"remove {path.rpartition('/')[2]}")
            super().rm_file(path)

        def pipe_file(self, path: str, value: bytes, **options: object) -> None:
            steps.append(f"write {path.rpartition('/')[2]}")
            super().pipe_file(path, value, **options)

    destination = AddressDestination(Watched(), "/out", "watched://out")
    files = {"run.json": b"{}", "report.html": b"1"}
    destination.replace_report("a/2023", files)
    destination.replace_report("a/2023", files)
    assert steps == [
        "write report.html",
        "write run.json",
        "remove run.json",
        "remove report.html",
        "write report.html",
        "write run.json",
    ]


def test_store_that_keeps_nothing_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MemoryFileSystem, "pipe", lambda *_, **__: None)
    destination = destination_at(f"memory://{tmp_path.name}-forgetful", tmp_path)
    with pytest.raises(ReportError, match=r"has not kept a/2023/run\.json"):
        destination.replace_report("a/2023", {"run.json": b"{}"})


def test_an_output_that_no_path_can_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="a sign that no path may have .NUL"):
        destination_at("out\0put", tmp_path)
