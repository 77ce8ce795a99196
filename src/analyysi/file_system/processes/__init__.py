"""Processes that work with limits, apart from the program: they do not import what they run."""
