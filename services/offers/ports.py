"""What the use cases of offers need from outside."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from services.offers.domain.campaign import Campaign
from services.offers.domain.offer import Offer


class Campaigns(Protocol):
    def by_code(self, code: str) -> Campaign | None:
        """Nobody else publishes this code until the transaction ends."""

    def due_for_announcement(self, on: date) -> list[Campaign]: ...

    def save(self, campaign: Campaign) -> None: ...


class Offers(Protocol):
    def id_of(self, code: str) -> UUID | None:
        """Nobody else publishes this code until the transaction ends."""

    def save(self, offer: Offer, at: datetime) -> None: ...
