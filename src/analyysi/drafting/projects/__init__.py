"""A project apart from the program: how it begins, and how it is brought up to date."""
