"""What an analyst adds to a case: ways of sharing and keys of their own."""
