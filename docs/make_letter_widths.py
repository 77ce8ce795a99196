"""Writes src/analyysi/report/pictures/letter_widths.json from the DejaVu Sans that matplotlib
brings along: `python docs/make_letter_widths.py`.

Drawings need the width of letters and nothing else of matplotlib; so the widths of the letters of
Europe's languages are kept beside them. The file is held to the font by
tests/report/pictures/test_letters.py.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font, LoadFlags

from analyysi.report.pictures.letters import NAME

FONTS = {"regular": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}

LETTERS = (
    range(0x20, 0x7F),
    range(0xA0, 0x250),  # Latin
    range(0x370, 0x400),  # Greek
    range(0x400, 0x530),  # Cyrillic
    range(0x1E00, 0x1F00),  # Latin of further languages
    range(0x2000, 0x2070),  # punctuation
    range(0x20A0, 0x20C0),  # currencies
    range(0x2190, 0x2200),  # arrows
    range(0x2200, 0x2300),  # mathematics
)


def font(weight: str) -> FT2Font:
    """Return the font of a weight."""
    return FT2Font(str(Path(get_data_path(), "fonts", "ttf", FONTS[weight])))


def widths(face: FT2Font) -> dict[str, str]:
    """Return the letters of each width, in units of the font."""
    letters_by_width: dict[int, str] = {}
    known = face.get_charmap()
    for code in (code for letters in LETTERS for code in letters if code in known):
        width = face.load_char(code, flags=LoadFlags.NO_SCALE).horiAdvance
        letters_by_width[width] = letters_by_width.get(width, "") + chr(code)
    return {str(width): letters_by_width[width] for width in sorted(letters_by_width)}


def text() -> str:
    """Return the whole file."""
    faces = {weight: font(weight) for weight in FONTS}
    content = {
        "size": faces["regular"].units_per_EM,
        **{weight: widths(face) for weight, face in faces.items()},
    }
    return json.dumps(content, ensure_ascii=True, indent=1) + "\n"


def main() -> None:
    """Write the file."""
    path = Path(str(files("analyysi.report.pictures") / NAME))
    path.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
