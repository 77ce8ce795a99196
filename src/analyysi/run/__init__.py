"""Runs: from parameters to the files of a report, written together or not at all."""
