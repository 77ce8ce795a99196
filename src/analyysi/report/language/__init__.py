"""Words, sentences and numbers in the language of the reader."""
