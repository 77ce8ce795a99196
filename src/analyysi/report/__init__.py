"""What a reader sees: words, numbers, tables, figures and the page, in the reader's language."""
