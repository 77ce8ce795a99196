"""Tables of the program as pandas has them, for tests that pick and sum."""

import pandas as pd

from analyysi.sources.plain_table import PlainTable


def frame_of(table: PlainTable) -> pd.DataFrame:
    """Return a table as a data frame: whole numbers as ``Int64``, decimals as objects."""
    return pd.DataFrame({name: pd.array(list(table[name])) for name in table})
