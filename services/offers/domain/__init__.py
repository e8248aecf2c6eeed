"""Campaigns, offers, and the few rules that bind them."""
