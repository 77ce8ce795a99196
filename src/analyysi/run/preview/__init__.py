"""The preview: a page on this computer that follows the files it is made from."""
