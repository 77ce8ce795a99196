"""The same files give the same bytes, and what stands in the page comes out of it again."""

import lzma
from base64 import b85decode

from hypothesis import given
from hypothesis import strategies as st

from analyysi.desk_file.build.packing import LETTERS, as_text, packed
from analyysi.desk_file.build.site_modules import members

PYTHONS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"


@given(st.binary(max_size=60))
def test_letters_hold_the_bytes(content: bytes) -> None:
    count, _, letters = as_text(content).partition(b" ")
    decoded = b85decode(letters.translate(bytes.maketrans(LETTERS, PYTHONS)))
    assert decoded[: int(count)] == content


def test_no_letter_means_anything_in_html_or_in_a_script() -> None:
    assert len(set(LETTERS)) == 85
    assert not set(LETTERS) & set(b"<>&\"'`\\ \n")


def test_an_archive_is_the_same_whatever_the_order_of_its_files() -> None:
    files = {"b/two.txt": b"2", "a.txt": b"1"}
    archive = packed(files)
    assert archive == packed(dict(reversed(files.items())))
    unpacked = members(lzma.decompress(archive))
    assert [(name, bytes(content)) for name, content in unpacked] == [
        ("a.txt", b"1"),
        ("b/two.txt", b"2"),
    ]
