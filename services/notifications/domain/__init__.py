"""Notices (what is told to whom), mails (how one leaves), preferences (what a person does not want by e-mail)."""
