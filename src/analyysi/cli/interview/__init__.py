"""The interview by which a new agreement is made: its questions, and how they are asked."""
