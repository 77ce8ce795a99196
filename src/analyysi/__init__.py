"""Share a joint cost on official figures, compare the ways of sharing it, report it to a board."""

__version__ = "0.1.0"
