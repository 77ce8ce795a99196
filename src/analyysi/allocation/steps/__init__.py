"""Steps around a method: parts taken first, bounds, transitions."""
