"""What tests that need the real parts stand on: a broker, a database, keys, running services, and a caller."""
