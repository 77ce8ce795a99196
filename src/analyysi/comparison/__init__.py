"""Every applicable method on one year's figures, side by side."""
