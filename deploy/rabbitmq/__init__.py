"""RabbitMQ as it is told to be: its configuration, and who may do what on it."""
