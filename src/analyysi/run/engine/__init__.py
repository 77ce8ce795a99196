"""How a notebook's cells are run: papermill's engine, and the processes that each run one notebook
and no other.
"""
