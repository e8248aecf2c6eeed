"""Offers: what members may buy or book at better prices, one catalogue per portal, and the campaigns that frame it."""
