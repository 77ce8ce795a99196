"""The folder of a year's report: replaced as a whole, or left as it was."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

PREVIOUS = "previous"
_NEW, _OLD = ".new-", ".old-"


def replace_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly these files. A fault or a kill on the way leaves it as it was.

    The files are written beside it first and the folder is swapped by renaming. Left-overs of an
    earlier run that was killed are cleared away, and a folder it had set aside is put back.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    recover(folder)
    new = Path(mkdtemp(prefix=f"{_NEW}{folder.name}-", dir=folder.parent))
    old = folder.parent / f"{_OLD}{folder.name}"
    try:
        for name, content in contents.items():
            (new / name).write_bytes(content)
        new.chmod(0o755)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        recover(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(folder: Path) -> None:
    """Clear what a killed run left beside `folder`; put the earlier folder back if it had been set aside."""
    old = folder.parent / f"{_OLD}{folder.name}"
    if old.exists():
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)
    for left in folder.parent.glob(f"{_NEW}{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)


def keep_failure(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Put a failed run's notebook and log into `folder`; move an earlier report's files to `previous/`.

    So no report of an earlier run can be taken for this run's, and none is lost.
    """
    folder.mkdir(parents=True, exist_ok=True)
    recover(folder)
    earlier = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith("failed.")]
    if earlier:
        previous = folder / PREVIOUS
        if previous.exists():
            shutil.rmtree(previous)
        previous.mkdir()
        for path in earlier:
            path.rename(previous / path.name)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
