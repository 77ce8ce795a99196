"""Published shares beside the splits: in a table, and what comes near to them."""
