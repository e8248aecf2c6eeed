"""Where every e-mail of a stack on one machine ends: nothing leaves it, and anyone can read it."""
