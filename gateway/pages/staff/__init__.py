"""What staff see, each role its own."""
