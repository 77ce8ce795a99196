"""Numbers as offices print them, and what they count."""
