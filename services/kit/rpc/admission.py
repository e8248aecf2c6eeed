"""Who may call: which process sent it, proven; for whom, as identity signed it; and what it holds, opened."""

import logging
from dataclasses import dataclass
from typing import Any

from services.contracts.actor import VISITOR, Actor, Role
from services.contracts.base import Command, Query
from services.contracts.refusals import NotAuthenticated, NotPermitted
from services.kit.assertions import BadAssertion, Verifier, service_actor
from services.kit.broker.queue_consumer import body_bytes
from services.kit.proofs import BadProof, Call, Prover
from services.kit.sealing import CannotOpen, Opener
from services.kit.settings import ServiceSettings

logger = logging.getLogger(__name__)

GATEWAY = "gateway"
"""The one process that speaks for people, by the assertions that identity signed."""


class MayNotSend(BadProof):
    """Who sent it is known, and not named by the request."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as it came."""

    request_type: type[Command[Any] | Query[Any]]
    payload: object
    sealed: object
    """Its secrets, where it has any."""
    headers: dict[str, Any]
    message: Any


@dataclass(frozen=True, slots=True)
class Admitted:
    actor: Actor
    payload: object
    """Its secrets among it."""
    call_id: str | None
    """Of this one sending of it; None of the version before."""
    reply_key: bytes
    """With which the answer is sealed; empty where it is not."""


class Admission:
    """Of one service; all its methods share it, so that an assertion that came with one is known to the others."""

    def __init__(self, service: str, settings: ServiceSettings) -> None:
        self._verifier = Verifier(settings.trusted_keys_dir)
        self._prover = Prover(service, settings.call_key_file, settings.trusted_keys_dir)
        self._opener = Opener(settings.call_key_file)
        self._takes_unproven = settings.takes_unproven_calls

    def admit(self, asked: Asked) -> Admitted:
        """Raises BadProof, NotAuthenticated, NotPermitted."""
        if self._takes_unproven and asked.headers.get("proof") is None:
            return Admitted(self._permitted(asked, self._signed(asked)), asked.payload, None, b"")
        proven = self._prover.check(asked.headers.get("proof"), _call(asked))
        if proven.sender not in asked.request_type.senders:
            raise MayNotSend(f"{proven.sender} is not among its senders")
        if proven.sender == GATEWAY:
            actor = self._signed(asked)
            actor = VISITOR if Role.SERVICE in actor.roles else actor
        else:
            actor = service_actor(proven.sender)  # which speaks for itself only
        payload, reply_key = self._opened(asked)
        return Admitted(self._permitted(asked, actor), payload, proven.id, reply_key)

    def _signed(self, asked: Asked) -> Actor:
        token = asked.headers.get("actor")
        try:
            return self._verifier.verify(token) if token else VISITOR
        except BadAssertion as error:
            logger.warning("assertion not accepted: %s", error)
            return VISITOR

    def _permitted(self, asked: Asked, actor: Actor) -> Actor:
        if not actor.may(asked.request_type.callers):
            raise NotAuthenticated if actor.subject is None else NotPermitted
        return actor

    def _opened(self, asked: Asked) -> tuple[object, bytes]:
        if not asked.request_type.is_sealed():
            return asked.payload, b""
        if asked.sealed is None or not isinstance(asked.payload, dict):
            raise BadProof("secrets in clear")
        try:
            secrets, reply_key = self._opener.open(asked.request_type.routing_key(), asked.sealed)
        except CannotOpen as error:
            raise BadProof(str(error)) from None
        return {**asked.payload, **secrets}, reply_key


def _call(asked: Asked) -> Call:
    headers = asked.headers
    return Call(
        asked.request_type.service(),
        asked.request_type.method(),
        body_bytes(asked.message),
        _text(headers.get("actor")),
        _text(headers.get("idempotency_key")),
        asked.message.properties.get("reply_to"),
    )


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BadProof("makes no sense")
    return value
