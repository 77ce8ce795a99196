"""What the parties agreed: the standing agreement and each year's terms, read and checked."""
