"""Everybody who acts in identity's tests, over the bus, and an ear on its events."""

import json
import time
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pika

from services.contracts.actor import Actor, Role
from services.contracts.base import Portal
from services.contracts.identity import (
    AssertionView,
    AssignNumber,
    ChangePassword,
    CollectSecret,
    CommunicateNumber,
    EstablishmentView,
    IdentifySession,
    LogIn,
    NumberRequestView,
    RegisterEstablishment,
    RequestFirstLogin,
    RequestNumber,
    SecretView,
    SessionView,
)
from tests.parts.caller import Caller
from tests.parts.keys import Keys
from tests.parts.waiting import PATIENCE

OWN_PASSWORD = "lampadaire tortue violette"


class Ear:
    """Hears every event of identity from the moment it is made."""

    def __init__(self, url: str) -> None:
        self._connection = pika.BlockingConnection(pika.URLParameters(url))
        self._channel = self._connection.channel()
        self._queue = self._channel.queue_declare("", exclusive=True).method.queue
        self._channel.queue_bind(self._queue, "identity.events", "#")
        self._heard: list[dict[str, Any]] = []

    def hear(self, event_type: str, **data: object) -> dict[str, Any]:
        """The data of the first such event, taken out of what was heard. Raises AssertionError."""
        wanted = {name: str(value) for name, value in data.items()}
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            for event in self._heard:
                if (
                    event["type"] == event_type
                    and wanted.items() <= {name: str(told) for name, told in event["data"].items()}.items()
                ):
                    self._heard.remove(event)
                    found: dict[str, Any] = event["data"]
                    return found
            self._listen()
        raise AssertionError(f"no {event_type} with {wanted}, only {[event['type'] for event in self._heard]}")

    def publish(self, exchange: str, routing_key: str, body: bytes, message_id: str) -> None:
        """As another service would."""
        properties = pika.BasicProperties(content_type="application/json", delivery_mode=2, message_id=message_id)
        self._channel.basic_publish(exchange, routing_key, body, properties)

    def everything(self) -> str:
        self._listen()
        return json.dumps(self._heard)

    def _listen(self) -> None:
        for method, _, body in self._channel.consume(self._queue, auto_ack=True, inactivity_timeout=0.1):
            if method is None:
                return
            self._heard.append(json.loads(body))

    def close(self) -> None:
        self._connection.close()


@dataclass
class Member:
    id: UUID
    cgos_number: str
    portal: Portal
    password: str
    session: SessionView
    actor: str


class Office:
    def __init__(self, caller: Caller, keys: Keys, ear: Ear) -> None:
        self._caller = caller
        self._keys = keys
        self.ear = ear
        self.administrator = keys.staff(Role.ADMINISTRATOR)
        self.officer = keys.staff(Role.OFFICER)
        self.notifications = "service:notifications"
        self.applications = "service:applications"

    def call(self, request: Any, actor: str | None = None, key: str | None = None) -> Any:
        return self._caller.call(request, actor=actor, key=key or uuid4().hex)

    def publish(self, exchange: str, routing_key: str, body: bytes, message_id: str) -> None:
        self.ear.publish(exchange, routing_key, body, message_id)

    def correspondent(self, *establishments: UUID, also: frozenset[Role] = frozenset()) -> str:
        return self._keys.sign(
            Actor(
                subject=str(uuid4()),
                portal="staff",
                roles=frozenset({Role.ESTABLISHMENT}) | also,
                establishments=frozenset(establishments),
            )
        )

    def establishment(self, name: str | None = None, city: str = "Lyon") -> EstablishmentView:
        registered: EstablishmentView = self.call(
            RegisterEstablishment(
                name=name or f"Hôpital {uuid4().hex[:8]}",
                kind="ch",
                city=city,
                postal_code="69003",
                region="Auvergne-Rhône-Alpes",
            ),
            self.administrator,
        )
        return registered

    def request(self, establishment_id: UUID, portal: Portal = "agent", **others: Any) -> UUID:
        told: dict[str, Any] = {
            "profession": "infirmier" if portal == "agent" else "interne",
            "family_name": "Vasseur",
            "given_name": "Inès",
            "birth_date": date(1990, 5, 17),
            "email": "ines.vasseur@example.org",
        }
        created = self.call(RequestNumber(portal=portal, establishment_id=establishment_id, **(told | others)))
        request_id: UUID = created.id
        return request_id

    def assigned(self, portal: Portal = "agent", **others: Any) -> NumberRequestView:
        place = self.establishment()
        request_id = self.request(place.id, portal, **others)
        request: NumberRequestView = self.call(AssignNumber(request_id=request_id), self.correspondent(place.id))
        return request

    def communicated(self, portal: Portal = "agent", **others: Any) -> tuple[UUID, str]:
        """The member's id and number."""
        request = self.assigned(portal, **others)
        self.call(CommunicateNumber(request_id=request.id), self.officer)
        heard = self.ear.hear("number_communicated", request_id=request.id)
        return UUID(heard["member_id"]), request.cgos_number or ""

    def collect(self, delivery_id: UUID | str, key: str | None = None) -> SecretView:
        secret: SecretView = self.call(CollectSecret(delivery_id=UUID(str(delivery_id))), self.notifications, key)
        return secret

    def temporary_password(self, member_id: UUID, cgos_number: str) -> str:
        self.call(RequestFirstLogin(cgos_number=cgos_number))
        delivery = self.ear.hear("temporary_password_issued", account_id=member_id)["delivery_id"]
        return self.collect(delivery).secret

    def log_in(self, cgos_number: str, password: str, portal: Portal = "agent", **others: Any) -> SessionView:
        command = LogIn(cgos_number=cgos_number, password=password, portal=portal, **others)
        session: SessionView = self.call(command)
        return session

    def identify(self, session: SessionView) -> AssertionView:
        identified: AssertionView = self.call(IdentifySession(token_hash=fingerprint(session.access_token)))
        return identified

    def member(self, portal: Portal = "agent", **others: Any) -> Member:
        """Signed in, with a password of their own."""
        member_id, number = self.communicated(portal, **others)
        temporary = self.temporary_password(member_id, number)
        session = self.log_in(number, temporary, portal)
        restricted = self.identify(session).assertion
        self.call(ChangePassword(current_password=temporary, new_password=OWN_PASSWORD), restricted)
        return Member(member_id, number, portal, OWN_PASSWORD, session, self.identify(session).assertion)


def fingerprint(token: str) -> str:
    return sha256(token.encode()).hexdigest()
