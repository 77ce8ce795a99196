"""From exact shares to whole cents that sum to the total."""
