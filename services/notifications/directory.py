"""Addresses, numbers and secrets, asked of identity when a mail leaves."""

from uuid import UUID

from services.contracts.identity import (
    CollectSecret,
    ContactView,
    GetContact,
    GetNumberCommunication,
    NumberCommunicationView,
    SecretView,
)
from services.contracts.identity.number_office import GetNumberRefusal, NumberRefusalView
from services.kit.rpc.client import RpcClient


class IdentityDirectory:
    def __init__(self, rpc: RpcClient) -> None:
        self._rpc = rpc

    def contact(self, account_id: UUID) -> ContactView:
        return self._rpc.ask(GetContact(account_id=account_id))

    def number_communication(self, request_id: UUID) -> NumberCommunicationView:
        return self._rpc.ask(GetNumberCommunication(request_id=request_id))

    def number_refusal(self, request_id: UUID) -> NumberRefusalView:
        return self._rpc.ask(GetNumberRefusal(request_id=request_id))

    def secret(self, delivery_id: UUID, event_id: str) -> SecretView:
        return self._rpc.tell(CollectSecret(delivery_id=delivery_id), key=event_id)
