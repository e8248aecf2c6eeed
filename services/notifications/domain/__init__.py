"""Notices (who is notified of what), mails (how one leaves), preferences (what a person does not want by e-mail)."""
