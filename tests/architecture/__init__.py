"""The house as drawn: who imports whom, and that nothing promised is left unkept."""
