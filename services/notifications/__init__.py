"""Notifications: whatever happens to a person's file reaches them, in their space and by e-mail."""
