"""Whoever is calling, and their way to the services."""

import hmac
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network
from typing import Self
from uuid import UUID

from gateway.bus_port import Bus, CallContext
from services.contracts.actor import Role
from services.contracts.base import Command, Language, Query, ReplyT_co
from services.contracts.identity import AssertionView


@dataclass(frozen=True, slots=True)
class Caller:
    bus: Bus
    context: CallContext
    session: AssertionView | None = None
    """None for a visitor."""
    token: str | None = None
    """The session's own; never logged, never sent on."""
    csrf_token: str = ""
    """For the forms of the page that is answered."""
    address: str | None = None
    user_agent: str | None = None
    visitor: str = ""
    """The secret of a visitor's browser."""

    async def ask(
        self, request: Command[ReplyT_co] | Query[ReplyT_co], *, key: str | None = None, within: float | None = None
    ) -> ReplyT_co:
        """`key`: the idempotency key where it is not the request's own (a form's hidden field, a second command).
        `within`: seconds."""
        context = self.context
        key = key or context.idempotency_key
        if key is not None:
            context = replace(context, idempotency_key=key if self.signed_in else self._visitors_own(key))
        if within is not None:
            context = context.within(within)
        return await self.bus.ask(request, context)

    def _visitors_own(self, key: str) -> str:
        """Services keep a person's keys apart from another's, and know visitors by no name: theirs are told apart here,
        by their browser's secret, or by where they call from and with what."""
        whose = self.visitor or f"{self.address}\0{self.user_agent}"
        return hmac.new(whose.encode(), key.encode(), "sha256").hexdigest()

    @property
    def source(self) -> str | None:
        """The /24 or /48 that the request comes from: what throttling counts by."""
        try:
            address = ip_address(self.address or "")
        except ValueError:
            return None
        return str(ip_network((address, 24 if address.version == 4 else 48), strict=False))

    @property
    def id(self) -> UUID:
        """Raises LookupError for a visitor."""
        if self.session is None:
            raise LookupError("a visitor has no id")
        return self.session.subject

    @property
    def signed_in(self) -> bool:
        return self.session is not None

    @property
    def language(self) -> Language:
        return self.context.language

    def has(self, *roles: Role) -> bool:
        return self.session is not None and not frozenset(self.session.roles).isdisjoint(roles)

    def speaking(self, language: Language) -> Self:
        return replace(self, context=replace(self.context, language=language))
