"""The entry point: a JSON API and three portals of pages in front of the bus."""
