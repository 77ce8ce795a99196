"""Pages that list many: the reports of a batch, printed decisions."""
