"""Commands that write or change the terms of a year."""
