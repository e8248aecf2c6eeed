"""From an opaque session token to identity's signed statement of who it is, remembered for as long as it may be."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from gateway.bus_port import Bus, CallContext
from services.contracts.actor import Role
from services.contracts.identity import AssertionView, IdentifySession
from services.contracts.refusals import NotAuthenticated

MOST_REMEMBERED = 20_000
MARGIN = 15.0
"""Seconds before its end from which an assertion is not used any more: the call it goes with takes time."""
_TOKEN = re.compile(r"[A-Za-z0-9_.~+/=-]{16,300}")


class Sessions:
    """Forgets a session when identity revokes it, and everything whenever it may have missed hearing so.

    Never remembered: a failure, and a restricted session, whose next step lifts the restriction.
    """

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._assertions: OrderedDict[str, AssertionView] = OrderedDict()
        self._asking: dict[str, asyncio.Task[AssertionView]] = {}
        self._generation = 0

    async def identify(self, token: str, context: CallContext, *, prolongs: bool = True) -> AssertionView | None:
        """None where the token opens no session. `prolongs`: it counts as activity of an idle browser session."""
        if not _TOKEN.fullmatch(token):
            return None
        key = sha256(token.encode()).hexdigest()
        assertion = self._assertions.get(key)
        if assertion is not None:
            if _seconds_left(assertion) > MARGIN:
                self._assertions.move_to_end(key)
                return assertion
            self._assertions.pop(key)
        if not prolongs:
            return await self._look_at(key, context)
        asking = self._asking.get(key)
        if asking is None:
            asking = asyncio.create_task(self._ask(key, context))
            self._asking[key] = asking
            asking.add_done_callback(lambda _: self._asking.pop(key, None))
        try:
            # Shared by every request of this session that is waiting: one that gives up must not end it for all.
            return await asyncio.shield(asking)
        except NotAuthenticated:
            return None

    async def _look_at(self, key: str, context: CallContext) -> AssertionView | None:
        try:
            return await self._identified(key, context, prolongs=False)
        except NotAuthenticated:
            return None

    async def _identified(self, key: str, context: CallContext, *, prolongs: bool) -> AssertionView:
        command = IdentifySession(token_hash=key, prolongs=prolongs)
        return await self._bus.ask(command, CallContext(language=context.language, traceparent=context.traceparent))

    async def _ask(self, key: str, context: CallContext) -> AssertionView:
        generation = self._generation
        found = await self._identified(key, context, prolongs=True)
        # A revocation heard meanwhile may have been of this very session: use the answer once, remember nothing.
        if generation == self._generation and Role.RESTRICTED not in found.roles:
            self._assertions[key] = found
            if len(self._assertions) > MOST_REMEMBERED:
                self._assertions.popitem(last=False)
        return found

    def forget_token(self, token: str) -> None:
        self._generation += 1
        self._assertions.pop(sha256(token.encode()).hexdigest(), None)

    def forget_session(self, session_id: UUID) -> None:
        self._forget(lambda assertion: assertion.session_id == session_id)

    def forget_account(self, account_id: UUID) -> None:
        """Its sessions go on; each is asked for anew."""
        self._forget(lambda assertion: assertion.subject == account_id)

    def _forget(self, meant: Callable[[AssertionView], bool]) -> None:
        self._generation += 1
        for key in [key for key, assertion in self._assertions.items() if meant(assertion)]:
            del self._assertions[key]

    def forget_all(self) -> None:
        self._generation += 1
        self._assertions.clear()


def _seconds_left(assertion: AssertionView) -> float:
    return (assertion.expires_at - datetime.now(UTC)).total_seconds()
