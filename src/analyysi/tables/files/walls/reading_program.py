"""A program of its own: it reads one file of tables and writes its sheets. `apart` starts it, with
limits and without the folders of installed packages.
"""

from __future__ import annotations

import json
import os
import sys

_NOT_NEEDED = ("numpy", "pandas", "PIL")
"""What openpyxl imports where it can, to write: half of its start, and most of its memory."""
_OUT_OF_MEMORY = 3
"""The exit code that `apart` knows. Nothing is imported before the folders are known."""


def main() -> int:
    """Read from standard input a line of JSON that says what to read, and the file; write to
    standard output "sheets" or "refused", and the JSON of the sheets or of a sentence.
    """
    wanted = json.loads(sys.stdin.buffer.readline())
    sys.path[:] = [*sys.path, *(folder for folder in wanted["folders"] if folder not in sys.path)]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    sys.modules.update(dict.fromkeys(_NOT_NEEDED))  # type: ignore[arg-type]
    try:
        kind, answer = _read(wanted["form"], sys.stdin.buffer.read(), wanted["name"])
        answers.write(kind + b"\n" + answer)
        answers.flush()
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


def _read(form: str, content: bytes, name: str) -> tuple[bytes, bytes]:
    from analyysi.errors import SourceError
    from analyysi.tables.files.formats import FORMATS
    from analyysi.tables.files.walls.encoding import encoded, encoded_sentence

    try:
        return b"sheets", encoded(FORMATS[form].reader(content, name))
    except SourceError as refusal:
        # The parser of XML takes it for damage.
        if "out of memory" in str(refusal.__cause__):
            raise MemoryError from refusal
        return b"refused", encoded_sentence(refusal.sentence)


if __name__ == "__main__":
    sys.exit(main())
