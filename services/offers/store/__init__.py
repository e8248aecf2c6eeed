"""Offers' ports on PostgreSQL. Each takes the work whose transaction it stands in."""

from services.offers.store.campaigns import SqlCampaigns
from services.offers.store.offers import SqlOffers

__all__ = ["SqlCampaigns", "SqlOffers"]
