"""The forms of files that people send, each read as it is seen."""
