"""How the house is put on machines: one or many."""
