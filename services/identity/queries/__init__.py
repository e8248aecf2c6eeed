"""What identity shows: from rows to views, nothing decided here."""
