"""The desk in one file that a browser opens: its engine, its page and what puts them together."""
