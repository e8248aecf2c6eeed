"""Whole jobs over HTTP and the bus, against a running stack."""
