"""What several sections of the page share."""
