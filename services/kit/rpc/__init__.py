"""Calls: answering them, and asking other services."""
