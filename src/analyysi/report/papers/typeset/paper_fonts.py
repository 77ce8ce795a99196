"""The letters of papers: fonts that packages bring along, and none of the machine's own."""

from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import typst

SANS, FALLBACK = "IBM Plex Sans", "DejaVu Sans"
"""The paper's letters, and those for signs that they lack."""


def font_folders() -> list[Path]:
    """Return the folders in which the files of `SANS` and `FALLBACK` lie."""
    # Found, not imported: matplotlib takes long to load, and only its letters are needed.
    library = find_spec("matplotlib")
    assert library is not None
    return [
        Path(str(files("fontpkg_ibm_plex_sans"))) / "files",
        Path(str(library.origin)).with_name("mpl-data") / "fonts" / "ttf",
    ]


@cache
def paper_fonts() -> typst.Fonts:
    """Return the fonts of `SANS` and `FALLBACK` as Typst reads them."""
    folders = [str(folder) for folder in font_folders()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
