"""What a survey asks, and how answers are read in whatever form they came."""
