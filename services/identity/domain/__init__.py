"""The rules of identity: no input, no output, no clock of their own."""
