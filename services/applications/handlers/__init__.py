"""One use case a file, named as its command, the event that it hears of, or its turn of the clock."""
