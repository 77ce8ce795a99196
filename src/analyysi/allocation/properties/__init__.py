"""What holds of a split: properties with witnesses, and measures of evenness."""
