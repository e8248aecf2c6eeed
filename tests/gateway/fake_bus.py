"""A bus by hand: answers by type of request, remembers what it was asked."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, cast
from uuid import UUID, uuid4

from gateway.bus import CallContext
from services.contracts.actor import Role
from services.contracts.base import Command, Query, ReplyT_co, View
from services.contracts.identity import AssertionView, IdentifySession
from services.contracts.identity.refusals import SessionEnded
from services.contracts.refusals import Refusal, Unavailable, may_refuse

Answer = View | Refusal | Callable[[Any], View]


class FakeBus:
    def __init__(self) -> None:
        self.answers: dict[type, Answer] = {}
        self.asked: list[tuple[Any, CallContext]] = []
        self.sessions: dict[str, AssertionView] = {}
        self.connected = True
        self.clock_fits = True
        self.was_asked = asyncio.Event()
        self.held = asyncio.Event()
        """Cleared, nothing is answered until it is set."""
        self.held.set()

    async def ask(self, request: Command[ReplyT_co] | Query[ReplyT_co], call: CallContext) -> ReplyT_co:
        self.asked.append((request, call))
        self.was_asked.set()
        await self.held.wait()
        if not self.connected:
            raise Unavailable
        if isinstance(request, IdentifySession):
            if request.token_hash not in self.sessions:
                raise SessionEnded
            return cast(ReplyT_co, self.sessions[request.token_hash])
        if type(request) not in self.answers:
            raise Unavailable(f"nobody answers {request.method()}")
        answer = self.answers[type(request)]
        if isinstance(answer, Refusal):
            assert type(answer) in may_refuse(type(request)) | {Refusal}, f"{request.method()} never says {answer.code}"
            raise answer
        return cast(ReplyT_co, answer if isinstance(answer, View) else answer(request))

    def sign_in(
        self, *roles: Role, portal: str = "agent", expires_in: float = 300, language: str = "fr", **more: Any
    ) -> str:
        """The token of a new session."""
        token = uuid4().hex
        self.sessions[sha256(token.encode()).hexdigest()] = AssertionView.model_validate(
            {
                "assertion": f"signed-{token}",
                "expires_at": datetime.now(UTC) + timedelta(seconds=expires_in),
                "subject": uuid4(),
                "session_id": uuid4(),
                "portal": portal,
                "roles": list(roles),
                "language": language,
                "display_name": "Camille Martin",
                "must_change_password": False,
                "must_enrol_totp": False,
                "cgos_number": None if portal == "staff" else "12345674",
                **more,
            }
        )
        return token

    def session_of(self, token: str) -> AssertionView:
        return self.sessions[sha256(token.encode()).hexdigest()]

    def sign_out(self, token: str) -> UUID:
        return self.sessions.pop(sha256(token.encode()).hexdigest()).session_id

    def last(self, kind: type) -> tuple[Any, CallContext]:
        found: tuple[Any, CallContext] = next(each for each in reversed(self.asked) if isinstance(each[0], kind))
        return found

    def count(self, kind: type) -> int:
        return sum(isinstance(request, kind) for request, _ in self.asked)
