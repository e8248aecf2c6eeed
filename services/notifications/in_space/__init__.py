"""What a notification says in a person's space, by language."""
