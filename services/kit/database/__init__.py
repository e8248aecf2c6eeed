"""PostgreSQL: transactions, the house's own tables, the outbox and its relay."""
