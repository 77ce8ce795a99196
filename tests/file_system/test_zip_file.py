"""The same contents make the same archive, and come out of it again."""

import io
import zipfile

from analyysi.file_system.zip_file import zipped

CONTENTS = {"b/two.txt": b"2" * 1000, "a.txt": b""}


def test_what_is_packed_comes_out_in_its_order() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(CONTENTS))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == CONTENTS
        assert archive.namelist() == list(CONTENTS)
        assert all(entry.external_attr >> 16 == 0o644 for entry in archive.infolist())


def test_the_day_is_not_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(CONTENTS))) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        assert {entry.create_system for entry in archive.infolist()} == {3}
