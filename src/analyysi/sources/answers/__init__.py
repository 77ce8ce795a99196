"""The publishers' answers, from raw bytes to the rows of a snapshot."""
