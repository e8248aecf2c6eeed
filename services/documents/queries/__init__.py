"""What is read. Each function answers a view; lists are by keyset, newest first."""
