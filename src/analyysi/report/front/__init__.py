"""The front page: one page that a board decides on. Everything else of a report is its annex."""
