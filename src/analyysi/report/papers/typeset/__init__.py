"""Typst in a process of its own, and the fonts that it may use."""
