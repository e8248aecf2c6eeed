"""What notifications does, one use case a file."""
