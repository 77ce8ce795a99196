"""Papermill's engine of this project, and processes that each run one notebook and no other."""
