"""What happened in identity."""

from typing import Literal
from uuid import UUID

from services.contracts.base import Event, Open, Portal


class NumberRequested(Event):
    public = True
    request_id: UUID
    establishment_id: UUID
    portal: Open[Portal]


class NumberAssigned(Event):
    public = True
    request_id: UUID
    member_id: UUID
    establishment_id: UUID


class NumberCommunicated(Event):
    request_id: UUID
    member_id: UUID
    delivery: Open[Literal["email", "post"]]


class TemporaryPasswordIssued(Event):
    """`delivery_id` opens nothing by itself: notifications fetches the secret once, by RPC."""

    delivery_id: UUID
    account_id: UUID


class PasswordResetRequested(Event):
    delivery_id: UUID
    account_id: UUID


class EmailConfirmationRequested(Event):
    delivery_id: UUID
    account_id: UUID


class AccountActivated(Event):
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class PasswordChanged(Event):
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class EmailChanged(Event):
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class HouseholdChanged(Event):
    public = True
    member_id: UUID


class RightsOpened(Event):
    member_id: UUID
    year: int


class SessionRevoked(Event):
    """The gateway drops its cached assertion."""

    session_id: UUID
    account_id: UUID
