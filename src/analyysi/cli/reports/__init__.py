"""Commands that make reports, or show what a report would."""
