"""Images and one-host deployment for those who have Docker."""
