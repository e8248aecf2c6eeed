"""What the e-mails say: a source for each kind and language, and how it becomes subject, text and HTML."""
