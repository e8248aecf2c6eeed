"""What identity's methods work with beside the database, made once a process."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any, cast

from nameko.extensions import DependencyProvider

from services.contracts.actor import Actor
from services.contracts.identity.refusals import ManyAreSigningIn
from services.identity.domain.numbers import RequestLimits
from services.identity.hashing import Hashing
from services.identity.seal import KeyedSeal
from services.identity.settings import Settings
from services.kit.assertions import Signer
from services.kit.process.offload import in_thread
from services.kit.rpc.bulkheads import Bulkhead, Limits


def _limits(settings: Settings) -> Limits:
    return Limits(settings.passwords_at_once, settings.passwords_in_line)


PASSWORDS = Bulkhead("passwords", ManyAreSigningIn, _limits)
"""Whatever hashes one."""


class AssertionSigner:
    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    def sign(self, actor: Actor, now: datetime, expires_at: datetime) -> str:
        return self._signer.sign(actor, now=now, lifetime=expires_at - now)


@dataclass(frozen=True, slots=True)
class Resources:
    seal: KeyedSeal
    hashing: Hashing
    signer: AssertionSigner
    requests_per_source: int
    number_requests: RequestLimits

    @staticmethod
    def fresh_tokens() -> tuple[str, str]:
        """For access and for refresh; 256 bits each."""
        return token_urlsafe(32), token_urlsafe(32)


class _Provider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    def setup(self) -> None:
        settings: Settings = self.container.config["SETTINGS"]
        self._made = Resources(
            settings.seal(),
            Hashing(
                memory_kib=settings.argon2_memory_kib,
                passes=settings.argon2_passes,
                lanes=settings.argon2_lanes,
                run=in_thread,  # here it would hold every other call, and the heartbeats
            ),
            AssertionSigner(Signer("identity", settings.signing_key_file)),
            settings.public_requests_per_source,
            RequestLimits(
                settings.number_requests_per_source,
                settings.number_requests_per_establishment,
                settings.number_requests_per_person,
            ),
        )

    def get_dependency(self, worker_ctx: Any) -> Resources:  # the same for every worker
        return self._made


def resources() -> Resources:
    """`resources = resources()` on the service class."""
    return cast("Resources", _Provider())
