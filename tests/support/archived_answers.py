"""What archived programs answer, asked once where several tests ask the same."""

from pathlib import Path

from analyysi.archive.replay import replay_results
from analyysi.run.record import sha256

_ANSWERS: dict[str, str] = {}
"""By all that the program was given."""


def answer_once(
    project: Path, code: Path, agreement: str, year: int, python: Path | None = None
) -> str:
    """Ask the archived program once, in a process of its own, for each state of what it reads."""
    given = sha256(f"{agreement} {year} {python}".encode())
    for folder in (project, code):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                given = sha256(f"{given}{path.relative_to(folder)}".encode() + path.read_bytes())
    if given not in _ANSWERS:
        _ANSWERS[given] = replay_results(project, code, agreement, year, python)
    return _ANSWERS[given]
