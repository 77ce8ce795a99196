"""The one layer over the file system: everything that the program writes, moves and removes.

A file or a folder appears whole or not at all: it is written beside its place, under a name that
begins with `files.NEW`, and gets its own name in one step. What links lead to is never followed,
copied or removed. Every fault of the disk is a `StorageError` in one sentence.
"""
