"""A program of its own: it has Typst set one document and writes the file. `typesetting` starts it,
without the folders of installed packages.
"""

from __future__ import annotations

import json
import os
import sys

_REFUSED = 4
"""The exit code that `typesetting` knows. Nothing is imported before the folders are known."""


def main() -> int:
    """Read from standard input JSON that says what to set; write to standard output the file, or
    what Typst says is wrong.
    """
    order = json.load(sys.stdin.buffer)
    sys.path[:] = [*sys.path, *(folder for folder in order["folders"] if folder not in sys.path)]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=order["fonts"])
    template = order["template"].encode("utf-8")
    try:
        made = typst.compile(
            template, font_paths=fonts, sys_inputs=order["inputs"], **order["options"]
        )
    except typst.TypstError as fault:
        answers.write(str(fault).encode("utf-8"))
        answers.flush()
        return _REFUSED
    assert isinstance(made, bytes)
    answers.write(made)
    answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
