"""What offers does, one use case a file."""
