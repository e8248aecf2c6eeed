"""What a paper says of itself in the signed code that it bears (2D-Doc)."""
