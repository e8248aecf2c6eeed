"""A member's deadlines for the calendar that they keep elsewhere, by a private address that opens nothing else."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import ANYBODY, MEMBERS
from services.contracts.base import Command, Done, Instant, Language, Open, Portal, Query, View
from services.contracts.refusals import NotFound

_HASH = Field(pattern=r"^[0-9a-f]{64}$")


class UnknownDeadlinesToken(NotFound):
    """Never made, made anew since, or revoked."""


class DeadlinesTokenView(View):
    """Of the address: when it was made. It is never told again."""

    made_at: Instant | None


class GetDeadlinesToken(Query[DeadlinesTokenView]):
    callers = MEMBERS


class MakeDeadlinesToken(Command[DeadlinesTokenView]):
    """In place of the one before. The gateway makes the token and hands over its SHA-256."""

    callers = MEMBERS
    secret_reply = True
    secret_fields = frozenset({"token_hash"})
    token_hash: str = _HASH


class RevokeDeadlinesToken(Command[Done]):
    """Again, it changes nothing."""

    callers = MEMBERS


class DeadlineView(View):
    uid: UUID
    """The same for as long as it is the same deadline, whatever becomes of the application."""
    kind: Open[Literal["draft", "incomplete", "unused"]]
    code: str
    title: str
    day: date
    """The last one, in Paris."""
    application_id: UUID | None


class DeadlinesView(View):
    items: list[DeadlineView]
    portal: Open[Portal]
    language: Open[Language]
    """Of the address: that in which it was made."""
    made_at: Instant


class GetDeadlines(Query[DeadlinesView]):
    """Whoever has the token."""

    callers = ANYBODY
    refuses = (UnknownDeadlinesToken,)
    token_hash: str = _HASH
