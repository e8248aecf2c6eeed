"""What members read: only what is in their own portal."""
