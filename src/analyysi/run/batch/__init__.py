"""Many reports: which ones, which are unchanged, and processes that make one report each."""
