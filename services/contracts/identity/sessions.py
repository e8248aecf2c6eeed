"""Logging in and out, and who a session belongs to."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import ANYBODY, EVERYONE_SIGNED_IN, MEMBERS, STAFF, Role
from services.contracts.base import Command, Done, Instant, Language, Open, Page, PageQuery, Portal, View
from services.contracts.identity.fields import Password
from services.contracts.identity.refusals import (
    BadCredentials,
    ManyAreSigningIn,
    SecondFactorRequired,
    SessionEnded,
    TooManyAttempts,
    UnknownSession,
    WrongPortal,
)


class SessionView(View):
    access_token: str
    expires_in: int
    """Seconds."""
    refresh_token: str | None
    """None for a browser session: its cookie lives 30 minutes idle, 12 hours at most."""
    must_change_password: bool
    must_enrol_totp: bool = False
    portal: Open[Literal["agent", "medical", "staff"]]


Channel = Literal["api", "browser"]


class LogIn(Command[SessionView]):
    callers = ANYBODY
    refuses = (BadCredentials, SecondFactorRequired, WrongPortal, TooManyAttempts, ManyAreSigningIn)
    secret_reply = True
    effect_on_refusal = True
    cgos_number: str = Field(max_length=32)
    password: Password
    portal: Portal
    totp: str | None = Field(default=None, max_length=16)
    channel: Channel = "api"
    source: str | None = Field(default=None, max_length=64)
    user_agent: str | None = Field(default=None, max_length=300)


class LogInStaff(Command[SessionView]):
    callers = ANYBODY
    refuses = (BadCredentials, SecondFactorRequired, TooManyAttempts, ManyAreSigningIn)
    secret_reply = True
    effect_on_refusal = True
    email: str = Field(max_length=254)
    password: Password
    totp: str | None = Field(default=None, max_length=16)
    channel: Channel = "api"
    source: str | None = Field(default=None, max_length=64)
    user_agent: str | None = Field(default=None, max_length=300)


class RefreshSession(Command[SessionView]):
    callers = ANYBODY
    refuses = (SessionEnded,)
    secret_reply = True
    effect_on_refusal = True
    refresh_token: str = Field(max_length=200)


class LogOut(Command[Done]):
    callers = EVERYONE_SIGNED_IN


class OpenSessionView(View):
    id: UUID
    created_at: Instant
    last_seen_at: Instant
    user_agent: str | None
    current: bool


class ListSessions(PageQuery[Page[OpenSessionView]]):
    callers = MEMBERS | STAFF


class RevokeSession(Command[Done]):
    callers = MEMBERS | STAFF
    refuses = (UnknownSession,)
    session_id: UUID


class AssertionView(View):
    """The signed statement of who acts, and what the gateway needs of it in clear."""

    assertion: str
    expires_at: Instant
    subject: UUID
    session_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]
    roles: list[Open[Role]]
    language: Open[Language]
    display_name: str
    must_change_password: bool
    must_enrol_totp: bool


class IdentifySession(Command[AssertionView]):
    """From the SHA-256 (hex) of an access token or a cookie. A command, for it prolongs an idle browser session."""

    callers = ANYBODY
    refuses = (SessionEnded,)
    secret_reply = True
    token_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    prolongs: bool = True
    """False only looks: a page that is open and listens is not a person who is there."""
