"""Two small services for the kit's own tests: a ledger that tells, and a counter that listens."""
