"""Many reports: which ones, which of them are unchanged, and processes that
make one report each.
"""
