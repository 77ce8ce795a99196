"""Commands on a project as a whole."""
