"""The documentation site: pages from the Markdown documents, and reports made for its gallery.

make site
"""
