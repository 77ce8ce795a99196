"""The letters of papers: fonts that packages bring along, and none of the machine's own."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import matplotlib
import typst

SANS, FALLBACK = "IBM Plex Sans", "DejaVu Sans"
"""The paper's letters, and those for signs that they lack."""


@cache
def paper_fonts() -> typst.Fonts:
    """Return the fonts of `SANS` and `FALLBACK` as Typst reads them."""
    folders = [
        Path(str(files("fontpkg_ibm_plex_sans"))) / "files",
        Path(matplotlib.get_data_path()) / "fonts" / "ttf",
    ]
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders])
