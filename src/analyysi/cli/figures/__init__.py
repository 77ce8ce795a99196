"""Commands on figures: fetched, asked for, stored, printed elsewhere."""
