"""The broker: its address, connection, exchanges, queues, confirmed publishing, and what an event looks like on it."""
