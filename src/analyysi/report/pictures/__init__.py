"""What is drawn, and the drawings."""
