"""Every text of the doors is said by a template or a script of the page."""

import re

from analyysi.desk_file.build.door_words import DOORS
from support.places import ROOT

PAGE = ROOT / "src" / "analyysi" / "desk_file" / "page"
BUILT = {"table_{}": ("sheet", "payer_column", "column", "percent_column")}
"""Names that a template puts together."""


def test_no_text_is_left_that_the_page_does_not_say() -> None:
    paths = [*PAGE.rglob("*.j2"), *PAGE.rglob("*.js")]
    page = "".join(path.read_text(encoding="utf-8") for path in paths)
    said = set(re.findall(r"[a-z_]+", page))
    built = {pattern.format(part) for pattern, parts in BUILT.items() for part in parts}
    built |= {f"key_{name}" for name in ("label", "unit", "day", "source")}
    assert set(DOORS) - said - built == set()
