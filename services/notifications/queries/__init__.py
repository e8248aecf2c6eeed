"""What a person reads in their space."""
