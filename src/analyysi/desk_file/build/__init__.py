"""Puts the file together: the page, the parts of the runtime, one agreement's files."""
