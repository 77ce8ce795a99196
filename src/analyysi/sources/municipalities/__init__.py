"""Municipalities: which there are and were, what they are called, and where they lie."""
