"""A new agreement: its answers, each checked, and the files that they make."""
