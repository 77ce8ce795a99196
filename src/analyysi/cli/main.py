"""Where the program begins: the process of a report's cells is started before this one imports what
takes time.
"""

from __future__ import annotations

import atexit
import os
import sys
from typing import NoReturn

from analyysi.run.garbage_collection import collect_less_often, keep_what_is_there

PLUGINS = "PYDANTIC_DISABLE_PLUGINS"
"""The variable by which pydantic looks for no plugins."""
_WITHOUT_CELLS_HERE = {"-h", "--help", "--publish"}
"""Options of `report` with which no notebook is executed by this process."""


def main() -> NoReturn:
    """Run the command line, as `command_line.main` says."""
    collect_less_often()
    # Else the end of the process looks through all of it, twice.
    atexit.register(keep_what_is_there)
    arguments = sys.argv[1:]
    if arguments[:1] != ["lab"]:  # the notebooks of which are the analyst's own
        # To look for plugins, pydantic reads the records of every installed library.
        os.environ.setdefault(PLUGINS, "__all__")
    if arguments[:1] == ["report"] and not _WITHOUT_CELLS_HERE & set(arguments):
        from analyysi.run.engine.process import start_ahead

        start_ahead()
    from analyysi.cli import command_line

    command_line.main()
