"""Every text of the beginning is said by a template or a script of the page."""

import re

from analyysi.desk_file.build.begin_words import BEGIN
from support.places import ROOT

PAGE = ROOT / "src" / "analyysi" / "desk_file" / "page"


def test_no_text_is_left_that_the_page_does_not_say() -> None:
    paths = [*PAGE.rglob("*.j2"), *PAGE.rglob("*.js")]
    page = "".join(path.read_text(encoding="utf-8") for path in paths)
    said = set(re.findall(r"[a-z_]+", page))
    assert {name.removeprefix("blank_") for name in BEGIN} - said == set()
