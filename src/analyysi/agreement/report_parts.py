"""What of a report a paper holds. To import this module costs nothing: the command line needs it
for its help.
"""

from typing import Final, Literal

Part = Literal["front", "page", "all"]
"""The front page alone, with its annex, or on paper also what the page has folded for
specialists.
"""

FRONT_ONLY: Final = "front"
WITH_ANNEX: Final = "page"
WHOLE: Final = "all"
